"""LibreOffice opens the Word file and the slides, and shows every word of them in order."""

import io
import re
import shutil
import subprocess
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pypdf
import pytest

from data.exports.families.docx import write_docx as write_findings
from data.exports.families.findings_words import WORDS, head_lines, theme_lists
from data.exports.report.document import Document
from data.exports.report.docx import write_docx
from data.exports.report.pptx import write_pptx
from data.exports.report.slides import Lines, slides
from tests.data.exports.families.coded import report as findings
from tests.data.exports.report.documents import BARS, RANGES, REPORT, TABLE, hostile_report

pytestmark = pytest.mark.long


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Callable[[bytes, str], list[str]]:
    """The words of each page that LibreOffice makes of a file."""
    found = shutil.which("soffice")
    if found is None:
        pytest.skip("LibreOffice is not on this machine")
    folder = tmp_path_factory.mktemp("office")

    def pages(content: bytes, kind: str) -> list[str]:
        file = folder / f"report.{kind}"
        file.write_bytes(content)
        pdf = folder / "report.pdf"
        pdf.unlink(missing_ok=True)
        profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
        command = [found, profile, "--headless", "--convert-to", "pdf", "--outdir"]
        subprocess.run([*command, str(folder), str(file)], check=True, capture_output=True)
        reader = pypdf.PdfReader(io.BytesIO(Path(pdf).read_bytes()))
        return [page.extract_text() for page in reader.pages]

    return pages


def words(text: str) -> list[str]:
    return re.findall(r"\w+", text)


def test_every_word_of_the_document_is_shown_in_order(office) -> None:
    shown = office(write_docx(REPORT), "docx")
    stream = iter(words(" ".join(shown)))
    expected = [REPORT.title, REPORT.subtitle, *REPORT.remarks, "What is in this report"]
    expected += [part.title for part in REPORT.parts]
    expected += [REPORT.parts[0].title, "Sixteen of eighteen answered.", TABLE.caption]
    expected += [cell for row in (TABLE.heads, *TABLE.rows) for cell in row]
    expected += [REPORT.parts[1].title, "This ground we share.", "Explained at length. " * 20]
    expected += [BARS.title, "Nothing was left out here.", REPORT.parts[2].title, RANGES.title]
    expected += [REPORT.parts[3].title, "We will:", "meet", "listen"]
    for word in words(" ".join(expected)):
        assert word in stream, f"'{word}' is missing, or not where it should be"
    for number, page in enumerate(shown, start=1):
        assert f"Page {number} of {len(shown)}" in page
        assert REPORT.footer in page


def test_every_slide_is_a_page_with_its_title_text_and_the_names_of_its_bars(office) -> None:
    cover, *shown = office(write_pptx(REPORT), "pptx")
    assert REPORT.title in cover
    for number, (page, planned) in enumerate(zip(shown, slides(REPORT), strict=True), start=2):
        there = words(page)
        asked = [planned.title, *planned.aloud, planned.remark, str(number)]
        content = planned.content
        if isinstance(content, Lines):
            asked += [each.text for each in content.lines]
        elif content == TABLE:
            asked += [TABLE.caption, *(cell for row in TABLE.rows for cell in row)]
        elif content is not None:
            asked += [content.title, *getattr(content, "bars", getattr(content, "rows", ()))]
        missing = [word for word in words(" ".join(asked)) if word not in there]
        assert missing == [], planned.title


def test_every_word_of_the_findings_of_families_is_shown_in_order(office) -> None:
    made = findings()
    stream = iter(words(" ".join(office(write_findings(made), "docx"))))
    expected = [made.title, *head_lines(made), *made.about]
    for theme in made.themes:
        told = theme_lists(theme, WORDS["en"])
        expected += [theme.statement, *(" ".join((head, *lines)) for head, lines in told)]
        expected += [quote.text for quote in theme.quotes]
    expected += [WORDS["en"]["withheld"], "How many", "quotes", "3"]
    for word in words(" ".join(expected)):
        assert word in stream, f"'{word}' is missing, or not where it should be"


@pytest.mark.parametrize("language", ["en", "es"])
def test_files_full_of_mischief_open_too(office, language: str) -> None:
    made: Document = replace(hostile_report(), language=language)
    assert "HYPERLINK" in " ".join(office(write_docx(made), "docx"))
    assert "HYPERLINK" in " ".join(office(write_pptx(made), "pptx"))

"""The PDF of a report: tagged, whole, deaf to what texts try to say, and the same each time."""

import io
import re
from collections.abc import Callable, Iterator
from typing import Any

import pypdf
import pytest

from data.exports.content import ReportContent
from data.exports.report.document import (
    Bars,
    Block,
    Bullets,
    Document,
    Paragraph,
    Part,
    Ranges,
    Series,
    Table,
)
from data.exports.report.gather import report
from data.exports.report.pdf import write_pdf

LANGUAGES = ("en", pytest.param("es", marks=pytest.mark.long))
Rounds = Callable[..., tuple[ReportContent, ReportContent]]

Written = Callable[..., tuple[Document, bytes, tuple[str, ...]]]

_WRITTEN: dict[str, tuple[Document, bytes, tuple[str, ...]]] = {}

HOSTILE = (
    '#panic("stop") #read("/etc/passwd") #set text(size: 90pt)',
    "$ integral $ *bold* _it_ `raw` <label> @reference // comment /* open",
    '"quoted" \\ backslash \\u{41} ]] [[ }} {{ {page} {pages}',
    "= Heading",
    "A" * 300,
    *(
        pytest.param(text, marks=pytest.mark.long)
        for text in (
            '#panic("stop")',
            '#read("/etc/passwd")',
            "// comment",
            "/* open",
            "<script>alert(1)</script>",
            "- list",
            "1. enum",
            "Niñez, ¿dónde? ÁÉÍÓÚÜÑ",
            "https://example.org/" + "x" * 200,
        )
    ),
)


def document_of(text: str) -> Document:
    """Every place that a text can stand in, filled with it."""
    charts: tuple[Block, ...] = (
        Bars(text, text, (text, text), (Series(text, "a6611a", (3, None)),), 7),
        Ranges(text, text, (text,), (0.2,), (0.4,), (0.9,), text),
    )
    words: tuple[Block, ...] = (
        Paragraph(text),
        Paragraph(text, "aloud"),
        Paragraph(text, "note"),
        Bullets((text, text)),
        Table(text, (text, text), ((text, text),) * 2),
    )
    parts = (Part("summary", text, words), Part("every", text, charts))
    return Document(text, text, "en", (text,), parts, text)


@pytest.fixture
def written(rounds: Rounds) -> Written:
    """The whole report of the second round, written once for each language."""

    def write(language: str = "en") -> tuple[Document, bytes, tuple[str, ...]]:
        if language not in _WRITTEN:
            document = report(rounds()[1], language=language)
            pdf = write_pdf(document)
            texts = tuple(page.extract_text() for page in opened(pdf).pages)
            _WRITTEN[language] = document, pdf, texts
        return _WRITTEN[language]

    return write


def opened(pdf: bytes) -> pypdf.PdfReader:
    return pypdf.PdfReader(io.BytesIO(pdf), strict=True)


def root_of(pdf: bytes) -> Any:
    """The catalog of a file, whose entries may be anything."""
    return opened(pdf).root_object


def elements(node: Any, inside: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], Any]]:
    """Every element of the structure tree with the kinds that it lies in, in reading order."""
    node = node.get_object()
    if isinstance(node, list):
        for each in node:
            yield from elements(each, inside)
    elif isinstance(node, dict):
        here = (*inside, node["/S"]) if "/S" in node else inside
        if "/S" in node:
            yield here, node
        if "/K" in node and not isinstance(node["/K"].get_object(), int):
            yield from elements(node["/K"], here)


def tree(pdf: bytes) -> list[tuple[tuple[str, ...], Any]]:
    return list(elements(root_of(pdf)["/StructTreeRoot"]["/K"]))


def kinds(pdf: bytes) -> list[str]:
    return [path[-1] for path, _ in tree(pdf)]


def text_of(pdf: bytes) -> str:
    return " ".join(page.extract_text() for page in opened(pdf).pages)


def letters(text: str) -> str:
    """Without what a line break can change: spaces, and hyphens, our own or that of the break."""
    return re.sub(r"[\s\u00ad\u200b-]", "", text)


def body(page: str, document: Document) -> str:
    """The text of a page without what stands at its head and its foot."""
    around = (document.footer, "Page ", "Página ")
    return "\n".join(
        line
        for line in page.splitlines()
        if line.strip() != document.title and not line.startswith(around)
    )


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_report_follows_the_accessibility_standard(language: str, written: Written) -> None:
    document, pdf, _ = written(language)
    root = root_of(pdf)
    assert root["/Lang"] == language
    assert root["/MarkInfo"]["/Marked"].value is True
    assert root["/ViewerPreferences"]["/DisplayDocTitle"].value is True
    assert b"pdfuaid:part" in root["/Metadata"].get_data()
    assert opened(pdf).metadata.title == document.title  # type: ignore[union-attr]
    assert opened(pdf).pages[0].mediabox[2:] == [612, 792]


def test_headings_tables_and_figures_are_what_they_are(written: Written) -> None:
    document, pdf, _ = written()
    told, found = [block for part in document.parts for block in part.blocks], kinds(pdf)
    assert found.count("/H1") == 1
    assert found.count("/H2") == len(document.parts) + 1  # and that of the contents
    tables = [block for block in told if isinstance(block, Table)]
    assert found.count("/Table") == found.count("/THead") == len(tables)
    assert found.count("/TH") == sum(len(table.heads) for table in tables)
    assert found.count("/TD") == sum(len(row) for table in tables for row in table.rows)
    charts = [block for block in told if isinstance(block, Bars | Ranges)]
    alts = [node["/Alt"] for path, node in tree(pdf) if path[-1] == "/Figure"]
    assert alts == [chart.told for chart in charts]
    assert found.count("/Caption") == len(tables) + len(charts)
    lines = sum(len(block.lines) for block in told if isinstance(block, Bullets))
    assert found.count("/LBody") == lines
    assert "/TOC" in found


def test_headings_come_in_the_order_of_the_parts(written: Written) -> None:
    document, written_pdf, _ = written()
    pdf = opened(written_pdf)
    assert [entry.title for entry in pdf.outline] == [part.title for part in document.parts]  # type: ignore[union-attr]


@pytest.mark.parametrize("language", LANGUAGES)
def test_all_words_stand_in_it_in_reading_order(language: str, written: Written) -> None:
    document, _, pages = written(language)
    text = letters(" ".join((pages[0], *(body(page, document) for page in pages[1:]))))
    place = text.index(letters(document.remarks[-1]))
    for part in document.parts:
        place = text.index(letters(part.title), place)
        for block in part.blocks:
            for words in _printed(block):
                assert letters(words) in text
            lead = next(filter(str.strip, _printed(block)))
            if not isinstance(block, Table) or len(block.rows) <= 12:
                place = text.index(letters(lead), place)


def _printed(block: Block) -> Iterator[str]:
    if isinstance(block, Paragraph):
        yield block.text
    elif isinstance(block, Bullets):
        yield from block.lines
    elif isinstance(block, Bars):
        yield from (block.title, *(series.name for series in block.series), *block.bars)
    elif isinstance(block, Ranges):
        yield from (block.title, *block.rows, block.unit)
    else:
        yield from (block.caption, *block.heads)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_page_says_which_of_how_many_it_is(language: str, written: Written) -> None:
    said = {"en": "Page {} of {}", "es": "Página {} de {}"}[language]
    _, _, pages = written(language)
    assert len(pages) > 10
    for number, page in enumerate(pages, start=1):
        assert said.format(number, len(pages)) in page


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_heading_and_no_caption_stands_alone_at_the_foot_of_a_page(
    language: str, written: Written
) -> None:
    document, _, pages = written(language)
    blocks = [block for part in document.parts for block in part.blocks]
    alone = [part.title for part in document.parts]
    alone += [block.caption for block in blocks if isinstance(block, Table)]
    alone += [block.title for block in blocks if isinstance(block, Bars | Ranges)]
    for page in pages[1:]:
        lines = [line.strip() for line in body(page, document).splitlines() if line.strip()]
        assert lines[-1] not in alone


@pytest.mark.parametrize("text", HOSTILE)
def test_a_text_is_never_read_as_markup(text: str) -> None:
    pdf = write_pdf(document_of(text))
    found = kinds(pdf)
    assert found.count("/H1") == 1
    assert found.count("/H2") == 3
    assert found.count("/Figure") == 2
    assert found.count("/LI") == 2
    assert [node["/Alt"] for path, node in tree(pdf) if path[-1] == "/Figure"] == [text, text]
    assert opened(pdf).metadata.title == text  # type: ignore[union-attr]
    assert letters(text_of(pdf)).count(letters(text)) > 15
    assert b"/JavaScript" not in pdf
    assert b"/URI" not in pdf


@pytest.mark.parametrize("text", ["日本語 漢字", "🙂", "\u202eback\u0000wards", "tab\tand\nline"])
def test_letters_that_no_font_has_stop_no_report(text: str) -> None:
    pdf = write_pdf(document_of(f"Team {text}"))
    assert root_of(pdf)["/MarkInfo"]["/Marked"].value is True
    assert kinds(pdf).count("/H2") == 3
    assert "Team" in text_of(pdf)


def test_the_same_document_makes_the_same_bytes_and_no_day_is_in_it(written: Written) -> None:
    document, pdf, _ = written()
    assert pdf == write_pdf(document)
    about = opened(pdf).metadata
    assert about is not None
    assert about.author == "Common Table"
    assert about.creation_date is None
    assert about.modification_date is None
    told = root_of(pdf)["/Metadata"].get_data().decode()
    assert set(re.findall(r"\d{4}-\d{2}-\d{2}", told)) <= {"2000-01-01"}


def test_a_part_alone_needs_no_contents() -> None:
    document = Document("Title", "Team", "en", parts=(Part("limits", "Limits", (Paragraph("a"),)),))
    pdf = write_pdf(document)
    assert len(opened(pdf).pages) == 1
    assert kinds(pdf).count("/H2") == 1


def test_a_table_of_many_rows_repeats_its_heads() -> None:
    rows = tuple((f"Row {number}", "words " * 12) for number in range(120))
    table = Table("Caption", ("First head", "Second head"), rows)
    document = Document("T", "S", "en", parts=(Part("every", "P", (table,)),))
    pdf = opened(write_pdf(document))
    assert len(pdf.pages) > 2
    assert all("Second head" in page.extract_text() for page in pdf.pages)
    text = text_of(write_pdf(document))
    assert [f"Row {number}" for number in range(120)] == re.findall(r"Row \d+", text)


def test_a_heading_goes_to_the_next_page_with_what_it_leads_up_to() -> None:
    """Wherever the foot of the page happens to be; other lines fill the page above."""
    table = Table("The caption", ("Head", "Other"), (("cell", "cell"),))
    ends = set()
    for lines in range(26, 40):
        fill = Bullets(tuple(f"Line {number}" for number in range(lines)))
        parts = (
            Part("limits", "First", (fill,)),
            Part("facts", "The heading", (Paragraph("The words.", "aloud"), table)),
        )
        document = Document("T", "S", "en", parts=parts, footer="Foot")
        texts = [page.extract_text() for page in opened(write_pdf(document)).pages[1:]]
        places = [
            next(at for at, text in enumerate(texts) if words in text)
            for words in ("The heading", "The words.", "The caption", "cell")
        ]
        assert len(set(places)) == 1
        ends.add(places[0])
    assert ends == {0, 1}

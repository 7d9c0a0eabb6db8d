"""The Word file: real styles, marked heads, described pictures, one language, no facts about us."""

import io
import re
import struct
from dataclasses import replace
from xml.etree import ElementTree

import docx
import pytest

from data.exports.report.charts import picture
from data.exports.report.docx import write_docx
from tests.data.exports.report.documents import (
    BARS,
    DRAWING,
    HOSTILE,
    RANGES,
    REPORT,
    A,
    W,
    all_xml,
    hostile_report,
    parts_of,
    xml,
)

LETTER_WITHIN_MARGINS = round(6.5 * 914400)


@pytest.fixture(scope="module")
def written() -> bytes:
    return write_docx(REPORT)


def styles(content: bytes) -> list[tuple[str, str]]:
    """Style and words of each paragraph outside of tables, as another reader has them."""
    made = docx.Document(io.BytesIO(content))
    return [(each.style.name, each.text) for each in made.paragraphs if each.text]


def test_every_word_stands_under_its_style_in_order(written: bytes) -> None:
    assert styles(written) == [
        ("Title", "Where we stand"),
        ("Subtitle", "River table, fall round"),
        ("Remark", "Made-up team."),
        ("Remark", "Checksum: 0a1b2c"),
        ("Caption", "What is in this report"),
        *(("Normal", each.title) for each in REPORT.parts),
        ("Heading 1", "Who has answered"),
        ("Read aloud", "Sixteen of eighteen answered."),
        ("Caption", "Who answered, group by group"),
        ("Heading 1", "Common ground"),
        ("Read aloud", "This ground we share."),
        ("Normal", "Explained at length. " * 20),
        ("Heading 2", BARS.title),
        ("Remark", "Nothing was left out here."),
        ("Heading 1", "Since then"),
        ("Heading 2", RANGES.title),
        ("Heading 1", "Next steps"),
        ("Normal", "We will:"),
        ("List Bullet", "meet"),
        ("List Bullet", "listen"),
    ]


def test_a_table_has_all_cells_and_its_head_is_marked_as_head(written: bytes) -> None:
    (table,) = docx.Document(io.BytesIO(written)).tables
    assert [[cell.text for cell in row.cells] for row in table.rows] == [
        ["Group", "Asked", "Answered"],
        ["Court", "7", "6"],
        ["Clinic", "11", "10"],
    ]
    rows = list(xml(written, "word/document.xml").iter(f"{W}tr"))
    assert [row.find(f".//{W}tblHeader") is not None for row in rows] == [True, False, False]
    look = xml(written, "word/document.xml").find(f".//{W}tblLook")
    assert look is not None
    assert look.get(f"{W}firstRow") == "1"


def test_each_chart_is_its_picture_with_its_words_and_no_wider_than_the_text(
    written: bytes,
) -> None:
    root = xml(written, "word/document.xml")
    described = [each.get("descr") for each in root.iter(f"{DRAWING}docPr")]
    assert described == [BARS.told, RANGES.told]
    stored = {text for name, text in parts_of(written).items() if "media/" in name}
    assert stored == {picture(BARS), picture(RANGES)}
    for inline, chart in zip(root.iter(f"{DRAWING}inline"), (BARS, RANGES), strict=True):
        size = inline.find(f"{DRAWING}extent")
        assert size is not None
        width, height = int(size.get("cx", "0")), int(size.get("cy", "0"))
        assert 0 < width <= LETTER_WITHIN_MARGINS
        assert height <= 9 * 914400
        across, down = struct.unpack(">II", picture(chart)[16:24])
        assert width / height == pytest.approx(across / down, rel=0.01)
        assert [inline.get(f"dist{side}") for side in "TBLR"] == ["0"] * 4


def test_a_very_tall_chart_fits_on_the_page() -> None:
    many = replace(
        BARS,
        bars=STATED * 5,
        series=tuple(replace(each, values=(4,) * 65) for each in BARS.series),
    )
    part = replace(REPORT.parts[1], blocks=(many,))
    root = xml(write_docx(replace(REPORT, parts=(part,))), "word/document.xml")
    size = root.find(f".//{DRAWING}extent")
    assert size is not None
    assert int(size.get("cy", "0")) <= 9 * 914400


STATED = BARS.bars


@pytest.mark.parametrize(("language", "tongue"), [("en", "en-US"), ("es", "es-US")])
def test_one_language_is_set_for_all_of_it(language: str, tongue: str) -> None:
    content = write_docx(replace(REPORT, language=language))
    tongues = {
        each.get(f"{W}val")
        for root in all_xml(content).values()
        for each in (*root.iter(f"{W}lang"), *root.iter(f"{W}themeFontLang"))
    }
    assert tongues == {tongue}
    assert f"<dc:language>{tongue}</dc:language>".encode() in parts_of(content)["docProps/core.xml"]


def test_the_page_is_us_letter_and_its_foot_counts_pages(written: bytes) -> None:
    page = xml(written, "word/document.xml").find(f".//{W}pgSz")
    assert page is not None
    assert (page.get(f"{W}w"), page.get(f"{W}h")) == ("12240", "15840")
    (foot,) = (root for name, root in all_xml(written).items() if "footer" in name)
    assert [each.text.strip() for each in foot.iter(f"{W}instrText")] == ["PAGE", "NUMPAGES"]
    assert REPORT.footer in "".join(each.text or "" for each in foot.iter(f"{W}t"))


def test_the_contents_lead_to_the_headings(written: bytes) -> None:
    root = xml(written, "word/document.xml")
    marks = [each.get(f"{W}name") for each in root.iter(f"{W}bookmarkStart")]
    links = list(root.iter(f"{W}hyperlink"))
    assert [each.get(f"{W}anchor") for each in links] == marks
    words = ["".join(text.text or "" for text in each.iter(f"{W}t")) for each in links]
    assert words == [part.title for part in REPORT.parts]


def test_the_file_tells_neither_who_nor_when_nor_where(written: bytes) -> None:
    assert written == write_docx(REPORT)
    core = parts_of(written)["docProps/core.xml"].decode()
    assert "Where we stand" in core
    assert not re.search(r"creator|created|modified|lastModifiedBy|revision", core)
    told = b" ".join(parts_of(written).values())
    assert not re.search(rb"python-docx|Macintosh|customXml|\bw:rsid", told)
    assert not [name for name in parts_of(written) if "thumbnail" in name or "customXml" in name]
    outside = [
        each.get("Target")
        for root in all_xml(written).values()
        for each in root
        if each.get("TargetMode") == "External"
    ]
    assert outside == []


def test_whatever_people_type_stays_words() -> None:
    content = write_docx(hostile_report())
    for root in all_xml(content).values():
        assert isinstance(root, ElementTree.Element)
    said = [text for _, text in styles(content)]
    assert HOSTILE[0] in said
    assert HOSTILE[1] in said
    assert "bell , null , lone , not a character " in said
    root = xml(content, "word/document.xml")
    assert not list(root.iter(f"{W}fldSimple"))
    assert {each.text for each in root.iter(f"{W}instrText")} == {' TOC \\o "1-1" \\h \\n \\u '}
    assert not list(root.iter(f"{A}hlinkClick"))


def test_a_report_without_parts_is_a_file_all_the_same() -> None:
    content = write_docx(replace(REPORT, parts=(), remarks=(), footer=""))
    assert [style for style, _ in styles(content)] == ["Title", "Subtitle"]

"""The slides: native charts with the very figures, titles, notes, described and in one language."""

import io
import re
from dataclasses import replace

import openpyxl
import pptx
import pytest
from pptx.enum.shapes import PP_PLACEHOLDER
from pptx.util import Inches

from data.exports.report.pptx import write_pptx
from data.exports.report.slides import slides
from tests.data.exports.report.documents import (
    BARS,
    HOSTILE,
    RANGES,
    REPORT,
    TABLE,
    A,
    C,
    P,
    all_xml,
    hostile_report,
    parts_of,
)

TITLES = (PP_PLACEHOLDER.TITLE, PP_PLACEHOLDER.CENTER_TITLE)


@pytest.fixture(scope="module")
def written() -> bytes:
    return write_pptx(REPORT)


def opened(content: bytes) -> list:
    return list(pptx.Presentation(io.BytesIO(content)).slides)


def charts(content: bytes) -> list:
    return [shape for slide in opened(content) for shape in slide.shapes if shape.has_chart]


def values(chart: object, kind: str) -> list[float | None]:
    """What stands in the cache of a series, and None where there is no point."""
    cache = chart.find(f"{C}{kind}//{C}numCache")  # type: ignore[attr-defined]
    found: list[float | None] = [None] * int(cache.find(f"{C}ptCount").get("val"))
    for point in cache.iter(f"{C}pt"):
        found[int(point.get("idx"))] = float(point.find(f"{C}v").text)
    return found


def test_each_slide_has_a_title_that_comes_first(written: bytes) -> None:
    shown = opened(written)
    titles = [slide.shapes[0].text_frame.text for slide in shown]
    assert titles == [REPORT.title, *(each.title for each in slides(REPORT))]
    assert len(set(titles)) == len(titles)
    for slide in shown:
        assert slide.shapes[0].placeholder_format.type in TITLES


def test_slides_are_wide_and_nothing_stands_outside_of_them(written: bytes) -> None:
    made = pptx.Presentation(io.BytesIO(written))
    assert (made.slide_width, made.slide_height) == (Inches(13.333), Inches(7.5))
    for slide in made.slides:
        for shape in slide.shapes:
            assert shape.left >= 0
            assert shape.left + shape.width <= made.slide_width
            assert 0 <= shape.top < shape.top + shape.height <= made.slide_height


def test_the_figures_of_bars_are_those_of_the_report_bar_for_bar(written: bytes) -> None:
    pieces = [root for name, root in all_xml(written).items() if "/charts/chart" in name]
    bars = [root for root in pieces if root.find(f".//{C}grouping").get("val") == "stacked"]
    assert len(bars) == 2
    names = [
        text.text
        for root in bars
        for text in root.find(f".//{C}ser").findall(f"{C}cat//{C}pt/{C}v")
    ]
    assert tuple(names) == BARS.bars
    for place, series in enumerate(BARS.series):
        found = [
            value for root in bars for value in values(root.findall(f".//{C}ser")[place], "val")
        ]
        assert found == list(series.values)
    for root in bars:
        colors = [each.find(f"{C}spPr//{A}srgbClr").get("val") for each in root.iter(f"{C}ser")]
        assert colors == [each.color for each in BARS.series]
        assert root.find(f".//{C}valAx//{C}max").get("val") in ("9", "9.0")
        assert root.find(f".//{C}barDir").get("val") == "bar"
        assert root.find(f".//{C}catAx//{C}orientation").get("val") == "maxMin"


def test_ranges_are_bars_with_lines_from_low_to_high(written: bytes) -> None:
    (root,) = (
        root
        for name, root in all_xml(written).items()
        if "/charts/chart" in name and root.find(f".//{C}errBars") is not None
    )
    (series,) = root.iter(f"{C}ser")
    assert values(series, "val") == list(RANGES.middle)
    lines = series.find(f"{C}errBars")
    assert lines is not None
    assert values(lines, "minus") == [0.25, None, None]
    assert values(lines, "plus") == [0.75, None, None]
    scale = root.find(f".//{C}valAx/{C}scaling")
    low, high = (float(scale.find(f"{C}{name}").get("val")) for name in ("min", "max"))
    assert low <= 0
    assert high >= 1.25


def test_the_workbook_behind_a_chart_holds_the_same_and_no_formula(written: bytes) -> None:
    books = [
        openpyxl.load_workbook(io.BytesIO(text)).active
        for name, text in sorted(parts_of(written).items())
        if name.endswith(".xlsx")
    ]
    rows = [list(book.iter_rows(values_only=True)) for book in books]
    stacked = [each for each in rows if each[0] == (None, "Disagree", "Agree")]
    assert [row[0] for each in stacked for row in each[1:]] == list(BARS.bars)
    for place, series in enumerate(BARS.series, start=1):
        assert [row[place] for each in stacked for row in each[1:]] == list(series.values)
    (ranges,) = (each for each in rows if each not in stacked)
    assert ranges[1] == ("Last time", 0.5, 0.25, 0.75)
    hostile = write_pptx(hostile_report())
    for name, text in parts_of(hostile).items():
        if name.endswith(".xlsx"):
            sheet = openpyxl.load_workbook(io.BytesIO(text)).active
            assert {cell.data_type for row in sheet.iter_rows() for cell in row} <= {"s", "n"}


def test_charts_and_tables_are_described_for_those_who_do_not_see_them(written: bytes) -> None:
    told = {each.told for each in slides(REPORT) if each.told}
    frames = [
        shape._element.nvGraphicFramePr.cNvPr
        for slide in opened(written)
        for shape in slide.shapes
        if shape.has_chart or shape.has_table
    ]
    assert {each.get("descr") for each in frames} == told | {TABLE.caption}
    assert RANGES.told in told


def test_a_table_is_a_table_with_a_head(written: bytes) -> None:
    (table,) = (s.table for slide in opened(written) for s in slide.shapes if s.has_table)
    assert table.first_row
    cells = [tuple(cell.text for cell in row.cells) for row in table.rows]
    assert cells == [TABLE.heads, *TABLE.rows]


def test_the_notes_have_what_is_read_aloud_the_long_text_and_the_chart_in_words(
    written: bytes,
) -> None:
    _, *shown = opened(written)
    for slide, planned in zip(shown, slides(REPORT), strict=True):
        notes = slide.notes_slide.notes_text_frame.text if slide.has_notes_slide else ""
        assert notes == "\n".join(" ".join(each.split()) for each in planned.notes)
    assert any("Explained at length." in (s.notes_slide.notes_text_frame.text) for s in shown[1:3])


@pytest.mark.parametrize(("language", "tongue"), [("en", "en-US"), ("es", "es-US")])
def test_every_run_says_its_language(language: str, tongue: str) -> None:
    content = write_pptx(replace(REPORT, language=language))
    for name, root in all_xml(content).items():
        if not re.search(r"ppt/(slides|notesSlides)/[^/]+\.xml$", name):
            continue
        runs = list(root.iter(f"{A}r"))
        assert runs, name
        for run in runs:
            properties = run.find(f"{A}rPr")
            assert properties is not None, name
            assert properties.get("lang") == tongue, name
        for each in root.iter(f"{A}endParaRPr"):
            assert each.get("lang") == tongue, name
    for name, root in all_xml(content).items():
        if "/charts/chart" in name:
            assert {each.get("lang") for each in root.iter(f"{A}rPr")} == {tongue}
            assert {each.get("lang") for each in root.iter(f"{A}defRPr")} == {tongue}
    core = parts_of(content)["docProps/core.xml"].decode()
    assert f"<dc:language>{tongue}</dc:language>" in core


def test_each_slide_has_the_foot_and_its_number(written: bytes) -> None:
    for slide in opened(written):
        kinds = {each.placeholder_format.type: each for each in slide.placeholders}
        assert kinds[PP_PLACEHOLDER.FOOTER].text_frame.text == REPORT.footer
        number = kinds[PP_PLACEHOLDER.SLIDE_NUMBER]._element
        assert number.find(f".//{A}fld").get("type") == "slidenum"
        ids = [each.get("id") for each in slide._element.iter(f"{P}cNvPr")]
        assert len(set(ids)) == len(ids)


def test_the_file_tells_neither_who_nor_when_nor_where(written: bytes) -> None:
    assert written == write_pptx(REPORT)
    core = parts_of(written)["docProps/core.xml"].decode()
    assert not re.search(r"creator|created|modified|lastModifiedBy|revision", core)
    names = parts_of(written)
    assert not [name for name in names if "thumbnail" in name or "printer" in name]
    told = b" ".join(names.values())
    assert not re.search(rb"Steve|Canny|Macintosh|python", told)
    for name, text in names.items():
        if name.endswith(".xlsx"):
            core = parts_of(text)["docProps/core.xml"]
            assert b"1980-01-01" in core
            assert not re.search(rb"20\d\d-\d\d-\d\dT", core)
    for root in all_xml(written).values():
        assert not [each for each in root if each.get("TargetMode") == "External"]


def test_whatever_people_type_stays_words() -> None:
    content = write_pptx(hostile_report())
    all_xml(content)
    words = [
        paragraph.text
        for slide in opened(content)
        for shape in slide.shapes
        if shape.has_text_frame
        for paragraph in shape.text_frame.paragraphs
    ]
    assert HOSTILE[0] in words
    assert HOSTILE[1] in words
    assert "bell , null , lone , not a character" in words
    assert not [each for root in all_xml(content).values() for each in root.iter(f"{A}hlinkClick")]


def test_a_report_without_parts_is_one_slide() -> None:
    (only,) = opened(write_pptx(replace(REPORT, parts=(), remarks=(), footer="")))
    assert only.shapes.title.text_frame.text == REPORT.title

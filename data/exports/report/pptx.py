"""A report as slides that people go on editing: charts that PowerPoint draws, notes to speak by.

Source:
    ECMA-376, Office Open XML, part 1 (PresentationML), by way of python-pptx.
"""

import io
from collections.abc import Iterable
from typing import Any

from pptx.dml.color import RGBColor
from pptx.enum.shapes import MSO_SHAPE
from pptx.enum.text import MSO_ANCHOR
from pptx.oxml.ns import qn
from pptx.presentation import Presentation
from pptx.util import Emu, Inches, Pt

from data.exports.report.document import Bars, Document, Ranges, Table
from data.exports.report.fitting import fitted
from data.exports.report.office import repacked, shares, tongue
from data.exports.report.pptx_charts import place_bars, place_ranges
from data.exports.report.pptx_looks import (
    BLUE,
    COVER,
    GRAY,
    INK,
    MARGIN,
    PLAIN,
    TEXT,
    TEXT_WIDTH,
    add_foot,
    empty,
    layout,
    speak,
)
from data.exports.report.slide_text import ALOUD_GAP, BEFORE_HEADING, BETWEEN, Lines, aloud_height
from data.exports.report.slides import ROW_SIGNS, TO_WRITE_ON, Slide, caption_height, slides

_TOP, _BOTTOM = Inches(1.4), Inches(6.85)
_REMARK_HEIGHT = Inches(0.6)
_ALONE_SIGNS, _ALONE_LINE, _ALONE_EDGE = 80, 0.5, 0.3
"""Of sentences that are all there is on a slide: signs of a line, its inches, those of edges."""
_ROW = Inches(0.35)
_BAR, _AROUND_BARS = Inches(0.75), Inches(1.8)
"""Height that a bar wants, and that the title, legend and scale of its chart take."""


def write_pptx(document: Document) -> bytes:
    """Slides, the first with the title. The same document always gives the same bytes."""
    whole = fitted(document)
    language = tongue(whole.language)
    made = empty(language=language)
    _cover(made, whole, language=language)
    for each in slides(whole):
        _slide(made, each, footer=whole.footer, language=language)
    file = io.BytesIO()
    made.save(file)
    named = {"title": whole.title, "subject": whole.subtitle, "language": whole.language}
    return repacked(file.getvalue(), **named)


def _cover(made: Presentation, document: Document, *, language: str) -> None:
    slide: Any = made.slides.add_slide(layout(made, COVER))
    title, subtitle = slide.placeholders
    title.text_frame.text = _one_line(document.title)
    _fill(subtitle.text_frame, (document.subtitle,), size=20, color=GRAY)
    for remark in document.remarks:
        _add(subtitle.text_frame, remark, size=14, color=GRAY)
    for paragraph in subtitle.text_frame.paragraphs:
        paragraph._p.get_or_add_pPr().set("algn", "l")
    add_foot(slide, _one_line(document.footer), language=language)


def _slide(made: Presentation, told: Slide, *, footer: str, language: str) -> None:
    """A title, then what is read aloud, then the content and its remark: in that order."""
    lines = told.content if isinstance(told.content, Lines) else None
    slide: Any = made.slides.add_slide(layout(made, TEXT if lines else PLAIN))
    slide.shapes.title.text_frame.text = _one_line(told.title)
    top = _aloud(slide, told.aloud, alone=told.content is None)
    height = _BOTTOM - top - (_REMARK_HEIGHT if told.remark else 0)
    where = (MARGIN, top, TEXT_WIDTH, height)
    if lines:
        _lines(slide, lines, where=where)
    elif isinstance(told.content, Table):
        _table(slide, told.content, where=where)
    elif isinstance(told.content, Bars | Ranges):
        _chart(slide, told.content, told=told.told, where=where, language=language)
    if told.remark:
        place = (MARGIN, _BOTTOM - _REMARK_HEIGHT, TEXT_WIDTH, _REMARK_HEIGHT)
        frame = slide.shapes.add_textbox(*place).text_frame
        frame.word_wrap = True
        _fill(frame, (told.remark,), size=12, color=GRAY)
    add_foot(slide, _one_line(footer), language=language)
    _notes(slide, told.notes, language=language)


def _aloud(slide: Any, sentences: tuple[str, ...], *, alone: bool) -> int:
    """The box with what is read aloud; where the next thing may begin."""
    if not sentences:
        return _TOP
    inches = _alone(sentences) if alone else aloud_height(sentences) - ALOUD_GAP
    height = min(Inches(inches), _BOTTOM - _TOP)
    box = slide.shapes.add_shape(MSO_SHAPE.RECTANGLE, MARGIN, _TOP, TEXT_WIDTH, Emu(height))
    box.name = "Read aloud"
    box.fill.solid()
    box.fill.fore_color.rgb = RGBColor(0xF2, 0xF6, 0xFA)
    box.line.color.rgb = RGBColor.from_string(BLUE)
    box.shadow.inherit = False
    box.text_frame.word_wrap = True
    box.text_frame.vertical_anchor = MSO_ANCHOR.MIDDLE
    _fill(box.text_frame, sentences, size=24 if alone else 18, color=INK)
    for paragraph in box.text_frame.paragraphs:
        paragraph._p.get_or_add_pPr().set("algn", "l")
    return _TOP + height + Inches(ALOUD_GAP)


def _alone(sentences: tuple[str, ...]) -> float:
    """Inches of a box of larger letters."""
    lines = sum(-(-len(each) // _ALONE_SIGNS) or 1 for each in sentences)
    return _ALONE_EDGE + lines * _ALONE_LINE


def _lines(slide: Any, content: Lines, *, where: tuple[int, int, int, int]) -> None:
    """Text in the frame of the layout; without points where these are sentences."""
    holder = slide.placeholders[1]
    holder.left, holder.top, holder.width, holder.height = (Emu(each) for each in where)
    _fill(holder.text_frame, (each.text for each in content.lines), size=content.size, color=INK)
    for paragraph, line in zip(holder.text_frame.paragraphs, content.lines, strict=True):
        before = BEFORE_HEADING if line.heading and line is not content.lines[0] else 0
        paragraph.space_before, paragraph.space_after = Pt(before), Pt(BETWEEN)
        if line.heading:
            _dress(paragraph, size=None, color=BLUE, bold=True)
        if not line.point:
            properties = paragraph._p.get_or_add_pPr()
            properties.set("marL", "0")
            properties.set("indent", "0")
            properties.insert_element_before(
                properties.makeelement(qn("a:buNone"), {}), "a:tabLst", "a:defRPr", "a:extLst"
            )


def _chart(
    slide: Any, chart: Bars | Ranges, *, told: str, where: tuple[int, int, int, int], language: str
) -> None:
    """A chart, no taller than its bars want."""
    left, top, width, height = where
    bars = len(chart.bars if isinstance(chart, Bars) else chart.rows)
    place = (left, top, width, min(height, _AROUND_BARS + bars * _BAR))
    if isinstance(chart, Bars):
        frame = place_bars(slide, chart, where=place, language=language)
    else:
        frame = place_ranges(slide, chart, where=place, language=language)
    _describe(frame, chart.title, told)


def _table(slide: Any, table: Table, *, where: tuple[int, int, int, int]) -> None:
    left, top, width, _ = where
    above = Inches(caption_height(table.caption))
    caption = slide.shapes.add_textbox(left, top, width, above).text_frame
    caption.word_wrap = True
    _fill(caption, (table.caption,), size=14, color=INK, bold=True)
    rows, columns = len(table.rows) + 1, len(table.heads)
    height = rows * _ROW
    frame = slide.shapes.add_table(rows, columns, left, top + above, width, height)
    _describe(frame, table.caption, table.caption)
    made = frame.table
    for column, share in zip(made.columns, shares(table, signs=ROW_SIGNS), strict=True):
        column.width = Emu(round(share * width))
    for row, texts in zip(made.rows, (table.heads, *table.rows), strict=True):
        row.height = _ROW if any(texts) else Inches(TO_WRITE_ON)
        for cell, text in zip(row.cells, texts, strict=True):
            head = texts is table.heads
            _fill(cell.text_frame, (text,), size=12, color="FFFFFF" if head else INK, bold=head)
            cell.margin_top = cell.margin_bottom = Inches(0.03)
            if head:
                cell.fill.solid()
                cell.fill.fore_color.rgb = RGBColor.from_string(BLUE)


def _describe(frame: Any, name: str, words: str) -> None:
    """What a chart or table is called, and what it shows, for those who do not see it."""
    about = frame._element.nvGraphicFramePr.cNvPr
    about.set("name", _one_line(name))
    about.set("descr", words)


def _notes(slide: Any, paragraphs: Iterable[str], *, language: str) -> None:
    said = tuple(paragraphs)
    if not said:
        return
    notes = slide.notes_slide
    _fill(notes.notes_text_frame, said)
    speak(notes._element, language)


def _fill(
    frame: Any,
    texts: Iterable[str],
    *,
    size: int | None = None,
    color: str | None = None,
    bold: bool = False,
) -> None:
    """A paragraph each."""
    first, *others = texts
    frame.text = _one_line(first)
    _dress(frame.paragraphs[0], size=size, color=color, bold=bold)
    for text in others:
        _add(frame, text, size=size, color=color, bold=bold)


def _add(frame: Any, text: str, *, size: int | None, color: str | None, bold: bool = False) -> None:
    paragraph = frame.add_paragraph()
    paragraph.text = _one_line(text)
    _dress(paragraph, size=size, color=color, bold=bold)


def _dress(paragraph: Any, *, size: int | None, color: str | None, bold: bool) -> None:
    for run in paragraph.runs:
        if size is not None:
            run.font.size = Pt(size)
        if color is not None:
            run.font.color.rgb = RGBColor.from_string(color)
        if bold:
            run.font.bold = True


def _one_line(text: str) -> str:
    return " ".join(text.split())

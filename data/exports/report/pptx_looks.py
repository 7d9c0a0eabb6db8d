"""How the slides of a report look: wide, with a plain title, and nothing of the template's own."""

import copy
from typing import Any

import pptx
from pptx.enum.shapes import PP_PLACEHOLDER
from pptx.oxml import parse_xml
from pptx.oxml.ns import qn
from pptx.presentation import Presentation
from pptx.util import Emu, Inches, Pt

WIDTH, HEIGHT = Inches(13.333), Inches(7.5)
MARGIN = Inches(0.6)
TEXT_WIDTH = WIDTH - 2 * MARGIN
BLUE, INK, GRAY = "1B4B7A", "1A1A1A", "4A4A4A"
COVER, PLAIN, TEXT = "Title Slide", "Title Only", "Title and Content"
"""The layouts that are kept: the first slide, a title above anything, and a title above lines."""

_NOT_NEEDED = ("thumbnail", "printerSettings")
_TOP, _TITLE_HEIGHT = Inches(0.35), Inches(0.95)
_FOOT = Inches(6.98)
_FOOT_HEIGHT = Inches(0.35)
_SPACE = 'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'


def empty(*, language: str) -> Presentation:
    """A wide presentation without slides, with three layouts.

    Args:
        language: as Office writes it, such as "en-US".
    """
    made = pptx.Presentation()
    made.slide_width, made.slide_height = WIDTH, HEIGHT
    for relations in (made.part.package._rels, made.part.rels):
        for key in [key for key, each in relations.items() if _ends(each.reltype)]:
            relations.pop(key)
    for layout in list(made.slide_layouts):
        if layout.name not in (COVER, PLAIN, TEXT):
            made.slide_layouts.remove(layout)
    master = made.slide_master
    _lay_out(master)
    for layout in made.slide_layouts:
        _lay_out(layout)
    _letters(master, language=language)
    return made


def layout(made: Presentation, name: str) -> Any:
    """A layout by its name."""
    return next(each for each in made.slide_layouts if each.name == name)


def add_foot(slide: Any, text: str, *, language: str) -> None:
    """The line at the foot and the number of the slide, as the layout has them."""
    for holder in slide.slide_layout.placeholders:
        kind = holder.placeholder_format.type
        if kind not in (PP_PLACEHOLDER.FOOTER, PP_PLACEHOLDER.SLIDE_NUMBER):
            continue
        if kind == PP_PLACEHOLDER.FOOTER and not text:
            continue
        element = copy.deepcopy(holder._element)
        element.nvSpPr.cNvPr.set("id", str(max(each.shape_id for each in slide.shapes) + 1))
        slide.shapes._spTree.append(element)
        if kind == PP_PLACEHOLDER.FOOTER:
            slide.shapes[-1].text_frame.text = text
    speak(slide.shapes._spTree, language)


def speak(element: Any, language: str) -> None:
    """Let every run of words say its language."""
    for run in element.iter(qn("a:r")):
        run.get_or_add_rPr()
    for each in element.iter(qn("a:rPr"), qn("a:endParaRPr")):
        each.set("lang", language)


def _ends(kind: str) -> bool:
    return kind.rpartition("/")[2] in _NOT_NEEDED


def _lay_out(page: Any) -> None:
    """Put the frames of a master or layout where they belong on a wide page."""
    number = TEXT_WIDTH // 12
    for holder in list(page.placeholders):
        kind = holder.placeholder_format.type
        if kind == PP_PLACEHOLDER.DATE:
            holder._element.getparent().remove(holder._element)  # no file tells when it was made
        elif kind == PP_PLACEHOLDER.FOOTER:
            _put(holder, MARGIN, _FOOT, TEXT_WIDTH - number, _FOOT_HEIGHT)
        elif kind == PP_PLACEHOLDER.SLIDE_NUMBER:
            _put(holder, MARGIN + TEXT_WIDTH - number, _FOOT, number, _FOOT_HEIGHT)
        elif kind == PP_PLACEHOLDER.TITLE:
            _put(holder, MARGIN, _TOP, TEXT_WIDTH, _TITLE_HEIGHT)
        elif kind == PP_PLACEHOLDER.CENTER_TITLE:
            _put(holder, MARGIN, Inches(1.9), TEXT_WIDTH, Inches(1.6))
        elif kind == PP_PLACEHOLDER.SUBTITLE:
            _put(holder, MARGIN, Inches(3.6), TEXT_WIDTH, Inches(3.0))
        else:
            _put(holder, MARGIN, Inches(1.5), TEXT_WIDTH, Inches(5.3))


def _put(holder: Any, left: int, top: int, width: int, height: int) -> None:
    holder.left, holder.top = Emu(left), Emu(top)
    holder.width, holder.height = Emu(width), Emu(height)


def _letters(master: Any, *, language: str) -> None:
    """Titles at the left in blue, text in dark gray, the foot small; all in one language."""
    styles = master._element.find(qn("p:txStyles"))
    title = styles.find(f"{qn('p:titleStyle')}/{qn('a:lvl1pPr')}")
    title.set("algn", "l")
    _dress(title.find(qn("a:defRPr")), size=28, color=BLUE, bold=True)
    for level, size in enumerate((20, 18, 16), start=1):
        line = styles.find(f"{qn('p:bodyStyle')}/{qn(f'a:lvl{level}pPr')}")
        _dress(line.find(qn("a:defRPr")), size=size, color=INK)
    for holder in master.placeholders:
        if holder.placeholder_format.type in (PP_PLACEHOLDER.FOOTER, PP_PLACEHOLDER.SLIDE_NUMBER):
            for each in holder._element.iter(qn("a:defRPr")):
                _dress(each, size=11, color=GRAY)
            for each in holder._element.iter(qn("a:lvl1pPr")):
                is_footer = holder.placeholder_format.type == PP_PLACEHOLDER.FOOTER
                each.set("algn", "l" if is_footer else "r")
    for page in (master, *master.slide_layouts):
        for each in page._element.iter(qn("a:rPr"), qn("a:endParaRPr"), qn("a:defRPr")):
            each.set("lang", language)


def _dress(properties: Any, *, size: int, color: str, bold: bool = False) -> None:
    properties.set("sz", str(Pt(size).centipoints))
    properties.set("b", "1" if bold else "0")
    for each in properties.findall(qn("a:solidFill")):
        properties.remove(each)
    fill = f'<a:solidFill {_SPACE}><a:srgbClr val="{color}"/></a:solidFill>'
    properties.insert(0, parse_xml(fill))

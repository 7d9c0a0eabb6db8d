"""How the Word file of a report looks: page, styles, language, and what the template loses."""

from typing import Any

from docx.document import Document as Word
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_LINE_SPACING
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Inches, Pt, RGBColor
from docx.styles.style import ParagraphStyle

PAGE_WIDTH, PAGE_HEIGHT = Inches(8.5), Inches(11)
MARGIN = Inches(1)
TEXT_WIDTH = Inches(6.5)
ALOUD = "Read aloud"
REMARK = "Remark"
CELL = "Table text"
HEAD = "Table head"
TABLE = "Report table"

_FONT = "Calibri"
_INK = RGBColor(0x1A, 0x1A, 0x1A)
_BLUE = RGBColor(0x1B, 0x4B, 0x7A)
_KEPT_TABLES = ("Normal Table",)
_NOT_NEEDED = ("thumbnail", "customXml", "stylesWithEffects", "webSettings")
_SIZES = {
    "Title": (26, 0, 4),
    "Subtitle": (14, 0, 10),
    "Heading 1": (18, 24, 6),
    "Heading 2": (13, 16, 4),
    "Heading 3": (11.5, 10, 3),
    "Caption": (11, 12, 4),
}
"""Of each style: points of its letters, and points of space before and after."""


def prepare(word: Word, *, language: str) -> None:
    """Letter paper, our styles, one language, and nothing of the template's own history.

    Args:
        language: as Office writes it, such as "en-US".
    """
    section = word.sections[0]
    section._sectPr.attrib.clear()  # marks of when the template was edited
    section.page_width, section.page_height = PAGE_WIDTH, PAGE_HEIGHT
    for side in ("left", "right", "top", "bottom"):
        setattr(section, f"{side}_margin", MARGIN)
    _lose(word)
    _speak(word, language)
    _restyle(word)
    _add_styles(word)


def _lose(word: Word) -> None:
    """Drop a picture of the template, its lists of sources, and looks that nothing here uses."""
    package: Any = word.part.package
    for relations in (package.rels, word.part.rels):
        for key in [key for key, each in relations.items() if _ends(each.reltype)]:
            relations.pop(key)
    for style in list(word.styles):
        if style.type == WD_STYLE_TYPE.TABLE and style.name not in _KEPT_TABLES:
            style.delete()
            continue
        for each in style.element.findall(qn("w:rsid")):
            style.element.remove(each)
    _renew_settings(word.settings.element)


def _renew_settings(settings: Any) -> None:
    """No marks of who edited the template when, and today's Word as the one it is laid out for."""
    for name in ("w:rsids", "w:savePreviewPicture"):
        for each in settings.findall(qn(name)):
            settings.remove(each)
    for each in settings.iter(qn("w:compatSetting")):
        if each.get(qn("w:name")) == "compatibilityMode":
            each.set(qn("w:val"), "15")


def _ends(kind: str) -> bool:
    return kind.rpartition("/")[2] in _NOT_NEEDED


def _speak(word: Word, language: str) -> None:
    """The language of every word that does not name another one."""
    for each in word.styles.element.iter(qn("w:lang")):
        each.set(qn("w:val"), language)
    for each in word.settings.element.findall(qn("w:themeFontLang")):
        each.set(qn("w:val"), language)


def _restyle(word: Word) -> None:
    normal = paragraph_style(word, "Normal")
    _letters(normal, size=11)
    normal.paragraph_format.space_after = Pt(8)
    normal.paragraph_format.line_spacing_rule = WD_LINE_SPACING.MULTIPLE
    normal.paragraph_format.line_spacing = 1.15
    for name, (size, before, after) in _SIZES.items():
        style = paragraph_style(word, name)
        _letters(style, size=size, bold=name not in ("Subtitle", "Caption"))
        style.font.italic = False
        style.font.color.rgb = _INK if name in ("Subtitle", "Caption") else _BLUE
        style.paragraph_format.space_before = Pt(before)
        style.paragraph_format.space_after = Pt(after)
        style.paragraph_format.keep_with_next = name != "Subtitle"
    paragraph_style(word, "Caption").font.bold = True
    for name in ("Title", "Subtitle"):  # a line below, and a list that it is no part of
        style = paragraph_style(word, name)
        for what in ("w:pBdr", "w:numPr"):
            for each in style.element.get_or_add_pPr().findall(qn(what)):
                style.element.get_or_add_pPr().remove(each)
    _foot(paragraph_style(word, "Footer"))
    paragraph_style(word, "List Bullet").paragraph_format.space_after = Pt(4)


def _foot(style: ParagraphStyle) -> None:
    """The lines at the foot are small, and stand close to each other."""
    _letters(style, size=8.5)
    for each in style.element.get_or_add_pPr().findall(qn("w:tabs")):
        style.element.get_or_add_pPr().remove(each)
    style.paragraph_format.space_after = Pt(0)


def _add_styles(word: Word) -> None:
    aloud = new_style(word, ALOUD, size=13)
    aloud.paragraph_format.left_indent = aloud.paragraph_format.right_indent = Inches(0.12)
    aloud.paragraph_format.space_before = Pt(6)
    aloud.paragraph_format.space_after = Pt(12)
    aloud.paragraph_format.keep_together = aloud.paragraph_format.keep_with_next = True
    _box(aloud)
    remark = new_style(word, REMARK, size=10)
    remark.font.color.rgb = RGBColor(0x4A, 0x4A, 0x4A)
    for name in (CELL, HEAD):
        style = new_style(word, name, size=9.5)
        style.paragraph_format.space_before = style.paragraph_format.space_after = Pt(2)
        style.paragraph_format.line_spacing = 1.0
        style.font.bold = name == HEAD
    table: Any = word.styles.add_style(TABLE, WD_STYLE_TYPE.TABLE)
    table.base_style = word.styles["Normal Table"]
    properties = element("w:tblPr")
    borders = element("w:tblBorders")
    for side in ("top", "bottom", "insideH"):
        borders.append(_line(side, color="8C8C8C", size="4"))
    properties.append(borders)
    table.element.append(properties)
    table.element.append(_shaded_first_row())


def _shaded_first_row() -> Any:
    first = element("w:tblStylePr", **{"w:type": "firstRow"})
    cell = element("w:tcPr")
    cell.append(element("w:shd", **{"w:val": "clear", "w:color": "auto", "w:fill": "E6EDF4"}))
    first.append(cell)
    return first


def _box(style: ParagraphStyle) -> None:
    """A thin frame with a thick bar at its left, on a pale ground."""
    properties = style.element.get_or_add_pPr()
    borders = element("w:pBdr")
    for side in ("top", "left", "bottom", "right"):
        size = "36" if side == "left" else "4"
        borders.append(_line(side, color="1B4B7A", size=size, space="6"))
    shade = element("w:shd", **{"w:val": "clear", "w:color": "auto", "w:fill": "F2F6FA"})
    before = properties.find(qn("w:spacing"))
    for each in (borders, shade):
        before.addprevious(each)


def _line(side: str, *, color: str, size: str, space: str = "0") -> Any:
    values = {"w:val": "single", "w:sz": size, "w:space": space, "w:color": color}
    return element(f"w:{side}", **values)


def element(name: str, **values: str) -> Any:
    """An element of a Word file with its attributes, named with their prefixes."""
    made = OxmlElement(name)
    for key, value in values.items():
        made.set(qn(key), value)
    return made


def new_style(word: Word, name: str, *, size: float) -> ParagraphStyle:
    """A look of paragraphs of our own, like that of all others but for the size in points."""
    style: Any = word.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
    style.base_style = word.styles["Normal"]
    style.quick_style = True
    style.font.size = Pt(size)
    return style


def paragraph_style(word: Word, name: str) -> ParagraphStyle:
    """The look of paragraphs of this name."""
    return word.styles[name]  # pyright: ignore[reportReturnType]


def _letters(style: ParagraphStyle, *, size: float, bold: bool = False) -> None:
    """One font for all letters, by name; a theme's font would go before it."""
    style.font.name = _FONT
    fonts = style.element.get_or_add_rPr().find(qn("w:rFonts"))
    for key in [key for key in fonts.keys() if key.endswith(("Theme", "theme"))]:  # noqa: SIM118
        del fonts.attrib[key]
    style.font.size = Pt(size)
    style.font.bold = bold

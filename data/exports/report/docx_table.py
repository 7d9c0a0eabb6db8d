"""A table of a Word file: its first row is marked as its head and comes back on every page."""

from docx.document import Document as Word
from docx.oxml.ns import qn
from docx.shared import Emu, Inches
from docx.table import Table as WordTable

from data.exports.report.document import Table
from data.exports.report.docx_looks import CELL, HEAD, TABLE, TEXT_WIDTH, element
from data.exports.report.office import shares

_ROW_SIGNS = 84
"""Signs of a row of a table that fit beside each other in any usual font."""
_TO_WRITE_ON = Inches(0.4)
_WHOLE = 9
"""Rows of a table that is never divided between two pages."""
_LOOK = {"w:val": "0020", "w:firstRow": "1", "w:noHBand": "1"}


def add_table(word: Word, table: Table, *, shows_caption: bool = True) -> None:
    """A table at the end of a document that was made ready (`docx_looks.prepare`).

    Args:
        shows_caption: false where a heading just above says it; whoever hears it is told anyway.
    """
    if shows_caption:
        word.add_paragraph(table.caption, style="Caption")
    made = word.add_table(rows=0, cols=len(table.heads), style=TABLE)
    made.autofit = False
    _describe(made, table.caption)
    widths = [Emu(round(share * TEXT_WIDTH)) for share in shares(table, signs=_ROW_SIGNS)]
    for column, width in zip(made.columns, widths, strict=True):
        column.width = width
    last = len(table.rows)
    for place, texts in enumerate((table.heads, *table.rows)):
        stays = place != last if last < _WHOLE else place == 0
        _add_row(made, texts, widths, is_head=place == 0, stays=stays)
    word.add_paragraph(style=CELL)  # what comes next keeps its distance


def _describe(made: WordTable, caption: str) -> None:
    """What the table is about, for whoever hears it, and that its first row is the head."""
    properties = made._tbl.tblPr
    look = properties.find(qn("w:tblLook"))
    for key in list(look.keys()):
        del look.attrib[key]
    for key, value in _LOOK.items():
        look.set(qn(key), value)
    properties.append(element("w:tblCaption", **{"w:val": caption}))


def _add_row(
    made: WordTable, texts: tuple[str, ...], widths: list[Emu], *, is_head: bool, stays: bool
) -> None:
    """One row, kept whole; `stays` keeps it on the page of the next one."""
    row = made.add_row()
    properties = row._tr.get_or_add_trPr()
    properties.append(element("w:cantSplit"))
    if is_head:
        properties.append(element("w:tblHeader"))
    if not any(texts):
        row.height = _TO_WRITE_ON
    for cell, text, width in zip(row.cells, texts, widths, strict=True):
        cell.width = width
        cell.paragraphs[0].style = HEAD if is_head else CELL
        cell.paragraphs[0].add_run(text)
        cell.paragraphs[0].paragraph_format.keep_with_next = stays

"""A workbook in which every cell is a value: no formula, no link."""

import io
from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime

import xlsxwriter
from xlsxwriter.format import Format as CellFormat
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from data.exports.cells import Cell
from data.exports.safe import opens_formula, tidy
from data.exports.table import Table

_LONGEST = 32_000
_NARROW, _READ_ME = 13, 110
_LINE, _TALLEST = 15, 409
_CAREFUL = 0.85  # letters are wider where the usual typeface is missing
_OPTIONS = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
    "nan_inf_to_errors": False,
}


class _Formats:
    """The looks of cells in one workbook."""

    def __init__(self, workbook: Workbook) -> None:
        plain = {"valign": "top", "text_wrap": True}
        self.text = workbook.add_format(plain)
        self.quoted = workbook.add_format({**plain, "quote_prefix": True})
        self.whole = workbook.add_format({"valign": "top"})
        self.decimal = workbook.add_format({"valign": "top", "num_format": "0.00##"})
        self.head = workbook.add_format({**plain, "bold": True, "bottom": 1})
        self.title = workbook.add_format({"bold": True, "font_size": 16, "quote_prefix": True})

    def of(self, text: str) -> CellFormat:
        """Text that looks like a formula is marked as text for good, also after an edit."""
        return self.quoted if opens_formula(text) else self.text


def write_workbook(
    tables: Iterable[Table],
    *,
    title: str,
    day: date,
    read_me: Iterable[str],
    read_me_title: str = "Read me",
) -> bytes:
    """A sheet to read first, then one sheet for each table.

    The same content always gives the same bytes.

    Args:
        day: stands in the file as the day on which it was made.
        read_me: the lines of that sheet; the first one is printed large.
        read_me_title: what it is called.
    """
    file = io.BytesIO()
    with xlsxwriter.Workbook(file, _OPTIONS) as workbook:
        workbook.set_properties(
            {
                "title": tidy(title),
                "author": "Common Table",
                "created": datetime(day.year, day.month, day.day, tzinfo=UTC).replace(tzinfo=None),
            }
        )
        formats = _Formats(workbook)
        _write_read_me(workbook.add_worksheet(read_me_title), read_me, formats=formats)
        for table in tables:
            _write_table(workbook.add_worksheet(table.title), table, formats=formats)
    return file.getvalue()


def _write_read_me(sheet: Worksheet, lines: Iterable[str], *, formats: _Formats) -> None:
    sheet.set_column(0, 0, _READ_ME)
    _print_well(sheet, wide=False)
    for row, line in enumerate(lines):
        text = _fitting(line)
        if row > 0:
            _make_room(sheet, row, [text], widths=[_READ_ME])
        sheet.write_string(row, 0, text, formats.title if row == 0 else formats.of(text))


def _write_table(sheet: Worksheet, table: Table, *, formats: _Formats) -> None:
    widths = [*table.widths, *[_NARROW] * (len(table.headers) - len(table.widths))]
    for column, header in enumerate(table.headers):
        sheet.set_column(column, column, widths[column])
        sheet.write_string(0, column, header, formats.head)
    sheet.freeze_panes(1, 0)
    _print_well(sheet, wide=True)
    for row, cells in enumerate(table.rows, start=1):
        _make_room(sheet, row, cells, widths=widths)
        for column, cell in enumerate(cells):
            _write_cell(sheet, row, column, cell=cell, formats=formats)


def _make_room(
    sheet: Worksheet, row: int, cells: Sequence[Cell], *, widths: Sequence[float]
) -> None:
    """A row as high as its longest text needs; not every program works that out by itself."""
    lines = max(
        (
            sum(max(1, -(-len(line) // int(width * _CAREFUL))) for line in cell.split("\n"))
            for cell, width in zip(cells, widths, strict=False)
            if isinstance(cell, str)
        ),
        default=1,
    )
    if lines > 1:
        sheet.set_row(row, min(_LINE * lines, _TALLEST))


def _print_well(sheet: Worksheet, *, wide: bool) -> None:
    """One page across, with the sheet's name and the page below."""
    sheet.fit_to_pages(1, 0)
    sheet.set_footer("&L&A&R&P / &N")
    if wide:
        sheet.set_landscape()


def _write_cell(sheet: Worksheet, row: int, column: int, *, cell: Cell, formats: _Formats) -> None:
    if cell is None:
        return
    if isinstance(cell, str):
        text = _fitting(cell)
        sheet.write_string(row, column, text, formats.of(text))
    else:
        number = formats.decimal if isinstance(cell, float) else formats.whole
        sheet.write_number(row, column, cell, number)


def _fitting(text: str) -> str:
    return tidy(text)[:_LONGEST]

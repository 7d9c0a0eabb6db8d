"""The sheets of a workbook as rows of text, as a person sees them there."""

import contextlib
import io
import re
import warnings
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

import openpyxl
from openpyxl.cell.read_only import EMPTY_CELL
from openpyxl.utils import column_index_from_string

from data.imports.gate import Admitted
from data.imports.markup import LAST_ROW
from data.imports.problems import Refused

LAST_COLUMN = 702
MOST_SHEETS = 100
Row = tuple[str, ...]
_MERGED = re.compile(
    rb"<(?:\w+:)?mergeCell\s[^>]*?\bref\s*=\s*[\"']([A-Z]{1,3})(\d{1,7}):[A-Z]{1,3}(\d{1,7})[\"']"
)


@dataclass(frozen=True, slots=True)
class Merged:
    """Cells that are one cell on the screen, and more than a row high; the first one holds it.

    Attributes:
        column: of the first cell, from 0.
        first: its row, from 1.
        last: row of the last cell.
    """

    column: int
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet as rows of text, and which of its cells are merged."""

    rows: list[Row]
    merged: tuple[Merged, ...]


_NO_SHEET = Sheet([], ())


def sheet_rows(file: Admitted) -> list[Row]:
    """The rows of the first sheet from its row 1, all equally long.

    A formula is never evaluated: it counts as the result that a spreadsheet program has stored with
    it. A day is written as 2027-01-31, a claim as TRUE or FALSE, a share as it is shown (45%).

    Raises:
        Refused: it is no workbook that can be read.
    """
    return next(iter(_sheets(file, lambda _, place: place == 0).values())).rows


def named_sheets(file: Admitted, wanted: Callable[[str], bool]) -> dict[str, list[Row]]:
    """The rows of the sheets whose names are wanted, read as `sheet_rows` reads the first one.

    Args:
        file: a workbook that did pass the gate.
        wanted: whether a sheet of this name is read; the others come back without rows.

    Raises:
        Refused: it is no workbook that can be read.
    """
    found = _sheets(file, lambda name, _: wanted(name))
    return {name: sheet.rows for name, sheet in found.items()}


def whole_sheets(file: Admitted) -> dict[str, Sheet]:
    """All sheets with their merged cells, read as `sheet_rows` reads the first one.

    Raises:
        Refused: it is no workbook that can be read.
    """
    return _sheets(file, lambda *_: True)


def _sheets(file: Admitted, wanted: Callable[[str, int], bool]) -> dict[str, Sheet]:
    """Every sheet by its name in the order of the file, with the rows of those that are wanted."""
    try:
        with _opened(file) as book:
            first, *others = book.worksheets[:MOST_SHEETS]
            found = {
                str(sheet.title): _sheet(sheet) if wanted(str(sheet.title), place) else _NO_SHEET
                for place, sheet in enumerate((first, *others))
            }
    except Exception:  # noqa: BLE001 - a strange workbook may break openpyxl anywhere
        what = "it is no workbook with a sheet"
        raise Refused(file.name, what, right="save it as .xlsx in a spreadsheet program") from None
    return found


def _sheet(sheet: Any) -> Sheet:
    return Sheet(_even(_rows(sheet)), tuple(_merged(sheet)))


def _merged(sheet: Any) -> Iterator[Merged]:
    """Out of the markup itself: the quick way of reading a sheet leaves merged cells out."""
    with sheet._get_source() as part:
        for found in _MERGED.finditer(part.read()):
            first, last = int(found[2]), int(found[3])
            if 0 < first < last <= LAST_ROW:
                yield Merged(column_index_from_string(found[1].decode()) - 1, first, last)


def _even(rows: list[Row]) -> list[Row]:
    """Without the empty rows at the end, and all equally long."""
    while rows and not any(rows[-1]):
        rows.pop()
    width = max((_length(row) for row in rows), default=0)
    return [(*row[:width], *("",) * (width - len(row))) for row in rows]


@contextlib.contextmanager
def _opened(file: Admitted) -> Iterator[Any]:
    said = io.StringIO()  # openpyxl tells what it leaves out, such as a drawing
    with warnings.catch_warnings(), contextlib.redirect_stdout(said):
        warnings.simplefilter("ignore")
        book = openpyxl.load_workbook(
            io.BytesIO(file.content), read_only=True, data_only=True, keep_links=False
        )
        try:
            yield book
        finally:
            book.close()


def _rows(sheet: Any) -> list[Row]:
    sheet.reset_dimensions()  # what a sheet says of its size may be a million rows
    cells = sheet.iter_rows(max_row=LAST_ROW, max_col=LAST_COLUMN)
    return [tuple("" if cell is EMPTY_CELL else _text(cell) for cell in row) for row in cells]


def _text(cell: Any) -> str:
    value = cell.value
    if value is None:
        return ""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, int | float):
        return _number(value, shown_as=str(cell.number_format))
    if isinstance(value, datetime):
        return value.isoformat(sep=" ") if value.time() != time() else value.date().isoformat()
    if isinstance(value, date | time):
        return value.isoformat()
    return str(value).strip() if not isinstance(value, timedelta) else str(value)


def _number(value: float, *, shown_as: str) -> str:
    """A number without the noise of computing, such as 0.1 + 0.2."""
    percent = shown_as.endswith("%")
    plain = f"{value * 100 if percent else value:.15g}"
    return f"{plain}%" if percent else plain


def _length(row: Row) -> int:
    """Without the empty cells at its end."""
    return max((place for place, cell in enumerate(row, start=1) if cell), default=0)

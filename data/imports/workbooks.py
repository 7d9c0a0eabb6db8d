"""The sheets of a workbook as rows of text, as a person sees them there."""

import contextlib
import io
import warnings
from collections.abc import Callable, Iterator
from datetime import date, datetime, time, timedelta
from typing import Any

import openpyxl

from data.imports.gate import Admitted
from data.imports.markup import LAST_ROW
from data.imports.problems import Refused

LAST_COLUMN = 702
MOST_SHEETS = 100
Row = tuple[str, ...]


def sheet_rows(file: Admitted) -> list[Row]:
    """The rows of the first sheet from its row 1, all equally long.

    A formula is never evaluated: it counts as the result that a spreadsheet program has stored with
    it. A day is written as 2027-01-31, a claim as TRUE or FALSE, a share as it is shown (45%).

    Raises:
        Refused: it is no workbook that can be read.
    """
    return next(iter(_sheets(file, lambda _, place: place == 0).values()))


def named_sheets(file: Admitted, wanted: Callable[[str], bool]) -> dict[str, list[Row]]:
    """The rows of the sheets whose names are wanted, read as `sheet_rows` reads the first one.

    Args:
        file: a workbook that did pass the gate.
        wanted: whether a sheet of this name is read; the others come back without rows.

    Raises:
        Refused: it is no workbook that can be read.
    """
    return _sheets(file, lambda name, _: wanted(name))


def _sheets(file: Admitted, wanted: Callable[[str, int], bool]) -> dict[str, list[Row]]:
    """Every sheet by its name in the order of the file, with the rows of those that are wanted."""
    try:
        with _opened(file) as book:
            first, *others = book.worksheets[:MOST_SHEETS]
            found = {
                str(sheet.title): _rows(sheet) if wanted(str(sheet.title), place) else []
                for place, sheet in enumerate((first, *others))
            }
    except Exception:  # noqa: BLE001 - a strange workbook may break openpyxl anywhere
        what = "it is no workbook with a sheet"
        raise Refused(file.name, what, right="save it as .xlsx in a spreadsheet program") from None
    return {name: _even(rows) for name, rows in found.items()}


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
    return [tuple(_text(cell) for cell in row) for row in cells]


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

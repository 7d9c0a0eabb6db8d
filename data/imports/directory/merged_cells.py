"""Cells of a workbook that are one cell on the screen, such as an agency beside its programs.

The file holds their words in the first one only; a person sees them beside every row.
"""

import re
from collections.abc import Sequence

from data.imports.directory.issues import Ledger, Place
from data.imports.workbooks import Merged, Row, Sheet

_HOW_MUCH = re.compile(
    r"bed|slot|capacity|opening|vacanc|available|maximum|seat|spot|unit|how many|number of|total"
    r"|cama|cupo|plaza",
    re.IGNORECASE,
)
"""Columns that count: 12 beds beside three programs are 12 beds, and not 36."""


def filled_down(sheet: Sheet, *, name: str, ledger: Ledger) -> list[Row]:
    """The rows of a sheet with what merged cells say in each row beside them; each is told.

    Column names and what stands above them stay as they are, and so do rows that hold nothing
    else and columns that count.

    Args:
        sheet: as it was read; it is not changed.
        name: what the account calls it.
        ledger: told of each.
    """
    rows = [list(row) for row in sheet.rows]
    head = next((place for place, row in enumerate(sheet.rows) if sum(map(bool, row)) > 1), 0)
    names = sheet.rows[head]
    for each in sheet.merged:
        if each.first <= head + 1 or each.column >= len(names):
            continue
        place = Place(name, each.first, names[each.column])
        if _HOW_MUCH.search(place.column):
            right = "a number in each row; it is counted once, with the first row"
            ledger.note("cells_merged", place, came=_told(each, sheet.rows), right=right)
        elif _fill(each, rows, was=sheet.rows):
            ledger.note("cells_merged", place, came=_told(each, sheet.rows))
    return [tuple(row) for row in rows]


def _fill(each: Merged, rows: list[list[str]], *, was: Sequence[Row]) -> bool:
    """Put the words beside the rows below; False where nothing was there to put or to fill."""
    words = was[each.first - 1][each.column] if each.first <= len(was) else ""
    below = [row for row in range(each.first, min(each.last, len(was))) if any(was[row])]
    for row in below:
        rows[row][each.column] = rows[row][each.column] or words
    return bool(words and below)


def _told(each: Merged, rows: Sequence[Row]) -> str:
    words = rows[each.first - 1][each.column] if each.first <= len(rows) else ""
    return f"{words} in rows {each.first} to {each.last}"

"""Tables of a map of resources as CSV: every cell quoted, and none of them a formula."""

import csv
import io
import re
from collections.abc import Iterable, Sequence

from data.exports.cells import Cell
from data.exports.resources.words import need_words, yes_no
from data.exports.safe import csv_text
from data.services.resource_files import ResourceExport

ABOUT = (*("row", "file", "team", "made_up_data", "as_of", "need", "kinds_of_help_validated"),)
"""The first columns of every row: a row that is copied elsewhere still says what it is."""

_PLAIN = re.compile(r"[0-9A-Za-z](?:[ -:<-~]*[!-:<-~])?")
"""Cells that nothing has to be done about, such as ids: most of a large file are."""


def about_cells(content: ResourceExport, *, row: str, file: str) -> tuple[str, ...]:
    """The cells of `ABOUT`.

    Args:
        row: what the row is; "about" for the one that stands alone where there is no other.
        file: what the file is.
    """
    return (
        row,
        file,
        content.team.name,
        yes_no(content.made_up),
        content.as_of.isoformat(),
        need_words(content),
        "no",
    )


def write_rows(
    headers: Sequence[str], rows: Iterable[Sequence[Cell]], *, for_spreadsheets: bool = True
) -> bytes:
    """A table as UTF-8, with a byte order mark where spreadsheet programs are to read it."""
    sheet = io.StringIO()
    writer = csv.writer(sheet, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    writer.writerow(headers)
    for row in rows:
        writer.writerow([_written(cell) for cell in row])
    return sheet.getvalue().encode("utf-8-sig" if for_spreadsheets else "utf-8")


def _written(cell: Cell) -> str:
    if cell is None:
        return ""
    if isinstance(cell, str):
        return cell if _PLAIN.fullmatch(cell) else csv_text(cell)
    return str(int(cell)) if cell == int(cell) else repr(cell)

"""One sheet of a workbook, or the rows of a file."""

from dataclasses import dataclass

from data.exports.cells import Cell


@dataclass(frozen=True, slots=True)
class Table:
    """One sheet.

    Attributes:
        title: its name, at most 31 characters.
        headers: one for each column.
        rows: cells in the order of the headers; None is an empty cell.
        widths: in characters, one for each column.
    """

    title: str
    headers: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    widths: tuple[int, ...] = ()

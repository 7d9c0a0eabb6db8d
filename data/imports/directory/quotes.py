"""Tables of text in which a quote was never closed, or closed in the middle of a cell."""

import csv
import io
from collections.abc import Sequence
from itertools import accumulate

_MOST_LINES = 60
"""No cell of a directory has more lines; a quote that is open for longer was never closed."""


def parsed(text: str, *, delimiter: str) -> list[list[str]]:
    """The rows of a table whose quotes are in order.

    Raises:
        csv.Error: they are not.
    """
    return _strictly(_lines(text), delimiter=delimiter)


def mended(text: str, *, delimiter: str) -> tuple[list[list[str]], list[int]]:
    """The rows of a table whose quotes are out of order, so that none swallows those below it.

    A line that is a whole row by itself is one. Where a quote stays open, lines are put together as
    far as they make one row of the right width; else the quotes of that line are only signs.

    Returns:
        The rows, and the numbers from 0 of those that were mended.

    Raises:
        csv.Error: even so it is no table.
    """
    lines = _lines(text)
    rows: list[list[str]] = []
    wrong: list[int] = []
    width = place = 0
    while place < len(lines):
        row, taken = _row(lines[place : place + _MOST_LINES], width, delimiter=delimiter)
        if row is None:
            wrong.append(len(rows))
            plain = lines[place].rstrip("\r\n").replace('"', "")
            row, taken = plain.split(delimiter), 1
        rows.append([cell.strip() for cell in row])
        width = width or len(row)
        place += taken
    return rows, wrong


def _lines(text: str) -> list[str]:
    return list(io.StringIO(text, newline=""))


def _row(lines: Sequence[str], width: int, *, delimiter: str) -> tuple[list[str] | None, int]:
    """The first row of some lines and how many it took; none where quotes are out of order."""
    if (alone := _single(lines[:1], delimiter=delimiter)) is not None:
        return alone, 1
    for taken, quotes in enumerate(accumulate(line.count('"') for line in lines), start=1):
        if taken == 1 or quotes % 2:
            continue
        row = _single(lines[:taken], delimiter=delimiter)
        if row is not None and len(row) == width:
            return row, taken
    return None, 1


def _single(lines: Sequence[str], *, delimiter: str) -> list[str] | None:
    try:
        rows = _strictly(lines, delimiter=delimiter)
    except csv.Error:
        return None
    return rows[0] if len(rows) == 1 else None


def _strictly(lines: Sequence[str], *, delimiter: str) -> list[list[str]]:
    reader = csv.reader(lines, delimiter=delimiter, strict=True)
    return [[cell.strip() for cell in row] for row in reader]

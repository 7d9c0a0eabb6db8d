"""Rows of tables that have no field here, such as opening hours: kept in words, and rows again.

A record keeps all such rows of one kind as "name: cell, name: cell; name: cell".
"""

import re
from collections.abc import Collection, Iterable, Mapping
from functools import lru_cache

REST = ""
"""Stands for words before the first name of a row: what somebody wrote in one piece."""


def in_words(cells: Mapping[str, str], *, without: Collection[str] = ()) -> str:
    """A row in words; cells that say nothing are not told."""
    said = cells.items()
    return ", ".join(f"{name}: {cell}" for name, cell in said if cell and name not in without)


def rows_in(words: str, names: Iterable[str]) -> list[dict[str, str]]:
    """The rows that `in_words` has told, one after another with semicolons between.

    Args:
        words: of all rows of one kind that a record has.
        names: of the cells that such a row can have; all else is part of the cell before it, or
            `REST` where there is none before it.
    """
    rows: list[dict[str, str]] = [{}]
    name, start = REST, 0
    for found in _names(tuple(names)).finditer(words):
        _put(rows[-1], name, words[start : found.start()])
        ends_a_row = found["sign"] == ";" or found["name"] in rows[-1]
        if ends_a_row and rows[-1]:
            rows.append({})
        name, start = found["name"], found.end()
    _put(rows[-1], name, words[start:])
    return [row for row in rows if row]


def _put(row: dict[str, str], name: str, cell: str) -> None:
    if text := cell.strip(" ;"):
        row[name] = text


@lru_cache(maxsize=64)
def _names(names: tuple[str, ...]) -> re.Pattern[str]:
    one_of = "|".join(map(re.escape, sorted(names, key=len, reverse=True)))
    return re.compile(rf"(?:^|(?P<sign>[,;]) )(?P<name>{one_of}): ")

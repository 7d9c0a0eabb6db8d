"""Days as directories write them, read without guessing forward."""

import re
from datetime import date, datetime, timedelta

from data.clock import today
from data.imports.directory.issues import Ledger, Place

_LETTERS = ("%d %b %Y", "%d %B %Y", "%b %d %Y", "%B %d %Y")
_DAY = "%Y-%m-%d"
_WHOLE = len("2027-01-31")
_NUMBERS = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})|(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})")
_MONTHS = ("%b %Y", "%B %Y", "%Y %m", "%m %Y")
_SHEETS_BEGIN = date(1899, 12, 30)
"""Day 0 of the numbers that spreadsheet programs keep days as."""


def day_in(cell: str) -> date | None:
    """The day that a cell tells; None where it tells none.

    A month or a year alone is its first day, so that nothing looks newer than it may be. Of numbers
    with slashes the month comes first, as in the United States, unless it cannot be one.
    """
    found = _read(cell)
    return found[0] if found else None


def told_day(cell: str, place: Place, *, ledger: Ledger) -> str:
    """A day as 2027-01-31, and a month or a year that tells none as 2027-01 or 2027.

    Empty, and told, where none can be read or it is still to come.
    """
    found = _read(cell) if cell else None
    if cell and (found is None or is_to_come(found[0])):
        ledger.note("day_not_read", place, came=cell)
        return ""
    return found[0].strftime(found[1]) if found else ""


def first_day(told: str) -> date | None:
    """The first day of what `told_day` gives; None where it tells none."""
    parts = told[:10].split("-")
    if not all(map(str.isdecimal, parts)) or len(parts[0]) != 4:
        return None
    year, month, day = (*map(int, parts), 1, 1)[:3]
    try:
        return date(year, month, day)
    except ValueError:
        return None


def no_whole_day(told: str) -> str:
    """What `told_day` gives where it is a month or a year; empty for a day."""
    return told if first_day(told) and len(told) < _WHOLE else ""


def _read(cell: str) -> tuple[date, str] | None:
    """A day, and how much of it the cell tells."""
    plain = re.sub(r"[T ]\d{1,2}:\d{2}.*$", "", cell.strip())
    if found := _NUMBERS.fullmatch(plain):
        return _with(_of_numbers(found), _DAY)
    if plain.isdecimal():
        return _with(_of_one_number(int(plain)), "%Y" if len(plain) == len("2027") else _DAY)
    words = " ".join(re.sub(r"[-/.,]|(?<=\d)(st|nd|rd|th)\b", " ", plain).split())
    for pattern in (*_LETTERS, *_MONTHS):
        try:
            day = datetime.strptime(words, pattern).date()  # noqa: DTZ007 - a day has no zone
        except ValueError:
            continue
        return day, "%Y-%m" if pattern in _MONTHS else _DAY
    return None


def _with(day: date | None, told: str) -> tuple[date, str] | None:
    return (day, told) if day else None


def is_to_come(day: date) -> bool:
    """Nothing can have been seen on a day that is still to come; one may be tomorrow elsewhere."""
    return day > today() + timedelta(days=1)


def _of_numbers(found: re.Match[str]) -> date | None:
    year, month, day = (
        (int(each) for each in found.groups() if each) if found[1] else _turned(found)
    )
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _turned(found: re.Match[str]) -> tuple[int, int, int]:
    first, second, year = int(found[4]), int(found[5]), int(found[6])
    return (year, second, first) if first > 12 else (year, first, second)


def _of_one_number(number: int) -> date | None:
    if 1900 <= number <= 2200:
        return date(number, 1, 1)
    if 20_000 <= number <= 80_000:
        return _SHEETS_BEGIN + timedelta(days=number)
    text = str(number)
    try:
        return date(int(text[:4]), int(text[4:6]), int(text[6:])) if len(text) == 8 else None
    except ValueError:
        return None

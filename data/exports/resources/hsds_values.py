"""Which values the specification takes in its fields; what it does not take is left empty there.

A table that says "not known" in a field of numbers, days or fixed words is none that another
program can read. So what nobody knows is an empty cell, and the package counts those.

Source:
    Open Referral, HSDS 3.1 (schema/simple), and RFC 5545 for schedules.
"""

import re
from collections.abc import Callable, Mapping

from data.exports.cells import Cell
from data.imports.directory.days import day_in

_OF_NUMBERS = """
latitude longitude available maximum amount extension minimum_age maximum_age timezone count
interval year_incorporated
"""
_OF_DAYS = "valid_from valid_to dtstart until assured_date last_action_date"
_OF_LINKS = "website url logo uri term_uri schedule_link"
NUMBERS = frozenset(_OF_NUMBERS.split())
"""Fields of numbers."""
_DAYS = frozenset(_OF_DAYS.split())
_CLOCKS = frozenset({"opens_at", "closes_at"})
_LINKS = frozenset(_OF_LINKS.split())
_EMAILS = frozenset({"email", "assurer_email"})
_WEEK = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_PLACES = ("physical", "postal", "virtual")
ALLOWED: Mapping[tuple[str, str], tuple[str, ...]] = {
    ("service", "status"): ("active", "inactive", "defunct", "temporarily closed"),
    ("location", "location_type"): _PLACES,
    ("address", "address_type"): _PLACES,
    ("schedule", "wkst"): _WEEK,
    ("schedule", "freq"): ("WEEKLY", "MONTHLY"),
    ("service_area", "extent_type"): ("geojson", "topojson", "kml", "text"),
}
"""Fixed words, by table and field."""
_CLOCK = re.compile(
    r"(\d{1,2})(?::([0-5]\d))?(:[0-5]\d(?:\.\d+)?)? ?([ap]\.?m\.?)?(Z|[+-]\d\d:?\d\d)?",
    re.IGNORECASE,
)
_LINK = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[^\s]+")
_BARE_LINK = re.compile(r"[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+(:\d+)?(/[^\s]*)?")
_EMAIL = re.compile(r"[^@\s,;]+@[^@\s,;]+\.[^@\s,;]+")
_NUMBER = re.compile(r"-?\d+(\.\d+)?")
_DAY_OF_WEEK = re.compile(r"([+-]?\d{0,2})(MO|TU|WE|TH|FR|SA|SU)", re.IGNORECASE)
_DAY_NAME = re.compile(
    r"(mo|tu|we|th|fr|sa|su)(n|nday|es?|esday|d|dnesday|u|urs?|ursday|i|iday|t|turday|nday)?s?\.?",
    re.IGNORECASE,
)


def fitted(table: str, field: str, cell: Cell) -> Cell:
    """A value as the specification writes it; None where it takes no such value."""
    if cell is None or cell == "":
        return None
    if not isinstance(cell, str):
        return cell
    if allowed := ALLOWED.get((table, field)):
        return next((each for each in allowed if each.lower() == cell.strip().lower()), None)
    read = _READERS.get(field)
    return read(cell.strip()) if read else cell


def is_free(table: str, field: str) -> bool:
    """A field that takes any text."""
    return field not in _READERS and (table, field) not in ALLOWED


def misfits(table: str, row: Mapping[str, Cell]) -> dict[str, Cell]:
    """The cells of a row that the specification does not take as they are, by field."""
    return {
        name: cell
        for name, cell in row.items()
        if cell not in (None, "") and fitted(table, name, cell) is None
    }


def _day(text: str) -> str | None:
    day = day_in(text)
    return day.isoformat() if day else None


def _moment(text: str) -> str | None:
    """A day is its first minute."""
    day = _day(text)
    return f"{day}T00:00:00Z" if day else None


def _clock(text: str) -> str | None:
    found = _CLOCK.fullmatch(text)
    if not found or not (found[2] or found[4]):
        return None
    hour, half = int(found[1]), (found[4] or "").lower()[:1]
    if half and not 1 <= hour <= 12:
        return None
    hour = hour % 12 + (12 if half == "p" else 0) if half else hour
    return f"{hour:02}:{found[2] or '00'}{found[3] or ''}{found[5] or ''}" if hour < 24 else None


def _number(text: str) -> str | None:
    return text if _NUMBER.fullmatch(text) else None


def _link(text: str) -> str | None:
    if _LINK.fullmatch(text):
        return text
    return f"http://{text}" if _BARE_LINK.fullmatch(text) else None


def _email(text: str) -> str | None:
    return text if _EMAIL.fullmatch(text) else None


def _country(text: str) -> str | None:
    if re.fullmatch(r"u\.?s\.?(a\.?)?|united states( of america)?", text, re.IGNORECASE):
        return "US"
    return text.upper() if re.fullmatch(r"[A-Za-z]{2}", text) else None


def _weekdays(text: str) -> str | None:
    """Days apart by commas, as "MO,WE" or "1MO"; from "Monday to Friday" all between them."""
    plain = re.sub(r"\s*(?:-|\u2013|\bto\b|\bthrough\b)\s*(?=[A-Za-z])", "-", text)
    days: dict[str, None] = {}
    for part in filter(None, re.split(r"[,;/&\s]+|\band\b", plain)):
        if found := _DAY_OF_WEEK.fullmatch(part):
            days[f"{found[1]}{found[2].upper()}"] = None
            continue
        ends = [_DAY_NAME.fullmatch(each) for each in part.split("-")]
        if len(ends) > 2 or not all(ends):
            return None
        first, last = (_WEEK.index(ends[at][1].upper()) for at in (0, -1))  # type: ignore[index]
        count = (last - first) % len(_WEEK) + 1
        days |= dict.fromkeys(_WEEK[(first + step) % len(_WEEK)] for step in range(count))
    return ",".join(days) or None


_READERS: Mapping[str, Callable[[str], str | None]] = {
    **dict.fromkeys(NUMBERS, _number),
    **dict.fromkeys(_DAYS, _day),
    **dict.fromkeys(_CLOCKS, _clock),
    **dict.fromkeys(_LINKS, _link),
    **dict.fromkeys(_EMAILS, _email),
    "updated": _moment,
    "country": _country,
    "byday": _weekdays,
}

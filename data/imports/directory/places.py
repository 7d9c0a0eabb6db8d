"""Where something is: postal codes, counties and coordinates that went through spreadsheets."""

import math
import re
from dataclasses import dataclass
from functools import lru_cache

_STATES = """
AL AK AZ AR CA CO CT DE DC FL GA HI ID IL IN IA KS KY LA ME MD MA MI MN MS MO MT NE NV NH NJ NM NY
NC ND OH OK OR PA RI SC SD TN TX UT VT VA WA WV WI WY PR VI GU AS MP
"""
STATES = frozenset(_STATES.split())
_LINE = re.compile(
    r"(?:(?P<street>.+?),\s*)?(?P<city>[^,\d]+),\s*(?P<state>[A-Za-z]{2})\.?"
    r"(?:,?\s+(?P<zip>\d{4,5}(?:-\d{4})?))?(?:,\s*(?:USA?|United States))?"
)


@dataclass(frozen=True, slots=True)
class Coordinates:
    """A point, or None and None; and the codes of what was wrong with it."""

    latitude: float | None
    longitude: float | None
    codes: tuple[str, ...] = ()


_WITH_COMMA = re.compile(r"[+-]?\d{1,3},\d+")
"""As spreadsheets of other countries write degrees."""
_FARTHEST_TOWN = 79
"""Degrees from the equator; nobody is helped nearer to a pole."""
_NOWHERE = Coordinates(None, None)


@lru_cache(maxsize=100_000)
def postal_code(cell: str, *, abroad: bool = False) -> tuple[str, str]:
    """A ZIP with the zeros that a spreadsheet dropped, and the code of what was wrong.

    Args:
        cell: as it came; 7030, 07030-1234 and 7030.0 are ZIPs.
        abroad: it belongs to another country, where other codes are right.
    """
    plain = cell.removesuffix(".0")
    if re.fullmatch(r"[0-9]{5}(-[0-9]{4})?", plain):
        return plain, ""
    if re.fullmatch(r"[0-9]{3,4}(-[0-9]{4})?", plain) and not abroad:
        head, dash, rest = plain.partition("-")
        return head.zfill(5) + dash + rest, "zip_zero_restored"
    if re.fullmatch(r"[0-9]{9}", plain):
        return f"{plain[:5]}-{plain[5:]}", ""
    return cell, "" if abroad or not cell else "zip_not_known"


@lru_cache(maxsize=20_000)
def fips_code(cell: str) -> tuple[str, str]:
    """The five digits of a county, and the code of what was wrong."""
    plain = cell.removesuffix(".0")
    if re.fullmatch(r"[0-9]{4}", plain):
        return f"0{plain}", "fips_zero_restored"
    return plain, ""


def coordinates(latitude: str, longitude: str, *, american: bool) -> Coordinates:
    """A point on the earth, repaired where only one repair is possible.

    Args:
        latitude: in degrees, as it came.
        longitude: likewise.
        american: the address is in the United States, so west has a minus.
    """
    if not latitude and not longitude:
        return _NOWHERE
    try:
        north, east = _degrees(latitude), _degrees(longitude)
    except ValueError:
        return Coordinates(None, None, ("coordinates_not_numbers",))
    if north == 0 or east == 0:
        return Coordinates(None, None, ("coordinates_zero",))
    return _placed(north, east, american=american)


def _degrees(cell: str) -> float:
    plain = cell.replace("°", "").strip()
    number = float(plain.replace(",", ".") if _WITH_COMMA.fullmatch(plain) else plain)
    if not math.isfinite(number):
        raise ValueError(cell)
    return number


def _placed(north: float, east: float, *, american: bool) -> Coordinates:
    if _in_america(north, east):
        return Coordinates(north, east)
    if _in_america(east, north):
        return Coordinates(east, north, ("coordinates_swapped",))
    if american and _in_america(north, -east):
        return Coordinates(north, -east, ("longitude_without_minus",))
    on_earth = abs(north) <= 90 and abs(east) <= 180
    if american and not (on_earth and _on_an_island(north, east)):
        code = "coordinates_elsewhere" if on_earth else "coordinates_out_of_range"
        return Coordinates(None, None, (code,))
    if on_earth:
        return Coordinates(north, east)
    if abs(east) <= _FARTHEST_TOWN and abs(north) <= 180:
        return Coordinates(east, north, ("coordinates_swapped",))
    return Coordinates(None, None, ("coordinates_out_of_range",))


def _in_america(north: float, east: float) -> bool:
    """Between Puerto Rico and the last of the Aleutians, islands of the Pacific apart."""
    return 17 <= north <= 72 and (-180 <= east <= -64 or 172 <= east <= 180)


def _on_an_island(north: float, east: float) -> bool:
    """In Guam, the Northern Mariana Islands or American Samoa."""
    return (13 <= north <= 21 and 144 <= east <= 147) or (
        -15 <= north <= -10 and -172 <= east <= -168
    )


@lru_cache(maxsize=100_000)
def address_parts(line: str) -> tuple[tuple[str, str], ...]:
    """An address in one line, by HSDS names; the whole line as street where it has no such form."""
    if found := re.fullmatch(r"(?i)state:\s*([a-z]{2})", line):
        return (("state_province", found[1].upper()),)
    found = _LINE.fullmatch(line)
    if not found or found["state"].upper() not in STATES:
        return (("address_1", line),)
    named = (
        ("address_1", found["street"] or ""),
        ("city", found["city"].strip()),
        ("state_province", found["state"].upper()),
        ("postal_code", found["zip"] or ""),
    )
    return tuple(pair for pair in named if pair[1])

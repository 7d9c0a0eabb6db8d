"""The counties of 2017 by code, by state and by name."""

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Literal

from data.geography.names import Kind, area_id, key, readings
from data.geography.states import State, state_of
from data.geography.vintages import VINTAGE, Change, other_names, other_side

FILE = Path(__file__).parent / f"counties_{VINTAGE}.csv"
_STATES_WITH_CITIES = ("24", "29", "32", "51")
_FIRST_CITY = "510"

Outcome = Literal["found", "ambiguous", "no_such_state", "no_such_area"] | Change


@dataclass(frozen=True, slots=True)
class Area:
    """A county or what stands in for one.

    Attributes:
        id: five digits, with leading zeros.
        name: without "County" or the like.
        lon, lat: its centroid, in degrees.
    """

    id: str
    name: str
    lon: float
    lat: float

    @property
    def state(self) -> State:
        """The state it lies in."""
        return state_of(self.id[:2])

    @property
    def is_city(self) -> bool:
        """Whether it is a city that belongs to no county; some bear the name of one."""
        return self.id[:2] in _STATES_WITH_CITIES and self.id[2:] >= _FIRST_CITY


@dataclass(frozen=True, slots=True)
class Sought:
    """What a name led to.

    Attributes:
        area: the one that is meant; None if there is none or more than one.
        outcome: "found", "ambiguous", "no_such_state" or "no_such_area"; or what became of an area
            of that name that another year knows.
        candidates: the areas that may be meant, or that lie where it lay.
    """

    area: Area | None
    outcome: Outcome
    candidates: tuple[Area, ...] = ()


def areas(state: str | int | None = None) -> tuple[Area, ...]:
    """All areas of a state, or of the nation, by code.

    Args:
        state: as `state_of` takes it.

    Raises:
        LookupError: there is no such state.
    """
    if state is None:
        return tuple(by_id().values())
    code = state_of(state).code
    return tuple(each for each in by_id().values() if each.id.startswith(code))


def area(id: str | int) -> Area:  # noqa: A002
    """The area of a code.

    Args:
        id: five digits; a leading zero that a spreadsheet dropped is put back.

    Raises:
        LookupError: the boundaries have no such area.
    """
    found = by_id().get(area_id(id))
    if found is None:
        raise LookupError(
            f"geography: there is no county '{id}' in the boundaries of {VINTAGE}; give five "
            "digits, such as 21037."
        )
    return found


def find(name: str, state: str | int) -> Sought:
    """The area of a name, however it is written.

    Saint and St., accents, spaces and the words County, Parish, Borough or City do not matter,
    except that City and County tell two areas of one name apart.

    Args:
        name: of the area.
        state: as `state_of` takes it.
    """
    try:
        code = state_of(state).code
    except LookupError:
        return Sought(None, "no_such_state")
    for reading in readings(name):
        named = _by_name().get((code, reading.key), ())
        if meant := tuple(each for each in named if _fits(each, reading.kind)):
            found = len(meant) == 1
            return Sought(meant[0] if found else None, "found" if found else "ambiguous", meant)
    return _of_another_year(name, code=code)


@cache
def by_id() -> Mapping[str, Area]:
    """All areas, by code."""
    with FILE.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    return MappingProxyType(
        {
            row["id"]: Area(row["id"], row["name"], float(row["lon"]), float(row["lat"]))
            for row in rows
        }
    )


def _fits(one: Area, kind: Kind) -> bool:
    return not kind or one.is_city == (kind == "city")


@cache
def _by_name() -> Mapping[tuple[str, str], tuple[Area, ...]]:
    named: dict[tuple[str, str], tuple[Area, ...]] = {}
    for each in by_id().values():
        place = (each.id[:2], key(each.name))
        named[place] = (*named.get(place, ()), each)
    return named


def _of_another_year(name: str, *, code: str) -> Sought:
    keys = {reading.key for reading in readings(name)}
    for gone, called in other_names().items():
        change = other_side(gone) if gone.startswith(code) and key(called) in keys else None
        if change:
            known = tuple(by_id()[each] for each in change[1] if each in by_id())
            return Sought(None, change[0].kind, known)
    return Sought(None, "no_such_area")

"""Which areas of somebody's table the boundaries have, and what became of each that they lack."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal

from data.geography.gazetteer import Area, by_id
from data.geography.names import area_id
from data.geography.vintages import Change, other_names, other_side

Reason = Literal["not_an_id", "no_such_area"] | Change


@dataclass(frozen=True, slots=True)
class Unmatched:
    """An area that the boundaries do not have.

    Attributes:
        asked: its code as it came.
        reason: "not_an_id", "no_such_area", or what was done to it: "renumbered", "merged", "split"
            or "redrawn".
        name: what it is called in its own year; empty if nobody knows.
        year: of the change; None if there was none.
        instead: the areas that lie where it lies; all those of the state for a planning region of
            Connecticut.
    """

    asked: str
    reason: Reason
    name: str = ""
    year: int | None = None
    instead: tuple[Area, ...] = ()

    @property
    def lies_within_one(self) -> bool:
        """Whether a count of it may be added to the one area in `instead`.

        Where it may not, no figure can be computed for the areas in `instead` from it.
        """
        return self.reason != "redrawn" and len(self.instead) == 1


@dataclass(frozen=True, slots=True)
class Matched:
    """What came of a list of codes.

    Attributes:
        found: the areas, by the code as it came.
        unmatched: the rest, each once; they belong on the screen, and in no total.
    """

    found: Mapping[str, Area]
    unmatched: tuple[Unmatched, ...]


def match(ids: Iterable[str | int]) -> Matched:
    """Look up many codes at once; none is dropped in silence, and none is put under another.

    Args:
        ids: five digits each; leading zeros that a spreadsheet dropped are put back.
    """
    found: dict[str, Area] = {}
    unmatched: dict[str, Unmatched] = {}
    for asked in (str(each) for each in ids):
        known = by_id().get(area_id(asked))
        if known is None:
            unmatched[asked] = _unmatched(asked)
        else:
            found[asked] = known
    return Matched(MappingProxyType(found), tuple(unmatched.values()))


def _unmatched(asked: str) -> Unmatched:
    code = area_id(asked)
    if not code:
        return Unmatched(asked, "not_an_id")
    change = other_side(code)
    if change is None:
        return Unmatched(asked, "no_such_area")
    how, instead = change
    known = tuple(by_id()[each] for each in instead if each in by_id())
    return Unmatched(asked, how.kind, other_names()[code], how.year, known)

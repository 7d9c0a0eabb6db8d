"""Counties that were renumbered, merged, split or redrawn, so that years do not fit each other."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Literal

import yaml

VINTAGE = 2017
"""The year of the boundaries in this folder."""

Change = Literal["renumbered", "merged", "split", "redrawn"]
_FILE = Path(__file__).parent / "vintage_breaks.yaml"


@dataclass(frozen=True, slots=True)
class Break:
    """One change of codes.

    Attributes:
        year: from which the new codes hold.
        kind: "renumbered" the same land, "merged" into another, "split" into several, or "redrawn"
            so that the new lines cross the old ones.
        before, after: the codes, five digits each.
    """

    year: int
    kind: Change
    before: tuple[str, ...]
    after: tuple[str, ...]


@cache
def breaks() -> tuple[Break, ...]:
    """All changes that are known, from the first to the last."""
    return tuple(
        Break(each["year"], each["kind"], tuple(each["before"]), tuple(each["after"]))
        for each in _written()["breaks"]
    )


@cache
def other_names() -> Mapping[str, str]:
    """The names of areas that the boundaries in this folder do not have, by code."""
    return MappingProxyType(_written()["names"])


def breaks_of(area: str) -> tuple[Break, ...]:
    """The changes that an area was part of, from the first to the last; empty for most.

    Args:
        area: five digits.
    """
    return tuple(each for each in breaks() if area in (*each.before, *each.after))


def other_side(area: str) -> tuple[Break, tuple[str, ...]] | None:
    """What an area that other years know is in the year of the boundaries; None if nobody knows.

    Returns:
        The change, and the codes on its other side.
    """
    if area not in other_names():
        return None
    found = next((each for each in breaks() if area in (*each.before, *each.after)), None)
    if found is None:
        return None
    return found, found.after if area in found.before else found.before


@cache
def _written() -> dict:
    return yaml.safe_load(_FILE.read_text(encoding="utf-8"))

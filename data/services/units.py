"""Whether what a service counts is what a kind of help is counted in.

Sixty beds say nothing about how many families a food pantry of the same house can serve.
"""

from data.imports.directory.amounts import kinds_in
from surveys.resource_parts import Category

_TAKES = {
    "bed": ("bed", "person", "place"),
    "family_unit": ("family", "home", "room"),
    "slot": ("place", "person", "family", "child"),
    "seat": ("place", "person", "family", "child"),
    "person": ("person", "place"),
    "child": ("child", "place"),
    "family": ("family", "person", "place"),
    "home": ("home", "family"),
}
"""By the unit of a kind of help, what may be counted instead; elsewhere it is the unit alone."""


def fits(unit: str, category: Category) -> bool:
    """Whether a number of these can stand for how much there is of a kind of help.

    Args:
        unit: in a directory's or somebody's own words.
        category: the kind of help.

    Returns:
        True where one of its words fits, and where no word is known: nothing speaks against it.
    """
    kinds = kinds_in(unit)
    return not kinds or bool(kinds & set(_TAKES.get(category.unit, (category.unit,))))


def is_known(unit: str) -> bool:
    """Whether it is known what one of the words of a unit counts."""
    return bool(kinds_in(unit))


def kinds_of(unit: str) -> frozenset[str]:
    """What is counted, the same for "bed" and "60 Beds"; its own words where none is known."""
    return frozenset(kinds_in(unit) or {" ".join(unit.lower().split())})

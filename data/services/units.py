"""Whether what a service counts is what a kind of help is counted in.

Sixty beds say nothing about how many families a food pantry of the same house can serve.
"""

import re

from surveys.resource_parts import Category

_WORDS = {
    "bed": "bed beds crib cribs bunk bunks",
    "person": "person persons people client clients patient patients individual individuals adult "
    "adults woman women man men resident residents parent parents mother mothers father fathers "
    "participant participants",
    "child": "child children kid kids infant infants toddler toddlers student students",
    "family": "family families household households",
    "home": "home homes house houses apartment apartments unit units voucher vouchers suite suites",
    "room": "room rooms",
    "place": "slot slots place places space spaces seat seats spot spots opening openings chair "
    "chairs enrollment enrollments",
    "visit": "visit visits appointment appointments session sessions encounter encounters",
    "worker": "worker workers staff fte ftes peer peers lawyer lawyers attorney attorneys doctor "
    "doctors physician physicians provider providers clinician clinicians navigator navigators "
    "coach coaches specialist specialists",
    "meeting": "meeting meetings group groups",
    "kit": "kit kits dose doses",
    "hour": "hour hours",
    "ride": "ride rides trip trips pass passes",
}
_KIND_OF = {word: kind for kind, words in _WORDS.items() for word in words.split()}
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
    kinds = _kinds(unit)
    return not kinds or bool(kinds & set(_TAKES.get(category.unit, (category.unit,))))


def is_known(unit: str) -> bool:
    """Whether it is known what one of the words of a unit counts."""
    return bool(_kinds(unit))


def kinds_of(unit: str) -> frozenset[str]:
    """What is counted, the same for "bed" and "60 Beds"; its own words where none is known."""
    return frozenset(_kinds(unit) or {" ".join(unit.lower().split())})


def _kinds(unit: str) -> set[str]:
    words = re.findall(r"[a-z]+", unit.lower().replace("_", " "))
    return {_KIND_OF[word] for word in words if word in _KIND_OF}

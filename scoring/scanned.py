"""What may be said of one fact that several agencies were asked about; unknown is never zero."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal, get_args

Standing = Literal[
    "in_place",
    "partly",
    "not_in_place",
    "not_applicable",
    "differ",
    "stale",
    "unknown",
    "not_asked",
]
STANDINGS: tuple[Standing, ...] = get_args(Standing)
KNOWN: tuple[Standing, ...] = ("in_place", "partly", "not_in_place")
_SAYS: dict[str, Standing] = {
    "in_place": "in_place",
    "partly": "partly",
    "not_in_place": "not_in_place",
    "not_applicable": "not_applicable",
}
_HALF = 0.5
_A_YEAR = 365


@dataclass(frozen=True, slots=True)
class Section:
    """How much of some items is known, and how much of that is in place.

    Attributes:
        counts: items in each standing, all eight of them.
        applicable: items that are not "not applicable".
        known: items that are in place, partly or not in place.
        known_share: known of applicable; None where no item applies.
        in_place_share: in place and half of partly, of what is known; None where too little is
            known to say so.
    """

    counts: Mapping[Standing, int]
    applicable: int
    known: int
    known_share: float | None
    in_place_share: float | None


def holds(decided: str, *, said: Mapping[str, str], heard: Mapping[str, str | None]) -> bool:
    """Whether a decision holds: until an agency says something new, and against it.

    Args:
        decided: the status that was settled on.
        said: agency to its status now.
        heard: agency to the status that was on the table when it was settled.
    """
    return not any(
        status in KNOWN and status not in (decided, heard.get(agency))
        for agency, status in said.items()
    )


def standing(
    answers: Mapping[str, str], *, stale: Iterable[str] = (), settled: str | None = None
) -> Standing:
    """What may be said of an item.

    Answers are no votes: two agencies that say different things leave it open until somebody
    settles it, however many say the one or the other.

    Args:
        answers: agency to its status.
        stale: agencies whose answer is too old to count.
        settled: what was decided, if that still holds.

    Returns:
        One of the statuses that agencies gave; "differ"; "stale" where only old answers know;
        "unknown" where some were asked and none knows; "not_asked" where nobody said anything,
        or it is nobody's area.
    """
    if settled is not None:
        return _SAYS[settled]
    old = frozenset(stale)
    fresh: set[Standing] = {
        _SAYS[said] for agency, said in answers.items() if said in _SAYS and agency not in old
    }
    if len(fresh) > 1:
        return "differ"
    if fresh:
        return fresh.pop()
    if any(said in _SAYS for said in answers.values()):
        return "stale"
    return "unknown" if "unknown" in answers.values() else "not_asked"


def differences(
    answers: Mapping[str, str], *, dated: Mapping[str, date | None] | None = None
) -> tuple[str, ...]:
    """In which ways agencies differ on an item.

    Args:
        answers: agency to its status; leave out those that are too old to count.
        dated: agency to the day of its source.

    Returns:
        Of "applies" (some say that it has no place here), "existence" (it is there, or it is not),
        "extent" (in place, or partly) and "date" (their sources are more than a year apart), those
        that hold; none where no two answers differ.
    """
    said = {agency: status for agency, status in answers.items() if status in _SAYS}
    statuses = set(said.values())
    if len(statuses) < 2:
        return ()
    there = statuses & {"in_place", "partly"}
    found = {
        "applies": "not_applicable" in statuses,
        "existence": bool(there) and "not_in_place" in statuses,
        "extent": len(there) > 1,
        "date": _far_apart([(dated or {}).get(agency) for agency in said]),
    }
    return tuple(kind for kind, holds in found.items() if holds)


def section(standings: Iterable[Standing], *, hidden_under: float = 0.6) -> Section:
    """Count the items of a section.

    Args:
        standings: one for each item.
        hidden_under: the share that must be known before a share in place is told.
    """
    counted = Counter(standings)
    counts: dict[Standing, int] = {each: counted[each] for each in STANDINGS}
    applicable = counted.total() - counts["not_applicable"]
    known = sum(counts[each] for each in KNOWN)
    share = known / applicable if applicable else None
    in_place = None
    if share is not None and known and share >= hidden_under:
        in_place = (counts["in_place"] + _HALF * counts["partly"]) / known
    return Section(counts, applicable, known, share, in_place)


def _far_apart(days: list[date | None]) -> bool:
    known = [day for day in days if day is not None]
    return len(known) > 1 and (max(known) - min(known)).days > _A_YEAR

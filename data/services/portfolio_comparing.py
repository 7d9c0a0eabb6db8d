"""Which figures of two teams stand beside each other, and why the others do not."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date

from data.portfolio_views import (
    MEASURES,
    OLDEST_MONTHS,
    Measure,
    Obstacle,
    Reason,
    TeamPlace,
)


def months_between(earlier: date, later: date) -> int:
    """Whole months from one day to another."""
    months = (later.year - earlier.year) * 12 + later.month - earlier.month
    return months - (later.day < earlier.day)


def by_result(place: TeamPlace) -> tuple[TeamPlace, ...]:
    """A team as it stands with each of its last results, the one that stands for it first."""
    with_others = (
        replace(place, result=other, no_result=None, newer_on_hold=False, others=())
        for other in place.others
    )
    return (place, *with_others)


def own_reason(place: TeamPlace, measure: Measure, *, as_of: date) -> Reason | None:
    """Why figures of a team stand beside no other team's; None where they can."""
    if place.demo:
        return Reason("demo", place.name)
    obstacle = next(_OWN[measure](place), None)
    if obstacle is not None:
        return Reason(obstacle, place.name)
    months = months_between(_day(place, measure) or as_of, as_of)
    return Reason("old", place.name, months) if months > OLDEST_MONTHS else None


def pair_reason(
    one: TeamPlace, other: TeamPlace, measure: Measure, *, as_of: date
) -> Reason | None:
    """Why figures of two teams do not stand beside each other; None where they do."""
    for place in (one, other):
        reason = own_reason(place, measure, as_of=as_of)
        if reason is not None:
            return reason
    if kind(one, measure) == kind(other, measure):
        return None
    return Reason(_DIFFERS[measure])


def kind(place: TeamPlace, measure: Measure) -> str:
    """What must be the same for two teams: the edition, the checklist, or the families meant."""
    if measure == "values":
        return (place.result.checksum or "") if place.result else ""
    if measure == "scan":
        scan = place.scan
        return f"{scan.checklist_id} {scan.checklist_version}" if scan else ""
    return place.gaps.tier or ""


def _day(place: TeamPlace, measure: Measure) -> date | None:
    """The oldest day that counts for the age of a measure."""
    if measure == "values":
        return place.result.closed_on if place.result else None
    if measure == "scan":
        days = (place.scan.oldest, place.scan.closed_on) if place.scan else ()
        return min((day for day in days if day is not None), default=None)
    return place.gaps.oldest


def _of_values(place: TeamPlace) -> Iterator[Obstacle]:
    if place.result is None:
        yield place.no_result or "not_released"
    elif not place.result.statements:
        yield "too_few"


def _of_scan(place: TeamPlace) -> Iterator[Obstacle]:
    if place.scan is None:
        yield "no_scan"


def _of_gaps(place: TeamPlace) -> Iterator[Obstacle]:
    if not place.gaps.kinds:
        yield "no_gaps"
    elif place.gaps.tier is None:
        yield "no_tier"


_DIFFERS: Mapping[Measure, Obstacle] = {
    "values": "edition",
    "scan": "checklist",
    "gaps": "tier",
}
_OWN: Mapping[Measure, Callable[[TeamPlace], Iterator[Obstacle]]] = {
    "values": _of_values,
    "scan": _of_scan,
    "gaps": _of_gaps,
}


def partners(
    places: Sequence[TeamPlace], *, as_of: date
) -> Mapping[tuple[str, Measure], int | Reason]:
    """With how many others the figures of each team stand side by side, or why with nobody's.

    Args:
        places: all teams of a portfolio.

    Returns:
        By team and measure: how many others there are, or what keeps the team from all of them.
    """
    own = {
        (place.team_id, measure): own_reason(place, measure, as_of=as_of)
        for place in places
        for measure in MEASURES
    }
    alike = Counter(
        (measure, kind(place, measure))
        for place in places
        for measure in MEASURES
        if own[place.team_id, measure] is None
    )
    return {
        (place.team_id, measure): own[place.team_id, measure]
        or alike[measure, kind(place, measure)] - 1
        for place in places
        for measure in MEASURES
    }

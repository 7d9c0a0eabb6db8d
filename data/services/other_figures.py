"""Figures beside the gaps: waiting, ways to pay, languages, and whether help is spread evenly.

Each says what it is made of. What is not known is in no share, and a figure that cannot be told is
None or nan rather than a guess. How many ask for what there is has a range, of which one end counts
services that only a list knows and the other does not, as coverage draws them.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from itertools import repeat

import numpy as np
from numpy.typing import NDArray

from data.clock import today
from data.geography.gazetteer import areas
from data.imports.county_ranking import Ranking
from data.resource_views import CapacityView, ServiceView
from data.services.access_maps import AccessMap, CountyAccess
from data.services.county_needs import CountyNeedView
from data.services.gaps import CategoryGap, GapReport
from data.services.heard import is_sure
from data.services.spoken_languages import key_of
from data.services.taken import offered
from scoring.acceptance import State
from scoring.affordability import LanguageReach, PayerShare, language_reach, payer_share
from scoring.amounts import NOT_KNOWN, Floats, StatedSum, stated_sum
from scoring.equity import Concentration, Inequality, concentration, inequality
from scoring.need import Triangle
from scoring.sphere import pairs
from scoring.waiting import Waiting, waiting

WAYS_TO_PAY = ("accepts_medicaid", "no_cost_option")
SPOKEN: Mapping[str, str] = {"languages_spanish": "Spanish", "languages_sign": "Sign language"}
"""Languages that are told of even before a team has chosen any, by their facts."""
WAIT_OLD_AFTER = timedelta(days=90)
"""A wait is known for three months; then it has changed."""


@dataclass(frozen=True, slots=True)
class Wait:
    """Waiting for one kind of help.

    Attributes:
        busy: where need is low, likely and high; None where need or some capacity is not known. The
            last counts no service that only a list knows. By Little's law it has days where every
            service says how many families are in line, and the line has an end without such.
        in_line: families in line at services that say so, in the last three months.
        days: that services themselves state, from the shortest.
        silent: services that state none, or stated it too long ago.
        not_stated: services that do not say how much they can take.
        from_list: services that only a list knows.
    """

    category: str
    busy: tuple[Waiting, Waiting, Waiting] | None
    in_line: StatedSum
    days: tuple[float, ...]
    silent: int
    not_stated: int
    from_list: int


@dataclass(frozen=True, slots=True)
class Spoken:
    """How many services of a kind of help offer a language."""

    yes: int
    no: int
    unknown: int


def waits(report: GapReport) -> tuple[Wait, ...]:
    """Waiting for each kind of help that has a confirmed service, in the order of the map."""
    return tuple(_wait(each, report) for each in report.categories if each.services)


def wait_of(capacity: CapacityView | None) -> float | None:
    """Days to wait as a service states them; None where it does not, or did too long ago."""
    if capacity is None or capacity.wait_days is None or capacity.as_of is None:
        return None
    return capacity.wait_days if today() - capacity.as_of <= WAIT_OLD_AFTER else None


def in_line_at(capacity: CapacityView | None) -> float:
    """Families in line as a service states them; nan where it does not, or did too long ago."""
    if capacity is None or capacity.families_waiting is None or capacity.as_of is None:
        return NOT_KNOWN
    return capacity.families_waiting if today() - capacity.as_of <= WAIT_OLD_AFTER else NOT_KNOWN


def ways_to_pay(report: GapReport) -> Mapping[str, PayerShare]:
    """The share of each kind of help that takes public insurance or costs nothing."""
    found: dict[str, PayerShare] = {}
    for gap in report.categories:
        own = _services(gap, report)
        if own:
            supply = report.stated(gap)
            said = [[_state(each, fact) for fact in WAYS_TO_PAY] for each in own]
            found[gap.category.id] = payer_share(supply, accepts=said)
    return found


def spoken_keys(report: GapReport) -> dict[str, str]:
    """The languages to tell of: two of them always, and those that the team has chosen.

    Returns:
        What each is called, by its fact or, where no fact is about it alone, by its key.
    """
    chosen = {key_of(each): each for each in report.languages.names}
    return {**chosen, **SPOKEN}


def spoken(report: GapReport, fact: str) -> Mapping[str, Spoken]:
    """How many services of each kind of help offer a language.

    Args:
        fact: one of `spoken_keys`.
    """
    found: dict[str, Spoken] = {}
    for gap in report.categories:
        said = [_state(each, fact) for each in _services(gap, report)]
        if said:
            yes, no = said.count("yes"), said.count("no")
            found[gap.category.id] = Spoken(yes, no, len(said) - yes - no)
    return found


def spoken_in_reach(
    report: GapReport, need: CountyNeedView, *, fact: str, miles: float
) -> Mapping[str, LanguageReach]:
    """The share of families with a service in reach that offers a language, by kind of help.

    Nobody has counted which families speak it. So this is of all families that are counted, as if
    those who speak it lived where all of them live.

    Args:
        fact: one of `spoken_keys`.
        miles: that are in reach.
    """
    counties = areas()
    own = {each.category.id: _services(each, report) for each in report.categories if each.services}
    points, said = _placed([each for services in own.values() for each in services], fact)
    kinds = [kind for kind, services in own.items() for each in services for _ in _doors(each)]
    known = need.known
    families = [
        each.likely if (each := known.get(area.id)) and each.likely is not None else np.nan
        for area in counties
    ]
    middles = np.array([(area.lat, area.lon) for area in counties])
    near = pairs(middles, np.array(points, dtype=np.float64).reshape(-1, 2), within=miles)
    return {
        kind: language_reach(near, families, offers=_of_kind(kind, kinds, said)) for kind in own
    }


def evenness(found: AccessMap) -> Inequality:
    """How evenly families of a state can reach a kind of help.

    Counties of which access is not known, or that have no figure of need, are left out and counted.
    """
    return inequality(*_reached(found))


def on_the_curve(found: AccessMap) -> tuple[CountyAccess, ...]:
    """The counties behind `evenness`, one for each step of its curve: least access first."""
    told = [(places, each) for places, each in zip(_reached(found)[0], found.counties, strict=True)]
    known = [(places, each) for places, each in told if places == places]
    return tuple(each for _, each in sorted(known, key=lambda pair: pair[0]))


def by_ranking(found: AccessMap, ranking: Ranking) -> Concentration:
    """Whether families can reach more help in counties where they are worse off, or less.

    Above 0 there is more where they are worse off. Counties without a figure of the ranking are
    left out as well.
    """
    sign = 1 if ranking.worse == "high" else -1
    worse_off = [sign * ranking.figures.get(each.area.id, np.nan) for each in found.counties]
    return concentration(*_reached(found), poverty=worse_off)


def _reached(found: AccessMap) -> tuple[list[float], list[float]]:
    """Places for a family and families, county by county; nan where one is not known."""
    places, families = [], []
    for each in found.counties:
        told = each.standing == "known" and each.places is not None and each.families is not None
        places.append(each.places.likely if told and each.places else np.nan)
        families.append(each.families.likely if told and each.families else np.nan)
    return places, families


def _wait(gap: CategoryGap, report: GapReport) -> Wait:
    own = _services(gap, report)
    sure = np.array([is_sure(each) for each in own], dtype=bool)
    stated = [wait_of(each.capacity) for each in own]
    days = sorted(each for each in stated if each is not None)
    in_line = stated_sum([in_line_at(each.capacity) for each in own])
    queue = NOT_KNOWN if in_line.at_least else in_line.total
    busy = None
    if gap.need is not None and not gap.supply.not_stated:
        busy = _busy(gap.need, report.stated(gap), sure=sure, queue=queue)
    return Wait(
        category=gap.category.id,
        busy=busy,
        in_line=in_line,
        days=tuple(days),
        silent=len(own) - len(days),
        not_stated=gap.supply.not_stated,
        from_list=int((~sure).sum()),
    )


def _busy(
    need: Triangle, supply: Floats, *, sure: NDArray[np.bool_], queue: float
) -> tuple[Waiting, Waiting, Waiting]:
    """How many ask for what there is, where need is low, likely and high.

    Args:
        supply: families that each service can serve in a year, all stated, shape (services,).
        sure: whether it is known first hand, of the same shape.
        queue: families in line; nan where not known.
    """
    total, least = float(supply.sum()), float(supply[sure].sum())
    return (
        _one(need.low, total, least, queue),
        _one(need.likely, total, least, queue),
        _one(need.high, least, least, queue),
    )


def _one(demand: float, supply: float, least: float, queue: float) -> Waiting:
    """Without days where the line might have no end, as far as is known first hand."""
    surely_ends = not waiting(demand, least).grows
    return waiting(demand, supply, queue=queue if surely_ends else NOT_KNOWN)


def _services(gap: CategoryGap, report: GapReport) -> list[ServiceView]:
    return [report.services[each] for each in gap.services]


def _state(service: ServiceView, fact: str) -> State:
    """What is known; whether nobody was asked or nobody could say makes no difference here."""
    known: State = offered(service, fact)
    return "unknown" if known == "not_asked" else known


def _of_kind(kind: str, kinds: Sequence[str], said: Sequence[State]) -> list[State]:
    """What is said at the doors of one kind of help; the others offer it nobody."""
    return [each if of == kind else "no" for of, each in zip(kinds, said, strict=True)]


def _placed(
    services: Sequence[ServiceView], fact: str
) -> tuple[list[tuple[float, float]], list[State]]:
    """The places of services that may be drawn, nan for others, and what is said at each."""
    points: list[tuple[float, float]] = []
    said: list[State] = []
    for service in services:
        own = _doors(service)
        points += own
        said.extend(repeat(_state(service, fact), len(own)))
    return points, said


def _doors(service: ServiceView) -> list[tuple[float, float]]:
    """The places of a service that may be drawn; one at nan where there is none."""
    own = [
        (site.latitude, site.longitude)
        for site in service.sites
        if site.can_be_drawn and site.latitude is not None and site.longitude is not None
    ]
    return own or [(np.nan, np.nan)]

"""How far it is to help, county by county: to any provider, and to one for this family.

Straight lines from the middle of a county. Hidden addresses are in no distance, since a distance
could tell where they are. A service without a place may be nearer than all others, so its number
stands beside the map.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

import numpy as np

from data.geography.gazetteer import Area, areas
from data.geography.states import State, state_of, states
from data.imports.directory.records import Site
from data.resource_views import ServiceView
from data.services.county_needs import CountyNeedView
from data.services.gaps import GapReport
from data.services.taken import takes
from scoring.sphere import Within, nearest, need_within


@dataclass(frozen=True, slots=True)
class Point:
    """A place that anybody may see."""

    name: str
    longitude: float
    latitude: float


@dataclass(frozen=True, slots=True)
class Distances:
    """How far it is from each county.

    Attributes:
        services: that are behind it.
        without_place: of them those of which no place is known, or that are hidden.
        miles: by county, in the order of the map; None where it is not known.
    """

    services: int
    without_place: int
    miles: tuple[float | None, ...]

    def by_road(self, factor: float) -> "Distances":
        """The same by road, about: so many miles for each mile in a straight line."""
        miles = tuple(None if each is None else factor * each for each in self.miles)
        return replace(self, miles=miles)


@dataclass(frozen=True, slots=True)
class DistanceMap:
    """Two maps of one state.

    Attributes:
        anybody: to any confirmed service of the category.
        for_sure: to one that takes this family for sure.
        perhaps: to one that takes it for sure or might.
        points: places of those services, without hidden ones.
    """

    state: State
    counties: tuple[Area, ...]
    anybody: Distances
    for_sure: Distances
    perhaps: Distances
    points: tuple[Point, ...]


def states_served(report: GapReport) -> tuple[State, ...]:
    """All states, those with most sites of the team's services first."""
    counted: Counter[str] = Counter()
    for service in report.services.values():
        for site in service.sites:
            counted.update(_state(site))
    known = {each.code: each for each in states()}
    often = [known[code] for code, _ in counted.most_common()]
    return (*often, *(each for each in known.values() if each not in often))


def states_needing(report: GapReport, counties: Iterable[str]) -> tuple[State, ...]:
    """All states, those with most counties of a figure of need first.

    Args:
        counties: the codes of those with a figure.
    """
    counted = Counter(each[:2] for each in counties)
    served = states_served(report)
    return tuple(sorted(served, key=lambda each: -counted[each.code]))


def states_told(report: GapReport, counties: Iterable[str]) -> tuple[State, ...]:
    """States with a figure of need in a county, or a site of a confirmed service, by code.

    Args:
        counties: the codes of those with a figure.
    """
    codes = {each[:2] for each in counties}
    for confirmed in {each for gap in report.categories for each in gap.services}:
        for site in report.services[confirmed].sites:
            codes.update(_state(site))
    return tuple(each for each in states() if each.code in codes)


def counties_needing(state: State, counties: Iterable[str]) -> tuple[Area, ...]:
    """All counties of a state, those with a figure of need first."""
    known = set(counties)
    return tuple(sorted(areas(state.code), key=lambda each: each.id not in known))


def places_of(report: GapReport, category: str) -> tuple[Point, ...]:
    """The places of a kind of help that anybody may see."""
    return tuple(_points(report.services[each] for each in report.category(category).services))


def places_listed(report: GapReport) -> tuple[Point, ...]:
    """Every place of the directory that anybody may see, by name, each once."""
    found = {
        Point(f"{service.record.name} ({site.city})" if site.city else service.record.name, *where)
        for service in report.services.values()
        if not service.gone and not service.merged_into
        for site in service.sites
        if (where := _where(site)) is not None
    }
    return tuple(sorted(found, key=lambda each: (each.name, each.longitude, each.latitude)))


def distance_map(
    report: GapReport, category: str, *, conditions: Sequence[str], state: State
) -> DistanceMap:
    """How far it is to a kind of help from each county of a state.

    Services of other states count: help may be near across the line.

    Raises:
        ValueError: a condition is none of those that facts answer to.
    """
    counties = areas(state.code)
    offered = [report.services[each] for each in report.category(category).services]
    taken = [takes(service, conditions) for service in offered]
    sure = [each for each, said in zip(offered, taken, strict=True) if said == "yes"]
    perhaps = [each for each, said in zip(offered, taken, strict=True) if said != "no"]
    return DistanceMap(
        state=state,
        counties=counties,
        anybody=_distances(offered, counties),
        for_sure=_distances(sure, counties),
        perhaps=_distances(perhaps, counties),
        points=tuple(_points(offered)),
    )


def families_near(found: DistanceMap, need: CountyNeedView, *, bands: Sequence[float]) -> Within:
    """The share of the families of a state whose county lies near a kind of help.

    Args:
        bands: miles, several.
    """
    known = need.known
    families = [
        each.likely if (each := known.get(area.id)) and each.likely is not None else np.nan
        for area in found.counties
    ]
    return need_within(_miles(found), families, bands=tuple(bands))


def counties_near(found: DistanceMap, *, bands: Sequence[float]) -> Within:
    """The share of the counties of a state that lie near a kind of help, each counted as one.

    Args:
        bands: miles, several.
    """
    return need_within(_miles(found), np.ones(len(found.counties)), bands=tuple(bands))


def _miles(found: DistanceMap) -> list[float]:
    return [np.nan if each is None else each for each in found.anybody.miles]


def _distances(services: Sequence[ServiceView], counties: Sequence[Area]) -> Distances:
    placed = [list(_points([service])) for service in services]
    points = [(each.latitude, each.longitude) for own in placed for each in own]
    without = sum(not own for own in placed)
    miles: tuple[float | None, ...] = (None,) * len(counties)
    if points:
        middles = np.array([(each.lat, each.lon) for each in counties])
        found = nearest(middles, np.array(points))
        miles = tuple(float(each) for each in found.miles)
    return Distances(len(services), without, miles)


def _points(services: Iterable[ServiceView]) -> Iterable[Point]:
    for service in services:
        for site in service.sites:
            if (where := _where(site)) is not None:
                yield Point(service.record.name, *where)


def _where(site: Site) -> tuple[float, float] | None:
    """Longitude and latitude; None where nobody knows, or nobody may."""
    if not site.can_be_drawn or site.longitude is None or site.latitude is None:
        return None
    return site.longitude, site.latitude


def _state(site: Site) -> Iterable[str]:
    try:
        yield state_of(site.fips[:2] or site.state_province).code
    except LookupError:
        return

"""How much help families can reach, county by county, when those around a service share it.

A service that does not say how much it can take makes the counties in its reach not known, and
never a zero. A service that only a list knows may be there or not, as in coverage: the low end of
what is within reach counts none of them, so that a listing is never a yes. Hidden addresses are in
no reach, since that could tell where they are. A county without a figure of need is not reckoned,
and is named.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from data.geography.gazetteer import Area, areas
from data.geography.states import State
from data.services.county_families import families_by_county
from data.services.county_needs import CountyNeedView
from data.services.gaps import GapReport
from data.services.placed_sites import placed_sites
from scoring.access import access, added_site
from scoring.choosing import choosing
from scoring.need import Tier, Triangle
from scoring.reach import Decay, flat, gaussian, gravity, reach, zones
from scoring.sphere import pairs

Weighing = Literal["nearer", "alike", "gaussian", "gravity", "choosing"]
"""Families that live nearer count more (E2SFCA), or all in reach count alike (2SFCA); for experts:
weights fall smoothly, or as gravity does, or families choose among what is in reach (3SFCA)."""
Standing = Literal["known", "unknown", "not_listed", "no_figure", "nobody"]
"""Of a county: known; services in reach do not say how much they can take, or one that is on no map
may be there; no list of the team has a service there, so that none is known is no zero; no figure
of need; or nobody in need in the reach of a service."""
DECAYS: Mapping[Weighing, Decay] = {
    "nearer": zones,
    "alike": flat,
    "gaussian": gaussian,
    "gravity": gravity,
    "choosing": zones,
}
_BOUNDS = 3

Bounds = NDArray[np.float64]
"""What is low, likely and high; shape (3, counties)."""


@dataclass(frozen=True, slots=True)
class Span:
    """A number with its range; high is inf where nothing limits it."""

    low: float
    likely: float
    high: float


@dataclass(frozen=True, slots=True)
class Terms:
    """What is reckoned.

    Attributes:
        category: the kind of help.
        miles: that are in reach.
        weighing: how families in reach count.
    """

    category: str
    miles: float
    weighing: Weighing = "nearer"


@dataclass(frozen=True, slots=True)
class CountyAccess:
    """One county.

    Attributes:
        families: in need a year; None without a figure.
        places: a year for each family in need; what is stated only, so at least this much where
            `not_stated` is above 0. The low end is where need is high and no service is there that
            only a list knows. None without a figure.
        not_stated: services in reach that do not say how much they can take.
        from_list: services in reach that only a list knows.
        at_least: it is known, and a service that is on no map may add to it.
    """

    area: Area
    standing: Standing
    families: Span | None
    places: Span | None
    not_stated: int
    from_list: int
    at_least: bool = False


@dataclass(frozen=True, slots=True)
class AccessMap:
    """A kind of help in one state, or in all counties that have a figure of need.

    Attributes:
        tier: the families that are counted.
        share: of them that need this help, as agencies estimate it; None where none has, and then
            all families of the tier are counted.
        services: that are confirmed for this help.
        not_stated: of them those that do not say how much they can take.
        without_place: of them those of which no place is known, or one is hidden.
        from_list: of them those that only a list knows; all but the low ends count them as there.
        with_several_places: of them those that are taken to share what they have among their
            places alike.
        no_figure: counties in reach of these services of which no figure of need is known; what
            they would use is not taken off.
    """

    state: State | None
    terms: Terms
    tier: Tier
    share: Triangle | None
    counties: tuple[CountyAccess, ...]
    services: int
    not_stated: int
    without_place: int
    from_list: int
    with_several_places: int
    no_figure: tuple[Area, ...]


@dataclass(frozen=True, slots=True)
class Spot:
    """A point on the map.

    Attributes:
        name: as a sentence says it, such as "the middle of Jefferson, KY".
        area: the county that it lies in.
    """

    name: str
    latitude: float
    longitude: float
    area: Area


def middle_of(county: Area) -> Spot:
    """The middle of a county."""
    name = f"the middle of {county.name}, {county.state.abbreviation}"
    return Spot(name, county.lat, county.lon, county)


@dataclass(frozen=True, slots=True)
class Gain:
    """What one county would gain.

    Attributes:
        before: how it stands without the new program.
        change: more places a year for each family in need.
    """

    before: CountyAccess
    change: Span


@dataclass(frozen=True, slots=True)
class Opening:
    """What a new program would change; nothing else moves.

    Attributes:
        at: where it would be.
        supply: families that it can serve in a year.
        before: the state that it lies in.
        gains: of all counties with families in need that gain, in any state, those that gain most
            first.
        families: in its reach, near or far.
        first: of them those that have none of this help in reach now, as far as known.
        no_figure: counties in its reach of which no figure of need is known.
        unmet_before, unmet_after: families of the counties that gain who find no place, where need
            is low, likely and high, by what is stated.
        at_most: they may be fewer: of some of these counties it is not known what there is.
    """

    at: Spot
    supply: float
    before: AccessMap
    gains: tuple[Gain, ...]
    families: Span
    first: float
    no_figure: tuple[Area, ...]
    unmet_before: Span
    unmet_after: Span
    at_most: bool


def access_map(
    report: GapReport,
    need: CountyNeedView,
    terms: Terms,
    *,
    state: State | None,
    whole_tier: bool = False,
) -> AccessMap:
    """How much of a kind of help the families of each county can reach.

    Services and need of other states count as well: help may be near across the line.

    Args:
        state: whose counties are told; None for all counties that have a figure.
        whole_tier: all families that are counted share it, whatever agencies estimate of them.

    Raises:
        KeyError: there is no such kind of help.
    """
    return _Reckoning(report, need, terms, whole_tier=whole_tier).map(state)


def opening(
    report: GapReport, need: CountyNeedView, terms: Terms, *, at: Spot, supply: float
) -> Opening:
    """What would change if a program opened somewhere.

    Args:
        supply: families that it can serve in a year, above 0.

    Raises:
        KeyError: there is no such kind of help.
        ValueError: the supply is negative or not a number, or families choose among services: then
            a new program takes families from others, and others move too.
    """
    if terms.weighing == "choosing":
        raise ValueError("opening takes a weighing under which nothing else moves, not 'choosing'.")
    return _Reckoning(report, need, terms).opening(at, supply)


class _Reckoning:
    """All counties of the nation and all services of one kind, once."""

    def __init__(
        self, report: GapReport, need: CountyNeedView, terms: Terms, *, whole_tier: bool = False
    ) -> None:
        gap = report.category(terms.category)
        pooled = report.need.categories[terms.category].together
        self.terms = terms
        self.tier: Tier = need.tier
        self.share = pooled.triangle if pooled and not whole_tier else None
        self.areas = areas()
        self.middles = np.array([(each.lat, each.lon) for each in self.areas])
        often = report.need.categories[terms.category].times
        known = families_by_county(need.known, share=self.share, often=often)
        self.families = _families(self.areas, known)
        self.sites = placed_sites(
            gap.category,
            [report.services[each] for each in gap.services],
            usable=report.usable.likely if report.usable else 1.0,
        )
        self.decay = DECAYS[terms.weighing]
        self.pairs = pairs(self.middles, self.sites.points, within=terms.miles)
        self.reach = reach(self.pairs, decay=self.decay)
        if terms.weighing == "choosing":
            self.reach = choosing(self.reach, supply=self.sites.supply)
        self.listed = report.counties_listed
        self.places = self._places()
        self.silent = self.sites.in_reach(self.pairs, np.isnan(self.sites.supply))
        self.unsure = self.sites.in_reach(self.pairs, ~self.sites.sure)

    def map(self, state: State | None) -> AccessMap:
        told = [
            each
            for each in self._counties()
            if (each.standing != "no_figure" if state is None else each.area.state == state)
        ]
        offering = self.sites.supply[self.pairs.site] > 0
        return AccessMap(
            state=state,
            terms=self.terms,
            tier=self.tier,
            share=self.share,
            counties=tuple(told),
            services=self.sites.services,
            not_stated=self.sites.not_stated,
            without_place=self.sites.without_place,
            from_list=self.sites.from_list,
            with_several_places=self.sites.several,
            no_figure=self._no_figure(self.pairs.place[offering]),
        )

    def opening(self, at: Spot, supply: float) -> Opening:
        where = (at.latitude, at.longitude)
        found = [
            added_site(
                self.middles,
                where,
                need=bound,
                supply=supply,
                within=self.terms.miles,
                decay=self.decay,
            )
            for bound in self.families
        ]
        change = np.array([each.change for each in reversed(found)])
        if found[0].need == 0:  # nobody may be in need, and then nothing limits the share of each
            change[2] = np.where(change[1] > 0, np.inf, change[2])
        gaining = np.flatnonzero((change[1] > 0) & (self.families[1] > 0))
        counties = self._counties()
        gains = [Gain(counties[place], _span(change, place)) for place in gaining.tolist()]
        first = (
            each.before.families.likely
            for each in gains
            if each.before.families and each.before.standing == "known" and _has_none(each.before)
        )
        near = pairs(self.middles, [where], within=self.terms.miles).place
        return Opening(
            at=at,
            supply=supply,
            before=self.map(at.area.state),
            gains=tuple(sorted(gains, key=lambda each: (-each.change.likely, each.before.area.id))),
            families=Span(*(each.need for each in found)),
            first=float(sum(first)),
            no_figure=self._no_figure(near),
            unmet_before=_unmet(gains, with_change=False),
            unmet_after=_unmet(gains, with_change=True),
            at_most=self.sites.some_elsewhere
            or any(each.before.standing in ("unknown", "not_listed") for each in gains),
        )

    def _counties(self) -> list[CountyAccess]:
        return [self._county(place) for place in range(len(self.areas))]

    def _county(self, place: int) -> CountyAccess:
        silent, unsure = int(self.silent[place]), int(self.unsure[place])
        if np.isnan(self.families[1, place]):
            return CountyAccess(self.areas[place], "no_figure", None, None, silent, unsure)
        families, places = _span(self.families, place), _span(self.places, place)
        standing: Standing = "known"
        if silent or (places.high == 0 and self.sites.some_elsewhere):
            standing = "unknown"
        elif places.high == 0 and self.areas[place].id not in self.listed:
            standing = "not_listed"
        elif np.isinf(places.likely):
            standing = "nobody"
        least = standing == "known" and self.sites.some_elsewhere
        return CountyAccess(
            self.areas[place], standing, families, places, silent, unsure, at_least=least
        )

    def _places(self) -> Bounds:
        """Places for each family: the fewest where most are in need, and the other way around."""
        supply = np.tile(self.sites.supply, (_BOUNDS, 1))
        supply[0, ~self.sites.sure] = 0.0
        found = access(self.reach, need=self.families[::-1], supply=supply)
        idle = (found.ratio == 0) & (np.nan_to_num(supply) > 0)
        return np.where(self._unlimited(idle), np.inf, found.per_family)

    def _unlimited(self, idle: NDArray[np.bool_]) -> NDArray[np.bool_]:
        """Places in reach of a site that has something for nobody: no number tells it."""
        return (self.reach.count_at_places(idle) > 0) & ~np.isnan(self.families[1])

    def _no_figure(self, near: NDArray[np.int64]) -> tuple[Area, ...]:
        missing = np.isnan(self.families[1])
        return tuple(self.areas[place] for place in np.unique(near) if missing[place])


def _unmet(gains: Sequence[Gain], *, with_change: bool) -> Span:
    """Families who find no place; few are in need where each has most places."""
    total = np.zeros(3)
    for each in gains:
        families, places = each.before.families, each.before.places
        if families is None or places is None:
            continue
        more = each.change if with_change else Span(0.0, 0.0, 0.0)
        having = np.array(
            [places.high + more.high, places.likely + more.likely, places.low + more.low]
        )
        wanted = np.array([families.low, families.likely, families.high])
        total += wanted * np.maximum(1 - having, 0.0)
    return Span(*total.tolist())


def _has_none(county: CountyAccess) -> bool:
    return county.places is not None and county.places.high == 0


def _span(bounds: Bounds, place: int) -> Span:
    low, likely, high = (float(each) for each in bounds[:, place])
    return Span(low, likely, high)


def _families(listed: Sequence[Area], known: Mapping[str, Triangle]) -> Bounds:
    """The same as a table, nan where there is no figure."""
    found = np.full((_BOUNDS, len(listed)), np.nan)
    for place, each in enumerate(listed):
        if families := known.get(each.id):
            found[:, place] = (families.low, families.likely, families.high)
    return found

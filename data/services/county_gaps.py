"""Need that is not met, county by county, if nobody crosses a county line.

A service is for the counties that it says it serves, else for those its places lie in; several of
its places have the same part each. Hidden addresses are in no county, since that could tell where
they are. What nobody states is in no sum, which then is "at most"; it makes the interval wider. A
county without a figure of need is not reckoned, and is named. A service that only a list knows may
be there or not, as in coverage: one end of each range counts it and the other does not, so that a
listing is never a yes.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Literal

import numpy as np
from numpy.random import Generator

from data.geography.gazetteer import Area, area
from data.resource_views import ServiceView
from data.services.access_maps import Span
from data.services.county_families import families_by_county
from data.services.county_needs import CountyNeedView
from data.services.gaps import SEED, CategoryGap, GapReport
from data.services.heard import is_sure
from data.services.service_areas import county_of, stated_counties
from scoring.amounts import NOT_KNOWN, Counts, Floats
from scoring.gap_by_area import (
    GapDraws,
    GapInterval,
    Serving,
    gap_draws,
    gap_interval,
    stated_by_area,
)
from scoring.need import Triangle
from scoring.supply import OverallGap, coverage, gap_index, overall_gap
from scoring.uncertainty import Reason, chance_of_worst

Standing = Literal["known", "unknown", "nobody"]
"""Of a county: known; a service for it does not say how much it can take, or there is none and one
of which no county is known may be for it; or nobody is in need."""
WhyNot = Literal["nobody", "nothing_stated", "nowhere", "no_share"] | Reason
"""Why a gap has no interval: nobody is in need; no service states what it can take; of none a
county is known; no agency has estimated how many need it; or why capacities cannot be drawn."""
Bound = Literal["as_stated", "at_most", "at_least", "open"]
"""Whether families without a place, by what is stated, may be fewer, more or both."""
_NOTHING_STATED: tuple[WhyNot | None, ...] = ("nobody", "nothing_stated", "nowhere")
_NO_INTERVAL = GapInterval(NOT_KNOWN, NOT_KNOWN, NOT_KNOWN, 0)


@dataclass(frozen=True, slots=True)
class CountyGap:
    """One county with a figure of need.

    Attributes:
        families: who need the help, a year.
        covered: families that can be served for each in need, of what is stated; so at least this
            much where the standing is unknown. The low end is where need is high and none is there
            that only a list knows. None where nobody is in need.
        unmet: families beyond what is stated; `bound` tells whether it may be less or more.
        services: that are for it.
        not_stated: of them those that do not say how much they can take.
        from_list: of them those that only a list knows.
        doubted: of those the ones that say how much they can take, which may not be there.
    """

    area: Area
    standing: Standing
    families: Span
    covered: Span | None
    unmet: Span
    services: int
    not_stated: int
    from_list: int
    doubted: int

    @property
    def bound(self) -> Bound:
        """What the likely number of families without a place is."""
        return _bound(less=self.standing == "unknown", more=self.doubted > 0)


@dataclass(frozen=True, slots=True)
class KindGap:
    """One kind of help with a confirmed service.

    Attributes:
        share: of the families of the tier that need it, as agencies estimate it; None where none
            has, and then all families are counted.
        counties: those with a figure of need.
        left_out: counties without one that a service is for; what their families would use is not
            taken off.
        families, unmet: of all counties with a figure; unmet is of what is stated, and its high end
            counts nothing that only a list knows.
        stated: the gap index of what is stated, where need is likely; nan where nothing is, of no
            service a county is known, or nobody is in need.
        at_most: the index of what is stated and unmet may be less: some capacity is not stated, of
            some service no county is known, or all families are counted as if all needed it.
        interval: all of it nan where `why_not` tells why. What only a list knows is drawn in it.
        services: confirmed ones; the others are of them.
        by_area: that count by the counties they say they serve.
        not_stated: that do not say how much they can take.
        without_county: of which no county is known, or not of all of their places.
        with_several_places: that are taken to share what they have among their places alike.
        from_list: that only a list knows; `stated` and the likely `unmet` count them as there.
        doubted: of those the ones that say how much they can take.
        draws: of the index, for the order; None without an interval.
    """

    category: str
    share: Triangle | None
    counties: tuple[CountyGap, ...]
    left_out: tuple[Area, ...]
    families: Span
    unmet: Span
    stated: float
    at_most: bool
    interval: GapInterval
    why_not: WhyNot | None
    services: int
    by_area: int
    not_stated: int
    without_county: int
    with_several_places: int
    from_list: int
    doubted: int
    draws: GapDraws | None = field(compare=False, repr=False)

    @property
    def bound(self) -> Bound:
        """What the index of what is stated, and the likely number without a place, are."""
        return _bound(less=self.at_most, more=self.doubted > 0)


def _bound(*, less: bool, more: bool) -> Bound:
    if less:
        return "open" if more else "at_most"
    return "at_least" if more else "as_stated"


@dataclass(frozen=True, slots=True)
class RankedGap:
    """A gap with an interval, in the order.

    Attributes:
        largest: how often it is the largest of all, weighed, if help of which no county is known
            helps nobody here.
        seldom, often: the same if such help lowers this gap alone, and if it lowers all others.
    """

    gap: KindGap
    weight: float
    largest: float
    seldom: float
    often: float


@dataclass(frozen=True, slots=True)
class CountyGapOrder:
    """All gaps in their order.

    Attributes:
        ranked: those with an interval and a weight, the one first that is the largest most often.
        others: those without an interval, whatever they weigh.
        low, middle, high: all of `ranked` together as weighed, all of them at that end at once.
        at_most: some of them may be less in the middle and at the high end.
    """

    ranked: tuple[RankedGap, ...]
    others: tuple[KindGap, ...]
    low: OverallGap
    middle: OverallGap
    high: OverallGap
    at_most: bool


def county_gaps(report: GapReport, need: CountyNeedView) -> tuple[KindGap, ...]:
    """The gap of each kind of help with a confirmed service, in the order of the map."""
    return tuple(
        _Reckoning(report, need, gap).kind(np.random.default_rng([SEED, at]))
        for at, gap in enumerate(report.categories)
        if gap.services
    )


def county_gap_order(kinds: Sequence[KindGap], weights: Mapping[str, float]) -> CountyGapOrder:
    """All gaps in their order, weighed.

    Args:
        kinds: of `county_gaps`.
        weights: 0 or more, by kind of help; 1 where there is none. What weighs 0 is left out.

    Raises:
        ValueError: a weight is negative or not a number.
    """
    wrong = [each for each in weights.values() if not each >= 0]
    if wrong:
        raise ValueError(f"county_gap_order takes weights of 0 or more, not {wrong[0]}.")
    told = [each for each in kinds if each.why_not is None and weights.get(each.category, 1.0)]
    own = np.array([float(weights.get(each.category, 1.0)) for each in told])
    ranked = [
        RankedGap(each, float(weight), *chances)
        for each, weight, chances in zip(told, own, _chances(told, own), strict=True)
    ]
    low, middle, high = (
        overall_gap([getattr(each.interval, end) for each in told], weights=own)
        for end in ("low", "middle", "high")
    )
    return CountyGapOrder(
        ranked=tuple(sorted(ranked, key=lambda each: (-each.largest, -_weighed(each)))),
        others=tuple(each for each in kinds if each.why_not is not None),
        low=low,
        middle=middle,
        high=high,
        at_most=any(each.without_county for each in told),
    )


def _weighed(ranked: RankedGap) -> float:
    return ranked.weight * ranked.gap.interval.middle


def _chances(told: Sequence[KindGap], weights: Floats) -> list[tuple[float, float, float]]:
    """How often each is the largest: as drawn, with its own gap lowered, and with all others."""
    drawn = [each.draws for each in told if each.draws is not None]
    if not drawn:
        return []
    plain = weights[:, np.newaxis] * np.array([each.index for each in drawn])
    lowered = weights[:, np.newaxis] * np.array([each.least for each in drawn])
    found = []
    for at in range(len(drawn)):
        own = (np.arange(len(drawn)) == at)[:, np.newaxis]
        ways = (plain, np.where(own, lowered, plain), np.where(own, plain, lowered))
        largest, seldom, often = (float(chance_of_worst(weights.max() - each)[at]) for each in ways)
        found.append((largest, seldom, often))
    return found


@dataclass(frozen=True, slots=True)
class _Stated:
    """What is stated in each county at one end of need; arrays of shape (counties,).

    Attributes:
        total: families that can be served, 0 where nobody states anything.
        services, not_stated: that are for it.
    """

    families: Floats
    total: Floats
    unmet: Floats
    covered: Floats
    services: Counts
    not_stated: Counts


class _Reckoning:
    """One kind of help in all counties with a figure of need."""

    def __init__(self, report: GapReport, need: CountyNeedView, gap: CategoryGap) -> None:
        pooled = report.need.categories[gap.category.id].together
        self.category = gap.category.id
        self.share = pooled.triangle if pooled else None
        often = report.need.categories[gap.category.id].times
        self.need = families_by_county(need.known, share=self.share, often=often)
        self.services = [report.services[each] for each in gap.services]
        self.supply = report.stated(gap)
        self.sure = np.array([is_sure(each) for each in self.services], dtype=bool)
        self.doubted = ~self.sure & ~np.isnan(self.supply)
        self.draw = partial(report.drawn, gap)
        self.stating = [stated_counties(each) for each in self.services]
        self.serving, self.left_out = _serving(self.services, self.stating, list(self.need))
        self.low, self.likely = self._stated("low"), self._stated("likely")
        self.high = self._stated("high", sure_alone=True)

    def kind(self, generator: Generator) -> KindGap:
        why_not = self._why_not()
        interval, draws = _NO_INTERVAL, None
        if why_not is None:
            interval, draws, why_not = self._drawn(generator)
        silent = int(np.isnan(self.supply).sum())
        elsewhere = int((self.serving.elsewhere > 0).sum())
        index = gap_index(self.likely.covered, self.likely.families).index
        places = [each for each, by in zip(self.services, self.stating, strict=True) if not by]
        return KindGap(
            category=self.category,
            share=self.share,
            counties=tuple(self._county(code, at) for at, code in enumerate(self.need)),
            left_out=self.left_out,
            families=self._span("families"),
            unmet=self._span("unmet"),
            stated=NOT_KNOWN if why_not in _NOTHING_STATED else float(index),
            at_most=bool(silent or elsewhere or self.share is None),
            interval=interval,
            why_not=why_not,
            services=len(self.services),
            by_area=len(self.services) - len(places),
            not_stated=silent,
            without_county=elsewhere,
            with_several_places=sum(len(each.sites) > 1 for each in places),
            from_list=int((~self.sure).sum()),
            doubted=int(self.doubted.sum()),
            draws=draws,
        )

    def _stated(self, end: str, *, sure_alone: bool = False) -> _Stated:
        wanted = np.array([getattr(each, end) for each in self.need.values()], dtype=np.float64)
        there = self.sure | (not sure_alone)
        found = stated_by_area(np.where(there, self.supply, 0.0), wanted, self.serving)
        total = np.nan_to_num(found.total)
        told = coverage(total, wanted)
        services = found.stated + found.not_stated
        return _Stated(wanted, total, told.unmet, told.share, services, found.not_stated)

    def _span(self, name: str) -> Span:
        ends = (self.low, self.likely, self.high)
        return Span(*(float(getattr(each, name).sum()) for each in ends))

    def _why_not(self) -> WhyNot | None:
        if not self.likely.families.sum():
            return "nobody"
        if np.isnan(self.supply).all():
            return "nothing_stated"
        if not self.serving.links.any() and not self.left_out:
            return "nowhere"
        return "no_share" if self.share is None else None

    def _drawn(self, generator: Generator) -> tuple[GapInterval, GapDraws | None, Reason | None]:
        """The interval; need by county is drawn for it, and not as the sum of all counties."""
        families = self._span("families")
        together = Triangle(families.low, families.likely, families.high)
        drawn = self.draw(together, generator)
        if drawn.reason is not None:
            return _NO_INTERVAL, None, drawn.reason
        need = tuple(self.need.values())
        found = gap_draws(drawn.supply, need, self.serving, generator=generator)
        return gap_interval(found), found, None

    def _county(self, code: str, at: int) -> CountyGap:
        ends = (self.low, self.likely, self.high)
        families = Span(*(float(each.families[at]) for each in ends))
        covered = None
        standing: Standing = "nobody"
        if families.likely:
            most = float(self.low.covered[at])
            if not families.low:
                most = float("inf") if self.likely.total[at] else 0.0
            covered = Span(float(self.high.covered[at]), float(self.likely.covered[at]), most)
            silent = self.likely.not_stated[at] > 0
            perhaps = not self.likely.services[at] and self.serving.elsewhere.any()
            standing = "unknown" if silent or perhaps else "known"
        return CountyGap(
            area=area(code),
            standing=standing,
            families=families,
            covered=covered,
            unmet=Span(*(float(each.unmet[at]) for each in ends)),
            services=int(self.likely.services[at]),
            not_stated=int(self.likely.not_stated[at]),
            from_list=int(self.serving.links[~self.sure, at].sum()),
            doubted=int(self.serving.links[self.doubted, at].sum()),
        )


def _serving(
    services: Sequence[ServiceView], stating: Sequence[tuple[str, ...]], codes: Sequence[str]
) -> tuple[Serving, tuple[Area, ...]]:
    """Which service is for which county, and the counties without a figure that some are for."""
    places = {code: at for at, code in enumerate(codes)}
    part = np.zeros((len(services), len(codes)))
    shared, elsewhere = np.zeros(part.shape, dtype=bool), np.zeros(len(services))
    left_out: set[str] = set()
    for at, (service, stated) in enumerate(zip(services, stating, strict=True)):
        lying = [county_of(site) for site in service.sites] or [""]
        for code in stated or lying:
            if code and code not in places:
                left_out.add(code)
            elif stated:
                shared[at, places[code]] = True
            elif code:
                part[at, places[code]] += 1 / len(lying)
        elsewhere[at] = 0.0 if stated else lying.count("") / len(lying)
    found = Serving(np.minimum(part, 1.0), shared, elsewhere)
    return found, tuple(area(each) for each in sorted(left_out))

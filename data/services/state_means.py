"""How much each county can reach beside the mean of its state, and how many counties tell the mean.

The mean is that of families, over all counties of the state that are known. What agencies estimate
of how many families need the help is the same in every county, so it cancels out: a county's ratio
is as uncertain as the county figures are, and no more.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from data.geography.gazetteer import areas
from data.geography.states import State, state_of
from data.services.access_maps import AccessMap, CountyAccess, Span, Terms, access_map
from data.services.county_needs import CountyNeedView
from data.services.gaps import GapReport
from scoring.beside_mean import beside_mean
from scoring.need import Triangle

WhyNot = Literal["few_counties", "few_families", "nobody", "nothing"]
"""Fewer than half of the counties are known, or than half of the families live in those; nobody is
in need; or nothing is in reach of any county that is known."""
_FEWEST = 2


@dataclass(frozen=True, slots=True)
class StateMean:
    """One state.

    Attributes:
        counties: of the state, with a figure of need or without.
        known: of them those that stand behind the mean.
        families: that are counted in the state, of the whole tier.
        families_known: of them those in counties that are known.
        mean: places a year for each family in need; None where it cannot be told.
        why_not: it cannot be told.
        beside: by code, places within reach of each county that is known, as a multiple of the
            mean; empty without one.
    """

    state: State
    counties: int
    known: int
    families: float
    families_known: float
    mean: Span | None
    why_not: WhyNot | None
    beside: Mapping[str, Span]


def state_mean(
    report: GapReport, need: CountyNeedView, terms: Terms, *, state: State
) -> StateMean:  # fmt: skip
    """The counties of one state beside its mean.

    Raises:
        KeyError: there is no such kind of help.
    """
    found = access_map(report, need, terms, state=state, whole_tier=True)
    return _mean(state, found.counties, share=_share(report, terms))


def state_means(report: GapReport, need: CountyNeedView, terms: Terms) -> Mapping[str, StateMean]:
    """The same for every state with a figure of need, by its two digits.

    Raises:
        KeyError: there is no such kind of help.
    """
    by_state: dict[str, list[CountyAccess]] = {}
    found: AccessMap = access_map(report, need, terms, state=None, whole_tier=True)
    for each in found.counties:
        by_state.setdefault(each.area.id[:2], []).append(each)
    share = _share(report, terms)
    return {code: _mean(state_of(code), own, share=share) for code, own in by_state.items()}


def _share(report: GapReport, terms: Terms) -> Triangle | None:
    pooled = report.need.categories[terms.category].together
    return pooled.triangle if pooled else None


def _mean(
    state: State, counties: Sequence[CountyAccess], *, share: Triangle | None
) -> StateMean:  # fmt: skip
    known = [each for each in counties if each.standing == "known"]
    found = beside_mean(_rows(each.places for each in known), _rows(e.families for e in known))
    families = sum(each.families.likely for each in counties if each.families)
    listed = len(areas(state.code))
    why_not: WhyNot | None = None
    if len(known) < _FEWEST or 2 * len(known) < listed:
        why_not = "few_counties"
    elif 2 * found.need < families:
        why_not = "few_families"
    elif not found.need or (share and not share.likely):
        why_not = "nobody"
    elif not found.mean[1]:
        why_not = "nothing"
    ratios = found.ratio.T.tolist()
    return StateMean(
        state=state,
        counties=listed,
        known=len(known),
        families=families,
        families_known=found.need,
        mean=None if why_not else _for_each(found.mean.tolist(), share=share),
        why_not=why_not,
        beside={}
        if why_not
        else {each.area.id: Span(*own) for each, own in zip(known, ratios, strict=True)},
    )


def _rows(spans: Iterable[Span | None]) -> NDArray[np.float64]:
    """Low, likely and high of each, shape (3, spans)."""
    told = [(each.low, each.likely, each.high) for each in spans if each]
    return np.array(told, dtype=np.float64).reshape(-1, 3).T


def _for_each(mean: Sequence[float], *, share: Triangle | None) -> Span:
    """The mean of all families of the tier, told for each of those who need the help."""
    low, likely, high = mean
    if share is None:
        return Span(low, likely, high)
    most = high / share.low if share.low else float("inf")
    return Span(low / share.high, likely / share.likely, most)

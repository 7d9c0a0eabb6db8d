"""Which gap weighs most: the share of need that is not met, weighed as a person weighs it.

An order goes by how often a gap is the largest, not by the middle of its range: a gap that is known
badly may well be the largest. What cannot be told is named, and is in no order.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from data.services.gaps import SEED, CategoryGap, GapReport
from scoring.amounts import Floats
from scoring.need import Triangle
from scoring.supply import OverallGap, gap_index, overall_gap
from scoring.uncertainty import chance_of_worst


@dataclass(frozen=True, slots=True)
class WeighedGap:
    """The gap of one kind of help.

    Attributes:
        low, likely, high: the share of families in need who find no place, from 0 to 1, all of the
            team's area taken as one place.
        largest: how often it is the largest of all, weighed.
    """

    category: str
    weight: float
    low: float
    likely: float
    high: float
    largest: float


@dataclass(frozen=True, slots=True)
class GapOrder:
    """All gaps in their order.

    Attributes:
        gaps: those with a weight, the one first that is the largest most often.
        overall: all of them together.
        not_told: kinds with a confirmed service whose gap cannot be told.
    """

    gaps: tuple[WeighedGap, ...]
    overall: OverallGap
    not_told: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class WithoutPlace:
    """Families who need one kind of help in a year beyond those who can be served.

    Attributes:
        families: what their number stays below in 10, 50 and 90 of 100 draws, those that coverage
            comes from.
    """

    category: str
    families: Triangle


def without_place(report: GapReport) -> tuple[WithoutPlace, ...]:
    """Who finds no place, of each kind of help of which coverage is known.

    All of the team's area counts as one place. Those with most families come first.
    """
    found = [
        WithoutPlace(each.category.id, each.coverage.unmet)
        for each in report.categories
        if each.coverage is not None and each.coverage.unmet is not None
    ]
    return tuple(sorted(found, key=lambda each: (-each.families.likely, -each.families.high)))


def told(report: GapReport) -> tuple[str, ...]:
    """The kinds of help whose gap can be told, in the order of the map."""
    return tuple(each.category.id for each in report.categories if _is_told(each))


def gap_order(report: GapReport, weights: Mapping[str, float]) -> GapOrder:
    """All gaps in their order, weighed.

    Args:
        weights: 0 or more, by kind of help; 1 where there is none. What weighs 0 is left out.

    Raises:
        ValueError: a weight is negative or not a number.
    """
    wrong = [each for each in weights.values() if not each >= 0]
    if wrong:
        raise ValueError(f"gap_order takes weights of 0 or more, not {wrong[0]}.")
    known = [each for each in report.categories if _is_told(each)]
    weighed = [each for each in known if weights.get(each.category.id, 1.0) > 0]
    own = np.array([weights.get(each.category.id, 1.0) for each in weighed])
    bounds = [_bounds(each) for each in weighed]
    chances = _chances(weighed, own, report) if weighed else []
    found = [
        WeighedGap(each.category.id, float(weight), *bound, largest=float(chance))
        for each, weight, bound, chance in zip(weighed, own, bounds, chances, strict=True)
    ]
    return GapOrder(
        gaps=tuple(sorted(found, key=lambda gap: (-gap.largest, -gap.weight * gap.likely))),
        overall=overall_gap([likely for _, likely, _ in bounds], weights=own),
        not_told=tuple(
            each.category.id for each in report.categories if each.services and not _is_told(each)
        ),
    )


def _is_told(gap: CategoryGap) -> bool:
    return gap.coverage is not None and not np.isnan(gap.coverage.middle)


def _bounds(gap: CategoryGap) -> tuple[float, float, float]:
    """The gap where coverage is high, in the middle, and low."""
    if gap.coverage is None or gap.need is None:
        raise ValueError(f"the gap of {gap.category.id} cannot be told.")
    covered = (gap.coverage.high, gap.coverage.middle, gap.coverage.low)
    found = gap_index([[each] for each in covered], [gap.need.likely]).index
    low, likely, high = found.tolist()
    return low, likely, high


def _chances(weighed: list[CategoryGap], weights: Floats, report: GapReport) -> list[float]:
    """How often each is the largest; kinds of help are drawn apart from each other."""
    short = []
    for at, gap in enumerate(weighed):
        if gap.need is None:
            raise ValueError(f"the gap of {gap.category.id} cannot be told.")
        drawn = report.drawn(gap, gap.need, np.random.default_rng([SEED, at]))
        covered = drawn.supply.sum(axis=1) / drawn.need
        short.append(weights[at] * np.maximum(1 - covered, 0.0))
    return chance_of_worst(weights.max() - np.array(short)).tolist()

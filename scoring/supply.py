"""How many families can be served in a year, and how much of the need that covers."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from scoring.amounts import NOT_KNOWN, Counts, Floats, amounts, of_width, shares

DAYS_A_YEAR = 365


@dataclass(frozen=True, slots=True)
class Supplies:
    """What all sites that serve an area have together, for each area.

    Attributes:
        total: of the stated supplies, shape (areas,); 0 where no site serves the area; nan where
            some do and none of them stated anything.
        stated, not_stated: how many sites did and did not, shape (areas,).
    """

    total: Floats
    stated: Counts
    not_stated: Counts


@dataclass(frozen=True, slots=True)
class Coverage:
    """How much of a need is covered.

    Attributes:
        share: supply for each family in need; 1 is just enough; nan where nobody is in need, or
            either is not known.
        unmet: families in need beyond the supply, shape as share; 0 where nobody is in need; nan
            where it is not known.
        families: in need, that stand behind the share; nan where not known.
    """

    share: Floats
    unmet: Floats
    families: Floats


@dataclass(frozen=True, slots=True)
class GapIndex:
    """The share of need that is not met if nobody crosses a line; all of shape (...).

    Attributes:
        index: from 0, all of it is met, to 1, none is; nan where no need is known.
        unmet: families.
        families: in need, that stand behind the index.
        areas: that they live in.
        left_out: areas whose need, or whose coverage of some need, is not known.
    """

    index: Floats
    unmet: Floats
    families: Floats
    areas: Counts
    left_out: Counts


@dataclass(frozen=True, slots=True)
class OverallGap:
    """The gap of several categories together.

    Attributes:
        index: from 0 to 1; nan where no category with a weight has one.
        categories: that it is made of.
        left_out: categories with a weight whose own index is not known.
    """

    index: float
    categories: int
    left_out: int


def annual_supply(
    slots: ArrayLike, *, mean_stay_days: ArrayLike, usable_share: ArrayLike = 1.0
) -> Floats:
    """Families that beds or slots can serve in a year.

    Args:
        slots: that can be taken at the same time; nan where unknown.
        mean_stay_days: how long a family keeps one, in days; nan where unknown.
        usable_share: of the slots that families can really take, from 0 to 1.

    Returns:
        Families a year, in the shape of all three together; nan where any is unknown, except that
        no slots serve nobody.

    Raises:
        ValueError: a number is negative, a stay takes no time, or a share is above 1.
    """
    taken = amounts(slots, name="slots")
    stay = amounts(mean_stay_days, name="mean_stay_days")
    if (stay == 0).any():
        raise ValueError("mean_stay_days takes more than 0 days, or nan if unknown, not 0.")
    usable = shares(usable_share, name="usable_share")
    served = taken * (DAYS_A_YEAR / stay) * usable
    return np.where((taken == 0) | (usable == 0), 0.0, served)


def staff_supply(staff: ArrayLike, *, families_per_worker: ArrayLike) -> Floats:
    """Families that workers can serve in a year.

    Args:
        staff: workers, in full time; nan where unknown.
        families_per_worker: that one of them serves in a year; nan where unknown.

    Returns:
        Families a year, in the shape of both together; nan where either is unknown, except that
        nobody serves nobody.

    Raises:
        ValueError: a number is negative.
    """
    workers = amounts(staff, name="staff")
    each = amounts(families_per_worker, name="families_per_worker")
    return np.where((workers == 0) | (each == 0), 0.0, workers * each)


def supply_by_area(supply: ArrayLike, *, area: ArrayLike, site: ArrayLike, areas: int) -> Supplies:
    """What all sites that serve an area have together; a site may serve several areas.

    Args:
        supply: families that each site can serve a year, shape (sites,); nan where not stated.
        area, site: which site serves which area, both from 0, shape (links,); no link twice. Those
            of `sphere.pairs` will do.
        areas: how many there are.

    Raises:
        ValueError: a supply is negative.
    """
    linked = amounts(supply, name="supply")[np.asarray(site, dtype=np.int64)]
    where = np.asarray(area, dtype=np.int64)
    silent = np.isnan(linked)
    not_stated = np.bincount(where[silent], minlength=areas)
    stated = np.bincount(where[~silent], minlength=areas)
    total = np.bincount(where[~silent], weights=linked[~silent], minlength=areas)
    return Supplies(
        np.where((stated == 0) & (not_stated > 0), NOT_KNOWN, total), stated, not_stated
    )


def coverage(supply: ArrayLike, need: ArrayLike) -> Coverage:
    """How much of a need a supply covers, number by number.

    Args:
        supply: families that can be served a year; nan where unknown.
        need: families a year; nan where unknown.

    Returns:
        Coverage, in the shape of both together.

    Raises:
        ValueError: a number is negative.
    """
    offered, wanted = np.broadcast_arrays(
        amounts(supply, name="supply"), amounts(need, name="need")
    )
    share = np.full(wanted.shape, NOT_KNOWN)
    np.divide(offered, wanted, out=share, where=wanted > 0)
    unmet = np.where(wanted == 0, 0.0, np.maximum(wanted - offered, 0.0))
    return Coverage(share, unmet, wanted.copy())


def gap_index(share: ArrayLike, need: ArrayLike) -> GapIndex:
    """The share of need that is not met, where a surplus in one area helps in no other.

    Args:
        share: coverage, or families that can be served for each in need, shape (..., areas); nan
            where unknown.
        need: families a year, shape (areas,) or (..., areas); nan where unknown.

    Returns:
        A GapIndex. Where some supply is not stated, coverage is at least what it is given as, and
        so the index is at most what it tells.

    Raises:
        ValueError: a number is negative, or there is not one need for each area.
    """
    covered = amounts(share, name="share")
    wanted = amounts(need, name="need")
    of_width(wanted, width=covered.shape[-1], name="need", what="areas")
    covered, wanted = np.broadcast_arrays(covered, wanted)
    known = (wanted == 0) | ~(np.isnan(wanted) | np.isnan(covered))
    families = np.where(known, wanted, 0.0)
    short = np.maximum(1 - np.where(np.isnan(covered), 0.0, covered), 0.0)
    unmet = (families * short).sum(axis=-1)
    total = families.sum(axis=-1)
    index = np.full(total.shape, NOT_KNOWN)
    np.divide(unmet, total, out=index, where=total > 0)
    return GapIndex(index, unmet, total, known.sum(axis=-1), (~known).sum(axis=-1))


def overall_gap(index: ArrayLike, *, weights: ArrayLike) -> OverallGap:
    """The gap of several categories together, weighed as the team weighs them.

    Args:
        index: of each category, shape (categories,); nan where unknown.
        weights: of each category, 0 or more, shape (categories,).

    Raises:
        ValueError: a number is negative, a weight is not known, or there is not one for each.
    """
    each = shares(index, name="index")
    weight = amounts(weights, name="weights")
    of_width(weight, width=len(each), name="weights", what="categories")
    if np.isnan(weight).any():
        raise ValueError("weights takes numbers of 0 or more, not nan.")
    counted = ~np.isnan(each) & (weight > 0)
    total = float(weight[counted].sum())
    value = float((weight[counted] * each[counted]).sum()) / total if total else NOT_KNOWN
    left_out = int((np.isnan(each) & (weight > 0)).sum())
    return OverallGap(value, int(counted.sum()), left_out)

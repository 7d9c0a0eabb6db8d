"""How much of the spread on one item lies between groups, and how much inside them."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.special import chdtrc  # pyright: ignore[reportMissingTypeStubs]

from scoring.agreement import Agreement
from scoring.counts import checked, ratio

Floats = NDArray[np.float64]
Counts = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Between:
    """The spread of an item, split by group; every array has the shape of the leading axes.

    A group in which nobody answered is none: it does not count among the groups.

    Attributes:
        between: spread between groups, in points; nan for fewer than two groups.
        within: spread inside groups, in points; nan when nobody answered.
        agency_share: share of the spread that groups account for, corrected for chance; below 0
            when they account for less than chance alone would; nan for fewer than two groups, when
            all answers are alike, and when no group has two people.
        same_gap: how far apart two people of one group are, in points; nan when no group has two.
        cross_gap: the same for two people of different groups; nan for fewer than two groups.
        people: how many answered.
        groups: in how many groups somebody answered.
    """

    between: Floats
    within: Floats
    agency_share: Floats
    same_gap: Floats
    cross_gap: Floats
    people: Counts
    groups: Counts


@dataclass(frozen=True, slots=True)
class RankTest:
    """A rank test of groups; every array has the shape of the leading axes.

    Attributes:
        statistic: 0 when groups do not differ.
        p_value: how often groups dealt at random differ as much, for groups that are not small.
        people: how many answered.
        groups: in how many groups somebody answered.
    """

    statistic: Floats
    p_value: Floats
    people: Counts
    groups: Counts


def between_groups(counts: ArrayLike) -> Between:
    """The spread of an item between and within groups, as a share and as gaps of two people.

    Args:
        counts: people per group and level, shape (..., groups, levels), levels in scale order.

    Returns:
        A Between over the leading axes. The same and the cross gap are alike on average when
        groups do not differ, whatever their sizes.

    Raises:
        ValueError: a count is negative or not whole, or there is no group or fewer than two levels.

    Source:
        Distance components of Rizzo & Szekely (2010), Annals of Applied Statistics 4:1034, with
        distances in scale points; the correction for chance is that of Kelley (1935), Proceedings
        of the National Academy of Sciences 21:554.
    """
    table = _checked(counts)
    sizes = table.sum(axis=-1)
    people, groups = sizes.sum(axis=-1), (sizes > 0).sum(axis=-1)
    inside, everywhere = _distances(table), _distances(table.sum(axis=-2))
    within = np.where(people > 0, ratio(inside, sizes, empty=0.0).sum(axis=-1), np.nan)
    total = ratio(everywhere, people)
    between = np.where(groups > 1, total - within, np.nan)
    same = _pairs_of(sizes).sum(axis=-1)
    apart = inside.sum(axis=-1)
    return Between(
        between=between,
        within=within,
        agency_share=_share(between, total=total, people=people, groups=groups),
        same_gap=ratio(apart, same),
        cross_gap=ratio(everywhere - apart, _pairs_of(people) - same),
        people=people,
        groups=groups,
    )


def agency_share(counts: ArrayLike) -> Agreement:
    """The share of an item's spread that groups account for, corrected for chance.

    Args, Raises and Source are those of `between_groups`.

    Returns:
        At most 1, below 0 when groups differ less than chance alone would make them; nan as there.
    """
    parts = between_groups(counts)
    return Agreement(parts.agency_share, parts.people)


def same_gap(counts: ArrayLike) -> Agreement:
    """How far apart two people picked at random from one group are, in scale points.

    Args, Raises and Source are those of `between_groups`.

    Returns:
        From 0 to levels - 1; nan when no group has two people.
    """
    parts = between_groups(counts)
    return Agreement(parts.same_gap, parts.people)


def cross_gap(counts: ArrayLike) -> Agreement:
    """How far apart two people picked at random from different groups are, in scale points.

    Args, Raises and Source are those of `between_groups`.

    Returns:
        From 0 to levels - 1; nan for fewer than two groups.
    """
    parts = between_groups(counts)
    return Agreement(parts.cross_gap, parts.people)


def kruskal_wallis(counts: ArrayLike) -> RankTest:
    """Whether groups differ by more than chance, by ranks and corrected for ties.

    Args:
        counts: people per group and level, shape (..., groups, levels), levels in scale order.

    Returns:
        A RankTest over the leading axes: statistic 0 and p 1 when all answers are alike, and for
        fewer than two groups.

    Raises:
        ValueError: a count is negative or not whole, or there is no group or fewer than two levels.

    Source:
        Kruskal & Wallis (1952), Journal of the American Statistical Association 47:583. As the
        spread of mean ranks over that of all ranks the statistic needs no correction for ties.
    """
    table = _checked(counts)
    level = table.sum(axis=-2)
    sizes = table.sum(axis=-1)
    people, groups = sizes.sum(axis=-1), (sizes > 0).sum(axis=-1)
    # twice the distance of each level's mean rank from the middle rank, so that it is whole
    rank = 2 * level.cumsum(axis=-1) - level - people[..., np.newaxis]
    sums = (table * rank[..., np.newaxis, :]).sum(axis=-1)
    spread = (level * rank * rank).sum(axis=-1)
    explained = ratio(sums * sums, sizes, empty=0.0).sum(axis=-1)
    statistic = (people - 1) * ratio(explained, spread, empty=0.0)
    statistic = np.where(groups > 1, statistic, 0.0)
    p_value = np.where(groups > 1, chdtrc(np.maximum(groups - 1, 1), statistic), 1.0)
    return RankTest(statistic, p_value, people, groups)


def _share(between: Floats, *, total: Floats, people: Counts, groups: Counts) -> Floats:
    """Epsilon squared: the share of groups beyond what so many groups get by chance."""
    by_chance = ratio(groups - 1, people - 1)
    return (ratio(between, total) - by_chance) * ratio(people - 1, people - groups)


def _distances(table: Counts) -> Counts:
    """The sum of the distances of all pairs of people, in points."""
    below = table.cumsum(axis=-1)[..., :-1]
    return (below * (table.sum(axis=-1, keepdims=True) - below)).sum(axis=-1)


def _pairs_of(people: Counts) -> Counts:
    return people * (people - 1) // 2


def _checked(counts: ArrayLike) -> Counts:
    table = np.asarray(counts)
    if table.ndim < 2 or table.shape[-1] < 2 or table.shape[-2] < 1:
        raise ValueError(
            f"counts take shape (..., groups, levels) of 2 or more levels, not {table.shape}."
        )
    return checked(table)

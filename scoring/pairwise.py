"""Two groups beside each other, on one item and over all of them."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from scoring.counts import checked, ratio

Floats = NDArray[np.float64]
Counts = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class PairFigure:
    """A difference of two groups, and the people behind it.

    Attributes:
        value: nan where nobody of one of them answered; shape of the leading axes.
        ours, theirs: how many answered in each, same shape.
    """

    value: Floats
    ours: Counts
    theirs: Counts


@dataclass(frozen=True, slots=True)
class ChanceLevel:
    """How far apart two groups are when people are dealt to them at random.

    Attributes:
        mean: of all dealings, in scale points.
        level: what most dealings stay at or below, in scale points.
        sizes: people dealt to each group.
        people: in the pool they were dealt from.
        draws: how many dealings were tried.
        seed: that they were drawn with.
    """

    mean: float
    level: float
    sizes: tuple[int, int]
    people: int
    draws: int
    seed: int


@dataclass(frozen=True, slots=True)
class ProfileDistance:
    """How far apart two groups are over all items.

    Attributes:
        value: in points, on average over the items; below 0 says that nothing keeps them apart.
        people: how many answered the most answered of these items, in each group.
        items: how many items two people or more of both groups answered.
    """

    value: float
    people: tuple[int, int]
    items: int


def mean_gap(ours: ArrayLike, theirs: ArrayLike, *, printed: ArrayLike) -> PairFigure:
    """How much higher the average of our group is than that of theirs.

    Args:
        ours: people per level, shape (..., levels), in scale order.
        theirs: the same for the other group.
        printed: what stands beside each level in the questionnaire, shape (levels,).

    Returns:
        In printed points; nan where nobody of one group answered.

    Raises:
        ValueError: a count is negative or not whole, there are fewer than two levels, the shapes
            differ or `printed` has another number of levels.
    """
    first, second = _checked(ours, theirs)
    points = np.asarray(printed, dtype=np.float64)
    if points.shape != first.shape[-1:]:
        raise ValueError(f"printed takes shape {first.shape[-1:]}, not {points.shape}.")
    sizes = first.sum(axis=-1), second.sum(axis=-1)
    value = ratio((first * points).sum(axis=-1), sizes[0])
    value = value - ratio((second * points).sum(axis=-1), sizes[1])
    return PairFigure(value, *sizes)


def wasserstein(ours: ArrayLike, theirs: ArrayLike) -> PairFigure:
    """How far the answers of one group must be moved to become those of the other.

    Args:
        ours: people per level, shape (..., levels), in scale order.
        theirs: the same for the other group.

    Returns:
        In scale points, from 0 to levels - 1; nan where nobody of one group answered.

    Raises:
        ValueError: a count is negative or not whole, there are fewer than two levels, or the
            shapes differ.

    Source:
        Vallender (1974), Theory of Probability and its Applications 18:784: the area between the
        two cumulative shares.
    """
    first, second = _checked(ours, theirs)
    sizes = first.sum(axis=-1), second.sum(axis=-1)
    apart = first.cumsum(axis=-1) * sizes[1][..., np.newaxis]
    apart = apart - second.cumsum(axis=-1) * sizes[0][..., np.newaxis]
    return PairFigure(ratio(np.abs(apart).sum(axis=-1), sizes[0] * sizes[1]), *sizes)


def cliffs_delta(ours: ArrayLike, theirs: ArrayLike) -> PairFigure:
    """How much more often a person of ours is above one of theirs than below.

    Args:
        ours: people per level, shape (..., levels), in scale order.
        theirs: the same for the other group.

    Returns:
        From -1, all of ours below, to 1, all above; nan where nobody of one group answered. Equal
        answers count as neither.

    Raises:
        ValueError: a count is negative or not whole, there are fewer than two levels, or the
            shapes differ.

    Source:
        Cliff (1993), Psychological Bulletin 114:494.
    """
    first, second = _checked(ours, theirs)
    sizes = first.sum(axis=-1), second.sum(axis=-1)
    up_to = second.cumsum(axis=-1)
    above_less_below = 2 * up_to - second - sizes[1][..., np.newaxis]
    value = ratio((first * above_less_below).sum(axis=-1), sizes[0] * sizes[1])
    return PairFigure(value, *sizes)


def wasserstein_chance(
    pooled_counts: ArrayLike,
    *,
    sizes: tuple[int, int],
    seed: int,
    draws: int = 2_000,
    share: float = 0.95,
) -> ChanceLevel:
    """How far apart two groups of these sizes are when their people are dealt at random.

    Args:
        pooled_counts: people per level, shape (levels,), in scale order; those of both groups, or
            of the whole team.
        sizes: how many people each group gets, without replacement.
        seed: for the dealing.
        draws: how many dealings to try.
        share: of the dealings that stay at or below the level, between 0 and 1.

    Returns:
        A ChanceLevel, in scale points; nan when one group gets nobody.

    Raises:
        ValueError: the counts have another shape, one is negative or not whole, there are more
            people to deal than in the pool, no draws, or a share that is not between 0 and 1.
    """
    pool, _ = _checked(pooled_counts, pooled_counts)
    people = int(pool.sum())
    if pool.ndim != 1:
        raise ValueError(f"pooled_counts takes shape (levels,), not {pool.shape}.")
    if min(sizes) < 0 or sum(sizes) > people:
        raise ValueError(f"sizes take 0 or more people, {people} in all, not {sizes}.")
    if draws < 1 or not 0 < share < 1:
        raise ValueError(
            f"draws take 1 or more and share a number between 0 and 1, not {draws} and {share}."
        )
    if min(sizes) == 0:
        return ChanceLevel(float("nan"), float("nan"), sizes, people, draws, seed)
    random = np.random.default_rng(seed)
    everybody = np.broadcast_to(pool, (draws, len(pool)))
    ours = _dealt(everybody, size=sizes[0], random=random)
    theirs = _dealt(everybody - ours, size=sizes[1], random=random)
    apart = wasserstein(ours, theirs).value
    level = float(np.quantile(apart, share, method="inverted_cdf"))
    return ChanceLevel(float(apart.mean()), level, sizes, people, draws, seed)


def profile_distance(ours: ArrayLike, theirs: ArrayLike) -> ProfileDistance:
    """How far apart two groups are over all items, less what chance alone puts between them.

    Args:
        ours: people per item and level, shape (items, levels), in scale order; items with fewer
            levels than others end in zeros.
        theirs: the same for the other group.

    Returns:
        A ProfileDistance, on average 0 for two groups that do not differ; nan when there is no
        item that two people or more of both groups answered.

    Raises:
        ValueError: a count is negative or not whole, there are fewer than two levels, or the
            shapes differ or are not (items, levels).

    Source:
        Half the unbiased energy distance of Szekely & Rizzo (2013), Journal of Statistical Planning
        and Inference 143:1249, with distances in scale points, on average over the items.
    """
    first, second = _checked(ours, theirs)
    if first.ndim != 2:
        raise ValueError(f"profiles take shape (items, levels), not {first.shape}.")
    kept = (first.sum(axis=1) > 1) & (second.sum(axis=1) > 1)
    if not kept.any():
        return ProfileDistance(float("nan"), (0, 0), 0)
    first, second = first[kept], second[kept]
    sizes = first.sum(axis=1), second.sum(axis=1)
    shares = _cumulative(first), _cumulative(second)
    apart = ((shares[0] - shares[1]) ** 2).sum(axis=1)
    by_chance = _sampling(shares[0], people=sizes[0]) + _sampling(shares[1], people=sizes[1])
    people = int(sizes[0].max()), int(sizes[1].max())
    return ProfileDistance(float((apart - by_chance).mean()), people, len(first))


def holm(p_values: ArrayLike) -> Floats:
    """Chances corrected for looking at so many pairs at once.

    Args:
        p_values: one for each pair, shape (pairs,); nan where there is none to tell.

    Returns:
        Same shape, from the p value itself to 1; nan stays nan and does not count as a look.

    Raises:
        ValueError: a p value is below 0 or above 1, or they have another shape.

    Source:
        Holm (1979), Scandinavian Journal of Statistics 6:65.
    """
    given = np.asarray(p_values, dtype=np.float64)
    if given.ndim != 1:
        raise ValueError(f"p_values take shape (pairs,), not {given.shape}.")
    wrong = (given < 0) | (given > 1)
    if wrong.any():
        raise ValueError(f"p_values take 0 to 1, not {given[wrong][0]}.")
    known = np.flatnonzero(~np.isnan(given))
    order = known[np.argsort(given[known], kind="stable")]
    adjusted = given.copy()
    times = np.arange(len(order), 0, -1)
    adjusted[order] = np.minimum(np.maximum.accumulate(given[order] * times), 1.0)
    return adjusted


def _dealt(pool: Counts, *, size: int, random: np.random.Generator) -> Counts:
    """So many people out of each pool of shape (draws, levels), without replacement."""
    dealt = np.zeros_like(pool)
    missing = np.full(len(pool), size)
    beyond = pool.sum(axis=1)
    for level in range(pool.shape[1]):
        beyond = beyond - pool[:, level]
        dealt[:, level] = random.hypergeometric(pool[:, level], beyond, missing)
        missing = missing - dealt[:, level]
    return dealt


def _cumulative(counts: Counts) -> Floats:
    return counts.cumsum(axis=1) / counts.sum(axis=1, keepdims=True)


def _sampling(shares: Floats, *, people: Counts) -> Floats:
    """What the choice of people alone adds to the squared distance of two cumulative shares."""
    return (shares * (1 - shares)).sum(axis=1) / (people - 1)


def _checked(ours: ArrayLike, theirs: ArrayLike) -> tuple[Counts, Counts]:
    first, second = checked(ours), checked(theirs)
    if first.shape != second.shape:
        raise ValueError(
            f"two groups take counts of the same shape, not {first.shape} and {second.shape}."
        )
    return first, second

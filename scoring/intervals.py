"""How sure a figure is: for a share, for a gap, and for those who did not answer."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from scoring.agreement import typical_gap
from scoring.quantiles import normal_quantile, student_quantile

Floats = NDArray[np.float64]

_UNKNOWN = float("nan")
_MORE = 0.5
"""People added to every level, to see how wide an interval may have to be."""


@dataclass(frozen=True, slots=True)
class Interval:
    """From `low` to `high`; `people` stand behind it. Both are nan when it cannot be told."""

    low: float
    high: float
    people: int


@dataclass(frozen=True, slots=True)
class Intervals:
    """The same for many items at once; all of one shape.

    Attributes:
        low, high: the ends; nan when they cannot be told.
        people: how many stand behind each.
    """

    low: Floats
    high: Floats
    people: NDArray[np.int64]


def wilson(agreeing: int, people: int, *, level: float = 0.95) -> Interval:
    """Where the share of a larger group like this one may lie.

    Args:
        agreeing: how many of the people are on the side asked for.
        people: how many answered.
        level: of confidence, between 0 and 1.

    Returns:
        Shares from 0 to 1; nan when nobody answered.

    Raises:
        ValueError: there are more agreeing than people, or fewer than 0, or the level is not
            between 0 and 1.

    Source:
        Wilson (1927), Journal of the American Statistical Association 22:209, no continuity
        correction.
    """
    if not 0 <= agreeing <= people:
        raise ValueError(f"wilson takes 0 to {people} agreeing people, not {agreeing}.")
    _check(level)
    if people == 0:
        return Interval(_UNKNOWN, _UNKNOWN, 0)
    z = normal_quantile((1 + level) / 2)
    share = agreeing / people
    middle = share + z * z / (2 * people)
    reach = z * np.sqrt(share * (1 - share) / people + z * z / (4 * people * people))
    size = 1 + z * z / people
    return Interval(
        max(0.0, float((middle - reach) / size)), min(1.0, float((middle + reach) / size)), people
    )


def non_response_bounds(agreeing: int, people: int, *, invited: int) -> Interval:
    """Where the share would lie if everybody invited had answered.

    Args:
        agreeing: how many are on the side asked for.
        people: how many answered.
        invited: how many could have answered.

    Returns:
        Shares from 0 to 1: nobody, or everybody, of those who did not answer would have agreed.

    Raises:
        ValueError: the three numbers do not rise in this order.
    """
    if not 0 <= agreeing <= people <= invited:
        raise ValueError(
            f"bounds take agreeing <= people <= invited, not {agreeing}, {people}, {invited}."
        )
    if invited == 0:
        return Interval(_UNKNOWN, _UNKNOWN, 0)
    return Interval(agreeing / invited, (agreeing + invited - people) / invited, people)


def jackknife_gap(counts: ArrayLike, *, level: float = 0.95) -> Interval:
    """Where the typical gap of a larger group like this one may lie, in scale points.

    Args:
        counts: people per level, shape (levels,), in scale order.
        level: of confidence, between 0 and 1.

    Returns:
        Points, as those of `jackknife_gaps`; nan for fewer than three people.

    Raises:
        ValueError: the counts have another shape, one is negative or not whole, or the level is
            not between 0 and 1.

    Source is that of `jackknife_gaps`.
    """
    intervals = jackknife_gaps(counts, level=level)
    if intervals.people.ndim:
        raise ValueError(f"jackknife_gap takes shape (levels,), not {np.shape(counts)}.")
    return Interval(float(intervals.low), float(intervals.high), int(intervals.people))


def jackknife_gaps(counts: ArrayLike, *, level: float = 0.95) -> Intervals:
    """Where the typical gaps of many items may lie, all at once.

    The jackknife leaves out one person after another. Alone it is too sure of itself: when few
    people are on a level nobody may be seen who would have been in another such group, and with two
    equal camps it makes no difference who is left out. So the interval is as wide as the jackknife
    says or as wide as it would be if half a person more were on every level, whichever is more; and
    the spread that only shows when two people are left out is added to it.

    Args:
        counts: people per level, shape (..., levels), in scale order.
        level: of confidence, between 0 and 1.

    Returns:
        Intervals over the leading axes, in points; not below 0, nor above what two equal camps at
        the ends of the scale come to, unless the gap itself is; nan for fewer than three people.

    Raises:
        ValueError: a count is negative or not whole, there are fewer than two levels, or the level
            is not between 0 and 1.

    Source:
        Arvesen (1969), Annals of Mathematical Statistics 40:2076, for the jackknife and Student's
        t; Hoeffding (1948), Annals of Mathematical Statistics 19:293, for both parts of the
        variance; half a person a level is the prior of Jeffreys, Brown, Cai & DasGupta (2001),
        Statistical Science 16:101.
    """
    _check(level)
    gap = typical_gap(counts)
    table, people = np.asarray(counts, dtype=np.float64), gap.people
    enough = np.where(people > 2, people, 3).astype(np.float64)
    one, two = _variance_parts(table)
    variance = np.maximum(_jackknifed(table, people=enough), one / (enough - 1))
    variance += two / (enough * (enough - 1))
    reach = np.where(people > 2, _student(people, level=level) * np.sqrt(variance), np.nan)
    widest = np.fmax((table.shape[-1] - 1) / 2, gap.value)  # of two equal camps, however large
    return Intervals(
        low=np.maximum(gap.value - reach, 0.0),
        high=np.minimum(gap.value + reach, widest),
        people=people.copy(),
    )


def _check(level: float) -> None:
    if not 0 < level < 1:
        raise ValueError(f"level takes a share between 0 and 1, not {level}.")


def _jackknifed(table: Floats, *, people: Floats) -> Floats:
    """The variance of the gap when one person after another is left out; one term a level."""
    met = table @ _distances(table.shape[-1])  # of somebody on each level, to all others
    pairs = (table * met).sum(axis=-1, keepdims=True) / 2
    each = people[..., np.newaxis]
    without = 2 * (pairs - met) / ((each - 1) * (each - 2))
    weights = table / each
    middle = (weights * without).sum(axis=-1, keepdims=True)
    return (people - 1) * (weights * (without - middle) ** 2).sum(axis=-1)


def _variance_parts(table: Floats) -> tuple[Floats, Floats]:
    """What one person, and what two people together, add to the variance of the gap.

    Of a population with the shares of the table after half a person was added to every level.
    """
    more = table + _MORE
    shares = more / more.sum(axis=-1, keepdims=True)
    distances = _distances(table.shape[-1])
    met = shares @ distances
    gap = (shares * met).sum(axis=-1)
    one = (shares * met**2).sum(axis=-1) - gap**2
    pair = (shares * (shares @ distances**2)).sum(axis=-1) - gap**2
    return 4 * one, 2 * np.maximum(pair - 2 * one, 0.0)


def _student(people: NDArray[np.int64], *, level: float) -> Floats:
    sizes, place = np.unique(np.maximum(people, 2), return_inverse=True)
    quantiles = [student_quantile((1 + level) / 2, freedom=size - 1) for size in sizes.tolist()]
    return np.array(quantiles)[place].reshape(people.shape)


def _distances(levels: int) -> Floats:
    place = np.arange(levels, dtype=np.float64)
    return np.abs(place[:, np.newaxis] - place)

"""How sure a figure is: for a share, for a gap, and for those who did not answer."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from scoring.agreement import typical_gap
from scoring.quantiles import normal_quantile, student_quantile

_UNKNOWN = float("nan")


@dataclass(frozen=True, slots=True)
class Interval:
    """From `low` to `high`; `people` stand behind it. Both are nan when it cannot be told."""

    low: float
    high: float
    people: int


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

    Leaving out a person matters only by the answer they gave, so there is one term a level.

    Args:
        counts: people per level, shape (levels,), in scale order.
        level: of confidence, between 0 and 1.

    Returns:
        Points, not below 0; nan for fewer than three people.

    Raises:
        ValueError: the counts have another shape, one is negative or not whole, or the level is
            not between 0 and 1.

    Source:
        Arvesen (1969), Annals of Mathematical Statistics 40:2076.
    """
    _check(level)
    whole = typical_gap(counts)
    if whole.people.ndim:
        raise ValueError(f"jackknife_gap takes shape (levels,), not {np.shape(counts)}.")
    people = int(whole.people)
    if people < 3:
        return Interval(_UNKNOWN, _UNKNOWN, people)
    gap = float(whole.value)
    table = np.asarray(counts).astype(np.int64)
    given = [place for place, count in enumerate(table.tolist()) if count]
    without = np.array([float(typical_gap(_less_one(table, place)).value) for place in given])
    weights = table[given] / people
    spread = float((weights * (without - (weights * without).sum()) ** 2).sum())
    reach = student_quantile((1 + level) / 2, freedom=people - 1)
    reach *= float(np.sqrt((people - 1) * spread))
    return Interval(max(0.0, float(gap - reach)), float(gap + reach), people)


def _check(level: float) -> None:
    if not 0 < level < 1:
        raise ValueError(f"level takes a share between 0 and 1, not {level}.")


def _less_one(table: NDArray[np.int64], place: int) -> NDArray[np.int64]:
    fewer = table.copy()
    fewer[place] -= 1
    return fewer

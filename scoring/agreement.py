"""How far a group agrees on one item: which side it is on, and how far apart people are."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from scoring.counts import checked, ratio

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Agreement:
    """A share, distance or index, and the people behind it.

    Attributes:
        value: nan where nobody, or not enough people, answered; shape of the leading axes.
        people: how many answered, same shape.
    """

    value: Floats
    people: NDArray[np.int64]


def side_share(counts: ArrayLike) -> Agreement:
    """The share of people on the upper side of the scale.

    The middle level of a scale with an odd number of levels is on neither side; it counts among
    the people, not among those who agree.

    Args:
        counts: people per level, shape (..., levels), in scale order.

    Returns:
        From 0 to 1; nan when nobody answered.

    Raises:
        ValueError: a count is negative or not whole, or there are fewer than two levels.
    """
    table = checked(counts)
    people = table.sum(axis=-1)
    upper = table[..., (table.shape[-1] + 1) // 2 :].sum(axis=-1)
    return Agreement(ratio(upper, people), people)


def typical_gap(counts: ArrayLike) -> Agreement:
    """How far apart two people picked at random are, in scale points.

    Args:
        counts: people per level, shape (..., levels), in scale order.

    Returns:
        From 0 to at most (levels - 1) * N / (2 (N - 1)) for N people; nan for fewer than two.

    Raises:
        ValueError: a count is negative or not whole, or there are fewer than two levels.

    Source:
        Gini's mean difference; Yitzhaki (2003), Metron 61:285. From cumulative counts F it is
        2 sum F (N - F) / (N (N - 1)).
    """
    table = checked(counts)
    people = table.sum(axis=-1)
    return Agreement(ratio(2 * _pairs(table), people * (people - 1)), people)


def consensus(counts: ArrayLike) -> Agreement:
    """How near a group is to one voice: 1 all alike, 0 two equal camps at the ends.

    Args:
        counts: people per level, shape (..., levels), in scale order.

    Returns:
        From 0 to 1, both reached at every number of people; nan when nobody answered.

    Raises:
        ValueError: a count is negative or not whole, or there are fewer than two levels.

    Source:
        One minus the index of ordinal variation of Berry & Mielke (1992), Perceptual and Motor
        Skills 74:63, its largest value taken for the actual number of people.
    """
    table = checked(counts)
    people = table.sum(axis=-1)
    widest = (table.shape[-1] - 1) * (people // 2) * (people - people // 2)
    value = np.where(people == 1, 1.0, 1.0 - ratio(_pairs(table), widest))
    return Agreement(value, people)


def _pairs(table: NDArray[np.int64]) -> NDArray[np.int64]:
    """The sum of the distances of all pairs, in points."""
    below = table.cumsum(axis=-1)[..., :-1]
    return (below * (table.sum(axis=-1, keepdims=True) - below)).sum(axis=-1)

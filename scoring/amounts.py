"""Numbers that may be unknown: nan stands for "nobody knows", and never for none."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

Floats = NDArray[np.float64]
Counts = NDArray[np.int64]

NOT_KNOWN = float("nan")


@dataclass(frozen=True, slots=True)
class StatedSum:
    """A sum of what is stated, and how much is not.

    Attributes:
        total: of the stated values; nan where there are some and none is stated.
        stated: how many are.
        not_stated: how many are not; with one or more of them the total is "at least".
    """

    total: float
    stated: int
    not_stated: int

    @property
    def at_least(self) -> bool:
        """Some value is not stated, so the true sum is the total or more."""
        return self.not_stated > 0


def amounts(values: ArrayLike, *, name: str) -> Floats:
    """The values as a new array of floats.

    Args:
        values: numbers of 0 or more, or nan where unknown; any shape.
        name: of the values, for the error.

    Raises:
        ValueError: a value is negative or infinite.
    """
    taken = np.array(values, dtype=np.float64)
    wrong = taken[(taken < 0) | np.isinf(taken)]
    if wrong.size:
        raise ValueError(f"{name} takes numbers of 0 or more, or nan if unknown, not {wrong[0]:g}.")
    return taken


def shares(values: ArrayLike, *, name: str) -> Floats:
    """The values as a new array of floats from 0 to 1.

    Raises:
        ValueError: a value lies outside of 0 to 1.
    """
    taken = amounts(values, name=name)
    wrong = taken[taken > 1]
    if wrong.size:
        raise ValueError(f"{name} takes shares from 0 to 1, or nan if unknown, not {wrong[0]:g}.")
    return taken


def of_width(values: Floats, *, width: int, name: str, what: str) -> Floats:
    """The same values, if their last axis is as long as it must be.

    Args:
        values: shape (..., width).
        width: how long the last axis must be.
        name: of the values, for the error.
        what: the last axis counts, for the error, such as "places".

    Raises:
        ValueError: it is not.
    """
    if values.ndim == 0 or values.shape[-1] != width:
        raise ValueError(f"{name} takes one number for each of {width} {what}, not {values.shape}.")
    return values


def stated_sum(values: ArrayLike) -> StatedSum:
    """The sum of what is stated, and how many are not.

    Args:
        values: numbers of 0 or more, or nan where unknown; any shape.

    Returns:
        A StatedSum; its total is 0 where there is nothing to sum up.

    Raises:
        ValueError: a value is negative or infinite.
    """
    taken = amounts(values, name="stated_sum")
    known = taken[~np.isnan(taken)]
    total = float(known.sum()) if known.size or not taken.size else NOT_KNOWN
    return StatedSum(total, known.size, taken.size - known.size)

"""Counts of people by level: checked where they come in, divided where somebody is there."""

import numpy as np
from numpy.typing import ArrayLike, NDArray

Counts = NDArray[np.int64]
Floats = NDArray[np.float64]


def checked(counts: ArrayLike) -> Counts:
    """Counts as whole numbers of people.

    Args:
        counts: people per level, shape (..., levels).

    Raises:
        ValueError: a count is negative or not whole, or there are fewer than two levels.
    """
    table = np.asarray(counts)
    if table.ndim == 0 or table.shape[-1] < 2:
        raise ValueError(f"counts take shape (..., levels) of 2 or more levels, not {table.shape}.")
    if (table < 0).any():
        raise ValueError(f"counts take 0 or more people, not {table.min()}.")
    whole = np.isfinite(table) & (np.trunc(table) == table)
    if not whole.all():
        raise ValueError(f"counts take whole numbers of people, not {table[~whole][0]}.")
    return table.astype(np.int64)


def ratio(part: NDArray[np.number], whole: NDArray[np.number], *, empty: float = np.nan) -> Floats:
    """One divided by the other; `empty` where the whole is 0 or less, or not known."""
    result = np.full(np.broadcast_shapes(np.shape(part), np.shape(whole)), empty)
    return np.divide(part, whole, out=result, where=np.asarray(whole) > 0)

"""From one statistic per dealing and item to what stands out, and how much would by chance."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from scoring.comparison import Chance, StandsOut

Floats = NDArray[np.float64]

STANDS_OUT = 0.10
POSSIBLE = 0.05
CLEAR = 0.05
_BANDS: tuple[tuple[float, Chance], ...] = (
    (0.01, "below_01"),
    (0.05, "01_to_05"),
    (0.20, "05_to_20"),
)
_SAME = 1e-5
"""Statistics nearer than this share of their size are ties; they are sums of many terms."""


@dataclass(frozen=True, slots=True)
class Standing:
    """What dealings say of some items.

    Attributes:
        team: share of dealings that set groups as far apart over all items.
        items: the same for each item, shape (items,).
        adjusted: share of dealings in which any item goes, for itself, as far as this one.
        stand_out: items that at most 10 in 100 dealings reach.
        expected: how many would be, on average over dealings.
        strip: how many are, in each dealing, what is left out.
    """

    team: float
    items: Floats
    adjusted: Floats
    stand_out: int
    expected: float
    strip: NDArray[np.int64]


def standing(statistics: NDArray[np.floating], *, weights: Floats | None = None) -> Standing:
    """Where what is stands among all dealings.

    Args:
        statistics: larger is farther apart, shape (dealings, items); the first row is what is.
        weights: of the items in the sum over all of them.

    Returns:
        Shares from 1 / dealings to 1: what is counts among the dealings.

    Source:
        Phipson & Smyth (2010), Statistical Applications in Genetics and Molecular Biology 9:39;
        the largest standardized statistic of each dealing after Westfall & Young (1993).
    """
    by_item = np.ascontiguousarray(statistics.T)  # so that what is compared lies side by side
    near = _SAME * np.maximum(np.abs(by_item).max(axis=1, initial=0), 1e-9)
    whole = (np.ones(len(by_item)) if weights is None else weights) @ by_item
    least = float(whole[0]) - _SAME * max(float(np.abs(whole).max()), 1e-9)
    reached = by_item >= (by_item[:, 0] - near)[:, np.newaxis]
    high = by_item >= (_edges(by_item, near=near) - near)[:, np.newaxis]
    counts = high.sum(axis=0)
    return Standing(
        team=float((whole >= least).mean()),
        items=reached.mean(axis=1),
        adjusted=_adjusted(by_item, near=near),
        stand_out=int(counts[0]),
        expected=float(counts.mean()),
        strip=counts[1:],
    )


def band(share: float) -> Chance:
    """In which band a share of dealings is."""
    for upper, name in _BANDS:
        if share < upper or (upper > 0.01 and share == upper):
            return name
    return "above_20"


def stands_out(share: float, adjusted: float) -> StandsOut | None:
    """How strongly an item stands out, if it does."""
    if share > STANDS_OUT:
        return None
    if adjusted <= CLEAR:
        return "clear"
    return "possible" if share <= POSSIBLE else "perhaps"


def _edges(by_item: NDArray[np.floating], *, near: NDArray[np.floating]) -> NDArray[np.floating]:
    """The smallest value of each item that at most 10 in 100 dealings reach; else infinity."""
    dealings = by_item.shape[1]
    allowed = int(STANDS_OUT * dealings + 1e-9)
    if not allowed:
        return np.full(len(by_item), np.inf, dtype=by_item.dtype)
    beyond = dealings - allowed - 1
    ordered = np.partition(by_item, beyond, axis=1)
    high = ordered[:, beyond + 1 :]
    above = high > (ordered[:, beyond] + near)[:, np.newaxis]
    return np.where(above, high, np.inf).min(axis=1)


def _adjusted(by_item: NDArray[np.floating], *, near: NDArray[np.floating]) -> Floats:
    spread = by_item.std(axis=1, keepdims=True)
    middle = by_item.mean(axis=1, keepdims=True)
    scaled = np.full_like(by_item, -np.inf)  # an item that never varies is never the largest
    np.divide(by_item - middle, spread, out=scaled, where=spread > near[:, np.newaxis])
    largest = np.sort(scaled.max(axis=0, initial=-np.inf))
    actual = np.asarray(scaled[:, 0], dtype=np.float64) - 10 * _SAME
    below: NDArray[np.intp] = np.searchsorted(largest.astype(np.float64), actual)
    return (len(largest) - below) / len(largest)

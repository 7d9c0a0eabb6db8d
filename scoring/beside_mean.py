"""What families of a place can reach beside the mean of all families, with bounds for both.

The bounds take nothing for granted but the ranges: in every place, need and what a family gets may
lie anywhere in theirs at once.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from scoring.amounts import NOT_KNOWN, Floats


@dataclass(frozen=True, slots=True)
class BesideMean:
    """Each place beside the mean of all families that are counted.

    Attributes:
        mean: of what a family in need gets: its lower bound, likely, its upper bound; shape (3,);
            nan where nobody is in need.
        ratio: of each place to the mean, which is 1: lower bound, likely, upper bound; shape (3,
            places); inf where nothing limits it; nan where the place is not known, or where nobody
            is likely to get anything.
        need: families that are likely to stand behind the mean.
        places: that they live in.
        left_out: places of which need, or what a family gets, is not known.
    """

    mean: Floats
    ratio: Floats
    need: float
    places: int
    left_out: int


def beside_mean(per_family: ArrayLike, need: ArrayLike) -> BesideMean:
    """What a family gets in each place, set against the mean that families weigh.

    Args:
        per_family: the least, likely and the most that a family gets, shape (3, places); nan where
            unknown; the most may be inf.
        need: the fewest, likely and the most families, shape (3, places); nan where unknown.

    Returns:
        BesideMean. The likely ratios, summed up with the likely need as weights, are the need.

    Raises:
        ValueError: a number is negative, rows are not in order, or shapes are not those above.

    Source:
        Saxon et al. (2022), Journal of Computational Social Science 5:265, for the ratio; bounds of
        a ratio lie at the ends of its parts: Charnes & Cooper (1962), Naval Research Logistics
        Quarterly 9:181.
    """
    gets, wanted = _bounds(per_family, name="per_family"), _bounds(need, name="need")
    if gets.shape != wanted.shape or np.isinf(wanted).any():
        raise ValueError(
            f"need takes a finite number for each of {gets.shape[1]} places, not {wanted.shape}."
        )
    known = ~np.isnan(gets + wanted).any(axis=0)
    mean = _mean(gets[:, known], wanted[:, known])
    ratio = np.full(gets.shape, NOT_KNOWN)
    if mean[1] > 0:
        ratio[:, known] = _ratios(gets[:, known], wanted[:, known], mean=float(mean[1]))
    return BesideMean(
        mean=mean,
        ratio=ratio,
        need=float(wanted[1, known].sum()),
        places=int(known.sum()),
        left_out=int((~known).sum()),
    )


def _bounds(values: ArrayLike, *, name: str) -> Floats:
    taken = np.array(values, dtype=np.float64)
    if taken.ndim != 2 or len(taken) != 3:
        raise ValueError(f"{name} takes low, likely and high of each place, not {taken.shape}.")
    wrong = (taken[0] < 0) | (taken[1] < taken[0]) | (taken[2] < taken[1]) | np.isinf(taken[1])
    if wrong.any():
        raise ValueError(
            f"{name} takes 0 or more in the order low, likely, high, and a likely number that is "
            f"finite, not {taken[:, wrong][:, 0].tolist()}."
        )
    return taken


def _mean(gets: Floats, wanted: Floats) -> Floats:
    total = wanted[1].sum()
    if not total:
        return np.full(3, NOT_KNOWN)
    return np.array(
        [
            _extreme(gets[0], wanted, largest=False),
            (gets[1] * wanted[1]).sum() / total,
            _extreme(gets[2], wanted, largest=True),
        ]
    )


def _ratios(gets: Floats, wanted: Floats, *, mean: float) -> Floats:
    """A place is a part of the mean, so what it gets is the same above the line and below it."""
    low, likely, high = gets
    found = np.array([likely, likely, likely]) / mean
    for place in range(len(likely)):
        others = high.copy()
        others[place] = low[place]
        most = _extreme(others, wanted, largest=True)
        found[0, place] = low[place] / most if most > 0 else 0.0
        if np.isinf(high[place]):
            found[2, place] = np.inf
            continue
        others = low.copy()
        others[place] = high[place]
        least = _extreme(others, wanted, largest=False)
        if high[place] > 0:
            found[2, place] = high[place] / least if least > 0 else np.inf
    found[0] = np.minimum(found[0], found[1])  # rounding puts no bound on the wrong side
    found[2] = np.maximum(found[2], found[1])
    return found


def _extreme(values: Floats, wanted: Floats, *, largest: bool) -> float:
    """The mean of values whose weights lie anywhere between the fewest and the most families.

    It is extreme where all places from some value on have one end of their range, and all others
    the other.
    """
    fewest, _, most = wanted
    if largest and np.isinf(values[most > 0]).any():
        return float("inf")
    order = np.argsort(-values if largest else values, kind="stable")
    value = np.where(most > 0, values, 0.0)[order]
    fewer, more = fewest[order], (most - fewest)[order]
    families = fewer.sum() + np.concatenate([[0.0], np.cumsum(more)])
    summed = (fewer * value).sum() + np.concatenate([[0.0], np.cumsum(more * value)])
    means = summed[families > 0] / families[families > 0]
    return float(means.max() if largest else means.min())

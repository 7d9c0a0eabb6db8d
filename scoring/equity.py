"""Whether help is spread evenly over families in need, or lies where some of them are not."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from scoring.amounts import NOT_KNOWN, Floats, amounts, of_width
from scoring.quantiles import student_quantile

FEWEST_AREAS = 6
"""From this many places on an interval is told; from there it holds what it promises (tested)."""


@dataclass(frozen=True, slots=True)
class Inequality:
    """How unevenly families in need can reach help.

    Attributes:
        gini: 0 where all get the same, nearly 1 where one of many places gets everything; nan where
            nobody is in need or nobody gets anything.
        need_share: of all need, places with the least access first, shape (areas + 1,), from 0.
        access_share: of all access, for the same places, shape (areas + 1,), from 0; nan with gini.
        need: families that stand behind it.
        areas: that they live in.
        left_out: areas whose need or access is not known.
    """

    gini: float
    need_share: Floats
    access_share: Floats
    need: float
    areas: int
    left_out: int


@dataclass(frozen=True, slots=True)
class Concentration:
    """Whether help lies where families are poor.

    Attributes:
        index: above 0 where places with more poverty get more, below 0 where they get less, within
            -1 and 1; nan where nobody is in need or nobody gets anything.
        need: families that stand behind it.
        areas: that they live in.
        left_out: areas of which something is not known.
        low, high: ends of the interval, within -1 and 1; nan with index, and where families in
            need live in fewer than `FEWEST_AREAS` areas.
    """

    index: float
    need: float
    areas: int
    left_out: int
    low: float = NOT_KNOWN
    high: float = NOT_KNOWN


def inequality(per_family: ArrayLike, need: ArrayLike) -> Inequality:
    """The Lorenz curve of access over families in need, and its Gini index.

    Args:
        per_family: what a family in need gets, shape (areas,); nan where unknown.
        need: families, shape (areas,); nan where unknown.

    Raises:
        ValueError: a number is negative, or there is not one need for each area.

    Source:
        Lorenz (1905), Publications of the American Statistical Association 9:209; Brown (1994),
        Social Science & Medicine 38:1243, for the sum over areas.
    """
    access, wanted, known = _known(per_family, need)
    order = np.argsort(access, kind="stable")
    need_share = _running_share(wanted[order])
    access_share = _running_share((access * wanted)[order])
    steps = np.diff(need_share) * (access_share[1:] + access_share[:-1])
    return Inequality(
        gini=float(1 - steps.sum()) if len(steps) else NOT_KNOWN,
        need_share=need_share,
        access_share=access_share,
        need=float(wanted.sum()),
        areas=len(wanted),
        left_out=int((~known).sum()),
    )


def concentration(
    per_family: ArrayLike, need: ArrayLike, *, poverty: ArrayLike, level: float = 0.95
) -> Concentration:
    """Whether places with more poverty get more help or less, and how sure that is.

    The interval says how far the index hangs on the places that happen to be there: it is taken
    again without each of them. Uncertain need and uncertain access are not in it.

    Args:
        per_family: what a family in need gets, shape (areas,); nan where unknown.
        need: families, shape (areas,); nan where unknown.
        poverty: any number that grows with it, shape (areas,); nan where unknown. Only its order
            counts; places with the same poverty share their rank.
        level: how often such an interval holds the index of all places of this kind.

    Raises:
        ValueError: access or need is negative, or numbers are not one for each area.

    Source:
        Kakwani, Wagstaff & van Doorslaer (1997), Journal of Econometrics 77:87; the interval is the
        jackknife over areas, Tukey (1958), Annals of Mathematical Statistics 29:614. Their own
        standard error for groups holds the index in about 8 of 10 samples of such areas only.
    """
    poor = np.array(poverty, dtype=np.float64)
    access, wanted, known = _known(per_family, need, poor)
    index = _index(access, wanted, poor[known])
    low, high = _interval(access, wanted, poor[known], index=index, level=level)
    return Concentration(
        index, float(wanted.sum()), len(wanted), int((~known).sum()), low=low, high=high
    )


def _index(access: Floats, wanted: Floats, poor: Floats) -> float:
    """Twice the covariance of access and rank over the mean of access; nan without access."""
    total = float(wanted.sum())
    mean = float((access * wanted).sum()) / total if total else 0.0
    if mean <= 0:
        return NOT_KNOWN
    rank = _ranks(poor, wanted)
    return float(2 * (wanted / total * (access - mean) * (rank - 0.5)).sum() / mean)


def _interval(
    access: Floats, wanted: Floats, poor: Floats, *, index: float, level: float
) -> tuple[float, float]:
    """Around the index, from leaving out each area in which somebody is in need."""
    places = np.flatnonzero(wanted > 0)
    if np.isnan(index) or len(places) < FEWEST_AREAS:
        return NOT_KNOWN, NOT_KNOWN
    without = np.array(
        [_index(*(np.delete(each, at) for each in (access, wanted, poor))) for at in places]
    )
    if np.isnan(without).any():  # all that there is lies in one place
        return -1.0, 1.0
    spread = float(((without - without.mean()) ** 2).sum()) * (len(places) - 1) / len(places)
    reach = student_quantile((1 + level) / 2, freedom=len(places) - 1) * spread**0.5
    return max(-1.0, index - reach), min(1.0, index + reach)


def _known(
    per_family: ArrayLike, need: ArrayLike, *others: Floats
) -> tuple[Floats, Floats, np.ndarray[tuple[int], np.dtype[np.bool_]]]:
    """Access and need where all is known, and where that is."""
    access = np.atleast_1d(amounts(per_family, name="per_family"))
    wanted = of_width(amounts(need, name="need"), width=len(access), name="need", what="areas")
    known = ~(np.isnan(access) | np.isnan(wanted))
    for other in others:
        of_width(other, width=len(access), name="poverty", what="areas")
        known &= ~np.isnan(other)
    return access[known], wanted[known], known


def _running_share(values: Floats) -> Floats:
    """0, and the share of the sum that has been reached after each value; nan without a sum."""
    running = np.concatenate([[0.0], np.cumsum(values)])
    return running / running[-1] if running[-1] > 0 else np.full(len(running), NOT_KNOWN)


def _ranks(poverty: Floats, need: Floats) -> Floats:
    """The share of need in places that are less poor, and half of that which is as poor."""
    _, place = np.unique(poverty, return_inverse=True)
    each = np.bincount(place, weights=need) if len(need) else np.zeros(0)
    below = np.cumsum(each) - each
    total = need.sum()
    return ((below + each / 2) / total)[place] if total > 0 else np.zeros(len(need))

"""Whether those who know say the same of the same things, and how many say they do not know.

Somebody who does not know does not disagree. So "don't know" is left out where agreement is
measured, and counted by itself.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

Reason = Literal["nothing_to_compare", "one_value", "few_units", "nearly_one_value"]
Value = str | int | None
Counts = NDArray[np.int64]
Floats = NDArray[np.float64]

_UNKNOWN = float("nan")
_FEWEST_UNITS = 10
_DRAWS = 2_000
_LEVEL = 0.95
_MOST_WITHOUT = 0.05
_KNOWN = ("in_place", "partly", "not_in_place", "not_applicable")
_DONT_KNOW = "unknown"
_NO_ANSWER = ("not_our_area", "not_asked", None)


@dataclass(frozen=True, slots=True)
class Agreement:
    """How far raters agree beyond what chance would do, and what stands behind it.

    Attributes:
        alpha: 1 when all say the same, 0 as chance would have it, below 0 when they agree less than
            that; nan when it cannot be told.
        low, high: the ends of its interval; nan when they cannot be told.
        units: on which two raters or more said something; only these are compared.
        differing: those of them on which not all said the same.
        answers: what was said of those units.
        raters: who said something of any of them.
        reason: why something is nan. "nothing_to_compare": no unit has two answers. "one_value":
            all said the same of everything, and nobody knows what chance would do. With the next
            two only the interval is nan. "few_units": fewer than ten. "nearly_one_value": one value
            is so common that too many draws held nothing else.
    """

    alpha: float
    low: float
    high: float
    units: int
    differing: int
    answers: int
    raters: int
    reason: Reason | None = None

    @property
    def conflict_share(self) -> float:
        """The share of compared units on which not all said the same; nan when there are none."""
        return self.differing / self.units if self.units else _UNKNOWN


@dataclass(frozen=True, slots=True)
class DontKnow:
    """How many of those who were asked, and whose area it is, do not know.

    Attributes:
        share: of `asked`, from 0 to 1; nan when nobody was.
        dont_know: how many said so.
        asked: they, and those who said how things are.
    """

    share: float
    dont_know: int
    asked: int


def nominal_alpha(table: Sequence[Sequence[Value]], *, seed: int = 0) -> Agreement:
    """Krippendorff's alpha for values without an order, and how far it may be trusted.

    The interval holds the middle 95 percent of the alphas of 2,000 draws of as many units, each
    drawn with replacement; a draw that holds one value only has no alpha and is left out. It is the
    same for the same units in any order.

    Args:
        table: what each rater said of each unit, shape (units, raters); None or -1 where nothing
            was said.
        seed: of the draws.

    Returns:
        An Agreement; its reason says what is nan and why.

    Raises:
        ValueError: the rows differ in length.

    Source:
        Krippendorff (2019), Content Analysis, 4th edition, chapter 12; the interval is the
        percentile bootstrap of Efron & Tibshirani (1993), An Introduction to the Bootstrap,
        chapter 13, over units.
    """
    rows = [list(row) for row in table]
    widths = sorted({len(row) for row in rows})
    if len(widths) > 1:
        shown = " and ".join(str(width) for width in (widths[0], widths[-1]))
        raise ValueError(f"nominal_alpha takes rows of one length, not of {shown} raters.")
    compared = [row for row in rows if sum(map(_is_said, row)) > 1]
    counts = _counts(compared)
    raters = sum(any(map(_is_said, column)) for column in zip(*compared, strict=True))
    alpha = float(_alphas(counts, times=np.ones((1, len(counts)), dtype=np.int64))[0])
    low, high, reason = _interval(counts, seed=seed)
    return Agreement(
        alpha=alpha,
        low=low,
        high=high,
        units=len(counts),
        differing=int(((counts > 0).sum(axis=1) > 1).sum()),
        answers=int(counts.sum()),
        raters=raters,
        reason=reason,
    )


def dont_know_share(answers: Iterable[str | None]) -> DontKnow:
    """The share of answers that are "don't know", among those that somebody could have given.

    Args:
        answers: statuses of a scan, such as "in_place" or "unknown"; "not_our_area", "not_asked"
            and None count neither as asked nor as known.

    Returns:
        A DontKnow; its share is nan when nobody was asked.

    Raises:
        ValueError: a status is none of a scan.
    """
    given = list(answers)
    taken = (*_KNOWN, _DONT_KNOW, *_NO_ANSWER)
    for each in given:
        if each not in taken:
            known = ", ".join(str(status) for status in taken[:-1])
            raise ValueError(f"dont_know_share takes statuses ({known}), not {each!r}.")
    unknown = given.count(_DONT_KNOW)
    asked = unknown + sum(each in _KNOWN for each in given)
    return DontKnow(unknown / asked if asked else _UNKNOWN, unknown, asked)


def _is_said(value: Value) -> bool:
    return value is not None and value != -1


def _counts(compared: Sequence[Sequence[Value]]) -> Counts:
    """How many gave each value, shape (units, values), with units in an order of their own."""
    values = sorted({value for row in compared for value in row if _is_said(value)}, key=repr)
    rows = sorted([sum(each == value for each in row) for value in values] for row in compared)
    return np.array(rows, dtype=np.int64).reshape(len(rows), len(values))


def _alphas(counts: Counts, *, times: Counts) -> Floats:
    """Alpha when each unit is there so many times; nan where nothing or one value is.

    Args:
        counts: raters per value, shape (units, values), two or more in each unit.
        times: how often each unit was drawn, shape (draws, units).
    """
    raters = counts.sum(axis=1)
    pairs = raters**2 - (counts**2).sum(axis=1)
    observed = times @ (pairs / (raters - 1))
    totals = times @ counts
    answers = totals.sum(axis=1)
    expected = (answers**2 - (totals**2).sum(axis=1)).astype(np.float64)
    ratio = np.full(len(times), _UNKNOWN)
    np.divide((answers - 1) * observed, expected, out=ratio, where=expected > 0)
    return 1.0 - ratio


def _interval(counts: Counts, *, seed: int) -> tuple[float, float, Reason | None]:
    """The ends of the interval, and why something cannot be told."""
    units, values = counts.shape
    if values < 2:
        return _UNKNOWN, _UNKNOWN, "one_value" if units else "nothing_to_compare"
    if units < _FEWEST_UNITS:
        return _UNKNOWN, _UNKNOWN, "few_units"
    generator = np.random.default_rng(seed)
    times = generator.multinomial(units, np.full(units, 1 / units), size=_DRAWS)
    alphas = _alphas(counts, times=times)
    told = alphas[~np.isnan(alphas)]
    if len(told) < (1 - _MOST_WITHOUT) * _DRAWS:
        return _UNKNOWN, _UNKNOWN, "nearly_one_value"
    low, high = np.quantile(told, [(1 - _LEVEL) / 2, (1 + _LEVEL) / 2])
    return float(low), float(high), None

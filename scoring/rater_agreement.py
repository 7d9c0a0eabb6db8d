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
Scale = Literal["nominal", "ordinal", "interval"]
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
    """Alpha for values without an order, as `krippendorff_alpha` has it.

    Args:
        table: what each rater said of each unit, shape (units, raters); None or -1 where nothing
            was said.
        seed: of the draws.

    Returns:
        An Agreement; its reason says what is nan and why.

    Raises:
        ValueError: the rows differ in length.
    """
    return krippendorff_alpha(table, seed=seed)


def krippendorff_alpha(
    table: Sequence[Sequence[Value]],
    *,
    scale: Scale = "nominal",
    draws: int = _DRAWS,
    seed: int = 0,
) -> Agreement:
    """Krippendorff's alpha of any number of raters, and how far it may be trusted.

    The interval holds the middle 95 percent of the alphas of so many draws of as many units, each
    drawn with replacement; a draw that holds one value only has no alpha and is left out. It is the
    same for the same units in any order.

    Args:
        table: what each rater said of each unit, shape (units, raters); None or -1 where nothing
            was said.
        scale: "nominal" where values only differ; "ordinal" where they have an order; "interval"
            where their distances count. The last two take whole numbers.
        draws: that the interval is made of.
        seed: of the draws.

    Returns:
        An Agreement; its reason says what is nan and why.

    Raises:
        ValueError: the rows differ in length, or an ordered scale is given a word.

    Source:
        Krippendorff (2019), Content Analysis, 4th edition, chapter 12; the interval is the
        percentile bootstrap of Efron & Tibshirani (1993), An Introduction to the Bootstrap,
        chapter 13, over units.
    """
    rows = [list(row) for row in table]
    _check(rows, scale=scale)
    compared = [row for row in rows if sum(map(_is_said, row)) > 1]
    values = _values(compared, scale=scale)
    counts = _counts(compared, values=values)
    printed = np.array(values, dtype=np.float64) if scale == "interval" else None
    kinds, times = np.unique(counts, axis=0, return_counts=True)
    many = _Alphas(kinds, scale=scale, printed=printed)
    low, high, reason = _interval(many, times=times, draws=draws, seed=seed)
    return Agreement(
        alpha=float(many.of(times[np.newaxis])[0]),
        low=low,
        high=high,
        units=len(counts),
        differing=int(((counts > 0).sum(axis=1) > 1).sum()),
        answers=int(counts.sum()),
        raters=sum(any(map(_is_said, column)) for column in zip(*compared, strict=True)),
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


def _check(rows: Sequence[Sequence[Value]], *, scale: Scale) -> None:
    widths = sorted({len(row) for row in rows})
    if len(widths) > 1:
        shown = " and ".join(str(width) for width in (widths[0], widths[-1]))
        raise ValueError(f"alpha takes rows of one length, not of {shown} raters.")
    if scale == "nominal":
        return
    for value in (value for row in rows for value in row):
        if isinstance(value, str):
            raise ValueError(f"alpha of an {scale} scale takes whole numbers, not {value!r}.")


def _is_said(value: Value) -> bool:
    return value is not None and value != -1


def _values(compared: Sequence[Sequence[Value]], *, scale: Scale) -> list[Value]:
    """Every value that was given; those of an ordered scale in order."""
    given = {value for row in compared for value in row if _is_said(value)}
    if scale == "nominal":
        return sorted(given, key=repr)
    return sorted(given, key=lambda value: float(value or 0))


def _counts(compared: Sequence[Sequence[Value]], *, values: Sequence[Value]) -> Counts:
    """How many gave each value, shape (units, values)."""
    rows = [[sum(each == value for each in row) for value in values] for row in compared]
    return np.array(rows, dtype=np.int64).reshape(len(rows), len(values))


@dataclass(frozen=True, slots=True)
class _Alphas:
    """Alpha of the same kinds of units, however often each of them is there.

    Units with the same counts are of one kind; there are few, however many units there are.

    Attributes:
        counts: raters per value, shape (kinds, values), two or more in each.
        scale: how far two values lie apart.
        printed: the values themselves on an interval scale.
    """

    counts: Counts
    scale: Scale
    printed: Floats | None

    def of(self, times: Counts) -> Floats:
        """Alpha when each kind is there so many times; nan where nothing or one value is.

        Args:
            times: how often each kind was drawn, shape (draws, kinds).
        """
        totals = times @ self.counts
        answers = totals.sum(axis=1)
        observed, expected = (
            self._without_order(times, totals)
            if self.scale == "nominal"
            else self._with_order(times, totals)
        )
        ratio = np.full(len(times), _UNKNOWN)
        np.divide((answers - 1) * observed, expected, out=ratio, where=expected > 0)
        return 1.0 - ratio

    def _without_order(self, times: Counts, totals: Counts) -> tuple[Floats, Floats]:
        """How far answers lie apart inside units, and anywhere: the pairs that differ."""
        raters = self.counts.sum(axis=1)
        pairs = raters**2 - (self.counts**2).sum(axis=1)
        observed = times @ (pairs / (raters - 1))
        expected = totals.sum(axis=1) ** 2 - (totals**2).sum(axis=1)
        return observed, expected.astype(np.float64)

    def _with_order(self, times: Counts, totals: Counts) -> tuple[Floats, Floats]:
        """The same with squared distances; on an ordinal scale between the ranks of a draw."""
        ranks = totals.cumsum(axis=1) - totals / 2
        places = ranks if self.printed is None else np.broadcast_to(self.printed, totals.shape)
        raters = self.counts.sum(axis=1)
        inside = raters * (places**2 @ self.counts.T) - (places @ self.counts.T) ** 2
        observed = (times * inside / (raters - 1)).sum(axis=1)
        anywhere = totals.sum(axis=1) * (totals * places**2).sum(axis=1)
        return observed, anywhere - (totals * places).sum(axis=1) ** 2


def _interval(
    many: _Alphas, *, times: Counts, draws: int, seed: int
) -> tuple[float, float, Reason | None]:
    """The ends of the interval, and why something cannot be told."""
    units = int(times.sum())
    if many.counts.shape[1] < 2:
        return _UNKNOWN, _UNKNOWN, "one_value" if units else "nothing_to_compare"
    if units < _FEWEST_UNITS:
        return _UNKNOWN, _UNKNOWN, "few_units"
    generator = np.random.default_rng(seed)
    alphas = many.of(generator.multinomial(units, times / units, size=draws))
    told = alphas[~np.isnan(alphas)]
    if len(told) < (1 - _MOST_WITHOUT) * draws:
        return _UNKNOWN, _UNKNOWN, "nearly_one_value"
    low, high = np.quantile(told, [(1 - _LEVEL) / 2, (1 + _LEVEL) / 2])
    return float(low), float(high), None

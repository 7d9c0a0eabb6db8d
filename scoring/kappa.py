"""Kappa: agreement beyond chance, where chance is what each coder, or all together, tend to say."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from scoring.rater_agreement import Value

Reason = Literal["nothing_to_compare", "one_value", "uneven"]
Floats = NDArray[np.float64]

_UNKNOWN = float("nan")


@dataclass(frozen=True, slots=True)
class Kappa:
    """How far coders agree beyond chance, and what stands behind it.

    Attributes:
        value: 1 when all say the same, 0 as chance would have it, below 0 when they agree less than
            that; nan when it cannot be told.
        observed: the share of pairs of coders that say the same of a unit; nan when there is none.
        expected: the share that chance would bring about; nan when there is none.
        units: that were compared.
        coders: who said something of each of them.
        reason: why the value is nan. "nothing_to_compare": no unit has two answers. "one_value":
            nobody said anything else, and chance could do no worse. "uneven": not every unit has
            the same number of answers.
    """

    value: float
    observed: float
    expected: float
    units: int
    coders: int
    reason: Reason | None = None


def cohen_kappa(first: Sequence[Value], second: Sequence[Value]) -> Kappa:
    """Agreement of two coders, each of whom has habits of their own.

    Args:
        first: what one coder said of each unit, shape (units,); None or -1 where nothing was said.
        second: the same of the other.

    Returns:
        A Kappa of the units of which both said something; its reason says why it is nan.

    Raises:
        ValueError: the two differ in length.

    Source:
        Cohen (1960), Educational and Psychological Measurement 20:37.
    """
    if len(first) != len(second):
        raise ValueError(
            f"cohen_kappa takes two rows of one length, not of {len(first)} and {len(second)}."
        )
    pairs = [pair for pair in zip(first, second, strict=True) if all(map(_is_said, pair))]
    if not pairs:
        return Kappa(_UNKNOWN, _UNKNOWN, _UNKNOWN, 0, 2, "nothing_to_compare")
    values = sorted({value for pair in pairs for value in pair}, key=repr)
    ours, theirs = (
        np.array([sum(pair[who] == value for pair in pairs) for value in values]) for who in (0, 1)
    )
    same = sum(one == other for one, other in pairs)
    return _kappa(
        observed=same / len(pairs),
        expected=float(ours @ theirs) / len(pairs) ** 2,
        units=len(pairs),
        coders=2,
        values=len(values),
    )


def fleiss_kappa(table: Sequence[Sequence[Value]]) -> Kappa:
    """Agreement of as many coders of every unit, not always the same ones.

    Args:
        table: what each coder said of each unit, shape (units, coders); None or -1 where nothing
            was said. A unit of which fewer than two said something is left out.

    Returns:
        A Kappa; its reason says why it is nan.

    Source:
        Fleiss (1971), Psychological Bulletin 76:378.
    """
    rows = [[value for value in row if _is_said(value)] for row in table]
    rows = [row for row in rows if len(row) > 1]
    if not rows:
        return Kappa(_UNKNOWN, _UNKNOWN, _UNKNOWN, 0, 0, "nothing_to_compare")
    coders = len(rows[0])
    if any(len(row) != coders for row in rows):
        return Kappa(_UNKNOWN, _UNKNOWN, _UNKNOWN, len(rows), 0, "uneven")
    values = sorted({value for row in rows for value in row}, key=repr)
    counts = np.array([[row.count(value) for value in values] for row in rows])
    shares = counts.sum(axis=0) / counts.sum()
    same = (counts * (counts - 1)).sum(axis=1) / (coders * (coders - 1))
    return _kappa(
        observed=float(same.mean()),
        expected=float((shares**2).sum()),
        units=len(rows),
        coders=coders,
        values=len(values),
    )


def _is_said(value: Value) -> bool:
    return value is not None and value != -1


def _kappa(*, observed: float, expected: float, units: int, coders: int, values: int) -> Kappa:
    if values == 1:
        return Kappa(_UNKNOWN, observed, expected, units, coders, "one_value")
    value = (observed - expected) / (1 - expected)
    return Kappa(value, observed, expected, units, coders)

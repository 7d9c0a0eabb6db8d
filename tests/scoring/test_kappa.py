"""Kappa is the published one, and that of pairs looked at one by one."""

import itertools
import math
from collections.abc import Sequence

import numpy as np
import pytest

from scoring.kappa import Kappa, cohen_kappa, fleiss_kappa
from tests.scoring.coded import (
    COHEN_1960,
    FLEISS_1971,
    KRIPPENDORFF_1995,
    KRIPPENDORFF_2004_P246,
    of_lines,
    of_table,
)


def test_cohens_own_example() -> None:
    found = cohen_kappa(*of_table(COHEN_1960))
    assert found.value == pytest.approx(0.492, abs=0.0005)
    assert found.observed == pytest.approx(0.70)
    assert found.expected == pytest.approx(0.41)
    assert (found.units, found.coders, found.reason) == (200, 2, None)


@pytest.mark.parametrize("name", list(KRIPPENDORFF_2004_P246))
def test_habits_that_differ_raise_cohens_kappa(name: str) -> None:
    counts, published = KRIPPENDORFF_2004_P246[name]
    found = cohen_kappa(*of_table(counts))
    assert found.observed == pytest.approx(0.460, abs=0.0005)
    assert found.value == pytest.approx(published, abs=0.0005)


@pytest.mark.parametrize("name", list(KRIPPENDORFF_1995))
def test_cohens_kappa_of_seconds_of_a_film(name: str) -> None:
    one, other, published, _ = KRIPPENDORFF_1995[name]
    assert cohen_kappa(list(one), list(other)).value == pytest.approx(published, abs=0.001)


def test_fleiss_own_example() -> None:
    found = fleiss_kappa(of_lines(FLEISS_1971))
    assert found.value == pytest.approx(0.430, abs=0.0005)
    assert found.observed == pytest.approx(0.5556, abs=0.0001)
    assert found.expected == pytest.approx(0.2201, abs=0.0002)  # of rounded shares
    assert (found.units, found.coders, found.reason) == (30, 6, None)


def by_hand(rows: Sequence[Sequence[int]], *, own_habits: bool) -> float:
    """Kappa from every pair of answers, looked at one after the other."""
    pairs = [pair for row in rows for pair in itertools.combinations(row, 2)]
    observed = sum(one == other for one, other in pairs) / len(pairs)
    if own_habits:
        first, second = zip(*rows, strict=True)
        chance = [one == other for one in first for other in second]
    else:
        answers = [each for row in rows for each in row]
        chance = [one == other for one in answers for other in answers]
    expected = sum(chance) / len(chance)
    return math.nan if expected == 1 else (observed - expected) / (1 - expected)


@pytest.mark.parametrize("seed", range(40))
def test_kappas_are_those_of_pairs_looked_at_one_by_one(seed: int) -> None:
    random = np.random.default_rng(seed)
    units, coders = int(random.integers(2, 15)), int(random.integers(2, 6))
    rows = random.integers(int(random.integers(2, 5)), size=(units, coders)).tolist()
    expected = by_hand(rows, own_habits=False)
    assert fleiss_kappa(rows).value == pytest.approx(expected, abs=1e-12, nan_ok=True)
    two = [row[:2] for row in rows]
    expected = by_hand(two, own_habits=True)
    found = cohen_kappa([row[0] for row in two], [row[1] for row in two])
    assert found.value == pytest.approx(expected, abs=1e-12, nan_ok=True)


def test_units_that_only_one_read_are_left_out() -> None:
    ours, theirs = ["a", "b", None, "a", -1], ["a", "b", "a", None, "b"]
    assert cohen_kappa(ours, theirs) == cohen_kappa(["a", "b"], ["a", "b"])
    rows = [[1, 2, None], [None, 2, 2], [1, -1, None]]
    assert fleiss_kappa(rows) == fleiss_kappa([[1, 2], [2, 2]])


def test_all_alike_is_one_and_always_apart_is_minus_one() -> None:
    assert cohen_kappa(["a", "b"], ["a", "b"]).value == 1.0
    assert cohen_kappa(["a", "b"], ["b", "a"]).value == -1.0
    assert fleiss_kappa([[1, 1, 1], [2, 2, 2]]).value == 1.0
    assert fleiss_kappa([[1, 2], [2, 1]]).value == -1.0


@pytest.mark.parametrize(
    ("found", "reason", "units"),
    [
        pytest.param(cohen_kappa([], []), "nothing_to_compare", 0, id="nobody"),
        pytest.param(cohen_kappa(["a", None], [None, "a"]), "nothing_to_compare", 0, id="apart"),
        pytest.param(cohen_kappa(["a"] * 3, ["a"] * 3), "one_value", 3, id="one value"),
        pytest.param(fleiss_kappa([[1], [None]]), "nothing_to_compare", 0, id="alone"),
        pytest.param(fleiss_kappa([[1, 1], [1, 1]]), "one_value", 2, id="one value of many"),
        pytest.param(fleiss_kappa([[1, 1], [1, 2, 1]]), "uneven", 2, id="uneven"),
    ],
)
def test_what_cannot_be_told_is_nan_and_says_why(found: Kappa, reason: str, units: int) -> None:
    assert (found.reason, found.units) == (reason, units)
    assert math.isnan(found.value)


def test_rows_of_different_length_are_refused_with_both_lengths() -> None:
    with pytest.raises(ValueError, match="two rows of one length, not of 2 and 1"):
        cohen_kappa(["a", "b"], ["a"])

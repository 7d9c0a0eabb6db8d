"""Places beside the mean: as another package has it, and between bounds that every corner keeps."""

from itertools import product
from types import SimpleNamespace

import numpy as np
import pytest
from numpy.typing import NDArray

from scoring.access import access
from scoring.beside_mean import BesideMean, beside_mean
from scoring.reach import reach
from tests.scoring.test_access import SEEDS, made

Floats = NDArray[np.float64]


def exactly(values: list[float] | Floats) -> Floats:
    """The same for low, likely and high."""
    return np.array([values, values, values], dtype=float)


def ranges(seed: int, places: int) -> tuple[Floats, Floats]:
    generator = np.random.default_rng(seed)
    some = generator.random((2, places)) < [[0.8], [0.9]]
    some[:, 0] = True
    gets = np.sort(generator.gamma(1, 1, (3, places)) * some[0], axis=0)
    need = np.sort(generator.gamma(1, 40, (3, places)) * some[1], axis=0)
    return gets, need


@SEEDS
def test_the_likely_ratio_is_that_of_the_package(seed: int) -> None:
    package = pytest.importorskip("access")
    import pandas as pd

    of = made(seed)
    gets = access(reach(of.near()), need=of.need, supply=of.supply).per_family
    table = pd.DataFrame({"demand": of.need, "gets": gets})
    theirs = SimpleNamespace(access_df=table, demand_value="demand")
    expected = package.Access.norm_access_df.fget(theirs)["gets"].to_numpy()
    found = beside_mean(exactly(gets), exactly(of.need))
    for row in found.ratio:
        np.testing.assert_allclose(row, expected, rtol=1e-12)
    assert (found.ratio[1] * of.need).sum() == pytest.approx(of.need.sum())


def corners(gets: Floats, need: Floats) -> tuple[Floats, Floats]:
    """The least and the largest mean and ratios (first and later columns), one case at a time."""
    places = gets.shape[1]
    low, high = np.full(places + 1, np.inf), np.zeros(places + 1)
    for which in product((0, 2), repeat=2 * places):
        of = range(places)
        families = np.array([need[which[place], place] for place in of])
        values = np.array([gets[which[places + place], place] for place in of])
        if not families.sum():
            continue
        mean = (families * values).sum() / families.sum()
        told = np.concatenate([[mean], values / mean]) if mean > 0 else None
        if told is None:
            low[0] = 0.0
            high[1:][values > 0] = np.inf
            continue
        low, high = np.minimum(low, told), np.maximum(high, told)
    return low, high


@SEEDS
@pytest.mark.parametrize("places", [1, 2, 4])
def test_bounds_are_those_of_every_corner_of_all_ranges(seed: int, places: int) -> None:
    """Source: a plain loop over each place at its lowest and its highest, in need and in access."""
    gets, need = ranges(seed, places)
    found = beside_mean(gets, need)
    low, high = corners(gets, need)
    assert found.mean[[0, 2]].tolist() == pytest.approx([low[0], high[0]])
    np.testing.assert_allclose(found.ratio[2], high[1:], rtol=1e-12)
    np.testing.assert_allclose(found.ratio[0], np.where(gets[1] > 0, low[1:], 0.0), rtol=1e-12)


@SEEDS
def test_whatever_lies_in_the_ranges_lies_between_the_bounds(seed: int) -> None:
    gets, need = ranges(seed, 12)
    found = beside_mean(gets, need)
    generator = np.random.default_rng(seed + 100)
    for _ in range(200):
        values = gets[0] + generator.random(12) * (gets[2] - gets[0])
        families = need[0] + generator.random(12) * (need[2] - need[0])
        mean = (values * families).sum() / families.sum()
        assert found.mean[0] <= mean <= found.mean[2]
        assert (found.ratio[0] <= values / mean * (1 + 1e-12)).all()
        assert (values / mean <= found.ratio[2] * (1 + 1e-12)).all()


def test_where_nothing_has_a_range_the_bounds_are_the_ratio_itself() -> None:
    found = beside_mean(exactly([0.5, 1.0, 2.0]), exactly([30, 10, 10]))
    assert found.mean.tolist() == pytest.approx([0.9] * 3)
    np.testing.assert_allclose(found.ratio, exactly([0.5 / 0.9, 1 / 0.9, 2 / 0.9]))


def test_a_place_that_is_not_known_is_in_no_mean_and_is_counted() -> None:
    found = beside_mean(exactly([1.0, np.nan, 3.0, 9.0]), exactly([10, 10, 10, np.nan]))
    assert (found.places, found.left_out, found.need) == (2, 2, 20.0)
    np.testing.assert_array_equal(found.ratio[1], [0.5, np.nan, 1.5, np.nan])


def test_where_nobody_is_in_need_or_nothing_is_in_reach_there_is_no_ratio() -> None:
    nobody = beside_mean(exactly([1.0, 2.0]), exactly([0, 0]))
    nothing = beside_mean(exactly([0.0, 0.0]), exactly([5, 5]))
    none: BesideMean = beside_mean(np.zeros((3, 0)), np.zeros((3, 0)))
    assert np.isnan(nobody.mean).all()
    assert nothing.mean.tolist() == [0, 0, 0]
    assert np.isnan(none.mean).all()
    for found in (nobody, nothing, none):
        assert np.isnan(found.ratio).all()


def test_a_place_with_nothing_in_reach_has_0_of_the_mean_whatever_others_get() -> None:
    found = beside_mean([[0, 1], [0, 2], [0, 4]], [[5, 5], [5, 5], [9, 9]])
    assert found.ratio[:, 0].tolist() == [0, 0, 0]


def test_what_nothing_limits_is_told_as_endless_and_pulls_all_others_down_to_0() -> None:
    found = beside_mean([[1, 1], [2, 1], [np.inf, 1]], [[0, 10], [10, 10], [20, 10]])
    assert found.ratio[2].tolist() == [np.inf, 1.0]
    assert found.ratio[0, 1] == 0
    assert found.mean[2] == np.inf


@pytest.mark.parametrize(
    ("per_family", "need", "told"),
    [
        ([1, 2], [1, 2], "per_family takes low, likely and high of each place, not"),
        (exactly([1, 2]), exactly([1]), "need takes a finite number for each of 2 places"),
        (exactly([1]), [[1], [1], [np.inf]], "need takes a finite number for each of 1 places"),
        (exactly([-1]), exactly([1]), r"0 or more in the order low, likely, high"),
        ([[2], [1], [3]], exactly([1]), r"not \[2.0, 1.0, 3.0\]"),
        (exactly([np.inf]), exactly([1]), "a likely number that is finite"),
    ],
)
def test_numbers_that_do_not_fit_are_refused(per_family: list, need: list, told: str) -> None:
    with pytest.raises(ValueError, match=told):
        beside_mean(per_family, need)


def test_arguments_are_as_they_were() -> None:
    gets, need = ranges(3, 6)
    before = gets.copy(), need.copy()
    beside_mean(gets, need)
    np.testing.assert_array_equal(gets, before[0])
    np.testing.assert_array_equal(need, before[1])

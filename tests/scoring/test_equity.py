"""Inequality is what other formulas make of it."""

import math
from itertools import product

import numpy as np
import pytest
from numpy.typing import NDArray
from scipy import stats

from scoring.equity import FEWEST_AREAS, concentration, inequality

Floats = NDArray[np.float64]

NAN = math.nan
SEEDS = pytest.mark.parametrize("seed", range(20))


def made(seed: int, *, areas: int = 25) -> tuple[Floats, Floats, Floats]:
    """Access, need and poverty, with ties and zeros."""
    generator = np.random.default_rng(seed)
    access = generator.gamma(1, 2, areas).round(0 if seed % 2 else 3)
    need = generator.gamma(2, 30, areas) * (generator.random(areas) < 0.9)
    return access, need, generator.integers(3 if seed % 3 else 999, size=areas).astype(float)


def mean_difference(access: Floats, need: Floats) -> float:
    """Gini's own: the mean distance of any two families, in units of twice the mean."""
    families = list(zip(access, need, strict=True))
    total = need.sum()
    apart = sum(n * m * abs(a - b) for (a, n), (b, m) in product(families, families))
    return apart / total**2 / (2 * (access * need).sum() / total)


def person_by_person(access: Floats, need: NDArray[np.int64], poverty: Floats) -> float:
    """2 cov(access, rank) / mean over families listed one by one, ties sharing their rank."""
    each, poor = np.repeat(access, need), np.repeat(poverty, need)
    rank = [((poor < own).sum() + (poor == own).sum() / 2) / len(poor) for own in poor]
    return 2 * float(np.cov(each, rank, bias=True)[0, 1]) / float(each.mean())


@SEEDS
def test_gini_is_the_mean_difference_of_any_two_families(seed: int) -> None:
    access, need, _ = made(seed)
    assert inequality(access, need).gini == pytest.approx(mean_difference(access, need), abs=1e-12)


@pytest.mark.parametrize("number", [2, 5, 100])
def test_gini_of_one_to_n_is_the_known_one(number: int) -> None:
    """(n - 1) / 3n, which follows from the sums of the first n numbers and their squares."""
    found = inequality(np.arange(1, number + 1), np.ones(number))
    assert found.gini == pytest.approx((number - 1) / (3 * number))


@SEEDS
def test_one_area_more_or_less_does_not_matter_if_families_are_the_same(seed: int) -> None:
    access, need, _ = made(seed)
    halves = inequality(np.repeat(access, 2), np.repeat(need / 2, 2))
    assert halves.gini == pytest.approx(inequality(access, need).gini)


def test_all_alike_is_no_inequality_and_one_having_all_is_nearly_one() -> None:
    assert inequality([2, 2, 2], [1, 5, 9]).gini == pytest.approx(0)
    assert inequality([0] * 99 + [7], [1] * 100).gini == pytest.approx(0.99)


def test_the_curve_runs_from_the_least_to_all() -> None:
    found = inequality([3, 1, 0], [10, 20, 10])
    assert found.need_share.tolist() == pytest.approx([0, 0.25, 0.75, 1])
    assert found.access_share.tolist() == pytest.approx([0, 0, 0.4, 1])
    assert (found.need, found.areas, found.left_out) == (40.0, 3, 0)


def test_areas_that_are_not_known_are_left_out_and_counted() -> None:
    found = inequality([3, NAN, 1, 4], [10, 5, NAN, 2])
    assert (found.areas, found.left_out, found.need) == (2, 2, 12.0)
    assert found.gini == inequality([3, 4], [10, 2]).gini
    also = concentration([3, NAN, 1, 4, 2], [10, 5, NAN, 2, 1], poverty=[1, 1, 1, 2, NAN])
    assert (also.areas, also.left_out, also.need) == (2, 3, 12.0)


@pytest.mark.parametrize(("access", "need"), [([], []), ([1, 2], [0, 0]), ([0, 0], [1, 2])])
def test_nobody_in_need_and_nothing_to_get_is_not_known(access: list, need: list) -> None:
    assert math.isnan(inequality(access, need).gini)
    assert math.isnan(concentration(access, need, poverty=[0.0] * len(need)).index)


@SEEDS
def test_concentration_is_that_of_families_listed_one_by_one(seed: int) -> None:
    access, need, poverty = made(seed)
    whole = need.astype(int)
    expected = person_by_person(access, whole, poverty)
    assert concentration(access, whole, poverty=poverty).index == pytest.approx(expected, abs=1e-12)


@SEEDS
def test_concentration_by_access_itself_is_gini_and_the_other_way_round_minus_gini(
    seed: int,
) -> None:
    access, need, _ = made(seed)
    gini = inequality(access, need).gini
    assert concentration(access, need, poverty=access).index == pytest.approx(gini)
    assert concentration(access, need, poverty=-access).index == pytest.approx(-gini)


def test_concentration_is_above_zero_where_poor_places_get_more() -> None:
    assert concentration([1, 2, 3], [5, 5, 5], poverty=[10, 20, 30]).index > 0
    assert concentration([3, 2, 1], [5, 5, 5], poverty=[10, 20, 30]).index < 0
    assert concentration([3, 2, 1], [5, 5, 5], poverty=[7, 7, 7]).index == pytest.approx(0)


def test_the_index_is_that_of_the_world_banks_worked_example() -> None:
    """Deaths under five in India 1982-92 by wealth: Technical Note 7 on health equity, table 1."""
    births = [29939, 28776, 26528, 24689, 19739]
    deaths = [154.7, 152.9, 119.5, 86.9, 54.3]
    found = concentration(deaths, births, poverty=[1, 2, 3, 4, 5])
    assert found.index == pytest.approx(-0.1694, abs=5e-5)
    assert math.isnan(found.low)  # five groups are too few


@SEEDS
def test_the_interval_is_the_jackknife_of_pseudo_values(seed: int) -> None:
    """Student's interval of n times all less n - 1 times all but one, as Tukey wrote it."""
    access, need, poverty = made(seed)
    found = concentration(access, need, poverty=poverty)
    lived = np.flatnonzero(need)
    n = len(lived)
    pseudo = [
        n * found.index
        - (n - 1)
        * concentration(
            np.delete(access, at), np.delete(need, at), poverty=np.delete(poverty, at)
        ).index
        for at in lived
    ]
    reach = stats.sem(pseudo) * stats.t.ppf(0.975, n - 1)
    assert found.low == pytest.approx(max(-1, found.index - reach))
    assert found.high == pytest.approx(min(1, found.index + reach))


@pytest.mark.parametrize("areas", [FEWEST_AREAS, 25])
def test_the_interval_holds_the_index_of_all_places_as_often_as_it_says(areas: int) -> None:
    """300 samples out of 200,000 places in which the poorer get more, and one in seven nothing."""
    generator = np.random.default_rng(areas)
    size = 200_000
    poverty, other = generator.standard_normal((2, size))
    access = np.exp(0.8 * (0.4 * poverty + 0.84**0.5 * other)) * (generator.random(size) > 1 / 7)
    need = np.exp(generator.standard_normal(size))
    truth = concentration_of_all(access, need, poverty)
    held = 0
    for _ in range(300):
        at = generator.integers(size, size=areas)
        found = concentration(access[at], need[at], poverty=poverty[at])
        held += found.low <= truth <= found.high
    assert 0.9 <= held / 300 <= 0.99


def concentration_of_all(access: Floats, need: Floats, poverty: Floats) -> float:
    """The area under the curve of those who get help, by trapezoids; no two poverties are alike."""
    order = np.argsort(poverty)
    people = np.concatenate([[0], np.cumsum(need[order])]) / need.sum()
    help_ = np.concatenate([[0], np.cumsum((access * need)[order])]) / (access * need).sum()
    return 1 - 2 * float(np.trapezoid(help_, people))


def test_too_few_areas_have_an_index_and_no_interval() -> None:
    few = FEWEST_AREAS - 1
    found = concentration(np.arange(few), np.ones(few), poverty=np.arange(few))
    assert found.index > 0
    assert math.isnan(found.low)
    assert math.isnan(found.high)
    # a place where nobody is in need makes it no surer
    more = concentration(np.arange(few + 1), [*[1] * few, 0], poverty=np.arange(few + 1))
    assert math.isnan(more.low)


def test_where_one_place_has_everything_the_interval_is_all_there_is() -> None:
    found = concentration([0] * 9 + [5], [1] * 10, poverty=range(10))
    assert (found.low, found.high) == (-1, 1)


def test_numbers_that_do_not_fit_are_refused() -> None:
    with pytest.raises(ValueError, match="need takes one number for each of 2 areas"):
        inequality([1, 2], [1])
    with pytest.raises(ValueError, match="poverty takes one number for each of 2 areas"):
        concentration([1, 2], [1, 1], poverty=[1])
    with pytest.raises(ValueError, match="per_family takes numbers of 0 or more"):
        inequality([-1, 2], [1, 1])


def test_arguments_are_as_they_were() -> None:
    access, need, poverty = made(3)
    before = [each.copy() for each in (access, need, poverty)]
    found = inequality(access, need)
    concentration(access, need, poverty=poverty)
    for given, copy in zip((access, need, poverty), before, strict=True):
        np.testing.assert_array_equal(given, copy)
        assert not np.shares_memory(found.need_share, given)

"""Two groups beside each other, against numbers of others."""

from collections.abc import Callable, Sequence
from itertools import combinations, product

import numpy as np
import pingouin
import pytest
from numpy.typing import NDArray
from scipy.stats import energy_distance, wasserstein_distance

from scoring.agreement import typical_gap
from scoring.pairwise import (
    cliffs_delta,
    holm,
    mean_gap,
    profile_distance,
    wasserstein,
    wasserstein_chance,
)
from tests.scoring.conftest import persons

Counts = NDArray[np.int64]
EXACT = 1e-12
PRINTED = (1, 2, 3, 4)
TYPICAL = (6_000, 14_000, 45_000, 35_000)  # so many that dealing hardly changes the pool


def mean_gap_of_four(ours: Counts, theirs: Counts) -> object:
    return mean_gap(ours, theirs, printed=PRINTED)


THREE = pytest.mark.parametrize("measure", [mean_gap_of_four, wasserstein, cliffs_delta])


def of_values(ours: Sequence[float], theirs: Sequence[float]) -> tuple[list[int], list[int]]:
    """Values become levels in their order, so that who is above whom is kept."""
    values = sorted({*ours, *theirs})
    return [ours.count(value) for value in values], [theirs.count(value) for value in values]


def random_pairs(levels: int, *, pairs: int = 60) -> list[tuple[list[int], list[int]]]:
    """Two groups in which somebody answered."""
    tables = np.random.default_rng(levels).integers(0, 4, size=(pairs, 2, levels))
    return [(one, other) for one, other in tables.tolist() if sum(one) and sum(other)]


# --- one item ------------------------------------------------------------------------------------


@pytest.mark.parametrize("levels", [2, 4, 7])
def test_how_far_answers_must_be_moved_is_what_scipy_says(levels: int) -> None:
    for ours, theirs in random_pairs(levels):
        theirs_by_scipy = wasserstein_distance(persons(ours), persons(theirs))
        figure = wasserstein(ours, theirs)
        assert float(figure.value) == pytest.approx(theirs_by_scipy, abs=EXACT)
        assert (int(figure.ours), int(figure.theirs)) == (sum(ours), sum(theirs))


@pytest.mark.parametrize("levels", [2, 4, 7])
def test_the_gap_of_averages_is_the_difference_of_two_means(levels: int) -> None:
    printed = np.linspace(-1, 3, levels)
    for ours, theirs in random_pairs(levels):
        by_hand = printed[persons(ours)].mean() - printed[persons(theirs)].mean()
        figure = mean_gap(ours, theirs, printed=printed)
        assert float(figure.value) == pytest.approx(by_hand, abs=EXACT)


@pytest.mark.parametrize("levels", [2, 4, 7])
def test_delta_is_the_share_of_pairs_above_less_that_below(levels: int) -> None:
    for ours, theirs in random_pairs(levels):
        pairs = list(product(persons(ours), persons(theirs)))
        by_hand = np.mean([np.sign(one - other) for one, other in pairs])
        assert float(cliffs_delta(ours, theirs).value) == pytest.approx(by_hand, abs=EXACT)


# R: effectsize::cliffs_delta(mpg ~ am, data = mtcars)
def test_delta_of_automatic_and_manual_cars_is_the_one_effectsize_gives(
    expected: dict[str, float],
) -> None:
    automatic = [21.4, 18.7, 18.1, 14.3, 24.4, 22.8, 19.2, 17.8, 16.4, 17.3, 15.2, 10.4, 10.4]
    automatic += [14.7, 21.5, 15.5, 15.2, 13.3, 19.2]
    manual = [21.0, 21.0, 22.8, 32.4, 30.4, 33.9, 27.3, 26.0, 30.4, 15.8, 19.7, 15.0, 21.4]
    figure = cliffs_delta(*of_values(automatic, manual))
    assert float(figure.value) == pytest.approx(
        expected["effectsize.cliff.mtcars.mpg~am"], rel=EXACT
    )
    assert (int(figure.ours), int(figure.theirs)) == (19, 13)


# R: effectsize::cliffs_delta(len ~ supp, data = ToothGrowth)
@pytest.mark.parametrize("value", [0.278888888888889], ids=["effectsize 0.8.3, ToothGrowth"])
def test_delta_of_two_ways_to_give_vitamin_c_is_the_one_effectsize_gives(value: float) -> None:
    juice = [15.2, 21.5, 17.6, 9.7, 14.5, 10.0, 8.2, 9.4, 16.5, 9.7, 19.7, 23.3, 23.6, 26.4, 20.0]
    juice += [25.2, 25.8, 21.2, 14.5, 27.3, 25.5, 26.4, 22.4, 24.5, 24.8, 30.9, 26.4, 27.3, 29.4]
    juice += [23.0]
    acid = [4.2, 11.5, 7.3, 5.8, 6.4, 10.0, 11.2, 11.2, 5.2, 7.0, 16.5, 16.5, 15.2, 17.3, 22.5]
    acid += [17.3, 13.6, 14.5, 18.8, 15.5, 23.6, 18.5, 33.9, 25.5, 26.4, 32.5, 26.7, 21.5, 23.3]
    acid += [29.5]
    assert float(cliffs_delta(*of_values(juice, acid)).value) == pytest.approx(value, rel=EXACT)


# P(x < y) + P(x = y) / 2 of the pain scores in the help of brunnermunzel::brunnermunzel.test
def test_delta_of_the_pain_scores_is_what_the_brunner_munzel_estimate_makes_of_it(
    expected: dict[str, float],
) -> None:
    one = [1, 2, 1, 1, 1, 1, 1, 1, 1, 1, 2, 4, 1, 1]
    other = [3, 3, 4, 3, 1, 2, 3, 1, 1, 5, 4]
    value = 2 * expected["brunnermunzel.pain.estimate"] - 1
    assert float(cliffs_delta(*of_values(other, one)).value) == pytest.approx(value, rel=EXACT)


def test_two_groups_alike_are_nowhere_apart() -> None:
    ours, theirs = [1, 2, 0, 3], [2, 4, 0, 6]
    assert float(mean_gap_of_four(ours, theirs).value) == pytest.approx(0, abs=EXACT)
    assert float(wasserstein(ours, theirs).value) == 0
    assert float(cliffs_delta(ours, theirs).value) == 0


def test_two_camps_are_as_far_apart_as_the_scale_is_long() -> None:
    ours, theirs = [0, 0, 0, 5], [3, 0, 0, 0]
    assert float(mean_gap_of_four(ours, theirs).value) == 3
    assert float(wasserstein(ours, theirs).value) == 3
    assert float(cliffs_delta(ours, theirs).value) == 1


def test_groups_can_be_apart_that_have_the_same_average() -> None:
    ours, theirs = [2, 0, 0, 2], [0, 1, 1, 0]
    assert float(mean_gap_of_four(ours, theirs).value) == 0
    assert float(cliffs_delta(ours, theirs).value) == 0
    assert float(wasserstein(ours, theirs).value) == 1


@THREE
def test_where_nobody_of_one_group_answered_nothing_is_known(measure: Callable) -> None:
    for ours, theirs in (([0] * 4, [1, 2, 0, 3]), ([1, 2, 0, 3], [0] * 4), ([0] * 4, [0] * 4)):
        figure = measure(ours, theirs)
        assert np.isnan(figure.value)
        assert (int(figure.ours), int(figure.theirs)) == (sum(ours), sum(theirs))


@THREE
def test_many_items_at_once_are_the_items_one_by_one(measure: Callable) -> None:
    ours, theirs = np.random.default_rng(1).integers(0, 3, size=(2, 5, 6, 4))
    before = ours.copy(), theirs.copy()
    whole = measure(ours, theirs)
    assert whole.value.shape == whole.ours.shape == whole.theirs.shape == (5, 6)
    for place in np.ndindex(5, 6):
        alone = measure(ours[place], theirs[place])
        assert whole.value[place] == pytest.approx(float(alone.value), nan_ok=True)
    np.testing.assert_array_equal((ours, theirs), before)


@pytest.mark.parametrize("measure", [mean_gap_of_four, wasserstein, cliffs_delta, profile_distance])
@pytest.mark.parametrize(
    ("ours", "theirs", "told"),
    [
        ([[1, 2, 0, -1]], [[1, 2, 0, 3]], r"counts take 0 or more people, not -1\."),
        ([[1, 2, 0, 3]], [[1, 2, 0, 0.5]], r"counts take whole numbers of people, not 0\.5\."),
        ([[1]], [[1]], r"counts take shape \(\.\.\., levels\) of 2 or more levels, not \(1, 1\)\."),
        (
            [[1, 2, 0, 3]],
            [[1, 2, 0]],
            r"two groups take counts of the same shape, not \(1, 4\) and \(1, 3\)\.",
        ),
    ],
    ids=["negative", "half a person", "one level", "two shapes"],
)
def test_what_is_no_two_groups_is_refused(
    measure: Callable, ours: list, theirs: list, told: str
) -> None:
    with pytest.raises(ValueError, match=told):
        measure(ours, theirs)


def test_as_many_levels_must_be_printed_as_there_are() -> None:
    with pytest.raises(ValueError, match=r"printed takes shape \(4,\), not \(3,\)\."):
        mean_gap([1, 2, 0, 3], [1, 2, 0, 3], printed=(1, 2, 3))


# --- what chance puts between two groups ---------------------------------------------------------


# Another program's 20,000 draws from answers of .06, .14, .45, .35. A level may be one step of the
# distances off: with 3 and 4 people .9514 of all draws, counted exactly, stay at or below 1.25.
@pytest.mark.parametrize(
    ("sizes", "mean", "level"),
    [
        ((2, 6), 0.68, 1.33),
        ((3, 4), 0.63, 1.33),
        ((5, 5), 0.52, 1.00),
        ((5, 9), 0.48, 0.93),
        ((10, 12), 0.38, 0.73),
        ((30, 30), 0.23, 0.43),
    ],
    ids=lambda part: str(part),
)
def test_two_small_groups_of_one_mind_are_as_far_apart_as_an_independent_simulation_has_them(
    sizes: tuple[int, int], mean: float, level: float
) -> None:
    chance = wasserstein_chance(TYPICAL, sizes=sizes, seed=1, draws=20_000)
    assert chance.mean == pytest.approx(mean, abs=0.01)
    step = 1 / (sizes[0] * sizes[1])
    assert chance.level == pytest.approx(level, abs=max(step, 0.02))
    assert chance.sizes == sizes
    assert chance.people == sum(TYPICAL)


def test_dealings_of_a_small_team_are_as_all_its_dealings_together() -> None:
    people = np.array(persons([2, 1, 3, 2]))
    apart = [
        wasserstein_distance(people[list(ours)], people[list(theirs)])
        for ours in combinations(range(8), 3)
        for theirs in combinations(sorted(set(range(8)) - set(ours)), 2)
    ]
    chance = wasserstein_chance([2, 1, 3, 2], sizes=(3, 2), seed=4, draws=20_000)
    assert chance.mean == pytest.approx(np.mean(apart), abs=0.01)
    exact = np.quantile(apart, 0.95, method="inverted_cdf")
    assert chance.level == pytest.approx(exact, abs=EXACT)


def test_the_level_is_one_that_the_share_of_dealings_does_not_pass() -> None:
    low = wasserstein_chance([3, 3, 3, 3], sizes=(4, 8), seed=2, share=0.5)
    high = wasserstein_chance([3, 3, 3, 3], sizes=(4, 8), seed=2, share=0.99)
    assert low.level < high.level
    assert low.mean == high.mean


def test_the_same_seed_deals_the_same_and_the_pool_stays_as_it_was() -> None:
    pool = np.array([3, 4, 5, 6])
    first = wasserstein_chance(pool, sizes=(5, 6), seed=8)
    assert first == wasserstein_chance(pool, sizes=(5, 6), seed=8)
    assert first.mean != wasserstein_chance(pool, sizes=(5, 6), seed=9).mean
    assert pool.tolist() == [3, 4, 5, 6]


def test_a_team_of_one_voice_is_never_apart_by_chance() -> None:
    chance = wasserstein_chance([0, 9, 0, 0], sizes=(4, 5), seed=1)
    assert chance.mean == chance.level == 0


@pytest.mark.parametrize("sizes", [(0, 3), (3, 0), (0, 0)])
def test_a_group_of_nobody_is_no_distance_away(sizes: tuple[int, int]) -> None:
    chance = wasserstein_chance([1, 1, 1, 1], sizes=sizes, seed=1)
    assert np.isnan(chance.mean)
    assert np.isnan(chance.level)


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ({"sizes": (3, 4)}, r"sizes take 0 or more people, 6 in all, not \(3, 4\)\."),
        ({"sizes": (-1, 4)}, r"sizes take 0 or more people, 6 in all, not \(-1, 4\)\."),
        ({"draws": 0}, r"draws take 1 or more and share a number .*, not 0 and 0\.95\."),
        ({"share": 1.0}, r"draws take 1 or more and share a number .*, not 2000 and 1\.0\."),
    ],
    ids=["too many", "fewer than none", "no draws", "all of them"],
)
def test_a_dealing_that_cannot_be_is_refused(words: dict, told: str) -> None:
    with pytest.raises(ValueError, match=told):
        wasserstein_chance([2, 2, 2], **{"sizes": (2, 2), "draws": 2_000, "seed": 1} | words)


def test_a_pool_is_of_one_item() -> None:
    with pytest.raises(ValueError, match=r"pooled_counts takes shape \(levels,\), not \(1, 3\)\."):
        wasserstein_chance([[2, 2, 2]], sizes=(2, 2), seed=1)


# --- over all items ------------------------------------------------------------------------------


@pytest.mark.parametrize("levels", [2, 4, 7])
def test_the_profile_distance_is_the_energy_distance_of_scipy_less_what_sampling_adds(
    levels: int,
) -> None:
    for ours, theirs in random_pairs(levels):
        if min(sum(ours), sum(theirs)) < 2:
            continue
        energy = energy_distance(persons(ours), persons(theirs)) ** 2 / 2
        for group in (ours, theirs):  # the mean distance with oneself less the one without
            people = sum(group)
            energy -= float(typical_gap(group).value) / 2 / people
        value = profile_distance([ours], [theirs]).value
        assert value == pytest.approx(energy, abs=EXACT)


def test_the_profile_distance_is_the_cross_gap_less_both_gaps_inside_pair_by_pair() -> None:
    tables = np.random.default_rng(6).integers(0, 3, size=(2, 12, 4))
    by_item = []
    for ours, theirs in zip(*tables.tolist(), strict=True):
        one, other = persons(ours), persons(theirs)
        if min(len(one), len(other)) < 2:
            continue
        cross = np.mean([abs(a - b) for a, b in product(one, other)])
        inside = [np.mean([abs(a - b) for a, b in combinations(side, 2)]) for side in (one, other)]
        by_item.append(cross - sum(inside) / 2)
    before = tables.copy()
    distance = profile_distance(*tables)
    assert distance.value == pytest.approx(np.mean(by_item), abs=EXACT)
    assert distance.items == len(by_item)
    np.testing.assert_array_equal(tables, before)


def test_items_with_fewer_levels_may_end_in_zeros() -> None:
    short = profile_distance([[3, 1]], [[1, 4]])
    long = profile_distance([[3, 1, 0, 0]], [[1, 4, 0, 0]])
    assert short == long


def test_items_that_one_person_or_nobody_answered_are_left_out() -> None:
    ours = [[2, 1, 0], [1, 0, 0], [4, 3, 0]]
    theirs = [[0, 1, 2], [0, 5, 5], [0, 0, 0]]
    distance = profile_distance(ours, theirs)
    assert distance == profile_distance(ours[:1], theirs[:1])
    assert distance.items == 1
    assert distance.people == (3, 3)


def test_without_an_item_that_two_of_both_answered_there_is_no_distance() -> None:
    distance = profile_distance([[1, 0], [0, 0]], [[2, 2], [3, 3]])
    assert np.isnan(distance.value)
    assert (distance.people, distance.items) == ((0, 0), 0)


def test_one_voice_each_is_as_far_as_can_be_and_the_same_split_is_nearer_than_chance() -> None:
    assert profile_distance([[4, 0, 0, 0]], [[0, 0, 0, 4]]).value == 3
    assert profile_distance([[4, 0, 0, 0]], [[9, 0, 0, 0]]).value == 0
    assert profile_distance([[2, 0, 0, 2]], [[3, 0, 0, 3]]).value < 0


def test_a_profile_has_items() -> None:
    with pytest.raises(ValueError, match=r"profiles take shape \(items, levels\), not \(3,\)\."):
        profile_distance([1, 2, 3], [1, 2, 3])


# --- Holm ----------------------------------------------------------------------------------------


def test_holm_of_five_chances_sums_to_what_r_gives(expected: dict[str, float]) -> None:
    adjusted = holm([0.01, 0.02, 0.03, 0.04, 0.05])
    assert adjusted.sum() == pytest.approx(expected["R.p.adjust.holm"], rel=EXACT)


def test_holm_is_the_one_of_pingouin_whatever_the_order() -> None:
    random = np.random.default_rng(5)
    for pairs in (1, 2, 3, 10, 28):
        for _ in range(10):
            plain = random.random(pairs).round(2) ** 2
            _, theirs = pingouin.multicomp(plain, method="holm")
            np.testing.assert_allclose(holm(plain), theirs, rtol=EXACT)


def test_a_pair_that_cannot_be_told_stays_so_and_does_not_count() -> None:
    adjusted = holm([0.01, float("nan"), 0.04])
    np.testing.assert_allclose(adjusted, [0.02, np.nan, 0.04], rtol=EXACT)


def test_no_pairs_have_no_chances_and_given_ones_stay_as_they_were() -> None:
    assert holm([]).tolist() == []
    plain = np.array([0.2, 0.01])
    holm(plain)
    assert plain.tolist() == [0.2, 0.01]


@pytest.mark.parametrize(
    ("p_values", "told"),
    [
        ([0.5, 1.2], r"p_values take 0 to 1, not 1\.2\."),
        ([-0.1], r"p_values take 0 to 1, not -0\.1\."),
        ([[0.5]], r"p_values take shape \(pairs,\), not \(1, 1\)\."),
    ],
)
def test_what_is_no_chance_is_refused(p_values: list, told: str) -> None:
    with pytest.raises(ValueError, match=told):
        holm(p_values)

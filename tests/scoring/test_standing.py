"""What stands out among dealings, against ranks counted by hand and plain loops."""

import numpy as np
import pytest
from numpy.typing import NDArray

from scoring.standing import band, standing, stands_out

Floats = NDArray[np.float64]
EXACT = 1e-12


def column(*values: float) -> Floats:
    return np.array(values, dtype=np.float64)[:, np.newaxis]


def random_statistics(seed: int, *, dealings: int = 200, items: int = 6) -> Floats:
    """Items that hang together and differ in size."""
    random = np.random.default_rng(seed)
    shared = random.gamma(2.0, size=(dealings, 1))
    return (random.gamma(2.0, size=(dealings, items)) + 0.5 * shared) * np.arange(1, items + 1)


def with_ties(seed: int, *, dealings: int = 100, items: int = 4) -> Floats:
    return np.floor(3 * np.random.default_rng(seed).gamma(2.0, size=(dealings, items)))


def share_as_high(values: Floats, *, place: int = 0) -> float:
    return sum(1 for value in values if value >= values[place]) / len(values)


# --- shares --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("values", "share"),
    [
        ([9, 1, 2, 3, 4, 5, 6, 7, 8, 0], 0.1),
        ([0, 1, 2, 3, 4, 5, 6, 7, 8, 9], 1.0),
        ([7, 1, 2, 3, 4, 5, 6, 7, 8, 0], 0.3),
        ([5, 5, 5, 5, 1], 0.8),
        ([3], 1.0),
        ([-4, -5, -6, -1], 0.5),
    ],
    ids=["highest", "lowest", "tied", "four alike", "one dealing", "below 0"],
)
def test_the_share_is_that_of_dealings_that_go_as_far_and_ties_count(
    values: list[float], share: float
) -> None:
    found = standing(column(*values))
    assert found.items.tolist() == pytest.approx([share], abs=EXACT)
    assert found.team == pytest.approx(share, abs=EXACT)
    assert found.adjusted.tolist() == pytest.approx([share], abs=EXACT)


def test_sums_in_another_order_are_ties() -> None:
    terms = np.array([0.1] * 10, dtype=np.float32)
    high, low = terms.cumsum()[-1], terms.reshape(2, 5).cumsum(axis=1)[:, -1].sum()
    assert high > low
    found = standing(np.array([[high], [low], [0.5], [0.2]], dtype=np.float32))
    assert found.items.tolist() == [0.5]
    found = standing(np.array([[low], [high], [0.5], [0.2]], dtype=np.float32))
    assert found.items.tolist() == found.adjusted.tolist() == [0.5]
    assert found.team == 0.5


@pytest.mark.parametrize("make", [random_statistics, with_ties])
@pytest.mark.parametrize("seed", range(4))
def test_every_item_has_the_share_of_a_plain_count(make, seed: int) -> None:
    statistics = make(seed)
    found = standing(statistics)
    plain = [share_as_high(statistics[:, item]) for item in range(statistics.shape[1])]
    assert found.items.tolist() == pytest.approx(plain, abs=EXACT)
    assert found.team == pytest.approx(share_as_high(statistics.sum(axis=1)), abs=EXACT)


@pytest.mark.parametrize("seed", range(4))
def test_the_team_is_the_weighted_sum_of_its_items(seed: int) -> None:
    statistics, weights = random_statistics(seed), np.array([1.0, 0.0, 3.0, 0.5, 0.0, 2.0])
    plain = share_as_high(np.array([sum(row * weights) for row in statistics]))
    assert standing(statistics, weights=weights).team == pytest.approx(plain, abs=EXACT)
    only = np.eye(6)[2]
    assert standing(statistics, weights=only).team == standing(statistics).items[2]


# --- looking at many items at once ---------------------------------------------------------------


@pytest.mark.parametrize("seed", range(6))
def test_the_adjusted_share_is_that_of_dealings_whose_largest_standard_score_is_as_large(
    seed: int,
) -> None:
    statistics = random_statistics(seed)
    scores = np.column_stack(
        [(values - np.mean(values)) / np.std(values) for values in statistics.T]
    )
    largest = [max(row) for row in scores]
    plain = [
        sum(1 for value in largest if value >= scores[0, item]) / len(largest) for item in range(6)
    ]
    assert standing(statistics).adjusted.tolist() == pytest.approx(plain, abs=EXACT)


@pytest.mark.parametrize("make", [random_statistics, with_ties])
@pytest.mark.parametrize("seed", range(8))
def test_adjusted_is_never_less_than_unadjusted_and_neither_less_than_one_dealing(
    make, seed: int
) -> None:
    statistics = make(seed)
    found = standing(statistics)
    assert (found.adjusted >= found.items - EXACT).all()
    assert found.items.min() >= 1 / len(statistics) - EXACT
    assert found.adjusted.max() <= 1
    assert 1 / len(statistics) <= found.team <= 1


@pytest.mark.parametrize("make", [random_statistics, with_ties])
def test_with_one_item_nothing_is_adjusted(make) -> None:
    for seed in range(8):
        found = standing(make(seed, items=1))
        np.testing.assert_array_equal(found.adjusted, found.items)


def test_an_item_that_stands_alone_is_found_among_many() -> None:
    statistics = random_statistics(1, items=20)
    statistics[0, 13] = statistics[:, 13].max() * 10
    found = standing(statistics)
    assert found.items[13] == found.adjusted[13] == pytest.approx(1 / 200)


@pytest.mark.parametrize("level", [0.01, 0.05, 0.10, 0.25])
def test_chance_alone_does_not_come_below_a_level_more_often_than_the_level_says(
    level: float,
) -> None:
    statistics = with_ties(3, dealings=60)
    each = [standing(np.roll(statistics, -place, axis=0)) for place in range(60)]
    assert sum(found.team <= level for found in each) <= level * 60
    assert sum(found.adjusted.min() <= level for found in each) <= level * 60
    for item in range(4):
        assert sum(found.items[item] <= level for found in each) <= level * 60


# --- how many stand out --------------------------------------------------------------------------


@pytest.mark.parametrize("make", [random_statistics, with_ties])
@pytest.mark.parametrize("seed", range(4))
def test_those_that_stand_out_in_each_dealing_are_counted_as_for_what_is(make, seed: int) -> None:
    statistics = make(seed, dealings=50)
    found = standing(statistics)
    plain = [
        sum(share_as_high(values, place=place) <= 0.10 for values in statistics.T)
        for place in range(50)
    ]
    assert found.stand_out == plain[0] == sum(found.items <= 0.10)
    assert found.strip.tolist() == plain[1:]
    assert found.expected == pytest.approx(np.mean(plain), abs=EXACT)
    assert any(plain)


def test_of_ten_items_without_ties_one_stands_out_by_chance() -> None:
    found = standing(random_statistics(2, items=10))
    assert found.expected == pytest.approx(1.0, abs=EXACT)


def test_with_fewer_than_ten_dealings_nothing_can_stand_out() -> None:
    found = standing(column(9, 1, 2, 3, 4, 5, 6, 7, 8))
    assert (found.stand_out, found.expected, found.strip.sum()) == (0, 0, 0)
    assert standing(column(9, 1, 2, 3, 4, 5, 6, 7, 8, 0)).stand_out == 1


# --- items on which nothing can differ -----------------------------------------------------------


@pytest.mark.parametrize("value", [0.0, 7.5, -2.0])
def test_an_item_that_no_dealing_changes_never_stands_out_and_changes_no_other(
    value: float,
) -> None:
    statistics = random_statistics(5, items=3)
    alone = standing(statistics)
    found = standing(np.insert(statistics, 1, value, axis=1))
    assert found.items[1] == found.adjusted[1] == 1
    np.testing.assert_array_equal(np.delete(found.items, 1), alone.items)
    np.testing.assert_array_equal(np.delete(found.adjusted, 1), alone.adjusted)
    np.testing.assert_array_equal(found.strip, alone.strip)
    assert (found.stand_out, found.expected) == (alone.stand_out, alone.expected)


def test_rounding_alone_makes_no_item_vary() -> None:
    statistics = random_statistics(5, items=3).astype(np.float32)
    noise = np.random.default_rng(0).normal(0, 2e-6, 200).astype(np.float32)
    noise[0] = noise.max() + 1e-5
    alone, found = standing(statistics), standing(np.insert(statistics, 3, 7.5 + noise, axis=1))
    assert found.items[3] == found.adjusted[3] == 1
    np.testing.assert_array_equal(found.adjusted[:3], alone.adjusted)
    np.testing.assert_array_equal(found.strip, alone.strip)


def test_where_nothing_varies_all_shares_are_one() -> None:
    found = standing(np.zeros((30, 4)))
    assert found.team == 1
    assert found.items.tolist() == found.adjusted.tolist() == [1.0] * 4
    assert (found.stand_out, found.expected, found.strip.sum()) == (0, 0, 0)


def test_statistics_are_left_as_they_were() -> None:
    statistics, weights = random_statistics(0), np.arange(6.0)
    before = statistics.copy(), weights.copy()
    standing(statistics, weights=weights)
    np.testing.assert_array_equal(statistics, before[0])
    np.testing.assert_array_equal(weights, before[1])


# --- words ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("share", "name"),
    [
        (0.0001, "below_01"),
        (0.0099, "below_01"),
        (0.01, "01_to_05"),
        (0.05, "01_to_05"),
        (0.0501, "05_to_20"),
        (0.20, "05_to_20"),
        (0.2001, "above_20"),
        (1.0, "above_20"),
    ],
)
def test_a_share_is_in_one_of_four_bands(share: float, name: str) -> None:
    assert band(share) == name


@pytest.mark.parametrize(
    ("share", "adjusted", "word"),
    [
        (0.001, 0.05, "clear"),
        (0.001, 0.051, "possible"),
        (0.05, 0.9, "possible"),
        (0.051, 0.9, "perhaps"),
        (0.10, 1.0, "perhaps"),
        (0.101, 1.0, None),
        (1.0, 1.0, None),
    ],
)
def test_an_item_stands_out_clearly_possibly_perhaps_or_not(
    share: float, adjusted: float, word: str | None
) -> None:
    assert stands_out(share, adjusted) == word

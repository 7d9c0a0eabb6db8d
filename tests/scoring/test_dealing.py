"""People dealt into the same groups at random: all ways when they are few, some of them else."""

from collections import Counter
from itertools import permutations
from math import factorial, prod

import numpy as np
import pytest

from scoring import dealing
from scoring.dealing import DRAWN, MOST_LISTED, Dealings, deal, ways


def labels_of(*sizes: int) -> list[int]:
    return [group for group, size in enumerate(sizes) for _ in range(size)]


def shuffled(*sizes: int, seed: int = 0) -> list[int]:
    return np.random.default_rng(seed).permutation(labels_of(*sizes)).tolist()


def listed(dealings: Dealings) -> list[tuple[int, ...]]:
    return [tuple(row) for row in dealings.labels.tolist()]


@pytest.mark.parametrize(
    "sizes",
    [(3, 3, 2), (5, 5), (1, 1, 1, 1), (7,), (0, 4, 0), (), (30, 30), (4, 6, 3, 8, 5, 4)],
    ids=str,
)
def test_the_ways_are_the_multinomial_coefficient(sizes: tuple[int, ...]) -> None:
    assert ways(sizes) == factorial(sum(sizes)) // prod(factorial(size) for size in sizes)


# statistics.md 1.6: 3-v-3 has 20 relabelings, 2-v-6 28, 3-v-4 35, 5-v-5 252; R enumerated 560
@pytest.mark.parametrize(
    ("sizes", "known"),
    [((3, 3), 20), ((2, 6), 28), ((3, 4), 35), ((5, 5), 252), ((3, 3, 2), 560)],
    ids=str,
)
def test_small_groups_have_as_many_ways_as_are_known(sizes: tuple[int, ...], known: int) -> None:
    assert ways(sizes) == known
    assert len(deal(labels_of(*sizes), seed=0).labels) == known


@pytest.mark.parametrize("sizes", [(3, 3, 2), (4, 1), (1, 1, 1, 1), (2, 2, 2), (5,), (0, 2, 2)])
@pytest.mark.parametrize("seed", [0, 1])
def test_few_dealings_are_all_there_each_once_and_the_first_is_what_is(
    sizes: tuple[int, ...], seed: int
) -> None:
    actual = shuffled(*sizes, seed=seed)
    dealings = deal(actual, seed=7)
    rows = listed(dealings)
    assert dealings.every
    assert len(rows) == len(set(rows))
    assert set(rows) == set(permutations(actual))
    assert rows[0] == tuple(actual)


def test_up_to_the_limit_all_are_listed_and_beyond_it_some_are_drawn(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    actual = labels_of(3, 3, 2)
    monkeypatch.setattr(dealing, "MOST_LISTED", 560)
    assert deal(actual, seed=1).every
    monkeypatch.setattr(dealing, "MOST_LISTED", 559)
    drawn = deal(actual, seed=1)
    assert not drawn.every
    assert drawn.labels.shape == (DRAWN + 1, 8)


def test_the_limit_is_where_it_was_agreed_to_be() -> None:
    assert MOST_LISTED == 20_000
    assert ways([8, 8]) == 12_870
    assert deal(labels_of(8, 8), seed=0).labels.shape == (12_870, 16)
    assert ways([8, 9]) == 24_310
    assert not deal(labels_of(8, 9), seed=0, draws=10).every


def test_drawn_dealings_begin_with_what_is_and_keep_the_sizes_of_groups() -> None:
    actual = shuffled(7, 5, 9, 6)
    dealings = deal(actual, seed=3, draws=400)
    rows = listed(dealings)
    assert not dealings.every
    assert dealings.seed == 3
    assert len(rows) == 401
    assert rows[0] == tuple(actual)
    assert all(Counter(row) == Counter(actual) for row in rows)
    assert len(set(rows)) > 395


def test_drawn_dealings_put_everybody_everywhere_as_often_as_sizes_say() -> None:
    dealings = deal(labels_of(9, 6, 15), seed=5, draws=4_000)
    for group, size in enumerate((9, 6, 15)):
        share = (dealings.labels[1:] == group).mean(axis=0)
        deviation = (size / 30 * (1 - size / 30) / 4_000) ** 0.5
        assert np.abs(share - size / 30).max() < 5 * deviation


def test_the_same_seed_deals_the_same_and_another_seed_another_way() -> None:
    actual = labels_of(10, 10, 10)
    one, again, other = (deal(actual, seed=seed, draws=50) for seed in (4, 4, 5))
    np.testing.assert_array_equal(one.labels, again.labels)
    assert (one.labels[1:] != other.labels[1:]).any()
    np.testing.assert_array_equal(one.labels[0], other.labels[0])


@pytest.mark.parametrize("groups", [126, 127, 128, 300])
def test_many_groups_keep_their_numbers(groups: int) -> None:
    actual = np.arange(groups)
    dealings = deal(actual, seed=0, draws=3)
    assert np.sort(dealings.labels, axis=1).tolist() == [actual.tolist()] * 4


@pytest.mark.parametrize("groups", [126, 127, 128])
def test_numbers_of_groups_have_room_for_one_more(groups: int) -> None:
    labels = deal(np.arange(groups), seed=0, draws=1).labels
    assert int((labels + 1).max()) == groups


def test_nobody_and_one_person_can_be_dealt_in_one_way_only() -> None:
    assert deal([], seed=0).labels.shape == (1, 0)
    assert listed(deal([0], seed=0)) == [(0,)]


def test_what_is_stays_as_it_was() -> None:
    for sizes in ((3, 3, 2), (20, 20)):
        actual = np.array(shuffled(*sizes))
        before = actual.copy()
        dealings = deal(actual, seed=0, draws=20)
        np.testing.assert_array_equal(actual, before)
        assert not np.shares_memory(dealings.labels, actual)

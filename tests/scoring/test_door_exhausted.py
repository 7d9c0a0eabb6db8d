"""The door against somebody who knows its rules by heart, tried on every wave there could be.

All answers that groups of some sizes can give are let through the door and sorted by what is shown
of them, what is held back and why. Whoever knows the rules cannot tell the waves of one sort apart.
So in no sort may a group give the same answer in every wave.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import product

import numpy as np
import pytest

from scoring.release import Figure, Release, ReleasedItem, release
from tests.scoring.conftest import apart, cube_of, every_row, scale


def every_wave(sizes: Sequence[int], *, levels: int) -> np.ndarray:
    """All counts that these groups can have, shape (waves, groups, levels)."""
    return np.array(list(product(*(every_row(size, levels) for size in sizes))))


def let_through(waves: np.ndarray, *, ordinal: bool) -> Release:
    """All waves at once, as if each were an item."""
    items = scale(waves.shape[2], items=len(waves), ordinal=ordinal)
    return release(cube_of(waves), items=items, groups=apart(waves.shape[1]))


def known_for_sure(waves: np.ndarray, items: Sequence[ReleasedItem]) -> list[tuple]:
    """What is shown of waves in all of which some group, or the team, is of one and the same voice,
    or in all of which a group of which no counts are shown gave the very same answers."""
    alike: dict[tuple, list[int]] = defaultdict(list)
    for place, item in enumerate(items):
        alike[item.team, item.groups, item.why].append(place)
    with_team = np.concatenate([waves, waves.sum(axis=1, keepdims=True)], axis=1)
    people = with_team[0].sum(axis=1, keepdims=True)
    return [
        shown
        for shown, places in alike.items()
        if (with_team[places].min(axis=0) == people).any()
        or (waves.shape[1] > 1 and any(_same(waves[places], groups=shown[1])))
    ]


def _same(waves: np.ndarray, *, groups: Sequence[Figure] | None) -> Iterator[bool]:
    """For each group of which no counts are shown, whether its counts are the same in all waves."""
    for group in range(waves.shape[1]):
        if groups is None or groups[group].counts is None:
            yield bool((waves[:, group] == waves[0, group]).all())


def check(sizes: Sequence[int], *, levels: int, ordinal: bool = True) -> None:
    waves = every_wave(sizes, levels=levels)
    assert known_for_sure(waves, let_through(waves, ordinal=ordinal).items) == []


@pytest.mark.parametrize(
    ("sizes", "levels"),
    [
        pytest.param((5, 5), 4, marks=pytest.mark.long),
        pytest.param((5, 6), 4, marks=pytest.mark.long),
        ((5, 7), 3),
        ((5, 10), 3),
        pytest.param((10, 11), 3, marks=pytest.mark.long),
        ((9, 10), 2),
        ((5, 6, 7), 2),
        ((5, 5, 5, 6), 2),
    ],
    ids=str,
)
def test_no_group_can_be_seen_through_by_whoever_knows_the_rules(
    sizes: tuple[int, ...], levels: int
) -> None:
    check(sizes, levels=levels)


@pytest.mark.parametrize("sizes", [(10, 10), (10, 11), (6, 12)], ids=str)
def test_no_group_can_be_seen_through_on_an_item_without_order(sizes: tuple[int, ...]) -> None:
    check(sizes, levels=3, ordinal=False)


@pytest.mark.parametrize("people", range(5, 14))
@pytest.mark.parametrize("levels", [2, 3, 4])
@pytest.mark.parametrize("ordinal", [True, False])
def test_no_team_without_groups_can_be_seen_through(
    people: int, levels: int, *, ordinal: bool
) -> None:
    check([people], levels=levels, ordinal=ordinal)


@pytest.mark.long
@pytest.mark.parametrize(
    ("sizes", "levels"),
    [((5, 6), 5), ((8, 9), 4), ((10, 11), 4), ((5, 5, 6), 3), ((5, 6, 7), 3), ((5, 5, 5), 4)],
    ids=str,
)
def test_no_group_of_larger_waves_can_be_seen_through_by_whoever_knows_the_rules(
    sizes: tuple[int, ...], levels: int
) -> None:
    check(sizes, levels=levels)


@pytest.mark.long
def test_exact_team_counts_beside_what_is_held_back_would_tell_everything() -> None:
    """The very reason for the rounded mean; and a proof that these tests can fail."""
    waves = every_wave([5, 6], levels=4)
    items = let_through(waves, ordinal=True).items
    held_back = [place for place, item in enumerate(items) if item.why == "too_alike"]
    whole = {place: tuple(waves[place].sum(axis=0).tolist()) for place in held_back}
    alone = [place for place in held_back if list(whole.values()).count(whole[place]) == 1]
    assert any((waves[place].max(axis=1) == [5, 6]).any() for place in alone)


@pytest.mark.long
def test_of_all_waves_of_two_small_groups_most_are_shown() -> None:
    """Even of these, in which people agree on everything as often as on nothing."""
    items = let_through(every_wave([5, 6], levels=4), ordinal=True).items
    held_back = sum(item.why == "too_alike" for item in items)
    assert 0 < held_back < 0.15 * len(items)

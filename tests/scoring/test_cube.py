"""Answers become counts: none is lost, none is made up, and what is no answer is refused."""

import re
from collections import Counter

import numpy as np
import pytest

from scoring.cube import NO_ANSWER, NOT_REACHED, SKIPPED, Cube, count, pool
from tests.scoring.conftest import cube_of

LEVELS = (4, 2, 7, 5)
PEOPLE = (6, 0, 11, 1, 9)


def drawn(seed: int) -> list[tuple[int, int, int]]:
    """Answers of everybody to every item, some of them missing in each way, in no order."""
    random = np.random.default_rng(seed)
    rows = [
        (group, item, int(random.integers(NOT_REACHED, levels)))
        for group, people in enumerate(PEOPLE)
        for _ in range(people)
        for item, levels in enumerate(LEVELS)
    ]
    random.shuffle(rows)
    return rows


def counted(rows: list[tuple[int, int, int]]) -> Cube:
    return count(rows, levels=LEVELS, groups=len(PEOPLE), people=PEOPLE)


@pytest.mark.parametrize("seed", range(5))
def test_every_answer_is_counted_once_like_a_tally_by_hand(seed: int) -> None:
    rows = drawn(seed)
    tally = Counter(rows)
    cube = counted(rows)
    for item, levels in enumerate(LEVELS):
        for group in range(len(PEOPLE)):
            for level in range(max(LEVELS)):
                told = tally[group, item, level] if level < levels else 0
                assert cube.counts[item, group, level] == told
            assert cube.no_answer[item, group] == tally[group, item, NO_ANSWER]
            assert cube.skipped[item, group] == tally[group, item, SKIPPED]
            assert cube.not_reached[item, group] == tally[group, item, NOT_REACHED]
    assert cube.levels.tolist() == list(LEVELS)
    assert cube.people.tolist() == list(PEOPLE)


def test_the_order_of_the_answers_does_not_matter() -> None:
    rows = drawn(1)
    one, other = counted(rows), counted(rows[::-1])
    assert all(
        (getattr(one, name) == getattr(other, name)).all()
        for name in ("counts", "no_answer", "skipped", "not_reached", "people")
    )


def test_answers_on_the_scale_are_told_by_item_and_group() -> None:
    cube = count([(0, 0, 1), (0, 0, 1), (1, 0, -1)], levels=[2], groups=2, people=[2, 1])
    assert cube.answers.tolist() == [[2, 0]]


def test_nobody_answered_is_a_cube_of_nothing() -> None:
    cube = count([], levels=[4, 5], groups=3, people=[0, 0, 0])
    assert cube.counts.shape == (2, 3, 5)
    assert not cube.counts.any()


def test_no_groups_and_no_items_make_an_empty_cube() -> None:
    cube = count([], levels=[], groups=0, people=[])
    assert (cube.counts.size, cube.people.size) == (0, 0)


@pytest.mark.parametrize(
    ("row", "told"),
    [
        ((0, 0, 4), "item 0 takes levels 0 to 3, not 4."),
        ((0, 1, 2), "item 1 takes levels 0 to 1, not 2."),
        ((0, 0, -4), "item 0 takes levels 0 to 3, not -4."),
        ((5, 0, 0), "group takes 0 to 4, not 5."),
        ((-1, 0, 0), "group takes 0 to 4, not -1."),
        ((0, 4, 0), "item takes 0 to 3, not 4."),
        ((0, -1, 0), "item takes 0 to 3, not -1."),
        ((1, 0, 0), "item 0, group 1: 1 answers came from 0 people; one each would be right."),
    ],
)
def test_what_is_out_of_range_is_refused_with_the_range(
    row: tuple[int, int, int], told: str
) -> None:
    with pytest.raises(ValueError, match=re.escape(told)) as refused:
        counted([(0, 0, 0), row])
    assert str(refused.value) == told


def test_the_top_level_of_each_item_and_every_way_to_be_missing_are_in_range() -> None:
    for item, levels in enumerate(LEVELS):
        for level in (levels - 1, NO_ANSWER, SKIPPED, NOT_REACHED):
            assert counted([(0, item, level)]).people.sum() == sum(PEOPLE)


def test_more_answers_than_people_are_refused_even_if_some_are_missing_ones() -> None:
    rows = [(3, 0, 1), (3, 0, SKIPPED)]
    with pytest.raises(ValueError, match="item 0, group 3: 2 answers came from 1 people"):
        counted(rows)


def test_numbers_that_are_not_whole_are_refused_and_not_cut_off() -> None:
    with pytest.raises(ValueError, match=r"^rows take whole numbers, not float64\.$"):
        count([(0, 0, 1.7)], levels=[4], groups=1, people=[1])


def test_rows_of_another_shape_are_refused() -> None:
    with pytest.raises(ValueError, match=r"^rows take shape \(answers, 3\), not \(1, 2\)\.$"):
        count([(0, 0)], levels=[4], groups=1, people=[1])


def test_people_of_another_number_of_groups_are_refused() -> None:
    with pytest.raises(ValueError, match="one number for each of 2 groups, not 3"):
        count([], levels=[4], groups=2, people=[1, 1, 1])


def test_a_cube_does_not_change_when_what_it_was_made_of_does() -> None:
    people, levels = np.array([2, 3]), np.array([4, 4])
    cube = count([(0, 0, 1)], levels=levels, groups=2, people=people)  # type: ignore[arg-type]
    people[:] = levels[:] = 0
    assert (cube.people.tolist(), cube.levels.tolist()) == ([2, 3], [4, 4])


@pytest.mark.parametrize("seed", range(5))
def test_merged_groups_hold_what_their_members_held(seed: int) -> None:
    random = np.random.default_rng(seed)
    cube = counted(drawn(seed))
    places = random.permutation(len(PEOPLE)).tolist()
    cut = int(random.integers(1, len(PEOPLE)))
    parts = [places[:cut], places[cut:]]
    merged = pool(cube, parts)
    renamed = {place: number for number, part in enumerate(parts) for place in part}
    again = count(
        [(renamed[group], item, level) for group, item, level in drawn(seed)],
        levels=LEVELS,
        groups=2,
        people=[sum(PEOPLE[place] for place in part) for part in parts],
    )
    for name in ("counts", "levels", "no_answer", "skipped", "not_reached", "people"):
        assert (getattr(merged, name) == getattr(again, name)).all(), name


def test_every_group_by_itself_is_the_same_cube() -> None:
    cube = counted(drawn(2))
    assert (pool(cube, [[place] for place in range(5)]).counts == cube.counts).all()


def test_no_groups_merge_into_no_parts() -> None:
    empty = count([], levels=[4], groups=0, people=[])
    assert pool(empty, []).counts.shape == (1, 0, 4)


@pytest.mark.parametrize("parts", [[[0]], [[0, 1], [1]], [[0, 1, 2]], [[0], [-1]], []])
def test_a_partition_that_forgets_doubles_or_invents_a_group_is_refused(
    parts: list[list[int]],
) -> None:
    cube = cube_of([[[1, 2], [3, 4]]])
    with pytest.raises(ValueError, match="partition takes each of 2 groups once, not"):
        pool(cube, parts)

"""People's answers as rows: checked, counted, merged and picked, never changed."""

from copy import deepcopy
from typing import Any

import numpy as np
import pytest
from numpy.typing import ArrayLike

from scoring.cube import NO_ANSWER, NOT_REACHED, SKIPPED, Cube, count, pool
from scoring.sheets import Sheets, cube_of, of_items, regrouped, sheets_of

SIZES = (4, 2, 5)
LEVELS = [
    [0, 1, 4],
    [3, NO_ANSWER, 2],
    [3, 0, SKIPPED],
    [NOT_REACHED, 1, 0],
    [1, 1, 1],
]
GROUP = [2, 0, 2, 0, 2]


def made(levels: ArrayLike = LEVELS, group: ArrayLike = GROUP, *, groups: int = 4) -> Sheets:
    return sheets_of(levels, group=group, sizes=SIZES, groups=groups)


def random_sheets(seed: int, *, people: int = 40, groups: int = 6) -> Sheets:
    random = np.random.default_rng(seed)
    levels = np.stack([random.integers(NOT_REACHED, size, people) for size in SIZES], axis=1)
    return made(levels, random.integers(0, groups, people), groups=groups)


def assert_same_cube(one: Cube, other: Cube) -> None:
    for part in Cube.__slots__:
        np.testing.assert_array_equal(getattr(one, part), getattr(other, part), err_msg=part)


def test_sheets_say_how_many_people_there_are_in_all_and_in_each_group() -> None:
    sheets = made()
    assert sheets.people == 5
    assert sheets.group_people.tolist() == [2, 0, 3, 0]


@pytest.mark.parametrize("seed", range(5))
def test_their_cube_is_that_of_every_answer_counted_one_by_one(seed: int) -> None:
    sheets = random_sheets(seed)
    rows = [
        (int(group), item, int(level))
        for group, answers in zip(sheets.group, sheets.levels, strict=True)
        for item, level in enumerate(answers)
    ]
    people = [int((sheets.group == group).sum()) for group in range(6)]
    assert_same_cube(cube_of(sheets), count(rows, levels=SIZES, groups=6, people=people))


def test_the_kinds_of_no_answer_stay_apart_in_the_cube() -> None:
    cube = cube_of(made())
    assert cube.no_answer[1].tolist() == [1, 0, 0, 0]
    assert cube.skipped[2].tolist() == [0, 0, 1, 0]
    assert cube.not_reached[0].tolist() == [1, 0, 0, 0]


@pytest.mark.parametrize("seed", range(5))
def test_merged_sheets_have_the_merged_cube(seed: int) -> None:
    sheets, partition = random_sheets(seed), [[4], [0, 5, 2], [3, 1]]
    assert_same_cube(cube_of(regrouped(sheets, partition)), pool(cube_of(sheets), partition))


def test_merging_leaves_every_person_and_answer_in_place() -> None:
    merged = regrouped(made(), [[1, 2], [0, 3]])
    assert merged.group.tolist() == [0, 1, 0, 1, 0]
    assert merged.levels.tolist() == LEVELS
    assert (merged.groups, merged.sizes) == (2, SIZES)


def test_some_of_the_items_come_in_the_order_asked_for() -> None:
    chosen = of_items(made(), [2, 0])
    assert chosen.levels.tolist() == [[answers[2], answers[0]] for answers in LEVELS]
    assert chosen.sizes == (5, 4)
    assert chosen.group.tolist() == GROUP
    assert chosen.groups == 4


def test_no_items_at_all_leave_the_people() -> None:
    chosen = of_items(made(), [])
    assert chosen.levels.shape == (5, 0)
    assert chosen.people == 5


def test_nobody_is_no_mistake() -> None:
    nobody = made(np.empty((0, 3), dtype=int), [])
    assert nobody.people == 0
    assert nobody.group_people.tolist() == [0, 0, 0, 0]
    assert cube_of(nobody).counts.sum() == 0


def test_arguments_are_as_they_were_and_share_no_memory() -> None:
    levels, group, partition, items = np.array(LEVELS), np.array(GROUP), [[1, 2], [0, 3]], [2, 0]
    before = deepcopy((levels, group, partition, items))
    sheets = made(levels, group)
    cube_of(sheets)
    regrouped(sheets, partition)
    of_items(sheets, items)
    np.testing.assert_array_equal(levels, before[0])
    np.testing.assert_array_equal(group, before[1])
    assert (partition, items) == before[2:]
    assert not np.shares_memory(sheets.levels, levels)
    assert not np.shares_memory(sheets.group, group)


@pytest.mark.parametrize(
    ("levels", "group", "told"),
    [
        ([[0, 1]], [0], r"sheets take levels of shape \(people, items\), \(1, 3\), not \(1, 2\)\."),
        (
            np.zeros((4, 3), dtype=int),
            [0] * 6,
            r"sheets take levels of shape \(people, items\), \(6, 3\), not \(4, 3\)\.",
        ),
        ([0, 1, 2], [0], r"sheets take levels of shape .*, \(1, 3\), not \(3,\)\."),
        ([[0, 1, 2]], [[0]], r"sheets take levels of shape .*, \(1, 1, 3\), not \(1, 3\)\."),
        ([[0, 1, 2]], [4], r"sheets take groups 0 to 3, not 4 to 4\."),
        ([[0, 1, 2]] * 2, [-1, 2], r"sheets take groups 0 to 3, not -1 to 2\."),
        ([[0, 2, 2]], [0], r"item 1 takes levels 0 to 1, not 2\."),
        ([[0, 1, -4]], [0], r"item 2 takes levels 0 to 4, not -4\."),
        ([[0, 1, 2.5]], [0], r"sheets take whole numbers, not float64\."),
        ([[0, 1, 2]], [0.5], r"sheets take whole numbers, not float64\."),
    ],
    ids=[
        "an item too few",
        "people too few",
        "one row",
        "groups in a table",
        "no such group",
        "group below 0",
        "no such level",
        "no such kind of no answer",
        "half a level",
        "half a group",
    ],
)
def test_what_is_no_table_of_answers_is_refused(levels: Any, group: Any, told: str) -> None:
    with pytest.raises(ValueError, match=told):
        made(levels, group)


@pytest.mark.parametrize(
    "partition",
    [[[0, 1], [2]], [[0, 1], [1, 2, 3]], [[0, 1], [2, 3, 4]]],
    ids=["a group in no part", "a group in two", "no such group"],
)
def test_a_partition_that_does_not_hold_each_group_once_is_refused(
    partition: list[list[int]],
) -> None:
    with pytest.raises(ValueError, match=r"partition takes each of 4 groups once, not \[\[0, 1\]"):
        regrouped(made(), partition)

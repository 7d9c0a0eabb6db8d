"""The count cube: the only way in which answers become numbers."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

Counts = NDArray[np.int64]

NO_ANSWER = -1
SKIPPED = -2
NOT_REACHED = -3


@dataclass(frozen=True, slots=True)
class Cube:
    """How many people of each group gave each answer to each item.

    Attributes:
        counts: people, shape (items, groups, most levels); 0 beyond an item's own levels.
        levels: how many levels each item has, shape (items,).
        no_answer: people who said that they do not know or rather not say, (items, groups).
        skipped: people who saw it and left it, (items, groups).
        not_reached: people who never came to it, (items, groups).
        people: everybody who answered, by group, shape (groups,).
    """

    counts: Counts
    levels: Counts
    no_answer: Counts
    skipped: Counts
    not_reached: Counts
    people: Counts

    @property
    def answers(self) -> Counts:
        """People with an answer on the scale, shape (items, groups)."""
        return self.counts.sum(axis=2)


def count(rows: ArrayLike, *, levels: Sequence[int], groups: int, people: Sequence[int]) -> Cube:
    """The cube of a set of answers.

    Args:
        rows: whole numbers, shape (answers, 3): group, item, level from 0 (or NO_ANSWER, SKIPPED,
            NOT_REACHED).
        levels: how many levels each item has.
        groups: how many groups there are.
        people: how many people answered in each group.

    Returns:
        A Cube of shape (len(levels), groups, max(levels)).

    Raises:
        ValueError: a group, item or level is out of range or not whole, or a group has more answers
            to an item than people.
    """
    table = _table(rows)
    if len(people) != groups:
        raise ValueError(f"people takes one number for each of {groups} groups, not {len(people)}.")
    most = max(levels, default=1)
    sizes = np.array(levels, dtype=np.int64)
    _check_range(table, sizes=sizes, groups=groups)
    states = most + 3
    key = (table[:, 1] * groups + table[:, 0]) * states + table[:, 2] + 3
    cells = np.bincount(key, minlength=len(sizes) * groups * states)
    cells = cells.reshape(len(sizes), groups, states).astype(np.int64)
    totals = np.array(people, dtype=np.int64)
    _check_people(cells.sum(axis=2), people=totals)
    return Cube(
        counts=cells[:, :, 3:],
        levels=sizes,
        no_answer=cells[:, :, 2],
        skipped=cells[:, :, 1],
        not_reached=cells[:, :, 0],
        people=totals,
    )


def pool(cube: Cube, partition: Sequence[Sequence[int]]) -> Cube:
    """The cube of merged groups: one for each part, which lists the groups that go into it.

    Raises:
        ValueError: a group is in no part, or in two, or there is none of its number.
    """
    groups = len(cube.people)
    if sorted(group for part in partition for group in part) != list(range(groups)):
        raise ValueError(f"partition takes each of {groups} groups once, not {list(partition)}.")
    into = np.empty(groups, dtype=np.int64)
    for place, part in enumerate(partition):
        into[list(part)] = place

    def summed(table: Counts) -> Counts:
        by_part = np.zeros((len(partition), *table.shape[1:]), dtype=np.int64)
        np.add.at(by_part, into, table)
        return by_part

    return Cube(
        counts=summed(cube.counts.swapaxes(0, 1)).swapaxes(0, 1),
        levels=cube.levels.copy(),
        no_answer=summed(cube.no_answer.T).T,
        skipped=summed(cube.skipped.T).T,
        not_reached=summed(cube.not_reached.T).T,
        people=summed(cube.people),
    )


def _table(rows: ArrayLike) -> Counts:
    table = np.asarray(rows)
    if table.size == 0:
        return np.empty((0, 3), dtype=np.int64)
    if table.dtype.kind not in "iu":
        raise ValueError(f"rows take whole numbers, not {table.dtype}.")
    if table.ndim != 2 or table.shape[1] != 3:
        raise ValueError(f"rows take shape (answers, 3), not {table.shape}.")
    return table.astype(np.int64, copy=False)


def _check_people(answers: Counts, *, people: Counts) -> None:
    if (answers > people).any():
        item, group = np.argwhere(answers > people)[0]
        raise ValueError(
            f"item {item}, group {group}: {answers[item, group]} answers came from "
            f"{people[group]} people; one each would be right."
        )


def _check_range(table: Counts, *, sizes: Counts, groups: int) -> None:
    for column, name, limit in ((0, "group", groups), (1, "item", len(sizes))):
        wrong = (table[:, column] < 0) | (table[:, column] >= limit)
        if wrong.any():
            came = table[wrong][0, column]
            raise ValueError(f"{name} takes 0 to {limit - 1}, not {came}.")
    highest = sizes[table[:, 1]]
    wrong = (table[:, 2] < NOT_REACHED) | (table[:, 2] >= highest)
    if wrong.any():
        _, item, level = table[wrong][0]
        raise ValueError(f"item {item} takes levels 0 to {sizes[item] - 1}, not {level}.")

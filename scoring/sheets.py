"""People's answers as rows: needed only to learn what chance would do, and never shown."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from scoring.cube import Cube, count

Levels = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Sheets:
    """What each person of a team answered.

    Attributes:
        levels: from 0, shape (people, items); below 0 where there is no answer on the scale.
        group: the place of each person's group, shape (people,).
        sizes: how many levels each item has.
        groups: how many groups there are.
    """

    levels: Levels
    group: Levels
    sizes: tuple[int, ...]
    groups: int

    @property
    def people(self) -> int:
        """How many answered."""
        return len(self.group)

    @property
    def group_people(self) -> Levels:
        """How many of each group answered, shape (groups,)."""
        return np.bincount(self.group, minlength=self.groups)


def sheets_of(levels: ArrayLike, *, group: ArrayLike, sizes: Sequence[int], groups: int) -> Sheets:
    """Checked sheets.

    Args:
        levels: whole numbers, shape (people, items).
        group: the place of each person's group.
        sizes: how many levels each item has.
        groups: how many groups there are.

    Raises:
        ValueError: the shapes do not fit each other, or a group or level is out of range or not
            whole.
    """
    people, table = _whole(group), _whole(levels)
    shape = (*people.shape, len(sizes))
    if people.ndim != 1 or table.shape != shape:
        raise ValueError(
            f"sheets take levels of shape (people, items), {shape}, not {table.shape}."
        )
    if ((people < 0) | (people >= groups)).any():
        ends = f"{people.min()} to {people.max()}"
        raise ValueError(f"sheets take groups 0 to {groups - 1}, not {ends}.")
    made = Sheets(table, people, tuple(int(size) for size in sizes), groups)
    cube_of(made)  # which checks every level
    return made


def cube_of(sheets: Sheets) -> Cube:
    """The counts of the sheets, after which people are no longer told apart."""
    people, items = sheets.levels.shape
    rows = np.empty((items, people, 3), dtype=np.int64)
    rows[:, :, 0] = sheets.group
    rows[:, :, 1] = np.arange(items)[:, np.newaxis]
    rows[:, :, 2] = sheets.levels.T
    return count(
        rows.reshape(-1, 3),
        levels=sheets.sizes,
        groups=sheets.groups,
        people=sheets.group_people.tolist(),
    )


def regrouped(sheets: Sheets, partition: Sequence[Sequence[int]]) -> Sheets:
    """The same people in merged groups: one for each part, which lists what goes into it.

    Raises:
        ValueError: a group is in no part, or in two.
    """
    if sorted(group for part in partition for group in part) != list(range(sheets.groups)):
        raise ValueError(
            f"partition takes each of {sheets.groups} groups once, not {list(partition)}."
        )
    into = np.empty(sheets.groups, dtype=np.int64)
    for place, part in enumerate(partition):
        into[list(part)] = place
    return Sheets(sheets.levels, into[sheets.group], sheets.sizes, len(partition))


def in_order_of_answers(sheets: Sheets) -> Sheets:
    """The same people sorted by what they answered.

    So nothing that is drawn depends on the order in which they came, or on who is in which group.
    """
    order = np.lexsort(np.transpose(sheets.levels)) if sheets.levels.size else slice(None)
    return Sheets(sheets.levels[order], sheets.group[order], sheets.sizes, sheets.groups)


def of_items(sheets: Sheets, items: Sequence[int]) -> Sheets:
    """The same people on some of the items, in the order given."""
    chosen = list(items)
    sizes = tuple(sheets.sizes[item] for item in chosen)
    return Sheets(sheets.levels[:, chosen], sheets.group, sizes, sheets.groups)


def _whole(numbers: ArrayLike) -> Levels:
    table = np.asarray(numbers)
    if table.size and table.dtype.kind not in "iu":
        raise ValueError(f"sheets take whole numbers, not {table.dtype}.")
    return table.astype(np.int64)

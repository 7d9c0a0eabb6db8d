"""People dealt into the same groups at random: what chance alone would do."""

from dataclasses import dataclass
from math import comb

import numpy as np
from numpy.typing import ArrayLike, NDArray

Labels = NDArray[np.signedinteger]

MOST_LISTED = 20_000
"""Up to this many different dealings are all tried; beyond it some are drawn."""
DRAWN = 9_999
_BLOCK = 12_000
"""Numbers that are shuffled at a time."""


@dataclass(frozen=True, slots=True)
class Dealings:
    """Ways of dealing people into groups of the same sizes.

    Attributes:
        labels: the group of each person, shape (dealings, people); the first is what is.
        every: these are all there are, each once; otherwise they were drawn.
        seed: that they were drawn with.
    """

    labels: Labels
    every: bool
    seed: int


def deal(group: ArrayLike, *, seed: int, draws: int = DRAWN) -> Dealings:
    """The dealings to compare with: all of them when they are few, else random ones.

    Args:
        group: the place of each person's group, from 0.
        seed: the same one gives the same dealings.
        draws: how many to draw beside what is.

    Returns:
        Dealings whose first is `group` itself. The others depend on how many are in each group, not
        on who.
    """
    actual = np.asarray(group, dtype=np.int64)
    groups = int(actual.max(initial=0)) + 1
    kind = np.int8 if groups < np.iinfo(np.int8).max else np.int16
    if ways(np.bincount(actual, minlength=groups)) <= MOST_LISTED:
        return Dealings(_all_of(actual, groups).astype(kind), every=True, seed=seed)
    labels = np.tile(actual.astype(kind), (draws + 1, 1))
    _shuffle(labels[1:], np.sort(actual), random=np.random.default_rng(seed))
    return Dealings(labels, every=False, seed=seed)


def ways(sizes: ArrayLike) -> int:
    """In how many ways people can be dealt into groups of these sizes."""
    total, product = 0, 1
    for size in np.asarray(sizes).tolist():
        total += size
        product *= comb(total, size)
    return product


def sums_by_group(
    labels: NDArray[np.signedinteger], groups: int, *tables: NDArray[np.number]
) -> tuple[NDArray[np.float64], ...]:
    """The sum of each table over the people of each group.

    Args:
        labels: the group of each person, shape (people,).
        groups: how many there are.
        tables: numbers by person, shape (people, ...) each.

    Returns:
        One sum for each table, shape (groups, ...); 0 for a group of nobody.
    """
    order = np.argsort(labels, kind="stable")
    sizes = np.bincount(labels, minlength=groups)
    some = sizes > 0  # of an empty group `reduceat` would give the next row
    starts = (np.cumsum(sizes) - sizes)[some]
    summed: list[NDArray[np.float64]] = []
    for table in tables:
        by_group = np.zeros((groups, *table.shape[1:]))
        by_group[some] = np.add.reduceat(table[order], starts, axis=0)
        summed.append(by_group)
    return tuple(summed)


def _shuffle(labels: Labels, groups: NDArray[np.int64], *, random: np.random.Generator) -> None:
    """Fill each row with the groups in a random order; wide numbers are shuffled quicker."""
    step = max(_BLOCK // max(len(groups), 1), 1)
    for start in range(0, len(labels), step):
        rows = labels[start : start + step]
        wide = np.tile(groups, (len(rows), 1))
        rows[:] = random.permuted(wide, axis=1, out=wide)


def _all_of(actual: NDArray[np.int64], groups: int) -> NDArray[np.int64]:
    """Every dealing, the actual one first."""
    sizes = np.bincount(actual, minlength=groups)
    rows = np.zeros((1, 0), dtype=np.int64)
    left = sizes[np.newaxis, :]
    for _ in range(len(actual)):
        parent, chosen = np.nonzero(left)
        rows = np.column_stack([rows[parent], chosen])
        left = left[parent].copy()
        left[np.arange(len(parent)), chosen] -= 1
    first = int(np.flatnonzero((rows == actual).all(axis=1))[0])
    return np.concatenate([rows[first : first + 1], rows[:first], rows[first + 1 :]])

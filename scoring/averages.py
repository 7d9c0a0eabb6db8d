"""The averages of groups as they are shown, and those of every dealing of the same people.

A group of few people is shown as a mean to the nearest half step, and everything that is said of
how far apart groups are is taken from such means, so that it tells nothing beyond them.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from scoring.dealing import Dealings
from scoring.figures import half_steps_of
from scoring.sheets import Sheets

Floats = NDArray[np.float64]

_BLOCK = 400_000


@dataclass(frozen=True, slots=True)
class Averages:
    """Groups' averages beside their team's, in steps of the scale; a missing answer is neutral.

    Attributes:
        off: average less the team's, shape (dealings, groups, items); the first is what is.
        people: of each group, shape (groups,).
    """

    off: NDArray[np.floating]
    people: NDArray[np.int64]

    def between(self) -> Floats:
        """The spread of the averages: people times squared distance, shape (dealings, items)."""
        return np.einsum("g,dgi->di", self.people.astype(np.float64), self.off**2)

    def gap(self) -> Floats:
        """How far apart the averages of two people's groups are, shape (dealings, items)."""
        people = self.people.astype(np.float64)
        pairs = (people.sum() ** 2 - (people**2).sum()) / 2
        order = np.argsort(self.off, axis=1)
        off = np.take_along_axis(self.off, order, axis=1)
        weights = people[order]
        below = weights.cumsum(axis=1) - weights
        above = people.sum() - below - weights
        return (weights * (below - above) * off).sum(axis=1) / max(float(pairs), 1.0)


def averages_dealt(sheets: Sheets, dealings: Dealings, *, rounded: Sequence[bool]) -> Averages:
    """The averages of all groups in every dealing.

    Args:
        sheets: the team's answers.
        dealings: of its people.
        rounded: of each item, whether to half steps, ends left open, as small groups are shown.

    Returns:
        Averages; somebody without an answer counts as having given the team's average.
    """
    known = sheets.levels >= 0
    levels = np.where(known, sheets.levels, 0).astype(np.float32)
    answered = known.sum(axis=0)
    middle = levels.sum(axis=0, dtype=np.float64) / np.maximum(answered, 1)
    people = sheets.group_people
    off = np.empty((len(dealings.labels), sheets.groups, len(sheets.sizes)), dtype=np.float32)
    tables = (levels, None if known.all() else known.astype(np.float32))
    for rows, members in _members(dealings, sheets):
        totals = _summed(members, tables[0])
        there = (
            np.broadcast_to(people[:, np.newaxis], totals.shape)
            if tables[1] is None
            else _summed(members, tables[1])
        )
        means = _means(totals, there, sheets=sheets, rounded=np.array(rounded))
        share = there / np.maximum(people, 1)[:, np.newaxis]
        off[rows] = np.where(there > 0, share * (means - middle), 0)
    return Averages(off, people)


def _members(dealings: Dealings, sheets: Sheets) -> Iterator[tuple[slice, NDArray[np.float32]]]:
    """Who is in which group, block by block, shape (dealings, groups, people)."""
    step = max(_BLOCK // max(sheets.groups * sheets.people, 1), 1)
    places = np.arange(sheets.groups, dtype=dealings.labels.dtype)
    for start in range(0, len(dealings.labels), step):
        labels = dealings.labels[start : start + step]
        is_in = labels[:, np.newaxis, :] == places[:, np.newaxis]
        yield slice(start, start + len(labels)), is_in.astype(np.float32)


def _summed(members: NDArray[np.float32], table: NDArray[np.float32]) -> NDArray[np.int64]:
    return np.rint(members @ table).astype(np.int64)


def _means(
    totals: NDArray[np.int64],
    there: NDArray[np.int64],
    *,
    sheets: Sheets,
    rounded: NDArray[np.bool_],
) -> Floats:
    exact = totals / np.maximum(there, 1)
    if not rounded.any():
        return exact
    sizes = np.array(sheets.sizes, dtype=np.int64)
    return np.where(rounded, half_steps_of(totals, people=there, levels=sizes) / 2, exact)

"""The averages of groups as they are shown, and those of every dealing of the same people.

A group of few people is shown as a mean to the nearest half step, and everything that is said of
how far apart groups are is taken from such means, so that it tells nothing beyond them.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from scoring.dealing import Dealings, sums_by_group
from scoring.figures import half_steps_of
from scoring.sheets import Sheets

Floats = NDArray[np.float64]

_BLOCK = 400_000


@dataclass(frozen=True, slots=True)
class Averages:
    """Groups' averages beside their team's, in steps of the scale; a missing answer is neutral.

    Attributes:
        off: average less the team's, shape (dealings, groups, items); the first is what is.
        share: of each group, who answered; same shape, or None when everybody did.
        people: of each group, shape (groups,).
    """

    off: Floats
    share: Floats | None
    people: NDArray[np.int64]

    def between(self) -> Floats:
        """The spread of the averages: people times squared distance, shape (dealings, items)."""
        return np.einsum("g,dgi->di", self.people.astype(np.float64), self.off**2)

    @property
    def shown(self) -> Floats:
        """The same distances as they are shown: of those who answered, and nobody else."""
        if self.share is None:
            return self.off
        return np.divide(self.off, self.share, out=np.zeros_like(self.off), where=self.share > 0)

    def gap(self) -> Floats:
        """How far apart the averages, as shown, of two people's groups are; (dealings, items).

        Two people who answered and are of different groups, picked at random.
        """
        shown, people = self.shown, self.people[:, np.newaxis].astype(np.float64)
        weights = np.broadcast_to(
            people if self.share is None else people * self.share, shown.shape
        )
        order = np.argsort(shown, axis=1)
        shown, weights = (np.take_along_axis(each, order, axis=1) for each in (shown, weights))
        everybody = weights.sum(axis=1)
        pairs = (everybody**2 - (weights**2).sum(axis=1)) / 2
        below = weights.cumsum(axis=1) - weights
        above = everybody[:, np.newaxis] - below - weights
        return (weights * (below - above) * shown).sum(axis=1) / np.maximum(pairs, 1.0)


@dataclass(frozen=True, slots=True)
class _Team:
    """A team's answers as they are summed.

    Attributes:
        people: of each group, shape (groups,).
        known: who answered, shape (people, items).
        levels: what they answered, 0 for no answer; same shape.
        sizes: how many levels each item has, shape (items,).
        rounded: of each item, whether averages are shown to half steps.
        middle: the team's average of each item.
        totals: how many sums of levels a group can have.
    """

    people: NDArray[np.int64]
    known: NDArray[np.bool_]
    levels: NDArray[np.int64]
    sizes: NDArray[np.int64]
    rounded: NDArray[np.bool_]
    middle: Floats
    totals: int

    @property
    def most(self) -> int:
        """People of the largest group."""
        return int(self.people.max(initial=0))


def averages_dealt(sheets: Sheets, dealings: Dealings, *, rounded: Sequence[bool]) -> Averages:
    """The averages of all groups in every dealing.

    Args:
        sheets: the team's answers.
        dealings: of its people.
        rounded: of each item, whether to half steps, ends left open, as small groups are shown.

    Returns:
        Averages; somebody without an answer counts as having given the team's average.
    """
    team = _team(sheets, rounded=np.array(rounded, dtype=bool))
    shape = (len(dealings.labels), sheets.groups, len(sheets.sizes))
    off = np.empty(shape)
    share = None if team.known.all() else np.empty(shape)
    table = _table(team) if (team.most + 1) * team.totals <= len(off) else None
    for rows, totals, there in _summed_up(dealings, sheets, team=team):
        off[rows] = (
            _off(totals, there, team=team)
            if table is None
            else _looked_up(totals, there, team=team, table=table)
        )
        if share is not None:
            share[rows] = there / np.maximum(team.people, 1)[:, np.newaxis]
    return Averages(off, share, team.people)


def _team(sheets: Sheets, *, rounded: NDArray[np.bool_]) -> _Team:
    known = sheets.levels >= 0
    levels = np.where(known, sheets.levels, 0)
    people = sheets.group_people
    return _Team(
        people=people,
        known=known,
        levels=levels,
        sizes=np.array(sheets.sizes, dtype=np.int64),
        rounded=rounded,
        middle=levels.sum(axis=0) / np.maximum(known.sum(axis=0), 1),
        totals=int(people.max(initial=0)) * (max(sheets.sizes, default=1) - 1) + 1,
    )


def _off(totals: NDArray[np.int64], there: NDArray[np.int64], *, team: _Team) -> Floats:
    """Averages less the team's, from sums and how many answered; shape (..., groups, items)."""
    means = _means(totals, there, sizes=team.sizes, rounded=team.rounded)
    share = there / np.maximum(team.people, 1)[:, np.newaxis]
    return np.where(there > 0, share * (means - team.middle), 0)


def _table(team: _Team) -> Floats:
    """All that an average can be, by how many answered and their sum, group and item."""
    shape = (team.most + 1, team.totals, len(team.people), len(team.sizes))
    there, totals = np.indices(shape[:2])[:, :, :, np.newaxis, np.newaxis]
    return _off(totals, there, team=team).reshape(-1)


def _looked_up(
    totals: NDArray[np.int64], there: NDArray[np.int64], *, team: _Team, table: Floats
) -> Floats:
    """The averages of dealings, where there are more dealings than averages there can be."""
    cells = len(team.people) * len(team.sizes)
    places = (there * team.totals + totals) * cells
    places += np.arange(cells).reshape(len(team.people), len(team.sizes))
    return table.take(places)


def _summed_up(
    dealings: Dealings, sheets: Sheets, *, team: _Team
) -> Iterator[tuple[slice, NDArray[np.int64], NDArray[np.int64]]]:
    """Sums of levels and how many answered, dealing by dealing or block by block."""
    if sheets.groups * sheets.people > _BLOCK:
        tables = (team.levels, team.known.astype(np.int64))
        for place, labels in enumerate(dealings.labels):
            totals, there = sums_by_group(labels, sheets.groups, *tables)
            yield slice(place, place + 1), _whole(totals[np.newaxis]), _whole(there[np.newaxis])
        return
    levels = team.levels.astype(np.float32)
    known = None if team.known.all() else team.known.astype(np.float32)
    everybody = team.people[:, np.newaxis]
    for rows, members in _members(dealings, sheets):
        totals = _whole(members @ levels)
        there = (
            np.broadcast_to(everybody, totals.shape) if known is None else _whole(members @ known)
        )
        yield rows, totals, there


def _whole(sums: NDArray[np.floating]) -> NDArray[np.int64]:
    """Whole numbers that single precision holds exactly."""
    return np.rint(sums).astype(np.int64)


def _members(dealings: Dealings, sheets: Sheets) -> Iterator[tuple[slice, NDArray[np.float32]]]:
    """Who is in which group, block by block, shape (dealings, groups, people)."""
    step = max(_BLOCK // max(sheets.groups * sheets.people, 1), 1)
    places = np.arange(sheets.groups, dtype=dealings.labels.dtype)
    for start in range(0, len(dealings.labels), step):
        labels = dealings.labels[start : start + step]
        is_in = labels[:, np.newaxis, :] == places[:, np.newaxis]
        yield slice(start, start + len(labels)), is_in.astype(np.float32)


def _means(
    totals: NDArray[np.int64],
    there: NDArray[np.int64],
    *,
    sizes: NDArray[np.int64],
    rounded: NDArray[np.bool_],
) -> Floats:
    exact = totals / np.maximum(there, 1)
    if not rounded.any():
        return exact
    return np.where(rounded, half_steps_of(totals, people=there, levels=sizes) / 2, exact)

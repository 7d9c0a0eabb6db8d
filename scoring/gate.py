"""Whether an item, shown by group, would give a group away; asked before it is shown.

What really happened is known here. So most of the time a small change of it that would look the
same is proof enough that nothing is given away, and only where there is none the audit has to look.
"""

from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from scoring.audit import Attacker
from scoring.figures import EDGE, FULL
from scoring.knowledge import Bound, Knowledge, roster, sides_of, told_by
from scoring.released import ReleasedItem

Table = NDArray[np.int64]

_NEAR = 1e-6
_FEW = 40
"""Changes of one or two groups that are looked at more closely."""
_ALL_NEIGHBORS = 12
"""Groups up to which every two are tried for an exchange; of more, each with the next few."""


def gives_away(item: ReleasedItem, table: Table) -> bool:
    """Whether an item tells how many people of some group gave each answer.

    The answer is the same for all tables that would look like this one. If it were not, that an
    item is held back would tell them apart.

    Args:
        item: as it would be released, by group.
        table: the people of each group by answer: the levels, "don't know", left out.

    Returns:
        True when somebody who knows how many answered in each group could work it out for a group
        of which no counts are shown. That all of a group gave one answer is the simplest case.
    """
    if item.groups is None:
        return False
    rounded = [place for place, figure in enumerate(item.groups) if figure.counts is None]
    if not rounded:
        return False
    groups, answers = table.shape
    known = roster(table.sum(axis=1).tolist(), answers=answers).and_also(
        told_by(item, groups=[[group] for group in range(groups)], answers=answers)
    )
    ways = _ways_to_look_so(item, known)
    alike = _lookalikes(table, known, levels=item.levels, only_rounded=bool(ways))
    tables = [table, *alike]
    if not ways:
        attacker = Attacker(known, tables=tables)
        return any(attacker.pins_distribution([group], levels=item.levels) for group in rounded)
    return any(
        _is_told(group, item=item, tables=tables, known=known, ways=ways) for group in rounded
    )


def _is_told(
    group: int,
    *,
    item: ReleasedItem,
    tables: Sequence[Table],
    known: Knowledge,
    ways: Sequence[Bound],
) -> bool:
    """Whether nothing fits but one distribution of a group, whichever way it came to look so."""
    found = {tuple(table[group, : item.levels].tolist()) for table in tables}
    for way in ways:
        if len(found) > 1:
            return False
        attacker = Attacker(known.and_also([way]), strict=False)
        if attacker.tables:
            found.add(tuple(attacker.tables[0][group, : item.levels].tolist()))
            if not attacker.pins_distribution([group], levels=item.levels):
                return False
    return len(found) < 2


def _ways_to_look_so(item: ReleasedItem, known: Knowledge) -> list[Bound]:
    """Why groups of many people show no counts: one of them must be near one voice.

    Returns:
        A bound for each way in which that can be; none where groups of few people are the reason.
    """
    figures = item.groups or ()
    if any(figure.people < FULL for figure in figures):
        return []
    lower, _, upper = sides_of(item.levels)
    ways: list[Bound] = []
    for group, figure in enumerate(figures):
        for row in (*np.eye(item.levels), lower, upper):
            weights = np.append(row, np.zeros(known.answers - item.levels))
            ways.append(Bound((group,), weights, figure.people - EDGE, figure.people))
    return ways


def _look_rounded(tables: Table, *, levels: int) -> NDArray[np.bool_]:
    """Of tables in which all groups have many people, those in which one is near one voice."""
    counts = tables[:, :, :levels]
    lower, _, upper = sides_of(levels)
    most = np.maximum.reduce([counts.max(axis=2), counts @ lower, counts @ upper])
    return (most >= counts.sum(axis=2) - EDGE).any(axis=1)


def _lookalikes(table: Table, known: Knowledge, *, levels: int, only_rounded: bool) -> list[Table]:
    """Small changes of a table that fit all that is known, so many that most groups differ in one.

    One person of a group elsewhere, or two of them apart; or the same with another group the other
    way round, so that the team stays as it was.
    """
    moves = np.array([*_moves(levels), *_spreads(levels)])
    bounds = _Bounds(table, known, levels=levels)
    found: list[Table] = []
    different: set[int] = set()
    for one, other in _neighbors(len(table)):
        if one in different and (other is None or other in different):
            continue
        changed = bounds.changed(moves, one=one, other=other)
        if only_rounded and len(changed):
            changed = changed[_look_rounded(changed, levels=levels)]
        if len(changed):
            found.append(changed[0])
            different |= {one} if other is None else {one, other}
    return found


class _Bounds:
    """A table and all that is known, ready to try many changes of one or two groups."""

    def __init__(self, table: Table, known: Knowledge, *, levels: int) -> None:
        self.table = table
        self.levels = levels
        self.weights = np.array([bound.weights for bound in known.bounds])[:, :levels]
        sums = np.array(
            [float((table[list(bound.atoms)] @ bound.weights).sum()) for bound in known.bounds]
        )
        self.room = np.array([bound.high for bound in known.bounds]) - sums + _NEAR
        self.slack = np.array([bound.low for bound in known.bounds]) - sums - _NEAR
        self.of: list[set[int]] = [set() for _ in range(known.atoms)]
        for place, bound in enumerate(known.bounds):
            for atom in bound.atoms:
                self.of[atom].add(place)

    def changed(self, moves: Table, *, one: int, other: int | None) -> Table:
        """The table after each move of one group, and its opposite of another, that fits."""
        possible = (self.table[one, : self.levels] + moves >= 0).all(axis=1)
        touched = self.of[one]
        if other is not None:
            possible &= (self.table[other, : self.levels] - moves >= 0).all(axis=1)
            touched = touched ^ self.of[other]  # what sums both stays as it was
        places = sorted(touched)
        sign = np.array([1 if place in self.of[one] else -1 for place in places])
        moved = sign[:, np.newaxis] * (self.weights[places] @ moves.T)
        room, slack = self.room[places, np.newaxis], self.slack[places, np.newaxis]
        chosen = moves[possible & ((moved <= room) & (moved >= slack)).all(axis=0)]
        tables = np.repeat(self.table[np.newaxis], min(len(chosen), _FEW), axis=0)
        tables[:, one, : self.levels] += chosen[:_FEW]
        if other is not None:
            tables[:, other, : self.levels] -= chosen[:_FEW]
        return tables


def _neighbors(groups: int) -> Iterator[tuple[int, int | None]]:
    """Every group alone, then every two, or of many groups each with the next few."""
    yield from ((group, None) for group in range(groups))
    for one in range(groups):
        last = groups if groups <= _ALL_NEIGHBORS else min(one + 4, groups)
        yield from ((one, other) for other in range(one + 1, last))


def _moves(levels: int) -> list[Table]:
    """One person from one level to another."""
    each = np.eye(levels, dtype=np.int64)
    return [each[b] - each[a] for a in range(levels) for b in range(levels) if a != b]


def _spreads(levels: int) -> list[Table]:
    """Two people one step apart from each other, or together, so that their sum stays."""
    each = np.eye(levels, dtype=np.int64)
    out = [
        each[a - 1] + each[b + 1] - each[a] - each[b]
        for a in range(1, levels)
        for b in range(a, levels - 1)
    ]
    return [*out, *(-change for change in out)]

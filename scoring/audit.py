# pyright: basic
"""Whether anybody can work out answers from all that is shown; the last gate of every release.

The attacker knows the roster and every published figure. Something is pinned when every table of
whole numbers that fits what is known agrees on it. Each such table that is found is kept: one that
does not agree is proof that something is not pinned, for all groups at once.

Source:
    Integer programming against published tables, as census bureaus do; Fischetti & Salazar (2000),
    Mathematical Programming 84:283.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields
from itertools import combinations_with_replacement
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import csr_array

from scoring.knowledge import Bound, Knowledge, roster, sides_of, told_by
from scoring.released import Figure, Release, ReleasedItem

Table = NDArray[np.int64]

_AS_SIDES = 3


@dataclass(frozen=True, slots=True)
class Target:
    """Somebody whose answers are nobody's business.

    Attributes:
        atoms: where they are.
        few: they are fewer people than any group that is shown.
        shown: their distribution is published, so it cannot be worked out.
    """

    atoms: tuple[int, ...]
    few: bool
    shown: bool = False


@dataclass(frozen=True, slots=True)
class Audited:
    """What somebody who knows the roster and every figure can work out.

    Attributes:
        statements: how many items were looked at.
        targets: groups, and few people within groups, looked at on all of them.
        answers_pinned: few people who must all have given one known answer.
        distributions_pinned: targets of which it is known how many gave each answer.
        unanimous_pinned: groups whose people must all have given one known answer.
        sides_pinned: targets whose people must all be on one side of the scale.
    """

    statements: int = 0
    targets: int = 0
    answers_pinned: int = 0
    distributions_pinned: int = 0
    unanimous_pinned: int = 0
    sides_pinned: int = 0

    @property
    def is_clean(self) -> bool:
        """Nobody's answers, and no group's, can be worked out; sides are told, but no gate."""
        return not (self.answers_pinned or self.distributions_pinned or self.unanimous_pinned)

    def __add__(self, other: "Audited") -> "Audited":
        """Both together."""
        return Audited(
            *(getattr(self, part.name) + getattr(other, part.name) for part in fields(Audited))
        )


class Attacker:
    """Somebody who knows something, and finds tables that fit it.

    Attributes:
        knowledge: all that is known.
        tables: witnesses, shape (atoms, answers) each; none only when nothing fits.
    """

    def __init__(
        self, knowledge: Knowledge, *, tables: Iterable[Table] = (), strict: bool = True
    ) -> None:
        self.knowledge = knowledge
        self.tables: list[Table] = list(tables)
        self._put_together: LinearConstraint | None = None
        if not self.tables:
            self._find(np.zeros((knowledge.atoms, knowledge.answers)))
        if strict and not self.tables:
            raise ValueError("audit: no table fits the figures, so one of them is wrong.")

    def pins_answer(self, atoms: Sequence[int]) -> bool:
        """Whether all of these people must have given one and the same answer."""
        found = self._sums(atoms)
        people = found[0].sum()
        if not people or not (found[0] == people).any():
            return False
        answer = int(found[0].argmax())
        if (found[:, answer] < people).any():
            return False
        return self.least(self.goal(atoms, [answer])) >= people

    def pins_distribution(self, atoms: Sequence[int], *, levels: int) -> bool:
        """Whether it is known how many of these people are on each level."""
        found = self._sums(atoms)[:, :levels]
        if not found[0].sum():
            return False
        if (found != found[0]).any():
            return False
        return all(
            self.least(self.goal(atoms, [answer])) >= people
            for answer, people in enumerate(found[0].tolist())
            if people
        )

    def pins_others(self, atom: int, *, insiders: Sequence[tuple[int, int]], levels: int) -> bool:
        """Whether people who tell each other what they said know that all others gave one answer.

        Args:
            atom: whose other people are meant.
            insiders: the atom and the answer of each of them.
            levels: of the item.

        Returns:
            False as well when nobody else is in the atom, or they cannot have given these answers.
        """
        given = self._given_by(insiders)
        mine = [table[atom, :levels] - given[atom, :levels] for table in self._with(given)]
        if mine:
            rows = np.array(mine)
            alike = rows.max(axis=1) == rows.sum(axis=1)
            if not alike.all() or len(set(rows.argmax(axis=1).tolist())) > 1:
                return False
        return self._insiders_are_sure(atom, given=given, levels=levels)

    def pins_side(self, atoms: Sequence[int], *, levels: int) -> bool:
        """Whether all of these people must be on one side of the scale."""
        people = self._sums(atoms)[0].sum()
        for side in sides_of(levels):
            places = np.flatnonzero(side).tolist()
            on_it = self._sums(atoms)[:, places].sum(axis=1)
            if people and (on_it == people).all():
                return self.least(self.goal(atoms, places)) >= people
        return False

    def _given_by(self, insiders: Sequence[tuple[int, int]]) -> Table:
        given = np.zeros((self.knowledge.atoms, self.knowledge.answers), dtype=np.int64)
        for atom, answer in insiders:
            given[atom, answer] += 1
        return given

    def _with(self, given: Table) -> list[Table]:
        return [table for table in self.tables if (table >= given).all()]

    def _insiders_are_sure(self, atom: int, *, given: Table, levels: int) -> bool:
        each = np.eye(self.knowledge.answers)
        own = [
            Bound((inside,), each[answer], int(given[inside, answer]), np.inf)
            for inside, answer in np.argwhere(given > 0).tolist()
        ]
        known = self._with(given)
        insider = Attacker(self.knowledge.and_also(own), tables=known, strict=False)
        if not insider.tables:
            return False
        others = insider.tables[0][atom, :levels] - given[atom, :levels]
        if not others.sum() or others.max() < others.sum():
            return False
        answer = int(others.argmax())
        least = insider.least(insider.goal([atom], [answer])) - given[atom, answer]
        self.tables += insider.tables[len(known) :]
        return bool(least >= others.sum())

    def _sums(self, atoms: Sequence[int]) -> NDArray[np.int64]:
        return np.array([table[list(atoms)].sum(axis=0) for table in self.tables])

    def goal(self, atoms: Sequence[int], answers: Sequence[int]) -> NDArray[np.float64]:
        """The weights of the sum of these people who gave these answers."""
        goal = np.zeros((self.knowledge.atoms, self.knowledge.answers))
        goal[np.ix_(list(atoms), list(answers))] = 1
        return goal

    def least(self, goal: NDArray[np.float64]) -> int:
        """The smallest this sum can be."""
        self._find(goal)
        return int((self.tables[-1] * goal).sum())

    def _constraints(self) -> LinearConstraint:
        """All that is known, put together when it is first needed: mostly it is not."""
        if self._put_together is None:
            bounds = self.knowledge.bounds
            ends: Any = [[bound.low for bound in bounds], [bound.high for bound in bounds]]
            self._put_together = LinearConstraint(_matrix(self.knowledge), *ends)
        return self._put_together

    def _find(self, goal: NDArray[np.float64]) -> None:
        """The table that fits in which this sum is smallest becomes a witness, if there is one."""
        found = milp(
            goal.ravel(),
            constraints=self._constraints(),
            bounds=Bounds(0, np.inf),
            integrality=np.ones(goal.size),
        )
        if found.x is not None:
            self.tables.append(np.rint(found.x).astype(np.int64).reshape(goal.shape))


def _matrix(knowledge: Knowledge) -> Any:
    """One row a bound, one column for each atom and answer."""
    answers = knowledge.answers
    rows: list[int] = []
    columns: list[int] = []
    values: list[float] = []
    for row, bound in enumerate(knowledge.bounds):
        for answer in np.flatnonzero(bound.weights).tolist():
            rows += [row] * len(bound.atoms)
            columns += [atom * answers + answer for atom in bound.atoms]
            values += [float(bound.weights[answer])] * len(bound.atoms)
    shape = (len(knowledge.bounds), knowledge.atoms * answers)
    return csr_array((values, (rows, columns)), shape=shape)


def audit_item(attacker: Attacker, targets: Sequence[Target], *, levels: int) -> Audited:
    """What an attacker can work out of one item.

    Args:
        attacker: with all that is known of it.
        targets: whom to look at.
        levels: of its scale.
    """
    told = Audited(statements=1)
    for target in targets:
        one_answer = attacker.pins_answer(target.atoms)
        told += Audited(
            targets=1,
            answers_pinned=int(one_answer and target.few),
            unanimous_pinned=int(one_answer and not target.few),
            distributions_pinned=int(
                one_answer
                or (not target.shown and attacker.pins_distribution(target.atoms, levels=levels))
            ),
            sides_pinned=int(not target.shown and attacker.pins_side(target.atoms, levels=levels)),
        )
    return told


def audit(release: Release, *, earlier: Sequence[Release] = ()) -> Audited:
    """What anybody can work out of a release and of those before it of the same wave.

    Args:
        release: with all its figures; everything else that is shown is taken from them.
        earlier: releases of the same wave before it was opened again, the oldest first.

    Returns:
        An Audited. Answers that were public before are nobody's secret: nothing is looked at.
    """
    if release.public:
        return Audited()
    told = Audited()
    for place in range(len(release.items)):
        told += _audited(release, place, earlier=earlier)
    return told


def insiders(release: Release, tables: Sequence[Table]) -> tuple[int, int]:
    """People of one voice against one: how often the one who differs can tell what the others said.

    An insider knows one answer more than everybody else. This is told, but is no gate: items would
    have to be held back because of an answer that somebody may have given, about one in five of
    them in small teams; because of answers that were given it would be worse, since that an item is
    held back would then tell who gave them.

    Args:
        release: what everybody sees.
        tables: what really happened, one an item: people of each released group by answer, the
            levels, "don't know", left out.

    Returns:
        How many insiders know all other answers of their group, and how many there are, an insider
        being one answer that somebody of a group gave to one item.
    """
    sure, every = 0, 0
    for place, (item, table) in enumerate(zip(release.items, tables, strict=True)):
        if item.groups is None:
            continue
        attacker, _ = attacker_of([release], place, tables=[table])
        for group, own in np.argwhere(table[:, : item.levels] > 0).tolist():
            every += 1
            sure += attacker.pins_others(group, insiders=[(group, own)], levels=item.levels)
    return sure, every


def pairs_of_insiders(release: Release, tables: Sequence[Table]) -> tuple[int, int]:
    """The same for two people who tell each other what they said, of one group or of two.

    Args:
        release, tables: as of `insiders`.

    Returns:
        How many pairs know all other answers of the group of one of them, and how many pairs there
        are, a pair being two answers that two people can have given to one item.
    """
    sure, every = 0, 0
    for place, (item, table) in enumerate(zip(release.items, tables, strict=True)):
        if item.groups is None:
            continue
        attacker, _ = attacker_of([release], place, tables=[table])
        one_by_one = np.argwhere(table[:, : item.levels] > 0).tolist()
        for pair in combinations_with_replacement(one_by_one, 2):
            (group, answer), (other, _) = pair
            if pair[0] == pair[1] and table[group, answer] < 2:
                continue
            every += 1
            sure += any(
                attacker.pins_others(each, insiders=[(a, b) for a, b in pair], levels=item.levels)
                for each in {group, other}
            )
    return sure, every


def _audited(release: Release, place: int, *, earlier: Sequence[Release]) -> Audited:
    item = release.items[place]
    if item.team is None:
        return Audited(statements=1)
    attacker, batches = attacker_of([*earlier, release], place)
    return audit_item(attacker, _targets(item, batches=batches), levels=item.levels)


def attacker_of(
    releases: Sequence[Release], place: int, *, tables: Iterable[Table] = ()
) -> tuple[Attacker, tuple[tuple[int, ...], ...]]:
    """Somebody who has seen all releases of a wave.

    Args:
        releases: of one wave, with the same groups, the oldest first.
        place: of the item.
        tables: some that fit, if they are known.

    Returns:
        The attacker, and for each group its atoms: those who answered before the first release, and
        those who came between each two.
    """
    last = releases[-1]
    groups, item = len(last.groups), last.items[place]
    counted = np.array([[group.people for group in one.groups] for one in releases])
    added = np.diff(counted, axis=0, prepend=0)
    answers = item.levels + 2
    known = roster(added.ravel().tolist(), answers=answers)
    for number, one in enumerate(releases):
        until = [[batch * groups + group for batch in range(number + 1)] for group in range(groups)]
        told = told_by(one.items[place], groups=until, answers=answers)
        known = known.and_also(told)
    batches = tuple(
        tuple(batch * groups + group for batch in range(len(releases))) for group in range(groups)
    )
    return Attacker(known, tables=tables), batches


def _targets(item: ReleasedItem, *, batches: Sequence[Sequence[int]]) -> list[Target]:
    """Every group, and somebody in it; each batch of a group; and the whole team.

    Nothing is published about fewer people than an atom. So a few people of an atom are pinned if,
    and only if, all of it must have given one answer.
    """
    targets = [Target(tuple(atom for atoms in batches for atom in atoms), few=False, shown=True)]
    for group, atoms in enumerate(batches):
        figure = item.groups[group] if item.groups is not None else item.team
        alone = item.groups is not None or len(batches) == 1
        shown = figure is not None and alone and _is_shown(figure, levels=item.levels)
        targets.append(Target(tuple(atoms), few=False, shown=shown))
        if len(atoms) > 1:
            targets += [Target((atom,), few=False) for atom in atoms]
        targets += [Target((atom,), few=True, shown=True) for atom in atoms]
    return targets


def _is_shown(figure: Figure, *, levels: int) -> bool:
    """Whether a figure is a distribution; of two or three levels the sides are one."""
    return figure.counts is not None or (figure.sides is not None and levels <= _AS_SIDES)


__all__ = [
    "Attacker",
    "Audited",
    "Bound",
    "Target",
    "attacker_of",
    "audit",
    "audit_item",
]

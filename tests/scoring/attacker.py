"""Somebody who wants to know what single people answered, and has all that was published.

They know the roster: how many of each agency answered. The unknowns are how many people of each
agency gave each answer, two of which are "no answer" and "left it out". Every published figure
bounds a sum of them. They know an answer when all tables of whole numbers that fit the bounds agree
on it. None of this is shared with the program: it reads published figures as their documentation
explains them.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import Bounds, LinearConstraint, milp

from scoring.release import Figure, Release, ReleasedItem

OPEN_END = 2
"""How near to an end a mean is left open."""

Table = NDArray[np.int64]


@dataclass
class Attacker:
    """Knows the sizes of the agencies, and whatever they are told.

    Attributes:
        sizes: people of each agency who answered at all.
        levels: of the item.
    """

    sizes: Sequence[int]
    levels: int
    _weights: list[NDArray[np.float64]] = field(default_factory=list)
    _least: list[float] = field(default_factory=list)
    _most: list[float] = field(default_factory=list)
    _witnesses: list[Table] = field(default_factory=list)
    solved: int = 0

    def __post_init__(self) -> None:
        for agency, size in enumerate(self.sizes):
            self.learn([agency], np.ones(self.levels + 2), least=size, most=size)

    def learn(
        self, agencies: Sequence[int], answers: Sequence[float], *, least: float, most: float
    ) -> None:
        """Of these agencies' people, the sum of the weights of their answers lies in between.

        The weights are those of the levels, or those of the levels, "no answer" and "left out".
        """
        weights = np.zeros((len(self.sizes), self.levels + 2))
        weights[list(agencies), : len(answers)] = answers
        self._weights.append(weights.ravel())
        self._least.append(least)
        self._most.append(most)

    def knows_the_answer_of_all(self, agencies: Sequence[int], truth: Table) -> bool:
        """Whether nothing fits but all people of these agencies having given the same answer.

        Args:
            agencies: whose people to see through; together they have one or more.
            truth: people per agency and answer. What really happened always fits what is known, so
                it is enough to try the answer that all of them really gave, if there is one.
        """
        given = truth[list(agencies)].sum(axis=0)
        if (given > 0).sum() != 1:
            return False
        if not self._witnesses:
            self._witnesses.append(self._checked(truth))
        answer, people = int(given.argmax()), int(given.sum())
        if any(table[list(agencies), answer].sum() < people for table in self._witnesses):
            return False
        self._witnesses.append(self._fewest(agencies, answer))
        return bool(self._witnesses[-1][list(agencies), answer].sum() == people)

    def _fewest(self, agencies: Sequence[int], answer: int) -> Table:
        """The fitting table in which the fewest people of these agencies gave this answer."""
        goal = np.zeros((len(self.sizes), self.levels + 2))
        goal[list(agencies), answer] = 1
        found = milp(
            goal.ravel(),
            constraints=LinearConstraint(np.array(self._weights), self._least, self._most),
            bounds=Bounds(0, np.repeat(self.sizes, self.levels + 2)),
            integrality=np.ones(goal.size),
        )
        self.solved += 1
        if found.x is None:
            raise AssertionError(f"no table fits what was published: {found.message}")
        return self._checked(found.x.round().astype(np.int64).reshape(goal.shape))

    def _checked(self, table: Table) -> Table:
        """The table, if it fits; otherwise something published was read wrongly."""
        sums = np.array(self._weights) @ table.ravel()
        if (sums < np.array(self._least) - 1e-6).any() or (
            sums > np.array(self._most) + 1e-6
        ).any():
            raise AssertionError("what really happened does not fit what was published")
        return table


def attack(
    released: Release,
    item: ReleasedItem,
    *,
    agencies: Mapping[str, Sequence[int]],
    sizes: Sequence[int],
) -> Attacker:
    """Somebody who has read everything that a release says of an item.

    Args:
        released: the whole release.
        item: the item of it.
        agencies: the places of the agencies in each group that went to the door, by its code.
        sizes: people of each agency who answered at all.
    """
    attacker = Attacker(sizes, item.levels)
    if item.team is not None:
        read(item.team, item, attacker=attacker, agencies=range(len(sizes)))
    for group, figure in zip(released.groups, item.groups or (), strict=False):
        inside = [place for code in group.members for place in agencies[code]]
        read(figure, item, attacker=attacker, agencies=inside)
    return attacker


def read(
    figure: Figure, item: ReleasedItem, *, attacker: Attacker, agencies: Sequence[int]
) -> None:
    """Learn all that a figure says of the people of some agencies."""
    levels = item.levels
    attacker.learn(agencies, np.ones(levels), least=figure.people, most=figure.people)
    unsure = [*[0.0] * levels, 1.0]
    if figure.no_answer is not None:
        attacker.learn(agencies, unsure, least=figure.no_answer, most=figure.no_answer)
    if figure.no_answer_at_most is not None:
        attacker.learn(agencies, unsure, least=0, most=figure.no_answer_at_most)
    for level, people in enumerate(figure.counts or ()):
        attacker.learn(agencies, np.eye(levels)[level], least=people, most=people)
    for side, people in zip(_sides(levels), figure.sides or (), strict=False):
        attacker.learn(agencies, side, least=people, most=people)
    for weights, least, most in _nearly_all(figure, levels):
        attacker.learn(agencies, weights, least=least, most=most)
    if figure.mean is not None:
        weights, least, most = _mean(figure, item)
        attacker.learn(agencies, weights, least=least, most=most)


def _sides(levels: int) -> tuple[list[float], list[float], list[float]]:
    """Which levels are lower, middle and upper."""
    middle = (levels - 1) / 2
    return (
        [float(level < middle) for level in range(levels)],
        [float(level == middle) for level in range(levels)],
        [float(level > middle) for level in range(levels)],
    )


def _nearly_all(figure: Figure, levels: int) -> Iterator[tuple[Sequence[float], float, float]]:
    """At least so many are on a level or side; a side is told only when no level could be."""
    nearly = figure.at_least
    if nearly is None:
        return
    weights = (
        np.eye(levels)[nearly.index] if nearly.kind == "level" else _sides(levels)[nearly.index]
    )
    yield weights, nearly.people, figure.people
    if nearly.kind == "side" and figure.people >= 10:
        for level in range(levels):
            yield np.eye(levels)[level], 0, nearly.people - 1


def _mean(figure: Figure, item: ReleasedItem) -> tuple[Sequence[float], float, float]:
    """The sum behind a mean: of printed values when it is exact, or else of levels from 0."""
    if figure.mean is None or figure.mean_edge is None:
        raise AssertionError("a mean says how exact it is")
    people, top = figure.people, item.levels - 1
    if figure.mean_edge == "exact":
        total = figure.mean * people
        return item.printed, total - 1e-7, total + 1e-7
    levels = np.arange(item.levels)
    if figure.mean_edge == "at_most":
        return levels, 0, OPEN_END
    if figure.mean_edge == "at_least":
        return levels, people * top - OPEN_END, people * top
    shown = float(np.interp(figure.mean, item.printed, levels))
    least = np.ceil(people * (shown - 0.25) - 1e-9)
    most = np.ceil(people * (shown + 0.25) - 1e-9) - 1  # a quarter point is rounded up
    return levels, max(least, OPEN_END + 1), min(most, people * top - OPEN_END - 1)

"""What everybody may know about one item: bounds on sums of people by atom and answer.

An atom is the finest set of people that somebody can count from outside, such as a reporting group
or the people of one agency. The unknowns are how many people of each atom gave each answer. Every
published figure bounds a weighted sum of them.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from scoring.figures import FULL, half_steps, printed_half
from scoring.released import Figure, ReleasedItem

Floats = NDArray[np.float64]

_NEAR = 1e-6
_MOST_LEVELS, _MOST_PEOPLE = 100, 1_000_000


@dataclass(frozen=True, slots=True)
class Bound:
    """A weighted sum of people of some atoms lies between two ends.

    Attributes:
        atoms: whose people are summed.
        weights: of their people by answer, shape (answers,); the same for each of these atoms.
        low, high: the ends, both possible.
    """

    atoms: tuple[int, ...]
    weights: Floats
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Knowledge:
    """All that is known about one item.

    Attributes:
        atoms, answers: how many of each.
        bounds: from the roster and from every published figure.
    """

    atoms: int
    answers: int
    bounds: tuple[Bound, ...]

    def and_also(self, bounds: Sequence[Bound]) -> "Knowledge":
        """The same with more known."""
        return Knowledge(self.atoms, self.answers, (*self.bounds, *bounds))


def roster(sizes: Sequence[int], *, answers: int) -> Knowledge:
    """What the roster tells: how many people each atom has."""
    bounds = [Bound((atom,), np.ones(answers), size, size) for atom, size in enumerate(sizes)]
    return Knowledge(len(sizes), answers, tuple(bounds))


def told_by(item: ReleasedItem, *, groups: Sequence[Sequence[int]], answers: int) -> list[Bound]:
    """What the figures of an item tell of some atoms.

    Args:
        item: as it was released.
        groups: the atoms of each group that is shown, in its order; together they are the team.
        answers: as many as the knowledge has that this is for; beyond the levels of the item they
            are "don't know" and "left out", in this order.
    """
    team = [atom for group in groups for atom in group]
    figures = [] if item.team is None else [(item.team, team)]
    figures += list(zip(item.groups or (), groups, strict=False))
    return [
        Bound(tuple(inside), _long(weights, answers), low, high)
        for figure, inside in figures
        for weights, low, high in figure_bounds(figure, item=item)
    ]


def figure_bounds(figure: Figure, *, item: ReleasedItem) -> Iterator[tuple[Floats, float, float]]:
    """What one figure tells of the people behind it: weights by level, and the ends of the sum.

    The weights of "don't know" follow those of the levels where they are needed.
    """
    levels, people = item.levels, figure.people
    _check(figure, item=item)
    each = np.eye(levels)
    yield np.ones(levels), people, people
    unsure = np.append(np.zeros(levels), 1.0)
    if figure.no_answer is not None:
        yield unsure, figure.no_answer, figure.no_answer
    elif figure.no_answer_at_most is not None:
        yield unsure, 0, figure.no_answer_at_most
    if figure.counts is not None:
        yield from ((each[level], n, n) for level, n in enumerate(figure.counts))
        return
    if figure.sides is not None:
        yield from zip(sides_of(levels), figure.sides, figure.sides, strict=True)
    if figure.at_least is not None:
        yield from _nearly_all(figure, levels=levels)
    if figure.mean is not None:
        low, high = _sums(figure, item=item)
        yield np.arange(levels, dtype=np.float64), low, high


def _check(figure: Figure, *, item: ReleasedItem) -> None:
    """A figure that no release holds would be read as something else.

    Raises:
        ValueError: it does not fit its item.
    """
    levels, nearly = item.levels, figure.at_least
    index, places = (0, 1) if nearly is None else (nearly.index, 3)
    fits = (
        1 <= levels <= _MOST_LEVELS
        and len(item.printed) == levels
        and 0 <= figure.people <= _MOST_PEOPLE
        and (figure.counts is None or len(figure.counts) == levels)
        and 0 <= index < (levels if nearly is not None and nearly.kind == "level" else places)
    )
    if not fits:
        raise ValueError(f"{item.id} takes figures that fit its levels, not these.")


def sides_of(levels: int) -> tuple[Floats, Floats, Floats]:
    """Which levels are on the lower side, in the middle and on the upper side."""
    places = 2 * np.arange(levels) - (levels - 1)
    return (
        (places < 0).astype(np.float64),
        (places == 0).astype(np.float64),
        (places > 0).astype(np.float64),
    )


def _nearly_all(figure: Figure, *, levels: int) -> Iterator[tuple[Floats, float, float]]:
    """At least so many are on one level or side; of a side also that no level has so many."""
    nearly = figure.at_least
    if nearly is None:
        return
    if nearly.kind == "level":
        yield np.eye(levels)[nearly.index], nearly.people, figure.people
        return
    yield sides_of(levels)[nearly.index], nearly.people, figure.people
    if figure.people >= FULL:
        yield from ((row, 0, nearly.people - 1) for row in np.eye(levels))


def _sums(figure: Figure, *, item: ReleasedItem) -> tuple[float, float]:
    """The smallest and the largest sum of levels behind a mean that is shown."""
    if figure.mean_edge == "exact":  # then counts are shown too, unless somebody made it so
        total = np.interp(figure.mean or 0, item.printed, range(item.levels)) * figure.people
        return float(total) - _NEAR, float(total) + _NEAR
    return _sums_behind(figure.people, figure.mean, figure.mean_edge, item.printed)


@lru_cache(maxsize=4096)
def _sums_behind(
    people: int, mean: float | None, edge: str | None, printed: tuple[float, ...]
) -> tuple[float, float]:
    levels = len(printed)
    same = [
        total
        for total in range(people * (levels - 1) + 1)
        if _looks(total, people, printed) == (mean, edge)
    ]
    if not same:
        raise ValueError(f"no {people} people have a mean of {mean}, {edge}.")
    return float(same[0]), float(same[-1])


def _looks(total: int, people: int, printed: tuple[float, ...]) -> tuple[float, str]:
    halves, edge = half_steps(total, people=people, levels=len(printed))
    return printed_half(halves, printed), edge


def _long(weights: Floats, answers: int) -> Floats:
    return np.append(weights, np.zeros(answers - len(weights)))

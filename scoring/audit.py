# pyright: basic
"""Whether published figures let somebody see through a group.

The unknowns are the people of each group at each level. Everything published bounds sums of them.
A group is seen through when every table of whole numbers that fits the bounds has all its people
on one level. Only a group that truly is of one voice can be, so only those are tried.

Source:
    The audit of published tables by integer programming; Fischetti & Salazar (2000), Mathematical
    Programming 84:283.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import Bounds, LinearConstraint, milp


@dataclass(frozen=True, slots=True)
class Published:
    """What is known of one item from outside.

    Attributes:
        team_counts: people per level, when shown.
        team_level, team_side: (index, at least so many people), when only that is shown.
        team_sides: people lower, middle, upper, when only that is shown.
        exact: for each group, whether its counts are shown; otherwise its rounded mean is.
        halves: from a sum of levels to what a rounded mean shows.
        levels: of the scale.
    """

    team_counts: tuple[int, ...] | None
    team_level: tuple[int, int] | None
    team_side: tuple[int, int] | None
    team_sides: tuple[int, int, int] | None
    exact: tuple[bool, ...]
    halves: Callable[..., tuple[int, str]]
    levels: int


def seen_through(counts: NDArray[np.int64], *, published: Published) -> bool:
    """Whether some group's people can all be placed on one level.

    Args:
        counts: the true people per group and level, shape (groups, levels).
        published: what is shown about them.
    """
    alone = [
        (group, int(row.argmax())) for group, row in enumerate(counts) if row.max() == row.sum()
    ]
    if not alone:
        return False
    constraints = _constraints(counts, published=published)
    for group, level in alone:
        people = int(counts[group].sum())
        goal = np.zeros(counts.size)
        goal[group * published.levels + level] = 1
        found = milp(
            goal,
            constraints=constraints,
            bounds=Bounds(0, np.inf),
            integrality=np.ones(counts.size),
        )
        if found.x is None or round(float(found.fun)) >= people:
            return True
    return False


def _constraints(counts: NDArray[np.int64], *, published: Published) -> LinearConstraint:
    groups, levels = counts.shape
    rows: list[NDArray[np.float64]] = []
    low: list[float] = []
    high: list[float] = []

    def add(weights: NDArray[np.float64], least: float, most: float) -> None:
        rows.append(weights.ravel())
        low.append(least)
        high.append(most)

    for group in range(groups):
        people = int(counts[group].sum())
        add(_only(group, np.ones(levels), groups), people, people)
        if published.exact[group]:
            for level in range(levels):
                known = float(counts[group, level])
                add(_only(group, np.eye(levels)[level], groups), known, known)
        else:
            least, most = _sums(counts[group], published=published)
            add(_only(group, np.arange(levels, dtype=float), groups), least, most)
    for weights, least, most in _team(int(counts.sum()), published=published):
        add(np.tile(weights, (groups, 1)), least, most)
    bounds: Any = (np.array(low), np.array(high))
    return LinearConstraint(np.vstack(rows), *bounds)


def _only(group: int, weights: NDArray[np.float64], groups: int) -> NDArray[np.float64]:
    table = np.zeros((groups, len(weights)))
    table[group] = weights
    return table


def _sums(row: NDArray[np.int64], *, published: Published) -> tuple[int, int]:
    """The smallest and largest sum of levels that shows the same rounded mean."""
    people, levels = int(row.sum()), published.levels
    shown = published.halves(int(row @ np.arange(levels)), people=people, levels=levels)
    same = [
        total
        for total in range(people * (levels - 1) + 1)
        if published.halves(total, people=people, levels=levels) == shown
    ]
    return same[0], same[-1]


def _team(people: int, *, published: Published) -> list[tuple[NDArray[np.float64], float, float]]:
    levels = published.levels
    each = np.eye(levels)
    if published.team_counts is not None:
        known = published.team_counts
        return [(each[level], float(known[level]), float(known[level])) for level in range(levels)]
    if published.team_level is not None:
        level, least = published.team_level
        return [(each[level], float(least), float(people))]
    lower = np.array([1.0 if 2 * level < levels - 1 else 0.0 for level in range(levels)])
    sides = (lower, 1 - lower - lower[::-1], lower[::-1])
    if published.team_side is not None:
        side, least = published.team_side
        below = [(each[level], 0.0, float(least - 1)) for level in range(levels)]
        return [(sides[side], float(least), float(people)), *below]
    if published.team_sides is not None:
        return [
            (side, float(number), float(number))
            for side, number in zip(sides, published.team_sides, strict=True)
        ]
    return []

"""Teams drawn from populations that are known, and how often something came true in them.

Answers come from an ordinal probit model: what somebody thinks of a statement is a normal number,
a part of which they carry from statement to statement; cut points make levels of it.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import sqrt

import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtri

from scoring.door import Terms
from scoring.intervals import wilson
from scoring.release import GroupShape, ItemShape
from scoring.sheets import Sheets, sheets_of

Floats = NDArray[np.float64]

ANSWERS = {
    "typical": (0.06, 0.14, 0.45, 0.35),
    "skewed": (0.02, 0.05, 0.25, 0.68),
    "polarised": (0.38, 0.12, 0.12, 0.38),
}
"""Shares of people per level."""
TEAMS = {
    "12 = 4x3": (3,) * 4,
    "15 = 5,4,3,2,1": (5, 4, 3, 2, 1),
    "30 = 6x5": (5,) * 6,
    "30 = 9,7,5,4,3,2": (9, 7, 5, 4, 3, 2),
    "30 = 12 of 2-3": (3, 2) * 6,
    "60 = 12x5": (5,) * 12,
    "60 = 16,12,10,8,6,4,2,2": (16, 12, 10, 8, 6, 4, 2, 2),
}
"""People by agency."""
FACTOR = 0.25
"""How alike two answers of one person are: the correlation of what is behind them."""
MISSING = 0.04
LEVELS = 4


@dataclass(frozen=True)
class Rate:
    """How often something came true."""

    times: int
    of: int

    @property
    def share(self) -> float:
        """Of all."""
        return self.times / self.of if self.of else float("nan")

    @property
    def surely(self) -> tuple[float, float]:
        """Where the true share may lie (Wilson, 95 %)."""
        interval = wilson(self.times, self.of)
        return interval.low, interval.high

    def __add__(self, other: "Rate") -> "Rate":
        """Both together."""
        return Rate(self.times + other.times, self.of + other.of)

    def __str__(self) -> str:
        """Such as `.048 (of 1,000)`."""
        return f"{self.share:.3f} (of {self.of:,})"


def rate(came_true: Iterable[bool]) -> Rate:
    """How often it did."""
    told = list(came_true)
    return Rate(sum(map(bool, told)), len(told))


def drawn(
    random: np.random.Generator,
    sizes: Sequence[int],
    *,
    answers: Sequence[Sequence[float]],
    shift: Floats | None = None,
    missing: float = MISSING,
) -> Sheets:
    """A team.

    Args:
        random: where numbers come from.
        sizes: people by agency.
        answers: shares of people per level, by item.
        shift: by how many standard deviations an agency thinks more of an item, (agencies, items).
        missing: share of answers that are not given.
    """
    group = np.repeat(np.arange(len(sizes)), sizes)
    shape = (len(group), len(answers))
    thought = sqrt(FACTOR) * random.standard_normal((len(group), 1))
    thought = thought + sqrt(1 - FACTOR) * random.standard_normal(shape)
    if shift is not None:
        thought = thought + shift[group]
    cuts = ndtri(np.cumsum(answers, axis=1)[:, :-1])
    levels = (thought[..., np.newaxis] > cuts).sum(axis=-1)
    levels[random.random(shape) < missing] = -1
    return sheets_of(levels, group=group, sizes=[LEVELS] * len(answers), groups=len(sizes))


def mixed(items: int) -> list[tuple[float, ...]]:
    """Items of all kinds in turn."""
    kinds = list(ANSWERS.values())
    return [kinds[item % len(kinds)] for item in range(items)]


def terms_of(sheets: Sheets, *, public: bool = False) -> Terms:
    """What was agreed: agencies are of three sectors."""
    printed = tuple(float(level + 1) for level in range(LEVELS))
    return Terms(
        items=tuple(ItemShape(f"q{item}", printed) for item in range(len(sheets.sizes))),
        groups=tuple(GroupShape(f"a{place:02}", f"s{place % 3}") for place in range(sheets.groups)),
        public=public,
    )


def table(title: str, heads: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """A Markdown table; shares with three digits."""
    lines = [f"\n{title}\n", f"| {' | '.join(heads)} |", f"|{' --- |' * len(heads)}"]
    lines += [f"| {' | '.join(_cell(cell) for cell in row)} |" for row in rows]
    return "\n".join(lines)


def every_team(people: int, levels: int = LEVELS) -> NDArray[np.int64]:
    """Every way in which so many people can spread over the levels, shape (teams, levels)."""
    if levels == 1:
        return np.array([[people]])
    return np.concatenate(
        [
            np.insert(every_team(people - first, levels - 1), 0, first, axis=1)
            for first in range(people + 1)
        ]
    )


def true_gap(shares: Sequence[float]) -> float:
    """The typical gap of a population."""
    below = np.cumsum(shares)[:-1]
    return float(2 * (below * (1 - below)).sum())


def true_side(shares: Sequence[float]) -> float:
    """The share of a population on the upper side."""
    return float(sum(shares[len(shares) // 2 :]))


def _cell(value: object) -> str:
    if isinstance(value, Rate):
        return f"{value.share:.3f}"
    return f"{value:.3f}" if isinstance(value, float) else str(value)

"""Where the middle half of several teams lies, and when that may be said at all.

Only figures that passed the door go in, one of each team. What comes out is a function of them that
does not know their order: five teams at least, fifty people at least, none with more than 30 in 100
of the people, and an edge that is rounded outwards.

This guards against naming a team, and not against knowing all the others. Somebody who knows five
of six figures can tell the sixth to a step, whatever step is chosen; and of two benchmarks, before
and after a team came, often too (`tests/scoring/test_benchmarks.py` tries all small cases). So a
benchmark is made for a reader, from teams whose figures that reader may open one by one: then it is
a function of what was told to them before, and neither a team that comes nor one that goes tells
them anything more. `data.services.portfolio` keeps that rule.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil, floor
from typing import Literal

FEWEST_TEAMS = 5
FEWEST_PEOPLE = 50
LARGEST_SHARE = 0.30
SHARE_STEP = 0.05
GAP_STEP = 0.1

Refusal = Literal["few_teams", "few_people", "one_large"]
Place = Literal["below", "within", "above"]
_ROUNDING = 1e-9


@dataclass(frozen=True, slots=True)
class TeamFigure:
    """One released figure of one team, and how many people stand behind it."""

    value: float
    people: int


@dataclass(frozen=True, slots=True)
class Benchmark:
    """Where the middle half of some teams lies.

    Attributes:
        low, high: at least half of the teams lie between them, both included; rounded outwards.
            None where it may not be said.
        teams, people: how many stand behind it.
        refused: why it may not be said: fewer than five teams, fewer than fifty people, or one
            team with more than 30 in 100 of them.
    """

    teams: int
    people: int
    low: float | None = None
    high: float | None = None
    refused: Refusal | None = None

    def place(self, value: float) -> Place | None:
        """Where a figure lies beside the middle half; None where that may not be said."""
        if self.low is None or self.high is None:
            return None
        if value < self.low - _ROUNDING:
            return "below"
        return "above" if value > self.high + _ROUNDING else "within"


def benchmark(figures: Sequence[TeamFigure], *, step: float) -> Benchmark:
    """Where the middle half of the teams lies.

    Args:
        figures: one for each team, in any order.
        step: edges are whole steps, such as 0.05 of a share.

    Returns:
        A Benchmark; of n teams a quarter, rounded down, is left out at each end.

    Raises:
        ValueError: the step is not above 0, or fewer than one person stands behind a figure.
    """
    if step <= 0:
        raise ValueError(f"step takes a number above 0, not {step}.")
    if any(figure.people < 1 for figure in figures):
        raise ValueError("people takes 1 or more for each figure.")
    teams, people = len(figures), sum(figure.people for figure in figures)
    refused = _refused(figures, people=people)
    if refused is not None:
        return Benchmark(teams, people, refused=refused)
    values = sorted(figure.value for figure in figures)
    cut = teams // 4
    low, high = values[cut], values[teams - 1 - cut]
    return Benchmark(teams, people, _down(low, step), _up(high, step))


def _refused(figures: Sequence[TeamFigure], *, people: int) -> Refusal | None:
    if len(figures) < FEWEST_TEAMS:
        return "few_teams"
    if people < FEWEST_PEOPLE:
        return "few_people"
    largest = max(figure.people for figure in figures)
    return "one_large" if largest > LARGEST_SHARE * people + _ROUNDING else None


def _down(value: float, step: float) -> float:
    return round(floor(value / step + _ROUNDING) * step, 10)


def _up(value: float, step: float) -> float:
    return round(ceil(value / step - _ROUNDING) * step, 10)

"""How often intervals hold what they are to hold: 95 of 100 are promised, 90 are asked for.

For a share and for a gap nothing is drawn: every team there can be is looked at, and counts as
often as it comes up. Where nearly all are of one voice no interval is shown. So there are two
numbers: of all teams, and of those that are shown an interval. At least 90 of all are asked for;
then at most 10 of 100 teams are shown one that does not hold the truth.

Of those that are shown one, the gap holds it as often, wherever one team in ten is shown one. For
the side share this is told, and not asked for: where nearly all of a population agree, teams show
an interval only when by chance fewer of them agree, and no interval could know that.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import pytest
from numpy.typing import NDArray
from scipy.stats import multinomial

from scoring.change import Estimate, difference, mean_gap_of, mean_side_of
from scoring.figures import ItemShape, team_figure
from scoring.intervals import jackknife_gaps, wilson
from tests.scoring.simulations.drawing import (
    ANSWERS,
    LEVELS,
    Rate,
    drawn,
    every_team,
    rate,
    table,
    true_gap,
    true_side,
)

LEAST = 0.90
OFTEN_SHOWN = 0.10
ITEM = ItemShape("q", (1.0, 2.0, 3.0, 4.0))
Tell = Callable[[str], None]


@dataclass(frozen=True)
class Held:
    """How often an interval holds the truth.

    Attributes:
        always: of all teams.
        shown: share of teams that are shown one.
        when_shown: of those.
        width: on average, of those.
    """

    always: float
    shown: float
    when_shown: float
    width: float

    @property
    def cells(self) -> tuple[float, float, float, float]:
        """For a table."""
        return self.always, self.when_shown, self.shown, self.width


def is_shown(teams: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Whether the door shows the counts of a team."""
    figures = (team_figure(team, item=ITEM, no_answer=0, smallest_group=5) for team in teams)
    return np.array([figure is not None and figure.counts is not None for figure in figures])


def coverage(people: int, shares: tuple[float, ...]) -> tuple[Held, Held]:
    """Of the typical gap's interval and of the side share's, over every team there can be."""
    teams = every_team(people)
    often = multinomial.pmf(teams, people, shares)
    shown = is_shown(teams)
    gaps = jackknife_gaps(teams)
    sides = [wilson(agreeing, people) for agreeing in range(people + 1)]
    agreeing = teams[:, LEVELS // 2 :].sum(axis=1)
    low, high = (np.array([getattr(side, end) for side in sides])[agreeing] for end in ENDS)
    return (
        _held(true_gap(shares), (gaps.low, gaps.high), often=often, shown=shown),
        _held(true_side(shares), (low, high), often=often, shown=shown),
    )


ENDS = ("low", "high")


def _held(
    truth: float,
    ends: tuple[NDArray[np.float64], NDArray[np.float64]],
    *,
    often: NDArray[np.float64],
    shown: NDArray[np.bool_],
) -> Held:
    low, high = ends
    held = (low <= truth) & (truth <= high)
    of = float(often[shown].sum())
    return Held(
        always=float(often[held].sum()),
        shown=of,
        when_shown=float(often[held & shown].sum()) / of,
        width=float((often * (high - low))[shown].sum()) / of,
    )


def hold(gap: Held, side: Held) -> bool:
    """Whether both do so often enough."""
    always = min(gap.always, side.always) >= LEAST
    return always and (gap.shown < OFTEN_SHOWN or gap.when_shown >= LEAST)


HEADS = ("answers", "all teams", "when shown", "teams shown one", "width")


@pytest.mark.parametrize("people", [12, 30])
def test_intervals_of_teams_hold_the_truth(people: int) -> None:
    for name, shares in ANSWERS.items():
        assert hold(*coverage(people, shares)), name


@pytest.mark.long
def test_intervals_of_teams_of_every_size_hold_the_truth(tell: Tell) -> None:
    found = {
        f"{people}, {name}": coverage(people, shares)
        for people in (10, 12, 15, 20, 30, 45, 60)
        for name, shares in ANSWERS.items()
    }
    for place, what in enumerate(("typical gap", "side share")):
        rows = [(name, *held[place].cells) for name, held in found.items()]
        tell(table(f"Coverage, {what}; exact, no teams are drawn", HEADS, rows))
    for name, held in found.items():
        assert hold(*held), name


CHANGES = {
    "no change": ("typical", "typical"),
    "no change, skewed": ("skewed", "skewed"),
    "no change, polarised": ("polarised", "polarised"),
    "typical to skewed": ("typical", "skewed"),
    "polarised to typical": ("polarised", "typical"),
}
SIZES = ((12, 12), (30, 30), (60, 60), (30, 14))


def moved(
    change: tuple[str, str], *, people: tuple[int, int], items: int, teams: int, seed: int
) -> tuple[Rate, Rate]:
    """How often the interval of a difference of two waves holds it: of the gap, of the side."""
    random = np.random.default_rng(seed)
    shares = [ANSWERS[name] for name in change]
    truths = [truth(shares[1]) - truth(shares[0]) for truth in (true_gap, true_side)]
    told: tuple[list[bool], list[bool]] = ([], [])
    for _ in range(teams):
        waves = [
            drawn(random, (size,), answers=[of] * items).levels
            for size, of in zip(people, shares, strict=True)
        ]
        for place, figure in enumerate((mean_gap_of, mean_side_of)):
            estimates = [figure(rows, levels=[LEVELS] * items) for rows in waves]
            told[place].append(_is_held(truths[place], estimates))
    return rate(told[0]), rate(told[1])


def _is_held(truth: float, waves: list[Estimate]) -> bool:
    span = difference(waves[0], waves[1])
    return span is not None and span.low <= truth <= span.high


@pytest.mark.long
def test_intervals_of_a_change_hold_it(tell: Tell) -> None:
    found = {
        (name, people, items): moved(change, people=people, items=items, teams=600, seed=items)
        for name, change in CHANGES.items()
        for people in SIZES
        for items in (3, 15)
    }
    rows = [
        (name, f"{people[0]}, then {people[1]}", items, *rates)
        for (name, people, items), rates in found.items()
    ]
    heads = ("truth", "people", "statements", "gap", "side")
    tell(table("Coverage, difference of two waves (600 teams each)", heads, rows))
    for case, rates in found.items():
        assert all(each.surely[1] >= LEAST for each in rates), case


def test_a_few_changes_run_through() -> None:
    gap, side = moved(("typical", "skewed"), people=(30, 14), items=5, teams=20, seed=1)
    assert gap.of == side.of == 20
    assert min(gap.share, side.share) > 0.5


def test_every_team_is_there_once() -> None:
    teams = every_team(7)
    assert len(np.unique(teams, axis=0)) == len(teams) == 120
    assert (teams.sum(axis=1) == 7).all()

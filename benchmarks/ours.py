"""A team and a portfolio that are made up, and what this program works out of them."""

from dataclasses import dataclass
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from benchmarks.clock import Clock
from scoring.agreement import consensus, side_share, typical_gap
from scoring.between import between_groups, kruskal_wallis
from scoring.dealing import Dealings, deal
from scoring.door import Terms, publish
from scoring.intervals import jackknife_gaps
from scoring.pairwise import profile_distance
from scoring.permutation import between_dealt
from scoring.portfolio import Portfolio, refresh
from scoring.release import GroupShape, ItemShape
from scoring.report import DivergenceReport
from scoring.sheets import Sheets, cube_of, sheets_of
from scoring.standing import standing

AGENCIES = (7, 6, 5, 4, 3, 2, 2, 1)
STATEMENTS = 45
SHARES = (0.06, 0.14, 0.45, 0.35)
MISSING = 0.04
TEAMS = 4_000


@dataclass(frozen=True, slots=True)
class Task:
    """What all ways get.

    Attributes:
        sheets: what everybody answered.
        draws: how many random dealings are to be tried beside what is.
        seed: of ours.
    """

    sheets: Sheets
    draws: int
    seed: int

    @property
    def dealings(self) -> Dealings:
        """Ours, for others to try the same."""
        return deal(self.sheets.group, seed=self.seed, draws=self.draws)


def made_task(*, seed: int, draws: int) -> Task:
    """Thirty people of eight agencies, 45 statements, and a few missing answers."""
    random = np.random.default_rng(seed)
    group = np.repeat(np.arange(len(AGENCIES)), AGENCIES)
    shape = (len(group), STATEMENTS)
    answers = random.choice(len(SHARES), p=SHARES, size=shape)
    answers[random.random(shape) < MISSING] = -1
    sheets = sheets_of(answers, group=group, sizes=[len(SHARES)] * STATEMENTS, groups=len(AGENCIES))
    return Task(sheets, draws, seed)


def analysed(task: Task, *, clock: Clock) -> dict[str, NDArray[np.float64]]:
    """Everything that is worked out of a team whose counts may be shown, by name."""
    with clock.part("count"):
        cube = cube_of(task.sheets)
        team = cube.counts.sum(axis=1)
    with clock.part("figures of the statements"):
        parts, ranks = between_groups(cube.counts), kruskal_wallis(cube.counts)
        sides, gaps, alike = side_share(team), typical_gap(team), consensus(team)
    with clock.part("intervals"):
        intervals = jackknife_gaps(team)
    with clock.part("deal"):
        dealings = task.dealings
    with clock.part("spread between agencies in every dealing"):
        dealt = between_dealt(task.sheets, dealings)
    with clock.part("what stands out among the dealings"):
        found = standing(dealt)
    with clock.part("distances of agencies"):
        pairs = combinations(range(len(AGENCIES)), 2)
        apart = [profile_distance(cube.counts[:, a], cube.counts[:, b]).value for a, b in pairs]
    return {
        "side share": sides.value,
        "typical gap": gaps.value,
        "consensus": alike.value,
        "between": parts.between,
        "within": parts.within,
        "agency share": parts.agency_share,
        "same gap": parts.same_gap,
        "cross gap": parts.cross_gap,
        "rank test": ranks.statistic,
        "rank test, p": ranks.p_value,
        "gap, low": intervals.low,
        "gap, high": intervals.high,
        "statement, p": found.items,
        "team, p": np.array(found.team),
        "adjusted p": found.adjusted,
        "expected by chance": np.array(found.expected),
        "distance": np.array(apart),
    }


def published(task: Task) -> DivergenceReport:
    """The whole way from answers to the report: agencies merged, what is shown decided, audited."""
    printed = tuple(float(level + 1) for level in range(len(SHARES)))
    terms = Terms(
        items=tuple(ItemShape(f"q{item}", printed) for item in range(STATEMENTS)),
        groups=tuple(GroupShape(f"a{place}", f"s{place % 3}") for place in range(len(AGENCIES))),
    )
    return publish(task.sheets, terms=terms, seed=task.seed)


def made_columns(*, answers: int, teams: int, seed: int) -> dict[str, NDArray[np.integer]]:
    """The answers of many teams as they lie in a file: team by team."""
    random = np.random.default_rng(seed)
    team = np.sort(random.integers(0, teams, answers).astype(np.int16))
    return {
        "team": team,
        "item": random.integers(0, STATEMENTS, answers).astype(np.int8),
        "group": random.integers(0, len(AGENCIES), answers).astype(np.int8),
        "level": random.choice(len(SHARES), p=SHARES, size=answers).astype(np.int8),
    }


def refreshed(columns: dict[str, NDArray[np.integer]], *, teams: int) -> Portfolio:
    """All figures of all teams."""
    return refresh(columns, teams=teams, groups=len(AGENCIES), levels=[len(SHARES)] * STATEMENTS)

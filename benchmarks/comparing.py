"""The two parts of `benchmarks/scoring.py`: a team, and a portfolio."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from benchmarks.clock import Clock, Line, Spent, line_as_dict, lines_table, timed, unequal
from benchmarks.figures import percentile
from benchmarks.others import looped, plainly, with_scipy
from benchmarks.ours import (
    AGENCIES,
    STATEMENTS,
    analysed,
    made_columns,
    made_task,
    published,
    refreshed,
)
from scoring.agreement import consensus, side_share, typical_gap
from scoring.between import between_groups
from scoring.portfolio import Portfolio

SEED = 1
EXACT = 1e-9
_NEAR = 0.02
"""What a share of 10,000 dealings that are drawn at random may differ by; of fewer, more."""
_SHARES = ("statement, p", "team, p", "adjusted p")


class Size(Protocol):
    """What the parts must know of how much is run; see `benchmarks.scoring.Size`."""

    @property
    def runs(self) -> int: ...
    @property
    def draws(self) -> int: ...
    @property
    def sample(self) -> tuple[int, int]: ...
    @property
    def answers(self) -> int: ...
    @property
    def teams(self) -> int: ...
    @property
    def refreshes(self) -> int: ...


@dataclass(frozen=True, slots=True)
class Found:
    """What a part of the run found.

    Attributes:
        title: what was measured.
        lines: of the table.
        parts: CPU milliseconds of each part of ours, medians.
        unequal: results that differ more than allowed; there should be none.
    """

    title: str
    lines: Sequence[Line]
    parts: dict[str, float]
    unequal: Sequence[str]

    def as_dict(self) -> dict[str, Any]:
        """The same for a machine to read."""
        return {
            "title": self.title,
            "lines": [line_as_dict(line) for line in self.lines],
            "parts_cpu_ms": self.parts,
            "unequal": list(self.unequal),
        }

    def __str__(self) -> str:
        """The table, where the time goes, and whether results are equal."""
        whole = sum(self.parts.values())
        where = [
            f"  {name}: {spent:.2f} ms, {spent / whole:.0%}" for name, spent in self.parts.items()
        ]
        equal = "Results are equal." if not self.unequal else "RESULTS DIFFER:"
        return "\n".join(
            [
                self.title,
                lines_table(self.lines),
                "Where our time goes (CPU, median):",
                *where,
                equal,
                *(f"  {each}" for each in self.unequal),
            ]
        )


def team(size: Size, *, say: Callable[[str], None]) -> Found:
    """One team of thirty, in four ways."""
    task = made_task(seed=SEED, draws=size.draws)
    analysed(task, clock=Clock())  # the first run imports and fills caches
    clock, spent = Clock(), list[Spent]()
    say(f"Our analysis, {size.runs} times ...")
    for _ in range(size.runs):
        ours, once = timed(partial(analysed, task, clock=clock))
        spent.append(once)
    middle = _middle(spent)
    reports = [timed(partial(published, task))[1] for _ in range(max(size.runs // 10, 1))]
    say("pandas and pingouin with a NumPy loop over dealings ...")
    loops = Clock()
    theirs, numpy_loop = timed(partial(looped, task, clock=loops))
    say("SciPy's permutation_test and bootstrap ...")
    scipy_clock = Clock()
    scipys, vectorised = timed(partial(with_scipy, task, clock=scipy_clock))
    say("pandas and pingouin with groupby in the loop over dealings, a sample ...")
    plain = Clock()
    statements, draws = size.sample
    sampled = plainly(task, statements=statements, draws=draws, clock=plain)
    scaled = _scaled(plain, size=size)
    scaled += _summed(loops, *(name for name in loops.parts if name != "dealings"))
    allowed = _NEAR * (10_000 / (size.draws + 1)) ** 0.5
    near: dict[str, float] = {"expected by chance": STATEMENTS * _NEAR / 10}
    near.update((name, allowed) for name in _SHARES)
    differ = [
        *unequal(ours, theirs, near=near, exact=EXACT),
        *unequal(ours, scipys, near=near, exact=EXACT),
        *unequal({"within": ours["within"][:statements]}, sampled, near=near, exact=EXACT),
    ]
    return Found(
        title=f"ONE TEAM: 30 people, 8 agencies, 45 statements, {size.draws:,} dealings",
        lines=(
            Line("ours, median", middle),
            Line("ours, 95 of 100 runs", _high(spent), aim=50),
            Line("ours, a whole report through the door", _middle(reports)),
            _against(middle, "pandas + pingouin, NumPy loop", numpy_loop, aim=300),
            *_of_it(middle, loops),
            _against(middle, "SciPy, vectorised", vectorised, aim=50),
            *_of_it(middle, scipy_clock),
            _against(middle, "pandas + pingouin, plain (scaled)", scaled, aim=10_000),
        ),
        parts=clock.medians(),
        unequal=differ,
    )


def portfolio(size: Size, *, say: Callable[[str], None]) -> Found:
    """All figures of many teams, from rows."""
    say(f"{size.answers:,} answers of {size.teams:,} teams ...")
    columns = made_columns(answers=size.answers, teams=size.teams, seed=SEED)
    spent: list[Spent] = []
    for _ in range(size.refreshes):
        found, once = timed(partial(refreshed, columns, teams=size.teams))
        spent.append(once)
    middle = _middle(spent)
    order = np.random.default_rng(SEED).permutation(size.answers)
    mixed = {name: column[order] for name, column in columns.items()}
    again, unsorted = timed(partial(refreshed, mixed, teams=size.teams))
    differ = [] if np.array_equal(found.counts, again.counts) else ["counts differ by order"]
    return Found(
        title=(
            f"PORTFOLIO: {size.answers:,} answers, {found.people.size:,} team-statements, "
            f"{found.agencies.people.size:,} agency cells"
        ),
        lines=(
            Line("refresh, median", middle),
            Line("refresh, 95 of 100 runs", _high(spent), aim=2_000),
            Line("refresh, answers in no order", unsorted, aim=2_000),
        ),
        parts=_portfolio_parts(columns, whole=middle.cpu, teams=size.teams),
        unequal=[*differ, *_unlike_single_teams(found)],
    )


def _portfolio_parts(
    columns: dict[str, NDArray[np.integer]], *, whole: float, teams: int
) -> dict[str, float]:
    """The first two parts, done by hand; the third is what is left."""
    clock = Clock()
    for _ in range(3):
        with clock.part("place of each answer"):
            place = columns["level"].astype(np.int64)
            for name, size in (("group", len(AGENCIES)), ("team", teams), ("item", STATEMENTS)):
                place *= size
                place += columns[name]
        with clock.part("np.bincount"):
            np.bincount(place)
    parts = clock.medians()
    return parts | {"figures of all teams and agencies": whole - sum(parts.values())}


def _unlike_single_teams(found: Portfolio) -> list[str]:
    """Whether some teams have the figures that they have on their own."""
    some = slice(0, None, max(len(found.people) // 20, 1))
    counts = found.counts[some]
    alone = {
        "side share": side_share(counts.sum(axis=2)).value,
        "consensus": consensus(counts.sum(axis=2)).value,
        "agency share": between_groups(counts).agency_share,
        "cross gap": between_groups(counts).cross_gap,
        "gap of agencies": typical_gap(counts).value,
    }
    together = {
        "side share": found.side_share[some],
        "consensus": found.consensus[some],
        "agency share": found.agency_share[some],
        "cross gap": found.cross_gap[some],
        "gap of agencies": found.agencies.typical_gap[some],
    }
    return unequal(together, alone, near={}, exact=EXACT)


def _middle(spent: Sequence[Spent]) -> Spent:
    return Spent(
        float(np.median([each.cpu for each in spent])),
        float(np.median([each.wall for each in spent])),
    )


def _high(spent: Sequence[Spent]) -> Spent:
    return Spent(
        percentile([each.cpu for each in spent], 0.95),
        percentile([each.wall for each in spent], 0.95),
    )


def _against(ours: Spent, what: str, theirs: Spent, *, aim: float | None = None) -> Line:
    return Line(what, theirs, ratio=theirs.cpu / ours.cpu, aim=aim)


def _of_it(ours: Spent, clock: Clock) -> list[Line]:
    return [_against(ours, f"  of it {name}", _summed(clock, name)) for name in clock.parts]


def _summed(clock: Clock, *names: str) -> Spent:
    return sum((each for name in names for each in clock.parts[name]), Spent(0, 0))


def _scaled(plain: Clock, *, size: Size) -> Spent:
    """From some statements and dealings to all."""
    statements, draws = size.sample
    return _summed(plain, "dealings").times(STATEMENTS * (size.draws + 1) / (statements * draws))

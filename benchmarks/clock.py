"""Time of a run's parts, results set beside each other, and lines of a table."""

import math
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

Arrays = Mapping[str, NDArray[Any]]


@dataclass(frozen=True, slots=True)
class Spent:
    """CPU and wall time, in milliseconds."""

    cpu: float
    wall: float

    def times(self, factor: float) -> "Spent":
        """What so many times the work takes."""
        return Spent(self.cpu * factor, self.wall * factor)

    def __add__(self, other: "Spent") -> "Spent":
        """Both, one after the other."""
        return Spent(self.cpu + other.cpu, self.wall + other.wall)


@dataclass(slots=True)
class Clock:
    """Takes the time of parts; the same part may come more than once."""

    parts: dict[str, list[Spent]] = field(default_factory=dict)

    @contextmanager
    def part(self, name: str) -> Iterator[None]:
        """Add the time until the end of the block."""
        cpu, wall = time.process_time(), time.perf_counter()
        yield
        spent = Spent((time.process_time() - cpu) * 1000, (time.perf_counter() - wall) * 1000)
        self.parts.setdefault(name, []).append(spent)

    def medians(self) -> dict[str, float]:
        """CPU milliseconds of each part, most of them first."""
        middle = {
            name: float(np.median([spent.cpu for spent in each]))
            for name, each in self.parts.items()
        }
        return dict(sorted(middle.items(), key=lambda part: -part[1]))


def timed(work: Callable[[], Any]) -> tuple[Any, Spent]:
    """What the work gives, and what it takes."""
    clock = Clock()
    with clock.part(""):
        result = work()
    return result, clock.parts[""][0]


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the table.

    Attributes:
        what: in words.
        spent: nan when only the ratio is measured.
        ratio: times our CPU time; None for ours.
        aim: what the ratio is to be at least, or our CPU milliseconds at most.
    """

    what: str
    spent: Spent
    ratio: float | None = None
    aim: float | None = None

    @property
    def reached(self) -> bool | None:
        """Whether the aim is; None without one."""
        if self.aim is None:
            return None
        return self.spent.cpu <= self.aim if self.ratio is None else self.ratio >= self.aim


def lines_table(lines: Sequence[Line]) -> str:
    """All lines, ready to print."""
    rows = [("what", "CPU ms", "wall ms", "times ours", "aim", "")]
    rows += [
        (
            line.what,
            _number(line.spent.cpu),
            _number(line.spent.wall),
            "" if line.ratio is None else f"{line.ratio:,.0f}",
            _aim(line),
            {True: "reached", False: "NOT REACHED", None: ""}[line.reached],
        )
        for line in lines
    ]
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    return "\n".join(
        "  ".join(
            cell.rjust(width) if 0 < column < 4 else cell.ljust(width)
            for column, (cell, width) in enumerate(zip(row, widths, strict=True))
        ).rstrip()
        for row in rows
    )


def line_as_dict(line: Line) -> dict[str, Any]:
    """The same for a machine to read."""
    return asdict(line) | {"reached": line.reached}


def farthest(ours: Arrays, theirs: Arrays) -> dict[str, float]:
    """How far results are apart at most, by name, where both have them.

    Nothing on both sides is alike; nothing on one side only is infinitely far.
    """
    return {name: _farthest(ours[name], theirs[name]) for name in theirs if name in ours}


def unequal(ours: Arrays, theirs: Arrays, *, near: Mapping[str, float], exact: float) -> list[str]:
    """The names of results that are farther apart than allowed.

    Args:
        ours, theirs: results by name.
        near: what is allowed, by name, for what was drawn at random.
        exact: what is allowed for all others.
    """
    return [
        f"{name} differs by {apart:.3g}"
        for name, apart in farthest(ours, theirs).items()
        if not apart <= near.get(name, exact)
    ]


def _farthest(one: NDArray[Any], other: NDArray[Any]) -> float:
    first, second = np.asarray(one, dtype=np.float64), np.asarray(other, dtype=np.float64)
    if first.shape != second.shape or (np.isnan(first) != np.isnan(second)).any():
        return math.inf
    return float(np.nanmax(np.abs(first - second), initial=0.0))


def _number(value: float) -> str:
    if math.isnan(value):
        return ""
    return f"{value:,.0f}" if value >= 100 else f"{value:.3g}"


def _aim(line: Line) -> str:
    if line.aim is None:
        return ""
    return f"<= {line.aim:g} ms" if line.ratio is None else f">= {line.aim:,.0f} times"

"""What a run found: figures with their bounds, as a table and as JSON."""

import math
import os
import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from typing import Any, Literal

_LOOP = 10_000_000
_LOOP_AT_DESIGN = 0.58  # seconds, on the machine where the bounds were set

NOTE = (
    "CPU time, ratios, counts and bytes are findings on any machine. Waiting times are findings\n"
    "only on a machine that does nothing else: compare its load with the number of its cores."
)


@dataclass(frozen=True, slots=True)
class Figure:
    """One measured quantity and what it shall be.

    Attributes:
        part: the part of the run it comes from.
        what: in words.
        measured: nan when nothing was measured.
        bound: what it shall not pass; None when it is there to be read only.
        side: whether the bound is the most or the least it shall be.
        finding: it may be quoted even from a machine with other work to do.
        load: the machine's load average of the last minute when it was taken.
    """

    part: str
    what: str
    measured: float
    unit: str
    bound: float | None = None
    side: Literal["at most", "at least"] = "at most"
    finding: bool = False
    load: float = field(default_factory=lambda: os.getloadavg()[0])

    @property
    def within(self) -> bool | None:
        """Whether the bound holds; None without a bound."""
        if self.bound is None:
            return None
        return (
            self.measured <= self.bound if self.side == "at most" else self.measured >= self.bound
        )


def percentile(values: Sequence[float], share: float) -> float:
    """The smallest value that at least this share of the values does not pass.

    Args:
        values: in any order.
        share: above 0, at most 1; 0.95 is the 95th percentile.

    Returns:
        One of the values; nan when there are none.

    Raises:
        ValueError: the share is out of its range.
    """
    if not 0 < share <= 1:
        raise ValueError(f"percentile takes a share above 0 and up to 1, not {share}.")
    if not values:
        return math.nan
    place = math.ceil(round(share * len(values), 9))
    return sorted(values)[place - 1]


def machine() -> dict[str, Any]:
    """What the figures were taken on; the loop tells how fast one core is right now."""
    start = time.process_time()
    for _ in range(_LOOP):
        pass
    return {
        "cores": os.cpu_count(),
        "load": os.getloadavg()[0],
        "loop_cpu_seconds": round(time.process_time() - start, 3),
        "loop_cpu_seconds_where_bounds_were_set": _LOOP_AT_DESIGN,
    }


def table(figures: Sequence[Figure]) -> str:
    """All figures, one line each, ready to print."""
    rows = [("what", "bound", "measured", "", "finding", "load")]
    part = ""
    for figure in figures:
        if figure.part != part:
            part = figure.part
            rows.append((part.upper(), "", "", "", "", ""))
        rows.append(_row(figure))
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    return "\n".join(
        "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()
        for row in rows
    )


def as_json(figures: Sequence[Figure], **about: Any) -> dict[str, Any]:
    """The same for a machine to read; what was not measured is null."""
    return about | {
        "note": NOTE.replace("\n", " "),
        "figures": [
            asdict(figure)
            | {
                "measured": None if math.isnan(figure.measured) else figure.measured,
                "within": figure.within,
            }
            for figure in figures
        ],
    }


def _row(figure: Figure) -> tuple[str, ...]:
    word = {True: "ok", False: "OVER" if figure.side == "at most" else "UNDER", None: ""}
    sign = "<=" if figure.side == "at most" else ">="
    bound = "" if figure.bound is None else f"{sign} {_number(figure.bound)} {figure.unit}"
    return (
        f"  {figure.what}",
        bound.rstrip(),
        f"{_number(figure.measured)} {figure.unit}".rstrip(),
        word[figure.within],
        "yes" if figure.finding else "this machine",
        f"{figure.load:.1f}",
    )


def _number(value: float) -> str:
    if math.isnan(value):
        return "not measured"
    if value == int(value):
        return f"{value:,.0f}"
    return f"{value:,.0f}" if abs(value) >= 100 else f"{value:.3g}"

"""How fast the statistics of a team and of a portfolio are, beside the usual ways to get them.

All ways run one after another in one process with one thread, on the same answers, and their
results are compared. It exits with 0 whatever the times are, and with 3 when results differ.
"""

import argparse
import json
import os
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ONE_THREAD = {
    "OMP_NUM_THREADS": "1",
    "OPENBLAS_NUM_THREADS": "1",
    "MKL_NUM_THREADS": "1",
    "VECLIB_MAXIMUM_THREADS": "1",
}


@dataclass(frozen=True, slots=True)
class Size:
    """How much is run.

    Attributes:
        runs: of our analysis of the team.
        draws: random dealings.
        sample: statements and dealings of the plain loop, which is scaled.
        answers, teams: in the portfolio.
        refreshes: of it.
    """

    runs: int
    draws: int
    sample: tuple[int, int]
    answers: int
    teams: int
    refreshes: int


_FULL = Size(runs=60, draws=9_999, sample=(3, 40), answers=10_000_000, teams=4_000, refreshes=7)
_QUICK = Size(runs=10, draws=999, sample=(1, 10), answers=500_000, teams=200, refreshes=3)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the benchmark; the exit status."""
    asked = _parser().parse_args(arguments)
    os.environ.update(ONE_THREAD)  # read once, when NumPy is imported
    from benchmarks.comparing import portfolio, team
    from benchmarks.figures import machine

    size = _QUICK if asked.quick else _FULL
    about = {"machine": machine(), "quick": asked.quick}
    found = [part(size, say=_say) for part in (team, portfolio)]
    _print(found, about)
    if asked.json is not None:
        content = about | {"parts": [each.as_dict() for each in found]}
        asked.json.write_text(json.dumps(content, indent=2) + "\n", encoding="utf-8")
    return 3 if any(each.unequal for each in found) else 0


def _say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


def _print(found: Sequence[Any], about: dict[str, Any]) -> None:
    loop = about["machine"]
    print(
        f"One thread; {loop['cores']} cores, load {loop['load']:.1f}; a fixed loop took "
        f"{loop['loop_cpu_seconds']} s of CPU time "
        f"({loop['loop_cpu_seconds_where_bounds_were_set']} s where the aims were set)."
    )
    if about["quick"]:
        print("A small run: it shows that all of it works, and its ratios mean nothing.")
    for each in found:
        print(f"\n{each}")


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="a small run that shows it works")
    parser.add_argument("--json", type=Path, help="a file for the figures")
    return parser


if __name__ == "__main__":
    sys.exit(main())

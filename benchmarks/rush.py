"""More page turns a second than one process can serve, beside two of them behind nginx."""

import asyncio
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.crowds import Seen, even_pace, storm
from benchmarks.figures import Figure, percentile
from benchmarks.front import nginx_path
from benchmarks.parts import Found
from benchmarks.preparing import Counted, Invited, close_and_count, invite, own_home
from benchmarks.server import CouldNotRun
from benchmarks.setups import Running, Setup, one_process, running, two_processes
from data.services import start

_WARM_UP = 16
_GOAL_MS = 500


@dataclass(frozen=True, slots=True)
class Rush:
    """How much is asked of each way to run it.

    Attributes:
        people: who are in the form together.
        turns_a_second: of all of them.
        seed: of everything that is drawn by lot.
    """

    people: int
    turns_a_second: float
    seed: int


def rush(asked: Rush) -> Iterator[Found]:
    """One way after the other, each with a database of its own.

    Raises:
        CouldNotRun: nginx is not there, or something did not start.
    """
    if nginx_path() is None:
        raise CouldNotRun("There is no nginx on this machine: install Debian's nginx-light.")
    with TemporaryDirectory(prefix="ct") as scratch:
        for setup in (one_process(), two_processes(Path(scratch) / "nginx")):
            yield _measured(setup, asked, Path(scratch))


def _measured(setup: Setup, asked: Rush, scratch: Path) -> Found:
    with own_home(address=setup.address, postgresql=setup.postgresql) as environment:
        start.migrate()
        warm, crowd = invite(_WARM_UP, team="Warming up"), invite(asked.people, team="Rush")
        with running(setup, environment, scratch) as started:
            _warm_up(setup, started, warm)
            proxy = started.proxy_cpu_seconds()
            seen = asyncio.run(
                even_pace(
                    setup.address,
                    crowd.secrets,
                    turns_a_second=asked.turns_a_second,
                    meter=started.meter,
                    seed=asked.seed,
                    place=setup.place,
                )
            )
            proxy = started.proxy_cpu_seconds() - proxy
            counted = close_and_count(crowd.wave_id)
    part = f"{asked.people} people, {asked.turns_a_second:g} page turns a second: {setup.name}"
    return Found(
        tuple(_figures(part, seen, counted, proxy=proxy, people=asked.people)),
        lost=max(0, seen.acknowledged - min(counted.before_close, counted.in_release)),
        troubles=tuple(f"{times} x {told}" for told, times in seen.troubles.most_common()),
    )


def _warm_up(setup: Setup, started: Running, warm: Invited) -> None:
    """So that no figure holds what only the first visitors pay."""
    seen = asyncio.run(
        storm(
            setup.address,
            warm.secrets,
            arrive_in=1,
            think=0.1,
            meter=started.meter,
            seed=0,
            place=setup.place,
        )
    )
    if seen.troubles:
        problem, _ = seen.troubles.most_common(1)[0]
        raise CouldNotRun(f"With {setup.name} the form does not work: {problem}.")


def _figures(
    part: str, seen: Seen, counted: Counted, *, proxy: float, people: int
) -> Iterator[Figure]:
    turns = len(seen.turns)
    each = 1000 / turns if turns else float("nan")
    reached = turns / seen.seconds if seen.seconds else float("nan")
    yield Figure(part, "page turns a second", reached, "")
    for share, name in ((0.5, "half of them within"), (0.99, "p99")):
        yield Figure(part, f"page turn, {name}", percentile(seen.turns, share) * 1000, "ms")
    yield Figure(part, "page turn, p95", percentile(seen.turns, 0.95) * 1000, "ms", bound=_GOAL_MS)
    yield Figure(part, "failed saves", people - seen.acknowledged, "", bound=0, finding=True)
    lost = max(0, seen.acknowledged - min(counted.before_close, counted.in_release))
    yield Figure(part, "acknowledged and not in the result", lost, "", bound=0, finding=True)
    yield Figure(part, "app CPU per page turn", seen.cpu_seconds * each, "ms", finding=True)
    yield Figure(part, "proxy CPU per page turn", proxy * each, "ms", finding=True)

"""How fast the form and the staff screens are, and whether anything is lost when all come at once.

Starts a server of its own in a temporary home, drives it over 127.0.0.1, prints a table, and ends
the server. It exits with 0 whatever the figures are, with 1 when it could not run, and with 3 when
an acknowledged answer is not in the result.
"""

import argparse
import asyncio
import json
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks import parts
from benchmarks.crowds import storm
from benchmarks.figures import NOTE, Figure, as_json, machine, table
from benchmarks.parts import Found, Size, StaffRun
from benchmarks.preparing import close_and_count, invite, own_home, staff_session
from benchmarks.rush import Rush, rush
from benchmarks.server import HOST, ROOT, CouldNotRun, Server, free_port
from benchmarks.staff import Screen
from pages.parts.session import cookie_name

PARTS = ("room", "crowd", "staff", "phone", "rush")
_ONE_SERVER = PARTS[:4]
_WARM_UP = 24  # enough for the results screen to show its charts
_FEWEST = 8
_FULL = Size(
    room=60, arrive_in=2, think=6, crowd=300, turns_a_second=18, browsers=10, runs=8, seed=1
)
_QUICK = Size(
    room=12, arrive_in=1, think=0.5, crowd=36, turns_a_second=18, browsers=3, runs=4, seed=1
)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the benchmark; the exit status."""
    asked = _parser().parse_args(arguments)
    found: list[Found] = []
    about = {"database": "postgresql" if asked.postgresql else "sqlite", "machine": machine()}
    try:
        if any(part in _ONE_SERVER for part in asked.parts):
            run(asked, found.append)
        if "rush" in asked.parts:
            _rush(asked, found.append)
    except CouldNotRun as problem:
        print(f"The benchmark could not run. {problem}", file=sys.stderr)
        return 1
    figures = [figure for each in found for figure in each.figures]
    lost = sum(each.lost for each in found)
    _print(figures, found, about)
    if asked.json is not None:
        content = as_json(figures, **about, lost=lost)
        asked.json.write_text(json.dumps(content, indent=2) + "\n", encoding="utf-8")
    if lost:
        print(f"{lost} acknowledged answers are not in the result.", file=sys.stderr)
    return 3 if lost else 0


def run(asked: argparse.Namespace, keep: Callable[[Found], None]) -> None:
    """All parts that were asked for, one after another, against one server; the rush has others.

    Raises:
        CouldNotRun: something that a part needs is not there.
    """
    size, port = _size(asked), free_port()
    with (
        own_home(address=f"http://{HOST}:{port}", postgresql=asked.postgresql) as environment,
        TemporaryDirectory(prefix="ct") as scratch,
    ):
        token = staff_session()
        warm, room, crowd, visitor = (
            invite(people, team=team)
            for people, team in (
                (_WARM_UP, "Warming up"),
                (size.room, "Room"),
                (size.crowd, "Crowd"),
                (_FEWEST, "Phone"),
            )
        )
        log = Path(scratch) / "server.log"
        with Server(
            folder=ROOT, entry="streamlit_app.py", port=port, environment=environment, log=log
        ) as server:
            _say(f"The server is ready after {server.seconds_to_ready:.1f} s.")
            _warm_up(server, warm.secrets)
            close_and_count(warm.wave_id)
            if "room" in asked.parts:
                _say(f"{size.room} people open the form together ...")
                keep(parts.a_room_opens(server, room, size))
            if "crowd" in asked.parts:
                _say(f"{size.crowd} people turn {size.turns_a_second:g} pages a second ...")
                keep(parts.a_crowd_answers(server, crowd, size))
            if "phone" in asked.parts:
                _say("A phone on a slow line ...")
                keep(parts.first_visit(server, visitor.secrets[0], cookie=(cookie_name(), token)))
            if "staff" in asked.parts:
                _say("Staff screens, with our settings ...")
                ours = _staff(token, warm.wave_id, size)(server, "ours")
        if "staff" in asked.parts:
            _say("Staff screens, with Streamlit's settings ...")
            keep(_compare(ours, Path(scratch), environment, _staff(token, warm.wave_id, size)))


def _rush(asked: argparse.Namespace, keep: Callable[[Found], None]) -> None:
    people, rate = (60, 40) if asked.quick else (600, 85)
    size = Rush(people=people, turns_a_second=asked.rush or rate, seed=asked.seed)
    _say(f"{people} people turn {size.turns_a_second:g} pages a second, twice ...")
    for found in rush(size):
        keep(found)


def _compare(
    ours: StaffRun,
    scratch: Path,
    environment: Mapping[str, str],
    staff: Callable[[Server, str], StaffRun],
) -> Found:
    others = parts.with_default_settings(scratch, environment, staff)
    return parts.compared(ours, tuple(others))


def _staff(token: str, wave_id: str, size: Size) -> Callable[[Server, str], StaffRun]:
    screens = (
        Screen(name="start"),
        Screen(name="results", page_name="results", query=f"wave={wave_id}", shows="plotly_chart"),
    )
    cookie = f"{cookie_name()}={token}"
    return lambda server, started: parts.staff_screens(
        server, started, cookie=cookie, screens=screens, size=size
    )


def _warm_up(server: Server, secrets: Sequence[str]) -> None:
    """So that no figure holds what only the first visitor pays."""
    seen = asyncio.run(
        storm(server.address, secrets, arrive_in=1, think=0.1, meter=parts.meter(server), seed=0)
    )
    if seen.troubles:
        problem, _ = seen.troubles.most_common(1)[0]
        raise CouldNotRun(f"The form does not work: {problem}. {server.last_words()}")


def _size(asked: argparse.Namespace) -> Size:
    usual = _QUICK if asked.quick else _FULL
    return Size(
        room=asked.room or usual.room,
        arrive_in=usual.arrive_in,
        think=usual.think if asked.think is None else asked.think,
        crowd=asked.crowd or usual.crowd,
        turns_a_second=asked.rate or usual.turns_a_second,
        browsers=usual.browsers,
        runs=usual.runs,
        seed=asked.seed,
    )


def _print(figures: Sequence[Figure], found: Sequence[Found], about: Mapping[str, object]) -> None:
    print(f"\n{about['database']}, {about['machine']}\n")
    print(table(figures))
    for trouble in (trouble for each in found for trouble in each.troubles):
        print(f"! {trouble}")
    print(f"\n{NOTE}")


def _say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--quick", action="store_true", help="a small run that shows it works")
    parser.add_argument("--postgresql", action="store_true", help="instead of SQLite")
    parser.add_argument("--json", type=Path, metavar="OUT", help="write the figures there too")
    parser.add_argument("--parts", nargs="+", choices=PARTS, default=PARTS, help="all by default")
    parser.add_argument("--room", type=_at_most(500), help="people who open together (60)")
    parser.add_argument("--think", type=float, help="seconds a page takes them on average (6)")
    parser.add_argument("--crowd", type=_at_most(2000), help="people at an even pace (300)")
    parser.add_argument("--rate", type=float, help="page turns a second of the crowd (18)")
    parser.add_argument("--rush", type=float, help="page turns a second of the rush (85)")
    parser.add_argument("--seed", type=int, default=1, help="of everything drawn by lot (1)")
    return parser


def _at_most(most: int) -> Callable[[str], int]:
    """A number of people that the smallest reporting groups allow, and no more than this."""

    def read(text: str) -> int:
        if not text.isdigit() or not _FEWEST <= int(text) <= most:
            raise argparse.ArgumentTypeError(f"takes {_FEWEST} to {most} people, not {text}.")
        return int(text)

    return read


if __name__ == "__main__":
    sys.exit(main())

"""The parts of a run: each drives the server in its way and says what it found."""

import asyncio
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks import phone
from benchmarks.crowds import Meter, Seen, even_pace, storm
from benchmarks.figures import Figure, percentile
from benchmarks.preparing import Counted, Invited, close_and_count
from benchmarks.server import CouldNotRun, Server, free_port
from benchmarks.settings_folder import folder_with_defaults
from benchmarks.staff import Ran, Screen, run_screen

_KB = 1024
_MB = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Size:
    """How much a run does.

    Attributes:
        room: people who open together.
        arrive_in: seconds in which they do.
        think: seconds that a page takes them on average.
        crowd: people at an even pace.
        turns_a_second: of the whole crowd.
        browsers: that open a staff screen together.
        runs: of the script in each of them.
        seed: of everything that is drawn by lot.
    """

    room: int
    arrive_in: float
    think: float
    crowd: int
    turns_a_second: float
    browsers: int
    runs: int
    seed: int


@dataclass(frozen=True, slots=True)
class Found:
    """The figures of a part, and how many answers were acknowledged and are not there."""

    figures: tuple[Figure, ...]
    lost: int = 0
    troubles: tuple[str, ...] = ()


def meter(server: Server) -> Meter:
    """What a server uses."""
    return Meter(cpu_seconds=server.cpu_seconds, memory_bytes=server.memory_bytes)


def a_room_opens(server: Server, invited: Invited, size: Size) -> Found:
    """People in one room scan the code together and answer everything."""
    seen = asyncio.run(
        storm(
            server.address,
            invited.secrets,
            arrive_in=size.arrive_in,
            think=size.think,
            meter=meter(server),
            seed=size.seed,
        )
    )
    counted = close_and_count(invited.wave_id)
    part = f"{size.room} people open within {size.arrive_in:g} s (thinking {size.think:g} s a page)"
    turns = len(seen.turns)
    figures = (
        Figure(part, "open, half of them within", percentile(seen.opens, 0.5) * 1000, "ms"),
        Figure(part, "open, p95", percentile(seen.opens, 0.95), "s", bound=1.0),
        *_turns(part, seen),
        *_saves(part, seen, counted, people=size.room),
        Figure(
            part, "questions each answered by a choice, fewest", seen.answered, "", finding=True
        ),
        Figure(
            part, "CPU per person, all pages", _ms(seen.cpu_seconds, size.room), "ms", finding=True
        ),
        Figure(part, "page turns", turns, "", finding=True),
        Figure(part, "largest page", seen.largest_page / _KB, "KB", bound=15, finding=True),
    )
    return Found(figures, lost=_lost(seen, counted), troubles=_troubles(seen))


def a_crowd_answers(server: Server, invited: Invited, size: Size) -> Found:
    """Many people are in the middle of the form at once, and pages are turned at an even pace."""
    seen = asyncio.run(
        even_pace(
            server.address,
            invited.secrets,
            turns_a_second=size.turns_a_second,
            meter=meter(server),
            seed=size.seed + 1,
        )
    )
    held = server.memory_bytes()
    counted = close_and_count(invited.wave_id)
    part = f"{size.crowd} at once, {size.turns_a_second:g} page turns a second"
    turns = len(seen.turns)
    core = 100 * seen.cpu_seconds / seen.seconds if seen.seconds else 0.0
    memory = seen.memory_bytes / size.crowd / _KB
    figures = (
        Figure(part, "open, p95", percentile(seen.opens, 0.95), "s", bound=1.0),
        *_turns(part, seen),
        Figure(part, "page turns a second", turns / seen.seconds if seen.seconds else 0.0, ""),
        *_saves(part, seen, counted, people=size.crowd),
        Figure(
            part,
            "server CPU per page turn",
            _ms(seen.cpu_seconds, turns),
            "ms",
            bound=12,
            finding=True,
        ),
        Figure(part, "share of one core", core, "%", finding=True),
        Figure(part, "memory per open respondent", memory, "KB", bound=250, finding=True),
        Figure(part, "server memory afterwards", held / _MB, "MB", bound=400, finding=True),
    )
    return Found(figures, lost=_lost(seen, counted), troubles=_troubles(seen))


@dataclass(frozen=True, slots=True)
class StaffRun:
    """One way to start the server, and what the screens took in it, by the screen's name."""

    started: str
    ran: Mapping[str, Ran]


def staff_screens(
    server: Server, started: str, *, cookie: str, screens: Sequence[Screen], size: Size
) -> StaffRun:
    """Run staff screens over the websocket."""

    def run(screen: Screen) -> Ran:
        return asyncio.run(
            run_screen(
                server.address,
                cookie,
                screen,
                browsers=size.browsers,
                runs=size.runs,
                meter=meter(server),
            )
        )

    return StaffRun(started=started, ran={screen.name: run(screen) for screen in screens})


def with_default_settings(
    folder: Path, environment: Mapping[str, str], run: Callable[[Server, str], StaffRun]
) -> Iterator[StaffRun]:
    """The same screens in servers that have Streamlit's own settings."""
    for freeze, started in ((True, "Streamlit's two settings"), (False, "Streamlit as it comes")):
        here = folder_with_defaults(folder / ("frozen" if freeze else "plain"), freeze=freeze)
        log = here / "server.log"
        with Server(
            folder=here, entry="entry.py", port=free_port(), environment=environment, log=log
        ) as server:
            yield run(server, started)


def compared(ours: StaffRun, others: Sequence[StaffRun]) -> Found:
    """Ours against the same screens with other settings."""
    part = "staff screens over the websocket"
    figures: list[Figure] = []
    for name, ran in ours.ran.items():
        own = _ms(ran.cpu_seconds, len(ran.runs))
        opens = percentile(ran.opens, 0.5)
        figures += [
            Figure(part, f"{name}: CPU per run, ours", own, "ms", finding=True),
            Figure(part, f"{name}: half of {len(ran.opens)} open within, ours", opens * 1000, "ms"),
        ]
        for other in others:
            theirs = other.ran[name]
            cpu = _ms(theirs.cpu_seconds, len(theirs.runs))
            wait = percentile(theirs.opens, 0.5)
            bound = 5.0 if other is others[-1] else None
            figures += [
                Figure(part, f"{name}: CPU per run, {other.started}", cpu, "ms", finding=True),
                Figure(
                    part,
                    f"{name}: times our CPU, {other.started}",
                    cpu / own,
                    "x",
                    bound=bound,
                    side="at least",
                    finding=True,
                ),
                Figure(
                    part,
                    f"{name}: times our opening, {other.started}",
                    wait / opens,
                    "x",
                    finding=True,
                ),
            ]
    return Found(tuple(figures), troubles=tuple(_problems((ours, *others))))


def first_visit(server: Server, secret: str, *, cookie: tuple[str, str]) -> Found:
    """A phone on a slow line: the form's first pages, and Streamlit's start beside them."""
    path = phone.chromium()
    if path is None:
        return Found((), troubles=("No Chromium was found, so first visits were not measured.",))
    try:
        with phone.running(path) as browser:
            return Found(tuple(_visits(*_visited(browser, server.address, secret, cookie))))
    except phone.Error as problem:
        raise CouldNotRun(f"The first visit did not get through: {problem}") from problem


def _visited(
    browser: phone.Browser, address: str, secret: str, cookie: tuple[str, str]
) -> tuple[phone.Visit, phone.Visit, phone.Visit]:
    page, form = phone.visit(browser, address, f"/join/{secret}", usable=phone.FORM_STARTS)
    asks = phone.press(page, phone.FORM_STARTS, usable=phone.FORM_ASKS)
    page.context.close()
    page, start = phone.visit(browser, address, "/", usable=phone.STREAMLIT_IS_THERE, cookie=cookie)
    page.context.close()
    return form, asks, start


def _visits(form: phone.Visit, asks: phone.Visit, start: phone.Visit) -> Iterator[Figure]:
    part = "first visit, 1.6 Mbit/s and 150 ms, 360 x 740"
    yield Figure(part, "form's first page", form.bytes / _KB, "KB", bound=15, finding=True)
    yield Figure(part, "form's first page, requests", form.requests, "", finding=True)
    yield Figure(part, "form's first page, usable after", form.seconds, "s", bound=1.0)
    yield Figure(part, "first statements", asks.bytes / _KB, "KB", bound=15, finding=True)
    yield Figure(part, "first statements, usable after", asks.seconds, "s", bound=1.0)
    yield Figure(part, "Streamlit's start", start.bytes / _KB, "KB", finding=True)
    yield Figure(part, "Streamlit's start, requests", start.requests, "", finding=True)
    yield Figure(part, "Streamlit's start, usable after", start.seconds, "s")
    yield Figure(part, "Streamlit: times the bytes", start.bytes / form.bytes, "x", finding=True)
    yield Figure(part, "Streamlit: times the wait", start.seconds / form.seconds, "x", finding=True)
    others = form.elsewhere + asks.elsewhere + start.elsewhere
    yield Figure(part, "requests to any other host", others, "", bound=0, finding=True)


def _turns(part: str, seen: Seen) -> tuple[Figure, ...]:
    return (
        Figure(part, "page turn, half of them within", percentile(seen.turns, 0.5) * 1000, "ms"),
        Figure(part, "page turn, p95", percentile(seen.turns, 0.95) * 1000, "ms", bound=250),
    )


def _saves(part: str, seen: Seen, counted: Counted, *, people: int) -> tuple[Figure, ...]:
    failed = people - seen.acknowledged
    return (
        Figure(part, "failed saves", failed, "", bound=0, finding=True),
        Figure(
            part,
            "acknowledged and not in the result",
            _lost(seen, counted),
            "",
            bound=0,
            finding=True,
        ),
        Figure(part, "people in the result", counted.in_release, "", finding=True),
    )


def _lost(seen: Seen, counted: Counted) -> int:
    kept = min(counted.before_close, counted.in_release)
    return max(0, seen.acknowledged - kept) + seen.forgotten


def _troubles(seen: Seen) -> tuple[str, ...]:
    return tuple(f"{times} x {trouble}" for trouble, times in seen.troubles.most_common())


def _problems(runs: Sequence[StaffRun]) -> Iterator[str]:
    for each in runs:
        for name, ran in each.ran.items():
            for problem, times in ran.problems.items():
                yield f"{times} x {problem} on '{name}' with {each.started}"


def _ms(seconds: float, times: int) -> float:
    return 1000 * seconds / times if times else float("nan")

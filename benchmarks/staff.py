"""A staff screen as a browser runs it, over Streamlit's websocket."""

import asyncio
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import WebSocketException

from benchmarks.crowds import Meter
from benchmarks.frames import SUBPROTOCOL, read_frame, rerun_request
from benchmarks.server import CouldNotRun

_PATIENCE = 120.0


@dataclass(frozen=True, slots=True)
class Screen:
    """A staff screen.

    Attributes:
        name: for the reader of the figures.
        page_name: the address of its page; "" is the start.
        query: its query string.
        shows: a kind of element that is on it, so that we know it was this one.
    """

    name: str
    page_name: str = ""
    query: str = ""
    shows: str = "heading"


@dataclass(frozen=True, slots=True)
class Ran:
    """What running a screen took.

    Attributes:
        opens: seconds until the screen was complete, for browsers that came together.
        runs: seconds of each later run of the script.
        cpu_seconds: of the server, for all later runs.
        problems: exceptions that the screen showed, by type.
    """

    opens: tuple[float, ...]
    runs: tuple[float, ...]
    cpu_seconds: float
    problems: Counter[str]


@dataclass(slots=True)
class _Browser:
    screen: Screen
    socket: ClientConnection
    page: str = ""
    elements: set[str] = field(default_factory=set)
    problems: list[str] = field(default_factory=list)

    async def run(self) -> float:
        """Run the script once; seconds until it has ended."""
        began = time.perf_counter()
        name = "" if self.page else self.screen.page_name
        request = rerun_request(page_name=name, page=self.page, query=self.screen.query)
        await self.socket.send(request)
        async with asyncio.timeout(_PATIENCE):
            while not await self._ended():
                pass
        return time.perf_counter() - began

    async def _ended(self) -> bool:
        payload = await self.socket.recv()
        frame = read_frame(payload if isinstance(payload, bytes) else payload.encode())
        self.page = frame.page or self.page
        self.elements.add(frame.element)
        if frame.problem:
            self.problems.append(frame.problem)
        if frame.ended and not frame.ended_well:
            self.problems.append(frame.finished)
        return frame.ended


async def run_screen(
    address: str, cookie: str, screen: Screen, *, browsers: int, runs: int, meter: Meter
) -> Ran:
    """Open a screen in several browsers together, then run it again in each, one at a time.

    Args:
        cookie: name and value of the session that is signed in.
        runs: for each browser.

    Raises:
        CouldNotRun: the websocket does not open, a run does not end, or the screen is another.
    """
    try:
        opened = await asyncio.gather(*(_open(address, cookie, screen) for _ in range(browsers)))
        before = meter.cpu_seconds()
        later = [await browser.run() for _ in range(runs) for browser, _ in opened]
        cpu = meter.cpu_seconds() - before
        for browser, _ in opened:
            await browser.socket.close()
    except (WebSocketException, OSError, TimeoutError) as error:
        raise CouldNotRun(f"The screen '{screen.name}' did not run: {error!r}") from error
    return _ran([browser for browser, _ in opened], [took for _, took in opened], later, cpu)


async def _open(address: str, cookie: str, screen: Screen) -> tuple[_Browser, float]:
    began = time.perf_counter()
    socket = await connect(
        f"{address.replace('http', 'ws', 1)}/_stcore/stream",
        origin=address,  # type: ignore[arg-type]
        subprotocols=[SUBPROTOCOL],  # type: ignore[list-item]
        additional_headers={"Cookie": cookie},
        compression=None,
        max_size=None,
        open_timeout=_PATIENCE,
        proxy=None,
    )
    browser = _Browser(screen=screen, socket=socket)
    await browser.run()
    took = time.perf_counter() - began
    if screen.shows not in browser.elements:
        shown = ", ".join(sorted(browser.elements))
        raise CouldNotRun(f"The screen '{screen.name}' shows {shown}, but no {screen.shows}.")
    return browser, took


def _ran(
    browsers: Sequence[_Browser], opens: Sequence[float], runs: Sequence[float], cpu: float
) -> Ran:
    return Ran(
        opens=tuple(opens),
        runs=tuple(runs),
        cpu_seconds=cpu,
        problems=Counter(problem for browser in browsers for problem in browser.problems),
    )

"""Lanes of their own: for work that takes the processor for long, and for people who answer.

All other pages share some forty threads. If slow checks waited in those, a few dozen of them would
hold them all. So they wait outside of any thread, and few may wait. People who answer have a lane
in which everybody may wait, and which nothing else gets into.
"""

from collections.abc import Callable
from functools import partial
from typing import ParamSpec, TypeVar

from anyio import CapacityLimiter, to_thread
from anyio.lowlevel import RunVar

_Given = ParamSpec("_Given")
_Told = TypeVar("_Told")
_limiters: RunVar[dict[str, CapacityLimiter]] = RunVar("lanes")


class TooManyAtOnce(Exception):
    """So many ask for the same slow thing that whoever comes now does not even wait."""


class Lane:
    """Threads for one kind of slow work.

    Args:
        name: tells lanes apart.
        threads: how many work at once.
        most_waiting: how many may wait for them; None lets everybody wait.
    """

    def __init__(self, name: str, *, threads: int, most_waiting: int | None) -> None:
        self._name, self._threads = name, threads
        self._most = None if most_waiting is None else threads + most_waiting
        self._here = 0

    async def run(
        self, work: Callable[_Given, _Told], *args: _Given.args, **kwargs: _Given.kwargs
    ) -> _Told:
        """Do it in a thread of this lane, once it is its turn.

        Raises:
            TooManyAtOnce: enough others wait already; nothing was done.
        """
        if self._most is not None and self._here >= self._most:
            raise TooManyAtOnce
        self._here += 1
        try:
            return await to_thread.run_sync(partial(work, *args, **kwargs), limiter=self._limiter())
        finally:
            self._here -= 1

    def _limiter(self) -> CapacityLimiter:
        """One for each loop of events, made when it is first needed there."""
        try:
            limiters = _limiters.get()
        except LookupError:
            limiters = {}
            _limiters.set(limiters)
        return limiters.setdefault(self._name, CapacityLimiter(self._threads))


ANSWERS = Lane("answers", threads=8, most_waiting=None)
"""Every page of a form. Fewer threads than connections that stay open: more only wait for each
other, and a room that sends in the same second takes half as long again."""
CARDS = Lane("cards", threads=1, most_waiting=10)
"""What a word card opens: each look at one is slow, and anybody can try."""
SEATS = Lane("seats", threads=4, most_waiting=40)
"""Taking a seat, which makes a card: a whole group does so at once."""
PASSPHRASES = Lane("passphrases", threads=2, most_waiting=10)
"""Signing in, and choosing a passphrase."""

"""Two processes of the product over one PostgreSQL, behind nginx as it is shipped."""

import asyncio
from collections import Counter
from collections.abc import Coroutine, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from contextvars import copy_context
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import Any, TypeVar

import pytest

from benchmarks.front import Front
from benchmarks.people import Person
from benchmarks.server import HOST, ROOT, Server, free_port
from data.services import waves
from data.settings import DATABASE_URL, HOME, PUBLIC_URL, settings
from data.store import database as store
from data.views import AgencyEntry
from tests.conftest import PostgreSQL
from tests.deployment.proxied import require_nginx
from tests.pages.respond.opening import Seats
from tests.pages.respond.questionnaires import ROSTER

Told = TypeVar("Told")

_FIELD = "a."  # of an answer, before the name of its item
_A_MOMENT = 0.3
EVERYBODY = tuple(AgencyEntry(each.name, each.sector, 500) for each in ROSTER)
"""More people than can answer while anything here is tried out."""


@dataclass
class Deployment:
    """What a machine with two cores runs.

    Attributes:
        front: nginx; people come to its address.
        processes: of the app, each with its own port.
        folder: where all of them write what they have to say.
    """

    front: Front
    processes: tuple[Server, Server]
    folder: Path

    def all_up(self) -> None:
        """Start again what has ended."""
        for process in self.processes:
            if not process.is_up:
                process.__enter__()

    def logs(self) -> dict[str, str]:
        """All that was written down by anybody, by the name of the file."""
        files = sorted(self.folder.rglob("*.log"))
        return {file.name: file.read_text(encoding="utf-8", errors="replace") for file in files}


@contextmanager
def deployed(postgresql: PostgreSQL, folder: Path, *, database: str) -> Iterator[Deployment]:
    """Both processes and nginx; services called by the test meet them in the database."""
    require_nginx()
    ports = (free_port(), free_port())
    front = Front(folder / "nginx", behind=ports)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(HOME, str(folder / "home"))
        patch.setenv(DATABASE_URL, postgresql.text(database))
        patch.setenv(PUBLIC_URL, front.address)
        settings.cache_clear()
        first, second = (
            Server(
                folder=ROOT,
                entry="streamlit_app.py",
                port=port,
                environment={},
                log=folder / f"app{number}.log",
            )
            for number, port in enumerate(ports)
        )
        with first, second, front:
            yield Deployment(front, (first, second), folder)
        store.dispose()
    settings.cache_clear()


@dataclass
class Crowd:
    """People who answer one after another, several at a time, until nobody is left.

    Attributes:
        patience: how often a person tries again what did not get through.
        told: what each of those chose who were told that their answers are received.
        again: what was tried again, in words, and how often, by all of them.
        troubles: in words, of everybody who gave up.
    """

    deployment: Deployment
    seats: Seats
    seed: int
    patience: int = 0
    told: list[dict[str, str]] = field(default_factory=list)
    again: Counter[str] = field(default_factory=Counter)
    troubles: list[str] = field(default_factory=list)

    async def answer(self, *, at_once: int, until: asyncio.Event | None = None) -> None:
        """Let so many answer at a time.

        Args:
            until: when nobody new begins any more; all seats are used without it.
        """
        await asyncio.gather(*(self._one_after_another(until) for _ in range(at_once)))

    async def _one_after_another(self, until: asyncio.Event | None) -> None:
        while self.seats.secrets and not (until and until.is_set()):
            await self._person(self.seats.take())

    async def _person(self, secret: str) -> None:
        front = self.deployment.front
        person = Person(
            front.address,
            secret,
            choices=Random(f"{self.seed} {len(self.seats.secrets)}"),
            place=f"https://{HOST}:{front.port}",
        )
        left = self.patience
        await person.open()
        while person.going or (left and person.trouble):
            if person.trouble:
                left -= 1
                self.again[person.trouble] += 1
                await asyncio.sleep(_A_MOMENT)  # a person reads the page and presses again
                person.trouble = ""
            await (person.turn() if person.going else person.open())
        await person.leave()
        if person.acknowledged:
            self.told.append(person.chosen)
        else:
            self.troubles.append(person.trouble or "turned pages for ever")


def stored_once(seats: Seats, told: Sequence[dict[str, str]]) -> bool:
    """What is stored is what was acknowledged: each person's answers once, and nothing else.

    A link that is burnt without answers would be one more of those who have answered.
    """
    asked = {name for chosen in told for name in chosen}
    stored = [
        {
            f"{_FIELD}{item}": str(value)
            for item, value in sheet.items()
            if f"{_FIELD}{item}" in asked and value is not None
        }
        for sheet in seats.new_sheets()
    ]
    burnt = waves.progress(seats.wave.id).answered
    return burnt == len(told) and _counted(stored) == _counted(told)


def _counted(sheets: Sequence[dict[str, str]]) -> Counter[tuple[tuple[str, str], ...]]:
    return Counter(tuple(sorted(sheet.items())) for sheet in sheets)


def run_beside(errand: Coroutine[Any, Any, Told]) -> Told:
    """Run it in a thread of its own: a browser of an earlier test may hold the loop of this one."""
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(copy_context().run, asyncio.run, errand).result()

"""Many people at once: a room that opens together, and a crowd at an even pace."""

import asyncio
import time
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from random import Random

from benchmarks.people import Person


@dataclass(frozen=True, slots=True)
class Seen:
    """What a crowd saw, and what it cost the server.

    Attributes:
        opens: seconds until the first page, for each person.
        turns: seconds of each page turn.
        largest_page: bytes of the largest page.
        acknowledged: people who were told that their answers were received.
        forgotten: people who looked back at a page that did not show what they had chosen.
        answered: the fewest questions that one of the acknowledged had answered.
        troubles: what went wrong, with how many it happened to.
        cpu_seconds: of the server, while pages were turned.
        seconds: from the first page turn to the last.
        memory_bytes: what the server held more when all were in the middle of it.
    """

    opens: tuple[float, ...]
    turns: tuple[float, ...]
    largest_page: int
    acknowledged: int
    forgotten: int
    answered: int
    troubles: Counter[str]
    cpu_seconds: float
    seconds: float
    memory_bytes: int


@dataclass(frozen=True, slots=True)
class Meter:
    """How to ask what the server has used."""

    cpu_seconds: Callable[[], float]
    memory_bytes: Callable[[], int]


async def storm(
    address: str,
    secrets: Sequence[str],
    *,
    arrive_in: float,
    think: float,
    meter: Meter,
    seed: int,
    place: str | None = None,
) -> Seen:
    """A room of people scans the code within moments; each then answers at their own pace.

    Args:
        arrive_in: seconds in which all of them open.
        think: seconds that a page takes on average; each takes between half and one and a half.
        place: where the address is, when no name server knows it.
    """
    people = _people(address, secrets, seed=seed, place=place)
    before, memory, began = meter.cpu_seconds(), meter.memory_bytes(), time.perf_counter()
    watching = asyncio.create_task(_memory_at(arrive_in + 2 * think, meter))

    async def take_part(place: int, person: Person) -> None:
        pace = Random(seed * 1009 + place)
        await asyncio.sleep(arrive_in * place / len(people))
        await person.open()
        while person.going:
            await asyncio.sleep(pace.uniform(0.5, 1.5) * think)
            if person.at_the_end:
                await person.look_back()
            await person.turn()
        await person.leave()

    await asyncio.gather(*(take_part(place, person) for place, person in enumerate(people)))
    seconds, cpu = time.perf_counter() - began, meter.cpu_seconds() - before
    return _seen(people, cpu=cpu, seconds=seconds, memory=await watching - memory)


async def even_pace(
    address: str,
    secrets: Sequence[str],
    *,
    turns_a_second: float,
    meter: Meter,
    seed: int,
    place: str | None = None,
) -> Seen:
    """A crowd in which somebody turns a page at each tick; CPU is counted for page turns only.

    Args:
        place: where the address is, when no name server knows it.
    """
    people = _people(address, secrets, seed=seed, place=place)
    memory = meter.memory_bytes()
    await _in_turn(people, Person.open, a_second=turns_a_second)
    before, began = meter.cpu_seconds(), time.perf_counter()
    held = memory
    while going := [person for person in people if person.going]:
        if all(person.at_the_end for person in going):
            held = max(held, meter.memory_bytes())
        await _in_turn(going, Person.turn, a_second=turns_a_second)
    seconds, cpu = time.perf_counter() - began, meter.cpu_seconds() - before
    for person in people:
        await person.leave()
    return _seen(people, cpu=cpu, seconds=seconds, memory=held - memory)


async def _in_turn(people: Sequence[Person], act: Callable, *, a_second: float) -> None:
    """Each person once, one at each tick, without waiting for the one before."""
    began, acting = time.perf_counter(), []
    for place, person in enumerate(people):
        await asyncio.sleep(max(0.0, began + place / a_second - time.perf_counter()))
        acting.append(asyncio.create_task(act(person)))
    await asyncio.gather(*acting)


async def _memory_at(seconds: float, meter: Meter) -> int:
    await asyncio.sleep(seconds)
    return meter.memory_bytes()


def _people(address: str, secrets: Sequence[str], *, seed: int, place: str | None) -> list[Person]:
    return [
        Person(address, secret, choices=Random(seed * 7919 + number), place=place)
        for number, secret in enumerate(secrets)
    ]


def _seen(people: Sequence[Person], *, cpu: float, seconds: float, memory: int) -> Seen:
    done = [person for person in people if person.acknowledged]
    return Seen(
        opens=tuple(person.opened for person in people),
        turns=tuple(turn for person in people for turn in person.turns),
        largest_page=max((size for person in people for size in person.page_bytes), default=0),
        acknowledged=len(done),
        forgotten=sum(person.forgotten for person in people),
        answered=min((person.answered for person in done), default=0),
        troubles=Counter(person.trouble for person in people if person.trouble),
        cpu_seconds=cpu,
        seconds=seconds,
        memory_bytes=memory,
    )

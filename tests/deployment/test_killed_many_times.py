"""Twelve people answer at any time while processes are killed again and again: nothing is lost."""

import asyncio
import os
from collections.abc import Sequence
from random import Random

import pytest

from benchmarks.server import Server
from data.views import AgencyEntry
from tests.deployment.deployed import EVERYBODY, Crowd, Deployment, run_beside, stored_once
from tests.pages.respond.opening import open_wave

pytestmark = [pytest.mark.postgresql, pytest.mark.long]

KILLS = int(os.environ.get("COMMON_TABLE_TEST_KILLS", "24"))
WRITERS = 12
ENOUGH = tuple(
    AgencyEntry(f"{each.name} {part}", each.sector, each.people)
    for part in range(1, min(30, max(4, KILLS // 8)) + 1)
    for each in EVERYBODY
)
"""More people than can answer while processes are killed, however fast the machine."""


async def kill_many_times(crowd: Crowd, victims: Sequence[Sequence[Server]]) -> None:
    """Each of these groups of processes in turn, at any moment, and start them again."""
    moments = Random(crowd.seed)
    done = asyncio.Event()
    answering = asyncio.create_task(crowd.answer(at_once=WRITERS, until=done))
    for killed in victims:
        await asyncio.sleep(moments.uniform(0.2, 1.2))
        for process in killed:
            await asyncio.to_thread(process.kill)
        await asyncio.gather(*(asyncio.to_thread(process.__enter__) for process in killed))
    done.set()
    await answering


@pytest.mark.parametrize("share", [1, 2], ids=["one process at a time", "both at once"])
def test_whoever_was_told_so_is_stored_once_however_often_processes_are_killed(
    share: int, deployment: Deployment
) -> None:
    deployment.all_up()
    seats = open_wave("values_open", roster=ENOUGH)
    crowd = Crowd(deployment, seats, seed=share, patience=400)
    chosen = Random(share)
    victims = [chosen.sample(deployment.processes, share) for _ in range(KILLS // 2)]
    run_beside(kill_many_times(crowd, victims))
    assert crowd.troubles == []
    assert seats.secrets  # somebody would have begun still
    assert stored_once(seats, crowd.told)

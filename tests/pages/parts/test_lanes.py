"""Slow work waits outside of threads and turns some away; whoever answers is never turned away."""

import threading

import anyio
import pytest

from pages.parts.lanes import ANSWERS, Lane, TooManyAtOnce


class Work:
    """Something that goes on until it may end, and counts how many are at it."""

    def __init__(self) -> None:
        self.may_end = threading.Event()
        self.at_it, self.most, self.done = 0, 0, 0
        self._lock = threading.Lock()

    def __call__(self) -> None:
        with self._lock:
            self.at_it += 1
            self.most = max(self.most, self.at_it)
        self.may_end.wait(60)
        with self._lock:
            self.at_it -= 1
            self.done += 1


def _come(lane: Lane, people: int) -> tuple[Work, int]:
    """All come at once; nobody is through before the last has come. How many were turned away."""
    work, turned_away = Work(), 0

    async def one() -> None:
        nonlocal turned_away
        try:
            await lane.run(work)
        except TooManyAtOnce:
            turned_away += 1

    async def everybody() -> None:
        async with anyio.create_task_group() as group:
            for _ in range(people):
                group.start_soon(one)
            await anyio.wait_all_tasks_blocked()
            work.may_end.set()

    thread = threading.Thread(target=anyio.run, args=(everybody,))
    thread.start()
    thread.join(120)
    return work, turned_away


def test_of_people_who_answer_everybody_waits_and_nobody_is_turned_away():
    work, turned_away = _come(ANSWERS, 300)
    assert (work.done, turned_away) == (300, 0)
    assert work.most <= 8


@pytest.mark.parametrize(("people", "turned_away"), [(5, 0), (6, 1), (40, 35)])
def test_in_a_lane_of_slow_work_as_many_wait_as_may(people: int, turned_away: int):
    work, away = _come(Lane("a test", threads=2, most_waiting=3), people)
    assert (work.done, away) == (people - turned_away, turned_away)
    assert work.most == 2

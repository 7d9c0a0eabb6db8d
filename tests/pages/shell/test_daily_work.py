"""What the program does by itself, every minute: one thing that fails keeps no other from it."""

import asyncio
import logging
from concurrent.futures import ThreadPoolExecutor

import pytest

from data.services import returned_keys, start, waves
from data.services.errors import StorageError
from pages.shell import application

WORK = (
    (waves, "close_due_waves"),
    (returned_keys, "destroy"),
    *((start, name) for name in ("keep_daily_anchor", "run_daily_clocks", "remove_old_reports")),
)


@pytest.mark.parametrize("broken", [name for _, name in WORK])
@pytest.mark.parametrize("error", [StorageError("Not today."), RuntimeError("Not at all.")])
def test_all_of_it_is_tried_whatever_fails(
    broken: str,
    error: Exception,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    done: list[str] = []

    def work(name: str) -> None:
        done.append(name)
        if name == broken:
            raise error

    async def enough(_seconds: float) -> None:
        raise asyncio.CancelledError

    for module, name in WORK:
        monkeypatch.setattr(module, name, lambda name=name: work(name))
    monkeypatch.setattr(application.asyncio, "sleep", enough)
    with caplog.at_level(logging.ERROR), ThreadPoolExecutor(1) as thread:
        given_up = thread.submit(lambda: asyncio.run(application._daily_work())).exception()
    assert isinstance(given_up, asyncio.CancelledError)
    assert done == [name for _, name in WORK]
    (told,) = caplog.records
    assert "could not be" in told.getMessage()

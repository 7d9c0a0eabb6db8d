"""Errands run in a process of their own, which ends with SIGKILL at a named point."""

import multiprocessing
import os
import signal
from collections.abc import Mapping

from data.services import answering, waves
from data.services.authority import OPERATOR, acting
from data.settings import settings
from data.store import database as store
from data.store import fault_points

_processes = multiprocessing.get_context("forkserver")
_processes.set_forkserver_preload(["tests.data.errands"])


def run_until(point: str, errand: str, *values: object) -> int:
    """Run one of the errands below; the exit code, which is negative after the kill."""
    store.dispose()
    names = ("COMMON_TABLE_HOME", "COMMON_TABLE_DATABASE_URL")
    environment = {name: os.environ[name] for name in names if name in os.environ}
    process = _processes.Process(target=_run, args=(point, errand, values, environment))
    process.start()
    process.join()
    return process.exitcode or 0


def _run(point: str, errand: str, values: tuple, environment: Mapping[str, str]) -> None:
    os.environ.pop("COMMON_TABLE_DATABASE_URL", None)
    os.environ.update(environment)
    settings.cache_clear()
    fault_points.hook = lambda name: _end() if name == point else None
    with acting(OPERATOR):
        _ERRANDS[errand](*values)


def _end() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def _send(secret: str, sheet: Mapping[str, object]) -> None:
    answering.keep_answers(secret, sheet, language="en")


_ERRANDS = {"close": waves.close_wave, "send": _send}

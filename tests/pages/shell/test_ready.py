"""`/readyz` says why a process is not ready, to whoever asks, and names no wave."""

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from data.settings import settings
from tests.pages.shell.conftest import Table
from tests.pages.shell.talking import ask
from tests.running import RunningApp

READY = Path(__file__).parents[3] / "deploy" / "ready.py"
MISSING = "the folder of keys has the key of no open wave"


@pytest.mark.long
def test_a_key_that_is_missing_is_told_as_that_and_by_the_one_who_waits_for_it(
    shared_app: RunningApp, make_table: Callable[..., Table]
) -> None:
    table = make_table("open")
    key: Path = settings().keys / f"{table.wave.id}.key"
    kept = key.read_bytes()
    key.unlink()
    answer = ask(shared_app, "/readyz")
    assert (answer.status, answer.text) == (503, MISSING)
    port = urlsplit(shared_app.address).port
    asked = [sys.executable, str(READY), str(port)]
    told = subprocess.run(asked, capture_output=True, text=True, check=False)
    assert told.stderr == f"Port {port} is not ready: {MISSING}.\n"
    key.write_bytes(kept)
    assert ask(shared_app, "/readyz").text == "ready"

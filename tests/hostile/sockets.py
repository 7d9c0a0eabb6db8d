"""Start processes whose sockets are watched, and read what was seen."""

import shutil
from pathlib import Path

import pytest

from tests.hostile import watching_sockets


def watch_sockets(folder: Path, patch: pytest.MonkeyPatch) -> Path:
    """Where each Python process writes that is started while the patch holds."""
    folder.mkdir()
    shutil.copy(watching_sockets.__file__, folder / "sitecustomize.py")
    notes = folder / "notes"
    patch.setenv("PYTHONPATH", str(folder))
    patch.setenv("WATCHED_SOCKETS", str(notes))
    return notes


def watched_processes(notes: Path) -> set[int]:
    """The processes that were watched."""
    lines = notes.read_text(encoding="utf-8").splitlines()
    return {int(line.split()[1]) for line in lines if line.startswith("watching ")}


def sockets_that_left(notes: Path) -> list[str]:
    """What would have left this machine, and was refused."""
    lines = notes.read_text(encoding="utf-8").splitlines()
    return [line for line in lines if line.startswith("left ")]

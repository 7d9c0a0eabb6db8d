"""A command that is stopped on its way leaves no half of a copy of the database behind."""

import signal
import subprocess
import sys
from pathlib import Path

import pytest

from data.services.backing_up import back_up

_SLOWLY = """
import sys, time
from data.store import backup_file

def rows(self, given):
    print("half way", flush=True)
    time.sleep(60)

backup_file.Fingerprint.passing = rows
from data.cli import run
run()
"""


@pytest.mark.parametrize("command", ["backup", "restore"])
def test_a_backup_or_a_restore_that_is_stopped_leaves_nothing(
    sqlite_database: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, command: str
) -> None:
    back_up(tmp_path / "whole.backup")
    file = tmp_path / "new" / ("half.backup" if command == "backup" else "common_table.db")
    file.parent.mkdir(mode=0o700)
    if command == "restore":
        monkeypatch.setenv("COMMON_TABLE_HOME", str(file.parent))
    named = file if command == "backup" else tmp_path / "whole.backup"
    words = [sys.executable, "-c", _SLOWLY, command, str(named)]
    with subprocess.Popen(words, stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == b"half way\n"
        process.send_signal(signal.SIGTERM)
        assert process.wait(timeout=30) == 128 + signal.SIGTERM
    assert list(file.parent.iterdir()) == []

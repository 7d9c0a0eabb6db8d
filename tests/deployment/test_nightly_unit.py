"""Results as files every night: what systemd makes of the units, and that what they name is."""

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from benchmarks.server import ROOT
from data.cli import _parser
from surveys.families_content import families_content

DEPLOY = ROOT / "deploy"
EXPORT = "common-table-export.service"
BACKUP = "common-table-backup.service"
SERVICES = (EXPORT, BACKUP)
UNITS = (*SERVICES, "common-table-export.timer", "common-table-backup.timer")
EXPOSED_AT_MOST = "20"  # of 100, as for the processes
OF_THE_PROCESSES = ("Type", "ExecStart", "Nice", "Restart", "RestartSec", "KillSignal")
OF_THE_PROCESSES += ("TimeoutStopSec",)


def lines_of(name: str) -> dict[str, str]:
    """What the service part of a unit says, by name."""
    text = (DEPLOY / name).read_text(encoding="utf-8")
    service = text.partition("[Service]")[2].partition("[Install]")[0]
    return dict(re.findall(r"^(\w+)=(.*)$", service, re.MULTILINE))


@pytest.fixture
def installed(tmp_path: Path) -> Path:
    """The units, and the program that they name."""
    program = tmp_path / "opt" / ".venv" / "bin" / "common-table"
    program.parent.mkdir(parents=True)
    program.write_text("#!/bin/sh\n", encoding="utf-8")
    program.chmod(0o755)
    for name in UNITS:
        text = (DEPLOY / name).read_text(encoding="utf-8")
        (tmp_path / name).write_text(text.replace("/opt/common-table", str(tmp_path / "opt")))
    return tmp_path


def systemd_analyze(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    path = shutil.which("systemd-analyze")
    if path is None:
        pytest.skip("no systemd-analyze on this machine")
    command = [path, *arguments]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)


def test_systemd_takes_all_without_a_word(installed: Path) -> None:
    for name in UNITS:
        told = systemd_analyze(installed, "verify", f"./{name}")
        assert (told.returncode, told.stderr, told.stdout) == (0, "", "")


@pytest.mark.parametrize("unit", SERVICES)
def test_systemd_finds_that_it_may_do_little(unit: str, installed: Path) -> None:
    threshold = f"--threshold={EXPOSED_AT_MOST}"
    told = systemd_analyze(installed, "security", "--offline=true", threshold, f"./{unit}")
    assert told.returncode == 0, told.stdout[-300:]


@pytest.mark.parametrize("unit", SERVICES)
def test_it_may_do_what_a_process_may_and_has_its_settings(unit: str) -> None:
    ours, theirs = lines_of(unit), lines_of("common-table@.service")
    for name in OF_THE_PROCESSES:
        ours.pop(name, None)
        theirs.pop(name, None)
    assert ours == theirs


def test_the_command_that_it_runs_is_one_and_writes_where_it_may() -> None:
    program, *words = lines_of(EXPORT)["ExecStart"].split()
    assert program == "/opt/common-table/.venv/bin/common-table"
    asked = _parser().parse_args(words)
    assert asked.formats == ["xlsx"]
    assert asked.folder.parent == Path("/var/lib") / lines_of(EXPORT)["StateDirectory"]
    guide = (DEPLOY / "README.md").read_text(encoding="utf-8")
    assert f"{program} {' '.join(words)}" in guide


def test_backups_are_written_where_they_may_and_end_before_what_families_are_told() -> None:
    program, *words = lines_of(BACKUP)["ExecStart"].split()
    asked = _parser().parse_args(words)
    assert asked.file.parent == Path("/var/lib") / lines_of(BACKUP)["StateDirectory"]
    assert asked.keep_days + 1 < families_content().structure.limit("backup_days").most
    guide = (DEPLOY / "README.md").read_text(encoding="utf-8")
    assert f"{program} {' '.join(words)}" in guide

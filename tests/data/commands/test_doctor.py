"""`common-table doctor`: a line for each check, and an exit status for all."""

from pathlib import Path

import pytest

from data.clock import today
from data.services import start
from data.store import database as store


def test_a_deployment_that_is_well_says_so_line_by_line(home: Path, run) -> None:
    start.prepare()
    done = run("doctor")
    assert (done.status, done.said) == (0, [])
    lines = done.text.splitlines()
    assert all(line.startswith("ok: ") for line in lines)
    assert "ok: sqlite synchronous: 2" in lines


def test_a_backup_that_was_just_made_is_told_with_its_place(home: Path, tmp_path, run) -> None:
    start.prepare()
    assert "ok: last backup: none is noted here yet; make one" in run("doctor").text
    file = tmp_path / "one.backup"
    assert run("backup", str(file)).status == 0
    line = f"ok: last backup: of {today()}, today: {file}."
    assert line in run("doctor").text.splitlines()


def test_what_should_be_changed_is_a_line_and_the_exit_status(home: Path, run) -> None:
    start.prepare()
    home.chmod(0o777)
    done = run("doctor")
    assert done.status == 1
    wrong = [line for line in done.text.splitlines() if line.startswith("change: ")]
    assert wrong == [
        f"change: home folder: {home} has the mode 0777; others may look into it: chmod 700 {home}"
    ]


def test_nothing_is_made_and_nothing_brought_up_to_date_by_looking(home: Path, run) -> None:
    assert run("doctor").status == 1
    assert not home.exists()


@pytest.mark.postgresql
def test_a_server_is_looked_at_too(postgresql_database, run) -> None:
    done = run("doctor")
    lines = done.text.splitlines()
    assert "ok: postgresql fsync: on" in lines
    assert any(line.startswith("change: postgresql user: ") for line in lines)  # tests run as one
    assert store.differences() == ()

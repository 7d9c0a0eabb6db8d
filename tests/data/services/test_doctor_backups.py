"""Doctor says of when the last backup is, whether it is still there, and when it is too old."""

from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import update

from data.clock import at_day, today
from data.services import audit_log, backups_noted
from data.services.doctor_backups import MOST_DAYS, last_backup
from data.services.findings import Finding
from data.store import database as store
from data.tables.base import table_of
from data.tables.values import Wave


def noted(path: Path, *, days_ago: int = 0, is_folder: bool = False) -> Path:
    backups_noted.note(path, day=today() - timedelta(days_ago), days=28, is_folder=is_folder)
    return path


def test_a_backup_is_old_after_a_week(sqlite_database: str, tmp_path: Path) -> None:
    file = tmp_path / "one.backup"
    file.touch()
    noted(file, days_ago=MOST_DAYS)
    day = today() - timedelta(MOST_DAYS)
    assert last_backup() == Finding(ok=True, told=f"of {day}, {MOST_DAYS} days ago: {file}.")
    noted(file, days_ago=MOST_DAYS + 1)
    assert not last_backup().ok
    assert "8 days ago" in last_backup().told
    assert "common-table backup FILE" in last_backup().told


def test_a_backup_that_was_moved_away_is_told(sqlite_database: str, tmp_path: Path) -> None:
    file = noted(tmp_path / "one.backup")
    assert last_backup().ok
    assert f"{file} is not there any more" in last_backup().told


def test_the_newest_file_of_a_folder_counts_and_not_the_day_of_its_line(
    sqlite_database: str, tmp_path: Path
) -> None:
    folder = tmp_path / "by night"
    noted(folder, is_folder=True)
    assert f"{folder} is not there any more" in last_backup().told
    folder.mkdir()
    (folder / "mine").touch()
    assert f"{folder}/*.backup is not there any more" in last_backup().told
    for days_ago in (MOST_DAYS + 2, MOST_DAYS + 1):
        (folder / f"common-table-{today() - timedelta(days_ago)}.backup").touch()
    assert not last_backup().ok
    assert f"of {today() - timedelta(MOST_DAYS + 1)}" in last_backup().told


def test_a_backup_of_a_day_to_come_is_no_recent_one_and_is_told(
    sqlite_database: str, tmp_path: Path
) -> None:
    """A clock that was wrong for one night would else keep this check quiet for years."""
    folder = noted(tmp_path / "by night", is_folder=True)
    folder.mkdir()
    wrong = folder / f"common-table-{today() + timedelta(400)}.backup"
    old = folder / f"common-table-{today() - timedelta(MOST_DAYS + 1)}.backup"
    for file in (wrong, old):
        file.touch()
    assert not last_backup().ok
    assert "8 days ago" in last_backup().told
    new = folder / f"common-table-{today() + timedelta(1)}.backup"  # by UTC, it is that day already
    new.touch()
    assert last_backup().told.startswith(f"{wrong} is of {today() + timedelta(400)}, a day that is")
    assert not last_backup().ok
    wrong.unlink()
    assert last_backup() == Finding(ok=True, told=f"of {today() + timedelta(1)}, today: {new}.")


def test_a_folder_that_cannot_be_looked_into_is_told_as_such(
    sqlite_database: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    noted(tmp_path / "theirs", is_folder=True)

    def refuse(_path: Path) -> None:
        raise PermissionError

    monkeypatch.setattr(Path, "iterdir", refuse)
    assert last_backup().ok
    assert "cannot look" in last_backup().told


def test_none_at_all_is_told_once_there_was_a_week_to_make_one(sqlite_database: str) -> None:
    assert last_backup().ok
    audit_log.record("team.create")
    assert last_backup().ok
    with at_day(today() + timedelta(MOST_DAYS + 2)):
        assert not last_backup().ok
        assert last_backup().told.startswith("none is noted here; make one")


def test_a_wave_that_was_closed_since_is_told(opened, tmp_path: Path) -> None:
    file = noted(tmp_path / "one.backup", days_ago=2)
    file.touch()
    for days_ago, well in ((2, True), (1, False)):
        values = {"counted": True, "closes_on": today() - timedelta(days_ago)}
        with store.writing() as connection:
            connection.execute(update(table_of(Wave)).values(**values))
        assert last_backup().ok == well
    assert "A wave was closed since" in last_backup().told

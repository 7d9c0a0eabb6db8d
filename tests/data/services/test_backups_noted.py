"""The list of backups says where they were put, and looks whether they are there still."""

import os
from datetime import date, timedelta
from pathlib import Path

import pytest

from data.services.backups_noted import FILE, Backup, day_of, note, noted, still_there
from data.settings import settings

DAY = date(2026, 11, 30)


@pytest.mark.parametrize("day", [DAY + timedelta(days) for days in range(95)], ids=str)
def test_every_day_of_a_calendar_names_a_backup(day: date) -> None:
    assert day_of(f"common-table-{day}.backup") == day
    assert day_of(f"common-table-{day}-12.backup") == day


@pytest.mark.parametrize("name", ["2026-02-30", "2026-02-29", "2026-13-01", "2026-1-1", "mine"])
def test_what_names_no_day_is_no_backup_of_ours(name: str) -> None:
    assert day_of(f"common-table-{name}.backup") is None


def test_backups_are_there_until_they_are_removed(home: Path, tmp_path: Path) -> None:
    assert (noted(), still_there().backups) == ((), ())
    folder, file = tmp_path / "by night", tmp_path / "odd\nnäme %.backup"
    folder.mkdir()
    for name in ("common-table-2026-11-29.backup", "common-table-2026-11-30-2.backup", "mine"):
        (folder / name).touch()
    file.touch()
    note(folder, day=DAY, days=28, is_folder=True)
    note(file, day=DAY, days=None)
    assert still_there().backups == (
        Backup(date(2026, 11, 29), date(2026, 12, 27)),
        *(Backup(DAY, until) for until in (date(2026, 12, 28), None)),
    )
    (folder / "common-table-2026-11-29.backup").unlink()
    file.unlink()
    assert still_there().backups == (Backup(DAY, date(2026, 12, 28)),)
    assert (home / FILE).stat().st_mode & 0o777 == 0o600


def test_a_place_is_noted_once_and_a_file_that_is_gone_no_more(home: Path, tmp_path: Path) -> None:
    for days in (20, 28):
        note(tmp_path, day=DAY, days=days, is_folder=True)
    file = tmp_path / "one.backup"
    file.touch()
    note(file, day=DAY, days=30)
    assert [(each.path, each.days) for each in noted()] == [(tmp_path, 28), (file, 30)]
    file.unlink()
    note(tmp_path, day=DAY, days=28, is_folder=True)
    assert [each.path for each in noted()] == [tmp_path]


def test_where_nobody_can_look_a_backup_may_be(
    home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    note(tmp_path / "gone", day=DAY, days=28, is_folder=True)
    assert still_there().out_of_sight == 1
    file = tmp_path / "one.backup"
    file.touch()
    note(file, day=DAY, days=30)

    def refuse(path: Path) -> os.stat_result:
        raise PermissionError(path)

    with monkeypatch.context() as closed:
        closed.setattr(Path, "stat", refuse)
        found = still_there()
    assert (found.backups, found.out_of_sight) == ((), 2)
    assert len(still_there().backups) == 1


def test_a_line_that_is_none_is_passed_over(home: Path, tmp_path: Path) -> None:
    (tmp_path / "one.backup").touch()
    note(tmp_path / "one.backup", day=DAY, days=30)
    lines = (settings().home / FILE).read_text()
    bad = "file 2026-02-30 3 /x\nfile 2026-11-30 x /x\nnonsense\n\nfile 2026-11-3"
    (settings().home / FILE).write_text(f"{bad}\n{lines}")
    assert [each.path.name for each in noted()] == ["one.backup"]

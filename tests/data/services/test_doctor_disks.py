"""Room is looked for on each disk that the program writes to."""

import shutil
from collections import namedtuple
from pathlib import Path

import pytest

from data.services import doctor_machine
from data.settings import settings

Usage = namedtuple("Usage", "total used free")


@pytest.mark.parametrize("full", ["home", "elsewhere"])
def test_a_full_disk_is_told_whether_the_database_or_the_home_folder_lies_on_it(
    home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, full: str
) -> None:
    elsewhere = tmp_path / "elsewhere"
    for folder in (home, elsewhere):
        folder.mkdir()
    monkeypatch.setenv("COMMON_TABLE_DATABASE_URL", f"sqlite:///{elsewhere / 'table.db'}")
    settings.cache_clear()
    free = {home: 9e9, elsewhere: 9e9}
    monkeypatch.setattr(shutil, "disk_usage", lambda path: Usage(9e9, 0, free[path]))
    assert doctor_machine.disk_space().ok
    free[tmp_path / full] = 1e6
    told = doctor_machine.disk_space()
    assert not told.ok
    assert told.told == f"1 MB free under {tmp_path / full}; make room for 200 MB at least."

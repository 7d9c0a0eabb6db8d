"""Whether a process is ready, and why not."""

from pathlib import Path

import pytest

from data.services import start
from data.settings import settings
from data.store import database as store


def test_a_process_with_its_database_and_all_keys_misses_nothing(opened) -> None:
    assert start.why_not_ready() is None
    assert start.is_ready()


def test_a_key_that_is_missing_is_the_reason_and_names_no_wave(opened, home: Path) -> None:
    (home / "keys" / f"{opened.wave.id}.key").unlink()
    assert start.why_not_ready() == "the folder of keys has the key of no open wave"
    assert not start.is_ready()


def test_one_lost_key_of_several_keeps_no_process_from_its_work(make_round, home: Path) -> None:
    lost, other = make_round(name="A"), make_round(name="B")
    (home / "keys" / f"{lost.wave.id}.key").unlink()
    assert start.is_ready()
    (home / "keys" / f"{other.wave.id}.key").unlink()
    assert not start.is_ready()


def test_a_database_without_tables_is_the_reason(database) -> None:
    store.downgrade("base")
    reason = start.why_not_ready()
    assert reason == "the database is empty; common-table migrate brings it up to date"


def test_a_server_that_does_not_answer_is_the_reason_and_nothing_of_its_address_is_told(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COMMON_TABLE_DATABASE_URL", "postgresql://me:sesame@127.0.0.1:1/table")
    settings.cache_clear()
    assert start.why_not_ready() == "the database does not answer"


def test_migrating_tells_of_a_file_that_was_not_there(home: Path) -> None:
    assert start.migrate() == home / "common_table.db"
    assert start.migrate() is None


@pytest.mark.postgresql
def test_migrating_a_server_makes_no_file(postgresql_database, home: Path) -> None:
    assert start.migrate() is None
    assert not (home / "common_table.db").exists()

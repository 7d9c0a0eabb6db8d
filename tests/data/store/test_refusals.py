"""What whoever runs the program reads where a database refused: the matter, and what to do."""

import sqlite3
from contextlib import closing

import pytest
from sqlalchemy import text

from data.store import connections, refusals
from data.store import database as store
from data.store.connections import StorageError


@pytest.mark.parametrize(
    ("state", "said"),
    [
        ("SQLITE_FULL", "is full. Make room"),
        ("SQLITE_IOERR_SHMSIZE", "is full or does not work"),
        ("SQLITE_BUSY", "another program holds"),
        ("SQLITE_BUSY_SNAPSHOT", "another program holds"),
        ("SQLITE_READONLY_DIRECTORY", "may not be written to"),
        ("SQLITE_CANTOPEN", "may not be written to"),
        ("53100", "is full. Make room"),
        ("53300", "no connection left"),
        ("25006", "takes no changes now"),
        ("42501", "user of the database may not"),
    ],
)
def test_a_refusal_is_told_in_words_with_what_to_do(state: str, said: str) -> None:
    assert said in (refusals.why(state) or "")


@pytest.mark.parametrize("state", ["", "40P01", "SQLITE_CONSTRAINT_UNIQUE", "SQLITE_ERROR"])
def test_of_others_nothing_is_guessed(state: str) -> None:
    assert refusals.why(state) is None


def test_a_database_that_is_held_is_told_so_to_whoever_runs_the_program_and_to_nobody_else(
    sqlite_database: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(connections, "_BUSY_SECONDS", 0.1)
    store.dispose()
    with closing(sqlite3.connect(sqlite_database.removeprefix("sqlite:///"))) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(StorageError, match="could not do this") as refused, store.writing():
            pass
    assert refused.value.in_full.startswith("Nothing was changed: another program holds")
    assert "another program" not in str(refused.value)


@pytest.mark.postgresql
def test_a_server_that_takes_no_changes_is_told_so(postgresql_database: str) -> None:
    def write() -> None:
        with store.writing() as connection:
            connection.execute(text("SET TRANSACTION READ ONLY"))
            connection.execute(text("DELETE FROM staff_session"))

    with pytest.raises(StorageError) as refused:
        write()
    assert "takes no changes now" in refused.value.in_full

"""How the store talks to its database: settings, locks, and messages without values."""

import sqlite3
import threading
import traceback
from contextvars import copy_context

import pytest
from sqlalchemy import insert, select, text

from data.settings import settings
from data.store import connections, fault_points
from data.store import database as store
from data.tables.base import table_of
from data.tables.people import Team

CANARY = "canary-4f1c: the judge never listens"


def _team(name: str, team_id: str = "t"):
    return insert(table_of(Team)).values(id=team_id, name=name, jurisdiction="", demo=False)


def _write_a_team(then: Exception | None = None) -> None:
    with store.writing() as connection:
        connection.execute(_team("A"))
        if then:
            raise then


def _write(statement) -> None:
    with store.writing() as connection:
        connection.execute(statement)


@pytest.mark.parametrize(
    ("pragma", "value"),
    [
        ("journal_mode", "wal"),
        ("synchronous", 2),
        ("busy_timeout", 10000),
        ("foreign_keys", 1),
        ("secure_delete", 1),
        ("trusted_schema", 0),
        ("temp_store", 2),
        ("auto_vacuum", 0),
    ],
)
def test_sqlite_is_set_so_that_an_acknowledged_answer_survives_a_power_cut(
    sqlite_database, pragma, value
):
    for begin in (store.reading, store.writing):
        with begin() as connection:
            assert connection.execute(text(f"PRAGMA {pragma}")).scalar() == value


def test_foreign_keys_are_checked_again_after_a_migration(sqlite_database):
    store.upgrade()
    with store.reading() as connection:
        assert connection.execute(text("PRAGMA foreign_keys")).scalar() == 1


def test_a_writing_transaction_on_sqlite_has_the_write_lock_from_its_first_word(
    sqlite_database, home
):
    with store.writing():
        other = sqlite3.connect(home / "common_table.db", timeout=0, isolation_level=None)
        with pytest.raises(sqlite3.OperationalError, match="locked"):
            other.execute("BEGIN IMMEDIATE")
        other.execute("BEGIN")  # a reader is not in the way
        assert other.execute("SELECT count(*) FROM team").fetchone() == (0,)
        other.close()


def test_a_reading_transaction_on_sqlite_lets_a_writer_in(sqlite_database):
    with store.reading() as reader:
        reader.execute(select(table_of(Team))).all()
        with store.writing() as writer:
            writer.execute(_team("A"))
        assert reader.execute(select(table_of(Team))).all() == []  # one state of the database


def test_postgresql_acknowledges_what_is_on_disk_whatever_its_usual_setting_is(
    postgresql_database, postgresql
):
    name = postgresql_database.rsplit("/", 1)[1].split("?")[0]
    postgresql.run(f"ALTER DATABASE {name} SET synchronous_commit = off")
    store.dispose()
    with store.writing() as connection:
        assert connection.execute(text("SHOW synchronous_commit")).scalar() == "on"


def test_no_database_of_ours_times_its_commits(database):
    assert not connections.times_commits()


def test_what_is_not_finished_was_never_there(database):
    with pytest.raises(RuntimeError, match="stop"):
        _write_a_team(then=RuntimeError("stop"))
    with store.reading() as connection:
        assert connection.execute(select(table_of(Team))).all() == []


def test_a_writer_waits_for_one_in_another_process_and_then_writes(sqlite_database, home):
    other = sqlite3.connect(home / "common_table.db", timeout=0, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    writer = threading.Thread(target=copy_context().run, args=(_write_a_team,))
    writer.start()
    other.execute("COMMIT")
    writer.join()
    with store.reading() as connection:
        assert len(connection.execute(select(table_of(Team))).all()) == 1
    other.close()


def test_a_writer_gives_up_with_a_plain_message_when_the_lock_never_comes(
    sqlite_database, home, monkeypatch
):
    monkeypatch.setattr(connections, "_BUSY_SECONDS", 0)
    other = sqlite3.connect(home / "common_table.db", timeout=0, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(store.StorageError, match=r"SQLITE_BUSY.*nothing was changed"):
        _write_a_team()
    other.close()
    _write_a_team()  # and recovers without a restart


def _errors(canary: str):
    """Errors of every kind that a database has, with an answer in the parameters."""
    yield _team(canary, team_id="same")
    yield text("INSERT INTO team (id, name) VALUES (:id, :name)").bindparams(id="x", name=canary)
    yield text("INSERT INTO draft VALUES (:k, :name, :k)").bindparams(k=b"k", name=canary)
    yield text("INSERT INTO nowhere VALUES (:name)").bindparams(name=canary)
    yield text("SELECT CAST(:name AS INTEGER) / 0 FROM nowhere").bindparams(name=canary)
    yield text("UPDATE team SET id = NULL WHERE jurisdiction = :name OR TRUE").bindparams(
        name=canary
    )


@pytest.mark.parametrize("number", range(6))
def test_no_message_of_the_database_holds_a_value(database, number, caplog):
    _write(_team(CANARY, team_id="same"))
    with pytest.raises(store.StorageError, match="nothing was changed") as caught:
        _write(list(_errors(CANARY))[number])
    shown = "".join(traceback.format_exception(caught.value))
    chained = caught.value
    while chained is not None:
        shown += str(chained) + repr(chained)
        chained = chained.__cause__ or chained.__context__
    assert CANARY not in shown + caplog.text


@pytest.mark.parametrize(
    ("address", "place"),
    [
        ("me:sesame@127.0.0.1:1/table", "'table' at 127.0.0.1, port 1,"),
        ("me:sesame@nowhere.invalid/table", "'table' at nowhere.invalid, port 5432,"),
        ("me:sesame@127.0.0.1:1/table?sslmode=wrong", "'table' at 127.0.0.1, port 1,"),
        ("me:sesame@127.0.0.1:1/table?nonsense=1", "'table' at 127.0.0.1, port 1,"),
        ("me:sesame@/table?host=/nowhere&port=6543", "'table' at /nowhere, port 6543,"),
    ],
)
@pytest.mark.parametrize("begin", [store.reading, store.writing])
def test_a_server_that_cannot_be_reached_is_named_to_whoever_runs_the_program_only(
    home, monkeypatch, begin, address: str, place: str
):
    monkeypatch.setenv("COMMON_TABLE_DATABASE_URL", f"postgresql://{address}")
    settings.cache_clear()
    with pytest.raises(store.StorageError) as caught, begin():
        pass
    assert str(caught.value) == (
        "The database does not answer; nothing was changed. Try again in a minute."
    )
    assert caught.value.in_full.startswith(f"The database {place} does not answer, or does not")
    assert "COMMON_TABLE_DATABASE_URL" in caught.value.in_full
    shown = "".join(traceback.format_exception(caught.value))
    assert caught.value.in_full in shown  # where a start fails
    assert "sesame" not in shown
    assert "me:" not in caught.value.in_full


def test_a_server_that_has_no_such_database_is_told_likewise(postgresql_database, monkeypatch):
    address = postgresql_database.replace("/test_", "/nothing_")
    monkeypatch.setenv("COMMON_TABLE_DATABASE_URL", address)
    settings.cache_clear()
    store.dispose()
    with pytest.raises(store.StorageError) as caught, store.reading():
        pass
    assert "The database 'nothing_" in caught.value.in_full


def _damage(file) -> None:
    """Overwrite the head of each page but the first two."""
    content = bytearray(file.read_bytes())
    for place in range(2 * 4096, len(content), 4096):
        content[place : place + 64] = b"x" * 64
    file.write_bytes(content)


def test_a_damaged_file_is_to_be_restored_and_not_tried_again(sqlite_database, home):
    _write(_team(CANARY))
    store.dispose()
    file = home / "common_table.db"
    _damage(file)
    for step in (_write_a_team, lambda: connections.rewrite(())):
        with pytest.raises(store.StorageError) as caught:
            step()
        assert "ry again" not in str(caught.value) + caught.value.in_full
        assert str(home) not in str(caught.value)
        assert caught.value.in_full.startswith(f"{file} is damaged (SQLITE_CORRUPT")
        assert "common-table restore FILE" in caught.value.in_full
        assert CANARY not in "".join(traceback.format_exception(caught.value))


def test_no_statement_is_ever_echoed_and_parameters_stay_hidden(database):
    assert store.engine().hide_parameters
    assert not store.engine().echo


def test_after_an_error_in_the_middle_of_a_read_the_next_one_sees_what_is_there_now(
    sqlite_database, home
):
    for number in range(5):
        _write(_team("before", team_id=str(number)))
    names, held = select(table_of(Team).c.name), []
    with pytest.raises(RuntimeError, match="in the middle"), store.reading() as connection:
        _stop_in_the_middle(connection.execute(names), held)
    other = sqlite3.connect(home / "common_table.db", isolation_level=None)
    other.execute("UPDATE team SET name = 'after'")
    other.close()
    with store.reading() as connection:
        assert set(connection.execute(names).scalars()) == {"after"}


def _stop_in_the_middle(rows, held: list) -> None:
    held.append(rows)  # as a traceback holds it
    rows.fetchone()
    raise RuntimeError("in the middle")


def test_there_is_one_engine_until_it_is_disposed_of(database):
    first = store.engine()
    assert store.engine() is first
    store.dispose()
    assert store.engine() is not first


def test_fault_points_do_nothing_outside_of_tests():
    assert fault_points.hook("anything") is None


def test_a_table_that_somebody_reads_is_waited_for_briefly_and_again(
    postgresql_database, monkeypatch
):
    """Whoever waits for the lock of a table keeps all others from it; a backup reads for long."""
    monkeypatch.setattr(connections, "_LOCK_SECONDS", 0.1)
    monkeypatch.setattr(connections, "_LOCK_TRIES", 3)
    monkeypatch.setattr(connections, "_PAUSE", 0)
    _write(_team("before"))
    table = table_of(Team)
    with store.reading() as connection:
        connection.execute(select(table.c.name)).all()
        with pytest.raises(store.StorageError, match="55P03"):
            connections.rewrite((table,))
        with store.reading() as other:
            assert other.execute(select(table.c.name)).scalars().all() == ["before"]
    connections.rewrite((table,))
    with store.reading() as connection:
        assert connection.exec_driver_sql("SHOW lock_timeout").scalar() == "0"

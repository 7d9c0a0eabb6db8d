"""How we talk to the database: one engine, transactions that read, transactions that write.

On SQLite a writing transaction takes the write lock at its first word (BEGIN IMMEDIATE), writers
of one process queue before it, and what is committed is on disk. On PostgreSQL the defaults do.
No message of the database leaves this module: PostgreSQL puts whole rows into them.
"""

import os
import sqlite3
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any

import psycopg
import psycopg.sql
from sqlalchemy import URL, Connection, Engine, Table, create_engine, event, text
from sqlalchemy.engine import make_url
from sqlalchemy.exc import DBAPIError, OperationalError, ProgrammingError

from data.settings import DATABASE_URL, settings
from data.store import refusals
from data.store.guard import guard, remember_scope, scope_of
from data.store.pinging import ping_what_may_be_gone
from data.store.scope import scope

_BUSY_SECONDS = 10
_TRIES = 4
_PAUSE = 0.25  # seconds, longer at each try: two that close one wave are in each other's way
_LOCK_SECONDS = 2  # a backup reads for longer than anybody waits for a page
_LOCK_TRIES = 20
_LOCKED = "55P03"
_CONNECTIONS = 10  # of one process, kept open: to open one takes longer than most of what it is for
_MORE_CONNECTIONS = 5
_USUAL_PORT = 5432
_DAMAGED = ("SQLITE_CORRUPT", "SQLITE_NOTADB")
_PRAGMAS = (
    "PRAGMA synchronous=FULL",  # NORMAL loses acknowledged answers in a power cut
    "PRAGMA foreign_keys=ON",
    "PRAGMA secure_delete=ON",
    "PRAGMA trusted_schema=OFF",
    "PRAGMA temp_store=MEMORY",  # a VACUUM must not leave a copy in a folder for temporary files
)

_writers: dict[Engine, threading.RLock] = {}
_engines_lock = threading.Lock()


class StorageError(RuntimeError):
    """The database refused or was not there. The message never holds a value.

    Attributes:
        in_full: what whoever runs the program should read instead; it may say where the database
            is, which nobody else needs to know, and names neither a user nor a password.
    """

    def __init__(self, message: str, *, in_full: str | None = None) -> None:
        super().__init__(message)
        self.in_full = in_full or message
        if in_full is not None:
            self.add_note(in_full)  # for a start that fails


def engine() -> Engine:
    """The engine for the database of the settings; the guarded one unless all teams are in scope.

    A connection keeps the scope that it was made in.
    """
    with _engines_lock:
        url = settings().database_url
        return _engine(url) if scope().all_teams else _engine_of_some_teams(url)


def dispose() -> None:
    """Close every connection, as a restart would."""
    with _engines_lock:
        for known in _writers:
            known.dispose()
        _writers.clear()
        _engine.cache_clear()
        _engine_of_some_teams.cache_clear()


def is_sqlite() -> bool:
    """The database is a file of ours."""
    return engine().dialect.name == "sqlite"


@contextmanager
def reading() -> Iterator[Connection]:
    """A transaction that sees one state of the database and changes nothing.

    Raises:
        StorageError: the database refused or was not there.
    """
    with _without_values(), _connected() as connection:
        try:
            yield connection
        except BaseException:
            connection.invalidate()  # a cursor left open would keep showing this state
            raise


@contextmanager
def writing(*, foreign_keys: bool = True) -> Iterator[Connection]:
    """A transaction that is on disk when the block is left, or never was.

    Args:
        foreign_keys: whether SQLite checks them; a migration that rebuilds a table says no.

    Raises:
        StorageError: the database refused; nothing was changed.
    """
    with _without_values(), _turn(), _connected() as connection:
        _check_foreign_keys(connection, wanted=foreign_keys)
        try:
            _begin(connection)
            yield connection
            connection.commit()
        finally:
            connection.rollback()
            _check_foreign_keys(connection, wanted=True)


def rewrite(tables: tuple[Table, ...]) -> None:
    """Write tables anew without what was deleted from them, and empty the log where we may."""
    with _without_values(), _turn():
        if is_sqlite():
            _vacuum()
        else:
            _vacuum_full(tables)


def times_commits() -> bool:
    """The server writes down when each row was changed, which would time every answer."""
    if is_sqlite():
        return False
    with reading() as connection:
        return connection.execute(text("SHOW track_commit_timestamp")).scalar() == "on"


def lock_name(purpose: str, key: bytes) -> int:
    """A number for PostgreSQL's advisory locks, the same in every process."""
    return int.from_bytes(purpose.encode()[:3] + key[:5], signed=True)


def damaged_file(reason: str = "it was checked") -> StorageError:
    """What to say of a file that is no sound SQLite database.

    Args:
        reason: how it was found, without any value.
    """
    file = Path(make_url(settings().database_url).database or "")
    return StorageError(
        "The file of the database is damaged. Whoever runs this program must restore a backup.",
        in_full=f"{file} is damaged ({reason}). Stop the program, move the file away together "
        f"with {file.name}-wal if that is there, and restore a backup: common-table restore FILE",
    )


@cache
def _engine(url: str) -> Engine:
    address = make_url(url)
    if address.get_backend_name() == "sqlite":
        made = _sqlite_engine(url, Path(address.database or ""))
    else:
        made = create_engine(
            url,
            hide_parameters=True,
            pool_size=_CONNECTIONS,
            max_overflow=_MORE_CONNECTIONS,
            connect_args={"options": "-c synchronous_commit=on"},  # acknowledged is on disk
        )
        event.listen(made, "begin", _begin_postgresql)
        ping_what_may_be_gone(made)
    _writers[made] = threading.RLock()
    return made


@cache
def _engine_of_some_teams(url: str) -> Engine:
    """On the same pool, with the wall between teams."""
    made = _engine(url).execution_options()
    remember_scope(made)
    guard(made)
    return made


def _all_teams() -> Engine:
    """For what no team's rows are read by, whatever the scope."""
    with _engines_lock:
        return _engine(settings().database_url)


def _sqlite_engine(url: str, file: Path) -> Engine:
    file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    os.close(os.open(file, os.O_CREAT | os.O_RDWR, 0o600))
    made = create_engine(url, hide_parameters=True, connect_args={"timeout": _BUSY_SECONDS})
    event.listen(made, "connect", prepare_sqlite)
    event.listen(made, "begin", begin_sqlite)
    return made


def prepare_sqlite(connection: Any, _record: Any) -> None:
    """Let a new connection keep what is committed, and leave nothing of what is deleted."""
    connection.isolation_level = None  # the driver begins nothing by itself; begin_sqlite does
    cursor = connection.cursor()
    for attempt in range(_TRIES):
        try:
            cursor.execute("PRAGMA journal_mode=WAL")
            break
        except connection.OperationalError:  # two first starts at once; this one is not waited for
            if attempt == _TRIES - 1:
                raise
            time.sleep(0.1 * (attempt + 1))
    for pragma in _PRAGMAS:
        cursor.execute(pragma)
    cursor.close()


def begin_sqlite(connection: Connection) -> None:
    """Begin; one that says it writes takes the lock at once."""
    word = "BEGIN IMMEDIATE" if connection.info.pop("writes", False) else "BEGIN"
    connection.exec_driver_sql(word)


def _begin_postgresql(connection: Connection) -> None:
    """Begin, and tell row-level security whose rows these are, in one word to the server."""
    if connection.get_execution_options().get("isolation_level") == "AUTOCOMMIT":
        return
    raw: Any = connection.connection.driver_connection
    plain = raw.isolation_level is None and raw.read_only is None and raw.deferrable is None
    raw.autocommit = plain  # the driver begins by itself what is no plain transaction
    teams = psycopg.sql.Literal(_teams_setting(connection)).as_string(raw)
    words = f"SELECT set_config('common_table.teams', {teams}, true)"
    try:
        raw.cursor().execute(f"BEGIN; {words}" if plain else words, prepare=False)
    except psycopg.Error as error:
        raise DBAPIError.instance(None, None, error, psycopg.Error, hide_parameters=True) from None


def _teams_setting(connection: Connection) -> str:
    chosen = scope_of(connection)
    if chosen.all_teams:
        return "*"
    if any("," in team or team == "*" for team in chosen.teams):
        raise ValueError("scope: the id of a team holds no comma and is not a star.")
    return ",".join(sorted(chosen.teams))


def _begin(connection: Connection) -> None:
    if connection.dialect.name != "sqlite":
        connection.begin()
        return
    for attempt in range(_TRIES):
        connection.info["writes"] = True
        try:
            connection.begin()
            return
        except OperationalError:  # locked for longer than the time the driver waits
            if attempt == _TRIES - 1:
                raise


def _check_foreign_keys(connection: Connection, *, wanted: bool) -> None:
    """SQLite hears this outside of a transaction only."""
    if connection.dialect.name != "sqlite" or connection.info.get("unchecked", False) != wanted:
        return
    connection.info["unchecked"] = not wanted
    cursor = connection.connection.cursor()
    cursor.execute(f"PRAGMA foreign_keys={'ON' if wanted else 'OFF'}")
    cursor.close()


@contextmanager
def _turn() -> Iterator[None]:
    target = _all_teams()
    if target.dialect.name != "sqlite":
        yield
        return
    with _writers[target]:
        yield


@contextmanager
def _without_values() -> Iterator[None]:
    try:
        yield
    except DBAPIError as error:
        raise _described(error) from None


def _connected() -> Connection:
    """A connection; on a server, what goes wrong before there is one is a matter of settings."""
    target = engine()
    try:
        return target.connect()
    except DBAPIError as error:
        if target.dialect.name == "sqlite":
            raise
        _take_words(error)
    raise StorageError(
        "The database does not answer; nothing was changed. Try again in a minute.",
        in_full=f"{_place(target.url)} does not answer, or does not let us in. Check that the "
        f"server runs, and every part of {DATABASE_URL}.",
    )


def _place(address: URL) -> str:
    """Which database that is, without user and password."""
    asked = {name: value for name, value in address.query.items() if isinstance(value, str)}
    host = address.host or asked.get("host") or "this machine"
    port = address.port or asked.get("port") or _USUAL_PORT
    name = address.database or asked.get("dbname") or ""
    return f"The database '{name}' at {host}, port {port},"


def _described(error: DBAPIError) -> StorageError:
    """What happened without any value."""
    kind, state = _take_words(error)
    if state.startswith(_DAMAGED):
        return damaged_file(state)
    reason = refusals.why(state)
    return StorageError(
        f"The database could not do this ({kind} {state}); nothing was changed. Try again.",
        in_full=reason and f"Nothing was changed: {reason} ({state}).",
    )


def _take_words(error: DBAPIError) -> tuple[str, str]:
    """The kind of an error and its state; the error itself loses its words."""
    kind = type(error).__name__
    state = getattr(error.orig, "sqlstate", None) or getattr(error.orig, "sqlite_errorname", "")
    if error.orig is not None:
        error.orig.args = (kind,)
    error.args = (kind,)
    return kind, str(state)


def _vacuum() -> None:
    """Until nothing that was deleted is left in the file or in its log.

    Raises:
        StorageError: others read or write for longer than we wait, call again; or it is damaged.
    """
    for tried in range(_TRIES):
        time.sleep(_PAUSE * tried)
        try:
            if _vacuum_once():
                return
        except sqlite3.OperationalError:  # somebody else writes
            continue
        except sqlite3.DatabaseError as error:
            raise damaged_file(getattr(error, "sqlite_errorname", "")) from None
    raise StorageError("The database is in use and could not be tidied. Try again in a minute.")


def _vacuum_once() -> bool:
    """Whether the log is empty too; a reader can be in the way of that."""
    raw = _all_teams().raw_connection()
    try:
        cursor = raw.cursor()
        cursor.execute("VACUUM")
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        (busy, *_) = cursor.fetchone() or (0,)
        cursor.close()
        return not busy
    finally:
        raw.close()


def _vacuum_once_it_is_free(connection: Connection, table: Table) -> None:
    """Write a table anew; whoever waits for its lock keeps all others waiting, so only briefly."""
    for attempt in range(_LOCK_TRIES):
        try:
            connection.execute(text(f"VACUUM FULL {table.name}"))
        except OperationalError as error:
            if getattr(error.orig, "sqlstate", "") != _LOCKED or attempt == _LOCK_TRIES - 1:
                raise
            time.sleep(_PAUSE * 2)
        else:
            return


def _vacuum_full(tables: tuple[Table, ...]) -> None:
    with _all_teams().connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(text(f"SET lock_timeout = '{_LOCK_SECONDS}s'"))
        try:
            for table in tables:
                _vacuum_once_it_is_free(connection, table)
        finally:
            connection.execute(text("RESET lock_timeout"))
        try:
            connection.execute(text("CHECKPOINT"))
        except (OperationalError, ProgrammingError):
            return  # only some database users may; the server does it by itself soon

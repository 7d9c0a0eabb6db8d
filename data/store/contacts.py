"""The book of contacts as rows, in a database of its own with an engine of its own."""

import os
import sqlite3
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import alembic.command
from alembic.config import Config
from sqlalchemy import (
    Connection,
    Delete,
    Engine,
    case,
    create_engine,
    delete,
    event,
    select,
    text,
)
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine import make_url
from sqlalchemy.exc import DBAPIError

import data.migrations.contacts
from data.settings import settings
from data.store.connections import StorageError, begin_sqlite, prepare_sqlite
from data.tables.contacts import contact

_BUSY_SECONDS = 10
_TRIES = 4
_PAUSE = 0.25  # seconds, longer at each try
_MIGRATION_LOCK = 0x436F6E74616374  # any number that nobody else uses
_INSERT = {"sqlite": sqlite.insert, "postgresql": postgresql.insert}
_lock = threading.Lock()
_engines: list[Engine] = []


def add_contact(row_id: bytes, *, book: bytes, sealed: bytes, destroy_on: date) -> None:
    """Keep what somebody wrote; a row of this id that is there already stays as it is.

    Raises:
        StorageError: the database refused; nothing was kept.
    """
    values = {"id": row_id, "book": book, "version": 1, "sealed": sealed}
    with _writing() as connection:
        added = _INSERT[connection.dialect.name](contact).values(**values, destroy_on=destroy_on)
        connection.execute(added.on_conflict_do_nothing())


def contacts_in(book: bytes) -> tuple[tuple[bytes, int, bytes], ...]:
    """Id, version and sealed content of everybody in a book, in no order that tells anything."""
    columns = select(contact.c.id, contact.c.version, contact.c.sealed)
    with _reading() as connection:
        rows = connection.execute(columns.where(contact.c.book == book).order_by(contact.c.id))
        return tuple((row.id, row.version, row.sealed) for row in rows)


def last_days(book: bytes) -> Mapping[bytes, date]:
    """Id to last day of everybody in a book."""
    columns = select(contact.c.id, contact.c.destroy_on).where(contact.c.book == book)
    with _reading() as connection:
        return {row.id: row.destroy_on for row in connection.execute(columns)}


def end_by(book: bytes, last: date) -> None:
    """Nobody in a book stays longer than this day; whoever ends before it does so still."""
    later = (contact.c.book == book) & (contact.c.destroy_on > last)
    with _writing() as connection:
        connection.execute(contact.update().where(later).values(destroy_on=last))


def change_contact(
    row_id: bytes, *, book: bytes, version: int, sealed: bytes, destroy_on: date | None = None
) -> bool:
    """Put a new version in the place of the one that was seen; False when it is another by now.

    Args:
        destroy_on: a new last day, which counts where it is earlier; None leaves it as it is.
    """
    mine = (contact.c.id == row_id, contact.c.book == book, contact.c.version == version)
    with _writing() as connection:
        values: dict[str, Any] = {"version": version + 1, "sealed": sealed}
        if destroy_on is not None:
            later = contact.c.destroy_on > destroy_on
            values["destroy_on"] = case((later, destroy_on), else_=contact.c.destroy_on)
        done = connection.execute(contact.update().where(*mine).values(**values))
        return done.rowcount == 1


def remove_contacts(book: bytes, *, row_id: bytes | None = None) -> int:
    """Remove one contact of a book, or all; returns how many, whose bytes are gone by then."""
    mine = contact.c.book == book
    if row_id is not None:
        mine = mine & (contact.c.id == row_id)
    return _removed(delete(contact).where(mine))


def remove_due(day: date, *, book: bytes | None = None) -> int:
    """Remove everybody whose last day has passed, in one book or in all; returns how many."""
    due = contact.c.destroy_on < day
    if book is not None:
        due = due & (contact.c.book == book)
    return _removed(delete(contact).where(due), always=book is None)


def sqlite_file() -> Path | None:
    """The file of contacts, whether it is there or not; None on a server."""
    address = make_url(settings().contacts_url)
    return Path(address.database or "") if address.get_backend_name() == "sqlite" else None


def try_to_reach() -> None:
    """Talk to a server of contacts once, and change nothing there.

    Raises:
        StorageError: it does not answer, or does not let us in.
    """
    made = create_engine(settings().contacts_url, hide_parameters=True)
    try:
        with _without_values(), made.connect() as connection:
            connection.execute(text("SELECT 1"))
    finally:
        made.dispose()


def dispose() -> None:
    """Close every connection, as a restart would."""
    with _lock:
        for known in _engines:
            known.dispose()
        _engines.clear()
        _engine.cache_clear()


@cache
def _engine(url: str) -> Engine:
    address = make_url(url)
    if address.get_backend_name() == "sqlite":
        file = Path(address.database or "")
        file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        os.close(os.open(file, os.O_CREAT | os.O_RDWR, 0o600))
        made = create_engine(url, hide_parameters=True, connect_args={"timeout": _BUSY_SECONDS})
        event.listen(made, "connect", prepare_sqlite)
        event.listen(made, "begin", begin_sqlite)
    else:
        made = create_engine(url, hide_parameters=True, pool_pre_ping=True)
    _engines.append(made)
    _migrate(made)
    return made


def _migrate(made: Engine) -> None:
    """Bring the tables to the newest migration; several processes may start at once."""
    config = Config()
    config.set_main_option("script_location", str(Path(data.migrations.contacts.__file__).parent))
    with made.connect() as connection:
        connection.info["writes"] = True
        with connection.begin():
            if made.dialect.name != "sqlite":
                lock = text("SELECT pg_advisory_xact_lock(:number)")
                connection.execute(lock, {"number": _MIGRATION_LOCK})
            config.attributes["connection"] = connection
            alembic.command.upgrade(config, "head")


def _open() -> Engine:
    with _lock:
        return _engine(settings().contacts_url)


@contextmanager
def _reading() -> Iterator[Connection]:
    with _without_values(), _open().connect() as connection:
        yield connection


@contextmanager
def _writing() -> Iterator[Connection]:
    with _without_values(), _open().connect() as connection:
        connection.info["writes"] = True
        with connection.begin():
            yield connection


def _removed(statement: Delete, *, always: bool = False) -> int:
    """How many were removed.

    Args:
        always: write the rest anew even then when there was nothing to remove, in case that an
            earlier removal stopped half way.
    """
    with _writing() as connection:
        count = connection.execute(statement).rowcount
    if count or always:
        rewrite()
    return count


def rewrite() -> None:
    """Nothing that was deleted is left in the file or in its log.

    Raises:
        StorageError: others read or write for longer than we wait; call again.
    """
    made = _open()
    if made.dialect.name == "sqlite":
        for tried in range(_TRIES):
            time.sleep(_PAUSE * tried)
            if _vacuumed(made):
                return
        raise StorageError("Contacts are in use and could not be tidied. Try again in a minute.")
    with (
        _without_values(),
        made.connect().execution_options(isolation_level="AUTOCOMMIT") as connection,
    ):
        connection.execute(text("VACUUM FULL contact"))


def _vacuumed(made: Engine) -> bool:
    """Whether the file and its log are both written anew; somebody else can be in the way."""
    raw = made.raw_connection()
    try:
        cursor = raw.cursor()
        cursor.execute("VACUUM")
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        (busy, *_) = cursor.fetchone() or (0,)
        cursor.close()
        return not busy
    except sqlite3.OperationalError:  # somebody else writes
        return False
    finally:
        raw.close()


@contextmanager
def _without_values() -> Iterator[None]:
    try:
        yield
    except DBAPIError as error:
        kind = type(error).__name__
        error.args = (kind,)
        if error.orig is not None:
            error.orig.args = (kind,)
        raise StorageError(
            f"The database of contacts could not do this ({kind}); nothing was changed. Try again."
        ) from None

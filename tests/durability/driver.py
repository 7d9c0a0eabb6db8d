"""SQLAlchemy's SQLite driver on top of another disk: the calls it makes, by way of apsw."""

import sqlite3
from types import SimpleNamespace
from typing import Any

import apsw

from tests.durability.unsynced import Disk


class Cursor:
    """What the store and SQLAlchemy use of a cursor."""

    arraysize = 1
    lastrowid = 0

    def __init__(self, connection: "Connection") -> None:
        self._connection = connection
        self._rows: list[tuple[Any, ...]] = []
        self.description: tuple[tuple[Any, ...], ...] | None = None
        self.rowcount = -1

    def execute(self, statement: str, values: Any = ()) -> "Cursor":
        """Run one statement and fetch all it has."""
        return self.executemany(statement, [values])

    def executemany(self, statement: str, many: Any) -> "Cursor":
        """Run one statement for each set of values."""
        changed = 0
        self._rows, self.description = [], None
        for values in many:
            before = self._connection.raw.total_changes()
            self._run(statement, values)
            changed += self._connection.raw.total_changes() - before
        self.rowcount = -1 if self.description else changed
        return self

    def _run(self, statement: str, values: Any) -> None:
        cursor = self._connection.raw.cursor()
        cursor.exec_trace = self._describe
        try:
            self._rows = list(cursor.execute(statement, values))
        except apsw.Error as error:
            raise _translated(error) from None
        finally:
            cursor.close(force=True)

    def _describe(self, cursor: apsw.Cursor, _statement: str, _values: Any) -> bool:
        described = cursor.get_description()
        if described:
            self.description = tuple((name, *[None] * 6) for name, _ in described)
        return True

    def fetchone(self) -> tuple[Any, ...] | None:
        return self._rows.pop(0) if self._rows else None

    def fetchmany(self, size: int = 1) -> list[tuple[Any, ...]]:
        taken, self._rows = self._rows[:size], self._rows[size:]
        return taken

    def fetchall(self) -> list[tuple[Any, ...]]:
        return self.fetchmany(len(self._rows))

    def close(self) -> None:
        self._rows = []


class Connection:
    """What the store and SQLAlchemy use of a connection; it never begins anything by itself."""

    isolation_level = None
    Error = sqlite3.Error
    OperationalError = sqlite3.OperationalError

    def __init__(self, file: str, disk: Disk, *, seconds: float, checkpoint: int) -> None:
        try:
            self.raw = apsw.Connection(file, vfs=disk.name)
            self.raw.set_busy_timeout(int(seconds * 1000))
            self.raw.wal_autocheckpoint(checkpoint)
        except apsw.Error as error:
            raise _translated(error) from None

    def cursor(self) -> Cursor:
        return Cursor(self)

    def execute(self, statement: str, values: Any = ()) -> Cursor:
        return self.cursor().execute(statement, values)

    def create_function(self, *_: object, **__: object) -> None:
        """No statement of ours uses one."""

    def commit(self) -> None:
        if self.raw.in_transaction:
            self.execute("COMMIT")

    def rollback(self) -> None:
        if self.raw.in_transaction:
            self.execute("ROLLBACK")

    def close(self) -> None:
        try:
            self.raw.close(force=True)
        except apsw.Error:  # the power is gone
            return


def driver(disk: Disk, *, checkpoint: int) -> Any:
    """A module as `create_engine(module=...)` wants it.

    Args:
        checkpoint: after so many pages in the log they are moved into the database; few, so that
            many cuts fall into the middle of that.
    """

    def connect(file: str, timeout: float = 5, **_: object) -> Connection:
        return Connection(file, disk, seconds=timeout, checkpoint=checkpoint)

    names = ("Error", "OperationalError", "IntegrityError", "ProgrammingError", "DatabaseError")
    more = ("InterfaceError", "DataError", "InternalError", "NotSupportedError", "Warning")
    errors = {name: getattr(sqlite3, name) for name in (*names, *more)}
    version = apsw.sqlite_lib_version()
    return SimpleNamespace(
        connect=connect,
        paramstyle="qmark",
        sqlite_version=version,
        sqlite_version_info=tuple(int(part) for part in version.split(".")),
        Binary=memoryview,
        **errors,
    )


def _translated(error: apsw.Error) -> sqlite3.Error:
    kind = sqlite3.IntegrityError if isinstance(error, apsw.ConstraintError) else None
    translated = (kind or sqlite3.OperationalError)(str(error))
    translated.sqlite_errorname = type(error).__name__  # pyright: ignore[reportAttributeAccessIssue]
    return translated

"""A backup as a file: one SQLite database with every row and a list of what is in it.

Whatever the database is, its backup looks the same, so one kind can be restored into the other.
Rows lie in the order of their keys and nothing else, so the same rows make the same file in
whichever order they came.
"""

import hashlib
import os
import sqlite3
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any
from urllib.parse import quote

_FORMAT = 1
_MARK = 0x43544246  # says, at a fixed place of the file, that it is one of ours
_ROWS_AT_ONCE = 1000
_ABOUT = "backup_about"
_TABLES = "backup_table"
_QUICK = ("journal_mode=OFF", "synchronous=OFF", "temp_store=MEMORY")  # it is synced when whole

Row = tuple[Any, ...]


class BackupProblem(ValueError):
    """A backup cannot be made or restored; the message says why and what would be right."""


@dataclass(frozen=True, slots=True)
class About:
    """What a backup says of itself.

    Attributes:
        revision: of the schema that its rows are of.
        day: on which it was made, in UTC, as 2027-04-26; never a time.
        pepper: a fingerprint under the installation's pepper; empty where there was none.
    """

    revision: str
    day: str
    pepper: str


@dataclass(frozen=True, slots=True)
class Shape:
    """A table in a backup: its columns with the kinds that SQLite knows, and its key."""

    name: str
    columns: Mapping[str, str]
    key: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Kept:
    """How many rows a table has, and the SHA-256 over them in the order of their keys."""

    rows: int
    sha256: str


class Fingerprint:
    """Counts rows and takes the checksum of them as they pass."""

    def __init__(self) -> None:
        self._rows = 0
        self._digest = hashlib.sha256()

    def passing(self, rows: Iterable[Row]) -> Iterator[Row]:
        """The same rows."""
        for row in rows:
            self._rows += 1
            self._digest.update(ascii(row).encode() + b"\n")  # the same in every Python
            yield row

    @property
    def kept(self) -> Kept:
        """Of all rows so far."""
        return Kept(rows=self._rows, sha256=self._digest.hexdigest())


class BackupWriter:
    """A backup that is being written."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._kept: dict[str, Kept] = {}

    def add(self, shape: Shape, rows: Iterable[Row]) -> Kept:
        """Write one table; its rows come in the order of its key."""
        _create(self._connection, shape)
        taken = Fingerprint()
        signs = ", ".join("?" * len(shape.columns))
        statement = f"INSERT INTO {_quoted(shape.name)} VALUES ({signs})"
        self._connection.executemany(statement, taken.passing(rows))
        self._kept[shape.name] = taken.kept
        return taken.kept

    def finish(self, about: About) -> None:
        """Write the list of what is in it."""
        _create(self._connection, Shape(_ABOUT, {"name": "TEXT", "value": "TEXT"}, ("name",)))
        columns = {"name": "TEXT", "number_of_rows": "INTEGER", "sha256": "TEXT"}
        _create(self._connection, Shape(_TABLES, columns, ("name",)))
        listed = [(name, kept.rows, kept.sha256) for name, kept in sorted(self._kept.items())]
        self._connection.executemany(f"INSERT INTO {_TABLES} VALUES (?, ?, ?)", listed)
        values = {"revision": about.revision, "day": about.day, "pepper": about.pepper}
        values["sha256"] = _list_checksum(values, self._kept)
        rows = sorted(values.items())
        self._connection.executemany(f"INSERT INTO {_ABOUT} VALUES (?, ?)", rows)


class Backup:
    """A backup whose list was read; its rows are read on demand."""

    def __init__(self, connection: sqlite3.Connection, path: Path) -> None:
        self._connection = connection
        self._path = path
        values = dict(connection.execute(f"SELECT name, value FROM {_ABOUT}").fetchall())
        listed = connection.execute(f"SELECT name, number_of_rows, sha256 FROM {_TABLES}")
        self.tables: dict[str, Kept] = {name: Kept(rows, sha) for name, rows, sha in listed}
        if values.pop("sha256", None) != _list_checksum(values, self.tables):
            raise _damaged(path, "its list of tables is not as it was written")
        self.about = About(values["revision"], values["day"], values["pepper"])

    def columns(self, table: str) -> tuple[str, ...]:
        """The columns of a table, in their order."""
        found = self._connection.execute(f"PRAGMA table_info({_quoted(table)})").fetchall()
        return tuple(name for _, name, *_ in found)

    def rows(self, table: str) -> Iterator[Row]:
        """All rows of a table in the order of its key."""
        pragma = self._connection.execute(f"PRAGMA table_info({_quoted(table)})").fetchall()
        key = sorted((place, name) for _, name, _, _, _, place in pragma if place)
        order = ", ".join(_quoted(name) for _, name in key)
        yield from self._connection.execute(f"SELECT * FROM {_quoted(table)} ORDER BY {order}")

    def batches(self, table: str) -> Iterator[list[Row]]:
        """The same, many rows at once."""
        rows = self.rows(table)
        while batch := list(islice(rows, _ROWS_AT_ONCE)):
            yield batch

    def check(self) -> None:
        """Read all of it.

        Raises:
            BackupProblem: some of it is not as it was written.
        """
        if self._connection.execute("PRAGMA integrity_check").fetchone() != ("ok",):
            raise _damaged(self._path, "some of its pages are damaged")
        for table, kept in self.tables.items():
            if self.counted(table) != kept:
                raise _damaged(self._path, f"table '{table}' is not as it was written")

    def counted(self, table: str) -> Kept:
        """What the rows of a table come to now."""
        taken = Fingerprint()
        for _ in taken.passing(self.rows(table)):
            pass
        return taken.kept


@contextmanager
def writing_backup(target: Path) -> Iterator[BackupWriter]:
    """Write a backup; it gets its name when it is whole, on disk, and read back.

    Raises:
        BackupProblem: there is a file of this name, or it could not be written.
        OSError: the folder is not there or may not be written to.
    """
    refuse_if_there(target, "Name a file that is not there yet.")
    with unfinished(target) as part:
        try:
            with closing(sqlite3.connect(part, isolation_level=None)) as connection:
                for pragma in (*_QUICK, f"application_id={_MARK}", f"user_version={_FORMAT}"):
                    connection.execute(f"PRAGMA {pragma}")
                connection.execute("BEGIN")
                yield BackupWriter(connection)
                connection.execute("COMMIT")
        except sqlite3.Error as error:
            raise BackupProblem(
                f"{target}: the backup could not be written ({_named(error)}). Nothing was left "
                "there. Is the disk full?"
            ) from None
        sync(part)
        with reading_backup(part) as written:
            written.check()


@contextmanager
def reading_backup(path: Path) -> Iterator[Backup]:
    """A backup, for reading.

    Raises:
        BackupProblem: it is none of ours, of a later kind, or damaged.
        OSError: there is no such file, or it may not be read.
    """
    with path.open("rb"):
        address = f"file:{quote(str(path.resolve()))}?mode=ro&immutable=1"
    try:
        with closing(sqlite3.connect(address, uri=True, isolation_level=None)) as connection:
            connection.execute("PRAGMA trusted_schema=OFF")
            _check_mark(connection, path)
            yield Backup(connection, path)
    except sqlite3.Error as error:
        if _named(error) == "SQLITE_NOTADB":
            raise _none_of_ours(path) from None
        raise _damaged(path, f"it cannot be read ({_named(error)})") from None


@contextmanager
def unfinished(target: Path) -> Iterator[Path]:
    """A file of ours beside the target, which takes its name at the end and is gone otherwise.

    Raises:
        BackupProblem: the name was taken in the meantime; what is there was not touched.
    """
    part = _new_part(target.absolute().parent)
    try:
        yield part
        sync(part)
        try:
            os.link(part, target)
        except FileExistsError:
            refuse_if_there(target, "Nothing was changed.")
            raise
        except OSError:  # a disk that knows no second name for a file
            refuse_if_there(target, "Nothing was changed.")
            part.rename(target)
    finally:
        part.unlink(missing_ok=True)
    sync(target.absolute().parent)


def refuse_if_there(target: Path, right: str) -> None:
    """Go on only where nothing has this name.

    Raises:
        BackupProblem: something has.
    """
    if target.exists() or target.is_symlink():
        raise BackupProblem(f"{target} is there already, and nothing is overwritten. {right}")


def sync(path: Path) -> None:
    """Let a file or folder be on disk."""
    if path.is_dir() and not hasattr(os, "O_DIRECTORY"):
        return  # Windows writes folders through
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _new_part(folder: Path) -> Path:
    """An empty file that only we may read."""
    try:
        handle, name = tempfile.mkstemp(dir=folder, prefix=".common-table.")
    except OSError as error:
        raise type(error)(error.errno, error.strerror, str(folder)) from None
    os.close(handle)
    return Path(name)


def _check_mark(connection: sqlite3.Connection, path: Path) -> None:
    (mark,) = connection.execute("PRAGMA application_id").fetchone()
    if mark != _MARK:
        raise _none_of_ours(path)
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    if version != _FORMAT:
        raise BackupProblem(
            f"{path} is a backup of kind {version}; this version of Common Table reads kind "
            f"{_FORMAT}. Restore it with the version that made it, or a newer one."
        )


def _create(connection: sqlite3.Connection, shape: Shape) -> None:
    columns = [f"{_quoted(name)} {kind}" for name, kind in shape.columns.items()]
    key = ", ".join(_quoted(name) for name in shape.key)
    words = ", ".join((*columns, f"PRIMARY KEY ({key})"))
    connection.execute(f"CREATE TABLE {_quoted(shape.name)} ({words}) WITHOUT ROWID")


def _list_checksum(about: Mapping[str, str], tables: Mapping[str, Kept]) -> str:
    listed = [(name, kept.rows, kept.sha256) for name, kept in tables.items()]
    return hashlib.sha256(ascii((sorted(about.items()), sorted(listed))).encode()).hexdigest()


def _none_of_ours(path: Path) -> BackupProblem:
    return BackupProblem(
        f"{path} is no backup of Common Table. Name a file that `common-table backup` made."
    )


def _damaged(path: Path, how: str) -> BackupProblem:
    return BackupProblem(f"{path}: {how}. Take another backup.")


def _named(error: sqlite3.Error) -> str:
    return getattr(error, "sqlite_errorname", None) or type(error).__name__


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'

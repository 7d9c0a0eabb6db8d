"""All rows of the database as one moment saw them, on their way into a backup.

Which tables there are is asked of the migrations, so a table that a later one adds is in the next
backup without anybody thinking of it.
"""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from alembic.migration import MigrationContext
from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    ColumnElement,
    Connection,
    Date,
    DateTime,
    Float,
    Integer,
    LargeBinary,
    MetaData,
    Numeric,
    String,
    Table,
    Text,
    cast,
    inspect,
    select,
    text,
)
from sqlalchemy.types import TypeEngine

from data.store import health, schema
from data.store.backup_file import About, BackupProblem, BackupWriter, Row, Shape
from data.store.connections import damaged_file, reading
from data.store.scope import EVERYTHING, within

_ROWS_AT_ONCE = 1000
_SIGNED_IN = "staff_session"  # its rows would let somebody in again

Tell = Callable[[str, int], None]


class _Kind:
    """How values of one kind of column are written into a backup and read from it."""

    def __init__(
        self,
        of: type[TypeEngine[Any]],
        affinity: str,
        write: Callable[[Any], Any] | None = None,
        read: Callable[[Any], Any] | None = None,
    ) -> None:
        self.of, self.affinity, self.write, self.read = of, affinity, write, read


_KINDS = (
    _Kind(Boolean, "INTEGER", int, bool),
    _Kind(DateTime, "TEXT", datetime.isoformat, datetime.fromisoformat),
    _Kind(Date, "TEXT", date.isoformat, date.fromisoformat),
    _Kind(JSON, "TEXT"),  # as its own text, to the letter
    _Kind(LargeBinary, "BLOB", bytes),
    _Kind(Integer, "INTEGER"),
    _Kind(Float, "REAL"),
    _Kind(Numeric, "TEXT", str, Decimal),
    _Kind(String, "TEXT"),
)


def copy_into(backup: BackupWriter, about: Callable[[str], About], *, tell: Tell) -> About:
    """Copy every table as it is at one moment; others go on writing meanwhile.

    Args:
        about: what the backup says of itself, given the revision of the schema.
        tell: hears the name of each table and how many rows of it were copied.

    Raises:
        BackupProblem: there is nothing to copy, something that backups do not know, or something
            that could not be restored.
        StorageError: the database refused, or its file is damaged.
    """
    with _one_moment() as connection:
        revision = _known_revision(connection)
        if health.damages_in(connection):
            raise damaged_file()
        tables = kept_tables(connection)
        _refuse_broken_links(connection, tables)
        for table in tables:
            kept = backup.add(shape(table), rows(connection, table))
            tell(table.name, kept.rows)
        written = about(revision)
        backup.finish(written)
    return written


def kept_tables(connection: Connection) -> tuple[Table, ...]:
    """The tables of a backup, each after those that it points to.

    They are those that the migrations have made; what somebody else put there is left alone.

    Raises:
        BackupProblem: one of them is not there.
    """
    revision = MigrationContext.configure(connection).get_current_revision()
    made = schema.tables_at(revision) if revision else frozenset()
    if missing := made - set(inspect(connection).get_table_names()):
        raise BackupProblem(
            f"The database has the schema {revision}, but table '{min(missing)}' is missing. "
            "Restore an earlier backup in an empty place: common-table restore FILE"
        )
    names = set(made) - {_SIGNED_IN}
    found = MetaData()
    found.reflect(bind=connection, only=sorted(names))
    return tuple(table for table in found.sorted_tables if table.name in names)


def shape(table: Table) -> Shape:
    """How a table looks in a backup.

    Raises:
        BackupProblem: it has no key, or a column of a kind that backups do not know.
    """
    key = tuple(column.name for column in table.primary_key)
    if not key:
        raise BackupProblem(f"table '{table.name}' has no key; give it one in a migration.")
    return Shape(table.name, {c.name: _kind(c).affinity for c in table.columns}, key)


def rows(connection: Connection, table: Table) -> Iterator[Row]:
    """All rows in the order of their keys, as a backup holds them."""
    columns = [cast(c, Text) if isinstance(c.type, JSON) else c for c in table.columns]
    order = [_plainly(connection, column) for column in table.primary_key]
    writes = [_kind(column).write for column in table.columns]
    options = {"stream_results": True, "yield_per": _ROWS_AT_ONCE}
    found = connection.execute(select(*columns).order_by(*order), execution_options=options)
    for row in found:
        yield tuple(
            value if write is None or value is None else write(value)
            for value, write in zip(row, writes, strict=True)
        )


def as_written(row: Row, columns: tuple[Column[Any], ...]) -> dict[str, Any]:
    """A row of a backup as the database takes it; JSON stays text."""
    reads = ((column.name, _kind(column).read) for column in columns)
    return {
        name: value if read is None or value is None else read(value)
        for (name, read), value in zip(reads, row, strict=True)
    }


def look_at_all_teams(connection: Connection) -> None:
    """Let row-level security, where there is some, show and take every row."""
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT set_config('common_table.teams', '*', true)"))


@contextmanager
def _one_moment() -> Iterator[Connection]:
    with within(EVERYTHING), reading() as connection:
        if connection.dialect.name == "postgresql":
            connection.execution_options(
                isolation_level="REPEATABLE READ", postgresql_readonly=True
            )
        look_at_all_teams(connection)
        yield connection


def _known_revision(connection: Connection) -> str:
    revision = MigrationContext.configure(connection).get_current_revision()
    if revision is None:
        raise BackupProblem("The database is empty: there is nothing to back up.")
    if (problem := schema.unknown(revision)) is not None:
        raise BackupProblem(f"The database has {problem}, and back up again.")
    return revision


def _refuse_broken_links(connection: Connection, tables: Iterable[Table]) -> None:
    """A database whose rows point to nothing would not be restored later."""
    broken = health.broken_links_in(connection)
    for table in tables:
        if table.name in broken:
            raise BackupProblem(
                f"Table '{table.name}' has {broken[table.name]} rows that point to nothing, so a "
                "backup could not be restored and none was made. Restore an earlier one in an "
                "empty place: common-table restore FILE"
            )


def _kind(column: Column[Any]) -> _Kind:
    for kind in _KINDS:
        if isinstance(column.type, kind.of):
            return kind
    raise BackupProblem(
        f"column {column.table.name}.{column.name} is of the kind {column.type!r}, which backups "
        "do not know; add it to data/store/copying.py."
    )


def _plainly(connection: Connection, column: Column[Any]) -> ColumnElement[Any]:
    """In the order of bytes, whatever the language of the server is."""
    if connection.dialect.name == "postgresql" and isinstance(column.type, String):
        return column.collate("C")
    return column

"""Rows in every table there is, made from nothing but what the database says about its tables."""

from datetime import date
from typing import Any

from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    Date,
    DateTime,
    Float,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    func,
    insert,
    inspect,
    select,
    text,
)

import data.migrations
from data.store import database as store

REVISIONS = "alembic_version"
Rows = dict[str, list[dict[str, Any]]]
_ROWS = 3


def revisions() -> list[str]:
    """All migrations there are, the first one first."""
    config = Config()
    config.set_main_option("script_location", str(data.migrations.__path__[0]))
    script = ScriptDirectory.from_config(config)
    return [each.revision for each in reversed(list(script.walk_revisions()))]


def tables() -> tuple[Table, ...]:
    """The tables of the database as it is now, each after those that it points to."""
    found = MetaData()
    with store.reading() as connection:
        found.reflect(bind=connection)
    return tuple(table for table in found.sorted_tables if table.name != REVISIONS)


def fill_every_table() -> None:
    """Put a few rows into each table that has none."""
    made: Rows = {}
    for table in tables():
        with store.writing() as connection:
            there = [dict(row) for row in connection.execute(select(table)).mappings()]
            if not there:
                there = [_row(table, number, made) for number in range(1, _ROWS + 1)]
                connection.execute(insert(table), there)
        made[table.name] = there


def names_of_tables() -> set[str]:
    """The tables of the database as it is now, without a look at their columns."""
    with store.reading() as connection:
        return set(inspect(connection).get_table_names()) - {REVISIONS}


def everything() -> Rows:
    """All rows by table as the database holds them, in the order of their keys."""
    kept = {}
    names = sorted(names_of_tables())
    with store.reading() as connection:
        for name in names:
            found = connection.execute(text(f'SELECT * FROM "{name}"')).mappings().all()
            kept[name] = sorted((_plain(dict(row)) for row in found), key=repr)
    return kept


def by_type() -> Rows:
    """The same by what the columns are: equal rows are equal on either kind of database."""
    with store.reading() as connection:
        read = {
            table.name: connection.execute(select(table)).mappings().all() for table in tables()
        }
    return {
        name: sorted((_plain(dict(row)) for row in read[name]), key=repr) for name in sorted(read)
    }


def kept(before: Rows, after: Rows) -> None:
    """Tables that are there before and after hold the same rows, in the columns of both."""
    shared = {name for name in before if name in after and name != "staff_session"}
    assert shared
    for name in shared:
        columns = set(_columns(before[name])) & set(_columns(after[name]))
        assert _only(before[name], columns) == _only(after[name], columns), name


def _columns(rows: list[dict[str, Any]]) -> list[str]:
    return list(rows[0]) if rows else []


def _only(rows: list[dict[str, Any]], columns: set[str]) -> list[str]:
    return sorted(repr([row[name] for name in sorted(columns)]) for row in rows)


def rows_in(table: Table) -> int:
    """How many rows a table has."""
    with store.reading() as connection:
        return connection.execute(select(func.count()).select_from(table)).scalar_one()


def _row(table: Table, number: int, made: Rows) -> dict[str, Any]:
    return {column.name: _value(column, number, made) for column in table.columns}


def _value(column: Column[Any], number: int, made: Rows) -> Any:
    for link in column.foreign_keys:
        parents = made[link.column.table.name]
        return parents[(number - 1) % len(parents)][link.column.name]
    word = f"{column.table.name}.{column.name} {number} ¿ñ?"
    by_kind: tuple[tuple[Any, Any], ...] = (
        (Boolean, number % 2 == 0),
        (DateTime, None),
        (Date, date(2027, 4, number)),
        (JSON, {"en": word, "es": [number, None, True]}),
        (LargeBinary, word.encode() + bytes((0, 255))),
        (Integer, number),
        (Float, number / 3),
    )
    return next((value for kind, value in by_kind if isinstance(column.type, kind)), word)


def _plain(row: dict[str, Any]) -> dict[str, Any]:
    return {
        name: bytes(value) if isinstance(value, memoryview) else value
        for name, value in row.items()
    }

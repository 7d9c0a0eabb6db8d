"""Rows that are only ever added to: the next version goes to whoever is first."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Connection, Table, and_, func, insert, select

from data.store.connections import reading, writing
from data.store.people import lock_team

Row = Mapping[str, Any]


def newest(table: Table, *keys: str, **where: Any) -> tuple[Row, ...]:
    """The newest version of each thing.

    Args:
        keys: the columns that name a thing, without the version.
        where: what its rows hold, column by column.
    """
    with reading() as connection:
        return newest_within(connection, table, *keys, **where)


def newest_within(
    connection: Connection, table: Table, *keys: str, **where: Any
) -> tuple[Row, ...]:
    """The same, as a transaction sees it."""
    mine = [table.c[name] == value for name, value in where.items()]
    columns = [table.c[name] for name in keys]
    last = select(*columns, func.max(table.c.version).label("last")).where(*mine)
    found = last.group_by(*columns).subquery()
    joined = and_(
        table.c.version == found.c.last, *(table.c[name] == found.c[name] for name in keys)
    )
    statement = select(table).join(found, joined).where(*mine).order_by(*columns)
    return tuple(dict(row) for row in connection.execute(statement).mappings())


def versions(table: Table, **where: Any) -> tuple[Row, ...]:
    """Every version of one thing, newest first."""
    mine = select(table).where(*(table.c[name] == value for name, value in where.items()))
    with reading() as connection:
        rows = connection.execute(mine.order_by(table.c.version.desc())).mappings()
        return tuple(dict(row) for row in rows)


def add_version(table: Table, key: Row, values: Row) -> bool:
    """Add the next version of something.

    Args:
        key: what names it, the team's id and the version among it; the version is one more than
            the newest that was seen.

    Returns:
        False when somebody has added that version already.
    """
    with writing() as connection:
        lock_team(connection, key["team_id"])
        return add_version_within(connection, table, {**key, **values})


def add_version_within(connection: Connection, table: Table, row: Row) -> bool:
    """The same in a transaction that holds the lock of the team.

    Args:
        row: the whole of it.
    """
    keys = [each.name for each in table.primary_key if each.name != "version"]
    mine = [table.c[name] == row[name] for name in keys]
    last = connection.execute(select(func.max(table.c.version)).where(*mine)).scalar() or 0
    if last + 1 != row["version"]:
        return False
    connection.execute(insert(table).values(**row))
    return True

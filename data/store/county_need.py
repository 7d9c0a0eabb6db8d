"""Need county by county, as rows; each version is added, none written over."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import func, insert, select

from data.store.connections import reading, writing
from data.store.people import lock_team
from data.tables.base import table_of
from data.tables.county_need import CountyNeed

_table = table_of(CountyNeed)
_ABOUT = ("version", "tier", "file", "sha256", "report", "saved_by_name", "saved_on")


def newest(team_id: str) -> Mapping[str, Any] | None:
    """The version that counts; None before there is any."""
    mine = select(_table).where(_table.c.team_id == team_id).order_by(_table.c.version.desc())
    with reading() as connection:
        row = connection.execute(mine.limit(1)).mappings().first()
    return None if row is None else dict(row)


def versions(team_id: str) -> tuple[Mapping[str, Any], ...]:
    """Who has read in what, newest first; without the figures."""
    columns = [_table.c[name] for name in _ABOUT]
    mine = select(*columns).where(_table.c.team_id == team_id).order_by(_table.c.version.desc())
    with reading() as connection:
        return tuple(dict(row) for row in connection.execute(mine).mappings())


def add_version(team_id: str, *, version: int, values: Mapping[str, Any]) -> bool:
    """Add the next version; False when somebody has added that one already."""
    with writing() as connection:
        lock_team(connection, team_id)
        mine = select(func.max(_table.c.version)).where(_table.c.team_id == team_id)
        if (connection.execute(mine).scalar() or 0) + 1 != version:
            return False
        connection.execute(insert(_table).values(team_id=team_id, version=version, **values))
        return True

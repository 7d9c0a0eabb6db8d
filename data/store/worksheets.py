"""Sheets that a team fills in together, as rows; each version is added and none is written over."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import insert, select

from data.store.connections import reading, writing
from data.store.people import lock_team
from data.tables.base import table_of
from data.tables.scan import Worksheet

_sheet = table_of(Worksheet)


def versions(team_id: str, kind: str) -> tuple[Mapping[str, Any], ...]:
    """Every version of one sheet of a team, newest first."""
    mine = select(_sheet).where(_sheet.c.team_id == team_id, _sheet.c.kind == kind)
    with reading() as connection:
        rows = connection.execute(mine.order_by(_sheet.c.version.desc())).mappings()
        return tuple(dict(row) for row in rows)


def all_versions(team_id: str) -> tuple[Mapping[str, Any], ...]:
    """Every version of every sheet of a team, newest versions first."""
    mine = select(_sheet).where(_sheet.c.team_id == team_id)
    with reading() as connection:
        rows = connection.execute(mine.order_by(_sheet.c.version.desc())).mappings()
        return tuple(dict(row) for row in rows)


def add_version(key: Mapping[str, Any], values: Mapping[str, Any]) -> bool:
    """Add the next version.

    Args:
        key: team_id, kind and version; the version is one more than the newest that was seen.

    Returns:
        False when somebody has added that version already.
    """
    with writing() as connection:
        lock_team(connection, key["team_id"])
        mine = [_sheet.c[name] == key[name] for name in ("team_id", "kind")]
        newest = select(_sheet.c.version).where(*mine).order_by(_sheet.c.version.desc()).limit(1)
        if (connection.execute(newest).scalar() or 0) + 1 != key["version"]:
            return False
        connection.execute(insert(_sheet).values(**key, **values))
        return True

"""The baseline of a team, as rows; each version is added and none is written over."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, func, insert, select

from data.store.connections import reading, writing
from data.store.people import lock_team
from data.tables.base import table_of
from data.tables.scan import OutcomeEntry

_entry = table_of(OutcomeEntry)


def newest(team_id: str) -> tuple[Mapping[str, Any], ...]:
    """The newest version of every entry that was not removed, by its period and id."""
    with reading() as connection:
        kept = _kept(connection, team_id)
    return tuple(sorted(kept, key=lambda row: (row["period_start"], row["entry_id"])))


def add_version(team_id: str, entry_id: str, *, version: int, values: Mapping[str, Any]) -> bool:
    """Add the next version of an entry; False when somebody has added that one already."""
    with writing() as connection:
        lock_team(connection, team_id)
        if _newest_version(connection, team_id, entry_id) + 1 != version:
            return False
        key = {"team_id": team_id, "entry_id": entry_id, "version": version}
        connection.execute(insert(_entry).values(**key, **values))
        return True


def add_all(
    team_id: str, rows: Iterable[tuple[str, Mapping[str, Any]]], *, unless_same: Sequence[str]
) -> int:
    """Add new entries, all of them or none; how many were new.

    Args:
        rows: an id and the values of each.
        unless_same: columns; what is the same in all of them as an entry that is there already, or
            came earlier among the rows, is left out.
    """
    with writing() as connection:
        lock_team(connection, team_id)
        known = {tuple(row[name] for name in unless_same) for row in _kept(connection, team_id)}
        added = 0
        for entry_id, values in rows:
            telling = tuple(values[name] for name in unless_same)
            if telling in known:
                continue
            known.add(telling)
            key = {"team_id": team_id, "entry_id": entry_id, "version": 1}
            connection.execute(insert(_entry).values(**key, **values))
            added += 1
        return added


def _kept(connection: Connection, team_id: str) -> list[Mapping[str, Any]]:
    """The newest version of every entry that was not removed."""
    mine = select(_entry).where(_entry.c.team_id == team_id)
    ordered = mine.order_by(_entry.c.entry_id, _entry.c.version)
    rows = {row["entry_id"]: dict(row) for row in connection.execute(ordered).mappings()}
    return [row for row in rows.values() if not row["removed"]]


def _newest_version(connection: Connection, team_id: str, entry_id: str) -> int:
    mine = (_entry.c.team_id == team_id) & (_entry.c.entry_id == entry_id)
    return connection.execute(select(func.max(_entry.c.version)).where(mine)).scalar() or 0

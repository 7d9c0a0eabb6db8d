"""What a team knows of services and of need, as rows; each version is added, none written over."""

from collections.abc import Mapping
from typing import Any, Literal

from sqlalchemy import func, insert, select

from data.store.connections import reading, writing
from data.store.people import lock_team
from data.tables.base import table_of
from data.tables.resources import (
    ListingApart,
    ListingCapacity,
    ListingFact,
    ListingKnown,
    NeedEntry,
)

Sheet = Literal["fact", "capacity", "known", "apart", "need"]

_TABLES = {
    "fact": table_of(ListingFact),
    "capacity": table_of(ListingCapacity),
    "known": table_of(ListingKnown),
    "apart": table_of(ListingApart),
    "need": table_of(NeedEntry),
}
_KEYS: dict[Sheet, tuple[str, ...]] = {
    "fact": ("listing_id", "fact"),
    "capacity": ("listing_id",),
    "known": ("listing_id", "agency_code"),
    "apart": ("one_id", "other_id"),
    "need": ("about", "key", "agency_code"),
}


def newest(team_id: str, sheet: Sheet) -> dict[tuple[str, ...], Mapping[str, Any]]:
    """The newest version of each entry, by its key."""
    table, key = _TABLES[sheet], _KEYS[sheet]
    mine = select(table).where(table.c.team_id == team_id).order_by(table.c.version)
    with reading() as connection:
        rows = [dict(row) for row in connection.execute(mine).mappings()]
    return {tuple(row[name] for name in key): row for row in rows}


def add_version(
    team_id: str, sheet: Sheet, *, key: tuple[str, ...], version: int, values: Mapping[str, Any]
) -> bool:
    """Add the next version of an entry; False when somebody has added that one already."""
    table = _TABLES[sheet]
    named = dict(zip(_KEYS[sheet], key, strict=True))
    with writing() as connection:
        lock_team(connection, team_id)
        mine = [table.c.team_id == team_id, *(table.c[name] == named[name] for name in named)]
        latest = connection.execute(select(func.max(table.c.version)).where(*mine)).scalar() or 0
        if latest + 1 != version:
            return False
        row = {"team_id": team_id, **named, "version": version, **values}
        connection.execute(insert(table).values(**row))
        return True

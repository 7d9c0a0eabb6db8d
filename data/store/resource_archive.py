"""Everything that a team's map of resources holds, as rows: all of it out, or all of it in."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, Table, func, insert, select

from data.store.connections import reading, writing
from data.store.people import lock_team
from data.tables.base import table_of
from data.tables.county_need import CountyNeed
from data.tables.resources import (
    DirectoryImport,
    DirectoryRow,
    GapEvidence,
    GapFinding,
    GapSignature,
    Listing,
    ListingApart,
    ListingCall,
    ListingCapacity,
    ListingCategory,
    ListingFact,
    ListingKnown,
    NeedEntry,
)

Rows = Mapping[str, Sequence[Mapping[str, Any]]]

TABLES: Mapping[str, Table] = {
    "imports": table_of(DirectoryImport),
    "rows_set_aside": table_of(DirectoryRow),
    "listings": table_of(Listing),
    "categories": table_of(ListingCategory),
    "facts": table_of(ListingFact),
    "capacities": table_of(ListingCapacity),
    "known": table_of(ListingKnown),
    "calls": table_of(ListingCall),
    "apart": table_of(ListingApart),
    "needs": table_of(NeedEntry),
    "findings": table_of(GapFinding),
    "evidence": table_of(GapEvidence),
    "signatures": table_of(GapSignature),
    "county_need": table_of(CountyNeed),
}
"""By name, what others point at before what points at it."""
_STAYS_HERE = ("team_id", "saved_by")
_OF_A_TEAM = tuple(name for name in TABLES if name != "rows_set_aside")
_AT_ONCE = 5_000
_import, _signature = TABLES["imports"], TABLES["signatures"]


def everything(team_id: str) -> dict[str, tuple[Mapping[str, Any], ...]]:
    """All rows of a team's map by the names of `TABLES`, every version, in the order of their keys.

    Ids of the team and of accounts stay here; they say nothing elsewhere.
    """
    with reading() as connection:
        return {name: _rows(connection, name, team_id) for name in TABLES}


def put(team_id: str, rows: Rows) -> bool:
    """Put all rows of a map in, or nothing.

    Args:
        rows: by the names of `TABLES`, without the team.

    Returns:
        False where the team's map holds anything already.
    """
    with writing() as connection:
        lock_team(connection, team_id)
        if not _is_empty(connection, team_id):
            return False
        for name, table in TABLES.items():
            own = {"team_id": team_id} if name in _OF_A_TEAM else {}
            _add(connection, table, [{**row, **own} for row in rows[name]])
        return True


def sign_again(team_id: str, digests: Iterable[tuple[str, str, str]]) -> None:
    """Let signatures stand for the same findings under other digests.

    Args:
        digests: a finding, the digest that was signed, and the one that it has now.
    """
    with writing() as connection:
        lock_team(connection, team_id)
        for finding_id, before, now in digests:
            mine = (_signature.c.team_id == team_id) & (_signature.c.finding_id == finding_id)
            same = mine & (_signature.c.digest == before)
            connection.execute(_signature.update().where(same).values(digest=now))


def _rows(connection: Connection, name: str, team_id: str) -> tuple[Mapping[str, Any], ...]:
    table = TABLES[name]
    columns = [column for column in table.c if column.name not in _STAYS_HERE]
    if name == "rows_set_aside":
        of_team = select(_import.c.id).where(_import.c.team_id == team_id)
        mine = select(*columns).where(table.c.import_id.in_(of_team))
    else:
        mine = select(*columns).where(table.c.team_id == team_id)
    found = connection.execute(mine.order_by(*table.primary_key.columns)).mappings()
    return tuple(dict(row) for row in found)


def _is_empty(connection: Connection, team_id: str) -> bool:
    for name in _OF_A_TEAM:
        table = TABLES[name]
        many = select(func.count()).select_from(table).where(table.c.team_id == team_id)
        if connection.execute(many).scalar():
            return False
    return True


def _add(connection: Connection, table: Table, rows: Sequence[Mapping[str, Any]]) -> None:
    for start in range(0, len(rows), _AT_ONCE):
        connection.execute(insert(table), [dict(row) for row in rows[start : start + _AT_ONCE]])

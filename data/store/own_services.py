"""Services that somebody added by hand, as rows beside those of directories."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, delete, insert, select, update

from data.store.connections import writing
from data.store.people import lock_team
from data.tables.base import table_of
from data.tables.resources import Listing

_listing = table_of(Listing)


def put(
    team_id: str, rows: Sequence[Mapping[str, Any]], *, expected: Mapping[str, Mapping[str, Any]]
) -> bool:
    """Put the rows of one service in the place of those it had; all of it or nothing.

    An organization that is there already stays as it is, and one that runs nothing any more goes.

    Args:
        rows: of the service, its site and its organization.
        expected: what is kept of the service and its site, by id; nothing for a new one.

    Returns:
        False when somebody changed it meanwhile.
    """
    with writing() as connection:
        lock_team(connection, team_id)
        if expected and expected != _bodies(connection, team_id, list(expected)):
            return False
        for row in rows:
            if row["kind"] == "organization":
                _keep_organization(connection, row)
            elif row["id"] in expected:
                changed = {name: row[name] for name in ("name", "body")}
                mine = (_listing.c.team_id == team_id) & (_listing.c.id == row["id"])
                connection.execute(update(_listing).where(mine).values(**changed))
            else:
                connection.execute(insert(_listing).values(**row))
        _forget(connection, team_id, set(expected) - {row["id"] for row in rows})
        _forget(connection, team_id, _idle(connection, team_id, source=rows[0]["source"]))
        return True


def _bodies(
    connection: Connection, team_id: str, listing_ids: Sequence[str]
) -> dict[str, Mapping[str, Any]]:
    mine = (_listing.c.team_id == team_id) & _listing.c.id.in_(listing_ids)
    found = connection.execute(select(_listing.c.id, _listing.c.body).where(mine))
    return {row.id: row.body for row in found}


def _keep_organization(connection: Connection, row: Mapping[str, Any]) -> None:
    same = [_listing.c[name] == row[name] for name in ("team_id", "kind", "source", "key")]
    if connection.execute(select(_listing.c.id).where(*same)).first() is None:
        connection.execute(insert(_listing).values(**row))


def _idle(connection: Connection, team_id: str, *, source: str) -> set[str]:
    """Organizations of the list that run none of its services."""
    mine = (_listing.c.team_id == team_id) & (_listing.c.source == source)
    columns = (_listing.c.id, _listing.c.kind, _listing.c.key, _listing.c.body)
    rows = connection.execute(select(*columns).where(mine)).all()
    run = {row.body["organization_id"] for row in rows if row.kind == "service"}
    return {row.id for row in rows if row.kind == "organization" and row.key not in run}


def _forget(connection: Connection, team_id: str, listing_ids: set[str]) -> None:
    if listing_ids:
        mine = (_listing.c.team_id == team_id) & _listing.c.id.in_(listing_ids)
        connection.execute(delete(_listing).where(mine))

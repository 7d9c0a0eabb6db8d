"""Calls to services, as rows; each is added, none is written over."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import func, insert, select

from data.store.connections import reading, writing
from data.store.people import lock_team
from data.tables.base import table_of
from data.tables.resources import ListingCall

_call = table_of(ListingCall)
_TOLD = ("number", "saved_by_name", "saved_on")


def calls(team_id: str) -> tuple[Mapping[str, Any], ...]:
    """All calls of a team, in the order of their days, and of one day as they were written down."""
    mine = select(_call).where(_call.c.team_id == team_id)
    with reading() as connection:
        found = connection.execute(mine.order_by(_call.c.called_on, _call.c.number))
        return tuple(dict(row) for row in found.mappings())


def add_call(team_id: str, listing_id: str, values: Mapping[str, Any]) -> bool:
    """Add a call to a service; False when the newest one that was written down is just this."""
    with writing() as connection:
        lock_team(connection, team_id)
        mine = [_call.c.team_id == team_id, _call.c.listing_id == listing_id]
        newest = connection.execute(select(func.max(_call.c.number)).where(*mine)).scalar() or 0
        found = select(_call).where(*mine, _call.c.number == newest)
        last = connection.execute(found).mappings().first()
        said = {name: value for name, value in values.items() if name not in _TOLD}
        if last is not None and all(last[name] == value for name, value in said.items()):
            return False
        key = {"team_id": team_id, "listing_id": listing_id, "number": newest + 1}
        connection.execute(insert(_call).values(**key, **values))
        return True

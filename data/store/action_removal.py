"""The end of everything that a team has decided to do."""

from sqlalchemy import Connection, delete

from data.tables.actions import TeamAction
from data.tables.base import table_of

_action = table_of(TeamAction)


def remove_actions(connection: Connection, team_id: str) -> None:
    """Remove every version of every action of a team."""
    connection.execute(delete(_action).where(_action.c.team_id == team_id))

"""The end of all guides and principles that a team has."""

from sqlalchemy import Connection, delete

from data.tables.base import table_of
from data.tables.guides import (
    GuideList,
    GuideNote,
    PrincipleSignature,
    PrincipleState,
    PrincipleText,
)

_OF_A_TEAM = tuple(
    table_of(model)
    for model in (GuideList, GuideNote, PrincipleText, PrincipleState, PrincipleSignature)
)


def remove_guides(connection: Connection, team_id: str) -> None:
    """Remove all guides of a team, and its principles."""
    for table in _OF_A_TEAM:
        connection.execute(delete(table).where(table.c.team_id == team_id))

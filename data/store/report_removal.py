"""The end of the reports that a team has made."""

from sqlalchemy import Connection, delete

from data.tables.base import table_of
from data.tables.reports import MadeReport

_report = table_of(MadeReport)


def remove_reports(connection: Connection, team_id: str) -> None:
    """Remove all made reports of a team."""
    connection.execute(delete(_report).where(_report.c.team_id == team_id))

"""The end of everything about scans that a team has."""

from sqlalchemy import Connection, delete, select

from data.tables.base import table_of
from data.tables.scan import (
    OutcomeEntry,
    Scan,
    ScanAnswer,
    ScanDecision,
    ScanDissent,
    ScanFile,
    ScanItem,
    ScanPlan,
    ScanRater,
    ScanSignOff,
    Worksheet,
)

_scan = table_of(Scan)
_OF_A_SCAN = tuple(
    table_of(model)
    for model in (ScanItem, ScanAnswer, ScanFile, ScanDecision, ScanDissent, ScanSignOff, ScanPlan)
)
_OF_A_TEAM = tuple(table_of(model) for model in (ScanRater, Scan, Worksheet, OutcomeEntry))


def remove_scans(connection: Connection, team_id: str) -> None:
    """Remove all scans of a team, its worksheets and its baseline."""
    ids = connection.execute(select(_scan.c.id).where(_scan.c.team_id == team_id)).scalars().all()
    for table in _OF_A_SCAN:
        connection.execute(delete(table).where(table.c.scan_id.in_(ids)))
    for table in _OF_A_TEAM:
        connection.execute(delete(table).where(table.c.team_id == team_id))

"""What leaves with a scan and hangs on the team: its sheets, as rows, every version."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Table, select

from data.store.connections import reading
from data.tables.base import table_of
from data.tables.scan import Worksheet

_SHEET_KEY = ("kind", "version")
_STAYS_HERE = ("team_id", "saved_by")


def worksheet_versions(team_id: str) -> tuple[Mapping[str, Any], ...]:
    """Every version of every sheet, by kind; `body` is JSON text."""
    return _rows(table_of(Worksheet), team_id, by=_SHEET_KEY)


def _rows(table: Table, team_id: str, *, by: tuple[str, ...]) -> tuple[Mapping[str, Any], ...]:
    columns = [column for column in table.c if column.name not in _STAYS_HERE]
    mine = select(*columns).where(table.c.team_id == team_id)
    with reading() as connection:
        rows = connection.execute(mine.order_by(*(table.c[name] for name in by))).mappings()
        return tuple(dict(row) for row in rows)

"""Whose something is, whoever asks: so that a team's log says that somebody else asked for it."""

from typing import Any, Literal

from sqlalchemy import Select, select

from data.store.connections import reading
from data.store.scope import EVERYTHING, within
from data.tables.base import table_of
from data.tables.people import Team
from data.tables.scan import Scan, ScanFile
from data.tables.values import Wave

Asked = Literal["team", "wave", "scan", "scan_file"]
_team, _wave = table_of(Team), table_of(Wave)
_scan, _file = table_of(Scan), table_of(ScanFile)


def team_of(what: Asked, row_id: str) -> str | None:
    """The id of the team that has it; None where there is none."""
    with within(EVERYTHING), reading() as connection:
        return connection.execute(_owner(what, row_id)).scalar()


def _owner(what: Asked, row_id: str) -> Select[Any]:
    if what == "team":
        return select(_team.c.id).where(_team.c.id == row_id)
    if what == "wave":
        return select(_wave.c.team_id).where(_wave.c.id == row_id)
    if what == "scan":
        return select(_scan.c.team_id).where(_scan.c.id == row_id)
    joined = _scan.join(_file, _file.c.scan_id == _scan.c.id)
    return select(_scan.c.team_id).select_from(joined).where(_file.c.id == row_id)

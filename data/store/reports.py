"""Made reports as rows: one that is being made is somebody's work, and says when it last moved."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Connection, and_, delete, insert, or_, select, update

from data.store.connections import reading, writing
from data.store.people import lock_team
from data.store.scope import EVERYTHING, within
from data.tables.base import table_of
from data.tables.reports import MadeReport

Row = Mapping[str, Any]

_table = table_of(MadeReport)
_KIND = ("wave_id", "format", "language")


@dataclass(frozen=True, slots=True)
class Begun:
    """What came of wanting reports made.

    Attributes:
        ids: of those that were wanted, in order: new ones, or ones that are being made already.
        new: of those that are to be made now.
        removed: rows that went, because they failed or were cut off.
        busy: one of them is being made with other parts; then nothing else came of it.
    """

    ids: tuple[str, ...]
    new: tuple[str, ...]
    removed: tuple[Row, ...]
    busy: bool = False


def ids_anywhere() -> frozenset[str]:
    """The ids of all made reports of all teams, those that are being made among them."""
    with within(EVERYTHING), reading() as connection:
        return frozenset(connection.execute(select(_table.c.id)).scalars())


def begin(team_id: str, rows: Sequence[Row], *, alive_since: int) -> Begun:
    """Add reports that are to be made, unless one of the same kind is being made already.

    Args:
        rows: all columns but the team's.
        alive_since: whoever was not at work since this second is not any more.
    """
    ids: list[str] = []
    new: list[str] = []
    removed: list[Row] = []
    with writing() as connection:
        lock_team(connection, team_id)
        working = and_(_table.c.state == "making", _table.c.seen >= alive_since)
        making = [_being_made(connection, and_(_same_kind(team_id, row), working)) for row in rows]
        if any(
            found and list(found["parts"]) != row["parts"]
            for found, row in zip(making, rows, strict=True)
        ):
            return Begun((), (), (), busy=True)
        for row, found in zip(rows, making, strict=True):
            mine = _same_kind(team_id, row)
            if found is not None:
                ids.append(found["id"])
                continue
            removed += _remove(connection, and_(mine, _table.c.state != "ready"))
            connection.execute(insert(_table).values(team_id=team_id, **row))
            ids.append(row["id"])
            new.append(row["id"])
    return Begun(tuple(ids), tuple(new), tuple(removed))


def _being_made(connection: Connection, which: ColumnElement[bool]) -> Row | None:
    row = connection.execute(select(_table.c.id, _table.c.parts).where(which)).mappings().first()
    return None if row is None else dict(row)


def step(team_id: str, ids: Collection[str], *, seen: int, done: int | None = None) -> None:
    """Whoever makes them is at work, and so many steps of each are over."""
    values = {"seen": seen} | ({} if done is None else {"done": done})
    mine = and_(_of(team_id, ids), _table.c.state == "making")
    with writing() as connection:
        connection.execute(update(_table).where(mine).values(**values))


def finish(team_id: str, report_id: str, *, content: bytes, basis: str) -> tuple[Row, ...] | None:
    """Keep the file; what was there of the same kind before goes.

    Returns:
        The rows that went; None where the report itself is not there any more.
    """
    mine = and_(_of(team_id, (report_id,)), _table.c.state == "making")
    with writing() as connection:
        lock_team(connection, team_id)
        row = connection.execute(select(_table).where(mine)).mappings().first()
        if row is None:
            return None
        ready = {"state": "ready", "content": content, "basis": basis, "done": row["total"]}
        connection.execute(update(_table).where(mine).values(**ready))
        others = and_(
            _same_kind(team_id, row), _table.c.id != report_id, _table.c.state != "making"
        )
        return _remove(connection, others)


def fail(team_id: str, ids: Collection[str], *, problem: str) -> None:
    """There will be no file of those that are still being made, and why."""
    mine = and_(_of(team_id, ids), _table.c.state == "making")
    with writing() as connection:
        connection.execute(update(_table).where(mine).values(state="failed", problem=problem))


def listed(team_id: str, wave_id: str | None = None) -> tuple[Row, ...]:
    """The reports of a team, or of one of its waves, without their files."""
    columns = [column for column in _table.c if column.name != "content"]
    mine = [_table.c.team_id == team_id]
    if wave_id is not None:
        mine.append(_table.c.wave_id == wave_id)
    order = (_table.c.format, _table.c.language, _table.c.made_on.desc(), _table.c.id)
    with reading() as connection:
        rows = connection.execute(select(*columns).where(*mine).order_by(*order)).mappings()
        return tuple(dict(row) for row in rows)


def whole(team_id: str, report_id: str) -> Row | None:
    """One report with its file; None where there is none."""
    with reading() as connection:
        row = connection.execute(select(_table).where(_of(team_id, (report_id,))))
        found = row.mappings().first()
        return None if found is None else dict(found)


def remove(team_id: str, ids: Collection[str]) -> None:
    """Remove reports, whatever state they are in."""
    with writing() as connection:
        connection.execute(delete(_table).where(_of(team_id, ids)))


def remove_older(day: date) -> tuple[Row, ...]:
    """Remove every team's reports from before a day; the rows that went."""
    with within(EVERYTHING), writing() as connection:
        return _remove(connection, _table.c.made_on < day)


def _remove(connection: Connection, which: ColumnElement[bool]) -> tuple[Row, ...]:
    columns = [_table.c[name] for name in ("team_id", "id", "parts")]
    rows = tuple(dict(row) for row in connection.execute(select(*columns).where(which)).mappings())
    if rows:
        gone = or_(*(and_(*_key(row)) for row in rows))
        connection.execute(delete(_table).where(gone))
    return rows


def _key(row: Row) -> tuple[ColumnElement[bool], ...]:
    return (_table.c.team_id == row["team_id"], _table.c.id == row["id"])


def _of(team_id: str, ids: Collection[str]) -> ColumnElement[bool]:
    return and_(_table.c.team_id == team_id, _table.c.id.in_(ids))


def _same_kind(team_id: str, row: Any) -> ColumnElement[bool]:
    return and_(_table.c.team_id == team_id, *(_table.c[name] == row[name] for name in _KIND))

"""Holds on results and the notes of facilitators, as rows that are guarded by their versions."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Connection, Table, insert, select, update

from data.store.connections import reading, rewrite, writing
from data.store.people import lock_team
from data.store.scope import EVERYTHING, within
from data.tables.base import table_of
from data.tables.meetings import MeetingNote, ResultHold
from data.tables.values import Wave

_hold = table_of(ResultHold)
_note = table_of(MeetingNote)
_wave = table_of(Wave)
_OUT = ("released", "archived")

Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Start:
    """What begins a hold at the moment of release.

    Attributes:
        usual_days: of a wave for which nobody chose any.
        shown_on: the first day for everybody, from the days that were promised.
        beside: the round that the result is compared with.
    """

    team_id: str
    usual_days: int
    shown_on: Callable[[int], date]
    beside: str | None


def hold(wave_id: str) -> Row | None:
    """The hold of a wave, whether it has begun or not; None where nobody spoke of one."""
    with reading() as connection:
        row = connection.execute(select(_hold).where(_hold.c.wave_id == wave_id)).mappings().first()
        return None if row is None else dict(row)


def plan_hold(team_id: str, wave_id: str, *, days: int, based_on: int) -> bool:
    """Choose the days of a wave that is not released; False when that or the hold has changed."""
    with writing() as connection:
        lock_team(connection, team_id)
        state = connection.execute(select(_wave.c.state).where(_wave.c.id == wave_id)).scalar()
        if state is None or state in _OUT:
            return False
        key = {"team_id": team_id, "wave_id": wave_id}
        return _save(connection, _hold, key, {"days": days}, based_on=based_on)


def move_hold(team_id: str, wave_id: str, *, shown_on: date, based_on: int) -> bool:
    """Change the first day for everybody; False when somebody has changed it meanwhile."""
    with writing() as connection:
        mine = (_hold.c.team_id == team_id, _hold.c.wave_id == wave_id)
        seen = (_hold.c.version == based_on, _hold.c.shown_on.is_not(None))
        statement = update(_hold).where(*mine, *seen)
        values = {"version": based_on + 1, "shown_on": shown_on}
        return connection.execute(statement.values(**values)).rowcount == 1


def start_hold(connection: Connection, wave_id: str, start: Start) -> None:
    """Let the hold of a result begin, in the transaction that releases it.

    Raises:
        RuntimeError: the hold was changed within this moment, which the team's lock keeps out; a
            result that nobody holds must never come of it.
    """
    key = {"team_id": start.team_id, "wave_id": wave_id}
    row = connection.execute(select(_hold).where(_hold.c.wave_id == wave_id)).mappings().first()
    days, version = (start.usual_days, 0) if row is None else (row["days"], row["version"])
    values = {"days": days, "shown_on": start.shown_on(days), "beside": start.beside}
    if not _save(connection, _hold, key, values, based_on=version):
        raise RuntimeError(f"the hold of wave {wave_id} could not begin, so nothing was released")


def notes(wave_id: str) -> tuple[Row, ...]:
    """The notes of a wave."""
    with reading() as connection:
        mine = select(_note).where(_note.c.wave_id == wave_id).order_by(_note.c.part)
        return tuple(dict(row) for row in connection.execute(mine).mappings())


def keep_note(key: Row, values: Row, *, based_on: int) -> bool:
    """Put a note in the place of the one that was seen; False when that is another by now.

    Args:
        key: team_id, wave_id and part.
        based_on: the version that was seen; 0 where there was none.
    """
    with writing() as connection:
        lock_team(connection, key["team_id"])
        return _save(connection, _note, key, values, based_on=based_on)


def rewrite_notes() -> None:
    """Write the table of notes anew without the words that were crossed out.

    Raises:
        StorageError: others read or write for longer than we wait; call it again.
    """
    with within(EVERYTHING):
        rewrite((_note,))


def _save(connection: Connection, table: Table, key: Row, values: Row, *, based_on: int) -> bool:
    mine = [table.c[name] == value for name, value in key.items()]
    now = connection.execute(select(table.c.version).where(*mine)).scalar() or 0
    if now != based_on:
        return False
    new = {**values, "version": based_on + 1}
    if now == 0:
        empty = {"shown_on": None, "beside": None} if table is _hold else {}
        connection.execute(insert(table).values(**key, **(empty | new)))
        return True
    statement = update(table).where(*mine, table.c.version == based_on)
    return connection.execute(statement.values(**new)).rowcount == 1

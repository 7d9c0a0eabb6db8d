"""Waves and their reporting groups, as rows."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlalchemy import Connection, Select, bindparam, case, delete, func, insert, select, update

from data.store.connections import reading, writing
from data.store.scope import EVERYTHING, within
from data.tables.base import table_of
from data.tables.meetings import MeetingNote, ResultHold
from data.tables.people import Team
from data.tables.values import (
    Answer,
    AnswerSheet,
    Ballot,
    Comment,
    Draft,
    FactTally,
    Invitation,
    ReleasedReport,
    ReportingGroup,
    Wave,
)
from data.views import State

_team = table_of(Team)
_wave = table_of(Wave)
_group = table_of(ReportingGroup)
_sheet = table_of(AnswerSheet)
_answer = table_of(Answer)
_invitation = table_of(Invitation)
_OF_A_MEETING = (ResultHold, MeetingNote)


@dataclass(frozen=True, slots=True)
class GroupRecord:
    """A reporting group as it is frozen; its members are agencies."""

    code: str
    names: Mapping[str, str]
    members: tuple[Mapping[str, Any], ...]
    people: int
    answered: int | None = None


@dataclass(frozen=True, slots=True)
class WaveRecord:
    """A wave as it is stored, with the name of its team and its frozen groups."""

    id: str
    team_id: str
    team_name: str
    demo: bool
    number: int
    title: str
    instrument_id: str
    instrument_version: str
    checksum: str | None
    languages: tuple[str, ...]
    smallest_group: int
    facts: tuple[str, ...]
    merges: tuple[tuple[str, ...], ...]
    opened_on: date | None
    closes_on: date
    state: State
    public_key: bytes | None = field(repr=False)
    counted: bool
    groups: tuple[GroupRecord, ...]


def add_draft(wave_id: str, *, team_id: str, values: Mapping[str, Any]) -> None:
    """A new wave in draft, numbered after the team's others."""
    with writing() as connection:
        connection.execute(select(_team.c.id).where(_team.c.id == team_id).with_for_update())
        highest = select(func.max(_wave.c.number)).where(_wave.c.team_id == team_id)
        number = (connection.execute(highest).scalar() or 0) + 1
        row = {"id": wave_id, "team_id": team_id, "number": number, "state": "draft"}
        connection.execute(insert(_wave).values(**row, counted=False, **values))


def change_draft(wave_id: str, values: Mapping[str, Any]) -> bool:
    """Change a wave that is still in draft."""
    with writing() as connection:
        statement = update(_wave).where(_wave.c.id == wave_id, _wave.c.state == "draft")
        return connection.execute(statement.values(**values)).rowcount == 1


def remove_draft(wave_id: str) -> bool:
    """Remove a wave that is still in draft."""
    with writing() as connection:
        draft = (_wave.c.id == wave_id, _wave.c.state == "draft")
        if connection.execute(select(_wave.c.id).where(*draft).with_for_update()).first() is None:
            return False
        for model in _OF_A_MEETING:
            table = table_of(model)
            connection.execute(delete(table).where(table.c.wave_id == wave_id))
        return connection.execute(delete(_wave).where(*draft)).rowcount == 1


def move(wave_id: str, *, before: State, after: State) -> bool:
    """One step on, if the wave is where it should be."""
    with writing() as connection:
        return move_within(connection, wave_id, before=before, after=after)


def stop_answers(wave_id: str, *, day: date) -> bool:
    """From "open" to "closing"; a wave that is closed early was open until this day."""
    last = case((_wave.c.closes_on > day, day), else_=_wave.c.closes_on)
    mine = (_wave.c.id == wave_id) & (_wave.c.state == "open")
    with writing() as connection:
        statement = update(_wave).where(mine).values(state="closing", closes_on=last)
        return connection.execute(statement).rowcount == 1


def move_within(connection: Connection, wave_id: str, *, before: State, after: State) -> bool:
    """One step on, in a transaction that does more."""
    statement = update(_wave).where(_wave.c.id == wave_id, _wave.c.state == before)
    return connection.execute(statement.values(state=after)).rowcount == 1


def wave(wave_id: str) -> WaveRecord | None:
    """One wave with its frozen groups."""
    with reading() as connection:
        return wave_within(connection, wave_id)


def wave_within(connection: Connection, wave_id: str) -> WaveRecord | None:
    """One wave, as the given transaction sees it."""
    found = connection.execute(with_team().where(_wave.c.id == wave_id)).mappings().first()
    return None if found is None else record_within(connection, found)


def waves(team_id: str) -> tuple[WaveRecord, ...]:
    """A team's waves, the newest first."""
    statement = with_team().where(_wave.c.team_id == team_id).order_by(_wave.c.number.desc())
    with reading() as connection:
        rows = connection.execute(statement).mappings().all()
        return tuple(record_within(connection, row) for row in rows)


def open_waves() -> tuple[str, ...]:
    """The ids of all waves that take answers."""
    statement = select(_wave.c.id).where(_wave.c.state == "open")
    with reading() as connection:
        return tuple(connection.execute(statement.order_by(_wave.c.id)).scalars())


def states(ids: Collection[str]) -> dict[str, State]:
    """The states of those of these waves that there are, whosever they are."""
    statement = select(_wave.c.id, _wave.c.state).where(_wave.c.id.in_(ids))
    with within(EVERYTHING), reading() as connection:
        return {row.id: row.state for row in connection.execute(statement)}


def due(today: date, *, teams: Collection[str] | None = None) -> tuple[str, ...]:
    """Waves whose last day is over, and those whose close was cut off; of some teams, or of all."""
    over = (_wave.c.state == "open") & (_wave.c.closes_on < today)
    statement = select(_wave.c.id).where(over | (_wave.c.state == "closing"))
    if teams is not None:
        statement = statement.where(_wave.c.team_id.in_(teams))
    with reading() as connection:
        return tuple(connection.execute(statement.order_by(_wave.c.id)).scalars())


def add_groups(connection: Connection, wave_id: str, groups: tuple[GroupRecord, ...]) -> None:
    """Freeze the reporting groups."""
    rows = [
        {
            "wave_id": wave_id,
            "code": group.code,
            "names": dict(group.names),
            "members": [dict(member) for member in group.members],
            "people": group.people,
        }
        for group in groups
    ]
    connection.execute(insert(_group), rows)


def used_invitations(wave_id: str) -> int:
    """How many invitations of an open wave have been used, in the whole team."""
    used = (_invitation.c.wave_id == wave_id) & _invitation.c.used
    with reading() as connection:
        return connection.execute(select(func.count()).where(used)).scalar_one()


def remove_wave(connection: Connection, wave_id: str) -> None:
    """Remove a wave and all that belongs to it."""
    sheets = select(_sheet.c.id).where(_sheet.c.wave_id == wave_id)
    connection.execute(delete(_answer).where(_answer.c.sheet_id.in_(sheets)))
    for model in (
        AnswerSheet,
        Comment,
        FactTally,
        Draft,
        Ballot,
        Invitation,
        ReleasedReport,
        ReportingGroup,
        *_OF_A_MEETING,
    ):
        table = table_of(model)
        connection.execute(delete(table).where(table.c.wave_id == wave_id))
    connection.execute(delete(_wave).where(_wave.c.id == wave_id))


def with_team() -> Select[Any]:
    """Waves, each with the name of its team: the columns that `record_within` takes."""
    columns = select(_wave, _team.c.name.label("team_name"), _team.c.demo)
    return columns.join(_team, _team.c.id == _wave.c.team_id)


_GROUPS_OF = select(_group).where(_group.c.wave_id == bindparam("wave"))


def record_within(connection: Connection, row: Mapping[Any, Any]) -> WaveRecord:
    """A wave from its columns, and its frozen groups as the given transaction sees them."""
    values = dict(row)
    for name in ("languages", "facts"):
        values[name] = tuple(values[name])
    values["merges"] = tuple(tuple(merge) for merge in values["merges"])
    return WaveRecord(**values, groups=_groups(connection, values["id"]))


def _groups(connection: Connection, wave_id: str) -> tuple[GroupRecord, ...]:
    rows = connection.execute(_GROUPS_OF, {"wave": wave_id})
    groups = (
        GroupRecord(
            code=row.code,
            names=row.names,
            members=tuple(row.members),
            people=row.people,
            answered=row.answered,
        )
        for row in rows
    )
    return tuple(sorted(groups, key=lambda group: (len(group.code), group.code)))

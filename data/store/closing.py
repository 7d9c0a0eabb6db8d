"""The close of a wave, as rows: from sealed ballots to answers that nobody's link leads to."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from sqlalchemy import Connection, Table, delete, func, insert, select, update

from data.store import fault_points
from data.store.connections import reading, rewrite, writing
from data.tables.base import table_of
from data.tables.values import (
    Answer,
    AnswerSheet,
    Ballot,
    Comment,
    Draft,
    FactTally,
    Invitation,
    ReportingGroup,
    Wave,
)

_wave = table_of(Wave)
_group = table_of(ReportingGroup)
_invitation = table_of(Invitation)
_ballot = table_of(Ballot)
_draft = table_of(Draft)
_sheet = table_of(AnswerSheet)
_answer = table_of(Answer)
_comment = table_of(Comment)
_tally = table_of(FactTally)


@dataclass(frozen=True, slots=True)
class OpenedSheet:
    """An answer sheet under its new random key; levels by counted item."""

    id: bytes = field(repr=False)
    group_code: str
    levels: Mapping[str, int] = field(repr=False)


@dataclass(frozen=True, slots=True)
class OpenedComment:
    """A text under its own random key."""

    id: bytes = field(repr=False)
    question: str
    text: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Opened:
    """All that a wave leaves behind. The tally maps (fact, option) to people."""

    sheets: tuple[OpenedSheet, ...]
    comments: tuple[OpenedComment, ...]
    tally: Mapping[tuple[str, str], int]


def ballots(wave_id: str) -> tuple[bytes, ...]:
    """All sealed ballots of a wave, in the order of their random keys."""
    statement = select(_ballot.c.ciphertext).where(_ballot.c.wave_id == wave_id)
    with reading() as connection:
        return tuple(connection.execute(statement.order_by(_ballot.c.id)).scalars())


def sheets_kept(wave_id: str) -> int:
    """How many answer sheets of a wave were opened and kept."""
    statement = select(func.count()).select_from(_sheet).where(_sheet.c.wave_id == wave_id)
    with reading() as connection:
        return connection.execute(statement).scalar_one()


def write_opened(wave_id: str, opened: Opened) -> bool:
    """Write everything once and delete what it came from, in one transaction.

    Returns:
        False when another process has done so already; then nothing was written.
    """
    with writing() as connection:
        mine = (_wave.c.id == wave_id) & (_wave.c.state == "closing") & _wave.c.counted.is_(False)
        if connection.execute(update(_wave).where(mine).values(counted=True)).rowcount != 1:
            return False
        fault_points.hook("close: claimed")
        _count_invitations(connection, wave_id)
        fault_points.hook("close: writing")
        _write(connection, wave_id, opened)
        fault_points.hook("close: written")
        for table in (_ballot, _draft, _invitation):
            connection.execute(delete(table).where(table.c.wave_id == wave_id))
            fault_points.hook(f"close: {table.name} deleted")
        fault_points.hook("close: before commit")
    return True


def tidy_up() -> None:
    """Leave no copy of what was deleted in the files of the database."""
    rewrite((_invitation, _ballot, _draft, _sheet, _answer, _comment, _tally))


def _count_invitations(connection: Connection, wave_id: str) -> None:
    used = (_invitation.c.wave_id == wave_id) & _invitation.c.used
    statement = select(_invitation.c.group_code, func.count()).where(used)
    answered = connection.execute(statement.group_by(_invitation.c.group_code)).all()
    groups = update(_group).where(_group.c.wave_id == wave_id)
    connection.execute(groups.values(answered=0))
    for code, people in answered:
        connection.execute(groups.where(_group.c.code == code).values(answered=people))


def _write(connection: Connection, wave_id: str, opened: Opened) -> None:
    sheets = sorted(opened.sheets, key=lambda sheet: sheet.id)
    _insert(
        connection,
        _sheet,
        [{"id": sheet.id, "wave_id": wave_id, "group_code": sheet.group_code} for sheet in sheets],
    )
    fault_points.hook("close: sheets written")
    levels = [
        {"sheet_id": sheet.id, "item": item, "level": level}
        for sheet in sheets
        for item, level in sorted(sheet.levels.items())
    ]
    _insert(connection, _answer, levels)
    fault_points.hook("close: levels written")
    comments = sorted(opened.comments, key=lambda comment: comment.id)
    texts = [{"id": one.id, "question": one.question, "text": one.text} for one in comments]
    _insert(connection, _comment, [{"wave_id": wave_id, **row} for row in texts])
    fault_points.hook("close: comments written")
    tally = [
        {"wave_id": wave_id, "fact": fact, "option": option, "people": people}
        for (fact, option), people in sorted(opened.tally.items())
    ]
    _insert(connection, _tally, tally)


def _insert(connection: Connection, table: Table, rows: list[dict[str, object]]) -> None:
    if rows:
        connection.execute(insert(table), rows)

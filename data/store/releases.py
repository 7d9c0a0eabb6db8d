"""What a closed wave says, as counts, and the one result that was released from it."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from sqlalchemy import insert, select

from data.store.connections import reading, writing
from data.store.meetings import Start, start_hold
from data.store.people import lock_team
from data.store.waves import move_within
from data.tables.base import table_of
from data.tables.values import Answer, AnswerSheet, Comment, FactTally, ReleasedReport

_sheet = table_of(AnswerSheet)
_answer = table_of(Answer)
_comment = table_of(Comment)
_tally = table_of(FactTally)
_report = table_of(ReleasedReport)


@dataclass(frozen=True, slots=True)
class CountedSheet:
    """The levels that one person of a group gave, by counted item; who, is not known here."""

    group_code: str
    levels: Mapping[str, int] = field(repr=False)


@dataclass(frozen=True, slots=True)
class ReportRecord:
    """A released result as it is stored."""

    body: str
    sha256: str


def counted_sheets(wave_id: str) -> tuple[CountedSheet, ...]:
    """Every sheet of a closed wave, in the order of random keys, which are left behind here."""
    mine = _sheet.c.wave_id == wave_id
    sheets = select(_sheet.c.id, _sheet.c.group_code).where(mine).order_by(_sheet.c.id)
    answers = select(_answer.c.sheet_id, _answer.c.item, _answer.c.level).join(
        _sheet, _sheet.c.id == _answer.c.sheet_id
    )
    with reading() as connection:
        found = connection.execute(sheets).all()
        levels: dict[bytes, dict[str, int]] = {row.id: {} for row in found}
        for row in connection.execute(answers.where(mine)):
            levels[row.sheet_id][row.item] = row.level
    return tuple(CountedSheet(row.group_code, levels[row.id]) for row in found)


def fact_tally(wave_id: str) -> Mapping[str, Mapping[str, int]]:
    """People by option, by fact."""
    tally: dict[str, dict[str, int]] = {}
    with reading() as connection:
        for row in connection.execute(select(_tally).where(_tally.c.wave_id == wave_id)):
            tally.setdefault(row.fact, {})[row.option] = row.people
    return tally


def comments(wave_id: str, question: str) -> tuple[str, ...]:
    """What was written to one question, in the order of random keys."""
    mine = (_comment.c.wave_id == wave_id) & (_comment.c.question == question)
    with reading() as connection:
        statement = select(_comment.c.text).where(mine).order_by(_comment.c.id)
        return tuple(connection.execute(statement).scalars())


def keep_report(wave_id: str, report: ReportRecord, *, hold: Start) -> bool:
    """Store the result of a closed wave, once, and let its hold begin.

    Returns:
        False when the wave is not closed any more.
    """
    with writing() as connection:
        lock_team(connection, hold.team_id)  # nobody may plan another hold until this one has begun
        if not move_within(connection, wave_id, before="closed", after="released"):
            return False
        row = {"wave_id": wave_id, "body": report.body, "sha256": report.sha256}
        connection.execute(insert(_report).values(**row))
        start_hold(connection, wave_id, hold)
        return True


def kept_report(wave_id: str) -> ReportRecord | None:
    """The released result."""
    with reading() as connection:
        statement = select(_report.c.body, _report.c.sha256).where(_report.c.wave_id == wave_id)
        row = connection.execute(statement).first()
        return None if row is None else ReportRecord(body=row.body, sha256=row.sha256)

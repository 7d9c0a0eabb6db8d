"""What was said in family groups as rows: transcripts, turns, decisions, codes, summary sheets."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlalchemy import Connection, Table, delete, insert, select, update

from data.store.connections import reading, writing
from data.store.family_rewriting import Rewritten, rewrite_within
from data.store.people import lock_team
from data.store.scope import EVERYTHING, within
from data.store.versioned import Row, add_version, newest
from data.tables.base import table_of
from data.tables.families import (
    FamilyCoding,
    FamilyQuote,
    FamilyReading,
    FamilySeat,
    FamilySession,
    FamilyString,
    FamilySummary,
    FamilySupport,
    FamilyTranscript,
    FamilyTurn,
)

AGREED = "agreed"
"""Whose codes those are that people settled; no account has this id."""
_transcript = table_of(FamilyTranscript)
_turn = table_of(FamilyTurn)
_string = table_of(FamilyString)
_coding = table_of(FamilyCoding)
_quote = table_of(FamilyQuote)
_reading = table_of(FamilyReading)
_summary = table_of(FamilySummary)
_support = table_of(FamilySupport)
_seat = table_of(FamilySeat)
_session = table_of(FamilySession)


@dataclass(frozen=True, slots=True)
class Change:
    """What changes about a transcript in one step.

    Attributes:
        values: its columns.
        turns: stage to the rows that take the place of all of that stage; none for "not there".
        moved: coding id to the columns that change.
        lost: the codings that end, with what rests on them. Where turns are "clean", all codings
            are in one of these two.
        beside: what becomes of texts beside it.
    """

    values: Mapping[str, Any]
    turns: Mapping[str, tuple[Row, ...]] = field(default_factory=dict)
    moved: Mapping[str, Row] = field(default_factory=dict)
    lost: tuple[str, ...] = ()
    beside: Rewritten = field(default_factory=Rewritten)


def transcripts(team_id: str, session_ids: Collection[str]) -> tuple[Row, ...]:
    """The transcripts of some sessions."""
    where = (_transcript.c.team_id == team_id, _transcript.c.session_id.in_(session_ids))
    return _rows(_transcript, *where, order=("session_id", "id"))


def transcript(team_id: str, transcript_id: str) -> Row | None:
    """One transcript."""
    where = (_transcript.c.team_id == team_id, _transcript.c.id == transcript_id)
    return next(iter(_rows(_transcript, *where)), None)


def add_transcript(row: Row, turns: Iterable[Row]) -> bool:
    """A new transcript with its turns; False when its session has one already."""
    with writing() as connection:
        lock_team(connection, row["team_id"])
        there = select(_transcript.c.id).where(
            _transcript.c.team_id == row["team_id"], _transcript.c.session_id == row["session_id"]
        )
        if connection.execute(there).first() is not None:
            return False
        connection.execute(insert(_transcript).values(**row))
        _insert(connection, _turn, tuple(turns))
        return True


def change_transcript(team_id: str, transcript_id: str, *, seen: int, change: Change) -> bool:
    """Take a transcript one step on.

    Args:
        seen: the version that was looked at; the new one is one more.

    Returns:
        False when it is another version by now, or a code was put on it or taken off meanwhile, or
        somebody wrote another version of a text beside it; nothing was changed.
    """
    mine = (_transcript.c.team_id == team_id, _transcript.c.id == transcript_id)
    with writing() as connection:
        lock_team(connection, team_id)
        step = update(_transcript).where(*mine, _transcript.c.version == seen)
        done = connection.execute(step.values(version=seen + 1, **change.values))
        if done.rowcount != 1:
            return False
        if "clean" in change.turns and _coded(connection, team_id, transcript_id) != {
            *change.moved,
            *change.lost,
        }:
            connection.rollback()
            return False
        for stage, rows in change.turns.items():
            _clear(connection, _turn, team_id, transcript_id, stage=stage)
            _insert(connection, _turn, rows)
        for coding_id, values in change.moved.items():
            one = (_coding.c.team_id == team_id, _coding.c.id == coding_id)
            connection.execute(update(_coding).where(*one).values(**values))
        if change.lost:
            gone = (_coding.c.team_id == team_id, _coding.c.id.in_(change.lost))
            connection.execute(delete(_coding).where(*gone))
            _let_go(connection, team_id, change.lost)
        if not rewrite_within(connection, team_id, change.beside):
            connection.rollback()
            return False
        return True


def remove_transcript(team_id: str, transcript_id: str) -> None:
    """Remove a transcript with everything that hangs on it.

    Quotes of its session go with it, and what its codes put behind themes.
    """
    mine = (_transcript.c.team_id == team_id, _transcript.c.id == transcript_id)
    here = select(_transcript.c.session_id).where(*mine)
    seats = select(_seat.c.id).where(_seat.c.team_id == team_id, _seat.c.session_id.in_(here))
    with writing() as connection:
        lock_team(connection, team_id)
        _let_go(connection, team_id, _coded(connection, team_id, transcript_id))
        quoted = (_quote.c.team_id == team_id, _quote.c.seat_id.in_(seats))
        connection.execute(delete(_quote).where(*quoted))
        for table in (_turn, _string, _coding, _reading):
            _clear(connection, table, team_id, transcript_id)
        connection.execute(delete(_transcript).where(*mine))


def turns(team_id: str, transcript_id: str, stage: str) -> tuple[Row, ...]:
    """The turns of one stage in the order in which they were said."""
    where = _of(_turn, team_id, transcript_id, stage=stage)
    return _rows(_turn, *where, order=("number",))


def strings(team_id: str, transcript_id: str) -> dict[bytes, Row]:
    """What was decided of each string, by its hash."""
    rows = _rows(_string, *_of(_string, team_id, transcript_id))
    return {row["string_hash"]: row for row in rows}


def decide(
    team_id: str, transcript_id: str, decided: Mapping[bytes, str | None], *, by: str
) -> None:
    """Decide what becomes of some strings; later decisions take the place of earlier ones.

    Args:
        decided: hash to what is put in its place; None keeps it.
    """
    of = {"team_id": team_id, "transcript_id": transcript_id, "saved_by_name": by}
    with writing() as connection:
        lock_team(connection, team_id)
        where = (*_of(_string, team_id, transcript_id), _string.c.string_hash.in_(decided))
        connection.execute(delete(_string).where(*where))
        rows = [{**of, "string_hash": key, "replacement": new} for key, new in decided.items()]
        _insert(connection, _string, tuple(rows))


def undecide(team_id: str, transcript_id: str, hashes: Collection[bytes]) -> None:
    """Forget what was decided of some strings."""
    where = (*_of(_string, team_id, transcript_id), _string.c.string_hash.in_(hashes))
    with writing() as connection:
        connection.execute(delete(_string).where(*where))


def codings(team_id: str, transcript_ids: Collection[str]) -> tuple[Row, ...]:
    """All codes that were put on some transcripts, in the order of the words."""
    where = (_coding.c.team_id == team_id, _coding.c.transcript_id.in_(transcript_ids))
    return _rows(_coding, *where, order=("transcript_id", "number", "start", "stop", "id"))


def add_coding(row: Row, *, seen: int) -> bool:
    """Put a code on some words.

    False when the transcript is another version by now, or its coder has finished it.
    """
    with writing() as connection:
        if not _still(connection, row["team_id"], row["transcript_id"], seen=seen):
            return False
        if connection.execute(select(_reading.c.coder).where(*_finished(row))).first() is not None:
            return False
        connection.execute(insert(_coding).values(**row))
        return True


def change_memo(team_id: str, coding_id: str, *, coder: str, memo: bytes | None) -> bool:
    """Put a note on one's own coding; False when it is not there, final, or somebody else's."""
    return change_coding(team_id, coding_id, coder=coder, values={"memo": memo})


def change_coding(team_id: str, coding_id: str, *, coder: str, values: Row) -> bool:
    """Change what one's own coding says; False when it is not there, final, or somebody else's."""
    mine = _own(team_id, coding_id, coder)
    with writing() as connection:
        return connection.execute(update(_coding).where(*mine).values(**values)).rowcount == 1


def remove_coding(team_id: str, coding_id: str, *, coder: str) -> bool | None:
    """Take away one's own coding, with quotes and themes that rest on it.

    Returns:
        Whether anything rested on it; None when there is none to take.
    """
    mine = _own(team_id, coding_id, coder)
    with writing() as connection:
        lock_team(connection, team_id)
        if connection.execute(delete(_coding).where(*mine)).rowcount != 1:
            return None
        return _let_go(connection, team_id, (coding_id,))


def settle_coding(row: Row, *, seen: int, before: int) -> bool:
    """Settle a code on some words, or take that back; what it was before stays in its steps.

    Args:
        row: as of a coding of `AGREED`, with all steps.
        seen: the version of the transcript.
        before: how many steps there were when it was looked at.

    Returns:
        False when the transcript is another version by now, or somebody settled it meanwhile.
    """
    mine = (_coding.c.team_id == row["team_id"], _coding.c.id == row["id"])
    with writing() as connection:
        lock_team(connection, row["team_id"])
        if not _still(connection, row["team_id"], row["transcript_id"], seen=seen):
            return False
        place = ("team_id", "transcript_id", "number", "start", "stop", "code", "coder")
        here = [_coding.c[name] == row[name] for name in place]
        known = connection.execute(select(_coding.c.settled).where(*here)).scalars().all()
        if [len(each) for each in known] != ([before] if before else []):
            return False
        if before:
            connection.execute(update(_coding).where(*mine).values(settled=row["settled"]))
        else:
            connection.execute(insert(_coding).values(**row))
        return True


def let_go(team_id: str, coding_id: str) -> bool:
    """Take away what rests on a code that counts no more; False where nothing did."""
    with writing() as connection:
        lock_team(connection, team_id)
        return _let_go(connection, team_id, (coding_id,))


def readings(team_id: str, transcript_ids: Collection[str]) -> tuple[Row, ...]:
    """Who has finished coding which transcript."""
    where = (_reading.c.team_id == team_id, _reading.c.transcript_id.in_(transcript_ids))
    return _rows(_reading, *where, order=("transcript_id", "coder_name", "coder"))


def finish_reading(row: Row) -> None:
    """Somebody has finished coding a transcript; nothing happens a second time."""
    with writing() as connection:
        lock_team(connection, row["team_id"])
        _still(connection, row["team_id"], row["transcript_id"], seen=0)  # until nobody codes it
        mine = _finished(row)
        if connection.execute(select(_reading.c.coder).where(*mine)).first() is None:
            connection.execute(insert(_reading).values(**row))


def summaries(team_id: str, session_id: str) -> tuple[Row, ...]:
    """The summary sheet of a session as it is now, one row for each question."""
    return newest(_summary, "question", team_id=team_id, session_id=session_id)


def written_sessions_anywhere() -> tuple[str, ...]:
    """The sessions of all teams of which something is written down."""
    with within(EVERYTHING), reading() as connection:
        found = {
            each
            for table in (_transcript, _summary)
            for each in connection.execute(select(table.c.session_id).distinct()).scalars()
        }
    return tuple(sorted(found))


def seats_and_sessions_anywhere() -> frozenset[str]:
    """The ids of all seats and sessions of all teams."""
    with within(EVERYTHING), reading() as connection:
        found = (
            connection.execute(select(table.c.id).distinct()).scalars()
            for table in (_seat, _session)
        )
        return frozenset(each for ids in found for each in ids)


def first_written(team_id: str, session_id: str) -> date | None:
    """The day on which the first words of a session were written down, as said or on its sheet."""
    days: list[date] = []
    with reading() as connection:
        for table in (_transcript, _summary):
            mine = (table.c.team_id == team_id, table.c.session_id == session_id)
            days += connection.execute(select(table.c.saved_on).where(*mine)).scalars()
    return min(days, default=None)


def add_summary(key: Row, values: Row) -> bool:
    """Add the next version of an answer on the sheet; False when somebody was faster."""
    return add_version(_summary, key, values)


def summary_versions(team_id: str, session_id: str) -> tuple[Row, ...]:
    """Every version of every answer on the summary sheet of a session."""
    where = (_summary.c.team_id == team_id, _summary.c.session_id == session_id)
    return _rows(_summary, *where, order=("question", "version"))


def _let_go(connection: Connection, team_id: str, coding_ids: Collection[str]) -> bool:
    """Take away what rests on codes that are gone; False where nothing did."""
    ids = tuple(coding_ids)
    rested = ((_support, _support.c.source), (_quote, _quote.c.coding_id))
    gone = [
        connection.execute(
            delete(table).where(table.c.team_id == team_id, column.in_(ids))
        ).rowcount
        for table, column in rested
    ]
    return any(gone)


def _own(team_id: str, coding_id: str, coder: str) -> tuple[Any, ...]:
    """A coding of somebody who has not finished yet."""
    of = [_reading.c[name] == _coding.c[name] for name in ("team_id", "transcript_id", "coder")]
    mine = (_coding.c.team_id == team_id, _coding.c.id == coding_id, _coding.c.coder == coder)
    return (*mine, ~select(_reading.c.coder).where(*of).exists())


def _still(connection: Connection, team_id: str, transcript_id: str, *, seen: int) -> bool:
    mine = (_transcript.c.team_id == team_id, _transcript.c.id == transcript_id)
    locked = select(_transcript.c.version).where(*mine).with_for_update()
    return connection.execute(locked).scalar() == seen


def _finished(row: Row) -> list[Any]:
    return [_reading.c[name] == row[name] for name in ("team_id", "transcript_id", "coder")]


def _coded(connection: Connection, team_id: str, transcript_id: str) -> set[str]:
    mine = select(_coding.c.id).where(*_of(_coding, team_id, transcript_id))
    return set(connection.execute(mine).scalars())


def _of(table: Table, team_id: str, transcript_id: str, *, stage: str | None = None) -> list[Any]:
    mine: list[Any] = [table.c.team_id == team_id, table.c.transcript_id == transcript_id]
    return mine if stage is None else [*mine, table.c.stage == stage]


def _clear(
    connection: Connection, table: Table, team_id: str, transcript_id: str, stage: str | None = None
) -> None:
    connection.execute(delete(table).where(*_of(table, team_id, transcript_id, stage=stage)))


def _insert(connection: Connection, table: Table, rows: tuple[Row, ...]) -> None:
    if rows:
        connection.execute(insert(table), [dict(row) for row in rows])


def _rows(table: Table, *where: Any, order: tuple[str, ...] = ()) -> tuple[Row, ...]:
    statement = select(table).where(*where).order_by(*(table.c[name] for name in order))
    with reading() as connection:
        return tuple(dict(row) for row in connection.execute(statement).mappings())

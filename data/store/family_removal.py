"""The end of what a seat said, and of everything a team has about family groups."""

from dataclasses import dataclass

from sqlalchemy import Connection, Table, delete, select

from data.store.connections import reading, rewrite, writing
from data.store.scope import EVERYTHING, within
from data.tables.base import table_of
from data.tables.families import (
    FamilyCodebook,
    FamilyCoding,
    FamilyDestruction,
    FamilyQuote,
    FamilyReading,
    FamilySeat,
    FamilySession,
    FamilyString,
    FamilyStudy,
    FamilySummary,
    FamilySupport,
    FamilyTheme,
    FamilyTranscript,
    FamilyTurn,
)

_seat = table_of(FamilySeat)
_turn = table_of(FamilyTurn)
_transcript = table_of(FamilyTranscript)
_of_a_seat = tuple(
    table_of(model) for model in (FamilyTurn, FamilyCoding, FamilySupport, FamilyQuote)
)
_of_a_team = tuple(
    table_of(model)
    for model in (
        *(FamilyQuote, FamilySupport, FamilyTheme, FamilySummary, FamilyReading, FamilyCoding),
        *(FamilyString, FamilyTurn, FamilyTranscript, FamilySeat, FamilySession),
        *(FamilyCodebook, FamilyDestruction, FamilyStudy),
    )
)


def remove_seat(team_id: str, seat_id: str) -> int:
    """Remove a seat with its turns, codes, quotes and its part in themes; returns how many rows.

    The transcripts that it spoke in become a new version, so that no open screen writes to what
    is not there any more.
    """
    count = 0
    with within(EVERYTHING), writing() as connection:
        spoke = select(_turn.c.transcript_id).where(
            _turn.c.team_id == team_id, _turn.c.seat_id == seat_id
        )
        ids = connection.execute(spoke.distinct()).scalars().all()
        for table in _of_a_seat:
            mine = (table.c.team_id == team_id, table.c.seat_id == seat_id)
            count += connection.execute(delete(table).where(*mine)).rowcount
        for transcript_id in ids:
            one = (_transcript.c.team_id == team_id, _transcript.c.id == transcript_id)
            step = _transcript.update().where(*one).values(version=_transcript.c.version + 1)
            connection.execute(step)
        mine = (_seat.c.team_id == team_id, _seat.c.id == seat_id)
        count += connection.execute(delete(_seat).where(*mine)).rowcount
    return count


def rewrite_words() -> None:
    """Write the tables of words anew without what was removed from them."""
    with within(EVERYTHING):
        rewrite((*_of_a_seat, _seat, _transcript))


@dataclass(frozen=True, slots=True)
class Ends:
    """What ends outside of the database with a team.

    Attributes:
        owners: its seats and sessions, which have keys.
        studies: its plans, which have books of contacts.
    """

    owners: tuple[str, ...]
    studies: tuple[str, ...]


def ends_with(team_id: str) -> Ends:
    """What ends outside of the database with a team."""

    def ids(table: Table) -> tuple[str, ...]:
        mine = select(table.c.id).where(table.c.team_id == team_id).distinct()
        return tuple(connection.execute(mine).scalars())

    with within(EVERYTHING), reading() as connection:
        session, study = table_of(FamilySession), table_of(FamilyStudy)
        return Ends(ids(_seat) + ids(session), ids(study))


def remove_families(connection: Connection, team_id: str) -> None:
    """Remove everything that a team has about family groups."""
    for table in _of_a_team:
        connection.execute(delete(table).where(table.c.team_id == team_id))

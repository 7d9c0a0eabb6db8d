"""The end of what a seat said, and of everything a team has about family groups."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from sqlalchemy import Connection, Table, case, delete, select

from data.store.connections import reading, rewrite, writing
from data.store.family_outside import OUTSIDE_TABLES
from data.store.scope import EVERYTHING, within
from data.tables.base import table_of
from data.tables.families import (
    FamilyCard,
    FamilyCardTotals,
    FamilyCodebook,
    FamilyCoding,
    FamilyDestruction,
    FamilyNumber,
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
_string = table_of(FamilyString)
_summary = table_of(FamilySummary)
_quote = table_of(FamilyQuote)
_theme = table_of(FamilyTheme)
_of_a_seat = tuple(
    table_of(model) for model in (FamilyTurn, FamilyCoding, FamilySupport, FamilyQuote)
)
_of_a_transcript = tuple(
    table_of(model) for model in (FamilyTurn, FamilyCoding, FamilyString, FamilyReading)
)
_of_a_team = tuple(
    table_of(model)
    for model in (
        *(FamilyQuote, FamilySupport, FamilyTheme, FamilySummary, FamilyReading, FamilyCoding),
        *(FamilyString, FamilyTurn, FamilyTranscript, FamilySeat, FamilyNumber),
        *(FamilySession, FamilyCard, FamilyCardTotals, FamilyCodebook),
        *(FamilyDestruction, FamilyStudy),
    )
)


def remove_seat(
    team_id: str,
    seat_id: str,
    *,
    edited: Mapping[str, str],
    left: Mapping[str, Collection[bytes]],
) -> int:
    """Remove a seat with its turns, codes, quotes and its part in themes; returns how many rows.

    The transcripts that it spoke in become a new version, so that no open screen writes to what
    is not there any more. What was decided on strings goes where they stand in no words that are
    left; those rows are not counted, as they are of nobody.

    Args:
        edited: the state that a transcript of each state goes to when its words change.
        left: by transcript, the hashes of strings that stand in words of others.
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
            state = case(dict(edited), value=_transcript.c.state)
            step = _transcript.update().where(*one)
            connection.execute(step.values(version=_transcript.c.version + 1, state=state))
            strings = (_string.c.team_id == team_id, _string.c.transcript_id == transcript_id)
            gone = _string.c.string_hash.not_in(left.get(transcript_id, ()))
            connection.execute(delete(_string).where(*strings, gone))
        mine = (_seat.c.team_id == team_id, _seat.c.id == seat_id)
        count += connection.execute(delete(_seat).where(*mine)).rowcount
    return count


def remove_words(team_id: str, session_id: str) -> int:
    """Remove everything that was written down of a session; returns how many rows.

    Seats and their part in themes stay, so that it is still known how many stand behind a theme.
    """
    with within(EVERYTHING), writing() as connection:

        def ids(table: Table) -> list[str]:
            mine = (table.c.team_id == team_id, table.c.session_id == session_id)
            return list(connection.execute(select(table.c.id).where(*mine)).scalars())

        here, seats = ids(_transcript), ids(_seat)
        gone = [
            *((table, table.c.transcript_id.in_(here)) for table in _of_a_transcript),
            (_transcript, _transcript.c.session_id == session_id),
            (_summary, _summary.c.session_id == session_id),
            (_quote, _quote.c.seat_id.in_(seats)),
        ]
        return sum(
            connection.execute(delete(table).where(table.c.team_id == team_id, mine)).rowcount
            for table, mine in gone
        )


def rewrite_words(*, outside: bool = False) -> None:
    """Write the tables of words anew without what was removed from them.

    Args:
        outside: what is of no session too, in which something was replaced.
    """
    own = (*_of_a_seat, *_of_a_transcript[2:], _seat, _transcript, _summary, _theme)
    with within(EVERYTHING):
        rewrite((*own, *OUTSIDE_TABLES.values()) if outside else own)


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

"""Family groups: what was planned, who sat on which seat, what was said, and what it comes to.

No table here holds a name of anybody who took part, a way to reach them, or a day on which one of
them did something; those who wrote down their contact details are in another database
(`data.store.contacts`), and nothing here leads there. What somebody said is kept sealed, with a
key of its own for each seat, so that a destroyed key ends every copy of it.
"""

from datetime import date
from typing import Any

from sqlalchemy import JSON
from sqlmodel import Field, SQLModel

from data.tables.base import WITHOUT_ROW_ID


class FamilyStudy(SQLModel, table=True):
    """One version of the plan of some sessions, with everything that was promised.

    `shown_on` is the day on which the report was shown to those who took part.
    """

    __tablename__ = "family_study"  # pyright: ignore[reportAssignmentType]
    __table_args__ = WITHOUT_ROW_ID

    team_id: str = Field(primary_key=True, foreign_key="team.id")
    id: str = Field(primary_key=True)
    version: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    name: str
    settings: dict[str, Any] = Field(sa_type=JSON)
    state: str
    saved_by_name: str
    saved_on: date
    shown_on: date | None


class FamilyCodebook(SQLModel, table=True):
    """One version of the codes that words are read with."""

    __tablename__ = "family_codebook"  # pyright: ignore[reportAssignmentType]
    __table_args__ = WITHOUT_ROW_ID

    team_id: str = Field(primary_key=True, foreign_key="team.id")
    study_id: str = Field(primary_key=True)
    version: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    codes: list[dict[str, Any]] = Field(sa_type=JSON)
    saved_by_name: str
    saved_on: date


class FamilySession(SQLModel, table=True):
    """One version of what is written down about a session; `month` is as fine as it gets.

    `readers` are those of the plan's list who alone read what was said while names are in it; all
    of the list where it is empty.
    """

    __tablename__ = "family_session"  # pyright: ignore[reportAssignmentType]
    __table_args__ = WITHOUT_ROW_ID

    team_id: str = Field(primary_key=True, foreign_key="team.id")
    id: str = Field(primary_key=True)
    version: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    study_id: str
    name: str
    month: str
    language: str
    form: str
    state: str
    notice_read_by: str
    came: int | None
    paid: int | None
    paid_amount: float | None
    pauses: int
    newcomers: int | None
    sound: str
    readers: list[str] = Field(sa_type=JSON)
    saved_by_name: str
    saved_on: date


class FamilySeat(SQLModel, table=True):
    """Somebody in the room, known by a number; their card is kept as a slow hash of its words.

    What is here was asked in the room alone, and nothing of it stands in the book of contacts. All
    who sit in a session agreed to every point of `study_version`.
    """

    __tablename__ = "family_seat"  # pyright: ignore[reportAssignmentType]
    __table_args__ = WITHOUT_ROW_ID

    team_id: str = Field(primary_key=True, foreign_key="team.id")
    id: str = Field(primary_key=True)
    session_id: str
    label: int
    card_hash: bytes
    study_version: int
    quote_tier: str
    wants_preview: bool
    may_record: bool | None


class FamilyNumber(SQLModel, table=True):
    """That a number was given to a seat of a session; it goes when nobody can sit down any more."""

    __tablename__ = "family_number"  # pyright: ignore[reportAssignmentType]
    __table_args__ = WITHOUT_ROW_ID

    team_id: str = Field(primary_key=True, foreign_key="team.id")
    session_id: str = Field(primary_key=True)
    label: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})


class FamilyTranscript(SQLModel, table=True):
    """Where the written words of a session stand, and who has read them."""

    __tablename__ = "family_transcript"  # pyright: ignore[reportAssignmentType]
    __table_args__ = WITHOUT_ROW_ID

    team_id: str = Field(primary_key=True, foreign_key="team.id")
    id: str = Field(primary_key=True)
    session_id: str
    version: int
    state: str
    evidence: dict[str, Any] = Field(sa_type=JSON)
    raw_ends_on: date | None
    saved_by: str
    saved_by_name: str
    saved_on: date


class FamilyTurn(SQLModel, table=True):
    """What one seat said in one go, sealed with that seat's key; `stage` is "raw" or "clean"."""

    __tablename__ = "family_turn"  # pyright: ignore[reportAssignmentType]
    __table_args__ = WITHOUT_ROW_ID

    team_id: str = Field(primary_key=True, foreign_key="team.id")
    transcript_id: str = Field(primary_key=True)
    stage: str = Field(primary_key=True)
    number: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    seat_id: str | None
    sealed: bytes


class FamilyString(SQLModel, table=True):
    """What becomes of a string of a transcript, wherever it stands; the string itself is hashed."""

    __tablename__ = "family_string"  # pyright: ignore[reportAssignmentType]
    __table_args__ = WITHOUT_ROW_ID

    team_id: str = Field(primary_key=True, foreign_key="team.id")
    transcript_id: str = Field(primary_key=True)
    string_hash: bytes = Field(primary_key=True)
    replacement: str | None
    saved_by_name: str


class FamilyCoding(SQLModel, table=True):
    """A code on some words of a turn; places count code points, and the end is exclusive.

    Those of the coder "agreed" are what people settled after they compared their own: `settled`
    holds each step of that, the newest last, and is empty for everybody's own codes. `category`
    and `sector` are the kind of help and of agency that the words speak of; empty where none is
    named.
    """

    __tablename__ = "family_coding"  # pyright: ignore[reportAssignmentType]
    __table_args__ = WITHOUT_ROW_ID

    team_id: str = Field(primary_key=True, foreign_key="team.id")
    id: str = Field(primary_key=True)
    transcript_id: str
    number: int
    seat_id: str | None
    start: int
    stop: int
    code: str
    coder: str
    coder_name: str
    memo: bytes | None
    settled: list[dict[str, Any]] = Field(sa_type=JSON)
    category: str
    sector: str


class FamilyReading(SQLModel, table=True):
    """That somebody has finished coding a transcript, so that others may see how."""

    __tablename__ = "family_reading"  # pyright: ignore[reportAssignmentType]
    __table_args__ = WITHOUT_ROW_ID

    team_id: str = Field(primary_key=True, foreign_key="team.id")
    transcript_id: str = Field(primary_key=True)
    coder: str = Field(primary_key=True)
    coder_name: str
    saved_on: date


class FamilySummary(SQLModel, table=True):
    """One version of what a session answered to one question, in the note taker's words, sealed."""

    __tablename__ = "family_summary"  # pyright: ignore[reportAssignmentType]
    __table_args__ = WITHOUT_ROW_ID

    team_id: str = Field(primary_key=True, foreign_key="team.id")
    session_id: str = Field(primary_key=True)
    question: str = Field(primary_key=True)
    version: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    sealed: bytes
    saved_by_name: str
    saved_on: date


class FamilyTheme(SQLModel, table=True):
    """One version of a sentence that people agree the sessions said, and who else has read it."""

    __tablename__ = "family_theme"  # pyright: ignore[reportAssignmentType]
    __table_args__ = WITHOUT_ROW_ID

    team_id: str = Field(primary_key=True, foreign_key="team.id")
    id: str = Field(primary_key=True)
    version: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    study_id: str
    words: str
    direction: str
    category: str
    dimension: str
    statement: str
    state: str
    saved_by: str
    saved_by_name: str
    saved_on: date
    read_by: str
    read_by_name: str


class FamilySupport(SQLModel, table=True):
    """That a seat stands behind a theme: by words that were coded, or as the sheet says."""

    __tablename__ = "family_support"  # pyright: ignore[reportAssignmentType]
    __table_args__ = WITHOUT_ROW_ID

    team_id: str = Field(primary_key=True, foreign_key="team.id")
    theme_id: str = Field(primary_key=True)
    seat_id: str = Field(primary_key=True)
    source: str = Field(primary_key=True)
    category: str


class FamilyQuote(SQLModel, table=True):
    """Words of a seat as they would be shown, sealed with that seat's key."""

    __tablename__ = "family_quote"  # pyright: ignore[reportAssignmentType]
    __table_args__ = WITHOUT_ROW_ID

    team_id: str = Field(primary_key=True, foreign_key="team.id")
    id: str = Field(primary_key=True)
    theme_id: str
    seat_id: str
    coding_id: str
    sealed: bytes
    scope: str
    answers: dict[str, Any] = Field(sa_type=JSON)
    proposed_by: str
    checked_by: str
    previewed: bool


class FamilyCard(SQLModel, table=True):
    """A card with a few questions about somebody, sealed; of no seat, no session and no day."""

    __tablename__ = "family_card"  # pyright: ignore[reportAssignmentType]
    __table_args__ = WITHOUT_ROW_ID

    team_id: str = Field(primary_key=True, foreign_key="team.id")
    id: str = Field(primary_key=True)
    study_id: str
    sealed: bytes


class FamilyCardTotals(SQLModel, table=True):
    """What the cards of a plan came to when they were counted: totals that may be shown, no other.

    `totals` holds, question by question, pairs of an answer and how many gave it.
    """

    __tablename__ = "family_card_totals"  # pyright: ignore[reportAssignmentType]
    __table_args__ = WITHOUT_ROW_ID

    team_id: str = Field(primary_key=True, foreign_key="team.id")
    study_id: str = Field(primary_key=True)
    floor: int
    totals: dict[str, Any] = Field(sa_type=JSON)
    saved_by_name: str
    saved_on: date


class FamilyDestruction(SQLModel, table=True):
    """That something was destroyed; each entry holds the hash of the one before."""

    __tablename__ = "family_destruction"  # pyright: ignore[reportAssignmentType]
    __table_args__ = WITHOUT_ROW_ID

    team_id: str = Field(primary_key=True, foreign_key="team.id")
    study_id: str = Field(primary_key=True)
    number: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    what: str
    pieces: int
    how: str
    done_on: date
    chain: str

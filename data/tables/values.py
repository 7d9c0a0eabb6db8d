"""Waves, and what respondents leave in them."""

from datetime import date

from sqlalchemy import JSON
from sqlmodel import Field, SQLModel

from data.tables.base import WITHOUT_ROW_ID


class Wave(SQLModel, table=True):
    """One round of one instrument; it knows days, never times.

    The key that opens its ballots is not here. `counted` says that the ballots have been opened
    and written, so that a close which was cut off knows where to go on.
    """

    __tablename__ = "wave"  # pyright: ignore[reportAssignmentType]
    __table_args__ = WITHOUT_ROW_ID

    id: str = Field(primary_key=True)
    team_id: str = Field(foreign_key="team.id")
    number: int  # of this team's waves
    title: str
    instrument_id: str
    instrument_version: str
    checksum: str | None = Field(foreign_key="frozen_edition.checksum")
    languages: list[str] = Field(sa_type=JSON)
    smallest_group: int
    facts: list[str] = Field(sa_type=JSON)
    merges: list[list[str]] = Field(sa_type=JSON)
    opened_on: date | None
    closes_on: date
    state: str
    public_key: bytes | None
    counted: bool


class ReportingGroup(SQLModel, table=True):
    """The finest place in which an answer is counted, as it was when the wave opened.

    `answered` is empty until the wave is closed.
    """

    __tablename__ = "reporting_group"  # pyright: ignore[reportAssignmentType]
    __table_args__ = WITHOUT_ROW_ID

    wave_id: str = Field(primary_key=True, foreign_key="wave.id")
    code: str = Field(primary_key=True)
    names: dict[str, str] = Field(sa_type=JSON)
    members: list[dict[str, str | int]] = Field(sa_type=JSON)
    people: int
    answered: int | None


class Invitation(SQLModel, table=True):
    """A link or a code that may answer once. All of a wave's are deleted at close."""

    __tablename__ = "invitation"  # pyright: ignore[reportAssignmentType]
    __table_args__ = WITHOUT_ROW_ID

    token_hash: bytes = Field(primary_key=True)
    wave_id: str = Field(foreign_key="wave.id")
    group_code: str
    kind: str
    used: bool


class Ballot(SQLModel, table=True):
    """An answer sheet under seal; its group is inside. All are deleted at close."""

    __tablename__ = "ballot"  # pyright: ignore[reportAssignmentType]
    __table_args__ = WITHOUT_ROW_ID

    id: bytes = Field(primary_key=True)
    wave_id: str = Field(foreign_key="wave.id")
    ciphertext: bytes


class Draft(SQLModel, table=True):
    """A sheet that is not sent yet, readable with the link only. Deleted on sending."""

    __tablename__ = "draft"  # pyright: ignore[reportAssignmentType]
    __table_args__ = WITHOUT_ROW_ID

    key_hash: bytes = Field(primary_key=True)
    wave_id: str = Field(foreign_key="wave.id")
    ciphertext: bytes


class AnswerSheet(SQLModel, table=True):
    """An opened sheet, under a new random key."""

    __tablename__ = "answer_sheet"  # pyright: ignore[reportAssignmentType]
    __table_args__ = WITHOUT_ROW_ID

    id: bytes = Field(primary_key=True)
    wave_id: str = Field(foreign_key="wave.id")
    group_code: str


class Answer(SQLModel, table=True):
    """One counted item of one sheet: a level, or that there is none."""

    __tablename__ = "answer"  # pyright: ignore[reportAssignmentType]
    __table_args__ = WITHOUT_ROW_ID

    sheet_id: bytes = Field(primary_key=True, foreign_key="answer_sheet.id")
    item: str = Field(primary_key=True)
    level: int


class Comment(SQLModel, table=True):
    """What somebody wrote, apart from everything else they answered."""

    __tablename__ = "comment"  # pyright: ignore[reportAssignmentType]
    __table_args__ = WITHOUT_ROW_ID

    id: bytes = Field(primary_key=True)
    wave_id: str = Field(foreign_key="wave.id")
    question: str
    text: str


class FactTally(SQLModel, table=True):
    """How many people of the whole wave chose one option of one fact."""

    __tablename__ = "fact_tally"  # pyright: ignore[reportAssignmentType]
    __table_args__ = WITHOUT_ROW_ID

    wave_id: str = Field(primary_key=True, foreign_key="wave.id")
    fact: str = Field(primary_key=True)
    option: str = Field(primary_key=True)
    people: int


class ReleasedReport(SQLModel, table=True):
    """The one result of a wave, written once."""

    __tablename__ = "released_report"  # pyright: ignore[reportAssignmentType]
    __table_args__ = WITHOUT_ROW_ID

    wave_id: str = Field(primary_key=True, foreign_key="wave.id")
    body: str
    sha256: str

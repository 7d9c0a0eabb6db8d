"""What a meeting keeps beside a result: until when it is held, and the facilitator's notes."""

from datetime import date

from sqlmodel import Field, SQLModel

from data.tables.base import WITHOUT_ROW_ID


class ResultHold(SQLModel, table=True):
    """Until what day only its facilitators see a result; a wave without a row is not held.

    `days` is what was promised before release. `shown_on`, the first day for everybody, is empty
    until the result is released. `beside` is the round that the result is compared with.
    """

    __tablename__ = "result_hold"  # pyright: ignore[reportAssignmentType]
    __table_args__ = WITHOUT_ROW_ID

    team_id: str = Field(primary_key=True, foreign_key="team.id")
    wave_id: str = Field(primary_key=True, foreign_key="wave.id")
    version: int
    days: int
    shown_on: date | None
    beside: str | None


class MeetingNote(SQLModel, table=True):
    """What facilitators wrote down for one part of a meeting.

    A new text takes the place of the old one, so that what was crossed out is gone; the version
    keeps two people from writing over each other.
    """

    __tablename__ = "meeting_note"  # pyright: ignore[reportAssignmentType]
    __table_args__ = WITHOUT_ROW_ID

    team_id: str = Field(primary_key=True, foreign_key="team.id")
    wave_id: str = Field(primary_key=True, foreign_key="wave.id")
    part: str = Field(primary_key=True)
    version: int
    text: str
    saved_by_name: str
    saved_on: date

"""Discussion guides, and the principles that a team writes and signs.

Nothing here holds an answer or points to one: a guide names statements, of which only the released
report tells anything. What can be edited is only ever added to, one version after another; a note
that is erased loses its words in every version.
"""

from datetime import date

from sqlalchemy import JSON
from sqlmodel import Field, SQLModel

from data.tables.base import WITHOUT_ROW_ID


class GuideList(SQLModel, table=True):
    """One version of the statements that a team talks about after a wave, in their order."""

    __tablename__ = "guide_list"  # pyright: ignore[reportAssignmentType]
    __table_args__ = WITHOUT_ROW_ID

    team_id: str = Field(primary_key=True, foreign_key="team.id")
    wave_id: str = Field(primary_key=True)
    version: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    items: list[str] = Field(sa_type=JSON)
    saved_by: str
    saved_by_name: str
    saved_on: date


class GuideNote(SQLModel, table=True):
    """One version of what the table said of a statement."""

    __tablename__ = "guide_note"  # pyright: ignore[reportAssignmentType]
    __table_args__ = WITHOUT_ROW_ID

    team_id: str = Field(primary_key=True, foreign_key="team.id")
    wave_id: str = Field(primary_key=True)
    item: str = Field(primary_key=True)
    version: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    words: str
    saved_by: str
    saved_by_name: str
    saved_on: date


class PrincipleText(SQLModel, table=True):
    """One version of the mission, the vision, or a line that began as a statement.

    `wave_id` and `item` say where a line came from; `from_version`, which older one was brought
    back.
    """

    __tablename__ = "principle_text"  # pyright: ignore[reportAssignmentType]
    __table_args__ = WITHOUT_ROW_ID

    team_id: str = Field(primary_key=True, foreign_key="team.id")
    part: str = Field(primary_key=True)
    version: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    words: str
    wave_id: str
    item: str
    place: int
    removed: bool
    from_version: int | None
    saved_by: str
    saved_by_name: str
    saved_on: date


class PrincipleState(SQLModel, table=True):
    """That a facilitator called an exact text ready to sign, or signed; `body` is that text."""

    __tablename__ = "principle_state"  # pyright: ignore[reportAssignmentType]
    __table_args__ = WITHOUT_ROW_ID

    team_id: str = Field(primary_key=True, foreign_key="team.id")
    version: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    state: str
    digest: str
    body: str
    saved_by_name: str
    saved_on: date


class PrincipleSignature(SQLModel, table=True):
    """That an agency signed an exact text, or sees it differently; one version after another."""

    __tablename__ = "principle_signature"  # pyright: ignore[reportAssignmentType]
    __table_args__ = WITHOUT_ROW_ID

    team_id: str = Field(primary_key=True, foreign_key="team.id")
    agency_code: str = Field(primary_key=True)
    version: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    agency_name: str
    agrees: bool
    words: str
    digest: str
    saved_by_name: str
    saved_on: date

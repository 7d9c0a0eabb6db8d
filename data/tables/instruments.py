"""Instruments as they were when a wave opened, and those that belong to one team."""

from sqlmodel import Field, SQLModel

from data.tables.base import WITHOUT_ROW_ID


class FrozenEdition(SQLModel, table=True):
    """A whole instrument with its wordings, named by its checksum; never changed."""

    __tablename__ = "frozen_edition"  # pyright: ignore[reportAssignmentType]
    __table_args__ = WITHOUT_ROW_ID

    checksum: str = Field(primary_key=True)
    body: str


class TeamEdition(SQLModel, table=True):
    """An instrument that one team imported under its own permission."""

    __tablename__ = "team_edition"  # pyright: ignore[reportAssignmentType]
    __table_args__ = WITHOUT_ROW_ID

    team_id: str = Field(primary_key=True, foreign_key="team.id")
    instrument_id: str = Field(primary_key=True)
    version: str = Field(primary_key=True)
    checksum: str = Field(foreign_key="frozen_edition.checksum")

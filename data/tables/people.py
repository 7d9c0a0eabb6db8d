"""Teams and their agencies. People are numbers here, never names."""

from sqlmodel import Field, SQLModel

from data.tables.base import WITHOUT_ROW_ID


class Team(SQLModel, table=True):
    """A collaborative."""

    __tablename__ = "team"  # pyright: ignore[reportAssignmentType]
    __table_args__ = WITHOUT_ROW_ID

    id: str = Field(primary_key=True)
    name: str
    jurisdiction: str
    demo: bool


class Agency(SQLModel, table=True):
    """A member organization and how many of its people will be asked."""

    __tablename__ = "agency"  # pyright: ignore[reportAssignmentType]
    __table_args__ = WITHOUT_ROW_ID

    team_id: str = Field(primary_key=True, foreign_key="team.id")
    code: str = Field(primary_key=True)
    name: str
    sector: str
    people: int
    place: int  # as the team listed it

"""What a team has decided to do: every version of every action, signed by who saved it."""

from datetime import date

from sqlalchemy import JSON
from sqlmodel import Field, SQLModel

from data.tables.base import WITHOUT_ROW_ID


class TeamAction(SQLModel, table=True):
    """One version of an action; the newest one counts.

    `helpers` maps agencies to their names, and `source` holds what the action came from, both as
    they were on the day; `removed` is a version like any other, and so is putting it back.
    """

    __tablename__ = "team_action"  # pyright: ignore[reportAssignmentType]
    __table_args__ = WITHOUT_ROW_ID

    team_id: str = Field(primary_key=True, foreign_key="team.id")
    id: str = Field(primary_key=True)
    version: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    what: str
    owner_agency: str
    owner_name: str
    helpers: dict[str, str] = Field(sa_type=JSON)
    due_on: date | None
    status: str
    reason: str
    check_on: date | None
    check_shows: str
    notes: str
    source: dict[str, object] = Field(sa_type=JSON)
    removed: bool
    saved_by: str
    saved_by_name: str
    saved_on: date

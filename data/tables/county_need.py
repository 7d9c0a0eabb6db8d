"""Need county by county, as a team has read it from a file; one version after another."""

from datetime import date
from typing import Any

from sqlalchemy import JSON
from sqlmodel import Field, SQLModel

from data.tables.base import WITHOUT_ROW_ID


class CountyNeed(SQLModel, table=True):
    """One file of need by county that was looked at and accepted; the newest one counts.

    `tier` says which families are counted. `figures` holds a county each; `left_out` what the file
    says of areas that the boundaries do not have; `report` rows, what became of them, and issues.
    """

    __tablename__ = "county_need"  # pyright: ignore[reportAssignmentType]
    __table_args__ = WITHOUT_ROW_ID

    team_id: str = Field(primary_key=True, foreign_key="team.id")
    version: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    tier: str
    file: str
    sha256: str
    figures: list[dict[str, Any]] = Field(sa_type=JSON)
    left_out: list[dict[str, Any]] = Field(sa_type=JSON)
    report: dict[str, Any] = Field(sa_type=JSON)
    saved_by_name: str
    saved_on: date

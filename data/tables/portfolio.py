"""Whether a team lets its results stand beside those of other teams."""

from datetime import date

from sqlmodel import Field, SQLModel

from data.tables.base import WITHOUT_ROW_ID


class PortfolioConsent(SQLModel, table=True):
    """One version of what a team's facilitator allowed; the newest one counts.

    `shown` lets the team stand in the portfolio of people who have a role in it, `counted` lets its
    released figures count in their benchmarks. No figure of any team is stored here.
    """

    __tablename__ = "portfolio_consent"  # pyright: ignore[reportAssignmentType]
    __table_args__ = WITHOUT_ROW_ID

    team_id: str = Field(primary_key=True, foreign_key="team.id")
    version: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    shown: bool
    counted: bool
    saved_by: str
    saved_by_name: str
    saved_on: date

"""Reports that are being made, or are kept for a few days to be fetched."""

from datetime import date

from sqlalchemy import JSON
from sqlmodel import Field, SQLModel

from data.tables.base import WITHOUT_ROW_ID


class MadeReport(SQLModel, table=True):
    """One file of a report: that it is being made, or the file, or why there is none.

    `state` is "making", "ready" or "failed"; `done` of `total` steps are over. While it is being
    made, `seen` is the last second at which its process was at work. `content` may hold words that
    families said, sealed under a key of its own; `basis` is a fingerprint of what was said then.
    """

    __tablename__ = "made_report"  # pyright: ignore[reportAssignmentType]
    __table_args__ = WITHOUT_ROW_ID

    team_id: str = Field(primary_key=True, foreign_key="team.id")
    id: str = Field(primary_key=True)
    wave_id: str
    format: str
    language: str
    parts: list[str] = Field(sa_type=JSON)
    state: str
    done: int
    total: int
    seen: int
    problem: str
    basis: str
    content: bytes | None
    made_by: str
    made_by_name: str
    made_on: date

"""The environmental scan: what agencies say of one checklist, and what was settled.

Nothing here is anonymous, and screens say so: an answer is a fact that stands under the name of an
agency. What can be edited is only ever added to, one version after another, so that a change that
somebody else has made meanwhile is never written over: the key of the next version is taken.
"""

from datetime import date

from sqlalchemy import JSON
from sqlmodel import Field, SQLModel

from data.tables.base import WITHOUT_ROW_ID


class Scan(SQLModel, table=True):
    """One round of one checklist.

    `body` is the checklist as it was when the round began; `asked` maps each item that is asked to
    why, such as "first" or "stale".
    """

    __tablename__ = "scan"  # pyright: ignore[reportAssignmentType]
    __table_args__ = WITHOUT_ROW_ID

    id: str = Field(primary_key=True)
    team_id: str = Field(foreign_key="team.id")
    number: int  # of this team's scans
    title: str
    checklist_id: str
    checklist_version: str
    body: str
    asked: dict[str, str] = Field(sa_type=JSON)
    earlier_id: str | None
    opened_on: date
    closed_on: date | None


class ScanItem(SQLModel, table=True):
    """An item that a team has added; `section_title` names a section of its own."""

    __tablename__ = "scan_item"  # pyright: ignore[reportAssignmentType]
    __table_args__ = WITHOUT_ROW_ID

    scan_id: str = Field(primary_key=True, foreign_key="scan.id")
    id: str = Field(primary_key=True)
    section: str
    section_title: str | None
    text: str
    evidence: str
    who_knows: list[str] = Field(sa_type=JSON)
    place: int
    removed: bool
    saved_by_name: str
    saved_on: date


class ScanRater(SQLModel, table=True):
    """For which agency somebody with a role in the team answers."""

    __tablename__ = "scan_rater"  # pyright: ignore[reportAssignmentType]
    __table_args__ = WITHOUT_ROW_ID

    team_id: str = Field(primary_key=True, foreign_key="team.id")
    account_id: str = Field(primary_key=True, foreign_key="account.id")
    agency_code: str


class ScanAnswer(SQLModel, table=True):
    """One version of what an agency says of one item; the newest one counts.

    `checked_on` is the day it was last said to be so: the day of its source, or of the answer.
    """

    __tablename__ = "scan_answer"  # pyright: ignore[reportAssignmentType]
    __table_args__ = WITHOUT_ROW_ID

    scan_id: str = Field(primary_key=True, foreign_key="scan.id")
    item: str = Field(primary_key=True)
    agency_code: str = Field(primary_key=True)
    version: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    agency_name: str
    status: str
    confidence: str | None
    evidence: str
    link: str
    source: str
    source_date: date | None
    checked_on: date
    carried: bool
    saved_by: str
    saved_by_name: str
    saved_on: date


class ScanFile(SQLModel, table=True):
    """A file that an agency gave as evidence; of a removed one the name and the hash stay."""

    __tablename__ = "scan_file"  # pyright: ignore[reportAssignmentType]
    __table_args__ = WITHOUT_ROW_ID

    id: str = Field(primary_key=True)
    scan_id: str = Field(foreign_key="scan.id")
    item: str
    agency_code: str
    name: str
    kind: str
    size: int
    sha256: str
    content: bytes | None
    saved_by_name: str
    saved_on: date


class ScanDecision(SQLModel, table=True):
    """How a named person settled a conflict, and what agencies said then; never changed.

    `heard` maps agencies to the version of their answer that was heard.
    """

    __tablename__ = "scan_decision"  # pyright: ignore[reportAssignmentType]
    __table_args__ = WITHOUT_ROW_ID

    scan_id: str = Field(primary_key=True, foreign_key="scan.id")
    item: str = Field(primary_key=True)
    number: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    status: str
    basis: str
    reason: str
    heard: dict[str, int] = Field(sa_type=JSON)
    checked_on: date
    saved_by: str
    saved_by_name: str
    saved_on: date


class ScanDissent(SQLModel, table=True):
    """That an agency sees a decision differently; it stays beside it."""

    __tablename__ = "scan_dissent"  # pyright: ignore[reportAssignmentType]
    __table_args__ = WITHOUT_ROW_ID

    scan_id: str = Field(primary_key=True, foreign_key="scan.id")
    item: str = Field(primary_key=True)
    number: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    agency_code: str = Field(primary_key=True)
    agency_name: str
    words: str
    saved_by_name: str
    saved_on: date


class ScanSignOff(SQLModel, table=True):
    """That an agency stands by its answers as they were; `digest` is of those answers."""

    __tablename__ = "scan_sign_off"  # pyright: ignore[reportAssignmentType]
    __table_args__ = WITHOUT_ROW_ID

    scan_id: str = Field(primary_key=True, foreign_key="scan.id")
    agency_code: str = Field(primary_key=True)
    number: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    agency_name: str
    digest: str
    words: str
    saved_by_name: str
    saved_on: date


class ScanPlan(SQLModel, table=True):
    """One version of who sees to an item: which agency runs it, who asks, and by what day."""

    __tablename__ = "scan_plan"  # pyright: ignore[reportAssignmentType]
    __table_args__ = WITHOUT_ROW_ID

    scan_id: str = Field(primary_key=True, foreign_key="scan.id")
    item: str = Field(primary_key=True)
    version: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    operating_agency: str | None
    owner_id: str | None
    owner_name: str
    due_on: date | None
    note: str
    done: bool
    saved_by_name: str
    saved_on: date


class Worksheet(SQLModel, table=True):
    """One version of a sheet that a team fills in together, as JSON."""

    __tablename__ = "worksheet"  # pyright: ignore[reportAssignmentType]
    __table_args__ = WITHOUT_ROW_ID

    team_id: str = Field(primary_key=True, foreign_key="team.id")
    kind: str = Field(primary_key=True)
    version: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    body: str
    saved_by: str
    saved_by_name: str
    saved_on: date


class OutcomeEntry(SQLModel, table=True):
    """One version of a count or a median of the baseline; the newest one counts."""

    __tablename__ = "outcome_entry"  # pyright: ignore[reportAssignmentType]
    __table_args__ = WITHOUT_ROW_ID

    team_id: str = Field(primary_key=True, foreign_key="team.id")
    entry_id: str = Field(primary_key=True)
    version: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    indicator: str
    numerator: int | None
    denominator: int | None
    median: float | None
    period_start: date
    period_end: date
    cohort: str
    source: str
    source_date: date | None
    notes: str
    agency_code: str | None
    removed: bool
    saved_by: str
    saved_by_name: str
    saved_on: date

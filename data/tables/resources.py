"""The community's resources: what directories list, what is known of it, need, and gaps.

Every fact is yes, no, unknown or not asked, with who says so and since when; nothing is a zero or
a "no" because nobody knows. What people enter is only ever added to, one version after another.
"""

from datetime import date
from typing import Any

from sqlalchemy import JSON
from sqlmodel import Field, SQLModel

from data.tables.base import WITHOUT_ROW_ID


class DirectoryImport(SQLModel, table=True):
    """One directory that was read into the team's map and accepted.

    `report` holds the counts of each file and of each kind of issue; `profile` how columns of a
    table without a standard were read.
    """

    __tablename__ = "directory_import"  # pyright: ignore[reportAssignmentType]
    __table_args__ = WITHOUT_ROW_ID

    id: str = Field(primary_key=True)
    team_id: str = Field(foreign_key="team.id")
    number: int
    source: str
    names: list[str] = Field(sa_type=JSON)
    sha256: str
    report: dict[str, Any] = Field(sa_type=JSON)
    profile: dict[str, Any] | None = Field(sa_type=JSON)
    saved_by: str
    saved_by_name: str
    saved_on: date


class DirectoryRow(SQLModel, table=True):
    """A row of a file that became no listing of its own, as it came, and why."""

    __tablename__ = "directory_row"  # pyright: ignore[reportAssignmentType]
    __table_args__ = WITHOUT_ROW_ID

    import_id: str = Field(primary_key=True, foreign_key="directory_import.id")
    file: str = Field(primary_key=True)
    line: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    fate: str
    reason: str
    content: dict[str, Any] = Field(sa_type=JSON)


class Listing(SQLModel, table=True):
    """An organization, a service or a site of one source, as its newest directory lists it.

    `key` names it within its source; `body` is what the directory says of it. One that a newer
    directory no longer lists is `gone`; one that a person found to be another is `merged_into` it.
    """

    __tablename__ = "listing"  # pyright: ignore[reportAssignmentType]
    __table_args__ = WITHOUT_ROW_ID

    team_id: str = Field(primary_key=True, foreign_key="team.id")
    id: str = Field(primary_key=True)
    kind: str
    source: str
    key: str
    name: str
    body: dict[str, Any] = Field(sa_type=JSON)
    import_id: str | None
    gone: bool
    merged_into: str | None


class ListingCategory(SQLModel, table=True):
    """That a service belongs to a category: proposed by a rule, or decided by a person."""

    __tablename__ = "listing_category"  # pyright: ignore[reportAssignmentType]
    __table_args__ = WITHOUT_ROW_ID

    team_id: str = Field(primary_key=True, foreign_key="team.id")
    listing_id: str = Field(primary_key=True)
    category: str = Field(primary_key=True)
    state: str
    rule: str
    confidence: float | None
    saved_by_name: str
    saved_on: date


class ListingFact(SQLModel, table=True):
    """One version of what the team knows of a service; the newest one counts."""

    __tablename__ = "listing_fact"  # pyright: ignore[reportAssignmentType]
    __table_args__ = WITHOUT_ROW_ID

    team_id: str = Field(primary_key=True, foreign_key="team.id")
    listing_id: str = Field(primary_key=True)
    fact: str = Field(primary_key=True)
    version: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    state: str
    condition: str
    source: str
    as_of: date | None
    saved_by_name: str
    saved_on: date


class ListingCapacity(SQLModel, table=True):
    """One version of how much a service can take; an empty number is not known, and no zero."""

    __tablename__ = "listing_capacity"  # pyright: ignore[reportAssignmentType]
    __table_args__ = WITHOUT_ROW_ID

    team_id: str = Field(primary_key=True, foreign_key="team.id")
    listing_id: str = Field(primary_key=True)
    version: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    unit: str
    available: float | None
    maximum: float | None
    mean_stay_days: float | None
    families_per_worker: float | None
    wait_days: float | None
    families_waiting: float | None
    source: str
    as_of: date | None
    saved_by_name: str
    saved_on: date


class ListingKnown(SQLModel, table=True):
    """One version of whether an agency knows a service: "yes", "no" or "not_sure"."""

    __tablename__ = "listing_known"  # pyright: ignore[reportAssignmentType]
    __table_args__ = WITHOUT_ROW_ID

    team_id: str = Field(primary_key=True, foreign_key="team.id")
    listing_id: str = Field(primary_key=True)
    agency_code: str = Field(primary_key=True)
    version: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    knows: str
    would_send: str
    saved_by_name: str
    saved_on: date


class ListingCall(SQLModel, table=True):
    """A call to a service, and what it found; added, and never changed.

    `outcome` says how far the call got; `takes_payer`, `takes_family` and `has_opening` are states
    of what was asked then. `asked_for` is the population that it was about; empty for families in
    general.
    """

    __tablename__ = "listing_call"  # pyright: ignore[reportAssignmentType]
    __table_args__ = WITHOUT_ROW_ID

    team_id: str = Field(primary_key=True, foreign_key="team.id")
    listing_id: str = Field(primary_key=True)
    number: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    called_on: date
    outcome: str
    asked_for: str
    takes_payer: str
    takes_family: str
    has_opening: str
    agency_code: str
    words: str
    saved_by_name: str
    saved_on: date


class ListingApart(SQLModel, table=True):
    """One version of whether a person found two services not to be the same.

    `one_id` comes before `other_id` in the order of letters, so that a pair has one key.
    """

    __tablename__ = "listing_apart"  # pyright: ignore[reportAssignmentType]
    __table_args__ = WITHOUT_ROW_ID

    team_id: str = Field(primary_key=True, foreign_key="team.id")
    one_id: str = Field(primary_key=True)
    other_id: str = Field(primary_key=True)
    version: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    apart: bool
    saved_by_name: str
    saved_on: date


class NeedEntry(SQLModel, table=True):
    """One version of a figure about need: of a tier, or an agency's estimate of a share.

    `about` is "tier", "local", "parameter", "share", "episodes", "language" or "weights"; `key` the
    figure or the category; `agency_code` is empty where a figure is the team's. A tier, languages
    and weights stand in `source`.
    """

    __tablename__ = "need_entry"  # pyright: ignore[reportAssignmentType]
    __table_args__ = WITHOUT_ROW_ID

    team_id: str = Field(primary_key=True, foreign_key="team.id")
    about: str = Field(primary_key=True)
    key: str = Field(primary_key=True)
    agency_code: str = Field(primary_key=True)
    version: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    low: float | None
    likely: float | None
    high: float | None
    source: str
    year: int | None
    saved_by_name: str
    saved_on: date


class GapFinding(SQLModel, table=True):
    """One version of a gap that the team has found, with its kind and its cure."""

    __tablename__ = "gap_finding"  # pyright: ignore[reportAssignmentType]
    __table_args__ = WITHOUT_ROW_ID

    team_id: str = Field(primary_key=True, foreign_key="team.id")
    id: str = Field(primary_key=True)
    version: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    category: str
    population: str
    area: str
    gap: str
    words: str
    cure: str
    owner_agency: str
    due_on: date | None
    check_on: date | None
    basis: dict[str, Any] = Field(sa_type=JSON)
    removed: bool
    saved_by: str
    saved_by_name: str
    saved_on: date


class GapEvidence(SQLModel, table=True):
    """What a finding rests on: a call, a visit, a document, what a family reported."""

    __tablename__ = "gap_evidence"  # pyright: ignore[reportAssignmentType]
    __table_args__ = WITHOUT_ROW_ID

    team_id: str = Field(primary_key=True, foreign_key="team.id")
    finding_id: str = Field(primary_key=True)
    number: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    kind: str
    words: str
    link: str
    agency_code: str
    happened_on: date
    saved_by_name: str
    saved_on: date


class GapSignature(SQLModel, table=True):
    """That an agency signs one version of a finding, or sees it differently; never changed.

    `digest` is of the finding and its evidence as they were signed.
    """

    __tablename__ = "gap_signature"  # pyright: ignore[reportAssignmentType]
    __table_args__ = WITHOUT_ROW_ID

    team_id: str = Field(primary_key=True, foreign_key="team.id")
    finding_id: str = Field(primary_key=True)
    agency_code: str = Field(primary_key=True)
    number: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    version: int
    agency_name: str
    agrees: bool
    words: str
    digest: str
    saved_by_name: str
    saved_on: date

"""What a directory of community resources says, whatever file it came in.

Fields carry the names of the Human Services Data Specification (HSDS 3.1) where it has one. An
empty text means that the directory does not say.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

State = Literal["yes", "no", "unknown", "not_asked"]
Status = Literal["active", "inactive", "defunct", "temporarily closed", "unknown"]
Severity = Literal["error", "warning", "note"]
Outcome = Literal["merged", "held", "excluded"]

FACT_IDS = (
    "accepts_children",
    "accepts_pregnant",
    "accepts_fathers",
    "accepts_couples",
    "accepts_moud",
    "accepts_medicaid",
    "no_cost_option",
    "disability_access",
    "evening_weekend",
    "remote_option",
    "accepts_record",
    "tribal_services",
)
"""Whom a service takes and how it can be reached, as in the resource categories."""

MORE_FACT_IDS = (
    "child_care_on_site",
    "accepts_mothers",
    "accepts_methadone",
    "languages_spanish",
    "languages_sign",
    "languages_native",
    "languages_other",
    "serves_dv_survivors",
    "treats_co_occurring",
    "trauma_care",
    "family_counseling",
    "transport_help",
    "serves_kin",
    "serves_youth",
)
"""What the map asks beyond those; a column of a table may answer these, too."""

HSDS_FACT_IDS = (
    "accepts_medicaid",
    "languages_spanish",
    "languages_sign",
    "languages_native",
    "languages_other",
    "disability_access",
    "evening_weekend",
    "remote_option",
)
"""What fields of the standard answer: payment, language, accessibility, schedule, and places that
are virtual. HSDS 3.1 has none for the others."""

OWN_FACTS = "Common Table facts about services"
"""The vocabulary of facts in files that a map like ours wrote; there they are told exactly."""


@dataclass(frozen=True, slots=True)
class Fact:
    """What a directory says to one question about a service.

    Attributes:
        state: yes, no, unknown, or not_asked; silence is unknown.
        condition: the words that came with it.
        source: where it stands: a directory, with the column or the code.
        as_of: the day it was true, as 2027-01-31; empty where nobody says.
    """

    state: State
    condition: str = ""
    source: str = ""
    as_of: str = ""


UNKNOWN = Fact("unknown")


@dataclass(frozen=True, slots=True)
class Term:
    """A word of some vocabulary that a directory puts to a service.

    Attributes:
        vocabulary: whose word it is; a question of a questionnaire is a vocabulary of its own.
        code: in that vocabulary; empty where only the word came.
        name: the word.
    """

    vocabulary: str
    code: str
    name: str


@dataclass(frozen=True, slots=True)
class Capacity:
    """How much of a service there is.

    Attributes:
        unit: what is counted, such as bed.
        available: free at that time; None where nobody says.
        maximum: of all; None where nobody says.
        updated: when, as 2027-01-31; empty where nobody says.
    """

    unit: str
    available: int | None = None
    maximum: int | None = None
    updated: str = ""


@dataclass(frozen=True, slots=True)
class Organization:
    """Who offers services."""

    id: str
    name: str
    description: str = ""
    url: str = ""
    email: str = ""
    phones: tuple[str, ...] = ()
    status: Status = "unknown"
    extra: Mapping[str, str] = field(default_factory=dict, hash=False)
    external_id: str = ""
    source: str = ""


@dataclass(frozen=True, slots=True)
class Site:
    """Where services are offered.

    Attributes:
        latitude: in degrees; None where the directory does not say, or says something impossible.
        longitude: likewise; both are known or neither.
        county: its name; fips is the five-digit code of a county.
        hidden: the address is marked confidential; it may be neither drawn nor handed out.
        extra: columns that have no field here, as they came.
    """

    id: str
    organization_id: str = ""
    name: str = ""
    description: str = ""
    location_type: str = ""
    address_1: str = ""
    address_2: str = ""
    city: str = ""
    county: str = ""
    fips: str = ""
    state_province: str = ""
    postal_code: str = ""
    country: str = ""
    latitude: float | None = None
    longitude: float | None = None
    phones: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    hidden: bool = False
    extra: Mapping[str, str] = field(default_factory=dict, hash=False)
    external_id: str = ""
    source: str = ""

    @property
    def can_be_drawn(self) -> bool:
        """It has a place that everybody may know."""
        return not self.hidden and self.latitude is not None


@dataclass(frozen=True, slots=True)
class Service:
    """What is offered.

    Attributes:
        organization_id: empty where the directory names none, or one that is not in it.
        languages: by plain names, each once.
        terms: in the order they came.
        acceptance: what the directory states, by fact id; `fact` answers for all of them.
        extra: columns that have no field here, as they came.
        external_id: the id in the directory; empty where `id` was made up here.
        source: the directory.
        as_of: the day on which the directory last looked at it, as 2027-01-31; empty where it does
            not say.
    """

    id: str
    organization_id: str = ""
    name: str = ""
    description: str = ""
    status: Status = "unknown"
    url: str = ""
    email: str = ""
    phones: tuple[str, ...] = ()
    eligibility: str = ""
    fees: str = ""
    languages: tuple[str, ...] = ()
    terms: tuple[Term, ...] = ()
    acceptance: Mapping[str, Fact] = field(default_factory=dict, hash=False)
    capacities: tuple[Capacity, ...] = ()
    extra: Mapping[str, str] = field(default_factory=dict, hash=False)
    external_id: str = ""
    source: str = ""
    as_of: str = ""

    @property
    def is_supply(self) -> bool:
        """The directory does not say that it is closed, gone, or not to be referred to."""
        return self.status in ("active", "unknown")

    def fact(self, fact_id: str) -> Fact:
        """What is known of one question; unknown where the directory is silent."""
        return self.acceptance.get(fact_id, UNKNOWN)


@dataclass(frozen=True, slots=True)
class Issue:
    """Something about a file that a person should know.

    Attributes:
        code: of the kind of problem; see `issues.KINDS`.
        row: its number in the file, where the column names are row 1; 0 for the whole file.
        column: as it is called in the file; empty for the whole row.
        came: what was there.
        right: what was made of it, or what would be right.
    """

    code: str
    severity: Severity
    file: str
    row: int
    column: str
    came: str
    right: str


@dataclass(frozen=True, slots=True)
class SetAside:
    """A row that did not become a record of its own.

    Attributes:
        cells: of the row, as they were read, by column.
    """

    row: int
    outcome: Outcome
    reason: str
    cells: Mapping[str, str] = field(hash=False)


@dataclass(frozen=True, slots=True)
class FileAccount:
    """What became of every row of a file.

    Attributes:
        rows: of the file; in JSON, its records.
        set_aside: each row that was merged, held or excluded, and why.
        unknown_columns: kept as they came, since no field is made for them.
        encoding: how its letters were read; empty where it is no text.
        first_rows: of a table that a profile read, as they came, by the number of the row.
    """

    name: str
    dialect: str
    rows: int
    imported: int
    merged: int
    held: int
    excluded: int
    set_aside: tuple[SetAside, ...] = ()
    unknown_columns: tuple[str, ...] = ()
    encoding: str = ""
    first_rows: Mapping[int, Mapping[str, str]] = field(default_factory=dict, hash=False)


@dataclass(frozen=True, slots=True)
class Directory:
    """All that was read.

    Attributes:
        links: which service is offered at which site, by their ids, each pair once.
        vocabulary: the words that the directory defines, used or not.
        issues: in the order of the files.
        made_up: a data package among the files says that all of it was invented.
    """

    organizations: tuple[Organization, ...]
    services: tuple[Service, ...]
    sites: tuple[Site, ...]
    links: tuple[tuple[str, str], ...]
    issues: tuple[Issue, ...]
    files: tuple[FileAccount, ...]
    vocabulary: tuple[Term, ...] = ()
    made_up: bool = False

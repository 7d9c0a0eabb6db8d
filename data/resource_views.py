"""The community's resources as services hand them out, and as they take them in."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Literal, get_args

from data.imports.directory.profiles import Profile
from data.imports.directory.records import Organization, Service, Site

FactState = Literal["yes", "no", "unknown", "not_asked"]
FACT_STATES: tuple[FactState, ...] = get_args(FactState)
Knows = Literal["yes", "no", "not_sure"]
Outcome = Literal[
    "as_listed", "different", "moved", "not_offered", "closed", "wrong_number", "no_answer"
]
OUTCOMES: tuple[Outcome, ...] = get_args(Outcome)


@dataclass(frozen=True, slots=True)
class ImportView:
    """A directory that was read in.

    Attributes:
        number: of this team's imports.
        names: of its files.
        report: rows of each file and what became of them, and issues by code.
        profile: how columns without a standard were read; None for a directory with one.
    """

    id: str
    number: int
    source: str
    names: tuple[str, ...]
    report: Mapping[str, Any]
    profile: Profile | None
    saved_by_name: str
    saved_on: date


@dataclass(frozen=True, slots=True)
class SetAsideView:
    """A row that became no listing of its own, as it came.

    Attributes:
        line: its number in the file.
        fate: "merged", "held" or "excluded".
    """

    file: str
    line: int
    fate: str
    reason: str
    content: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class CategoryView:
    """That a service belongs to a category.

    Attributes:
        state: "proposed" by a rule, or "confirmed" or "rejected" by a person.
        rule: what kind of rule it was, a space, and what it went by; or "person".
        confidence: of the rule; None where a person put it there.
    """

    category: str
    state: str
    rule: str
    confidence: float | None
    saved_by_name: str
    saved_on: date


@dataclass(frozen=True, slots=True)
class FactView:
    """What is known to one question about a service, and from whom.

    Attributes:
        version: of the team's own word; 0 where only the directory speaks.
        as_of: the day it was true; None where nobody says.
        is_old: too old to count as known for sure.
        by_import: the directory tells no day, so `as_of` is the day on which it was brought in.
        told: as 2027 or 2027-01, where a directory tells only that; `as_of` is its first day.
    """

    state: FactState
    condition: str = ""
    source: str = ""
    as_of: date | None = None
    version: int = 0
    saved_by_name: str = ""
    is_old: bool = False
    by_import: bool = False
    told: str = ""


@dataclass(frozen=True, slots=True)
class CapacityView:
    """How much a service can take; None is not known, and never zero.

    Attributes:
        as_of: the day it was true; None where nobody says.
        at_latest: the day on which it was brought in, where the directory tells no day; it may
            have been true long before.
        is_old: too old to count.
        told: as 2027 or 2027-01, where a directory tells only that; `as_of` is its first day.
    """

    unit: str
    available: float | None = None
    maximum: float | None = None
    mean_stay_days: float | None = None
    families_per_worker: float | None = None
    wait_days: float | None = None
    families_waiting: float | None = None
    source: str = ""
    as_of: date | None = None
    version: int = 0
    saved_by_name: str = ""
    is_old: bool = False
    at_latest: date | None = None
    told: str = ""


@dataclass(frozen=True, slots=True)
class KnownView:
    """Whether an agency knows a service, and would send a family of their own there."""

    knows: Knows
    would_send: Knows | Literal[""]
    version: int
    saved_by_name: str
    saved_on: date


@dataclass(frozen=True, slots=True)
class CallView:
    """A call to a service, and what it found.

    Attributes:
        number: of the calls to this service, in the order they were written down.
        asked_for: the population that it was about; empty for families in general.
        takes_payer: public insurance, a sliding fee, or no fee.
        takes_family: such a family.
        has_opening: within a week.
        is_old: too old to count.
    """

    listing_id: str
    number: int
    called_on: date
    outcome: Outcome
    asked_for: str
    takes_payer: FactState
    takes_family: FactState
    has_opening: FactState
    agency_code: str
    words: str
    saved_by_name: str
    is_old: bool = False

    @property
    def tells(self) -> bool:
        """It found out something; that nobody answered says nothing about a service."""
        return self.outcome != "no_answer"


@dataclass(frozen=True, slots=True)
class ServiceView:
    """A service with everything that is known of it.

    Attributes:
        id: of the listing.
        source: the directory it is listed in.
        sites: where it is offered; hidden ones are among them and are never drawn or handed out.
        categories: proposed and decided ones.
        facts: by the id of the question, those that the directory or the team speaks to.
        capacity: the team's own word, else the first unit that its directory states.
        also: what it has in other units, as its directory states it.
        known: by the code of the agency.
        gone: its source does not list it any more.
        merged_into: the listing that stands for it, since a person found them to be the same; None
            where it stands itself.
        kept_by_hand: the one that the person kept, where it is another; it stands unless it is gone
            or closed while this one or a third is still listed.
        found_closed: the last call that found out something found it closed, not too long ago.
        heard: what calls found of people, by population, where it is no single fact.
        last_call: the call that counts, without its note; None where there is none.
    """

    id: str
    source: str
    record: Service
    organization: Organization | None
    sites: tuple[Site, ...]
    categories: tuple[CategoryView, ...] = ()
    facts: Mapping[str, FactView] = field(default_factory=dict)
    capacity: CapacityView | None = None
    also: tuple[CapacityView, ...] = ()
    known: Mapping[str, KnownView] = field(default_factory=dict)
    gone: bool = False
    merged_into: str | None = None
    kept_by_hand: str | None = None
    found_closed: bool = False
    heard: Mapping[str, FactView] = field(default_factory=dict)
    last_call: CallView | None = None

    @property
    def capacities(self) -> tuple[CapacityView, ...]:
        """How much it can take, in each unit that is told."""
        return self.also if self.capacity is None else (self.capacity, *self.also)

    @property
    def is_supply(self) -> bool:
        """It is listed as supply, and no call has found it closed."""
        return self.is_listed_supply and not self.found_closed

    @property
    def is_listed_supply(self) -> bool:
        """It stands for itself, is still listed, and its directory does not call it closed."""
        return self.record.is_supply and not self.gone and self.merged_into is None

    @property
    def numbers_to_call(self) -> tuple[str, ...]:
        """Its telephones, else those of who offers it, else of places that everybody may know."""
        of_places = (phone for site in self.sites if not site.hidden for phone in site.phones)
        offering = self.organization.phones if self.organization else ()
        return self.record.phones or offering or tuple(dict.fromkeys(of_places))

    def confirmed(self, category: str) -> bool:
        """A person has said that it belongs to this category."""
        return any(
            each.category == category and each.state == "confirmed" for each in self.categories
        )

    def fact(self, fact_id: str) -> FactView:
        """What is known to one question; not asked where nobody speaks to it."""
        return self.facts.get(fact_id, FactView("not_asked"))

"""Gaps and what shows them as they are entered, and what is wrong with an entry."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Literal, get_args

from data.clock import today
from data.views import FieldProblem
from surveys.resource_map import resource_map

EvidenceKind = Literal[
    "call", "visit", "document", "website", "directory", "staff_knowledge", "family_report"
]
EVIDENCE_KINDS: tuple[EvidenceKind, ...] = get_args(EvidenceKind)
LONGEST = 600


@dataclass(frozen=True, slots=True)
class FindingEntry:
    """A gap as it is entered.

    Attributes:
        population: whom it is about; empty for all families.
        area: where, in words; empty for everywhere the team works.
        gap: its kind, a letter from A to H, or OK.
        owner_agency: the code of the agency that sees to the cure; empty where none does yet.
        check_on: when it is to be looked at again; None where no day is set.
        basis: the figures on which it was found, as they were on that day.
    """

    category: str
    gap: str
    words: str
    population: str = ""
    area: str = ""
    cure: str = ""
    owner_agency: str = ""
    due_on: date | None = None
    check_on: date | None = None
    basis: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class EvidenceEntry:
    """What shows a gap."""

    kind: str
    words: str
    happened_on: date
    agency_code: str = ""
    link: str = ""


def entry_problems(entry: FindingEntry, *, agencies: set[str]) -> Iterable[FieldProblem]:
    """What needs another look about a finding."""
    content = resource_map()
    if entry.category not in {each.id for each in content.categories}:
        yield FieldProblem("category", "It is not said what is missing.", "Choose a category.")
    if entry.population and entry.population not in {each.id for each in content.populations}:
        what = f"'{entry.population[:60]}' is no group of families here."
        yield FieldProblem("population", what, "Choose one, or all families.")
    if entry.gap not in {each.id for each in content.gap_types}:
        yield FieldProblem("gap", "It is not said what kind of gap it is.", "Choose one.")
    if not entry.words:
        yield FieldProblem(
            "words", "The finding has no words.", "Say in a sentence what was found."
        )
    if entry.owner_agency and entry.owner_agency not in agencies:
        what = "The agency that sees to it is not on the roster."
        yield FieldProblem("owner_agency", what, "Choose another one, or none yet.")
    for name in ("words", "area", "cure"):
        if len(getattr(entry, name)) > LONGEST:
            what = f"One field has {len(getattr(entry, name))} characters."
            yield FieldProblem(name, what, f"Use at most {LONGEST}.")


def evidence_problems(entry: EvidenceEntry, *, agencies: set[str]) -> Iterable[FieldProblem]:
    """What needs another look about what shows a gap."""
    if entry.kind not in EVIDENCE_KINDS:
        yield FieldProblem("kind", "It is not said what kind of evidence it is.", "Choose one.")
    if not entry.words:
        yield FieldProblem("words", "The evidence has no words.", "Say what it shows.")
    if len(entry.words) > LONGEST:
        what = f"It has {len(entry.words)} characters."
        yield FieldProblem("words", what, f"Use at most {LONGEST}.")
    if entry.happened_on > today():
        what = f"{entry.happened_on.isoformat()} is still to come."
        yield FieldProblem("happened_on", what, "Use a day until now.")
    if entry.agency_code and entry.agency_code not in agencies:
        yield FieldProblem("agency_code", "This agency is not on the roster.", "Choose another.")
    if entry.link and not entry.link.startswith(("https://", "http://")):
        right = "Begin it with https://, or leave it empty."
        yield FieldProblem("link", f"'{entry.link[:60]}' is no address of a page.", right)
    if len(entry.link) > LONGEST:
        yield FieldProblem("link", "The address is too long.", f"Use at most {LONGEST} characters.")

"""What the services of the environmental scan hand out: frozen and plain."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from scoring.rater_agreement import Agreement, DontKnow
from scoring.scanned import Section, Standing
from surveys.checklist import ChecklistEdition

ANSWER_FIELDS = ("status", "confidence", "evidence", "link", "source", "source_date")


@dataclass(frozen=True, slots=True)
class ScanView:
    """One round of a checklist.

    Attributes:
        asked: item to why it is asked: "first", or in a later round "stale", "differ", "unknown",
            "not_asked", or "own" for one that the team has added.
        earlier_id: the round before, whose answers this one began with.
        closed_on: None while answers can be changed.
    """

    id: str
    team_id: str
    team_name: str
    demo: bool
    number: int
    title: str
    edition: ChecklistEdition
    asked: Mapping[str, str]
    earlier_id: str | None
    opened_on: date
    closed_on: date | None


@dataclass(frozen=True, slots=True)
class AnswerEntry:
    """What an agency says of one item, as somebody typed it."""

    status: str
    confidence: str | None = None
    evidence: str = ""
    link: str = ""
    source: str = ""
    source_date: date | None = None


@dataclass(frozen=True, slots=True)
class AnswerView:
    """One version of what an agency says of one item.

    Attributes:
        version: 1 for the first; 0 stands for none yet.
        checked_on: the day it was last said to be so.
        carried: taken over from the round before, and not looked at again since.
    """

    item: str
    agency_code: str
    version: int
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

    @property
    def entry(self) -> AnswerEntry:
        """The same, as it would be typed."""
        return AnswerEntry(**{name: getattr(self, name) for name in ANSWER_FIELDS})


@dataclass(frozen=True, slots=True)
class FileView:
    """A file that stands behind an answer; a removed one keeps its name and hash."""

    id: str
    item: str
    agency_code: str
    name: str
    kind: str
    size: int
    sha256: str
    saved_by_name: str
    saved_on: date
    removed: bool


@dataclass(frozen=True, slots=True)
class DissentView:
    """That an agency sees a decision differently."""

    agency_code: str
    agency_name: str
    words: str
    saved_by_name: str
    saved_on: date


@dataclass(frozen=True, slots=True)
class DecisionView:
    """How a conflict was settled, by whom and why.

    Attributes:
        basis: "evidence", "operating_agency" or "talk".
        heard: agency to the version of its answer that was heard.
    """

    item: str
    number: int
    status: str
    basis: str
    reason: str
    heard: Mapping[str, int]
    checked_on: date
    saved_by_name: str
    saved_on: date
    dissents: tuple[DissentView, ...] = ()


@dataclass(frozen=True, slots=True)
class SignOffView:
    """That an agency stands by its answers.

    Attributes:
        current: its answers are still those that it signed.
    """

    agency_code: str
    number: int
    agency_name: str
    digest: str
    words: str
    saved_by_name: str
    saved_on: date
    current: bool = True


@dataclass(frozen=True, slots=True)
class PlanView:
    """Who sees to an item: which agency runs what it asks about, who finds out, by what day."""

    item: str
    version: int = 0
    operating_agency: str | None = None
    owner_id: str | None = None
    owner_name: str = ""
    due_on: date | None = None
    note: str = ""
    done: bool = False
    saved_by_name: str = ""
    saved_on: date | None = None


@dataclass(frozen=True, slots=True)
class ItemView:
    """One item of a scan, with everything that was said of it.

    Attributes:
        section: id; of a section that the team added, too.
        who_knows: kinds of agencies.
        own: the team added it.
        asked: why it is asked in this round; None where it is carried over.
        answers: the newest of each agency, the operating agency's first.
        standing: what may be said of it now.
        conflicts: in which ways answers differ, such as "existence"; none when settled.
        decision: the newest one; `settled` says whether it still holds.
        earlier: decisions before that one, newest first.
        stale: agencies whose answer is too old to count.
    """

    id: str
    section: str
    who_knows: tuple[str, ...]
    own: bool
    weight: int
    model: str | None
    asked: str | None
    answers: tuple[AnswerView, ...]
    files: tuple[FileView, ...]
    standing: Standing
    conflicts: tuple[str, ...]
    decision: DecisionView | None
    settled: bool
    earlier: tuple[DecisionView, ...]
    stale: frozenset[str]
    plan: PlanView

    def of(self, agency_code: str) -> AnswerView | None:
        """What one agency says."""
        return next((each for each in self.answers if each.agency_code == agency_code), None)


@dataclass(frozen=True, slots=True)
class SectionView:
    """One section: its items, and how much of it is known."""

    id: str
    own: bool
    items: tuple[ItemView, ...]
    summary: Section


@dataclass(frozen=True, slots=True)
class BoardView:
    """All that a scan holds.

    Attributes:
        agencies: code to name, in the order of the roster; then those that left it.
        agreement: between agencies, with "don't know" left out.
        dont_know: how often "don't know" was the answer.
        sign_offs: the newest of each agency.
        titles, texts, evidence: the words of own sections and items, which no wording has.
    """

    scan: ScanView
    sections: tuple[SectionView, ...]
    agencies: Mapping[str, str]
    sectors: Mapping[str, str]
    agreement: Agreement
    dont_know: DontKnow
    sign_offs: tuple[SignOffView, ...]
    own_words: Mapping[str, "OwnWords"] = field(default_factory=dict)

    @property
    def items(self) -> tuple[ItemView, ...]:
        """All items, section by section."""
        return tuple(item for section in self.sections for item in section.items)

    def item(self, item_id: str) -> ItemView | None:
        """One item; None if there is none of this id."""
        return next((item for item in self.items if item.id == item_id), None)


@dataclass(frozen=True, slots=True)
class OwnWords:
    """The words of an item that a team has added, in whatever language it typed."""

    text: str
    evidence: str
    section_title: str | None


@dataclass(frozen=True, slots=True)
class OwnItem:
    """An item that a team adds: in a section there is, or in a new one."""

    text: str
    section: str = ""
    section_title: str = ""
    evidence: str = ""
    who_knows: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class RaterView:
    """Somebody with a role in the team, and the agency they answer for."""

    account_id: str
    shown: str
    role: str
    agency_code: str | None


@dataclass(frozen=True, slots=True)
class ChangeView:
    """What is otherwise than in the round before."""

    item: str
    before: Standing
    now: Standing

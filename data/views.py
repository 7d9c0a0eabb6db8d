"""What the services hand out: frozen, plain, and all that a page may know."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from scoring.report import DivergenceReport
from surveys.answers import Sheet
from surveys.instrument import Edition

State = Literal["draft", "open", "closing", "closed", "released", "archived"]
Kind = Literal["link", "code"]


@dataclass(frozen=True, slots=True)
class AgencyEntry:
    """An agency as somebody typed it."""

    name: str
    sector: str
    people: int


@dataclass(frozen=True, slots=True)
class AgencyView:
    """An agency of a team; its code stays the same when its name does."""

    code: str
    name: str
    sector: str
    people: int


@dataclass(frozen=True, slots=True)
class TeamSummary:
    """One line in the list of teams."""

    id: str
    name: str
    jurisdiction: str
    demo: bool
    agencies: int
    people: int
    waves: int


@dataclass(frozen=True, slots=True)
class TeamView:
    """A team with its roster, which is numbers only."""

    id: str
    name: str
    jurisdiction: str
    demo: bool
    agencies: tuple[AgencyView, ...]

    @property
    def people(self) -> int:
        """Everybody on the roster."""
        return sum(agency.people for agency in self.agencies)


@dataclass(frozen=True, slots=True)
class AccountView:
    """Somebody who may sign in, as an administrator sees them.

    Attributes:
        name: for signing in.
        shown: as it was typed.
        state: "invited" until the code was used, "active", "disabled".
        teams: in how many they have a role; which ones is nobody's business here.
    """

    id: str
    name: str
    shown: str
    admin: bool
    starts_teams: bool
    state: str
    has_second_step: bool
    locked: bool
    teams: int


@dataclass(frozen=True, slots=True)
class OwnAccount:
    """One's own account.

    Attributes:
        has_passphrase: False for somebody who signs in with their organization only.
        recovery_codes: how many are left.
    """

    id: str
    name: str
    has_passphrase: bool
    has_second_step: bool
    recovery_codes: int


@dataclass(frozen=True, slots=True)
class OwnSession:
    """A browser in which one is signed in.

    Attributes:
        key: names it to us; opens nothing.
        started: in seconds since 1970.
        seen: when it was last used, to the minute; in seconds since 1970.
        is_this: it is the one that asks.
    """

    key: str
    started: int
    seen: int
    is_this: bool


@dataclass(frozen=True, slots=True)
class Invited:
    """A code to tell somebody, seen once: only its fingerprint is kept.

    Attributes:
        name: what they type beside the code, or sign in with before.
        days: for which the code is good.
        has_account: they sign in as before, and type the code there.
        waits: they have an account that nobody has used the code of yet.
    """

    account_id: str
    name: str
    code: str = field(repr=False)
    days: int
    has_account: bool = False
    waits: bool = False


@dataclass(frozen=True, slots=True)
class MemberView:
    """Somebody with a role in one team.

    Attributes:
        role: "facilitator", "consultant" or "member".
        state: of their account, as in AccountView.
        offered: they have yet to type the code of this role.
    """

    account_id: str
    shown: str
    role: str
    given_on: date
    state: str
    offered: bool = False


@dataclass(frozen=True, slots=True)
class OrphanTeam:
    """A team that nobody who can sign in facilitates any more."""

    id: str
    name: str


@dataclass(frozen=True, slots=True)
class FieldProblem:
    """What is wrong with one entry of a form.

    Attributes:
        where: the field, such as "name", "agencies" or "agencies.2.people" (counted from 0).
        what: what came, in a sentence.
        right: what would be right, in a sentence.
    """

    where: str
    what: str
    right: str

    def __str__(self) -> str:
        return f"{self.what} {self.right}"


@dataclass(frozen=True, slots=True)
class GroupView:
    """A reporting group: the finest place in which an answer is ever counted.

    Attributes:
        code: short, the same for the whole wave.
        name: by language.
        people: how many are on the roster.
        agencies: the names of its agencies.
        agency_codes: their codes, in the same order.
    """

    code: str
    name: Mapping[str, str]
    people: int
    agencies: tuple[str, ...]
    agency_codes: tuple[str, ...] = ()

    def named(self, language: str) -> str:
        """Its name in a language, or in the first one there is."""
        return self.name.get(language) or next(iter(self.name.values()))


@dataclass(frozen=True, slots=True)
class WaveView:
    """One round of one instrument in one team.

    Attributes:
        groups: as they would be in a draft, as they are frozen from opening on.
        invited: seats on the roster, one answer each.
        facts: ids of the facts that the form asks.
        merges: what the facilitator merged beyond the rule, as tuples of agency codes.
    """

    id: str
    team_id: str
    team_name: str
    demo: bool
    title: str
    instrument_id: str
    instrument_version: str
    languages: tuple[str, ...]
    smallest_group: int
    opened_on: date | None
    closes_on: date
    state: State
    groups: tuple[GroupView, ...]
    invited: int
    facts: tuple[str, ...]
    merges: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True, slots=True)
class Progress:
    """All that anybody learns about an open wave."""

    answered: int
    invited: int


@dataclass(frozen=True, slots=True)
class Slip:
    """One invitation, seen once: only its fingerprint is kept.

    Attributes:
        group_code: the reporting group it is for.
        group_name: by language.
        secret: the link's secret, or a code as XXXX-XXXX.
        url: the address that opens the form.
    """

    group_code: str
    group_name: Mapping[str, str]
    secret: str = field(repr=False)
    url: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Seat:
    """An invitation that we know; the key is opaque."""

    wave_id: str
    key: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class Form:
    """What a respondent sees, and what they had already filled in.

    Attributes:
        draft: what was kept so far; empty at first.
        position: the part they were on, counted from 0.
    """

    edition: Edition
    wave: WaveView
    group: GroupView
    language: str
    draft: Sheet = field(repr=False)
    position: int


@dataclass(frozen=True, slots=True)
class Ending:
    """What the last page of a form says, by language."""

    languages: tuple[str, ...]
    demo: bool
    outros: Mapping[str, str | None]


@dataclass(frozen=True, slots=True)
class Receipt:
    """Said only after the answers are on disk."""

    status: Literal["received", "already_received"]


@dataclass(frozen=True, slots=True)
class EditionView:
    """An instrument that a team may choose.

    Attributes:
        shipped: it came with the product, for every team; otherwise it was imported by this one.
        statements: how many items the form asks, open questions and facts not counted.
        facts: ids of facts the form may ask, with whether it asks them unless told otherwise.
        expires: the last day on which a wave may open with it.
    """

    instrument_id: str
    version: str
    kind: str
    titles: Mapping[str, str]
    languages: tuple[str, ...]
    minutes: int
    statements: int
    facts: Mapping[str, bool]
    shipped: bool
    license: str
    owner: str | None
    permission: str | None
    expires: date | None
    wording_may_be_exported: bool

    def titled(self, language: str) -> str:
        """Its title in a language, or in the first one there is."""
        return self.titles.get(language) or next(iter(self.titles.values()))


@dataclass(frozen=True, slots=True)
class CommentsView:
    """What people wrote to one question, or why it is not shown.

    Attributes:
        question_id: the open question.
        texts: in no order that means anything; empty when withheld.
        withheld: "too_few_comments" or None.
        needed: how many people must have written.
    """

    question_id: str
    texts: tuple[str, ...] = field(repr=False)
    withheld: Literal["too_few_comments"] | None
    needed: int


@dataclass(frozen=True, slots=True)
class ReportView:
    """A released result, and all it takes to draw or write it.

    Attributes:
        report: what passed the door; its groups and items are ids.
        wave: with the names of the groups.
        edition: the instrument and its wordings as they were frozen.
        comments: per open question, whether its texts may be shown ("shown" or why not).
        sha256: of the stored result.
        held_until: the first day on which the whole team sees it; None once it does.
    """

    report: DivergenceReport
    wave: WaveView
    edition: Edition
    comments: Mapping[str, Literal["shown", "too_few_comments"]]
    sha256: str
    held_until: date | None = None

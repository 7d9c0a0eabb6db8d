"""What the services of the action plan hand out: frozen, plain, and all that a page may know."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Literal, get_args

from data.views import ReportView

Status = Literal["planned", "under_way", "done", "stopped"]
STATUSES: tuple[Status, ...] = get_args(Status)
OPEN: tuple[Status, ...] = ("planned", "under_way")

SourceKind = Literal["nothing", "statement", "scan", "finding", "theme"]
SOURCE_KINDS: tuple[SourceKind, ...] = get_args(SourceKind)

Move = Literal["up", "down", "closer", "further", "cannot_tell"]
WhyNoFigures = Literal["no_newer", "not_now", "gone", "not_shown"]


@dataclass(frozen=True, slots=True)
class Source:
    """What an action came from.

    Attributes:
        kind: of what.
        ids: of what it was, such as "wave" and "item"; empty for nothing.
        words: as they were on that day; a statement whose words may not leave the team is called
            by its number. Empty where they may not be shown any more.
        where: the title of the round, scan or plan that it is from.
    """

    kind: SourceKind = "nothing"
    ids: Mapping[str, str] = field(default_factory=dict)
    words: str = ""
    where: str = ""


@dataclass(frozen=True, slots=True)
class ActionEntry:
    """An action as it is entered.

    Attributes:
        owner_agency: the code of the one agency that sees to it.
        helpers: codes of others that help.
        reason: why it was stopped; empty otherwise.
        check_on: the day on which somebody looks whether it worked.
        check_shows: what would show that it did.
    """

    what: str
    owner_agency: str
    helpers: tuple[str, ...] = ()
    due_on: date | None = None
    status: str = "planned"
    reason: str = ""
    check_on: date | None = None
    check_shows: str = ""
    notes: str = ""


@dataclass(frozen=True, slots=True)
class ActionView:
    """One version of an action.

    Attributes:
        owner_name, helper_names: as on the roster, or as they were where an agency has left it.
        begun_on: the day of its first version.
        removed: it was taken out of the plan.
    """

    id: str
    version: int
    entry: ActionEntry
    source: Source
    owner_name: str
    helper_names: tuple[str, ...]
    begun_on: date
    removed: bool
    saved_by_name: str
    saved_on: date

    @property
    def is_open(self) -> bool:
        """It is neither done nor stopped."""
        return self.entry.status in OPEN

    def is_overdue(self, day: date) -> bool:
        """It is open, and its day is over."""
        return self.is_open and self.entry.due_on is not None and self.entry.due_on < day

    def check_is_due(self, day: date) -> bool:
        """The day has come to look whether it worked, and nobody has written since.

        What was stopped is not looked at.
        """
        on = self.entry.check_on
        due = on is not None and on <= day and self.saved_on < on
        return due and self.entry.status != "stopped"


@dataclass(frozen=True, slots=True)
class WaveDay:
    """The round since which things are told, and the day on which it began."""

    wave_id: str
    title: str
    opened_on: date


@dataclass(frozen=True, slots=True)
class StatementSince:
    """The statement that an action came from, in its round and in a newer one of the same edition.

    Everything in it is in the stored results of the two rounds.

    Attributes:
        item: the statement.
        then, now: the results; None where `why` says so.
        side: how the share on the upper side moved; None without a newer round.
        gap: how the distance of two people moved.
        why: why there is no comparison; None where there is one.
    """

    item: str
    then: ReportView | None = None
    now: ReportView | None = None
    side: Move | None = None
    gap: Move | None = None
    why: WhyNoFigures | None = None


@dataclass(frozen=True, slots=True)
class ActionSince:
    """An action, and what happened to it since the last round began.

    Attributes:
        status_then: on the day on which that round began; None where it had not begun, or there
            was no round yet.
        statement: of an action that came from one.
    """

    action: ActionView
    status_then: Status | None
    statement: StatementSince | None = None


@dataclass(frozen=True, slots=True)
class PlanView:
    """The plan of a team.

    Attributes:
        since: the last round whose result was released; None before the first.
        actions: open ones first, by the day they are due; then the others, the last one first.
        removed: those that were taken out.
        as_of: the day by which it is reckoned what is overdue.
    """

    team_id: str
    since: WaveDay | None
    actions: tuple[ActionSince, ...]
    removed: tuple[ActionView, ...]
    as_of: date

    def counts(self) -> Mapping[Status, int]:
        """How many actions stand where."""
        found = [each.action.entry.status for each in self.actions]
        return {status: found.count(status) for status in STATUSES}

    def next_due(self) -> ActionView | None:
        """The open action whose day comes first, be it over."""
        dated = [each.action for each in self.actions if each.action.is_open]
        return next((each for each in dated if each.entry.due_on is not None), None)

"""Who may do what, and when: the one table that the checks and their tests are made of."""

from dataclasses import dataclass
from typing import Literal, get_args

from data.views import State

Role = Literal["respondent", "member", "consultant", "facilitator", "admin", "operator", "program"]
Action = Literal[
    "answer",
    "wave.see",
    "wave.preview",
    "wave.draft",
    "wave.change",
    "wave.delete",
    "wave.open",
    "wave.close",
    "wave.archive",
    "invitations.issue",
    "invitations.replace",
    "result.release",
    "result.see",
    "result.export",
    "result.comments",
    "result.audit",
    "result.preview",
    "result.hold",
    "result.show",
    "meeting.notes",
    "team.create",
    "team.see",
    "team.change",
    "team.delete",
    "team.appoint",
    "questionnaire.see",
    "questionnaire.import",
    "scan.see",
    "scan.answer",
    "scan.run",
    "scan.export",
    "resources.see",
    "resources.note",
    "resources.call",
    "resources.run",
    "resources.export",
    "families.see",
    "families.words",
    "families.run",
    "families.contacts",
    "families.export",
    "families.clocks",
    "guide.see",
    "guide.run",
    "principles.see",
    "principles.write",
    "principles.run",
    "actions.see",
    "actions.report",
    "actions.run",
    "actions.export",
    "portfolio.see",
    "portfolio.consent",
    "portfolio.export",
    "people.see",
    "people.change",
    "account.see",
    "account.change",
    "log.team",
    "log.all",
]
ROLES: tuple[Role, ...] = get_args(Role)
STATES: tuple[State, ...] = get_args(State)


@dataclass(frozen=True, slots=True)
class Rule:
    """Whom an action is open to.

    Attributes:
        roles: any of them will do.
        states: those a wave may be in; None where the action is about no wave.
    """

    roles: frozenset[Role]
    states: frozenset[State] | None = None


def _rule(roles: str, states: str | None = None) -> Rule:
    allowed: frozenset[Role] = frozenset(role for role in ROLES if role in roles.split())
    if states is None:
        return Rule(allowed)
    return Rule(allowed, frozenset(state for state in STATES if state in states.split()))


_ANY = "draft open closing closed released archived"
_OUT = "released archived"
_TEAM = "member consultant facilitator operator"
_RUNS = "facilitator operator"

RULES: dict[Action, Rule] = {
    "answer": _rule("respondent", "open"),
    "wave.see": _rule(_TEAM + " program", _ANY),
    "wave.preview": _rule("consultant facilitator operator", _ANY),
    "wave.draft": _rule(_RUNS),
    "wave.change": _rule(_RUNS, "draft"),
    "wave.delete": _rule(_RUNS, "draft"),
    "wave.open": _rule(_RUNS, "draft"),
    "wave.close": _rule(_RUNS + " program", "open closing closed released archived"),
    "wave.archive": _rule(_RUNS, "released"),
    "invitations.issue": _rule(_RUNS, "open"),
    "invitations.replace": _rule(_RUNS, "open"),
    "result.release": _rule(_RUNS, "closed released archived"),
    "result.see": _rule(_TEAM, _OUT),
    "result.export": _rule("consultant facilitator operator", _OUT),
    "result.comments": _rule(_RUNS, _OUT),
    "result.audit": _rule("consultant facilitator operator", _OUT),
    "result.preview": _rule(_RUNS, _OUT),
    "result.hold": _rule(_RUNS, "draft open closing closed"),
    "result.show": _rule(_RUNS, _OUT),
    "meeting.notes": _rule(_RUNS, _ANY),
    "team.create": _rule(_RUNS),
    "team.see": _rule(_TEAM),
    "team.change": _rule(_RUNS),
    "team.delete": _rule(_RUNS),
    "team.appoint": _rule("admin operator"),
    "questionnaire.see": _rule("consultant facilitator operator"),
    "questionnaire.import": _rule(_RUNS),
    "scan.see": _rule(_TEAM),
    "scan.answer": _rule("member facilitator operator"),
    "scan.run": _rule(_RUNS),
    "scan.export": _rule("consultant facilitator operator"),
    "resources.see": _rule(_TEAM),
    "resources.note": _rule("member facilitator operator"),
    "resources.call": _rule("member facilitator operator"),
    "resources.run": _rule(_RUNS),
    "resources.export": _rule("consultant facilitator operator"),
    "families.see": _rule(_TEAM),
    "families.words": _rule("consultant facilitator operator"),
    "families.run": _rule(_RUNS),
    "families.contacts": _rule(_RUNS),
    "families.export": _rule("consultant facilitator operator"),
    "families.clocks": _rule("operator program"),
    "guide.see": _rule(_TEAM, _OUT),
    "guide.run": _rule(_RUNS, _OUT),
    "principles.see": _rule(_TEAM),
    "principles.write": _rule("member facilitator operator"),
    "principles.run": _rule(_RUNS),
    "actions.see": _rule(_TEAM),
    "actions.report": _rule("member facilitator operator"),
    "actions.run": _rule(_RUNS),
    "actions.export": _rule("consultant facilitator operator"),
    "portfolio.see": _rule("consultant facilitator operator"),
    "portfolio.consent": _rule(_RUNS),
    "portfolio.export": _rule("consultant facilitator operator"),
    "people.see": _rule(_RUNS),
    "people.change": _rule(_RUNS),
    "account.see": _rule("admin operator"),
    "account.change": _rule("admin operator"),
    "log.team": _rule(_RUNS),
    "log.all": _rule("admin operator"),
}

"""Who acts, and whether they may: looked at by every service, for every step.

Nobody acts until somebody is named; then nothing of any team can be read or written. What staff are
refused is written into the log, by a thread that nobody waits for; respondents never are.
"""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field, replace
from functools import wraps
from typing import Literal, ParamSpec, TypeVar

from data.services.errors import NotAllowed, WaveStateError
from data.services.rules import RULES, Action, Role
from data.services.written_later import Happening, write_once_an_hour
from data.store.scope import EVERYTHING, within
from data.store.whose import Asked, team_of
from data.views import State

_Given = ParamSpec("_Given")
_Told = TypeVar("_Told")


@dataclass(frozen=True, slots=True)
class Actor:
    """Somebody who takes a step.

    Attributes:
        id: of the account, or a word for those who have none.
        name: as the log shows it.
        kind: a person with an account; whoever holds the machine; the program itself, as when a
            wave's last day is over; or somebody who answers.
        admin: sees to accounts; sees no team by that.
        starts_teams: may set up teams of their own.
        teams: what a person may do in which team.
    """

    id: str
    name: str
    kind: Literal["person", "operator", "program", "respondent"]
    admin: bool = False
    starts_teams: bool = False
    teams: Mapping[str, Role] = field(default_factory=dict)

    def roles(self, team_id: str | None = None) -> frozenset[Role]:
        """What they are: everywhere, and in one team."""
        if self.kind != "person":
            return frozenset((self.kind,))
        found: set[Role] = {"admin"} if self.admin else set()
        if team_id is not None and team_id in self.teams:
            found.add(self.teams[team_id])
        return frozenset(found)

    def facilitating(self, team_id: str) -> "Actor":
        """The same person right after setting up a team, whose role is not looked up yet."""
        return replace(self, teams={**self.teams, team_id: "facilitator"})


OPERATOR = Actor(id="operator", name="at the machine", kind="operator")
PROGRAM = Actor(id="program", name="the program itself", kind="program")
RESPONDENT = Actor(id="respondent", name="somebody who answers", kind="respondent")

_acting: ContextVar[Actor | None] = ContextVar("acting", default=None)


@contextmanager
def acting(who: Actor) -> Iterator[None]:
    """Within this block, and in this context only, this is who acts; their teams are in reach."""
    token = _acting.set(who)
    try:
        with within(who.teams if who.kind == "person" else EVERYTHING):
            yield
    finally:
        _acting.reset(token)


def as_actor(who: Actor) -> Callable[[Callable[_Given, _Told]], Callable[_Given, _Told]]:
    """A function in which this is who acts, whoever called it.

    So is whoever holds a link: the link is what entitles to answer, signed in or not.
    """

    def made(function: Callable[_Given, _Told]) -> Callable[_Given, _Told]:
        @wraps(function)
        def done(*arguments: _Given.args, **options: _Given.kwargs) -> _Told:
            with acting(who):
                return function(*arguments, **options)

        return done

    return made


def actor() -> Actor:
    """Who acts.

    Raises:
        NotAllowed: nobody does.
    """
    found = _acting.get()
    if found is None:
        raise NotAllowed("Nobody is signed in, so nothing was done.")
    return found


def may(action: Action, *, team_id: str | None = None) -> bool:
    """Whether the one who acts may take such a step at all, in some state of a wave."""
    found = _acting.get()
    if found is None:
        return False
    if action == "team.create" and found.kind == "person":
        return found.starts_teams
    return bool(RULES[action].roles & found.roles(team_id))


def permit(action: Action, *, team_id: str | None = None) -> None:
    """Go on only if the one who acts may take this step.

    Raises:
        NotAllowed: says who could.
    """
    actor()
    if not may(action, team_id=team_id):
        refused(action, team_id=team_id)
        raise NotAllowed(_refusal(action))


def refused(action: Action, *, team_id: str | None = None) -> None:
    """Have it written into the log that the one who acts was refused a step.

    The same refusal is one entry an hour, and one more with how often it was repeated.

    Args:
        team_id: whose log it stands in; one that is no team's is left out.
    """
    who = _acting.get()
    if who is None or who.kind == "respondent":
        return
    about, details = team_id or "", (("step", action),)
    write_once_an_hour(Happening(who.id, who.name, "refused", team_id, about, details))


def out_of_reach(action: Action, what: Asked, row_id: str) -> None:
    """Have it written into a team's log that somebody with no role there asked for what it has.

    They are told that there is no such thing, as of what is really not there.
    """
    who = _acting.get()
    if who is None or who.kind != "person":
        return
    team_id = team_of(what, row_id)
    if team_id is not None and team_id not in who.teams:
        refused(action, team_id=team_id)


def permit_wave(action: Action, *, team_id: str, state: State, wrong: WaveStateError) -> None:
    """Go on only if the step is open to the one who acts, and to a wave in this state.

    Args:
        wrong: what to say when the wave is in another state.

    Raises:
        NotAllowed: says who could.
        WaveStateError: as given.
    """
    permit(action, team_id=team_id)
    states = RULES[action].states
    if states is not None and state not in states:
        raise wrong


_SAID: tuple[tuple[Role, str], ...] = (
    ("facilitator", "a facilitator of this team"),
    ("admin", "an administrator"),
    ("respondent", "somebody who was invited to answer"),
)


def _refusal(action: Action) -> str:
    could = [said for role, said in _SAID if role in RULES[action].roles]
    return f"This is for {' or '.join(could) or 'others'}. Nothing was done."

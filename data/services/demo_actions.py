"""The demo team's action plan: five invented actions, each from something else.

They began at different times, so that some moved on since the last round and some did not.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from data.action_views import ActionEntry
from data.clock import at_day, today
from data.services import action_sources, actions, teams
from data.services.action_sources import Candidate, released_waves, result
from data.services.demo_scan import OPEN as OPEN_ITEM
from data.views import AgencyView


@dataclass(frozen=True, slots=True)
class _Step:
    """What was said of an action, and how long ago."""

    days_ago: int
    status: str
    notes: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class _Action:
    """An action of the demo team.

    Attributes:
        due_in, check_in: days from today.
        steps: the first one begins it.
        ref: what it comes from; empty for nothing.
    """

    what: str
    owner: int
    helpers: tuple[int, ...]
    due_in: int
    check_in: int
    shows: str
    steps: tuple[_Step, ...]
    ref: str = ""


_COSTS = _Action(
    "Lay what a placement costs beside what a year of peer support costs, at one meeting.",
    owner=1,
    helpers=(0, 3),
    due_in=-15,
    check_in=30,
    shows="Fewer of us say that they never saw the figures.",
    steps=(
        _Step(340, "planned"),
        _Step(290, "under_way", "Two agencies have sent theirs."),
        _Step(12, "done", "Shown in October. The sheet is in the shared folder."),
    ),
)
_COACH = _Action(
    "Write down when a recovery coach is offered, and give it to every unit.",
    owner=7,
    helpers=(0,),
    due_in=20,
    check_in=80,
    shows="Three units can say it without looking it up.",
    steps=(_Step(30, "planned"), _Step(5, "under_way", "A first page is with the units.")),
)
_VOUCHERS = _Action(
    "Sit down with the center and fill in the form for vouchers together.",
    owner=6,
    helpers=(0,),
    due_in=60,
    check_in=120,
    shows="A parent with a voucher has a place there.",
    steps=(_Step(0, "planned"),),
)
_RIDES = _Action(
    "Let a parent call one number when a ride does not come, and write down each call.",
    owner=0,
    helpers=(7,),
    due_in=-2,
    check_in=45,
    shows="Fewer visits that are missed because of a ride.",
    steps=(_Step(14, "under_way", "The number is there; the list is not."),),
)
_MEETINGS = _Action(
    "Hold every second meeting at the recovery center.",
    owner=7,
    helpers=(),
    due_in=-200,
    check_in=-170,
    shows="As many come as to the other meetings.",
    steps=(
        _Step(300, "planned"),
        _Step(180, "stopped", reason="The room is too small for all of us."),
    ),
)


def fill_demo_actions(team_id: str) -> None:
    """Give the demo team a plan; everything that an action can come from is there already.

    Raises:
        NotFound: there is no such team.
    """
    agencies, now = teams.team(team_id).agencies, today()
    for each in _plan(team_id):
        _act(team_id, each, agencies, now=now)


def _act(team_id: str, each: _Action, agencies: Sequence[AgencyView], *, now: date) -> None:
    action_id = ""
    for version, step in enumerate(each.steps):
        entry = ActionEntry(
            each.what,
            agencies[each.owner].code,
            tuple(agencies[place].code for place in each.helpers),
            due_on=now + timedelta(days=each.due_in),
            status=step.status,
            reason=step.reason,
            check_on=now + timedelta(days=each.check_in),
            check_shows=each.shows,
            notes=step.notes,
        )
        with at_day(now - timedelta(days=step.days_ago)):
            if version:
                actions.save(team_id, action_id, entry, based_on=version)
            else:
                action_id = actions.begin(team_id, entry, ref=each.ref)


def _plan(team_id: str) -> tuple[_Action, ...]:
    found = action_sources.candidates(team_id)
    return (
        replace(_COSTS, ref=_most_divided(team_id)),
        replace(_COACH, ref=f"scan:{OPEN_ITEM}"),
        replace(_VOUCHERS, ref=_ref(found["finding"], "F: The center takes no vouchers.")),
        replace(
            _RIDES,
            ref=_ref(found["theme"], "Rides to treatment and visits come late, or not at all."),
        ),
        _MEETINGS,
    )


def _ref(found: Iterable[Candidate], words: str) -> str:
    """What says these words, of several things that an action can come from."""
    return next(each.ref for each in found if each.words == words)


def _most_divided(team_id: str) -> str:
    """The statement of the first round on which views were widest."""
    first = released_waves(team_id)[-1]
    view = result(first.id)
    if view is None:
        raise LookupError("The first round of the demo team has no result.")
    return f"statement:{first.id}:{view.report.spread_out[0]}"

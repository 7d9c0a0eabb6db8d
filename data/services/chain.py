"""One line from what a team values to its next round: result, principles, actions, next wave."""

from collections.abc import Iterable
from dataclasses import dataclass

from data.action_views import PlanView
from data.guide_views import PrinciplesView
from data.services import principles, waves
from data.services.action_plan import plan
from data.services.action_sources import released_waves, result
from data.services.authority import permit
from data.services.teams import team
from data.views import ReportView, WaveView

_NEXT = ("open", "closing", "closed", "draft")
"""Which round is spoken of as the next one, first what is nearest to a result."""


@dataclass(frozen=True, slots=True)
class ChainView:
    """The links of the chain as they are now.

    Attributes:
        result: the newest one that may be seen, of the values questionnaire if there is one.
        is_held: there is a result, and none that whoever asks may see now.
        principles: what the team has agreed on, be it nothing.
        plan: what it does.
        next_wave: open, waiting for its release, or planned; None where there is none.
    """

    result: ReportView | None
    is_held: bool
    principles: PrinciplesView
    plan: PlanView
    next_wave: WaveView | None


def chain(team_id: str) -> ChainView:
    """The chain of a team.

    Raises:
        NotFound: there is no such team.
    """
    team(team_id)
    permit("actions.see", team_id=team_id)
    rounds = released_waves(team_id)
    found = _result(each.id for each in rounds)
    return ChainView(
        result=found,
        is_held=bool(rounds) and found is None,
        principles=principles.current(team_id),
        plan=plan(team_id),
        next_wave=_next(waves.waves(team_id)),
    )


def _result(newest_first: Iterable[str]) -> ReportView | None:
    other: ReportView | None = None
    for wave_id in newest_first:
        view = result(wave_id)
        if view is not None and view.edition.instrument.kind == "values":
            return view
        other = other or view
    return other


def _next(every: tuple[WaveView, ...]) -> WaveView | None:
    """Of several in one state the one that closes first."""
    waiting = [each for each in every if each.state in _NEXT]
    return min(waiting, key=lambda each: (_NEXT.index(each.state), each.closes_on), default=None)

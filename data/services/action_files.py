"""The action plan of a team, to leave in a file; the log says who took it."""

from collections.abc import Mapping
from dataclasses import dataclass

from data.action_views import ActionView, PlanView
from data.services import audit_log
from data.services.action_plan import plan
from data.services.actions import histories
from data.services.authority import permit
from data.services.teams import team
from data.views import TeamView


@dataclass(frozen=True, slots=True)
class PlanExport:
    """A plan and how it came to be.

    Attributes:
        plan: as it is now.
        versions: every version of every action, oldest first, by its id.
    """

    team: TeamView
    plan: PlanView
    versions: Mapping[str, tuple[ActionView, ...]]


def for_export(team_id: str, *, as_what: str) -> PlanExport:
    """The whole plan of a team, to leave in a file, without what only facilitators see for now.

    Args:
        as_what: the kind of file, for the log.

    Raises:
        NotFound: there is no such team.
        NotAllowed: files are for facilitators and consultants of the team.
    """
    known = team(team_id)
    permit("actions.export", team_id=team_id)
    audit_log.record("actions.export", team_id=team_id, about=team_id, format=as_what)
    audit_log.keep_anchor()
    shown = plan(team_id, for_all=True)
    return PlanExport(team=known, plan=shown, versions=histories(team_id, for_all=True))

"""What the screens of a theme share: its floors, and how a step is taken."""

from collections.abc import Callable

from data.family_views import StudyView
from data.views import TeamView
from pages.parts import links
from pages.parts.steps import take_step
from scoring.themes import PUBLISHED, Floor


def floors_of(plan: StudyView) -> tuple[Floor, Floor | None]:
    """What a theme takes inside the team and in public; None where nothing may leave the team."""
    kept = plan.settings
    inside = Floor(kept.seats_inside, kept.sessions_inside)
    if not kept.public_report:
        return inside, None
    return inside, Floor(max(PUBLISHED.people, kept.people_outside), kept.sessions_inside)


def try_step(
    team: TeamView,
    plan: StudyView,
    step: Callable[[], object],
    *,
    theme: str = "",
    told: str = "Saved.",
    then: Callable[[], None] | None = None,
) -> None:
    """Take a step and show the theme that it is about."""

    def go(made: object) -> None:
        about = {"theme": theme or str(made)} if isinstance(made, str) or theme else {}
        links.stay(team=team.id, plan=plan.id, **about)

    take_step(step, go=go, told=told, then=then)

"""What the screens of a theme share: its floors, and how a step is taken."""

from collections.abc import Callable

from data.family_views import StudyView
from data.services.errors import ChangedMeanwhile, FamilyProblems, FamilyStateError, NotFound
from data.views import TeamView
from pages.parts import links
from pages.parts.frame import say_later, show_problems, show_refusal
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
    """Take a step and show the theme that it is about; or say why not, with what was typed."""
    try:
        made = step()
    except (ChangedMeanwhile, FamilyStateError, NotFound) as refused:
        show_refusal(refused)
        return
    except FamilyProblems as problems:
        show_problems(problems)
        return
    if then is not None:
        then()
    say_later(told)
    about = {"theme": theme or made} if isinstance(made, str) or theme else {}
    links.stay(team=team.id, plan=plan.id, **{key: str(value) for key, value in about.items()})

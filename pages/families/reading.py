"""What the screens about family groups share: the team and the plan they are about, and words."""

from collections.abc import Callable

import streamlit as st

from data.family_views import SessionState, StudyState, StudyView
from data.services import families
from data.services.authority import permit
from data.services.errors import NotFound
from data.services.rules import Action
from data.views import TeamView
from pages.families.door import close_door
from pages.families.indicator import indicator
from pages.parts import links
from pages.parts.frame import heading
from pages.parts.named import named_team
from pages.parts.plain import plain
from surveys.families_content import families_content

WORDS = families_content().words("en")
PLAN_STATES: dict[StudyState, str] = {
    "planned": "Planned: nobody can ask to come yet",
    "open": "Open: people can ask to come",
    "ended": "Ended: nobody can ask to come any more",
}
SESSION_STATES: dict[SessionState, str] = {
    "planned": "planned",
    "open": "open now",
    "over": "over",
}
FORMS = {"in_person": "In a room", "online": "Online", "phone": "By phone"}


def team_page(title: str, show: Callable[[TeamView], None]) -> None:
    """A screen about the family groups of the team that the address names."""
    team = named_team()
    if team is None:
        return
    close_door()
    heading(title, over=team.name, demo=team.demo)
    show(team)
    links.back()


def plan_page(
    title: str,
    show: Callable[[TeamView, StudyView], None],
    *,
    action: Action = "families.words",
) -> None:
    """A screen about the plan that the address names, for those who may take such a step.

    Raises:
        NotAllowed: this is for others of the team.
    """
    team = named_team()
    if team is None:
        return
    permit(action, team_id=team.id)
    if action != "families.contacts":
        close_door()
    try:
        plan = families.study(team.id, st.query_params.get("plan", ""))
    except NotFound as missing:
        heading("No such plan", over=team.name)
        st.write(plain(str(missing)))
    else:
        heading(title, over=f"{team.name} · {plan.name}", demo=team.demo)
        indicator(team, plan)
        show(team, plan)
    links.link("families", "Back to family groups", team=team.id)
    links.back()

"""The chain on one page: what a team shares, agrees on and does, and when it asks again."""

import streamlit as st

from data.services import chain as chain_of
from data.services.authority import may
from data.services.rules import Action
from pages.meeting import chain
from pages.parts import links
from pages.parts.frame import heading, small
from pages.parts.named import named_team
from pages.parts.session import require_sign_in

WAYS: dict[str, tuple[str, str]] = {
    "meeting-projector": (
        "Show on a projector",
        "The counter while people answer; then the result, one message at a time.",
    ),
    "meeting-notes": ("Notes for the meeting", "Your own words for each part; no one else's."),
    "meeting-hold": (
        "Preview and briefing",
        "How long only facilitators see a result, and a word with one group before the meeting.",
    ),
    "meeting-guide": (
        "Discussion guide",
        "Statements worth talking about, why, what to ask, and what the table said.",
    ),
    "principles": (
        "Shared principles",
        "From what you agree on to a mission and a vision that agencies sign.",
    ),
    "plan": ("Action plan", "What we do about it, who sees to it, and what became of it."),
    "meeting-report": (
        "Report to hand out",
        "What was found as a Word, PowerPoint or PDF file, with the parts that you choose.",
    ),
    "waves": ("Change over time", "Everything that was measured more than once, side by side."),
    "portfolio-consent": (
        "Beside other teams",
        "Whether your results may be seen beside those of other teams; off until you say so.",
    ),
}
"""By screen: what its link says, and what the screen is for; in the order of the work."""
_ONLY_FOR: dict[str, Action] = {
    "meeting-notes": "meeting.notes",
    "meeting-hold": "result.preview",
    "meeting-report": "result.export",
}


def page() -> None:
    """The chain of the team that the address names, and the ways on."""
    require_sign_in()
    team = named_team()
    if team is None:
        return
    heading("Meet and act", over=team.name, demo=team.demo)
    chain.show(team, chain_of.chain(team.id))
    st.header("All ways on", anchor=False)
    for name, (label, about) in WAYS.items():
        if name in _ONLY_FOR and not may(_ONLY_FOR[name], team_id=team.id):
            continue
        links.link(name, label, team=team.id)
        small(about)
    links.back()

"""The staff screens and their addresses."""

import streamlit as st

from data.services.authority import may
from pages.admin import accounts, log
from pages.consultant import consenting
from pages.consultant import portfolio as side_by_side
from pages.facilitator import (
    instruments,
    measures,
    outcomes,
    people,
    results,
    start,
    team,
    wave,
)
from pages.families import (
    coding,
    compare,
    contacts,
    findings,
    groups,
    plan,
    room,
    sheet,
    themes,
    words,
)
from pages.meeting import action_form, briefing, projector, waves
from pages.meeting import actions as plan_of_actions
from pages.meeting import guide as discussion_guide
from pages.meeting import hold as previewing
from pages.meeting import notes as meeting_notes
from pages.meeting import overview as meeting
from pages.meeting import principles as shared_principles
from pages.meeting import report as handing_out
from pages.parts import links
from pages.resources import (
    counties,
    finding,
    gapping,
    importing,
    listed,
    mapping,
    nearness,
    needing,
    opening,
    reaching,
    relying,
    same,
    saying,
    unmet,
    walking,
    weighing,
)
from pages.resources import overview as resources
from pages.scan import (
    answering,
    changed,
    differing,
    overview,
    rechecking,
    running,
    signing,
    training,
    working,
    worksheets,
)
from pages.shell import account, leaving

OF_SCANS = {
    "scan": (overview.page, "Environmental scan"),
    "scan-answer": (answering.page, "Answer for my agency"),
    "scan-differ": (differing.page, "Where agencies differ"),
    "scan-work": (working.page, "Who finds out what"),
    "scan-recheck": (rechecking.page, "My two-minute check"),
    "scan-sign": (signing.page, "Sign-off"),
    "scan-changes": (changed.page, "What changed"),
    "scan-run": (running.page, "Run this scan"),
    "worksheets": (worksheets.page, "Worksheets"),
    "training": (training.page, "Training that would help"),
    "baseline": (outcomes.page, "Shared results: the five Rs"),
}
"""Screens about a scan and what stands beside it; links lead there."""

OF_RESOURCES = {
    "resources": (resources.page, "Community resources"),
    "resources-import": (importing.page, "Bring in a directory"),
    "resources-map": (mapping.page, "Confirm what belongs where"),
    "resources-same": (same.page, "Listed twice?"),
    "resources-services": (listed.page, "Services"),
    "resources-calls": (relying.page, "Can the lists be relied on?"),
    "resources-need": (needing.page, "How many families"),
    "resources-gaps": (gapping.page, "The gaps"),
    "resources-need-county": (counties.page, "Need by county"),
    "resources-maps": (nearness.page, "How far it is"),
    "resources-access": (reaching.page, "Help within reach"),
    "resources-what-if": (opening.page, "What if a program opened"),
    "resources-figures": (saying.page, "What else the figures say"),
    "resources-unmet": (unmet.page, "Need not met, by county"),
    "resources-weights": (weighing.page, "Which gap weighs most?"),
    "resources-family": (walking.page, "Shop as a family"),
    "resources-findings": (finding.page, "Findings"),
}
"""Screens about the community's resources and its gaps; links lead there."""

OF_FAMILIES = {
    "families": (groups.page, "Family groups"),
    "families-plan": (plan.page, "Plan and promises"),
    "families-contacts": (contacts.page, "Contact book"),
    "families-room": (room.page, "Session room"),
    "families-words": (words.page, "What was said"),
    "families-sheet": (sheet.page, "Summary sheets"),
    "families-coding": (coding.page, "Coding"),
    "families-compare": (compare.page, "Compare what you coded"),
    "families-themes": (themes.page, "Themes"),
    "families-findings": (findings.page, "What families said"),
}
"""Screens about family groups, from the plan to the findings; links lead there."""

OF_MEETINGS = {
    "meeting": (meeting.page, "Meet and act"),
    "portfolio": (side_by_side.page, "Teams side by side"),
    "portfolio-consent": (consenting.page, "Beside other teams"),
    "meeting-projector": (projector.page, "Projector"),
    "meeting-notes": (meeting_notes.page, "Notes for the meeting"),
    "meeting-hold": (previewing.page, "Preview and briefing"),
    "meeting-brief": (briefing.page, "Before we meet"),
    "meeting-guide": (discussion_guide.page, "Discussion guide"),
    "principles": (shared_principles.page, "Shared principles"),
    "plan": (plan_of_actions.page, "Action plan"),
    "plan-action": (action_form.page, "An action"),
    "meeting-report": (handing_out.page, "Report to hand out"),
    "waves": (waves.page, "Change over time"),
}
"""Screens from a result to what a team does about it; links lead there."""

_FIRST = {
    "start": (start.page, "Start"),
    "team": (team.page, "Team"),
    "wave": (wave.page, "Wave"),
    "results": (results.page, "Results"),
    "measures": (measures.page, "Measures"),
    "questionnaires": (instruments.page, "Questionnaires"),
}
_LAST = {
    "people": (people.page, "People"),
    "accounts": (accounts.page, "Accounts"),
    "log": (log.page, "What staff did"),
    "account": (account.page, "My account"),
    "sign-out": (leaving.page, "Sign out"),
}
_EVERY = _FIRST | OF_SCANS | OF_RESOURCES | OF_FAMILIES | OF_MEETINGS | _LAST
_IN_THE_MENU = ("start", "questionnaires", "account", "sign-out")

ADDRESSES = frozenset(_EVERY) - {"sign-out"}
"""Where somebody may go on to once they are signed in."""


def navigation() -> st.Page:
    """All screens; the one that the address names, or the start.

    The default page has no address of its own, so no link can lead to it.
    """
    menu = (*_IN_THE_MENU, "accounts") if may("account.see") else _IN_THE_MENU
    pages = {
        name: st.Page(
            shown,
            title=title,
            url_path=name,
            visibility="visible" if name in menu else "hidden",
        )
        for name, (shown, title) in _EVERY.items()
    }
    links.register(pages)
    anywhere_else = st.Page(start.page, title="Start", default=True, visibility="hidden")
    return st.navigation([anywhere_else, *pages.values()], position="top")

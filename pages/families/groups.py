"""The family groups of a team: its plans, what is still raw, who can see it, and until when."""

import streamlit as st

from data.family_views import StudyView
from data.services import families
from data.services.authority import may
from data.services.family_standing import LONGEST_WAIT, Standing, standing
from data.services.rules import Action
from data.views import TeamView
from pages.families.indicator import raw_said, seen_by
from pages.families.reading import PLAN_STATES, WORDS, team_page
from pages.parts import links
from pages.parts.frame import small
from pages.parts.plain import plain
from pages.parts.session import require_sign_in

_STEPS = {
    "Promise": (
        "Write down how the group is run. Every sentence that families read and agree to follows "
        "from that. Nobody can break one later without being told which, and to how many."
    ),
    "Listen": (
        "People ask to come on their own phone. What they need to come is kept in a book of "
        "contacts; what they say goes with a seat number, and never with a name."
    ),
    "Learn": (
        "Names are taken out before anybody reads for meaning. What enough families met, in more "
        "than one session, stands beside what agencies say. Then the rest is destroyed."
    ),
}
_WAYS: dict[str, tuple[str, Action]] = {
    "families-plan": ("Plan and promises", "families.words"),
    "families-contacts": ("Contact book", "families.contacts"),
    "families-room": ("Sessions", "families.words"),
    "families-words": ("What was said", "families.words"),
    "families-sheet": ("Summary sheets", "families.words"),
    "families-coding": ("Coding", "families.words"),
    "families-compare": ("Compare what you coded", "families.words"),
    "families-themes": ("Themes", "families.words"),
    "families-findings": ("What families said", "families.see"),
}
"""Where a plan leads, in the order of the work, and whom each screen is for."""


def page() -> None:
    """The plans of the team that the address names."""
    require_sign_in()
    team_page("Family groups", _show)


def _show(team: TeamView) -> None:
    plans = families.studies(team.id)
    runs = may("families.run", team_id=team.id)
    if not plans:
        _empty(runs=runs)
    else:
        st.write(
            "What families tell, and what of it is still kept. Nothing here is a number of "
            "families in your county: a group says what happens, and not how often."
        )
    if runs:
        links.link("families-plan", "Begin a plan", team=team.id, plan="new")
    for each in plans:
        _plan(team, each)
    if plans:
        with st.expander("How it works"):
            _steps()
    small(WORDS.note)


def _empty(*, runs: bool) -> None:
    st.write(
        "Families know things about your services that no agency sees: what got in the way, what "
        "helped, what was never there. Here you ask them, in small groups, so that nobody can be "
        "found out."
    )
    _steps()
    if not runs:
        st.info("No group is planned yet. A facilitator of your team can begin one.")


def _steps() -> None:
    for number, (title, text) in enumerate(_STEPS.items(), start=1):
        st.markdown(f"**{number}. {title}.** {text}")


def _plan(team: TeamView, plan: StudyView) -> None:
    with st.container(border=True):
        st.header(plain(plan.name), anchor=False)
        st.write(f"{PLAN_STATES[plan.state]}.")
        if may("families.words", team_id=team.id):
            _kept(plan, standing(team.id, plan.id))
        _ways(team, plan)


def _kept(plan: StudyView, now: Standing) -> None:
    """The indicator: what is still raw, who can see it, when it will be destroyed."""
    small(f"{now.over} of {now.sessions} sessions are over, with {now.seats} seats in all.")
    st.subheader(f"What is still kept of “{plain(plan.name)}”", anchor=False)
    st.markdown(f"**Words as they were said:** {raw_said(plan, now)}")
    st.markdown(f"**Contacts:** {contacts_said(plan, now)}")
    small("What was destroyed so far is listed on the plan.")


def contacts_said(plan: StudyView, now: Standing) -> str:
    """How many are in the book, who can open it, and when it ends."""
    again = _asked_again_said(plan, now)
    if not now.contacts:
        return plain(f"nobody is in the book. {again}".strip())
    many = "1 person" if now.contacts == 1 else f"{now.contacts} people"
    days = WORDS.counted("days", plan.settings.contact_days)
    end = (
        f"Each is destroyed at most {days} after they came or said no or their session ended, and "
        f"whoever was never asked at most {LONGEST_WAIT} days after they wrote."
    )
    said = f"{many}. {seen_by(now.see_contacts, 'facilitators of this team')} {end} {again}"
    return plain(said.strip())


def _asked_again_said(plan: StudyView, now: Standing) -> str:
    """How many may be asked again, and when they are forgotten; nothing where nobody is."""
    if not now.asked_again:
        return ""
    many = "1 person" if now.asked_again == 1 else f"{now.asked_again} people"
    days = WORDS.counted("days", plan.settings.recontact_days)
    return (
        f"Of {many} who said that they may be asked again, a name and a way to reach them are "
        f"kept, at most {days} after their session and pay."
    )


def _ways(team: TeamView, plan: StudyView) -> None:
    with st.container(horizontal=True):
        for name, (label, action) in _WAYS.items():
            if may(action, team_id=team.id):
                links.link(name, label, team=team.id, plan=plan.id)

"""Who may be asked about other ways to help: a part of the screen behind the door of the book."""

from collections.abc import Sequence

import streamlit as st

from data.family_views import AskedAgainView, StudyView
from data.services import asked_again, family_ends
from data.views import TeamView
from pages.families.people import reached, reaching_warnings
from pages.families.reading import WORDS
from pages.parts import links
from pages.parts.frame import small
from pages.parts.plain import plain
from pages.parts.session import for_staff
from pages.parts.steps import take_step

_ON_A_PAGE = 25


def who_may_be_asked(team: TeamView, plan: StudyView) -> None:
    """Everybody who said yes and whose contact details have ended, with ways to forget them."""
    st.header("Who may be asked again", anchor=False)
    if not asked_again.how_many_again(team.id, plan.id):
        st.write(_nobody(plan))
        return
    found = asked_again.open_list(team.id, plan.id)
    days = WORDS.counted("days", plan.settings.recontact_days)
    st.write(
        "They said that you may ask them about other ways to help. Only what they are called, a "
        "language, and a safe way to reach them are left. Nothing here says which session they "
        f"were in, or what they said. The program forgets each at most {days} after their session "
        "and pay. Whoever asks you to stop is forgotten here, at once."
    )
    for each in _shown(found):
        _person(team, plan, each)
    if st.button("Forget all of them …"):
        _confirm_forgetting_all(team, plan)


def _nobody(plan: StudyView) -> str:
    settings = plan.settings
    if not settings.recontact_days:
        return "Nobody may be asked again. This plan does not ask people whether you may."
    if settings.recontact_days <= settings.contact_days:
        return (
            "Nobody can be asked again. The days for it are no more than those that contacts are "
            "kept for, so nobody is left to ask."
        )
    return (
        "Nobody is on this list yet. Those in the book who said yes come here when the rest of "
        "what they wrote is destroyed."
    )


def _shown(found: Sequence[AskedAgainView]) -> Sequence[AskedAgainView]:
    """So many at once."""
    starts = range(0, len(found), _ON_A_PAGE)
    begin = starts[0]
    if len(starts) > 1:
        begin = st.selectbox(
            "Part of those who may be asked again",
            list(starts),
            format_func=lambda first: f"{first + 1} to {min(first + _ON_A_PAGE, len(found))}",
        )
    return found[begin : begin + _ON_A_PAGE]


def _person(team: TeamView, plan: StudyView, found: AskedAgainView) -> None:
    with st.container(border=True):
        st.subheader(plain(_called(found)), anchor=False)
        for each in reaching_warnings(found.answers):
            st.warning(plain(each))
        for label, said in reached(found.language, found.answers):
            st.markdown(f"**{plain(label)}** {plain(said)}")
        if st.button("Forget this person …", key=f"forget-{found.id}"):
            _confirm_forgetting(team, plan, found)


@st.dialog("Forget this person?")
@for_staff
def _confirm_forgetting(team: TeamView, plan: StudyView, found: AskedAgainView) -> None:
    st.write("What is kept of them here is removed to the last byte. This cannot be undone.")
    st.text(_called(found))
    if st.button("Forget for good", type="primary"):
        take_step(
            lambda: asked_again.forget(team.id, plan.id, found.id),
            go=lambda _: links.stay(team=team.id, plan=plan.id),
            told="Forgotten.",
        )


@st.dialog("Forget everybody who may be asked again?")
@for_staff
def _confirm_forgetting_all(team: TeamView, plan: StudyView) -> None:
    st.write(
        "The key of this list is destroyed first, so that no copy of it opens any more; then "
        "everybody on it. Whoever is in the contact book stays there. This cannot be undone."
    )
    small("That it was destroyed stands on the plan, with the number of people and the day.")
    if st.button("Forget all for good", type="primary"):
        take_step(
            lambda: family_ends.destroy_asked_again(team.id, plan.id),
            go=lambda _: links.stay(team=team.id, plan=plan.id),
            told="Everybody on this list is forgotten.",
        )


def _called(found: AskedAgainView) -> str:
    return str(found.answers.get("contact_call_name", ""))

"""What became of the sound of a session, where people were told that it may be recorded."""

import streamlit as st

from data.clock import today
from data.family_views import SessionView, StudyView
from data.services import family_ends, family_sessions
from data.services.authority import may
from data.views import TeamView
from pages.parts import links
from pages.parts.frame import small
from pages.parts.session import for_staff
from pages.parts.steps import take_step
from pages.parts.words import written_date


def sound_of(team: TeamView, plan: StudyView, held: SessionView) -> None:
    """Until when the sound may be there, and a step that says that it is gone."""
    if plan.settings.recording_mode != "audio" or held.state != "over":
        return
    st.header("The sound", anchor=False)
    last = family_ends.sound_ends_on(plan, held.id)
    if last is None:
        none = "No sound was recorded." if held.sound == "none" else "The sound is erased."
        st.write(f"{none} That was said on this page.")
        return
    day = written_date(last, "en")
    if last < today():
        st.error(f"People were promised that the sound is erased by {day}. Erase it now.")
    else:
        st.write(f"People were promised that the sound is erased by {day} at the latest.")
    small(
        "This program holds no sound. Erase it wherever it is: on the recorder, on phones, where "
        "it was sent for typing. Nothing of this plan is for everybody until it is said here."
    )
    if may("families.run", team_id=team.id):
        with st.container(horizontal=True):
            if st.button("The sound is erased …"):
                _confirm(team, held)
            if st.button("No sound was recorded"):
                _say_none(team, held)


@st.dialog("Is the sound erased everywhere?")
@for_staff
def _confirm(team: TeamView, held: SessionView) -> None:
    st.write(
        "Say so only if no copy is left, also with whoever typed the notes. It is written down in "
        "the list of what was destroyed, and stays there."
    )
    if st.button("No copy of it is left", type="primary"):
        take_step(
            lambda: family_ends.sound_is_erased(team.id, held.id, seen=held.version),
            go=lambda _: _stay(team, held),
            told="The list on the plan says that the sound is erased.",
        )


def _say_none(team: TeamView, held: SessionView) -> None:
    take_step(
        lambda: family_sessions.say_sound(team.id, held.id, "none", seen=held.version),
        go=lambda _: _stay(team, held),
    )


def _stay(team: TeamView, held: SessionView) -> None:
    links.stay(team=team.id, plan=held.study_id, session=held.id)

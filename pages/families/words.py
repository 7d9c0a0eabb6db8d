"""What a session said, from a file to words without names: one session, and where its words are."""

import streamlit as st

from data.family_views import SessionView, StudyView
from data.services import family_sessions, transcripts
from data.services.authority import actor
from data.services.errors import NotFound
from data.services.raw_readers import UNREAD_STATES, not_listed, reads_raw
from data.views import TeamView
from pages.families import desk, moved, taking_in
from pages.families.desk_words import STATES
from pages.families.reading import SESSION_STATES, plan_page
from pages.parts import links
from pages.parts.frame import show_refusal, small
from pages.parts.plain import plain
from pages.parts.session import require_sign_in


def page() -> None:
    """The words of the session that the address names, or all sessions of the plan."""
    require_sign_in()
    plan_page("What was said", _show)


def _show(team: TeamView, plan: StudyView) -> None:
    asked = st.query_params.get("session", "")
    if not asked:
        _choose(team, plan)
        return
    try:
        session = family_sessions.session(team.id, asked)
    except NotFound as missing:
        show_refusal(missing)
        _choose(team, plan)
        return
    st.header(plain(session.entry.name), anchor=False)
    small(f"{session.entry.month}, {SESSION_STATES[session.state]}.")
    found = transcripts.transcript_of(team.id, session.id)
    moved.tell_if_moved(session, found)
    if not reads_raw(session) and (found is None or found.state in UNREAD_STATES):
        names = session.entry.readers or plan.settings.staff_list
        st.info(plain(f"For now what was said here is read by {', '.join(names)} alone."))
        if not session.entry.readers:
            st.write(plain(not_listed(actor().name)))
        small("You can read it once it is redacted. Its summary sheet holds nobody's words.")
    elif found is None:
        taking_in.take_in(team, plan, session)
    else:
        desk.show(team, plan, found)
    about = {"team": team.id, "plan": plan.id}
    links.link("families-sheet", "Its summary sheet", **about, session=session.id)
    links.link("families-words", "All sessions", **about)


def _choose(team: TeamView, plan: StudyView) -> None:
    st.write(
        "Here the words of a session come in, and names go out of them. Nobody codes or quotes "
        "anything before that. You can also do without: a summary sheet holds no words of anybody."
    )
    held = family_sessions.sessions(team.id, plan.id)
    if not held:
        st.info("No session is planned yet.")
    for each in held:
        _session(team, plan, each)


def _session(team: TeamView, plan: StudyView, session: SessionView) -> None:
    about = {"team": team.id, "plan": plan.id, "session": session.id}
    found = transcripts.transcript_of(team.id, session.id)
    with st.container(border=True):
        st.header(plain(session.entry.name), anchor=False)
        small(f"{session.entry.month}, {SESSION_STATES[session.state]}.")
        st.write("No words are here." if found is None else f"{STATES[found.state]}.")
        if found is None:
            links.link("families-words", "Bring its words in", **about)
        else:
            links.link("families-words", "Go on with its words", **about)
        links.link("families-sheet", "Its summary sheet", **about)

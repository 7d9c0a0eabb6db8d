"""The start: two choices for an empty database, then the teams and where each stands."""

import streamlit as st

from data.services import demo, teams, waves
from data.views import TeamSummary, WaveView
from pages.parts import links
from pages.parts.frame import heading, say_later
from pages.parts.plain import plain

NEXT_STEP = {
    "draft": "is a draft. Look at it and open it.",
    "open": "is open.",
    "closing": "is being closed.",
    "closed": "is closed. Release the result.",
    "released": "is released.",
    "archived": "is in the archive.",
}


def page() -> None:
    """List the teams, or greet somebody who has none."""
    waves.close_due_waves()
    known = teams.teams()
    if not known:
        _greet()
        return
    heading("Your teams")
    for summary in known:
        _team(summary)
    st.divider()
    links.link("team", "Set up another team", team="new")


def _greet() -> None:
    heading("Welcome to Common Table")
    st.write(
        "Find out what your team shares and where it parts, before you start something together. "
        "How do you want to begin?"
    )
    left, right = st.columns(2)
    with left.container(border=True):
        st.subheader("Explore the demo team", anchor=False)
        st.write("A made-up team of 30 people with two finished waves. Good for a first look.")
        if st.button("Explore the demo team", type="primary"):
            with st.spinner("Thirty invented people are answering. This takes a few seconds."):
                demo.fill_demo()
            say_later("The demo team is ready. Everything about it is made up.")
            st.rerun()
    with right.container(border=True):
        st.subheader("Set up my team", anchor=False)
        st.write("Name your agencies and how many people each sends. It takes about ten minutes.")
        links.link("team", "Set up my team", team="new")


def _team(summary: TeamSummary) -> None:
    with st.container(border=True):
        mark = " (made-up demo team)" if summary.demo else ""
        st.subheader(plain(summary.name) + mark, anchor=False)
        place = f"{plain(summary.jurisdiction)} · " if summary.jurisdiction else ""
        st.caption(f"{place}{summary.agencies} agencies · {summary.people} people")
        rounds = waves.waves(summary.id)
        for each in rounds:
            _wave(each)
        if not rounds:
            st.write("No wave yet. A wave is one round of one questionnaire.")
        with st.container(horizontal=True):
            links.link("wave", "New wave", team=summary.id)
            links.link("team", "Agencies and groups", team=summary.id)


def _wave(wave: WaveView) -> None:
    when = f" (opened {wave.opened_on:%B %-d, %Y})" if wave.opened_on else ""
    st.markdown(f"**{plain(wave.title)}**{when} {NEXT_STEP[wave.state]}")
    with st.container(horizontal=True):
        if wave.state in ("released", "archived"):
            links.link("results", "See the results", wave=wave.id)
        links.link("wave", "Open this wave's page", wave=wave.id)

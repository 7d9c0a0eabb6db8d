"""The start: two choices for an empty database, then the teams and where each stands."""

import streamlit as st

from data.services import demo, portfolio, teams, waves
from data.services.authority import may
from data.services.errors import DatabaseNotEmpty, NotFound, StorageError
from data.views import TeamSummary, WaveView
from pages.facilitator.closing import close_due_waves
from pages.parts import links
from pages.parts.frame import heading, say_later, show_refusal, small
from pages.parts.plain import plain
from pages.parts.session import require_sign_in
from pages.parts.words import written_date

_STANDS = {
    "draft": "is a draft. Look at it and open it.",
    "open": "is open until {day}. {answered} of {invited} have answered.",
    "closing": "is being closed.",
    "closed": "is closed. Release the result.",
    "released": "is released.",
    "archived": "is in the archive.",
}


def page() -> None:
    """List the teams, or greet somebody who has none."""
    require_sign_in()
    known = teams.teams()
    close_due_waves([summary.id for summary in known])
    if not known:
        _greet()
        return
    heading("Your teams")
    for summary in known:
        _team(summary)
    if portfolio.has_several():
        links.link("portfolio", "Teams side by side")
    if may("team.create"):
        links.link("team", "Set up another team", team="new")


def _greet() -> None:
    heading("Welcome to Common Table")
    if not may("team.create"):
        _wait()
        return
    st.write(
        "Find out what your team shares and where it parts, before you start something together. "
        "How do you want to begin?"
    )
    left, right = st.columns(2)
    with left.container(border=True, height="stretch"):
        st.header("Explore the demo team", anchor=False)
        st.write("A made-up team of 30 people with two finished waves. Good for a first look.")
        explore = st.button("Explore the demo team", type="primary")
    with right.container(border=True, height="stretch"):
        st.header("Set up my team", anchor=False)
        st.write("Name your agencies and how many people each sends. It takes about ten minutes.")
        set_up = st.button("Set up my team", type="primary")
    if explore:
        _fill_demo()
    if set_up:
        links.go("team", team="new")


def _wait() -> None:
    """For somebody who has no team and may set up none."""
    if may("account.see"):
        st.write("You see to accounts. A team is seen only by people with a role in it.")
        links.link("accounts", "Accounts")
        return
    st.info("No team has given you a role yet. Ask its facilitator; then reload this page.")


def _fill_demo() -> None:
    try:
        with st.spinner("Thirty invented people are answering. This takes a few seconds."):
            demo.fill_demo()
    except (DatabaseNotEmpty, StorageError) as refused:
        show_refusal(refused)
        return
    say_later("The demo team is ready. Everything about it is made up.")
    st.rerun()


def _team(summary: TeamSummary) -> None:
    try:
        rounds = waves.waves(summary.id)
    except NotFound:
        return  # deleted just now
    with st.container(border=True):
        mark = " (made-up demo team)" if summary.demo else ""
        st.header(plain(summary.name) + mark, anchor=False)
        place = f"{summary.jurisdiction} · " if summary.jurisdiction else ""
        small(f"{place}{summary.agencies} agencies · {summary.people} people")
        with st.container(horizontal=True):
            links.link("team", "Agencies and groups", team=summary.id)
            if may("wave.draft", team_id=summary.id):
                links.link("wave", "New wave", team=summary.id)
                links.link("people", "People and roles", team=summary.id)
            links.link("scan", "Environmental scan", team=summary.id)
            links.link("resources", "Community resources", team=summary.id)
            links.link("families", "Family groups", team=summary.id)
            links.link("meeting", "Meet and act", team=summary.id)
        for each in rounds:
            _wave(each)
        if not rounds:
            st.write("No wave yet. A wave is one round of one questionnaire.")


def _wave(wave: WaveView) -> None:
    opened = f" (opened {written_date(wave.opened_on, 'en')})" if wave.opened_on else ""
    st.markdown(f"**{plain(wave.title)}**{opened} {_stands(wave)}")
    with st.container(horizontal=True):
        if wave.state in ("released", "archived"):
            links.link("results", "See the results", wave=wave.id)
        links.link("wave", "Open this wave's page", wave=wave.id)


def _stands(wave: WaveView) -> str:
    if wave.state != "open":
        return _STANDS[wave.state]
    progress = waves.progress(wave.id)
    return _STANDS["open"].format(
        day=written_date(wave.closes_on, "en"),
        answered=progress.answered,
        invited=progress.invited,
    )

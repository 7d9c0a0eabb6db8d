"""Which wave a meeting screen is about: the one in the address, or one of a team's to choose."""

from collections.abc import Collection

import streamlit as st

from data.services import teams, waves
from data.services.errors import NotFound
from data.views import State, WaveView
from pages.charts.words import words
from pages.parts import links
from pages.parts.frame import heading
from pages.parts.plain import plain


def over(wave: WaveView, language: str) -> str:
    """Whose result or round this is, in one line for a projector; a made-up team says so."""
    made_up = f" ({words(language).say('meeting.made_up')})" if wave.demo else ""
    return f"{wave.team_name}{made_up} – {wave.title}"


def wave_of_address(title: str, *, states: Collection[State]) -> WaveView | None:
    """The wave of `?wave=`; with `?team=` alone somebody chooses, and the address says so then.

    Args:
        title: of the screen, while nothing is chosen.
        states: those that a wave to choose may be in.

    Returns:
        None where there is nothing to go on with; the screen then says why.
    """
    asked, team_id = st.query_params.get("wave"), st.query_params.get("team")
    try:
        if asked or not team_id:
            return waves.wave(asked or "")
        name = teams.team(team_id).name
        known = {wave.id: wave for wave in waves.waves(team_id) if wave.state in states}
    except NotFound as missing:
        heading("No such wave")
        st.write(plain(str(missing)))
        links.back()
        return None
    heading(title, over=name)
    if not known:
        st.info("No wave of this team has come so far yet.")
    else:
        chosen = st.selectbox("Which wave?", list(known), format_func=lambda key: known[key].title)
        if st.button("Go on", type="primary"):
            links.stay(wave=chosen)
    links.link("meeting", "Meet and act", team=team_id)
    return None

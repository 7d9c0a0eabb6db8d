"""What families said beside a statement of the values questionnaire, and the way to it."""

from collections.abc import Callable

import streamlit as st

from data.family_findings import FoundTheme
from data.services import family_told, waves
from pages.parts import links
from pages.parts.plain import plain
from pages.parts.result_screen import Screen

_GAPS = ("hidden", "agreed", "unvoiced")


def heard(screen: Screen, item_id: str) -> None:
    """Themes beside a statement that may be shown inside the team; nothing where there is none."""
    team_id = waves.wave(screen.wave_id).team_id
    name = f"{screen.reading.content.edition.instrument.id}.{item_id}"
    found = family_told.pinned(team_id, name, language=screen.reading.language)
    if not found:
        return
    say = screen.reading.words.say
    st.markdown(f"**{plain(say('explorer.families'))}**")
    st.text(say("explorer.families_say"))
    for each in found:
        _theme(say, each.theme)
    for plan in dict.fromkeys((each.plan.id, each.plan.name) for each in found):
        st.text(say("explorer.families_plan", plan=plan[1]))
        label = say("explorer.families_link")
        links.link("families-findings", plain(label), team=team_id, plan=plan[0])


def _theme(say: Callable[..., str], theme: FoundTheme) -> None:
    """What families met, whether agencies see it too, and their own words where they may stand."""
    with st.container(border=True):
        st.text(say("explorer.families_theme", words=theme.statement, spread=theme.spread))
        for each in theme.beside:
            if each.seen in _GAPS:
                st.text(say(f"explorer.families_{each.seen}", service=each.service))
        for quote in theme.quotes:
            key = "families_other_words" if quote.is_changed else "families_quote"
            st.text(say(f"explorer.{key}", words=quote.text))

"""What families said beside a statement of the values questionnaire, and the way to it."""

import streamlit as st

from data.services import family_statements, waves
from pages.parts import links
from pages.parts.plain import plain
from pages.parts.result_screen import Screen


def heard(screen: Screen, item_id: str) -> None:
    """Themes beside a statement that may be shown inside the team; nothing where there is none."""
    team_id = waves.wave(screen.wave_id).team_id
    instrument = screen.reading.content.edition.instrument.id
    found = family_statements.pinned(team_id, f"{instrument}.{item_id}")
    if not found:
        return
    say = screen.reading.words.say
    st.markdown(f"**{plain(say('explorer.families'))}**")
    st.text(say("explorer.families_say"))
    for each in found:
        support = each.support
        values = {"people": support.people, "sessions": support.sessions}
        st.text(say("explorer.families_theme", words=each.entry.words, **values))
    for plan in dict.fromkeys((each.plan.id, each.plan.name) for each in found):
        label = say("explorer.families_link", plan=plan[1])
        links.link("families-findings", plain(label), team=team_id, plan=plan[0])

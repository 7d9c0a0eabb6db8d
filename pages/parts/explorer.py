"""One statement at a time: its words, the whole team, its groups, and what to ask about it."""

import streamlit as st

from data.services import waves
from pages.parts import exploring
from pages.parts.heard import heard
from pages.parts.make_action import make_action
from pages.parts.plain import plain
from pages.parts.readings import FEW_PEOPLE
from pages.parts.result_screen import Screen, show_table


def explorer(screen: Screen) -> None:
    """A statement to choose, and all that is shown of it."""
    reading = screen.reading
    said = reading.words
    by_group = reading.report.release.groups_shown
    aloud = reading.say("groups_say") if by_group else said.say("explorer.say_team")
    screen.titled(said.say("explorer.title"), aloud)
    chosen = st.selectbox(
        reading.say("groups_choose"),
        exploring.explored(reading),
        format_func=lambda item_id: reading.statements[item_id].text,
    )
    if chosen:
        _one_statement(screen, chosen)
    if by_group and st.toggle(reading.say("groups_all")):
        show_table(reading.groups_table(reading.by_width()))


def _one_statement(screen: Screen, item_id: str) -> None:
    reading = screen.reading
    st.markdown(f"**{plain(reading.statements[item_id].text)}**")
    for wording in exploring.other_wordings(reading, item_id):
        st.text(wording)
    if reading.report.item(item_id).team is None:
        st.text(reading.words.say("explorer.withheld", why=reading.why_team_only(item_id)))
        return
    st.text(reading.standing(item_id))
    if not _by_group(screen, item_id):
        if reading.report.release.groups_shown:
            st.text(reading.say("groups_team_only", why=reading.why_team_only(item_id)))
        screen.statements([item_id], key=f"groups-{item_id}")
    _figures(screen, item_id)
    _question(screen, item_id)
    heard(screen, item_id)
    team_id, language = waves.wave(screen.wave_id).team_id, reading.language
    make_action(f"statement:{screen.wave_id}:{item_id}", team_id=team_id, language=language)


def _by_group(screen: Screen, item_id: str) -> bool:
    """The whole team and each group; False where groups are not shown."""
    reading = screen.reading
    rows = reading.group_rows(item_id)
    if not rows:
        return False
    look = reading.look(item_id)
    screen.chart(rows, look=look, key=f"groups-{item_id}", about="table.group")
    if reading.has_small_groups(item_id):
        st.text(reading.say("small_groups", count=FEW_PEOPLE))
    for sentence in exploring.apart_sentences(reading, item_id):
        st.text(sentence)
    pairs = exploring.pair_rows(reading, item_id)
    if pairs:
        with st.expander(reading.words.say("explorer.pairs")):
            show_table(pairs)
    return True


def _figures(screen: Screen, item_id: str) -> None:
    rows = exploring.figures(screen.reading, item_id)
    if rows:
        with st.expander(screen.reading.words.say("explorer.figures")):
            show_table(rows)


def _question(screen: Screen, item_id: str) -> None:
    question = exploring.prompt(screen.reading, item_id)
    if question:
        st.text(screen.reading.words.say("explorer.prompt"))
        st.markdown(f"**{plain(question)}**")

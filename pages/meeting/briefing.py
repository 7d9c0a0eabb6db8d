"""One screen for one reporting group, before everybody meets: itself beside the whole team."""

import streamlit as st

from data.exports.content import content_of
from data.services import holds, release
from data.services.authority import permit
from data.services.errors import NotFound
from pages.parts import links
from pages.parts.comparing import compared
from pages.parts.frame import heading, show_refusal
from pages.parts.plain import plain
from pages.parts.readings import FEW_PEOPLE, Reading
from pages.parts.session import require_sign_in
from surveys.figures import figure_sentence

MOST = 3
BRIEFED = "the briefing on this screen"
"""Which briefing was written into the log; going back to where they begin makes it a new one."""
_WORDS = ("see", "range", "ask", "promise")


def page() -> None:
    """What the group of the address will see about itself: what was released, and nothing else."""
    require_sign_in()
    st.set_page_config(layout="wide")
    wave_id, group = st.query_params.get("wave", ""), st.query_params.get("group", "")
    try:
        view = release.report(wave_id)
    except (NotFound, release.WaveStateError, release.ReportChanged) as refused:
        heading("Before we meet")
        show_refusal(refused)
        links.back()
        return
    permit("result.preview", team_id=view.wave.team_id)
    asked = st.query_params.get("language", "")
    language = asked if asked in view.wave.languages else view.wave.languages[0]
    reading = Reading(content_of(view, language=language), language)
    over = f"{view.wave.team_name} – {view.wave.title}"
    if group in reading.group_names and view.report.release.groups_shown:
        _write_down(wave_id, group)
    _briefing(reading, group, over=over, demo=view.wave.demo)
    links.link("meeting-hold", "Preview and briefing", wave=wave_id)


def _write_down(wave_id: str, group: str) -> None:
    """The log keeps that a group was told, once for each opening, however one came here."""
    if st.session_state.get(BRIEFED) != (wave_id, group):
        holds.brief(wave_id, group)
        st.session_state[BRIEFED] = (wave_id, group)


def _briefing(reading: Reading, group: str, *, over: str, demo: bool) -> None:
    say = reading.words.say
    name = reading.group_names.get(group)
    if name is None or not reading.report.release.groups_shown:
        heading(say("brief.title_none"), over=over, demo=demo)
        st.info(say("brief.none"))
        return
    heading(say("brief.title", group=name), over=over, demo=demo)
    st.text(say("brief.say"))
    left, right = st.columns((3, 2), gap="large")
    with left:
        _beside(reading, name, group=group)
    with right:
        st.header(say("brief.words"), anchor=False)
        for word in _WORDS:
            st.markdown(f"- {plain(say(f'brief.word_{word}'))}")


def _beside(reading: Reading, name: str, *, group: str) -> None:
    say = reading.words.say
    told, shown = statements_for(reading, name)
    st.header(say("brief.beside"), anchor=False)
    if not shown:
        st.info(say("brief.none_group"))
        return
    st.text(say(told))
    for item_id in shown:
        st.markdown(f"**{plain(reading.statements[item_id].text)}**")
        team, mine = words_of(reading, item_id, name)
        lines = (say("brief.team", words=team), say("brief.mine", words=mine))
        st.text("\n".join(lines))
    people = next(each.people for each in reading.report.release.groups if each.code == group)
    if people < FEW_PEOPLE:
        st.text(say("brief.few", people=people))


def statements_for(reading: Reading, name: str) -> tuple[str, tuple[str, ...]]:
    """Which few statements a group is shown first, and the key of the sentence that says why.

    Those with the most space between groups where that is told, else those with the widest range
    in the whole team. Which group is how far from the team is never what decides.
    """
    found = compared(reading)
    first = found.first() if found is not None else ()
    told, ids = ("brief.first", first) if first else ("brief.first_wide", reading.by_width())
    return told, tuple(each for each in ids if words_of(reading, each, name))[:MOST]


def words_of(reading: Reading, item_id: str, name: str) -> tuple[str, ...]:
    """What is told of the whole team, and of one group; empty where no groups are shown."""
    rows = reading.group_rows(item_id)
    mine = [*rows[:1], *(row for row in rows[1:] if row.label == name)]
    if len(mine) != 2:
        return ()
    look = reading.look(item_id)
    return tuple(figure_sentence(row.figure, look=look, words=reading.words) for row in mine)

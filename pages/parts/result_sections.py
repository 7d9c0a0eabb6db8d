"""The sections of the results screen; each draws one part of a reading and decides nothing."""

from collections.abc import Callable

import streamlit as st

from data.exports.formats import FORMATS
from data.services import release
from pages.charts.response import turnout_look
from pages.parts import notices
from pages.parts.changing import changed
from pages.parts.explorer import explorer
from pages.parts.group_sections import groups
from pages.parts.plain import plain
from pages.parts.readings import MOST_ROWS
from pages.parts.readying import lowest_and_gates
from pages.parts.result_screen import Screen, show_table


def response(screen: Screen) -> None:
    """Who answered, by reporting group."""
    reading = screen.reading
    screen.heading("response", reading.response_sentence())
    screen.chart(
        reading.turnout(), look=turnout_look(reading.words), key="response", about="table.group"
    )


def agreement(screen: Screen) -> None:
    """Where the team agrees, or sees its work alike."""
    reading = screen.reading
    alike = reading.alike()
    screen.heading("agree", reading.agreement_sentence())
    if reading.each_is_a_block():
        st.text(reading.words.say("chart.block"))
    screen.statements((alike or reading.narrowest())[:MOST_ROWS], key="agree")


def spread(screen: Screen) -> None:
    """Where the team holds a range of views."""
    reading = screen.reading
    apart = reading.apart()
    screen.heading("spread", reading.spread_sentence())
    screen.statements((apart or reading.widest())[:MOST_ROWS], key="spread")


def since_last_time(screen: Screen) -> None:
    """This round beside the one before it, where there was one."""
    moved = changed(screen.reading)
    if moved is None:
        return
    said = screen.reading.words
    if screen.reading.averaged:
        screen.titled(said.say("change.title"), moved.sentences())
        st.text(said.say("change.read"))
        screen.place(moved.chart())
        st.text(moved.groups_sentence())
    else:
        screen.titled(said.say("change.title"), said.say("ready.change"))
    if not moved.of.items:
        st.text(said.say("change.each_none"))
    elif st.toggle(said.say("change.each")):
        for chart in moved.each():
            screen.place(chart)


def every_statement(screen: Screen) -> None:
    """All statements in the order of the questionnaire, drawn when asked for."""
    reading = screen.reading
    screen.heading("every", reading.say("every_say"))
    sections = reading.by_section()
    chosen = st.selectbox(
        reading.words.say("table.section"),
        range(len(sections)),
        format_func=lambda place: sections[place][0],
        index=None,
        placeholder=reading.say("choose"),
    )
    if chosen is not None:
        screen.statements(sections[chosen][1], key=f"section-{chosen}")


def prompts(screen: Screen) -> None:
    """Questions to take to the table."""
    reading = screen.reading
    asked = reading.prompts()
    if not asked:
        return
    screen.heading("prompts", reading.say("prompts_say"))
    for question, statement in asked:
        st.markdown(f"**{plain(question)}**")
        if statement:
            st.text(reading.say("prompts_for", statement=statement))


def what_we_will_do(screen: Screen) -> None:
    """Shared statements to start from, and three questions; nothing is kept here."""
    reading, said = screen.reading, screen.reading.words
    shared = reading.shared_lines()
    screen.titled(said.say("doing.title"), said.say("doing.say"))
    if shared:
        st.text(said.say("doing.lines"))
        lines = "\n".join((*shared, said.say("doing.start")))
        st.code(lines, language=None, wrap_lines=True)
    else:
        st.text(said.say("doing.lines_none"))
    for question in ("who", "what", "when"):
        st.markdown(f"**{plain(said.say(f'doing.{question}'))}**")
    st.text(said.say("doing.stored"))


def left_out(screen: Screen) -> None:
    """What was merged or withheld, and why."""
    reading = screen.reading
    merged, statements = notices.merged(reading), notices.statements_left_out(reading)
    screen.heading("hidden", reading.say("hidden_say"))
    if not merged and not statements:
        st.text(reading.say("hidden_none"))
    for sentence in merged:
        st.markdown(f"- {plain(sentence)}")
    for sentence, texts in statements:
        if texts:
            with st.expander(plain(sentence)):
                st.markdown("\n".join(f"- {plain(text)}" for text in texts))
        else:
            st.markdown(f"- {plain(sentence)}")


def facts(screen: Screen) -> None:
    """Counts about the whole team."""
    told = screen.reading.facts()
    if not told:
        return
    screen.heading("facts", screen.reading.say("facts_say"))
    for question, rows in told:
        st.markdown(f"**{plain(question)}**")
        show_table(rows)


def comments(screen: Screen, states: dict[str, str]) -> None:
    """What people wrote, hidden until the facilitator asks for it."""
    if not states:
        return
    reading = screen.reading
    screen.heading("comments", reading.say("comments_say"))
    shown = st.toggle(reading.say("show_comments"))
    for question_id, state in states.items():
        st.markdown(f"**{plain(reading.question(question_id))}**")
        if state != "shown":
            st.text(reading.say("comments_few", needed=release.FEWEST_COMMENTS))
        elif shown:
            for text in release.comments(screen.wave_id, question_id).texts:
                with st.container(border=True):
                    st.text(text)


def files(screen: Screen) -> None:
    """The same figures to take away, through the address that checks who asks."""
    screen.heading("files", screen.reading.say("files_say"))
    for chosen in FORMATS.values():
        st.link_button(screen.reading.file_title(chosen), f"/export/{screen.wave_id}.{chosen.key}")
    st.text(screen.reading.say("print_hint"))


SECTIONS: tuple[Callable[[Screen], None], ...] = (
    response,
    lowest_and_gates,
    agreement,
    spread,
    since_last_time,
    groups,
    explorer,
    every_statement,
    prompts,
    what_we_will_do,
    facts,
    left_out,
)
"""In the order that opens a talk: what is shared first, groups late, then what to do."""

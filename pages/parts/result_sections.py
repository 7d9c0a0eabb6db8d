"""The sections of the results screen; each draws one part of a reading and decides nothing."""

from collections.abc import Callable, Sequence

import plotly.graph_objects as go
import streamlit as st

from data.exports.formats import FORMATS
from data.services import release
from pages.charts import theme
from pages.charts.bars import Row, bars, describe, table
from pages.charts.blocks import Look
from pages.charts.response import turnout_look
from pages.charts.theme import Size
from pages.charts.words import words
from pages.parts import notices
from pages.parts.plain import plain
from pages.parts.readings import FEW_PEOPLE, MOST_ROWS, Reading

Rows = Sequence[dict[str, str]]


class Screen:
    """Where a reading is shown: which release, how large, and how a chart gets there."""

    def __init__(self, reading: Reading, *, wave_id: str, size: Size) -> None:
        self.reading = reading
        self.wave_id = wave_id
        self.size = size

    def heading(self, key: str, sentence: str) -> None:
        """A section's heading, and the sentence to read aloud."""
        st.header(self.reading.say(key))
        with st.container(border=True):
            st.text(sentence)

    def chart(
        self, rows: Sequence[Row], *, look: Look, key: str, about: str = "table.statement"
    ) -> None:
        """A chart with its words for those who do not see it, and the same as a table."""
        if not rows:
            return
        said = self.reading.words
        st.plotly_chart(
            _figure(
                self.wave_id,
                self.reading.content.sha256,
                said.language,
                key,
                self.size,
                _rows=tuple(rows),
                _look=look,
            ),
            theme=None,
            config=theme.CONFIG,
            alt=describe(rows, look=look, words=said),
            key=f"chart-{key}-{self.size.text}-{said.language}",
        )
        with st.expander(self.reading.say("table")):
            show_table(table(rows, look=look, words=said, about=about))

    def statements(self, item_ids: Sequence[str], *, key: str) -> None:
        """Statements of the whole team: one chart for each scale among them."""
        for place, (look, rows) in enumerate(self.reading.rows_by_look(item_ids)):
            self.chart(rows, look=look, key=f"{key}-{place}")


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


def groups(screen: Screen) -> None:
    """One statement at a time, group by group."""
    reading = screen.reading
    released = reading.report.release
    if not released.groups_shown:
        missing = reading.say("groups_none", smallest=released.smallest_group)
        screen.heading("groups", missing)
        return
    screen.heading("groups", reading.say("groups_say"))
    chosen = st.selectbox(
        reading.say("groups_choose"),
        reading.by_width(),
        format_func=lambda item_id: reading.statements[item_id].text,
    )
    if chosen:
        _one_statement(screen, chosen)
    if st.toggle(reading.say("groups_all")):
        show_table(reading.groups_table(reading.by_width()))


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
    agreement,
    spread,
    groups,
    every_statement,
    prompts,
    facts,
    left_out,
)
"""In the order that opens a talk: what is shared first, groups late."""


def show_table(rows: Rows) -> None:
    """A table of words, every cell as it was typed."""
    st.table(
        [{plain(head): plain(cell) for head, cell in row.items()} for row in rows],
        hide_index=True,
    )


def _one_statement(screen: Screen, item_id: str) -> None:
    reading = screen.reading
    st.markdown(f"**{plain(reading.statements[item_id].text)}**")
    st.text(reading.standing(item_id))
    rows = reading.group_rows(item_id)
    if rows:
        look = reading.look(item_id)
        screen.chart(rows, look=look, key=f"groups-{item_id}", about="table.group")
        if reading.has_small_groups(item_id):
            st.text(reading.say("small_groups", count=FEW_PEOPLE))
        return
    st.text(reading.say("groups_team_only", why=reading.why_team_only(item_id)))
    screen.statements([item_id], key=f"groups-{item_id}")


@st.cache_data(show_spinner=False, max_entries=300)
def _figure(
    wave_id: str,
    sha256: str,
    language: str,
    key: str,
    size: Size,
    *,
    _rows: tuple[Row, ...],
    _look: Look,
) -> go.Figure:
    """A figure of one release; the release's checksum stands for rows and look."""
    del wave_id, sha256, key
    return bars(_rows, look=_look, words=words(language), size=size)

"""Where a reading is shown, and how a chart gets there: drawn once for each release."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import plotly.graph_objects as go
import streamlit as st

from pages.charts import theme
from pages.charts.bars import Row, bars, describe, table
from pages.charts.theme import Size
from pages.parts.plain import plain
from pages.parts.readings import Reading
from surveys.figures import Look

Rows = Sequence[dict[str, str]]


@dataclass(frozen=True)
class Chart:
    """A chart that is not drawn yet.

    Attributes:
        key: what it is, within its release: the same key always is the same chart.
        draw: makes it, in a size.
        told: its words for those who do not see it.
        rows: the same as a table.
    """

    key: str
    draw: Callable[[Size], go.Figure]
    told: str
    rows: Rows


class Screen:
    """Where a reading is shown: which release, how large, and how a chart gets there.

    Without tables a chart stands alone, with its words for those who do not see it.
    """

    def __init__(self, reading: Reading, *, wave_id: str, size: Size, tables: bool = True) -> None:
        self.reading = reading
        self.wave_id = wave_id
        self.size = size
        self.tables = tables

    def heading(self, key: str, sentence: str) -> None:
        """A section's heading, and the sentence to read aloud."""
        self.titled(self.reading.say(key), sentence)

    def titled(self, title: str, sentence: str) -> None:
        """The same with a title of another part."""
        st.header(title)
        read_aloud(sentence)

    def chart(
        self, rows: Sequence[Row], *, look: Look, key: str, about: str = "table.statement"
    ) -> None:
        """Bars of people with their words and their table."""
        if not rows:
            return
        said = self.reading.words
        self.place(
            Chart(
                key,
                draw=lambda size: bars(rows, look=look, words=said, size=size),
                told=describe(rows, look=look, words=said),
                rows=table(rows, look=look, words=said, about=about),
            )
        )

    def place(self, chart: Chart) -> None:
        """A chart with its words for those who do not see it, and the same as a table."""
        language = self.reading.language
        figure = _figure(
            self.wave_id,
            self.reading.content.sha256,
            language,
            chart.key,
            self.size,
            _draw=chart.draw,
        )
        st.plotly_chart(
            figure,
            theme=None,
            config=theme.config(chart.key, save=self.reading.words.say("chart.save")),
            alt=chart.told,
            key=f"chart-{chart.key}-{self.size.text}-{language}",
        )
        if self.tables:
            with st.expander(self.reading.say("table")):
                show_table(chart.rows)

    def statements(self, item_ids: Sequence[str], *, key: str) -> None:
        """Statements of the whole team: one chart for each scale among them."""
        for place, (look, rows) in enumerate(self.reading.rows_by_look(item_ids)):
            self.chart(rows, look=look, key=f"{key}-{place}")


def read_aloud(sentence: str) -> None:
    """A sentence for the one who leads the talk to read to the table."""
    with st.container(border=True):
        st.text(sentence)


def show_table(rows: Rows) -> None:
    """A table of words, every cell as it was typed."""
    st.table(
        [{plain(head): plain(cell) for head, cell in row.items()} for row in rows],
        hide_index=True,
    )


@st.cache_resource(show_spinner=False, max_entries=300)
def _figure(
    wave_id: str,
    sha256: str,
    language: str,
    key: str,
    size: Size,
    *,
    _draw: Callable[[Size], go.Figure],
) -> go.Figure:
    """A figure of one release; the release's checksum and the key stand for what is drawn.

    It is handed out as it is, to be shown and not changed: copying a figure costs as much as
    drawing it.
    """
    del wave_id, sha256, language, key
    return _draw(size)

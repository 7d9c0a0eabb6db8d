"""Groups beside each other: all statements first, then the ones that stand out, then the pairs."""

import streamlit as st

from pages.charts import strip
from pages.parts.comparing import Compared, compared, none_sentence
from pages.parts.readings import MOST_ROWS
from pages.parts.result_screen import Screen, read_aloud, show_table


def groups(screen: Screen) -> None:
    """How far groups are apart, beside chance; why not, where that is not told."""
    reading = screen.reading
    released = reading.report.release
    if not released.groups_shown:
        screen.heading("groups", reading.say("groups_none", smallest=released.smallest_group))
        return
    found = compared(reading)
    if found is None:
        screen.heading("groups", none_sentence(reading))
        return
    screen.heading("groups", found.team_sentences())
    for sentence in found.details():
        st.text(sentence)
    _strip(screen, found)
    _gaps(screen, found)
    _heatmap(screen, found)
    _pairs(screen, found)


def _strip(screen: Screen, found: Compared) -> None:
    said = screen.reading.words
    st.subheader(said.say("together.strip"))
    read_aloud(strip.sentence(found.strip_shown(), words=said))
    if found.of.strip:
        screen.place(found.strip_chart())


def _gaps(screen: Screen, found: Compared) -> None:
    said = screen.reading.words
    st.subheader(said.say("together.gaps"))
    read_aloud(found.gaps_sentence())
    first, every = found.first()[:MOST_ROWS], found.ordered()
    shown = every if _all_wanted(screen, first, every, key="gaps") else first
    for chart in found.gap_charts(shown, key=f"gaps-{len(shown)}"):
        screen.place(chart)


def _heatmap(screen: Screen, found: Compared) -> None:
    said = screen.reading.words
    st.subheader(said.say("together.heatmap"))
    every = found.with_averages()
    if not every:
        read_aloud(said.say("together.heatmap_none"))
        return
    read_aloud(said.say("together.heatmap_say"))
    first = every[:MOST_ROWS]
    shown = every if _all_wanted(screen, first, every, key="heatmap") else first
    for chart in found.heat_charts(shown, key=f"heatmap-{len(shown)}"):
        screen.place(chart)
    missing = len(found.ordered()) - len(every)
    if missing:
        st.text(said.say("together.heatmap_skipped", count=missing))


def _pairs(screen: Screen, found: Compared) -> None:
    if not found.of.pairs:
        return
    said = screen.reading.words
    st.subheader(said.say("pairs.title"))
    read_aloud(said.say("pairs.say"))
    for sentence in found.pairs_meaning():
        st.text(sentence)
    rows = found.pairs()
    if rows:
        show_table(rows)


def _all_wanted(
    screen: Screen, first: tuple[str, ...], every: tuple[str, ...], *, key: str
) -> bool:
    """Whether somebody asked for more than the first few; nobody is asked where those are all."""
    if len(every) <= len(first):
        return False
    label = screen.reading.words.say("together.gaps_all", count=len(every))
    return st.toggle(label, key=f"all-{key}")

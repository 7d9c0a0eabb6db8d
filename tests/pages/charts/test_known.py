"""How much is known, as bars: solid is known, hatched is not."""

import plotly.graph_objects as go

from pages.charts import theme
from pages.charts.known import KnownRow, known_figure
from scoring.scanned import KNOWN, STANDINGS

NAMES = {each: each.replace("_", " ") for each in STANDINGS}
ROWS = (
    KnownRow("Funds", {"in_place": 3, "unknown": 2}),
    KnownRow("<b>Rides</b>", {"not_in_place": 1, "differ": 4, "not_asked": 1}),
)


def figure() -> go.Figure:
    return known_figure(ROWS, names=NAMES, size=theme.HAND)


def test_every_item_is_in_exactly_one_part_of_its_bar():
    drawn = {trace.name: list(trace.x) for trace in figure().data}
    for place, row in enumerate(ROWS):
        assert sum(counts[place] for counts in drawn.values()) == sum(row.counts.values())
    assert drawn["in place"] == [3, 0]


def test_what_is_not_known_is_hatched_and_what_is_known_is_not():
    for trace in figure().data:
        known = trace.name in {NAMES[each] for each in (*KNOWN, "not_applicable")}
        assert (trace.marker.pattern.shape == "") == known, trace.name


def test_a_standing_that_no_item_has_is_not_in_the_legend():
    assert "stale" not in {trace.name for trace in figure().data}


def test_each_part_says_how_many_it_is_and_titles_are_no_markup():
    texts = [note.text for note in figure().layout.annotations]
    assert [text for text in texts if text.isdecimal()] == ["3", "2", "1", "4", "1"]
    assert not any("<b>" in text for text in texts)

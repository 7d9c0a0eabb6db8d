"""Bars: every person a block, every bar with its words, nothing that ranks or grades."""

import json
import re

import pytest

from pages.charts import theme
from pages.charts.bars import Row, bars, describe, note_of, table
from pages.charts.blocks import ONE_BLOCK_EACH
from pages.charts.response import turnout, turnout_look, turnout_rows
from pages.charts.words import Words
from surveys.figures import Look


def blocks(figure) -> list:
    return [trace for trace in figure.data if trace.type == "bar" and trace.x[0] is not None]


def people_drawn(figure) -> float:
    return sum(sum(trace.x) for trace in blocks(figure))


def printed(figure) -> str:
    return " ".join(note.text for note in figure.layout.annotations)


def test_each_person_is_one_block(four_points: Look, english: Words, drawn: type) -> None:
    figure = bars([Row("A statement", drawn(30, (1, 4, 15, 10)))], look=four_points, words=english)
    assert all(length == 1 for trace in blocks(figure) for length in trace.x)
    assert people_drawn(figure) == 30


def test_many_people_share_a_block_per_level(
    four_points: Look, english: Words, drawn: type
) -> None:
    many = drawn(ONE_BLOCK_EACH + 50, (10, 20, 30, 40))
    figure = bars([Row("A statement", many)], look=four_points, words=english)
    assert sorted(trace.x[0] for trace in blocks(figure)) == [10, 20, 30, 40]


def test_the_number_is_printed_above_the_bar(
    four_points: Look, english: Words, drawn: type
) -> None:
    row = Row("A statement", drawn(30, (1, 4, 15, 10)))
    assert "25 of 30 agree" in printed(bars([row], look=four_points, words=english))


def test_the_side_of_disagreement_is_hatched_and_the_other_is_not(
    four_points: Look, english: Words, drawn: type
) -> None:
    figure = bars([Row("A", drawn(8, (2, 2, 2, 2)))], look=four_points, words=english)
    shapes = {min(trace.base) < 0: trace.marker.pattern.shape for trace in blocks(figure)}
    assert shapes == {True: "/", False: ""}


def test_a_blurred_figure_is_one_cross_hatched_block_that_says_at_least(
    four_points: Look, english: Words, drawn: type, blurred: type
) -> None:
    row = Row("A", drawn(30, at_least=blurred("level", 3, 28)))
    figure = bars([row], look=four_points, words=english)
    (block,) = blocks(figure)
    assert block.marker.pattern.shape == "x"
    assert list(block.x) == [28]
    assert "at least 28 of 30" in printed(figure)


def test_an_average_is_a_dot_between_its_ticks(
    four_points: Look, english: Words, drawn: type
) -> None:
    row = Row("Courts", drawn(7, mean=3.5, mean_edge="half_step", no_answer=None))
    figure = bars([row], look=four_points, words=english)
    rail, dot = [
        trace for trace in figure.data if trace.type == "scatter" and trace.x[0] is not None
    ][:2]
    assert not blocks(figure)
    assert rail.x[2] < dot.x[0] < rail.x[3]
    assert dot.x[0] == pytest.approx((rail.x[2] + rail.x[3]) / 2)


@pytest.mark.parametrize(("edge", "end"), [("at_least", 3), ("at_most", 0)])
def test_an_open_average_reaches_to_the_end_of_the_scale(
    edge: str, end: int, four_points: Look, english: Words, drawn: type
) -> None:
    row = Row("Courts", drawn(7, mean=2.5, mean_edge=edge, no_answer=None))
    figure = bars([row], look=four_points, words=english)
    rail, span = [
        trace for trace in figure.data if trace.type == "scatter" and trace.x[0] is not None
    ][:2]
    assert span.x[1] == rail.x[end]


def test_rows_keep_the_order_they_came_in(four_points: Look, english: Words, drawn: type) -> None:
    rows = [Row(name, drawn(4, (1, 1, 1, 1))) for name in ("Zeta", "Alpha", "Midway")]
    notes = bars(rows, look=four_points, words=english).layout.annotations
    placed = {note.text: note.y for note in notes}
    assert placed["Zeta"] < placed["Alpha"] < placed["Midway"]


def test_words_never_overlap_a_bar(four_points: Look, english: Words, drawn: type) -> None:
    rows = [Row("word " * 40, drawn(4, (1, 1, 1, 1), no_answer=3))] * 3
    figure = bars(rows, look=four_points, words=english)
    size = theme.HAND
    for note in figure.layout.annotations:
        if note.xref != "paper" or note.yref == "paper":
            continue
        bottom = note.y + (note.text.count("<br>") + 1) * size.line
        for trace in blocks(figure):
            for middle in trace.y:
                assert bottom <= middle - size.bar / 2 or note.y >= middle + size.bar / 2


def test_hostile_names_stay_words(four_points: Look, english: Words, drawn: type) -> None:
    name = '<a href="javascript:alert(1)">x</a> <img src=//evil.example/p.gif> $\\alpha$'
    figure = bars([Row(name, drawn(4, (1, 1, 1, 1)))], look=four_points, words=english)
    sent = json.dumps(figure.to_plotly_json(), default=str)
    assert "<a " not in sent
    assert "<img" not in sent
    assert "$" not in sent


def test_an_unknown_figure_says_that_it_is_not_shown(four_points: Look, english: Words) -> None:
    row = Row("A", None)
    assert note_of(row, look=four_points, words=english) == "Not shown"
    assert not blocks(bars([row], look=four_points, words=english))


def test_no_rows_make_an_empty_figure_and_say_so(four_points: Look, english: Words) -> None:
    assert not blocks(bars([], look=four_points, words=english))
    assert describe([], look=four_points, words=english) == "There is nothing to draw."


def test_the_description_says_what_the_chart_shows(
    four_points: Look, english: Words, drawn: type
) -> None:
    rows = [Row("Any family.", drawn(30, (1, 4, 15, 10))), Row("Time", drawn(3, (3, 0, 0, 0)))]
    assert describe(rows, look=four_points, words=english) == (
        "Any family. 25 of 30 agree. Time. 3 of 3 disagree."
    )


def test_the_table_has_the_counts_of_the_chart(
    four_points: Look, english: Words, drawn: type, blurred: type
) -> None:
    rows = [
        Row("Counted", drawn(30, (1, 4, 15, 10), no_answer=2)),
        Row("Blurred", drawn(30, at_least=blurred("side", 2, 29), no_answer=None)),
    ]
    counted, hidden = table(rows, look=four_points, words=english)
    assert list(counted.values()) == ["Counted", "25 of 30 agree", "1", "4", "15", "10", "2"]
    assert list(hidden.values())[1:] == ["At least 29 of 30 agree", *["not shown"] * 4, ""]


def test_turnout_is_drawn_in_alphabetical_order(english: Words) -> None:
    rows = turnout_rows([("Treatment", 5, 9), ("courts", 7, 7)])
    assert [row.label for row in rows] == ["courts", "Treatment"]
    assert note_of(rows[1], look=turnout_look(english), words=english) == "5 of 9 answered"


def test_more_answers_than_people_are_refused() -> None:
    with pytest.raises(ValueError, match="8 answers came from 7 invited people"):
        turnout(8, invited=7)


def test_no_color_of_any_chart_is_a_traffic_light() -> None:
    for levels in range(2, 8):
        for color in (*theme.diverging(levels), *theme.sequential(levels)):
            red, green, blue = (int(part, 16) for part in re.findall("..", color[1:]))
            assert not (red > 150 and green < 70 and blue < 70)
            assert not (green > 100 and red < 90 and blue < 60)

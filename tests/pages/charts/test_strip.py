"""Random deals as dots, and where this team stands among them."""

import pytest

from pages.charts import theme
from pages.charts.strip import MOST_DOTS, Strip, describe, dots_of, sentence, strip, table
from pages.charts.words import Words, words

DEALINGS = tuple(value for value in range(10) for _ in range(100))
SHOWN = Strip(DEALINGS, stand_out=9, expected=4.1)


def dots(figure, symbol: str) -> list[float]:
    return [
        x
        for trace in figure.data
        if trace.type == "scatter" and trace.mode == "markers" and trace.marker.symbol == symbol
        for x in trace.x
        if x is not None
    ]


def test_a_thousand_deals_are_a_hundred_dots_and_the_key_says_so(english: Words) -> None:
    figure = strip(SHOWN, words=english)
    drawn = dots(figure, "circle")
    assert len(drawn) == MOST_DOTS
    assert {value: drawn.count(value) for value in range(10)} == dict.fromkeys(range(10), 10)
    assert "about 10 random deals" in {trace.name for trace in figure.data}


def test_few_deals_are_a_dot_each(english: Words) -> None:
    each, drawn = dots_of((3, 1, 2, 2))
    assert (each, drawn) == (1, (1, 2, 2, 3))
    figure = strip(Strip((3, 1, 2, 2), stand_out=1, expected=2.0), words=english)
    assert "one random deal" in {trace.name for trace in figure.data}


def test_dots_of_one_number_lie_above_each_other(english: Words) -> None:
    figure = strip(Strip((2, 2, 2), stand_out=1, expected=2.0), words=english)
    (stack,) = [
        trace
        for trace in figure.data
        if trace.type == "scatter" and trace.mode == "markers" and trace.x[0] == 2
    ]
    assert len(set(stack.y)) == 3


def test_this_team_is_marked_and_labelled(english: Words) -> None:
    figure = strip(SHOWN, words=english)
    assert dots(figure, "diamond") == [9]
    (label,) = [note for note in figure.layout.annotations if "this team" in note.text]
    assert (label.text, label.x) == ("<b>this team: 9</b>", 9)


@pytest.mark.parametrize(("stand_out", "anchor"), [(0, "left"), (9, "right")])
def test_the_label_stays_inside(stand_out: int, anchor: str, english: Words) -> None:
    figure = strip(Strip(DEALINGS, stand_out, 4.1), words=english)
    (label,) = [note for note in figure.layout.annotations if "this team" in note.text]
    assert label.xanchor == anchor


def test_the_axis_reaches_every_deal_and_the_team(english: Words) -> None:
    figure = strip(Strip((0, 1, 1), stand_out=30, expected=0.7), words=english)
    low, high = figure.layout.xaxis.range
    assert low < 0
    assert high > 30


@pytest.mark.parametrize(
    ("stand_out", "expected", "said"),
    [
        (9, 4.1, "9 statements stand out; about 4 would by chance."),
        (1, 4.1, "1 statement stands out; about 4 would by chance."),
        (0, 0.4, "0 statements stand out; about 0.4 would by chance."),
    ],
)
def test_the_sentence_counts(stand_out: int, expected: float, said: str, english: Words) -> None:
    assert sentence(Strip((), stand_out, expected), words=english) == said


def test_the_description_says_where_most_deals_lie(english: Words) -> None:
    told = describe(SHOWN, words=english)
    assert told.startswith("9 statements stand out")
    assert "of 1000 random deals, 0 to 9 statements stand out" in told
    assert "9" in describe(SHOWN, words=words("es"))


def test_the_table_counts_every_deal_and_marks_the_team(english: Words) -> None:
    rows = table(Strip((0, 1, 1), stand_out=5, expected=0.7), words=english)
    assert [list(row.values()) for row in rows] == [
        ["0", "1", ""],
        ["1", "2", ""],
        ["5", "0", "here"],
    ]


def test_without_deals_only_the_team_is_drawn(english: Words) -> None:
    figure = strip(Strip((), stand_out=2, expected=1.0), words=english)
    assert dots(figure, "circle") == []
    assert dots(figure, "diamond") == [2]


@pytest.mark.parametrize("size", [theme.HAND, theme.ROOM], ids=["hand", "room"])
def test_all_letters_are_large_enough(size: theme.Size, english: Words) -> None:
    figure = strip(SHOWN, words=english, size=size)
    assert all(note.font.size >= 15 for note in figure.layout.annotations)

"""Rounds from left to right: what is drawn is what is told, and both panels stay together."""

from typing import Any

import pytest

from pages.charts import theme
from pages.charts.change import SOFT, Shift
from pages.charts.timeline import Line, Panel, Step, describe, table, timeline
from pages.charts.words import Words

ROUNDS = ("First, May 1, 2025", "Second, May 2, 2026", "Third, May 3, 2027")
GAPS = Panel(
    "Apart",
    (Step(0, 1, Shift(0.92, 0.78, (-0.24, -0.03))), Step(1, 2, Shift(0.85, 0.84, (-0.1, 0.2)))),
)
SIDES = Panel("Agree", (Step(0, 1, Shift(0.7, 0.73)), Step(1, 2, Shift(0.73, 0.9))), in_100=True)
LINE = Line("All", (GAPS, SIDES), ("moved", "cannot tell"))


def lines_of(figure: Any) -> list[tuple[float, float]]:
    """The ends of every way from one round to the next."""
    scatters = [trace for trace in figure.data if trace.type == "scatter"]
    (trace,) = [t for t in scatters if t.mode == "lines" and t.line.color == theme.LINE]
    return [
        (x, y) for x, y in zip(trace.x, trace.y, strict=True) if x is not None and y is not None
    ]


def printed(figure: Any) -> list[str]:
    return [note.text for note in figure.layout.annotations]


def test_each_pair_of_rounds_is_a_way_from_left_to_right(english: Words) -> None:
    points = lines_of(timeline([LINE], rounds=ROUNDS, words=english))
    assert len(points) == 8
    for (left, _), (right, _) in zip(points[::2], points[1::2], strict=True):
        assert left < right
    xs = sorted({x for x, _ in points})
    assert len(xs) == 3
    assert xs[1] - xs[0] == pytest.approx(xs[2] - xs[1])


def test_what_is_less_stands_lower_by_as_much_as_it_is_less(english: Words) -> None:
    """Down is measured from the top, on an axis from 0."""
    points = lines_of(timeline([LINE], rounds=ROUNDS, words=english))
    height = theme.HAND.bar * 3.6
    before, after, later_before, later_after, *shares = [y for _, y in points]
    assert after - before == pytest.approx((0.92 - 0.78) / 1.5 * height)
    assert later_after - later_before == pytest.approx(0.01 / 1.5 * height)
    assert shares[0] - shares[1] == pytest.approx(0.03 * height)


def test_a_soft_bar_reaches_as_far_as_the_later_round_may_lie(english: Words) -> None:
    figure = timeline([LINE], rounds=ROUNDS, words=english)
    soft = [t for t in figure.data if t.type == "bar" and t.marker.color == SOFT and t.width]
    height = theme.HAND.bar * 3.6
    assert sorted(trace.width for trace in soft) == pytest.approx(
        [0.21 / 1.5 * height, 0.3 / 1.5 * height]
    )


def test_a_round_at_two_heights_has_both_numbers_and_any_other_has_one(english: Words) -> None:
    numbers = printed(timeline([Line("All", (GAPS,))], rounds=ROUNDS, words=english))
    assert [text for text in numbers if text.startswith("<b>0.")] == [
        "<b>0.92</b>",
        "<b>0.85</b>",
        "<b>0.78</b>",
        "<b>0.84</b>",
    ]
    shares = printed(timeline([Line("All", (SIDES,))], rounds=ROUNDS, words=english))
    assert [text for text in shares if text in ("<b>70</b>", "<b>73</b>", "<b>90</b>")] == [
        "<b>70</b>",
        "<b>73</b>",
        "<b>90</b>",
    ]


def test_of_many_rounds_only_the_ends_are_numbered(english: Words) -> None:
    steps = tuple(Step(at, at + 1, Shift(0.5 + at / 50, 0.52 + at / 50)) for at in range(7))
    panel = Panel("Agree", steps, in_100=True)
    rounds = [f"Round {place}" for place in range(8)]
    numbers = printed(timeline([Line("All", (panel,))], rounds=rounds, words=english))
    assert [text for text in numbers if text.startswith(("<b>5", "<b>6"))] == [
        "<b>50</b>",
        "<b>64</b>",
    ]


def test_the_table_has_a_row_for_each_pair_with_both_figures_and_the_word(english: Words) -> None:
    rows = table([LINE], words=english, about="Statement")
    assert rows == [
        {
            "Statement": "All",
            "Rounds": "Round 1 to 2",
            "Apart": "0.92, then 0.78 (the later may lie between 0.68 and 0.89)",
            "Agree": "70, then 73",
            "In words": "moved",
        },
        {
            "Statement": "All",
            "Rounds": "Round 2 to 3",
            "Apart": "0.85, then 0.84 (the later may lie between 0.75 and 1.05)",
            "Agree": "73, then 90",
            "In words": "cannot tell",
        },
    ]


def test_where_there_is_no_word_the_table_has_no_room_for_one(english: Words) -> None:
    (row, _) = table([Line("All", (SIDES,))], words=english, about="Section")
    assert set(row) == {"Section", "Rounds", "Agree"}


def test_the_words_tell_every_figure_and_every_round(english: Words) -> None:
    said = describe([LINE], rounds=ROUNDS, words=english)
    for part in (*ROUNDS, "0.92, then 0.78", "73, then 90", "moved.", "cannot tell."):
        assert part in said
    assert describe([], rounds=ROUNDS, words=english) == "There is nothing to draw."


def test_a_share_never_leaves_its_axis_and_nothing_lies_under_zero(english: Words) -> None:
    wild = Panel("Agree", (Step(0, 1, Shift(0.98, 0.02, (-1.4, 0.3))),), in_100=True)
    figure = timeline([Line("All", (wild,))], rounds=ROUNDS[:2], words=english)
    (soft,) = [t for t in figure.data if t.type == "bar" and t.marker.color == SOFT and t.width]
    assert soft.width == pytest.approx(theme.HAND.bar * 3.6)
    (row,) = table([Line("All", (wild,))], words=english, about="Section")
    assert row["Agree"].startswith("98, then 2 (the later may lie between 0 and")


def test_names_of_rounds_are_no_markup(english: Words) -> None:
    figure = timeline([LINE], rounds=("<b>x</b>", "$y$", "z"), words=english)
    assert any("&lt;b&gt;x" in text for text in printed(figure))

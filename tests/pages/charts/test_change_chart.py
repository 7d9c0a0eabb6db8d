"""Two rounds: the gap never without the share, and no whiskers on anything."""

import json

import pytest

from pages.charts import theme
from pages.charts.change import SOFT, Moves, Shift, change, describe, notes_of, table
from pages.charts.words import Words, words

WHOLE = Moves("All of it", Shift(0.92, 0.78, (-0.24, -0.03)), Shift(0.71, 0.74, (-0.05, 0.1)))
ITEM = Moves("Peers belong here.", Shift(0.6, 0.9), Shift(0.9, 0.97, (-0.02, 0.3)))
HOSTILE = '<img src=x onerror=alert(1)> $x$ <a href="javascript:alert(1)">y</a>'


def figure(words_: Words, *rows: Moves, **options):
    return change(rows or (WHOLE, ITEM), voice="agreement", words=words_, **options)


def dots(drawn) -> list[tuple[float, bool]]:
    return [
        (x, trace.marker.color == theme.PAPER)
        for trace in drawn.data
        if trace.type == "scatter" and trace.mode == "markers" and trace.x[0] is not None
        for x in trace.x
    ]


def soft_bars(drawn) -> list[tuple[float, float]]:
    return [
        (base, base + wide)
        for trace in drawn.data
        if trace.type == "bar" and trace.x[0] is not None and trace.marker.color == SOFT
        for base, wide in zip(trace.base, trace.x, strict=True)
    ]


def test_every_row_has_both_panels_with_a_ring_and_a_dot(english: Words) -> None:
    found = dots(figure(english))
    assert len(found) == 8
    assert sum(hollow for _, hollow in found) == 4
    assert (pytest.approx(0.92), True) in found
    assert (pytest.approx(0.74), False) in found


def test_intervals_are_soft_bars_laid_off_from_last_time(english: Words) -> None:
    gap, side = soft_bars(figure(english, WHOLE))
    assert gap == pytest.approx((0.68, 0.89))
    assert side == pytest.approx((0.66, 0.81))


def test_a_soft_bar_ends_where_the_scale_ends(english: Words) -> None:
    (side,) = soft_bars(figure(english, ITEM))
    assert side == pytest.approx((0.88, 1.0))


def test_nothing_has_whiskers(english: Words) -> None:
    for trace in figure(english).data:
        assert trace.error_x.array is None
        assert trace.error_y.array is None


def test_both_numbers_are_printed_above_their_panels(english: Words) -> None:
    assert notes_of(WHOLE, voice="agreement", words=english) == (
        "Two people: 0.92 points apart, now 0.78",
        "Agree: 71 in 100, now 74",
    )


def test_stages_are_never_said_to_agree(english: Words) -> None:
    told = describe([WHOLE], voice="stages", words=english)
    assert "later stages: 71 in 100" in told
    assert "gree" not in told


@pytest.mark.parametrize("language", ["en", "es"])
def test_the_description_names_every_statement_with_its_numbers(language: str) -> None:
    told = describe([WHOLE, ITEM], voice="agreement", words=words(language))
    for part in ("All of it", "Peers belong here.", "0.92", "0.78", "71", "74"):
        assert part in told


def test_the_table_tells_both_with_their_intervals(english: Words) -> None:
    whole, item = table([WHOLE, ITEM], voice="agreement", words=english)
    assert list(whole.values()) == [
        "All of it",
        "0.92, now 0.78 (may lie between 0.68 and 0.89)",
        "71, now 74 (may lie between 66 and 81)",
    ]
    assert list(item.values())[1] == "0.6, now 0.9"


def test_hostile_words_stay_words(english: Words) -> None:
    drawn = figure(english, Moves(HOSTILE, WHOLE.gap, WHOLE.side))
    sent = json.dumps(drawn.to_plotly_json(), default=str)
    assert "<img" not in sent
    assert "<a " not in sent
    assert "$" not in sent


def test_no_rows_make_an_empty_figure_and_say_so(english: Words) -> None:
    assert dots(change([], voice="plain", words=english)) == []
    assert describe([], voice="plain", words=english) == "There is nothing to draw."


@pytest.mark.parametrize("size", [theme.HAND, theme.ROOM], ids=["hand", "room"])
def test_all_letters_are_large_enough(size: theme.Size, english: Words) -> None:
    drawn = figure(english, size=size)
    assert all(note.font.size >= 15 for note in drawn.layout.annotations)

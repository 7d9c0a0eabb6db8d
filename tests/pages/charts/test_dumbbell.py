"""Two dots a statement: hollow where chance often gives as much, told in words as well."""

import json

import pytest

from pages.charts import theme
from pages.charts.canvas import nice_ticks
from pages.charts.dumbbell import BAND, Gaps, describe, dumbbell, note_of, table
from pages.charts.words import Words, words

ROWS = (
    Gaps("Courts should wait.", near=0.6, far=1.3, chance=(0.7, 1.0)),
    Gaps("Families come first.", near=0.8, far=0.9, chance=(0.7, 1.0)),
    Gaps("Peers belong here.", near=1.0, far=0.5, chance=(0.7, 1.0)),
)
HOSTILE = '<img src=x onerror=alert(1)> $x$ <a href="javascript:alert(1)">y</a>'


def drawn(figure, kind: str) -> list:
    return [trace for trace in figure.data if trace.type == kind and trace.x[0] is not None]


def dots(figure) -> list[tuple[float, float, bool]]:
    """Every dot: across, down, and whether it is hollow."""
    return [
        (x, y, trace.marker.color == theme.PAPER)
        for trace in drawn(figure, "scatter")
        if trace.mode == "markers"
        for x, y in zip(trace.x, trace.y, strict=True)
    ]


def printed(figure) -> str:
    notes = " ".join(note.text for note in figure.layout.annotations)
    return notes.replace("<br>", " ")


def test_every_row_has_two_dots_a_band_and_its_words(english: Words) -> None:
    figure = dumbbell(ROWS, kind="exact", words=english)
    assert len(dots(figure)) == 6
    (band,) = drawn(figure, "bar")
    assert band.marker.color == BAND
    assert list(band.base) == [0.7] * 3
    assert [start + wide for start, wide in zip(band.base, band.x, strict=True)] == [1.0] * 3
    for row in ROWS:
        assert row.label in printed(figure)


def test_rows_keep_the_order_they_came_in(english: Words) -> None:
    figure = dumbbell(ROWS[::-1], kind="exact", words=english)
    placed = {note.text: note.y for note in figure.layout.annotations}
    assert placed["Peers belong here."] < placed["Families come first."]
    assert placed["Families come first."] < placed["Courts should wait."]


def test_dots_inside_the_band_are_hollow_and_others_are_not(english: Words) -> None:
    found = {(x, hollow) for x, _, hollow in dots(dumbbell(ROWS, kind="exact", words=english))}
    assert found == {
        (0.6, False), (1.3, False), (0.8, True), (0.9, True), (1.0, False), (0.5, False),
    }  # fmt: skip


def test_of_rounded_averages_only_the_dot_of_the_groups_can_be_hollow(english: Words) -> None:
    row = Gaps("A", near=1.1, far=0.4, chance=(0.1, 0.6))
    found = {(x, hollow) for x, _, hollow in dots(dumbbell([row], kind="averages", words=english))}
    assert found == {(1.1, False), (0.4, True)}


@pytest.mark.parametrize(
    ("far", "place"),
    [(0.69, "below"), (0.7, "inside"), (1.0, "inside"), (1.01, "above")],
)
def test_the_ends_of_the_band_belong_to_it(far: float, place: str) -> None:
    assert Gaps("A", near=None, far=far, chance=(0.7, 1.0)).place == place


def test_a_gap_that_is_not_shown_has_no_dot_and_is_said_to_be_hidden(english: Words) -> None:
    row = Gaps("A", near=None, far=0.4, chance=(0.1, 0.6))
    figure = dumbbell([row], kind="averages", words=english)
    assert [x for x, _, _ in dots(figure)] == [0.4]
    assert note_of(row, kind="averages", words=english) == "Group averages 0.4 apart"
    assert "not shown" in table([row], kind="averages", words=english)[0].values()


def test_the_key_names_what_is_drawn_and_nothing_else(english: Words) -> None:
    def key(rows: list[Gaps]) -> list[str]:
        figure = dumbbell(rows, kind="exact", words=english)
        return [trace.name for trace in figure.data if trace.showlegend]

    outside = [
        "two people of one group",
        "two people of two groups",
        "middle 95 of 100 random deals",
    ]
    assert key([ROWS[0]]) == outside
    assert key([ROWS[1]]) == [*outside, "hollow: chance often gives this"]


def test_the_axis_has_few_round_numbers() -> None:
    assert nice_ticks(1.3) == (0, 0.5, 1.0, 1.5)
    assert nice_ticks(2.0) == (0, 0.5, 1.0, 1.5, 2.0)
    assert nice_ticks(2.4) == (0, 1, 2, 3)
    assert nice_ticks(0.0) == (0, 0.5)
    assert nice_ticks(45, at_most=6) == (0, 10, 20, 30, 40, 50)
    assert nice_ticks(1859) == (0, 500, 1000, 1500, 2000)
    assert nice_ticks(380) == (0, 100, 200, 300, 400)
    assert nice_ticks(9e15) == (0, 5e15, 1e16)


@pytest.mark.parametrize("language", ["en", "es"])
@pytest.mark.parametrize("kind", ["exact", "averages"])
def test_the_description_names_every_statement_with_its_numbers(language: str, kind: str) -> None:
    told = describe(ROWS, kind=kind, words=words(language))  # type: ignore[arg-type]
    for row in ROWS:
        assert row.label in told
    for figure in ("0.6", "1.3", "0.7", "0.9"):
        assert figure in told


def test_the_description_says_which_lie_inside_what_chance_gives(english: Words) -> None:
    told = describe(ROWS, kind="exact", words=english)
    assert told.count("this lies inside.") == 1
    assert told.count("this lies above.") == 1
    assert told.count("this lies under that.") == 1


def test_the_table_has_the_numbers_of_the_chart(english: Words) -> None:
    first, second, third = table(ROWS, kind="exact", words=english)
    assert list(first.values()) == [
        "Courts should wait.",
        "0.6",
        "1.3",
        "0.7 to 1; this lies above",
    ]
    assert list(second.values())[-1].endswith("inside")
    assert list(third.values())[-1].endswith("under that")


def test_hostile_words_stay_words(english: Words) -> None:
    row = Gaps(HOSTILE, near=0.6, far=0.9, chance=(0.1, 0.5))
    sent = json.dumps(dumbbell([row], kind="exact", words=english).to_plotly_json(), default=str)
    assert "<img" not in sent
    assert "<a " not in sent
    assert "$" not in sent


def test_no_rows_make_an_empty_figure_and_say_so(english: Words) -> None:
    assert dots(dumbbell([], kind="exact", words=english)) == []
    assert describe([], kind="exact", words=english) == "There is nothing to draw."
    assert table([], kind="exact", words=english) == []


@pytest.mark.parametrize("size", [theme.HAND, theme.ROOM], ids=["hand", "room"])
def test_all_letters_are_large_enough(size: theme.Size, english: Words) -> None:
    figure = dumbbell(ROWS, kind="exact", words=english, size=size)
    assert all(note.font.size >= 15 for note in figure.layout.annotations)
    assert figure.layout.legend.font.size >= 15

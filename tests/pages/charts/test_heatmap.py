"""Cells of groups beside the whole team: signs and hatches, gray where chance gives as much."""

import json

import pytest

from pages.charts import theme
from pages.charts.heatmap import (
    GREY,
    Block,
    Cell,
    describe,
    heatmap,
    letters,
    printed,
    signed,
    table,
)
from pages.charts.words import Words, words

GROUPS = ("Child welfare", "Courts", "Treatment")
BLOCKS = (
    Block("Courts should wait.", (Cell(0.5), Cell(-0.52), Cell(0.1, within_chance=True))),
    Block("Peers belong here.", (Cell(1.2, "at_least"), Cell(-1.3, "at_most"), None)),
)
HOSTILE = '<img src=x onerror=alert(1)> $x$ <a href="javascript:alert(1)">y</a>'


def figure(words_: Words, **options):
    return heatmap(BLOCKS, groups=GROUPS, voice="agreement", words=words_, **options)


def cells(drawn) -> list[tuple[str, str]]:
    """Color and hatch of every cell."""
    return [
        (trace.marker.color, trace.marker.pattern.shape)
        for trace in drawn.data
        if trace.type == "bar" and trace.x[0] is not None
        for _ in trace.x
    ]


def notes(drawn) -> list[str]:
    return [note.text for note in drawn.layout.annotations]


def test_every_statement_has_a_cell_for_each_group_that_is_shown(english: Words) -> None:
    drawn = figure(english)
    assert len(cells(drawn)) == 5
    for text in ("<b>+0.5</b>", "<b>−0.5</b>", "+0.1", "<b>≥+1.2</b>", "<b>≤−1.3</b>", "–"):
        assert text in notes(drawn)


def test_the_side_shows_by_sign_color_and_hatch(english: Words) -> None:
    assert sorted(cells(figure(english))) == sorted(
        [
            (theme.AGREE_INNER, ""),
            (theme.DISAGREE_INNER, "/"),
            (GREY, ""),
            (theme.AGREE_OUTER, ""),
            (theme.DISAGREE_OUTER, "/"),
        ]
    )


def test_what_chance_often_gives_is_gray_and_quiet(english: Words) -> None:
    drawn = figure(english)
    (note,) = [note for note in drawn.layout.annotations if note.text == "+0.1"]
    assert (note.bgcolor, note.font.color) == (GREY, theme.QUIET)
    assert theme.contrast(theme.QUIET, GREY) >= 4.5


def test_numbers_can_be_read_on_their_ground(english: Words) -> None:
    for note in figure(english).layout.annotations:
        if note.bgcolor:
            assert theme.contrast(note.font.color, note.bgcolor) >= 4.5


def test_groups_are_named_above_by_letter_in_the_order_given(english: Words) -> None:
    found = notes(figure(english))
    assert found[:3] == ["A Child welfare", "B Courts", "C Treatment"]


def test_many_groups_go_into_several_lines_of_cells(english: Words) -> None:
    many = tuple(f"Group {letter}" for letter in letters(9))
    block = Block("A statement", tuple(Cell(0.5) for _ in many))
    drawn = heatmap([block], groups=many, voice="plain", words=english)
    bars = [trace for trace in drawn.data if trace.type == "bar" and trace.x[0] is not None]
    assert len({y for trace in bars for y in trace.y}) == 2
    assert min(width for trace in bars for width in trace.x) * theme.HAND.plot >= 60


@pytest.mark.parametrize(
    ("value", "text"),
    [(0.5, "+0.5"), (-0.5, "−0.5"), (0.04, "0.0"), (-0.04, "0.0"), (1.0, "+1.0"), (-1.26, "−1.3")],
)
def test_differences_have_a_sign_and_one_digit(value: float, text: str) -> None:
    assert signed(value) == text


def test_open_ends_are_marked() -> None:
    assert printed(Cell(0.5, "at_least")) == "≥+0.5"
    assert printed(Cell(-0.5, "at_most")) == "≤−0.5"
    assert printed(Cell(0.5, "half_step")) == "+0.5"
    assert printed(None) == "–"


def test_letters_go_on_after_z() -> None:
    assert letters(3) == ("A", "B", "C")
    assert letters(28)[-2:] == ("AA", "BB")


@pytest.mark.parametrize("language", ["en", "es"])
def test_the_description_names_every_statement_and_group(language: str) -> None:
    told = describe(BLOCKS, groups=GROUPS, words=words(language))
    for name in (*GROUPS, *(block.label for block in BLOCKS), "+0.5", "≥+1.2"):
        assert name in told


def test_the_table_says_what_chance_often_gives(english: Words) -> None:
    first, second = table(BLOCKS, groups=GROUPS, words=english)
    assert list(first.values()) == [
        "Courts should wait.", "+0.5", "−0.5", "+0.1 (chance often gives this)",
    ]  # fmt: skip
    assert second["Treatment"] == "not shown"


def test_stages_are_later_or_earlier_and_never_agree(english: Words) -> None:
    drawn = heatmap(BLOCKS, groups=GROUPS, voice="stages", words=english)
    key = " ".join(trace.name for trace in drawn.data if trace.showlegend)
    assert "later stage" in key
    assert "agree" not in key


def test_hostile_words_stay_words(english: Words) -> None:
    block = Block(HOSTILE, (Cell(0.5), Cell(0.5), Cell(0.5)))
    drawn = heatmap([block], groups=(HOSTILE, "b", "c"), voice="agreement", words=english)
    sent = json.dumps(drawn.to_plotly_json(), default=str)
    assert "<img" not in sent
    assert "<a " not in sent
    assert "$" not in sent


def test_a_statement_with_too_few_cells_is_refused(english: Words) -> None:
    with pytest.raises(ValueError, match="1 cells came for 3 groups; one each is right"):
        heatmap([Block("A", (None,))], groups=GROUPS, voice="plain", words=english)


def test_no_statements_make_an_empty_figure_and_say_so(english: Words) -> None:
    assert cells(heatmap([], groups=GROUPS, voice="plain", words=english)) == []
    assert describe([], groups=GROUPS, words=english) == "There is nothing to draw."


@pytest.mark.parametrize("size", [theme.HAND, theme.ROOM], ids=["hand", "room"])
def test_all_letters_are_large_enough(size: theme.Size, english: Words) -> None:
    drawn = figure(english, size=size)
    assert all(note.font.size >= 15 for note in drawn.layout.annotations)

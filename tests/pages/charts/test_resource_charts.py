"""Charts of resources: what is not known looks like nothing else, and never like zero."""

import math
from itertools import pairwise

import numpy as np
import plotly.graph_objects as go
import pytest

from pages.charts import coverage_grid, family_funnel, hatching, need_capacity, theme, who_knows
from pages.charts.coverage_grid import Category, Group, Tile
from pages.charts.family_funnel import Step
from pages.charts.need_capacity import Ratio
from pages.charts.who_knows import Answers, Service
from pages.charts.words import Words
from scoring.acceptance import acceptance, funnel

POPULATIONS = ("Mothers", "Fathers", "Youth", "Kin <i>caregivers</i>")
SAYS = ["yes", "no", "unknown", "not_asked"]
TILES = (
    Tile("guaranteed", yes=3, no=1, not_known=2), Tile("open", not_known=4),
    Tile("impossible", no=5), Tile("not_scanned", not_known=1),
)  # fmt: skip
GROUPS = (Group("Care", (Category("<b>Day</b> care, $5", TILES),)),)
STEPS = (Step("All", 9, 9), Step("MOUD", 4, 7), Step("Spanish", 0, 2), Step("<i>Fathers</i>", 0, 0))
NAN = math.nan
RATIOS = (
    Ratio("Peers", 0.6, 0.97, 2.0, 0.52),
    Ratio("Rides", NAN, NAN, NAN, NAN),
    Ratio("<b>Beds</b>", 0.02, 0.08, 0.4, 0.99),
    Ratio("Classes", 2.0, 9.0, math.inf, 0.01),
)
AGENCIES = ("Courts", "Schools", "<b>Clinic</b>")
KNOWING = (
    Service("River house", (Answers(1, 2, 3, 4), None, Answers(known=5)), run_by=2),
    Service("Visits", (Answers(), Answers(not_asked=2), Answers(dont_know=1))),
)


def bars(figure: go.Figure) -> list[go.Bar]:
    """Bars that stand for something, the swatches of the key left out."""
    return [trace for trace in figure.data if trace.type == "bar" and trace.x[0] is not None]


def dots(figure: go.Figure) -> dict[str, int]:
    """How many there are of each symbol."""
    return {
        trace.marker.symbol: len(trace.x)
        for trace in figure.data
        if trace.type == "scatter" and trace.mode == "markers" and trace.x[0] is not None
    }


def notes(figure: go.Figure) -> list[str]:
    return [note.text for note in figure.layout.annotations]


def hovers(figure: go.Figure) -> list[str]:
    return [text for trace in figure.data for text in trace.hovertext or ()]


def every_figure(words: Words) -> list[go.Figure]:
    return [
        coverage_grid.coverage_grid(GROUPS, populations=POPULATIONS, words=words),
        family_funnel.family_funnel(STEPS, of="<b>a mother</b>", words=words),
        need_capacity.need_capacity(RATIOS, tier="<b>referred</b>", words=words),
        who_knows.who_knows(KNOWING, agencies=AGENCIES, words=words),
    ]


def test_what_people_wrote_is_no_markup_anywhere(english: Words) -> None:
    for figure in every_figure(english):
        for text in (*notes(figure), *hovers(figure)):
            inner = text.removeprefix("<b>").removesuffix("</b>").replace("<br>", "")
            assert "<" not in inner, text
            assert "$" not in inner, text


def test_what_stands_out_has_the_contrast_that_graphics_and_letters_need() -> None:
    for ground in (hatching.SOME, hatching.NONE, theme.DISAGREE_INNER, theme.AGREE_OUTER):
        assert theme.contrast(theme.text_on(ground), ground) >= 4.5
    for mark in (hatching.EDGE["color"], hatching.STROKES["fgcolor"], hatching.SOME, hatching.NONE):
        assert theme.contrast(mark, theme.PAPER) >= 3


# ---------------------------------------------------------------- coverage grid


def test_four_states_are_told_apart_without_color(english: Words) -> None:
    figure = coverage_grid.coverage_grid(GROUPS, populations=POPULATIONS, words=english)
    looks = set()
    for trace in bars(figure):
        on_paper = theme.contrast(trace.marker.color, theme.PAPER) < 1.1
        looks.add((bool(trace.marker.pattern.shape), on_paper))
        assert theme.contrast(trace.marker.line.color, theme.PAPER) >= 3
    assert looks == {(False, False), (True, True), (False, True)}
    assert [coverage_grid.printed(tile) for tile in TILES] == ["3", "?", "0", ""]
    assert [text for text in notes(figure) if text in ("<b>3</b>", "<b>?</b>", "<b>0</b>")] == [
        "<b>3</b>", "<b>?</b>", "<b>0</b>",
    ]  # fmt: skip


def test_a_question_mark_stands_on_paper_and_not_on_strokes(english: Words) -> None:
    figure = coverage_grid.coverage_grid(GROUPS, populations=POPULATIONS, words=english)
    (mark,) = [note for note in figure.layout.annotations if note.text == "<b>?</b>"]
    assert mark.bgcolor == theme.PAPER


def test_a_grid_shows_what_acceptance_counts(english: Words) -> None:
    random = np.random.default_rng(7)
    taken = random.choice(SAYS, size=(40, 4))
    counted = acceptance(taken, category=random.integers(0, 5, 40).tolist(), categories=5)
    tiles = [
        tuple(
            Tile(
                counted.verdict(row, column), int(counted.yes[row, column]),
                int(counted.no[row, column]),
                int(counted.unknown[row, column] + counted.not_asked[row, column]),
            )
            for column in range(4)
        )
        for row in range(5)
    ]  # fmt: skip
    rows = tuple(Category(str(place), row) for place, row in enumerate(tiles))
    figure = coverage_grid.coverage_grid(
        [Group("All", rows)], populations=POPULATIONS, words=english
    )
    shown = sum(len(trace.x) for trace in bars(figure))
    numbers = [int(text[3:-4]) for text in notes(figure) if text[3:-4].isdecimal()]
    assert shown == 20
    assert sum(numbers) == counted.yes.sum()


@pytest.mark.parametrize("wide", [False, True])
def test_numbers_of_three_digits_make_lines_of_fewer_tiles(wide: bool, english: Words) -> None:
    names = [f"Population {place}" for place in range(30)]
    row = Category("Beds", tuple(Tile("guaranteed", yes=100 + place) for place in range(30)))
    figure = coverage_grid.coverage_grid(
        [Group("G", (row,))], populations=names, words=english, wide=wide
    )
    heights = {y for trace in bars(figure) for y in trace.y}
    assert len(heights) == (3 if wide else 4)
    assert sum(len(trace.x) for trace in bars(figure)) == 30


def test_a_grid_in_words_says_each_state_and_never_none_for_not_known(english: Words) -> None:
    told = coverage_grid.describe(GROUPS, populations=POPULATIONS, words=english)
    assert "at least this many take them: Mothers (3)." in told
    assert "not known whether any does: Fathers." in told
    assert "known that none does: Youth." in told
    (row,) = coverage_grid.table(GROUPS, populations=POPULATIONS, words=english)
    assert list(row.values())[2:] == [
        "3 take them, not known of 2 more",
        "not known, of 4 services",
        "none of 5 takes them",
        "nobody has looked yet",
    ]


def test_a_row_without_a_tile_for_each_population_is_refused(english: Words) -> None:
    short = [Group("G", (Category("Beds", TILES[:2]),))]
    with pytest.raises(ValueError, match=r"2 tiles came for 4 populations in 'Beds'"):
        coverage_grid.coverage_grid(short, populations=POPULATIONS, words=english)


def test_what_has_no_range_is_said_as_one_value(english: Words) -> None:
    exact, rounded = Ratio("Beds", 7.5, 7.5, 7.5, 0), Ratio("Beds", 7.501, 7.502, 7.503, 0)
    assert need_capacity.said(exact, words=english)[0] == "7.5, 7 times enough"
    assert need_capacity.said(rounded, words=english)[0] == "About 7.5, 7 times enough"


def test_large_numbers_have_their_commas(english: Words) -> None:
    tile = Tile("guaranteed", yes=1234)
    figure = coverage_grid.coverage_grid(
        [Group("G", (Category("Beds", (tile,)),))], populations=POPULATIONS[:1], words=english
    )
    assert any("1,234 take them" in text for text in hovers(figure))
    assert any("1,234" in text for text in notes(figure))
    many = Ratio("Beds", 1200, 1300, 1400, 0)
    assert "in 8 of 10 cases 1,200 to 1,400" in need_capacity.said(many, words=english)[0]


# ---------------------------------------------------------------- family funnel


def test_a_funnel_is_solid_up_to_what_is_sure_and_hatched_up_to_what_may_be(
    english: Words,
) -> None:
    figure = family_funnel.family_funnel(STEPS, of="a mother", words=english)
    solid, hatched = bars(figure)
    assert (list(solid.base), list(solid.x)) == ([0, 0], [9, 4])
    assert (list(hatched.base), list(hatched.x)) == ([4, 0], [3, 2])
    assert not solid.marker.pattern.shape
    assert hatched.marker.pattern.shape == "/"
    assert notes(figure)[-1] == "<b>0</b>"


def test_a_funnel_draws_the_bounds_that_are_counted(english: Words) -> None:
    taken = np.random.default_rng(3).choice(SAYS, size=(50, 3))
    counted = funnel(taken)
    steps = [Step(str(place), each.low, each.high) for place, each in enumerate(counted.steps)]
    rows = family_funnel.table(steps, words=english)
    sure = [int(row["Surely"]) for row in rows]
    most = [int(row["At most"]) for row in rows]
    assert sure == [sum((taken[:, :end] == "yes").all(axis=1)) for end in range(4)]
    assert most == [sum((taken[:, :end] != "no").all(axis=1)) for end in range(4)]


def test_a_funnel_in_words_never_tells_the_lower_bound_alone(english: Words) -> None:
    said = [family_funnel.said(step, words=english) for step in STEPS]
    assert said == [
        "9 left, all of them sure", "4 surely, 7 at most", "None is sure, 2 at most",
        "None is left",
    ]  # fmt: skip


@pytest.mark.parametrize(("low", "high"), [(3, 2), (-1, 2)])
def test_bounds_that_cross_are_refused(low: int, high: int, english: Words) -> None:
    with pytest.raises(ValueError, match=rf"'MOUD' has {low} to {high} services"):
        family_funnel.family_funnel([Step("MOUD", low, high)], of="x", words=english)


# ---------------------------------------------------------------- need and capacity


def test_twice_too_much_lies_as_far_from_just_enough_as_half_of_it(english: Words) -> None:
    pair = [Ratio("A", 0.5, 1.0, 2.0, 0.5)]
    figure = need_capacity.need_capacity(pair, tier="referred", words=english)
    (band,) = bars(figure)
    assert band.base[0] == pytest.approx(-(band.base[0] + band.x[0]))
    assert figure.layout.xaxis.range[0] == pytest.approx(-figure.layout.xaxis.range[1])


def test_what_is_not_known_is_hatched_from_end_to_end_and_has_no_dot(english: Words) -> None:
    figure = need_capacity.need_capacity([RATIOS[1]], tier="referred", words=english)
    (band,) = bars(figure)
    assert band.marker.pattern.shape == "/"
    assert band.x[0] == pytest.approx(math.log10(4))
    assert not dots(figure)


def test_an_interval_that_goes_past_the_edge_has_an_arrow_there(english: Words) -> None:
    figure = need_capacity.need_capacity(RATIOS, tier="referred", words=english)
    assert dots(figure) == {"circle": 2, "triangle-left": 1, "triangle-right": 1}


def test_the_tier_of_need_is_in_the_title_and_in_words(english: Words) -> None:
    figure = need_capacity.need_capacity(RATIOS, tier="referred", words=english)
    assert notes(figure)[0] == "<b>Capacity set against need: referred</b>"
    told = need_capacity.describe(RATIOS, tier="referred", words=english)
    assert "Peers: Chance of a shortage: 5 in 10." in told
    assert "Rides: Not known: need or capacity is missing." in told
    assert "Classes: About 9, 9 times enough; in 8 of 10 cases 2 to no limit." in told
    assert told.count("times enough") == 1
    assert need_capacity.table(RATIOS, words=english)[3]["Below this in 9 of 10 cases"] == (
        "no limit"
    )


@pytest.mark.parametrize(
    ("share", "said"),
    [
        (0.0, "less than 1 in 20"), (0.049, "less than 1 in 20"), (0.05, "1 in 10"),
        (0.3, "3 in 10"), (0.25, "3 in 10"), (0.949, "9 in 10"), (1.0, "more than 19 in 20"),
        (NAN, "not known"),
    ],
    ids=str,
)  # fmt: skip
def test_a_chance_is_told_in_tenths_and_never_as_certain(
    share: float, said: str, english: Words
) -> None:
    assert need_capacity.chance(share, words=english) == said


def test_an_interval_out_of_order_is_refused(english: Words) -> None:
    with pytest.raises(ValueError, match=r"'A' has 2, 1 and 3; three numbers of 0 or more"):
        need_capacity.need_capacity([Ratio("A", 2, 1, 3, 0.5)], tier="x", words=english)


# ---------------------------------------------------------------- who knows


def test_each_strip_is_as_long_as_all_its_people(english: Words) -> None:
    figure = who_knows.who_knows(KNOWING, agencies=AGENCIES, words=english)
    ends: dict[float, float] = {}
    for trace in bars(figure):
        for y, length in zip(trace.y, trace.x, strict=True):
            ends[y] = ends.get(y, 0) + length
    assert list(ends.values()) == pytest.approx([1, 1, 1, 1])


def test_an_agency_that_is_not_shown_has_no_strip_and_no_number(english: Words) -> None:
    rows = who_knows.table(KNOWING, agencies=AGENCIES, words=english)
    assert set(list(rows[1].values())[2:]) == {"not shown"}
    assert list(rows[0].values())[2:] == ["1", "2", "3", "4"]
    assert "Schools: not shown." in who_knows.describe(KNOWING, agencies=AGENCIES, words=english)
    assert "Courts: nobody here." in who_knows.describe(KNOWING, agencies=AGENCIES, words=english)


def test_not_knowing_a_service_not_saying_and_not_being_asked_look_different(
    english: Words,
) -> None:
    figure = who_knows.who_knows(KNOWING, agencies=AGENCIES, words=english)
    looks = {
        (bool(trace.marker.pattern.shape), round(theme.contrast(trace.marker.color, "#ffffff"), 1))
        for trace in bars(figure)
    }
    assert len(looks) == 4
    solid = sorted(grey for hatched, grey in looks if not hatched)
    assert all(dark / light >= 1.5 for light, dark in pairwise(solid))


def test_agencies_and_entries_that_do_not_fit_are_refused(english: Words) -> None:
    with pytest.raises(ValueError, match=r"1 entries came for 3 agencies in 'X'"):
        who_knows.who_knows([Service("X", (None,))], agencies=AGENCIES, words=english)
    lost = Service("X", (None, None, None), run_by=3)
    with pytest.raises(ValueError, match=r"'X' is run by agency 3; 0 to 2, or None"):
        who_knows.who_knows([lost], agencies=AGENCIES, words=english)


def test_nothing_to_draw_is_said_and_drawn_as_nothing(english: Words) -> None:
    said = english.say("chart.nothing")
    assert coverage_grid.describe([], populations=[], words=english) == said
    assert family_funnel.describe([], of="x", words=english) == said
    assert need_capacity.describe([], tier="x", words=english) == said
    assert who_knows.describe([], agencies=[], words=english) == said
    for figure in (
        coverage_grid.coverage_grid([], populations=[], words=english),
        family_funnel.family_funnel([], of="x", words=english),
        need_capacity.need_capacity([], tier="x", words=english),
        who_knows.who_knows([], agencies=[], words=english),
    ):
        assert bars(figure) == []

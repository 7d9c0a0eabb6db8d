"""Counties beside a mean: each class is told by its lines and its words, and not by color alone."""

from itertools import pairwise
from math import inf

import plotly.graph_objects as go
import pytest

from pages.charts import theme
from pages.charts.beside_mean import BREAKS, classes, map_of, tell
from pages.charts.county_map import county_map
from pages.charts.within_reach import Reached
from pages.charts.words import Words, words
from tests.pages.charts.test_within_reach import county

AMOUNTS = (0.0, 0.2, 0.5, 0.799, 0.8, 1.0, 1.249, 1.25, 2.0, 7.0)
KNOWN = tuple(
    Reached(county(f"C{place}", place), "known", amount / 2, amount, amount * 2)
    for place, amount in enumerate(AMOUNTS)
)
CLARK = Reached(county("Clark", 10), "unknown", not_stated=2)
KNOX = Reached(county("Knox", 11), "no_figure")
ALL = (*KNOWN, CLARK, KNOX)


def drawn(english: Words) -> go.Figure:
    counties = [each.county for each in ALL]
    told = classes(english)
    return county_map([map_of("M", ALL)], counties=counties, words=english, classes=told)


def patterns(figure: go.Figure) -> dict[str, str]:
    return {
        each.name: each.marker.pattern.shape or "" for each in figure.data if each.type == "bar"
    }


def test_less_has_lines_across_more_has_crosses_and_unknown_has_strokes(english: Words) -> None:
    assert patterns(drawn(english)) == {
        "none within reach": ".",
        "less than half of the mean": "-",
        "half to four fifths of the mean": "-",
        "about the mean": "",
        "a quarter more to twice the mean": "+",
        "twice the mean or more": "+",
        "not known": "/",
        "no figure of need": "",
    }


def test_classes_that_share_lines_are_apart_in_gray(english: Words) -> None:
    shown = classes(english).looks
    for one, other in ((shown[0], shown[1]), (shown[3], shown[4])):
        assert theme.contrast(one.color, other.color) > 2
    for each in shown:
        if each.pattern["shape"]:
            assert theme.contrast(each.pattern["fgcolor"], each.color) >= 3


def test_counties_on_the_map_have_the_lines_of_the_key_and_edges_that_are_seen(
    english: Words,
) -> None:
    filled = [
        each for each in drawn(english).data if each.type == "scatter" and each.fill == "toself"
    ]
    shapes = [each.fillpattern.shape or "" for each in filled]
    assert shapes == [".", "-", "-", "", "+", "+", "/", ""]
    for each in filled:
        assert theme.contrast(each.line.color, each.fillcolor) >= 3


def test_a_scale_lies_alike_on_both_sides_of_the_mean() -> None:
    assert [one * other for one, other in zip(BREAKS, BREAKS[::-1], strict=True)] == [1.0] * 4
    assert all(one < other for one, other in pairwise(BREAKS))


def test_the_classes_hang_on_no_amount(english: Words) -> None:
    alone = (KNOWN[5],)
    counties = [each.county for each in alone]
    figure = county_map(
        [map_of("M", alone)], counties=counties, words=english, classes=classes(english)
    )
    assert list(patterns(figure)) == ["about the mean"]


def test_every_county_is_told_in_its_class_with_its_range(english: Words) -> None:
    assert tell(ALL, words=english).splitlines() == [
        "none within reach: C0.",
        "less than half of the mean: C1 0.2 (from 0.1 to 0.4).",
        "half to four fifths of the mean: C2 0.5 (from 0.25 to 1); C3 0.8 (from 0.4 to 1.6).",
        (
            "about the mean: C4 0.8 (from 0.4 to 1.6); C5 1 (from 0.5 to 2); "
            "C6 1.25 (from 0.62 to 2.5)."
        ),
        "a quarter more to twice the mean: C7 1.25 (from 0.62 to 2.5).",
        "twice the mean or more: C8 2 (from 1 to 4); C9 7 (from 3.5 to 14).",
        "Not known, since 2 services in reach do not say how much they can take: Clark",
        "No figure of need: Knox",
    ]


def test_a_ratio_without_a_range_or_without_an_end_is_told_so(english: Words) -> None:
    exact = Reached(county("Bath", 0), "known", 1, 1, 1)
    endless = Reached(county("Meade", 1), "known", 0.9, 1, inf)
    assert tell((exact, endless), words=english) == (
        "about the mean: Bath 1; Meade 1 (from 0.9, and no upper limit is known)."
    )


@pytest.mark.parametrize("language", ["en", "es"])
def test_nothing_is_told_with_a_hole_in_it(language: str) -> None:
    lines = tell(ALL, words=words(language))
    assert all(each.county.name in lines for each in ALL)
    assert "{" not in lines

"""Maps without a network: counties of one scale, and all that is not known or not drawn is told."""

import math
from collections.abc import Sequence

import numpy as np
import plotly.graph_objects as go
import pytest

from data.geography.boundaries import polygons
from data.geography.gazetteer import areas
from data.geography.matching import match
from pages.charts import theme
from pages.charts.county_map import (
    County,
    Map,
    Place,
    Value,
    classes_of,
    county_map,
    describe,
    left_out_note,
    said,
    table,
)
from pages.charts.projection import Outline, frame_around, path_of
from pages.charts.words import Words, words

UNKNOWN, MISFIT = Value("unknown"), Value("not_computable")


def known(amount: float) -> Value:
    return Value("known", amount)


def counties_of(state: str) -> list[County]:
    return [
        County(
            each.id,
            each.name,
            tuple(Outline(ring.lon, ring.lat, ring.hole) for ring in polygons([each.id])),
            (each.lon, each.lat),
        )
        for each in areas(state)
    ]


def box(west: float, south: float, east: float, north: float, *, hole: bool = False) -> Outline:
    lon = np.array([west, east, east, west, west], dtype=float)
    lat = np.array([south, south, north, north, south], dtype=float)
    return Outline(lon, lat, hole)


def row_of(values: Sequence[Value]) -> tuple[list[County], Map]:
    counties = [
        County(
            f"0000{place}", f"<b>County</b> {place}", (box(place, 40, place + 1, 41),), (place, 40)
        )
        for place in range(len(values))
    ]
    return counties, Map("Places", tuple(values))


def filled(figure: go.Figure, axis: str = "x") -> list[go.Scatter]:
    return [each for each in figure.data if each.type == "scatter" and each.fill == "toself"
            and each.xaxis == axis]  # fmt: skip


def swatches(figure: go.Figure) -> dict[str, go.Bar]:
    return {each.name: each for each in figure.data if each.type == "bar"}


def shoelace(x: Sequence[float], y: Sequence[float]) -> float:
    return sum(a * d - b * c for a, b, c, d in zip(x, y, x[1:], y[1:], strict=False)) / 2


def test_no_trace_needs_a_map_from_elsewhere(english: Words) -> None:
    counties, shown = row_of([known(1), UNKNOWN, MISFIT, known(0)])
    figure = county_map([shown], counties=counties, words=english)
    assert {each.type for each in figure.data} == {"bar", "scatter"}
    assert not any(name.startswith(("geo", "map")) for name in figure.to_plotly_json()["layout"])
    assert "http" not in figure.to_json()


def test_states_are_told_apart_without_color(english: Words) -> None:
    counties, shown = row_of([known(3), UNKNOWN, MISFIT, known(0)])
    figure = county_map([shown], counties=counties, words=english)
    looks = {
        name: (
            each.marker.pattern.shape or "",
            theme.contrast(each.marker.color, theme.PAPER) < 1.1,
        )
        for name, each in swatches(figure).items()
    }
    assert looks == {
        "0": (".", False), "3": ("", False), "not known": ("/", True),
        "no figure of need": ("", True),
    }  # fmt: skip
    drawn = {each.fillpattern.shape or "" for each in filled(figure)}
    assert drawn == {"", "/", "."}
    for each in filled(figure):
        assert theme.contrast(each.line.color, each.fillcolor) >= 3


def test_nobody_in_need_and_no_figure_of_need_differ_by_more_than_color(english: Words) -> None:
    counties = counties_of("KY")[:2]
    drawn = Map("Places", (Value("nobody"), MISFIT))
    figure = county_map([drawn], counties=counties, words=english)
    shapes = {each.name: each.marker.pattern.shape or "" for each in figure.data if each.name}
    assert shapes == {"nobody in need is counted": "x", "no figure of need": ""}
    assert {each.fillpattern.shape or "" for each in filled(figure)} == {"x", ""}
    said = describe([drawn], counties=counties, words=english)
    assert "nobody in need is counted: " in said
    assert "no figure of need: " in said


def test_edges_are_seen_on_every_class(english: Words) -> None:
    counties, shown = row_of([known(value) for value in range(1, 11)])
    traces = filled(county_map([shown], counties=counties, words=english))
    assert len(traces) == 5
    for each in traces:
        assert theme.contrast(each.line.color, each.fillcolor) >= 3


def test_a_color_means_the_same_on_both_maps(english: Words) -> None:
    counties, one = row_of([known(value) for value in (0, 1, 2, 8, 9)])
    other = Map("For this family", tuple(known(value) for value in (9, 8, 2, 1, 0)))
    figure = county_map([one, other], counties=counties, words=english, wide=True)
    left, right = (
        {
            each.fillcolor: sorted(x for x in each.x if x is not None)
            for each in filled(figure, axis)
        }
        for axis in ("x", "x2")
    )
    middle = sum(figure.layout.xaxis.range)
    assert left.keys() == right.keys()
    for color, places in left.items():
        mirrored = (middle - places[-1], middle - places[0])
        assert mirrored == pytest.approx((right[color][0], right[color][-1]), abs=1e-5)
    assert list(figure.layout.xaxis.range) == list(figure.layout.xaxis2.range)
    assert list(figure.layout.yaxis.range) == list(figure.layout.yaxis2.range)


@pytest.mark.parametrize(
    ("amounts", "ranges"),
    [
        ([], ()),
        ([0, 0], ()),
        ([4, 4, 4], ((4, 4),)),
        ([1, 2, 3, 4, 5], ((1, 1), (2, 2), (3, 3), (4, 4), (5, 5))),
        ([1] * 20 + [7], ((1, 1), (7, 7))),
        ([0, 0, 0, 2, 3], ((2, 2), (3, 3))),
    ],
    ids=["nobody", "all zero", "one value", "five values", "nearly all alike", "zero apart"],
)
def test_classes_hold_every_amount_and_zero_is_in_none(
    amounts: list[float], ranges: tuple[tuple[float, float], ...]
) -> None:
    shown = Map("M", (*(known(amount) for amount in amounts), UNKNOWN))
    shared = classes_of([shown])
    assert shared.ranges == ranges
    for amount in filter(None, amounts):
        low, high = shared.ranges[int(shared.kind(known(amount)))]
        assert low <= amount <= high
    assert shared.kind(known(0)) == "zero"
    assert shared.kind(UNKNOWN) == "unknown"


def test_about_as_many_counties_lie_in_each_class() -> None:
    amounts = np.random.default_rng(5).permutation(np.arange(1, 501)).tolist()
    shared = classes_of([Map("M", tuple(known(amount) for amount in amounts))])
    sizes = np.bincount([int(shared.kind(known(amount))) for amount in amounts])
    assert sizes.min() >= 99
    assert sizes.max() <= 101


def test_equal_areas_of_the_earth_are_equal_on_the_sheet() -> None:
    """A box on the unit sphere is as large as its width times the rise of the sine."""
    boxes = [box(-100, 25, -99, 26), box(-90, 44, -87, 48), box(-150, 60, -140, 71)]
    frame = frame_around(boxes)
    for each in boxes:
        x, y = frame.project(each.lon, each.lat)
        south, north = np.radians(each.lat.min()), np.radians(each.lat.max())
        sphere = np.radians(np.ptp(each.lon)) * (np.sin(north) - np.sin(south))
        assert abs(shoelace(x.tolist(), y.tolist())) == pytest.approx(sphere, rel=1e-12)


def test_nothing_is_stretched_in_the_middle_of_the_map() -> None:
    frame = frame_around([box(-86, 37, -84, 39)])
    x, y = frame.project(np.array([-85.0, -84.999, -85.0]), np.array([38.0, 38.0, 38.001]))
    across, up = (x[1] - x[0]) / np.cos(np.radians(38)), y[2] - y[0]
    assert across == pytest.approx(up, rel=1e-4)


def test_land_on_both_ends_of_the_map_comes_together() -> None:
    frame = frame_around([line for each in counties_of("AK") for line in each.outlines])
    assert frame.turned
    assert 1 < frame.aspect < 3


def test_a_hole_is_not_filled_and_the_city_in_it_is() -> None:
    """Winding number of a point, as the browser fills."""
    by_id = {each.id: each for each in counties_of("VA")}
    fairfax, city = by_id["51059"], by_id["51600"]
    frame = frame_around(fairfax.outlines)
    point = [float(value) for value in frame.project(*map(np.array, city.center))]
    assert winding(path_of(fairfax.outlines, frame=frame), point) == 0
    assert winding(path_of((*fairfax.outlines, *city.outlines), frame=frame), point) != 0
    inside = [float(value) for value in frame.project(*map(np.array, (-77.35, 38.75)))]
    assert winding(path_of(fairfax.outlines, frame=frame), inside) != 0


def winding(path: tuple[list[float | None], list[float | None]], point: Sequence[float]) -> int:
    total = 0.0
    for x0, y0, x1, y1 in zip(path[0], path[1], path[0][1:], path[1][1:], strict=False):
        if x0 is None or x1 is None or y0 is None or y1 is None:
            continue
        one = math.atan2(y0 - point[1], x0 - point[0])
        turn = math.atan2(y1 - point[1], x1 - point[0]) - one
        total += (turn + math.pi) % (2 * math.pi) - math.pi
    return round(total / (2 * math.pi))


def test_every_county_of_a_state_is_drawn_once_and_answers_to_a_touch(english: Words) -> None:
    counties = counties_of("KY")
    values = tuple(known(place % 7) if place % 9 else UNKNOWN for place in range(120))
    figure = county_map([Map("M", values)], counties=counties, words=english)
    gaps = sum(list(each.x).count(None) for each in filled(figure))
    assert gaps == sum(len(each.outlines) for each in counties)
    (hits,) = [each for each in figure.data if each.hovertext is not None]
    assert len(hits.hovertext) == 120
    assert hits.marker.opacity == 0
    assert "Adair: not known" in hits.hovertext


def test_edges_get_thinner_where_counties_are_small(english: Words) -> None:
    few, many = (
        filled(county_map([shown], counties=counties, words=english))[0].line.width
        for counties, shown in (row_of([known(1)] * 254), row_of([known(1)] * 3000))
    )
    assert few == 0.8
    assert many < 0.3


def test_areas_that_cannot_be_drawn_are_named_on_the_map_and_in_words(english: Words) -> None:
    gone = match(["09110", "46113", "21037"]).unmatched
    names = [f"{each.name} ({each.asked})" for each in gone]
    counties, shown = row_of([known(1)])
    figure = county_map([shown], counties=counties, words=english, left_out=names)
    note = figure.layout.annotations[-1].text.replace("<br>", " ")
    assert note == "Not on the map: Capitol (09110), Shannon (46113)"
    assert note in describe([shown], counties=counties, words=english, left_out=names)
    rows = table([shown], counties=counties, words=english, left_out=names)
    assert [row["Places"] for row in rows] == ["1", "Not on the map", "Not on the map"]


def test_a_long_list_of_areas_left_out_is_counted_on_the_map_and_whole_in_words(
    english: Words,
) -> None:
    names = [f"Area {place}" for place in range(90)]
    assert left_out_note(names, words=english).endswith("Area 7, and 82 more")
    assert "Area 89" in describe([], counties=[], words=english, left_out=names)
    assert left_out_note([], words=english) == ""


def test_what_people_wrote_is_no_markup(english: Words) -> None:
    counties, _ = row_of([known(1)])
    shown, place = Map("<b>$x$</b>", (known(1),)), Place("<i>Clinic</i>", 0.5, 40.5)
    figure = county_map([shown], counties=counties, words=english, places=[place])
    texts = [figure.layout.annotations[0].text, *(
        text for each in figure.data for text in each.hovertext or ())]  # fmt: skip
    for text in texts:
        assert "<" not in text.removeprefix("<b>").removesuffix("</b>")
        assert "$" not in text


def test_unknown_is_said_as_unknown_in_both_languages() -> None:
    assert said(UNKNOWN, words=words("en")) == "not known"
    assert said(MISFIT, words=words("es")) == "sin cifra de necesidad"
    assert said(known(0), words=words("en")) == "0"


def test_a_map_in_words_lists_the_counties_of_each_look(english: Words) -> None:
    counties, shown = row_of([known(2), UNKNOWN, known(0)])
    told = describe([shown], counties=counties, words=english)
    assert "0: <b>County</b> 2." in told
    assert "not known: <b>County</b> 1." in told


@pytest.mark.parametrize("amount", [-1.0, math.nan, math.inf], ids=str)
def test_a_known_amount_that_is_none_is_refused(amount: float, english: Words) -> None:
    counties, shown = row_of([known(amount)])
    with pytest.raises(ValueError, match=r"00000 is told to be known as .* in 'Places'"):
        county_map([shown], counties=counties, words=english)


def test_a_map_without_a_value_for_each_county_is_refused(english: Words) -> None:
    counties, shown = row_of([known(1), known(2)])
    with pytest.raises(ValueError, match=r"2 values came for 1 counties in 'Places'"):
        county_map([shown], counties=counties[:1], words=english)


def test_no_map_and_no_county_is_an_empty_sheet(english: Words) -> None:
    assert not county_map([], counties=[], words=english).data

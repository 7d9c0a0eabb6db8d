"""Help within reach on a map and in words: what is not known is told, and never drawn as zero."""

from dataclasses import replace
from math import inf

import numpy as np
import pytest

from pages.charts import hatching
from pages.charts.county_map import County, county_map
from pages.charts.gains import Gained, describe, gains
from pages.charts.gains import map_of as map_of_gains
from pages.charts.projection import Outline
from pages.charts.within_reach import Reached, map_of, said, tell
from pages.charts.words import Words, words


def county(name: str, at: int) -> County:
    lon = np.array([at, at + 1, at + 1, at, at], dtype=float)
    lat = np.array([40, 40, 41, 41, 40], dtype=float)
    return County(f"0000{at}", name, (Outline(lon, lat, False),), (at + 0.5, 40.5))


BOONE = Reached(county("Boone", 0), "known", 44.9, 52.8, 64.1)
PIKE = Reached(county("Pike", 1), "known")
CLARK = Reached(county("Clark", 2), "unknown", 12, 12, 12, not_stated=2)
OWEN = Reached(county("Owen", 3), "unknown", not_stated=1)
BATH = Reached(county("Bath", 4), "unknown")
KNOX = Reached(county("Knox", 5), "no_figure")
BELL = Reached(county("Bell", 6), "nobody", inf, inf, inf)
MEADE = Reached(county("Meade", 7), "known", 5, 8, inf)
LEE = Reached(county("Lee", 8), "unknown", not_stated=1)
ALL = (BOONE, PIKE, CLARK, OWEN, BATH, KNOX, BELL, MEADE)
GAINED = (Gained(PIKE, 80), Gained(BOONE, 7.2), Gained(CLARK, 3), Gained(BELL, 4))


def test_what_is_not_known_is_hatched_however_much_is_stated(english: Words) -> None:
    drawn = map_of("Places", ALL)
    assert [each.standing for each in drawn.values] == [
        *("known", "known", "unknown", "unknown", "unknown"),
        *("not_computable", "nobody", "known"),
    ]
    assert [each.amount for each in drawn.values if each.standing == "known"] == [52.8, 0, 8]
    counties = [each.county for each in ALL]
    figure = county_map([drawn], counties=counties, words=english)
    hatched = [
        trace
        for trace in figure.data
        if trace.type == "scatter"
        and trace.fill == "toself"
        and trace.fillpattern.shape == hatching.STROKES["shape"]
    ]
    (trace,) = hatched
    assert list(trace.x).count(None) == 3  # a line for each of three counties
    shown = next(trace for trace in figure.data if trace.hovertext)
    assert list(shown.hovertext)[:3] == ["Boone: 53", "Pike: 0", "Clark: not known"]


def test_every_county_is_told_with_its_range_or_why_there_is_none(english: Words) -> None:
    assert tell((*ALL, LEE), words=english).splitlines() == [
        "Boone: 53 (from 45 to 64)",
        "Pike: 0",
        "Meade: 8 (from 5, and no upper limit is known)",
        "12 or more, since 2 services in reach do not say how much they can take: Clark",
        "Not known, since 1 service in reach does not say how much it can take: Owen, Lee",
        "Not known, since none on the map is in reach, and one that is not on the map may be: Bath",
        "A service is in reach, and no family in need is counted around it: Bell",
        "No figure of need: Knox",
    ]


def test_where_a_service_is_on_no_map_a_county_has_so_much_or_more(english: Words) -> None:
    ranged, exact = replace(BOONE, at_least=True), replace(MEADE, low=8, at_least=True)
    assert tell((ranged, exact), words=english).splitlines() == [
        "Boone: 53 or more (45 or more where need is high)",
        "Meade: 8 or more",
    ]
    figure = county_map([map_of("Places", (ranged,))], counties=[ranged.county], words=english)
    shown = next(trace for trace in figure.data if trace.hovertext)
    assert list(shown.hovertext) == ["Boone: 53 or more"]


def test_what_only_a_list_knows_is_said_beside_the_county_and_is_no_yes(english: Words) -> None:
    listed, elsewhere = (
        replace(BOONE, low=0, from_list=2),
        replace(MEADE, at_least=True, from_list=1),
    )
    one_alone = "1 service in reach is known from a list alone"
    assert tell((listed, elsewhere), words=english).splitlines() == [
        "Boone: 53 (from 0 to 64). 2 services in reach are known from a list alone",
        f"Meade: 8 (from 5, and no upper limit is known). {one_alone}",
    ]
    both = (listed.county, elsewhere.county)
    figure = county_map([map_of("Places", (listed, elsewhere))], counties=both, words=english)
    shown = next(trace for trace in figure.data if trace.hovertext)
    assert list(shown.hovertext) == ["Boone: 53 or less", "Meade: 8, or more or less"]


def test_a_gain_is_told_from_what_there_is_now_as_far_as_that_is_known(english: Words) -> None:
    assert describe(GAINED, words=english).splitlines() == [
        "Pike: from 0 to 80",
        "Boone: from 53 to 60",
        "Clark: 3 more than now; how many there are now is not known",
        "Bell: 4 more than now",
    ]
    assert describe([], words=english) == "No county with a figure of need gains."


def test_only_counties_that_are_known_now_have_dots(english: Words) -> None:
    figure = gains(GAINED, title="Places", words=english)
    places = sorted(
        x
        for trace in figure.data
        if trace.mode == "markers"
        for x in trace.x
        if x is not None
    )  # fmt: skip
    assert places == [0, 52.8, 60, 80]
    printed = " ".join(each.text for each in figure.layout.annotations)
    assert all(each.before.county.name in printed for each in GAINED)


def test_a_chart_of_no_gain_and_one_of_unknown_gains_can_be_drawn(english: Words) -> None:
    for gained in ([], [Gained(CLARK, 3)]):
        figure = gains(gained, title="Places", words=english)
        assert not any(x is not None for trace in figure.data for x in trace.x or ())


def test_a_map_of_gains_tells_more_even_where_it_is_not_known_how_many_there_are_now() -> None:
    drawn = map_of_gains("More", ALL, GAINED)
    amounts = {
        each.county.name: value.amount
        for each, value in zip(ALL, drawn.values, strict=True)
        if value.standing == "known"
    }
    assert amounts == {
        **dict.fromkeys(("Owen", "Bath", "Meade"), 0),
        "Pike": 80,
        "Boone": pytest.approx(7.2),
        "Clark": 3,
        "Bell": 4,
    }


@pytest.mark.parametrize("language", ["en", "es"])
def test_nothing_is_told_with_a_hole_in_it(language: str) -> None:
    spoken = words(language)
    lines = tell((*ALL, LEE), words=spoken) + describe(GAINED, words=spoken)
    assert all(each.county.name in lines for each in ALL)
    assert "{" not in lines


@pytest.mark.parametrize(
    ("amount", "shown"), [(0, "0"), (0.0001, "< 0.01"), (0.5, "0.5"), (12.4, "12")]
)
def test_a_little_is_not_written_as_nothing(amount: float, shown: str) -> None:
    assert said(amount) == shown


def test_a_gain_is_told_and_drawn_between_its_ends(english: Words) -> None:
    gained = (
        Gained(BOONE, 7.2, low=5, high=9.9),
        Gained(MEADE, 7, low=4, high=inf),
        Gained(CLARK, 3, low=2, high=4),
        Gained(BELL, 4, low=3, high=inf),
    )
    assert describe(gained, words=english).splitlines() == [
        "Boone: from 53 to 60 (with it, 50 to 74)",
        "Meade: from 8 to 15 (with it, 9 or more)",
        "Clark: 3 (2 to 4) more than now; how many there are now is not known",
        "Bell: 4 (3 or more) more than now",
    ]
    figure = gains(gained, title="Places", words=english)
    lines = {tuple(each.x[:2]) for each in figure.data if each.mode == "lines" and each.x}
    drawn = {x for each in lines for x in each if x is not None}
    assert {49.9, 74.0} <= {round(float(x), 6) for x in drawn}

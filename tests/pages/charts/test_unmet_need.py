"""Need that finds no place as bars, and counties in words: what is not known is never a zero."""

from dataclasses import replace
from math import inf, nan

import pytest

from pages.charts import hatching
from pages.charts.served import Served, map_of, tell
from pages.charts.unmet_need import Unmet, describe, percent, said, unmet_need
from pages.charts.words import Words, words
from tests.pages.charts.test_resource_charts import bars, dots, hovers, notes
from tests.pages.charts.test_within_reach import county

PEERS = Unmet("Peers", 0.3, 0.45, 0.6, note="At most 12 of 30 families.")
BEDS = Unmet("<b>Beds</b>", 0.0, 0.2, 0.4, at_most=True)
RIDES = Unmet("Rides", 0.25, 0.25, 0.25)
LEGAL = Unmet("Legal help", stated=0.62, note="One service says.")
CARE = Unmet("Child care", note="Nobody says.")
ROWS = (PEERS, BEDS, RIDES, LEGAL, CARE)
TIER = "families <i>sent</i>"


def test_every_row_is_told_with_its_range_or_why_there_is_none(english: Words) -> None:
    assert describe(ROWS, tier="referred", words=english).splitlines() == [
        "Need that finds no place, if nobody crosses a county line: referred.",
        "Peers: About 45%; in 8 of 10 cases 30% to 60%. At most 12 of 30 families.",
        "<b>Beds</b>: 20% or less; in 8 of 10 cases 0% to 40%.",
        "Rides: 25%.",
        "Legal help: At most 62%. One service says.",
        "Child care: Not known. Nobody says.",
    ]
    assert describe((), tier="referred", words=english) == english.say("chart.nothing")


def test_bars_are_as_long_as_what_they_say_and_strokes_are_for_what_is_not_known(
    english: Words,
) -> None:
    figure = unmet_need(ROWS, tier=TIER, words=english)
    drawn = {
        trace.marker.color if not trace.marker.pattern.shape else "strokes": sorted(
            zip(trace.base, trace.x, strict=True)
        )
        for trace in bars(figure)
    }
    assert drawn[hatching.NONE] == [(0, 0.25), (0, 0.3)]
    assert drawn["strokes"] == [(0, 0.62), (0, 1.0)]  # not known fills all of it
    (band,) = (each for color, each in drawn.items() if color not in (hatching.NONE, "strokes"))
    assert [(start, pytest.approx(width)) for start, width in band] == [(0, 0.4), (0.3, 0.3)]
    assert dots(figure) == {"circle": 2, "triangle-left": 1}


def test_the_key_names_only_what_is_drawn(english: Words) -> None:
    def key(*rows: Unmet) -> list[str]:
        figure = unmet_need(rows, tier=TIER, words=english)
        return [trace.name for trace in figure.data if trace.showlegend]

    assert key(RIDES) == ["at least so much in 9 of 10 cases", "as likely above as below"]
    assert key(CARE) == ["not known; no more than this"]
    assert len(key(*ROWS)) == 5
    assert key() == []


def test_what_people_wrote_is_no_markup(english: Words) -> None:
    figure = unmet_need(ROWS, tier=TIER, words=english)
    for text in (*notes(figure), *hovers(figure)):
        inner = text.removeprefix("<b>").removesuffix("</b>").replace("<br>", "")
        assert "<" not in inner, text


@pytest.mark.parametrize(
    ("share", "shown"),
    [(0, "0%"), (0.001, "< 1%"), (0.456, "46%"), (0.999, "> 99%"), (1, "100%"), (nan, "")],
)
def test_a_little_is_not_nothing_and_nearly_all_is_not_all(share: float, shown: str) -> None:
    assert percent(share) == shown


def test_what_cannot_be_is_refused(english: Words) -> None:
    for row in (Unmet("x", 0.5, 0.4, 0.6), Unmet("x", 0.1, 0.4, 1.2)):
        with pytest.raises(ValueError, match="three shares from 0 to 1, none below the one"):
            unmet_need([row], tier=TIER, words=english)
    with pytest.raises(ValueError, match=r"has 1\.5 stated; a share from 0 to 1 is right"):
        unmet_need([Unmet("x", stated=1.5)], tier=TIER, words=english)


BOONE = Served(county("Boone", 0), "known", 44.9, 52.8, 64.1, "40 (from 30 to 50)")
PIKE = Served(county("Pike", 1), "known", unmet="9")
CLARK = Served(county("Clark", 2), "unknown", 12, 12, 12, "at most 8", not_stated=2)
BATH = Served(county("Bath", 3), "unknown", unmet="at most 5")
KNOX = Served(county("Knox", 4), "no_figure")
BELL = Served(county("Bell", 5), "nobody")
MEADE = Served(county("Meade", 6), "known", 5, 8, inf, "0")
SILENT = "not known; 12 or more, since 2 services for it do not say how much they can take"
NOWHERE = "not known; no service is known to be for it, and one without a county may be"
STATED = "services state 12 in all, and 2 for it do not say how much they can take"
ALONE, THEY_ALONE = (f"for it {each} known from a list alone" for each in ("is", "are"))
COUNTIES = (BOONE, PIKE, CLARK, BATH, KNOX, BELL, MEADE)


def test_every_county_is_told_with_its_range_or_what_is_not_known(english: Words) -> None:
    assert tell(COUNTIES, words=english).splitlines() == [
        "Boone: 53 (from 45 to 64). Without a place: 40 (from 30 to 50)",
        "Pike: 0. Without a place: 9",
        f"Clark: {SILENT}. Without a place: at most 8",
        f"Bath: {NOWHERE}. Without a place: at most 5",
        "Meade: 8 (from 5, and no upper limit is known). Without a place: 0",
        "Nobody is in need: Bell",
        "No figure of need: Knox",
    ]
    listed = (
        replace(BOONE, low=0, from_list=1, is_doubted=True),
        replace(CLARK, from_list=2, is_doubted=True),
        replace(CLARK, from_list=2),
    )
    assert tell(listed, words=english).splitlines() == [
        f"Boone: 53 (from 0 to 64). Without a place: 40 (from 30 to 50). 1 service {ALONE}",
        f"Clark: not known; {STATED}. Without a place: at most 8. 2 services {THEY_ALONE}",
        f"Clark: {SILENT}. Without a place: at most 8. 2 services {THEY_ALONE}",
    ]
    assert tell((), words=english) == english.say("chart.nothing")


def test_what_is_not_known_has_no_amount_on_the_map() -> None:
    assert [each.standing for each in map_of("Served", COUNTIES).values] == [
        *("known", "known", "unknown", "unknown"),
        *("not_computable", "nobody", "known"),
    ]


@pytest.mark.parametrize("language", ["en", "es"])
def test_nothing_is_told_with_a_hole_in_it(language: str) -> None:
    spoken = words(language)
    lines = tell(COUNTIES, words=spoken) + describe(ROWS, tier=TIER, words=spoken)
    assert all(each.county.name in lines for each in COUNTIES)
    assert all(said(each, words=spoken) in lines for each in ROWS)
    assert "{" not in lines


def test_what_is_stated_is_no_most_where_a_service_is_known_from_a_list_alone(
    english: Words,
) -> None:
    row = Unmet("Law", stated=0.4, may_be_more=True)
    assert said(row, words=english) == "40% as stated, and it may be less or more"

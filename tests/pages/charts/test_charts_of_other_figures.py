"""Charts of waiting, paying, languages and evenness: what is not known is hatched, and no zero."""

import math
import re

import numpy as np
import plotly.graph_objects as go
import pytest

from pages.charts import language_offers, language_reach, lorenz, payer_shares, waiting_line
from pages.charts.language_offers import Offers
from pages.charts.language_reach import Near
from pages.charts.lorenz import Curve
from pages.charts.payer_shares import Paying
from pages.charts.shares import percent
from pages.charts.waiting_line import Asking
from pages.charts.words import Words, words
from scoring.affordability import payer_share
from scoring.equity import inequality
from scoring.waiting import waiting
from tests.pages.charts.test_resource_charts import bars, dots, hovers, notes

NAN, INF = math.nan, math.inf
UNKNOWN = (NAN, NAN, NAN)
MOUD = Paying("<b>MOUD</b>", (0.75, 0.0, 0.25), 40, (1, 0, 2), 1)
PEERS = Paying("Peers", UNKNOWN, 0, (1, 0, 1), 2)
CLOSED = Paying("Beds", UNKNOWN, 0, (1, 1, 0), 1)
WAITS = (
    Asking("Peers", 0.4, 0.8, 1.2, days="Services say 7 to 21 days"),
    Asking("Rides", NAN, NAN, NAN, "Not known: 2 of 3 services do not say"),
    Asking("<i>Beds</i>", 1.5, 3.0, 7.0),
    Asking("Law", 0.0, INF, INF),
    Asking("Food", 0.1, 0.1, 0.1),
)
NEAR = (Near("Peers", 0.22, 0.89, 2), Near("Law", 0.0, 0.0), Near("Beds", NAN, NAN, 1))
OFFERS = (Offers("Peers", (1, 1, 3)), Offers("Law", (0, 4, 0)))


def curve(left_out: int = 0) -> Curve:
    random = np.random.default_rng(5)
    found = inequality(random.gamma(1, 1, 40), random.integers(1, 90, 40))
    shares = (tuple(found.need_share.tolist()), tuple(found.access_share.tolist()))
    return Curve(*shares, found.gini, found.areas, found.need, left_out)


NOTHING = Curve((0.0,), (0.0,), NAN, 0, 0, 117)


def hatched(figure: go.Figure) -> list[tuple[float, float]]:
    """Where each bar with strokes begins, and how long it is."""
    return [
        (base, length)
        for trace in bars(figure)
        if trace.marker.pattern.shape
        for base, length in zip(trace.base, trace.x, strict=True)
    ]


def every_figure(said: Words) -> list[go.Figure]:
    return [
        payer_shares.payer_shares((MOUD, PEERS), words=said),
        waiting_line.waiting_line(WAITS, tier="<b>referred</b>", words=said),
        language_offers.language_offers(OFFERS, language="<b>Spanish</b>", words=said),
        language_reach.language_reach(NEAR, title="<b>Spanish</b>", words=said),
        lorenz.lorenz(curve(), title="<b>MOUD</b>", words=said),
    ]


def test_names_on_them_are_no_markup(english: Words) -> None:
    for figure in every_figure(english):
        for text in (*notes(figure), *hovers(figure)):
            assert "<" not in re.sub(r"^<b>|</b>$|<br>", "", text), text


@pytest.mark.parametrize(
    ("share", "said"),
    [(0, "0%"), (0.004, "< 1%"), (0.5, "50%"), (0.997, "> 99%"), (1 - 1e-12, "100%"), (1, "100%")],
)
def test_a_little_is_not_nothing_and_nearly_all_is_not_all(share: float, said: str) -> None:
    assert percent(share) == said


# ---------------------------------------------------------------- paying


def test_each_bar_is_whole_and_its_unknown_part_has_strokes(english: Words) -> None:
    supply = [30.0, 10.0, NAN]
    accepts = [["yes", "no"], ["unknown", "no"], ["unknown", "unknown"]]
    found = payer_share(supply, accepts=accepts)
    kind = Paying("MOUD", (found.yes, found.no, found.unknown), found.supply, found.sites, 1)
    figure = payer_shares.payer_shares([kind], words=english)
    assert sum(length for trace in bars(figure) for length in trace.x) == pytest.approx(1)
    assert hatched(figure) == [pytest.approx((30 / 40, 10 / 40))]


def test_silent_services_are_told_beside_and_are_in_no_bar(english: Words) -> None:
    assert payer_shares.said(MOUD, words=english) == (
        "75% yes, 0% no, 25% not known",
        "Of 40 families a year that can be served, as far as services say",
        "In no share, since they state no number: 1 of 3 services",
    )
    assert payer_shares.describe([MOUD], words=english).endswith(
        "Services: 1 yes, 0 no, 2 not known."
    )


def test_where_no_service_says_how_much_the_whole_bar_has_strokes(english: Words) -> None:
    figure = payer_shares.payer_shares([PEERS], words=english)
    assert hatched(figure) == [(0, 1)]
    assert len(bars(figure)) == 1
    told = [payer_shares.said(each, words=english)[0] for each in (PEERS, CLOSED)]
    assert told == [
        "No share can be told: none of 2 services says how much it can take",
        "No share can be told: no service that says how much it can take has any room in a year",
    ]
    (row,) = payer_shares.table([PEERS], words=english)
    assert list(row.values()) == ["Peers", *("not known",) * 4, "2"]


@pytest.mark.parametrize("shares", [(0.5, 0.2, 0.2), (1.2, -0.2, 0)])
def test_shares_that_are_no_whole_are_refused(shares: tuple, english: Words) -> None:
    with pytest.raises(ValueError, match=r"'MOUD' has .*; three shares of 0 or more"):
        payer_shares.payer_shares([Paying("MOUD", shares, 1, (1, 0, 0), 0)], words=english)


# ---------------------------------------------------------------- waiting


@pytest.mark.parametrize("supply", [100, 25, 20, 10])
def test_the_line_has_no_end_just_where_the_figure_says_so(supply: float, english: Words) -> None:
    told = [waiting(need, supply) for need in (10, 20, 25)]
    kind = Asking("Peers", *(each.utilisation for each in told))
    said = waiting_line.said(kind, words=english)
    assert any("without limit" in part for part in said) == told[-1].grows
    assert ("The line grows without limit" in said) == told[0].grows


def test_what_is_beyond_as_many_as_can_be_served_is_marked_and_days_are_never_told_of_it(
    english: Words,
) -> None:
    told = waiting_line.describe(WAITS, tier="referred", words=english).splitlines()
    assert told[1] == (
        "Peers: 80 ask for each 100 that can be served (from 40 to 120). If need is as high as it "
        "may be, the line grows without limit. Services say 7 to 21 days."
    )
    assert told[2] == "Rides: Not known: 2 of 3 services do not say."
    assert told[4] == (
        "Law: Some ask, and nobody can be served. At the likely need the line grows without limit."
    )
    assert told[5] == "Food: 10 ask for each 100 that can be served."
    assert not any(
        "days" in part for kind in WAITS for part in waiting_line.said(kind, words=english)
    )


def test_lines_stand_around_one_and_go_past_the_edge_as_arrows(english: Words) -> None:
    figure = waiting_line.waiting_line(WAITS, tier="referred", words=english)
    spans = [
        (base, pytest.approx(base + length))
        for trace in bars(figure)
        if not trace.marker.pattern.shape
        for base, length in zip(trace.base, trace.x, strict=True)
    ]
    endless = [span for span in spans if span[0] == 1]
    assert endless == [(1, 2)] * 4  # the zone without an end, behind each line that is known
    assert [span for span in spans if span[0] != 1] == [(0.4, 1.2), (1.5, 2), (0, 2)]
    assert hatched(figure) == [(0, 2)]
    assert dots(figure) == {"circle": 2, "triangle-right": 2}


def test_numbers_out_of_order_are_refused(english: Words) -> None:
    with pytest.raises(ValueError, match=r"'A' has 2, 1 and 3; three numbers of 0 or more"):
        waiting_line.waiting_line([Asking("A", 2, 1, 3)], tier="x", words=english)


# ---------------------------------------------------------------- languages


def test_a_strip_is_solid_as_far_as_is_known_and_has_strokes_as_far_as_may_be(
    english: Words,
) -> None:
    figure = language_reach.language_reach(NEAR, title="Spanish", words=english)
    assert hatched(figure) == [(0.22, pytest.approx(0.67)), (0, 1)]
    solid = [trace for trace in bars(figure) if not trace.marker.pattern.shape]
    assert [list(trace.x) for trace in solid] == [[0.22]]
    told = language_reach.describe(NEAR, title="Spanish", words=english).splitlines()
    first, second, third = (each.removesuffix(" might be near, too.") for each in told[1:])
    assert first == "Peers: 22% to 89% of families. 2 services at no place that may be shown"
    assert second == "Law: 0% of families."
    assert third.startswith("Beds: Not known: no county with a figure of need has a place")


def test_services_are_counted_in_parts_of_one_strip(english: Words) -> None:
    figure = language_offers.language_offers(OFFERS, language="Spanish", words=english)
    assert hatched(figure) == [(pytest.approx(0.4), pytest.approx(0.6))]
    told = language_offers.describe(OFFERS, language="Spanish", words=english).splitlines()
    assert told[1:] == ["Peers: 1 yes, 1 no, 3 not known.", "Law: 0 yes, 4 no, 0 not known."]


def test_strips_that_cannot_be_are_refused(english: Words) -> None:
    with pytest.raises(ValueError, match=r"'A' has 0.5 to 0.4; two shares from 0 to 1"):
        language_reach.language_reach([Near("A", 0.5, 0.4)], title="x", words=english)
    with pytest.raises(ValueError, match=r"'A' has 0, 0, 0 services; counts of 0 or more"):
        language_offers.language_offers([Offers("A", (0, 0, 0))], language="x", words=english)


# ---------------------------------------------------------------- evenness


def test_the_area_that_is_drawn_is_half_of_the_index(english: Words) -> None:
    """By the shoelace formula, from the corners in pixels."""
    figure = lorenz.lorenz(curve(), title="MOUD", words=english)
    (area,) = [trace for trace in figure.data if trace.type == "scatter" and trace.fill]
    x, y = np.array(area.x), np.array(area.y)
    pixels = abs((x * np.roll(y, -1) - np.roll(x, -1) * y).sum()) / 2
    assert 2 * pixels / (y.max() - y.min()) == pytest.approx(curve().gini)
    assert figure.data[0] is area  # behind all else


def test_every_county_has_a_point_and_the_index_stands_beside_what_is_behind_it(
    english: Words,
) -> None:
    drawn = curve(left_out=3)
    figure = lorenz.lorenz(drawn, title="MOUD", words=english)
    assert dots(figure) == {"circle": 41}
    first, behind, half, left = lorenz.said(drawn, words=english)
    assert first == f"Gini index {drawn.gini:.2f}"
    assert behind.startswith(f"Of 40 counties with {drawn.need:,.0f} families.")
    assert left == "3 counties are left out: something about them is not known"
    below = max(at for at, share in enumerate(drawn.families) if share <= 0.5)
    told = float(re.findall(r"has (\d+)%", half)[0]) / 100
    assert drawn.reached[below] - 0.005 <= told <= drawn.reached[below + 1] + 0.005


def test_a_point_of_the_curve_says_which_county_it_adds(english: Words) -> None:
    drawn = Curve((0, 0.4, 1), (0, 0.1, 1), 0.3, 2, 50, 0, ("Meade", "Clark <b>"))
    figure = lorenz.lorenz(drawn, title="MOUD", words=english)
    assert hovers(figure) == [
        "0% of families have 0% of all that is within reach",
        "Meade: 40% of families have 10% of all that is within reach",
        "Clark &lt;b&gt;: 100% of families have 100% of all that is within reach",
    ]


def test_where_nothing_is_within_reach_there_is_no_curve_and_no_number(english: Words) -> None:
    figure = lorenz.lorenz(NOTHING, title="MOUD", words=english)
    assert not figure.data
    assert lorenz.said(NOTHING, words=english) == (
        "This cannot be told here: no county is known to reach any of this help",
        "117 counties are left out: something about them is not known",
    )


def test_shares_that_do_not_rise_to_one_are_refused(english: Words) -> None:
    with pytest.raises(ValueError, match=r"shares came from 0 to 0.9; shares that rise"):
        lorenz.lorenz(Curve((0, 1), (0, 0.9), 0.1, 1, 9, 0), title="x", words=english)
    named = Curve((0, 1), (0, 1), 0.0, 1, 9, 0, ("Meade", "Clark"))
    with pytest.raises(ValueError, match=r"2 names came for 1 step"):
        lorenz.lorenz(named, title="x", words=english)
    with pytest.raises(ValueError, match=r"3 shares of families came for 2"):
        lorenz.lorenz(Curve((0, 0.5, 1), (0, 1), 0.1, 1, 9, 0), title="x", words=english)


# ---------------------------------------------------------------- all


def test_nothing_to_draw_is_said_and_drawn_as_nothing(english: Words) -> None:
    said = english.say("chart.nothing")
    assert payer_shares.describe([], words=english) == said
    assert waiting_line.describe([], tier="x", words=english) == said
    assert language_offers.describe([], language="x", words=english) == said
    assert language_reach.describe([], title="x", words=english) == said
    for figure in (
        payer_shares.payer_shares([], words=english),
        waiting_line.waiting_line([], tier="x", words=english),
        language_offers.language_offers([], language="x", words=english),
        language_reach.language_reach([], title="x", words=english),
    ):
        assert bars(figure) == []


@pytest.mark.parametrize("language", ["en", "es"])
def test_no_sentence_has_a_hole_in_it(language: str) -> None:
    said = words(language)
    told = (
        payer_shares.describe([MOUD, PEERS, CLOSED], words=said),
        waiting_line.describe(WAITS, tier="x", words=said),
        language_offers.describe(OFFERS, language="x", words=said),
        language_reach.describe(NEAR, title="x", words=said),
        lorenz.describe(curve(1), title="x", words=said),
        lorenz.describe(NOTHING, title="x", words=said),
    )
    assert not any("{" in each for each in told)

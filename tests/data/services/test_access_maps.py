"""Help within reach, against a plain loop; what is not known is never a zero, and is counted."""

from itertools import product
from math import acos, cos, exp, inf, isclose, radians, sin

import pytest

from data.geography.gazetteer import area, areas
from data.geography.states import state_of
from data.services import access_maps
from data.services.access_maps import AccessMap, CountyAccess, Opening, Span, Terms, Weighing
from tests.data.services.reachable import CATEGORY, counted, doubted, listed, report, share

KENTUCKY = state_of("KY")
LOUISVILLE, RICHMOND, EVANSVILLE = (38.25, -85.75), (37.77, -84.3), (37.97, -87.57)
WEIGHINGS = ("nearer", "alike", "gaussian", "gravity", "choosing")
EARTH = 3_958.7613  # miles
Place = tuple[float, float]
NEED = "".join(
    f"{each.id},{20 + number % 7 * 10},{10 + number % 5},{90 + number % 9},,\n"
    for number, each in enumerate((*areas("KY"), *areas("IN")))
)


def mapped(
    team_id: str, rows: str = NEED, *, miles: float = 45, weighing: Weighing = "nearer"
) -> AccessMap:
    need = counted(team_id, rows)
    terms = Terms(CATEGORY, miles, weighing)
    return access_maps.access_map(report(team_id), need, terms, state=KENTUCKY)


def opened(team_id: str, rows: str, code: str, supply: float) -> Opening:
    need = counted(team_id, rows)
    return access_maps.opening(
        report(team_id),
        need,
        Terms(CATEGORY, 45),
        at=access_maps.middle_of(area(code)),
        supply=supply,
    )


def county(found: AccessMap, code: str) -> CountyAccess:
    return next(each for each in found.counties if each.area.id == code)


def miles_between(one: Place, other: Place) -> float:
    """Law of cosines on the sphere."""
    (a, b), (c, d) = ([radians(each) for each in point] for point in (one, other))
    return EARTH * acos(max(-1.0, min(1.0, sin(a) * sin(c) + cos(a) * cos(c) * cos(b - d))))


def weight(miles: float, within: float, weighing: Weighing) -> float:
    if miles > within:
        return 0.0
    if weighing == "gaussian":
        return (exp(-((miles / within) ** 2) / 2) - exp(-0.5)) / (1 - exp(-0.5))
    if weighing == "gravity":
        return 5 / max(miles, 5)
    return 1.0 if weighing == "alike" else (1.0, 0.68, 0.22)[min(2, int(miles / (within / 3)))]


def by_loop(
    need: dict[str, float], sites: dict[Place, float], *, within: float, weighing: Weighing
) -> dict[str, float]:
    middles = {code: (area(code).lat, area(code).lon) for code in need}
    gets = dict.fromkeys(need, 0.0)
    weights = {
        place: {
            code: weight(miles_between(middle, place), within, weighing)
            for code, middle in middles.items()
        }
        for place in sites
    }
    of_all = {code: sum(weights[place][code] for place in sites) for code in need}
    for place, supply in sites.items():
        near = weights[place]
        if weighing == "choosing":
            near = {code: own and own * own / of_all[code] for code, own in near.items()}
        demand = sum(need[code] * near[code] for code in need)
        for code in need:
            gets[code] += supply / demand * near[code] if demand else 0.0
    return gets


@pytest.mark.parametrize(("miles", "weighing"), list(product((20.0, 60.0), WEIGHINGS)), ids=str)
def test_places_for_each_family_are_those_of_a_plain_loop(
    sqlite_database: str, miles: float, weighing: Weighing
) -> None:
    team_id = listed({"s1": [LOUISVILLE], "s2": [RICHMOND]}, {"s1": 60, "s2": 25})
    found = mapped(team_id, miles=miles, weighing=weighing)
    rows = [row.split(",") for row in NEED.splitlines()]
    sites = {LOUISVILLE: 60.0, RICHMOND: 25.0}
    bounds = []
    for column in (3, 1, 2):  # most in need, likely, fewest in need
        need = {row[0]: float(row[column]) for row in rows if row[column]}
        bounds.append(by_loop(need, sites, within=miles, weighing=weighing))
    assert len(found.counties) == 120
    for each in found.counties:
        assert each.standing == "known"
        assert each.places is not None
        for told, bound in zip(
            (each.places.low, each.places.likely, each.places.high), bounds, strict=True
        ):
            assert told == pytest.approx(bound[each.area.id], rel=1e-9, abs=1e-12)
    assert any(each.places and each.places.likely for each in found.counties)


def test_where_no_list_has_a_service_none_is_no_zero(sqlite_database: str) -> None:
    places = {"s1": [LOUISVILLE], "s2": [RICHMOND]}
    team_id = listed(places, {"s1": 60, "s2": 25}, states="Jefferson County, KY; Pike County, KY")
    found = mapped(team_id)
    pike, harlan, jefferson = (county(found, code) for code in ("21195", "21095", "21111"))
    assert (pike.standing, pike.places) == ("known", Span(0, 0, 0))
    assert harlan.standing == "not_listed"
    assert jefferson.standing == "known"
    near = {each.area.id for each in found.counties if each.places and each.places.likely > 0}
    known = {each.area.id for each in found.counties if each.standing == "known"}
    assert known == near | {"21195"}


def test_families_choose_only_where_two_services_are_in_reach(sqlite_database: str) -> None:
    team_id = listed({"s1": [LOUISVILLE], "s2": [RICHMOND]}, {"s1": 60, "s2": 25})
    need = counted(team_id, NEED)
    found = report(team_id)
    nearer, choosing = (
        access_maps.access_map(found, need, Terms(CATEGORY, 60, way), state=KENTUCKY)
        for way in ("nearer", "choosing")
    )
    assert nearer.counties != choosing.counties
    assert nearer.no_figure == choosing.no_figure
    stood = [[each.standing for each in one.counties] for one in (nearer, choosing)]
    assert stood[0] == stood[1]


def test_a_new_program_is_not_tried_where_families_choose(sqlite_database: str) -> None:
    team_id = listed({"s1": [LOUISVILLE]}, {"s1": 60})
    need = counted(team_id, NEED)
    at = access_maps.middle_of(area("21067"))
    with pytest.raises(ValueError, match="under which nothing else moves, not 'choosing'"):
        access_maps.opening(
            report(team_id), need, Terms(CATEGORY, 45, "choosing"), at=at, supply=40
        )


def test_what_all_counties_get_together_is_what_the_services_have(sqlite_database: str) -> None:
    """Source: the sum over places of access times need is the supply (Luo and Qi 2009)."""
    team_id = listed({"s1": [RICHMOND]}, {"s1": 25})
    found = mapped(team_id, miles=45)
    used = sum(
        each.places.likely * each.families.likely
        for each in found.counties
        if each.places and each.families
    )
    assert used == pytest.approx(25)  # nothing in reach of Richmond lies outside of Kentucky


def test_who_does_not_say_makes_a_county_not_known_and_never_a_zero(sqlite_database: str) -> None:
    team_id = listed(
        {"s1": [LOUISVILLE], "s2": [RICHMOND], "s3": [RICHMOND]}, {"s1": 60, "s2": 25, "s3": None}
    )
    found = mapped(team_id)
    assert (found.services, found.not_stated, found.without_place) == (3, 1, 0)
    madison, jefferson, pike = (county(found, code) for code in ("21151", "21111", "21195"))
    assert (madison.standing, madison.not_stated) == ("unknown", 1)
    assert madison.places is not None
    assert madison.places.likely > 0  # what is stated is at least there
    assert (jefferson.standing, jefferson.not_stated) == ("known", 0)
    assert (pike.standing, pike.places) == ("known", Span(0, 0, 0))


def test_a_silent_service_with_two_places_in_reach_counts_once(sqlite_database: str) -> None:
    team_id = listed({"s1": [RICHMOND, (37.8, -84.4)], "s2": [RICHMOND]}, {})
    assert county(mapped(team_id), "21151").not_stated == 2


def test_nothing_in_reach_is_not_known_while_a_service_has_no_place(sqlite_database: str) -> None:
    team_id = listed({"s1": [LOUISVILLE], "s2": []}, {"s1": 60, "s2": 5})
    found = mapped(team_id)
    assert (found.without_place, found.not_stated) == (1, 0)
    assert county(found, "21195").standing == "unknown"
    jefferson = county(found, "21111")
    assert (jefferson.standing, jefferson.at_least) == ("known", True)
    assert not county(found, "21195").at_least


def test_what_is_within_reach_is_known_whole_where_every_service_has_a_place(
    sqlite_database: str,
) -> None:
    found = mapped(listed({"s1": [LOUISVILLE], "s2": [RICHMOND]}, {"s1": 60}))
    assert found.without_place == 0
    assert not any(each.at_least for each in found.counties)
    assert found.from_list == 1  # nobody but the list knows s2


def test_the_low_end_counts_no_service_that_only_a_list_knows(sqlite_database: str) -> None:
    places, capacities = {"s1": [LOUISVILLE], "s2": [LOUISVILLE]}, {"s1": 60, "s2": 20}
    sure, unsure, alone = (
        listed({key: places[key] for key in own}, {key: capacities[key] for key in own})
        for own in (("s1", "s2"), ("s1", "s2"), ("s1",))
    )
    doubted(unsure, "s2")
    both, doubtful, one = (county(mapped(each), "21111") for each in (sure, unsure, alone))
    assert (both.from_list, doubtful.from_list) == (0, 1)
    assert both.places is not None
    assert one.places is not None
    assert doubtful.places == Span(one.places.low, both.places.likely, both.places.high)


def test_who_finds_no_place_is_told_at_most_while_a_service_has_no_place(
    sqlite_database: str,
) -> None:
    told = [
        opened(listed({"s1": [LOUISVILLE], "s2": own}, {"s1": 60, "s2": 5}), NEED, "21111", 40)
        for own in ([LOUISVILLE], [])
    ]
    assert [each.at_most for each in told] == [False, True]


def test_without_any_confirmed_service_nothing_is_told_to_be_zero(sqlite_database: str) -> None:
    team_id = listed({"s1": [LOUISVILLE]}, {"s1": 60})
    need = counted(team_id, NEED)
    terms = Terms("legal", 45)
    found = access_maps.access_map(report(team_id), need, terms, state=KENTUCKY)
    assert found.services == 0
    assert {each.standing for each in found.counties} == {"unknown"}


def test_a_hidden_place_is_in_no_reach(sqlite_database: str) -> None:
    team_id = listed({"s1": [LOUISVILLE], "s2": [RICHMOND]}, {"s1": 60, "s2": 25}, hidden="ls20")
    found = mapped(team_id)
    alone = mapped(listed({"s1": [LOUISVILLE], "s2": []}, {"s1": 60, "s2": 25}))
    assert found.without_place == 1
    assert found.counties == alone.counties


def test_a_service_with_several_places_has_a_part_in_each(sqlite_database: str) -> None:
    whole = mapped(listed({"s1": [LOUISVILLE, RICHMOND]}, {"s1": 50}))
    apart = mapped(listed({"s1": [LOUISVILLE], "s2": [RICHMOND]}, {"s1": 25, "s2": 25}))
    assert whole.with_several_places == 1
    assert whole.counties == apart.counties


def test_a_county_without_a_figure_is_not_reckoned_and_is_named(sqlite_database: str) -> None:
    team_id = listed({"s1": [LOUISVILLE]}, {"s1": 60})
    found = mapped(team_id, "21111,100,,,,\n21185,n/a,,,,\n")
    assert county(found, "21111").places == Span(0.6, 0.6, 0.6)
    oldham = county(found, "21185")
    assert (oldham.standing, oldham.families, oldham.places) == ("no_figure", None, None)
    names = [(each.name, each.state.abbreviation) for each in found.no_figure]
    assert ("Oldham", "KY") in names
    assert ("Clark", "IN") in names
    assert ("Jefferson", "KY") not in names


def test_agencies_that_estimate_a_share_make_fewer_families_and_a_wider_range(
    sqlite_database: str,
) -> None:
    team_id = listed({"s1": [LOUISVILLE]}, {"s1": 60})
    share(team_id, 0.25, 0.5, 1.0)
    jefferson = county(mapped(team_id, "21111,100,80,120,,\n"), "21111")
    assert jefferson.families == Span(20, 50, 120)
    assert jefferson.places == Span(0.5, 1.2, 3.0)


def test_where_nobody_may_be_in_need_there_is_no_upper_limit(sqlite_database: str) -> None:
    team_id = listed({"s1": [LOUISVILLE]}, {"s1": 60})
    some = county(mapped(team_id, "21111,100,0,120,,\n"), "21111")
    assert (some.standing, some.places) == ("known", Span(0.5, 0.6, inf))
    nobody = county(mapped(team_id, "21111,0,,,,\n"), "21111")
    assert nobody.standing == "nobody"


def test_a_new_program_adds_what_reckoning_all_again_would(sqlite_database: str) -> None:
    team_id = listed({"s1": [LOUISVILLE]}, {"s1": 60})
    at = area("21067")
    found = opened(team_id, NEED, at.id, 40)
    again = mapped(listed({"s1": [LOUISVILLE], "s2": [(at.lat, at.lon)]}, {"s1": 60, "s2": 40}))
    gains = {each.before.area.id: each for each in found.gains}
    assert gains
    assert list(gains) == sorted(gains, key=lambda code: (-gains[code].change.likely, code))
    for before, after in zip(found.before.counties, again.counties, strict=True):
        assert before.places is not None
        assert after.places is not None
        gain = gains.get(before.area.id)
        for name in ("low", "likely", "high"):
            more = getattr(gain.change, name) if gain else 0
            then = getattr(before.places, name) + more
            assert isclose(then, getattr(after.places, name), abs_tol=1e-12)
    used = sum(
        each.change.likely * each.before.families.likely
        for each in found.gains
        if each.before.families
    )
    assert used == pytest.approx(40)


def test_families_that_come_within_reach_for_the_first_time_are_counted(
    sqlite_database: str,
) -> None:
    """Madison has a service in reach already, Fayette has none; both lie around Fayette."""
    team_id = listed({"s1": [(37.3, -84.3)]}, {"s1": 10})
    found = opened(team_id, "21067,50,40,70,,\n21151,30,,,,\n21195,99,,,,\n", "21067", 40)
    assert found.families == Span(70, 80, 100)
    assert found.first == 50
    assert [each.before.area.name for each in found.gains] == ["Fayette", "Madison"]
    assert "Scott" in [each.name for each in found.no_figure]


def test_what_is_not_known_before_is_no_first_reach(sqlite_database: str) -> None:
    team_id = listed({"s1": []}, {"s1": 10})
    found = opened(team_id, "21067,50,,,,\n", "21067", 40)
    assert (found.families.likely, found.first) == (50, 0)
    (gain,) = found.gains
    assert (gain.before.standing, gain.change) == ("unknown", Span(0.8, 0.8, 0.8))


def test_where_nobody_in_need_is_counted_nobody_gains(sqlite_database: str) -> None:
    team_id = listed({"s1": [LOUISVILLE]}, {"s1": 60})
    found = opened(team_id, "21111,100,,,,\n21195,0,,,,\n", "21195", 40)
    assert (found.gains, found.families, found.first) == ((), Span(0, 0, 0), 0)


def test_a_program_near_a_line_helps_across_it(sqlite_database: str) -> None:
    team_id = listed({"s1": [EVANSVILLE]}, {"s1": 60})
    found = opened(team_id, "18163,40,,,,\n21101,30,,,,\n", "21101", 40)
    assert {each.before.area.state.abbreviation for each in found.gains} == {"KY", "IN"}
    assert all(each.before.places and each.before.places.likely for each in found.gains)


def test_a_program_at_any_point_reaches_who_lives_near_that_point(sqlite_database):
    """By a loop over all counties; a spot at the door of a service, not in a county's middle."""
    team_id = listed({"s1": [LOUISVILLE]}, {"s1": 60})
    need = counted(team_id, NEED)
    spot = access_maps.Spot("the clinic", *RICHMOND, area("21151"))
    found = access_maps.opening(
        report(team_id), need, Terms(CATEGORY, 45, "alike"), at=spot, supply=80
    )
    near = [
        each
        for code, each in need.known.items()
        if miles_between(RICHMOND, (area(code).lat, area(code).lon)) <= 45
    ]
    families = sum(each.likely for each in near if each.likely)
    assert found.families.likely == pytest.approx(families)
    assert {each.before.area.id for each in found.gains} == {each.area for each in near}
    assert all(each.change.likely == pytest.approx(80 / families) for each in found.gains)
    assert found.before.state == KENTUCKY


def test_who_finds_no_place_is_told_before_and_after_between_ends(sqlite_database: str) -> None:
    opened_at = "21067"
    found = opened(
        listed({"s1": [LOUISVILLE]}, {"s1": 60}),
        f"county_fips,families,low,high,source,year\n{opened_at},100,50,200,,\n",
        opened_at,
        40,
    )
    assert (found.unmet_before.low, found.unmet_before.likely, found.unmet_before.high) == (
        *(50, 100, 200),
    )
    after = (found.unmet_after.low, found.unmet_after.likely, found.unmet_after.high)
    assert after == pytest.approx((10, 60, 160))
    assert found.at_most is (found.gains[0].before.standing != "known")

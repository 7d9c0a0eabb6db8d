"""Need not met by county, against plain loops; what nobody states moves an interval and no sum."""

from math import inf, isnan, nan

import numpy as np
import pytest

from data.services import county_gaps, directories, listings, needs, teams
from data.services.access_maps import Span
from data.services.county_gaps import CountyGap, CountyGapOrder, KindGap
from data.services.listings import CapacityEntry
from data.services.needs import FigureEntry
from scoring.gap_by_area import GapDraws, GapInterval
from tests.data.services.reachable import (
    CATEGORY,
    ROSTER,
    counted,
    doubted,
    files,
    listed,
    report,
    share,
)

LOUISVILLE, RICHMOND, EVANSVILLE = (38.25, -85.75), (37.77, -84.3), (37.97, -87.57)
JEFFERSON, MADISON, PIKE, OLDHAM = "21111", "21151", "21195", "21185"
NEED = f"{JEFFERSON},100,80,140,,\n{MADISON},50,50,50,,\n{PIKE},30,10,60,,\n"
ENDS = ("low", "likely", "high")


def kind(team_id: str, rows: str = NEED, *, category: str = CATEGORY) -> KindGap:
    need = counted(team_id, rows)
    found = county_gaps.county_gaps(report(team_id), need)
    return next(each for each in found if each.category == category)


def county(found: KindGap, code: str) -> CountyGap:
    return next(each for each in found.counties if each.area.id == code)


def exact(team_id: str) -> None:
    share(team_id, 1, 1, 1)


def stating_areas(area: str, maximum: float | None) -> str:
    """A clinic in Louisville that says whom it serves."""
    rows = f'id,service_id,name\nx,s1,"{area}"\n'.encode()
    given = files({"s1": [LOUISVILLE]}) | {"service_areas.csv": rows}
    team_id = teams.create_team("River county", "", ROSTER).id
    directories.accept(directories.read(team_id, given, source="211"))
    (service,) = listings.services(team_id)
    listings.confirm(team_id, [(service.id, CATEGORY)])
    entry = CapacityEntry("people", maximum=maximum, mean_stay_days=365, source="Call")
    listings.save_capacity(team_id, service.id, entry, based_on=0)
    return team_id


def test_the_index_is_that_of_a_plain_loop_over_counties(sqlite_database: str) -> None:
    team_id = listed({"s1": [LOUISVILLE, RICHMOND], "s2": [RICHMOND]}, {"s1": 60, "s2": 35})
    share(team_id, 0.5, 0.8, 1)
    found = kind(team_id)
    offered = {JEFFERSON: 30.0, MADISON: 30 + 35.0, PIKE: 0.0}
    factor = {"low": 0.5, "likely": 0.8, "high": 1.0}
    counts = {JEFFERSON: (80, 100, 140), MADISON: (50, 50, 50), PIKE: (10, 30, 60)}
    for at, end in enumerate(ENDS):
        needed = {code: each[at] * factor[end] for code, each in counts.items()}
        unmet = sum(max(0.0, needed[code] - offered[code]) for code in needed)
        assert getattr(found.families, end) == pytest.approx(sum(needed.values()))
        assert getattr(found.unmet, end) == pytest.approx(unmet)
        if end == "likely":
            short = sum(each * max(0, 1 - offered[code] / each) for code, each in needed.items())
            assert found.stated == pytest.approx(short / sum(needed.values()))
    told = county(found, MADISON)
    assert (told.standing, told.services, told.not_stated) == ("known", 2, 0)
    assert told.covered == Span(65 / 50, 65 / 40, 65 / 25)
    assert county(found, PIKE).covered == Span(0, 0, 0)
    assert (found.at_most, found.with_several_places, found.by_area) == (False, 1, 0)


def test_the_interval_is_that_of_a_loop_over_draws_of_another_kind(sqlite_database: str) -> None:
    team_id = listed({"s1": [LOUISVILLE], "s2": [RICHMOND]}, {"s1": 60, "s2": 35})
    exact(team_id)
    found = kind(team_id)
    random = np.random.default_rng(11)
    sample = np.sort(random.triangular(80, 100, 140, 30_000))
    pike = np.sort(random.triangular(10, 30, 60, 30_000))
    drawn = [(max(0, j - 60) + 15 + p) / (j + 50 + p) for j, p in zip(sample, pike, strict=True)]
    told = (found.interval.low, found.interval.middle, found.interval.high)
    assert told == pytest.approx(np.quantile(drawn, (0.1, 0.5, 0.9)).tolist(), abs=0.01)
    assert found.why_not is None


def test_with_everything_known_the_interval_is_one_number(sqlite_database: str) -> None:
    team_id = listed({"s1": [LOUISVILLE], "s2": [RICHMOND]}, {"s1": 60, "s2": 500})
    exact(team_id)
    found = kind(team_id, f"{JEFFERSON},100,,,,\n{MADISON},50,,,,\n")
    assert found.stated == pytest.approx(40 / 150)  # what Madison has left over helps nobody else
    ends = (found.interval.low, found.interval.middle, found.interval.high)
    assert ends == pytest.approx((found.stated,) * 3)


def test_a_capacity_that_is_not_stated_changes_the_interval_and_no_sum(
    sqlite_database: str,
) -> None:
    places = {"s1": [LOUISVILLE], "s2": [RICHMOND]}
    known, silent = (
        listed(places | more, {"s1": 60, "s2": 20})
        for more in ({}, {"s3": [LOUISVILLE], "s4": [(37.48, -82.52)]})
    )
    for team_id in (known, silent):
        exact(team_id)
    one, other = kind(known), kind(silent)
    assert (one.families, one.unmet, one.stated) == (other.families, other.unmet, other.stated)
    assert (one.at_most, other.at_most, other.not_stated) == (False, True, 2)
    assert other.interval.low < one.interval.low
    assert other.interval.high <= one.interval.high
    assert other.interval.high - other.interval.low > one.interval.high - one.interval.low
    told = county(other, PIKE)
    assert (told.standing, told.services, told.not_stated) == ("unknown", 1, 1)
    assert told.covered == county(one, PIKE).covered == Span(0, 0, 0)  # of what is stated
    assert county(one, PIKE).standing == "known"


def test_what_only_a_list_knows_counts_at_one_end_of_a_range_and_not_at_the_other(
    sqlite_database: str,
) -> None:
    places, capacities = {"s1": [LOUISVILLE], "s2": [LOUISVILLE]}, {"s1": 60, "s2": 20}
    rows = f"{JEFFERSON},100,80,140,,\n{PIKE},30,10,60,,\n"
    sure = listed(places, capacities)
    unsure = doubted(listed(places, capacities), "s2")
    for team_id in (sure, unsure):
        exact(team_id)
    one, other = kind(sure, rows), kind(unsure, rows)
    assert (one.from_list, one.bound, one.stated) == (0, "as_stated", other.stated)
    assert (other.from_list, other.bound) == (1, "at_least")
    assert other.unmet == Span(0 + 10, 20 + 30, 140 - 60 + 60)
    assert one.unmet == Span(0 + 10, 20 + 30, 140 - 80 + 60)
    told = county(other, JEFFERSON)
    assert (told.standing, told.services, told.from_list) == ("known", 2, 1)
    assert told.covered == Span(60 / 140, 80 / 100, 80 / 80)
    assert told.bound == "at_least"
    assert county(other, PIKE).bound == "as_stated"
    assert other.interval.high > one.interval.high


def test_silence_and_a_list_alone_together_leave_both_ways_open(sqlite_database: str) -> None:
    places = {"s1": [LOUISVILLE], "s2": [LOUISVILLE], "s3": [LOUISVILLE]}
    team_id = doubted(listed(places, {"s1": 60, "s2": 20}), "s2")
    exact(team_id)
    found = kind(team_id)
    assert (found.from_list, found.bound) == (2, "open")  # s3 is known from the list alone, too
    told = county(found, JEFFERSON)
    assert (told.standing, told.from_list, told.doubted) == ("unknown", 2, 1)
    assert told.bound == "open"
    silent = kind(listed(places, {"s1": 60, "s2": 20}))  # the one in doubt states nothing
    assert (silent.from_list, silent.doubted, silent.bound) == (1, 0, "at_most")


def test_where_nobody_states_anything_nothing_is_told(sqlite_database: str) -> None:
    team_id = listed({"s1": [LOUISVILLE]}, {})
    exact(team_id)
    found = kind(team_id)
    assert (found.why_not, found.at_most) == ("nothing_stated", True)
    assert isnan(found.stated)
    assert isnan(found.interval.middle)


def test_one_that_says_tells_nothing_of_the_others_and_there_is_no_interval(
    sqlite_database: str,
) -> None:
    team_id = listed({"s1": [LOUISVILLE], "s2": [RICHMOND]}, {"s1": 60})
    exact(team_id)
    found = kind(team_id)
    assert (found.why_not, found.at_most) == ("one_peer", True)
    assert found.stated == pytest.approx(120 / 180)
    assert isnan(found.interval.low)


def test_without_an_estimate_all_families_are_counted_and_it_is_at_most(
    sqlite_database: str,
) -> None:
    team_id = listed({"s1": [LOUISVILLE]}, {"s1": 60})
    found = kind(team_id)
    assert (found.share, found.why_not, found.at_most) == (None, "no_share", True)
    assert found.stated == pytest.approx(120 / 180)
    assert isnan(found.interval.middle)


def test_a_service_shares_among_the_families_of_all_counties_that_it_says_it_serves(
    sqlite_database: str,
) -> None:
    """Ninety among 100 and 50 families are 0.6 for each; Pike is in no area of it."""
    team_id = stating_areas("Jefferson, Madison and Oldham Counties", 90)
    exact(team_id)
    found = kind(team_id, f"{JEFFERSON},100,,,,\n{MADISON},50,,,,\n{PIKE},30,,,,\n")
    for code in (JEFFERSON, MADISON):
        covered = county(found, code).covered
        assert covered is not None
        assert covered.likely == pytest.approx(0.6)
    assert county(found, PIKE).covered == Span(0, 0, 0)
    assert found.stated == pytest.approx((40 + 20 + 30) / 180)
    assert (found.by_area, found.with_several_places) == (1, 0)
    assert [each.name for each in found.left_out] == ["Oldham"]


def test_an_area_in_words_that_are_no_county_leaves_the_place_to_count(
    sqlite_database: str,
) -> None:
    team_id = stating_areas("Greater Louisville", 90)
    exact(team_id)
    found = kind(team_id)
    assert (found.by_area, county(found, JEFFERSON).services) == (0, 1)


def test_a_county_without_a_figure_is_not_reckoned_and_is_named(sqlite_database: str) -> None:
    team_id = listed({"s1": [LOUISVILLE, EVANSVILLE]}, {"s1": 60})
    exact(team_id)
    found = kind(team_id, f"{JEFFERSON},100,,,,\n{OLDHAM},n/a,,,,\n")
    assert [each.area.id for each in found.counties] == [JEFFERSON]
    assert [each.name for each in found.left_out] == ["Vanderburgh"]
    assert found.stated == pytest.approx(0.7)  # half of it is for families across the line


def test_a_hidden_place_is_in_no_county_as_if_it_had_none(sqlite_database: str) -> None:
    places, capacities = {"s1": [LOUISVILLE], "s2": [RICHMOND]}, {"s1": 60.0, "s2": 25.0}
    hidden = listed(places, capacities, hidden="ls20")
    without = listed(places | {"s2": []}, capacities)
    for team_id in (hidden, without):
        exact(team_id)
    one, other = kind(hidden), kind(without)
    assert one == other
    assert (one.without_county, one.at_most) == (1, True)
    assert county(one, MADISON).standing == "unknown"
    assert county(one, JEFFERSON).standing == "known"


def test_what_is_for_nobody_knows_which_county_only_lowers_the_low_end(
    sqlite_database: str,
) -> None:
    places = {"s1": [LOUISVILLE], "s2": []}
    some, more = (listed(places, {"s1": 60, "s2": each}) for each in (10, 30))
    alone = listed({"s1": [LOUISVILLE]}, {"s1": 60})
    for team_id in (some, more, alone):
        exact(team_id)
    rows = f"{JEFFERSON},100,,,,\n{MADISON},50,,,,\n"
    lows = [kind(team_id, rows).interval for team_id in (alone, some, more)]
    assert [each.low for each in lows] == pytest.approx([90 / 150, 80 / 150, 60 / 150])
    assert [each.high for each in lows] == pytest.approx([90 / 150] * 3)


def test_where_no_service_has_a_county_nothing_is_told(sqlite_database: str) -> None:
    team_id = listed({"s1": []}, {"s1": 60})
    exact(team_id)
    found = kind(team_id)
    assert found.why_not == "nowhere"
    assert isnan(found.stated)
    assert {each.standing for each in found.counties} == {"unknown"}


def test_nobody_in_need_is_no_gap_and_a_county_of_it_no_coverage(sqlite_database: str) -> None:
    team_id = listed({"s1": [LOUISVILLE]}, {"s1": 60})
    exact(team_id)
    found = kind(team_id, f"{JEFFERSON},100,0,120,,\n{PIKE},0,,,,\n")
    assert county(found, JEFFERSON).covered == Span(0.5, 0.6, inf)
    nobody = county(found, PIKE)
    assert (nobody.standing, nobody.covered, nobody.unmet) == ("nobody", None, Span(0, 0, 0))
    none = kind(team_id, f"{PIKE},0,,,,\n")
    assert (none.why_not, isnan(none.stated)) == ("nobody", True)


def gap(
    category: str, draws: list[float], least: list[float] | None = None, *, without_county: int = 0
) -> KindGap:
    middle = float(np.median(draws))
    return KindGap(
        category=category,
        share=None,
        counties=(),
        left_out=(),
        families=Span(1, 1, 1),
        unmet=Span(0, 0, 0),
        stated=middle,
        at_most=False,
        interval=GapInterval(min(draws), middle, max(draws), len(draws)),
        why_not=None,
        services=1,
        by_area=0,
        not_stated=0,
        without_county=without_county,
        with_several_places=0,
        from_list=0,
        doubted=0,
        draws=GapDraws(np.array(draws), np.array(least or draws)),
    )


def ordered(**weights: float) -> CountyGapOrder:
    kinds = (gap("moud", [0.2, 0.4, 0.9]), gap("legal", [0.45, 0.5, 0.55]))
    return county_gaps.county_gap_order(kinds, weights)


def test_the_order_goes_by_how_often_a_gap_is_the_largest_and_weights_turn_it() -> None:
    alike = ordered()
    assert [(each.gap.category, each.largest) for each in alike.ranked] == [
        ("legal", pytest.approx(2 / 3)),
        ("moud", pytest.approx(1 / 3)),
    ]
    turned = ordered(moud=3)
    assert [each.gap.category for each in turned.ranked] == ["moud", "legal"]
    assert turned.middle.index == pytest.approx((3 * 0.4 + 0.5) / 4)
    assert turned.low.index == pytest.approx((3 * 0.2 + 0.45) / 4)
    assert turned.high.index == pytest.approx((3 * 0.9 + 0.55) / 4)
    assert [each.gap.category for each in ordered(moud=0).ranked] == ["legal"]


def test_how_often_a_gap_is_the_largest_hangs_on_help_without_a_county() -> None:
    kinds = (
        gap("moud", [0.2, 0.4, 0.9], [0.1, 0.3, 0.5], without_county=1),
        gap("legal", [0.45, 0.5, 0.55]),
    )
    found = {each.gap.category: each for each in county_gaps.county_gap_order(kinds, {}).ranked}
    moud, legal = found["moud"], found["legal"]
    assert (moud.seldom, moud.largest, moud.often) == pytest.approx((0, 1 / 3, 1 / 3))
    assert (legal.seldom, legal.largest, legal.often) == pytest.approx((2 / 3, 2 / 3, 1))


def test_what_has_no_interval_is_in_no_order_and_is_kept(sqlite_database: str) -> None:
    team_id = listed({"s1": [LOUISVILLE]}, {"s1": 60})
    found = county_gaps.county_gap_order([kind(team_id)], {})
    assert found.ranked == ()
    assert [each.category for each in found.others] == [CATEGORY]
    assert isnan(found.middle.index)
    assert not found.at_most


def test_together_is_at_most_where_one_of_them_is() -> None:
    kinds = (gap("moud", [0.2]), gap("legal", [0.3], without_county=1))
    assert county_gaps.county_gap_order(kinds, {}).at_most
    assert not county_gaps.county_gap_order(kinds, {"legal": 0}).at_most


@pytest.mark.parametrize("weight", [-1, nan])
def test_a_weight_that_cannot_be_is_refused(weight: float) -> None:
    with pytest.raises(ValueError, match="takes weights of 0 or more, not"):
        ordered(moud=weight)


def test_the_same_map_tells_the_same_interval(sqlite_database: str) -> None:
    team_id = listed({"s1": [LOUISVILLE], "s2": [RICHMOND], "s3": [RICHMOND]}, {"s1": 60, "s2": 9})
    share(team_id, 0.2, 0.5, 0.9)
    needs.choose_tier(team_id, "T4", based_on=0)
    needs.save_figure(team_id, "referred", FigureEntry(100, source="Count"), based_on=0)
    need = counted(team_id, NEED)
    one, other = (county_gaps.county_gaps(report(team_id), need) for _ in range(2))
    assert one == other

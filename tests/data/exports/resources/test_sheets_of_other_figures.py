"""Sheets of waiting, paying, languages, awareness, calls and the Lorenz curve say what is known."""

from datetime import date

import pytest

from data.clock import at_day
from data.services import calls, gaps, listings, needs, teams
from data.services.calls import CallEntry
from data.services.listings import CapacityEntry, FactEntry
from data.services.needs import FigureEntry
from scoring.listing import USABLE, before_calls
from tests.data.exports.resources.mapped import ROSTER, fill
from tests.data.exports.resources.sheets import sheet
from tests.data.services.reachable import CATEGORY, counted, listed

DAY = date(2026, 11, 3)
ROWS = "21067,100,,,Court,2024\n21111,300,,,Court,2024\n21195,50,,,Court,2024\n"
PLACES = {"s1": [(38.04, -84.46)], "s2": [(38.19, -85.66)], "s3": []}


@pytest.fixture(autouse=True)
def _day():
    with at_day(DAY):
        yield


@pytest.fixture
def team_id(sqlite_database: str) -> str:
    """Three clinics: 40, 60 and nobody knows how many a year; the third is on no map."""
    return listed(PLACES, {"s1": 40, "s2": 60})


def ids(team_id: str) -> dict[str, str]:
    return {each.record.external_id: each.id for each in listings.services(team_id)}


def fact(team_id: str, key: str, name: str, state: str) -> None:
    entry = FactEntry(state, source="Call", as_of=DAY)  # type: ignore[arg-type]
    listings.save_fact(team_id, ids(team_id)[key], name, entry, based_on=0)


def need_of(team_id: str, low: float, likely: float, high: float) -> None:
    needs.choose_tier(team_id, "T4", based_on=0)
    entry = FigureEntry(likely, low, high, source="Count")
    needs.save_figure(team_id, "referred", entry, based_on=0)
    code = teams.team(team_id).agencies[0].code
    needs.save_share(team_id, CATEGORY, code, FigureEntry(1), based_on=0)


def state_places(
    team_id: str,
    key: str,
    maximum: float,
    *,
    wait: float | None = None,
    line: float | None = None,
    based_on: int,
) -> None:
    entry = CapacityEntry(
        "people",
        maximum=maximum,
        mean_stay_days=365,
        wait_days=wait,
        families_waiting=line,
        source="Call",
        as_of=DAY,
    )
    listings.save_capacity(team_id, ids(team_id)[key], entry, based_on=based_on)


def test_no_ratio_is_told_while_a_service_does_not_say_how_much_it_takes(team_id: str) -> None:
    (row,) = sheet(team_id, "Waiting")
    assert row["why_not_known"] == "how many families need it is not known"
    need_of(team_id, 50, 100, 200)
    (row,) = sheet(team_id, "Waiting")
    assert row["why_not_known"] == "1 of 3 services do not say how much they take"
    told = [row[f"asked_for_each_served_{end}"] for end in ("low", "likely", "high")]
    assert {*told, row["line_grows_without_limit"], row["days_shortest"]} == {"not known"}
    assert None not in row.values()


def test_from_one_on_the_line_grows_and_days_are_those_that_services_state(team_id: str) -> None:
    need_of(team_id, 50, 100, 200)
    state_places(team_id, "s3", 25, wait=21, based_on=0)
    (row,) = sheet(team_id, "Waiting")
    told = [row[f"asked_for_each_served_{end}"] for end in ("low", "likely", "high")]
    assert told == pytest.approx([50 / 125, 100 / 125, 200 / 125])
    assert row["line_grows_without_limit"] == "if need is high"
    assert (row["days_shortest"], row["services_that_say_none"]) == (21, 2)
    assert row["need_is"] == "T4: Families sent for help"


def test_families_in_line_are_told_as_far_as_services_say_and_days_where_all_do(
    team_id: str,
) -> None:
    need_of(team_id, 50, 100, 200)
    (row,) = sheet(team_id, "Waiting")
    assert (row["families_in_line"], row["services_that_say_who_is_in_line"]) == ("not known", 0)
    state_places(team_id, "s1", 40, line=6, based_on=1)
    state_places(team_id, "s2", 60, line=4, based_on=1)
    (row,) = sheet(team_id, "Waiting")
    assert row["families_in_line"] == "10 or more"
    assert row["wait_by_the_line_in_days"] == "not known"
    state_places(team_id, "s3", 25, line=0, based_on=0)
    (row,) = sheet(team_id, "Waiting")
    assert (row["families_in_line"], row["wait_by_the_line_in_days"]) == (10, pytest.approx(36.5))


def test_where_nobody_can_be_served_there_is_no_ratio_and_no_end(sqlite_database: str) -> None:
    team_id = listed({"s1": []}, {"s1": 0})
    need_of(team_id, 50, 100, 200)
    (row,) = sheet(team_id, "Waiting")
    assert row["asked_for_each_served_low"] == "nobody can be served"
    assert row["line_grows_without_limit"] == "yes"


def test_shares_of_paying_are_of_what_is_stated_and_silence_stands_beside(team_id: str) -> None:
    fact(team_id, "s1", "accepts_medicaid", "yes")
    fact(team_id, "s3", "no_cost_option", "yes")
    (row,) = sheet(team_id, "Paying")
    shares = [row[f"share_{part}"] for part in ("yes", "no", "not_known")]
    assert shares == pytest.approx([0.4, 0, 0.6])
    assert (row["families_a_year_stated"], row["services_not_stated"]) == (100, 1)
    assert (row["services_yes"], row["services_no"], row["services_not_known"]) == (2, 0, 1)


def test_where_nobody_states_a_number_no_share_is_a_zero(sqlite_database: str) -> None:
    team_id = listed({"s1": []}, {})
    (row,) = sheet(team_id, "Paying")
    assert {row[f"share_{part}"] for part in ("yes", "no", "not_known")} == {"not known"}
    assert row["families_a_year_stated"] == "not known"
    assert row["why_no_share"] == "no service says how much it can take"


def test_languages_are_counted_and_shares_of_families_go_from_known_to_possible(
    team_id: str,
) -> None:
    fact(team_id, "s1", "languages_spanish", "yes")
    spanish, sign = sheet(team_id, "Languages")
    assert (spanish["language"], sign["language"]) == ("Spanish", "Sign language")
    assert spanish["share_in_reach_low"] == spanish["families"] == "no need by county"
    counted(team_id, ROWS)
    spanish, sign = sheet(team_id, "Languages")
    assert (spanish["services_yes"], spanish["services_not_known"]) == (1, 2)
    span = (spanish["share_in_reach_low"], spanish["share_in_reach_high"])
    assert span == pytest.approx((100 / 450, 400 / 450))
    assert (spanish["families"], spanish["services_without_place"]) == (450, 1)
    assert (sign["share_in_reach_low"], sign["services_yes"]) == (0, 0)
    assert sign["share_in_reach_high"] == pytest.approx(400 / 450)


def test_the_points_of_a_curve_give_its_index_and_name_its_counties(team_id: str) -> None:
    """The index again from the sheet alone, by the trapezoids of the design."""
    listings.confirm(team_id, [(ids(team_id)["s3"], CATEGORY)], belongs=False)
    assert sheet(team_id, "Lorenz curve") == []
    counted(team_id, ROWS)
    points, (even,) = sheet(team_id, "Lorenz curve"), sheet(team_id, "Evenness")
    assert [point["point"] for point in points] == [0, 1, 2, 3]
    families = [point["share_of_families"] for point in points]
    reached = [point["share_within_reach"] for point in points]
    steps = zip(families, families[1:], reached, reached[1:], strict=False)
    assert even["gini"] == pytest.approx(1 - sum((b - a) * (c + d) for a, b, c, d in steps))
    assert [point["county_fips"] for point in points[1:]] == ["21195", "21111", "21067"]
    for place, point in enumerate(points):
        before = sum(each["families"] for each in points[: place + 1])
        assert point["share_of_families"] == pytest.approx(before / 450)


def test_awareness_counts_each_agency_once_for_a_service(sqlite_database: str) -> None:
    team = teams.create_team("River county", "", ROSTER)
    assert sheet(team.id, "Awareness") == []
    fill(team)
    everything, own = sheet(team.id, "Awareness")
    assert everything["kind_of_help"] == "all kinds of help together"
    assert own["category"] == "residential_family"
    # New Shore runs the service and knows it; County child welfare does not know of it
    assert (own["inside_know"], own["inside_answers"], own["inside_share"]) == (1, 1, 1)
    assert (own["outside_do_not_know_of_it"], own["outside_share"], own["gap"]) == (1, 0, 1)


def test_where_nobody_inside_has_answered_no_gap_is_told(team_id: str) -> None:
    code = teams.team(team_id).agencies[0].code
    listing = ids(team_id)["s1"]
    listings.save_known(team_id, listing, code, knows="not_sure", would_send="", based_on=0)
    row = sheet(team_id, "Awareness")[1]
    assert row["inside_share"] == row["gap"] == "nobody has answered"
    assert (row["outside_not_sure"], row["outside_share"]) == (1, 0)


def test_lists_stand_where_other_lists_stood_until_a_call_moves_them(team_id: str) -> None:
    whole, source, state, kind = sheet(team_id, "Lists and calls")
    assert [whole["of"], kind["of"]] == ["all lists", "a kind of help"]
    assert (source["of"], state["of"], state["name"]) == ("a list", "a list", "State")
    assert (source["name"], source["services_listed"]) == ("211", 3)
    assert whole["share_usable"] == pytest.approx(USABLE)
    assert (whole["services_called"], whole["reached_yes"]) == (0, "not called")
    code = teams.team(team_id).agencies[0].code
    for key, outcome in (("s1", "as_listed"), ("s2", "wrong_number"), ("s3", "no_answer")):
        calls.record(team_id, ids(team_id)[key], CallEntry(DAY, outcome, code))
    whole = sheet(team_id, "Lists and calls")[0]
    told = before_calls().after(real=1, unreal=1)
    assert whole["share_usable"] == pytest.approx(told.share)
    span = told.interval()
    assert (whole["share_usable_low"], whole["share_usable_high"]) == pytest.approx(
        (span.low, span.high)
    )
    assert (whole["services_called"], whole["calls_that_told"], whole["all_as_listed"]) == (3, 2, 1)
    assert [whole[f"offers_{said}"] for said in ("yes", "no", "not_known")] == [1, 1, 1]


def test_what_leaves_of_calls_is_what_the_screen_has(sqlite_database: str) -> None:
    team = teams.create_team("River county", "", ROSTER)
    fill(team)
    found = calls.reliability(team.id)
    rows = {row["name"]: row for row in sheet(team.id, "Lists and calls")}
    assert len(rows) == 1 + len(found.sources) + len(found.kinds)
    assert rows["211 directory"]["services_called"] == found.sources["211 directory"].called
    assert len(sheet(team.id, "Waiting")) == sum(
        bool(each.services) for each in gaps.gap_report(team.id).categories
    )

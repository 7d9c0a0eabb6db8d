"""Waiting, ways to pay, languages and evenness: what is not known is in no share."""

import math
from datetime import date, timedelta

import pytest

from data.clock import at_day
from data.geography.states import states
from data.services import (
    access_maps,
    calls,
    county_needs,
    directories,
    gaps,
    listings,
    needs,
    teams,
)
from data.services import other_figures as figures
from data.services.access_maps import Terms
from data.services.calls import CallEntry
from data.services.gaps import GapReport
from data.services.listings import CapacityEntry, FactEntry
from data.services.needs import FigureEntry
from data.views import AgencyEntry

DAY = date(2026, 11, 3)
ROSTER = (AgencyEntry("Court", "court", 6), AgencyEntry("Clinic", "health_care", 6))
KIND = "moud"
SERVICES = b"""id,name,description,status
s1,One,x,active
s2,Two,x,active
s3,Three,x,active
"""
LINKS = b"id,service_id,location_id\na1,s1,l1\na2,s2,l2\na3,s3,l3\n"
PLACES = b"""id,name,location_type,latitude,longitude
l1,Lexington office,physical,38.04,-84.46
l2,Louisville office,physical,38.19,-85.66
l3,Office,physical,,
"""
COUNTIES = b"""fips,families
21067,100
21111,300
21195,50
"""


@pytest.fixture(autouse=True)
def _day():
    with at_day(DAY):
        yield


@pytest.fixture
def team_id(sqlite_database: str) -> str:
    made = teams.create_team("River county", "", ROSTER).id
    given = {"services.csv": SERVICES, "service_at_location.csv": LINKS, "locations.csv": PLACES}
    directories.accept(directories.read(made, given, source="211"))
    listings.confirm(made, [(each.id, KIND) for each in listings.services(made)])
    return made


def ids(team_id: str) -> dict[str, str]:
    return {each.record.external_id: each.id for each in listings.services(team_id)}


def fact(team_id: str, key: str, name: str, state: str, *, day: date = DAY) -> None:
    entry = FactEntry(state, source="Call", as_of=day)  # type: ignore[arg-type]
    listings.save_fact(team_id, ids(team_id)[key], name, entry, based_on=0)


def places(
    team_id: str,
    key: str,
    maximum: float | None,
    *,
    wait: float | None = None,
    line: float | None = None,
    day: date = DAY,
) -> None:
    entry = CapacityEntry(
        "people",
        maximum=maximum,
        mean_stay_days=365,
        wait_days=wait,
        families_waiting=line,
        source="Call",
        as_of=day,
    )
    listings.save_capacity(team_id, ids(team_id)[key], entry, based_on=0)


def need_of(team_id: str, low: float, likely: float, high: float) -> None:
    needs.choose_tier(team_id, "T4", based_on=0)
    entry = FigureEntry(likely, low, high, source="Count")
    needs.save_figure(team_id, "referred", entry, based_on=0)
    code = teams.team(team_id).agencies[0].code
    needs.save_share(team_id, KIND, code, FigureEntry(1), based_on=0)


def report(team_id: str) -> GapReport:
    return gaps.gap_report(team_id)


def test_nothing_is_said_of_waiting_while_one_service_does_not_state_its_places(team_id):
    need_of(team_id, 10, 20, 30)
    places(team_id, "s1", 40)
    places(team_id, "s2", 20)
    (wait,) = figures.waits(report(team_id))
    assert (wait.busy, wait.not_stated) == (None, 1)


def test_where_more_ask_than_can_be_served_the_line_grows_without_days(team_id):
    need_of(team_id, 30, 60, 90)
    for key, maximum in (("s1", 40), ("s2", 20), ("s3", 15)):
        places(team_id, key, maximum)
    (wait,) = figures.waits(report(team_id))
    assert wait.busy is not None
    assert [each.utilisation for each in wait.busy] == pytest.approx([0.4, 0.8, 1.2])
    assert [each.grows for each in wait.busy] == [False, False, True]
    assert all(math.isnan(each.days) for each in wait.busy)  # nobody wrote down who is in line


def test_where_all_say_who_is_in_line_the_wait_follows_by_little_s_law(team_id):
    """12 in line where 60 come in a year: 12 / 60 of a year, 73 days."""
    need_of(team_id, 30, 60, 90)
    for key, maximum, line in (("s1", 40, 7), ("s2", 20, 5), ("s3", 15, 0)):
        places(team_id, key, maximum, line=line)
    (wait,) = figures.waits(report(team_id))
    assert (wait.in_line.total, wait.in_line.stated) == (12, 3)
    assert wait.busy is not None
    assert [each.days for each in wait.busy][:2] == pytest.approx([146, 73])
    assert math.isnan(wait.busy[2].days)  # there the line grows without limit


def test_what_only_a_list_knows_counts_at_one_end_of_waiting_and_not_at_the_other(team_id):
    need_of(team_id, 30, 60, 90)
    for key, maximum, line in (("s1", 40, 7), ("s2", 20, 5), ("s3", 15, 0)):
        places(team_id, key, maximum, line=line)
    code = teams.team(team_id).agencies[0].code
    calls.record(team_id, ids(team_id)["s1"], CallEntry(DAY, "wrong_number", code))
    (wait,) = figures.waits(report(team_id))
    assert wait.from_list == 1
    assert wait.busy is not None
    assert [each.utilisation for each in wait.busy] == pytest.approx([30 / 75, 60 / 75, 90 / 35])
    assert wait.busy[0].days == pytest.approx(146)  # 30 come, and 35 are sure to be served
    assert math.isnan(wait.busy[1].days)  # 60 come: without the one in doubt the line has no end


def test_a_line_that_one_service_does_not_tell_or_told_long_ago_gives_no_days(team_id):
    need_of(team_id, 30, 60, 90)
    places(team_id, "s1", 40, line=7)
    places(team_id, "s2", 20, line=5, day=DAY - timedelta(91))
    places(team_id, "s3", 15, line=0)
    (wait,) = figures.waits(report(team_id))
    assert (wait.in_line.total, wait.in_line.stated, wait.in_line.not_stated) == (7, 2, 1)
    assert wait.busy is not None
    assert all(math.isnan(each.days) for each in wait.busy)


def test_days_are_those_that_services_state_and_not_from_long_ago(team_id):
    places(team_id, "s1", 40, wait=21)
    places(team_id, "s2", None, wait=7)
    places(team_id, "s3", 15, wait=3, day=DAY - timedelta(91))
    (wait,) = figures.waits(report(team_id))
    assert (wait.days, wait.silent) == ((7, 21), 1)


def test_what_can_be_paid_for_is_a_share_of_what_is_stated_and_silence_is_in_no_part(team_id):
    places(team_id, "s1", 30)
    places(team_id, "s2", 10)
    fact(team_id, "s1", "accepts_medicaid", "yes")
    fact(team_id, "s2", "accepts_medicaid", "no")
    found = figures.ways_to_pay(report(team_id))[KIND]
    assert (found.yes, found.no, found.unknown) == pytest.approx((0.75, 0, 0.25))
    assert (found.sites, found.not_stated) == ((1, 0, 2), 1)
    fact(team_id, "s2", "no_cost_option", "no")
    found = figures.ways_to_pay(report(team_id))[KIND]
    assert (found.no, found.sites) == (pytest.approx(0.25), (1, 1, 1))


def test_a_language_that_was_spoken_long_ago_is_not_known(team_id):
    fact(team_id, "s1", "languages_spanish", "yes")
    fact(team_id, "s2", "languages_spanish", "yes", day=DAY - timedelta(400))
    fact(team_id, "s3", "languages_spanish", "no")
    found = figures.spoken(report(team_id), "languages_spanish")[KIND]
    assert (found.yes, found.no, found.unknown) == (1, 1, 1)


def counties(team_id: str) -> county_needs.CountyNeedView:
    taken = county_needs.accept(county_needs.read(team_id, COUNTIES, name="need.csv", tier="T4"))
    assert taken is not None
    return taken


def test_a_language_in_reach_is_between_what_is_known_and_what_may_be(team_id):
    need = counties(team_id)
    fact(team_id, "s1", "languages_spanish", "yes")
    told = figures.spoken_in_reach(report(team_id), need, fact="languages_spanish", miles=20)
    found = told[KIND]
    assert list(told) == [KIND]
    assert (found.low, found.high) == pytest.approx((100 / 450, 400 / 450))
    assert (found.families, found.unplaced_sites) == (450, 1)


def test_what_is_spoken_at_one_kind_of_help_is_in_no_share_of_another(team_id):
    need = counties(team_id)
    fact(team_id, "s1", "languages_spanish", "yes")
    fact(team_id, "s2", "languages_spanish", "no")
    fact(team_id, "s3", "languages_spanish", "no")
    listings.confirm(team_id, [(ids(team_id)["s2"], "outpatient")])
    found = figures.spoken_in_reach(report(team_id), need, fact="languages_spanish", miles=20)
    spans = {kind: (each.low, each.high, each.unplaced_sites) for kind, each in found.items()}
    assert spans == {KIND: pytest.approx((100 / 450, 100 / 450, 0)), "outpatient": (0, 0, 0)}


def test_evenness_leaves_out_what_is_not_known_and_is_the_gini_index_of_the_rest(team_id):
    need = counties(team_id)
    for key, maximum in (("s1", 40), ("s2", 60)):
        places(team_id, key, maximum)
    listings.confirm(team_id, [(ids(team_id)["s3"], KIND)], belongs=False)
    whole_state = b"id,name,status,service_areas\nh1,Help line,active,Kentucky\n"
    directories.accept(directories.read(team_id, {"services.csv": whole_state}, source="State"))
    (state,) = (each for each in states() if each.code == "21")
    mapped = access_maps.access_map(report(team_id), need, Terms(KIND, 20, "alike"), state=state)
    found = figures.evenness(mapped)
    assert (found.areas, found.need, found.left_out) == (3, 450, 117)
    # 100 families reach 0.4 each, 300 reach 0.2, 50 reach nothing; half the mean difference
    families, reached = (100, 300, 50), (0.4, 0.2, 0.0)
    mean = sum(n * a for n, a in zip(families, reached, strict=True)) / 450
    apart = sum(
        n * m * abs(a - b)
        for n, a in zip(families, reached, strict=True)
        for m, b in zip(families, reached, strict=True)
    )
    assert found.gini == pytest.approx(apart / (2 * 450**2 * mean))

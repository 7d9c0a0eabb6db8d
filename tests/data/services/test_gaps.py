"""Gaps: only what a person confirmed is supply, and what nobody knows changes no sum."""

import math
from dataclasses import replace
from datetime import date, timedelta

import pytest

from data.clock import at_day
from data.services import directories, found_on_lists, gaps, listings, needs, teams
from data.services.gaps import GapReport
from data.services.listings import CapacityEntry, FactEntry
from data.services.needs import FigureEntry
from data.views import AgencyEntry

DAY = date(2026, 11, 3)
ROSTER = (
    AgencyEntry("County child welfare", "child_welfare", 6),
    AgencyEntry("New Shore", "sud_treatment", 5),
)
ORGANIZATIONS = b"id,name,description\no1,New Shore,Treatment\n"
SERVICES = b"""id,organization_id,name,description,status
s1,o1,Residential substance use treatment for parents with children one,Beds,active
s2,o1,Residential substance use treatment for parents with children two,Beds,active
s3,o1,Residential substance use treatment for parents with children three,Beds,active
s4,o1,Residential substance use treatment for parents with children four,Beds,inactive
"""
KIND = "residential_family"


@pytest.fixture(autouse=True)
def _day():
    with at_day(DAY):
        yield


@pytest.fixture
def team_id(database: str) -> str:
    made = teams.create_team("River county", "", ROSTER).id
    given = {"organizations.csv": ORGANIZATIONS, "services.csv": SERVICES}
    directories.accept(directories.read(made, given, source="211"))
    return made


def ids(team_id: str) -> dict[str, str]:
    return {each.record.external_id: each.id for each in listings.services(team_id)}


def confirm(team_id: str, *keys: str) -> None:
    known = ids(team_id)
    listings.confirm(team_id, [(known[key], KIND) for key in keys])


def fact(team_id: str, key: str, name: str, state: str, *, day: date = DAY) -> None:
    entry = FactEntry(state, source="Call", as_of=day)
    before = listings.service(team_id, ids(team_id)[key]).fact(name)
    listings.save_fact(team_id, ids(team_id)[key], name, entry, based_on=before.version)


def beds(team_id: str, key: str, maximum: float | None, *, stay: float | None = 73) -> None:
    before = listings.service(team_id, ids(team_id)[key]).capacity
    entry = CapacityEntry("family units", maximum=maximum, mean_stay_days=stay, source="Call")
    version = before.version if before else 0
    listings.save_capacity(team_id, ids(team_id)[key], entry, based_on=version)


def need_of(team_id: str, families: float, *, share: float = 1) -> None:
    needs.choose_tier(team_id, "T4", based_on=0)
    needs.save_figure(team_id, "referred", FigureEntry(families, source="Count"), based_on=0)
    code = teams.team(team_id).agencies[0].code
    needs.save_share(team_id, KIND, code, FigureEntry(share), based_on=0)


def report(team_id: str) -> GapReport:
    return gaps.gap_report(team_id)


def test_what_a_rule_proposes_is_no_supply(team_id):
    gap = report(team_id).category(KIND)
    assert gap.services == ()
    assert gap.proposed == 3
    assert gap.cells["fathers"].verdict == "not_scanned"


def test_what_is_closed_is_no_supply_even_if_somebody_confirmed_it(team_id):
    confirm(team_id, "s1", "s4")
    assert report(team_id).category(KIND).services == (ids(team_id)["s1"],)


def test_what_nobody_states_changes_no_sum_and_is_counted(team_id):
    confirm(team_id, "s1", "s2", "s3")
    beds(team_id, "s1", 8)
    beds(team_id, "s2", 6)
    before = report(team_id).category(KIND)
    assert (before.places.total, before.places.stated, before.places.not_stated) == (14, 2, 1)
    assert before.supply.total == pytest.approx(14 * 365 / 73)
    beds(team_id, "s3", None)
    after = report(team_id).category(KIND)
    assert after.places == before.places
    assert after.supply == before.supply


def test_that_nobody_says_is_not_zero_and_a_known_zero_is(team_id):
    confirm(team_id, "s1")
    assert math.isnan(report(team_id).category(KIND).places.total)
    beds(team_id, "s1", 0)
    assert report(team_id).category(KIND).places.total == 0


def test_coverage_is_supply_over_need_where_both_are_known(team_id):
    confirm(team_id, "s1", "s2")
    beds(team_id, "s1", 8)
    beds(team_id, "s2", 6)
    need_of(team_id, 140)
    coverage = report(team_id).category(KIND).coverage
    assert coverage is not None
    assert (coverage.low, coverage.middle, coverage.high) == pytest.approx((0.5, 0.5, 0.5))
    assert coverage.shortage == 1


def test_what_is_not_known_makes_the_interval_wider_and_leads_to_a_call(team_id):
    confirm(team_id, "s1", "s2", "s3")
    beds(team_id, "s1", 8)
    beds(team_id, "s2", 6)
    code = teams.team(team_id).agencies[0].code
    listings.save_known(team_id, ids(team_id)["s3"], code, knows="yes", would_send="", based_on=0)
    need_of(team_id, 140)
    found = report(team_id)
    coverage = found.category(KIND).coverage
    assert coverage is not None
    assert coverage.low < coverage.high
    assert coverage.low > 0.5  # the two that state theirs
    first = gaps.next_ten(found)[0]
    assert first.service is not None
    assert first.service.id == ids(team_id)["s3"]
    assert first.share > 0.9


def test_the_same_map_draws_the_same_interval(team_id):
    confirm(team_id, "s1", "s2", "s3")
    beds(team_id, "s1", 8)
    beds(team_id, "s2", 6)
    need_of(team_id, 140)
    assert report(team_id).category(KIND).coverage == report(team_id).category(KIND).coverage


def test_without_need_there_is_no_coverage_and_no_call(team_id):
    confirm(team_id, "s1")
    beds(team_id, "s1", 8)
    found = report(team_id)
    assert found.category(KIND).coverage is None
    assert gaps.next_ten(found) == ()


def test_each_cell_keeps_its_four_states(team_id):
    confirm(team_id, "s1", "s2", "s3")
    fact(team_id, "s1", "accepts_fathers", "yes")
    fact(team_id, "s2", "accepts_fathers", "no")
    fact(team_id, "s3", "accepts_fathers", "unknown")
    cell = report(team_id).category(KIND).cells["fathers"]
    assert (cell.yes, cell.no, cell.unknown, cell.not_asked) == (1, 1, 1, 0)
    assert cell.verdict == "guaranteed"
    assert gaps.basis_of(report(team_id).category(KIND), "fathers") == {
        "confirmed": 3,
        "proposed": 0,
        "yes": 1,
        "no": 1,
        "not_known": 1,
    }
    for key in ("s1", "s2", "s3"):
        fact(team_id, key, "accepts_fathers", "no")
    assert report(team_id).category(KIND).cells["fathers"].verdict == "impossible"


def test_what_was_known_a_year_ago_is_open_again(team_id):
    confirm(team_id, "s1")
    fact(team_id, "s1", "accepts_fathers", "yes", day=DAY - timedelta(400))
    assert report(team_id).category(KIND).cells["fathers"].verdict == "open"


def test_how_complete_two_lists_are_comes_from_what_they_share(team_id):
    rows = (f"t{at},Family residential {at},Beds,active" for at in range(4))
    table = "\n".join(("id,name,description,status", *rows)).encode()
    directories.accept(directories.read(team_id, {"services.csv": table}, source="Locator"))
    known = ids(team_id)
    listings.merge(team_id, known["t0"], into=known["s1"])
    listings.merge(team_id, known["t1"], into=known["s2"])
    found = found_on_lists.completeness_of(report(team_id), "211", "Locator")
    assert (found.found, found.overlap) == (5, 2)
    assert found.services == pytest.approx((3 + 1) * (4 + 1) / (2 + 1) - 1)  # Chapman


def test_who_knows_a_service_is_told_inside_and_outside_of_who_runs_it(team_id):
    confirm(team_id, "s1")
    first, second = (agency.code for agency in teams.team(team_id).agencies)
    listing = ids(team_id)["s1"]
    listings.save_known(team_id, listing, first, knows="no", would_send="", based_on=0)
    listings.save_known(team_id, listing, second, knows="yes", would_send="yes", based_on=0)
    found = gaps.known_by(report(team_id), {first: "County child welfare", second: "New Shore"})
    assert found[KIND].inside.know == 1
    assert found[KIND].outside.deny == 1
    assert found[KIND].gap == 1


def test_numbers_that_are_too_old_or_of_something_else_count_as_not_stated(team_id):
    confirm(team_id, "s1", "s2", "s3")
    last_year = DAY - timedelta(days=400)
    for key, unit, day in (
        ("s1", "family units", DAY),
        ("s2", "family units", last_year),
        ("s3", "visits a week", DAY),
    ):
        entry = CapacityEntry(unit, maximum=10, mean_stay_days=73, source="Call", as_of=day)
        listings.save_capacity(team_id, ids(team_id)[key], entry, based_on=0)
    gap = report(team_id).category(KIND)
    assert (gap.places.total, gap.places.stated, gap.places.not_stated) == (10, 1, 2)
    assert (gap.supply.total, gap.supply.stated, gap.supply.not_stated) == (50, 1, 2)


@pytest.mark.parametrize(
    ("owner", "code", "runs"),
    [
        ("New Shore", "x", True),
        ("NEW SHORE, Inc.", "x", True),
        ("The New-Shore L.L.C.", "x", True),
        ("New Shores", "x", False),
        ("Somebody else", "o1", True),
        ("Inc.", "x", False),
    ],
)
def test_who_runs_a_service_is_found_by_name_in_any_writing_and_by_id(team_id, owner, code, runs):
    confirm(team_id, "s1")
    service = listings.service(team_id, ids(team_id)["s1"])
    assert service.organization is not None
    named = replace(service, organization=replace(service.organization, name=owner))
    names = {"y": "County child welfare", code: "New Shore"}
    assert gaps.operator_among(named, names) == ("New Shore" if runs else "")

"""What calls found is a fact of its day: in the grid, on the walk, and in how sure a sum is."""

from datetime import date, timedelta

import pytest

from data.clock import at_day
from data.services import calls, directories, gaps, listings, needs, teams
from data.services.calls import CallEntry
from data.services.family_walk import walk
from data.services.heard import is_sure
from data.services.listings import CapacityEntry, FactEntry
from data.services.needs import FigureEntry
from data.views import AgencyEntry
from scoring.uncertainty import CoverageInterval

DAY = date(2026, 11, 3)
ROSTER = (AgencyEntry("Court", "court", 6), AgencyEntry("Clinic", "health_care", 6))
SERVICES = b"id,name,description,status\ns1,One,x,active\ns2,Two,x,active\n"
CAPACITIES = b"""id,service_id,unit,available,maximum,updated
c1,s1,hours,,100,2026-10-01
c2,s2,hours,,100,2026-10-01
"""
KIND = "family_time"


@pytest.fixture(autouse=True)
def _day():
    with at_day(DAY):
        yield


@pytest.fixture
def team_id(sqlite_database: str) -> str:
    made = teams.create_team("River county", "", ROSTER).id
    given = {"services.csv": SERVICES, "service_capacity.csv": CAPACITIES}
    directories.accept(directories.read(made, given, source="211"))
    listings.confirm(made, [(each, KIND) for each in ids(made).values()])
    needs.choose_tier(made, "T4", based_on=0)
    needs.save_figure(made, "referred", FigureEntry(10_400, source="Count"), based_on=0)
    code = teams.team(made).agencies[0].code
    needs.save_share(made, KIND, code, FigureEntry(1), based_on=0)
    return made


def ids(team_id: str) -> dict[str, str]:
    return {each.record.external_id: each.id for each in listings.services(team_id)}


def one(team_id: str, key: str = "s1") -> listings.ServiceView:
    return listings.service(team_id, ids(team_id)[key])


def call(
    team_id: str, outcome: str = "as_listed", *, key: str = "s1", ago: int = 0, **said: str
) -> None:
    code = teams.team(team_id).agencies[1].code
    entry = CallEntry(DAY - timedelta(ago), outcome, code, **said)  # type: ignore[arg-type]
    calls.record(team_id, ids(team_id)[key], entry)


def cell(team_id: str, population: str) -> tuple[int, int, int, int]:
    found = gaps.gap_report(team_id).category(KIND).cells[population]
    return (found.yes, found.no, found.unknown, found.not_asked)


def coverage(team_id: str) -> CoverageInterval:
    found = gaps.gap_report(team_id).category(KIND).coverage
    assert found is not None
    return found


def test_a_call_that_asked_for_fathers_stands_in_the_grid_and_on_the_walk(team_id):
    assert cell(team_id, "fathers") == (0, 0, 0, 2)
    call(team_id, asked_for="fathers", takes_family="no")
    assert cell(team_id, "fathers") == (0, 1, 0, 1)
    fact = one(team_id).fact("accepts_fathers")
    assert (fact.state, fact.source, fact.as_of, fact.version) == ("no", "Call by Clinic", DAY, 0)
    (step,) = walk(gaps.gap_report(team_id), ["a_father"], path=[KIND])
    assert (step.funnel.left.low, step.funnel.left.high) == (0, 1)


def test_the_later_day_counts_between_a_call_and_a_word_of_the_team(team_id):
    entry = FactEntry("yes", source="Visit", as_of=DAY - timedelta(5))
    listings.save_fact(team_id, one(team_id).id, "accepts_fathers", entry, based_on=0)
    call(team_id, ago=9, asked_for="fathers", takes_family="no")
    assert one(team_id).fact("accepts_fathers").state == "yes"
    call(team_id, ago=2, asked_for="fathers", takes_family="no")
    found = one(team_id).fact("accepts_fathers")
    assert (found.state, found.version) == ("no", 1)  # the next word is the second version
    call(team_id, ago=1, asked_for="fathers", takes_family="unknown")
    assert one(team_id).fact("accepts_fathers").state == "no"


def test_a_way_to_pay_is_known_for_the_people_and_for_no_single_fact(team_id):
    call(team_id, takes_payer="yes")
    assert cell(team_id, "medicaid_or_uninsured") == (1, 0, 0, 1)
    assert one(team_id).fact("accepts_medicaid").state == "not_asked"
    call(team_id, takes_payer="no")
    assert cell(team_id, "medicaid_or_uninsured") == (0, 1, 0, 1)
    assert one(team_id).fact("accepts_medicaid").state == "no"


@pytest.mark.parametrize(
    ("said", "days", "bounds"),
    [("yes", 7, (1, 2)), ("yes", 3, (0, 2)), ("no", 7, (0, 1)), ("no", 30, (0, 2))],
)
def test_an_opening_within_a_week_is_known_on_the_walk(team_id, said, days, bounds):
    call(team_id, has_opening=said)
    (step,) = walk(gaps.gap_report(team_id), ["court_date"], path=[KIND], within_days=days)
    assert (step.funnel.left.low, step.funnel.left.high) == bounds


def test_a_call_of_long_ago_and_one_that_reached_nobody_are_no_facts(team_id):
    call(team_id, ago=400, asked_for="fathers", takes_family="no")
    assert cell(team_id, "fathers") == (0, 0, 1, 1)  # somebody asked, too long ago
    call(team_id, "no_answer", key="s2", asked_for="fathers", takes_family="yes")
    assert cell(team_id, "fathers") == (0, 0, 1, 1)


def test_a_service_that_only_a_list_knows_may_not_be_there_and_a_call_makes_it_sure(team_id):
    before = coverage(team_id)
    assert (before.low, before.middle, before.high) == (0.5, 1.0, 1.0)
    call(team_id)
    after = coverage(team_id)
    assert after.low == 0.5
    assert after.shortage < before.shortage
    call(team_id, key="s2")
    sure = coverage(team_id)
    assert (sure.low, sure.middle, sure.high, sure.shortage) == (1, 1, 1, 0)


def test_what_people_know_first_hand_makes_it_sure_until_a_later_call_finds_nothing(team_id):
    beds = CapacityEntry("hours", maximum=100, source="Visit", as_of=DAY - timedelta(3))
    listings.save_capacity(team_id, one(team_id).id, beds, based_on=0)
    assert is_sure(one(team_id))
    call(team_id, "wrong_number", ago=5)
    assert is_sure(one(team_id))
    call(team_id, "wrong_number", ago=1)
    assert not is_sure(one(team_id))


def test_calls_that_find_nothing_make_what_was_not_called_less_likely(team_id):
    before = coverage(team_id).shortage
    call(team_id, "wrong_number", key="s2")
    assert coverage(team_id).shortage > before

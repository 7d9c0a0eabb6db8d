"""A family is walked between bounds; what no fact answers is not known, and never a no."""

from datetime import date, timedelta

import pytest

from data.clock import at_day
from data.services import directories, gaps, listings, teams
from data.services.family_walk import walk, whole_way
from data.services.gaps import GapReport
from data.services.listings import CapacityEntry, FactEntry
from data.views import AgencyEntry

DAY = date(2026, 11, 3)
ROSTER = (AgencyEntry("Court", "court", 6), AgencyEntry("Clinic", "health_care", 6))
SERVICES = b"""id,name,description,status
s1,One,x,active
s2,Two,x,active
s3,Three,x,active
"""
KIND = "residential_family"


@pytest.fixture(autouse=True)
def _day():
    with at_day(DAY):
        yield


@pytest.fixture
def team_id(sqlite_database: str) -> str:
    made = teams.create_team("River county", "", ROSTER).id
    directories.accept(directories.read(made, {"services.csv": SERVICES}, source="211"))
    return made


def ids(team_id: str) -> dict[str, str]:
    return {each.record.external_id: each.id for each in listings.services(team_id)}


def confirm(team_id: str, *keys: str) -> None:
    listings.confirm(team_id, [(ids(team_id)[key], KIND) for key in keys])


def fact(team_id: str, key: str, name: str, state: str) -> None:
    entry = FactEntry(state, source="Call", as_of=DAY)  # type: ignore[arg-type]
    before = listings.service(team_id, ids(team_id)[key]).fact(name)
    listings.save_fact(team_id, ids(team_id)[key], name, entry, based_on=before.version)


def wait(team_id: str, key: str, *, day: date = DAY, **numbers: float) -> None:
    entry = CapacityEntry("beds", source="Call", as_of=day, **numbers)
    listings.save_capacity(team_id, ids(team_id)[key], entry, based_on=0)


def report(team_id: str) -> GapReport:
    return gaps.gap_report(team_id)


def test_a_family_is_walked_between_bounds_and_what_would_open_the_way_is_named(team_id):
    confirm(team_id, "s1", "s2")
    fact(team_id, "s1", "accepts_children", "yes")
    fact(team_id, "s1", "accepts_methadone", "no")
    fact(team_id, "s2", "accepts_children", "yes")
    fact(team_id, "s2", "accepts_methadone", "no")
    family = ("children_along", "takes_methadone")
    (step,) = walk(report(team_id), family, path=(KIND,))
    assert [(each.low, each.high) for each in step.funnel.steps] == [(2, 2), (2, 2), (0, 0)]
    assert step.reopening == ("takes_methadone",)
    fact(team_id, "s2", "accepts_methadone", "unknown")
    (step,) = walk(report(team_id), family, path=(KIND,))
    assert (step.funnel.left.low, step.funnel.left.high) == (0, 1)


def test_a_family_of_whom_nothing_is_said_is_taken_by_all(team_id):
    confirm(team_id, "s1", "s2")
    (step,) = walk(report(team_id), (), path=(KIND,))
    assert (step.funnel.left.low, step.funnel.left.high) == (2, 2)


def test_a_family_without_a_car_gets_there_only_where_the_service_helps_and_else_nobody_knows(
    team_id,
):
    confirm(team_id, "s1", "s2", "s3")
    fact(team_id, "s1", "transport_help", "yes")
    fact(team_id, "s2", "transport_help", "no")
    fact(team_id, "s2", "remote_option", "no")
    (step,) = walk(report(team_id), ("no_car",), path=(KIND,))
    assert (step.funnel.left.low, step.funnel.left.high) == (1, 3)
    assert step.not_known == {"no_car": 2}


def test_a_court_date_is_held_against_the_wait_that_a_service_states(team_id):
    confirm(team_id, "s1", "s2", "s3")
    wait(team_id, "s1", wait_days=14)
    wait(team_id, "s2", wait_days=38)
    for days, low, high in ((13, 0, 1), (14, 1, 2), (38, 2, 3)):
        (step,) = walk(report(team_id), ("court_date",), path=(KIND,), within_days=days)
        assert (step.funnel.left.low, step.funnel.left.high) == (low, high)
        assert step.not_known == {"court_date": 1}


def test_a_free_place_is_no_wait_and_a_full_house_tells_no_days(team_id):
    confirm(team_id, "s1", "s2", "s3")
    wait(team_id, "s1", available=1)
    wait(team_id, "s2", available=0)
    wait(team_id, "s3", available=2, day=DAY - timedelta(91))
    (step,) = walk(report(team_id), ("court_date",), path=(KIND,), within_days=7)
    assert (step.funnel.left.low, step.funnel.left.high) == (1, 3)


def test_a_wait_of_long_ago_is_not_known(team_id):
    confirm(team_id, "s1")
    wait(team_id, "s1", wait_days=3, day=DAY - timedelta(91))
    (step,) = walk(report(team_id), ("court_date",), path=(KIND,), within_days=30)
    assert (step.funnel.left.low, step.funnel.left.high) == (0, 1)


def test_that_a_wait_is_too_long_is_named_as_what_would_open_the_way(team_id):
    confirm(team_id, "s1")
    fact(team_id, "s1", "accepts_children", "yes")
    wait(team_id, "s1", wait_days=38)
    family = ("children_along", "court_date")
    (step,) = walk(report(team_id), family, path=(KIND,), within_days=30)
    assert step.reopening == ("court_date",)


def test_who_cannot_wait_needs_days_and_what_is_no_condition_is_refused(team_id):
    with pytest.raises(ValueError, match="days until help has to begin, not None"):
        walk(report(team_id), ("court_date",), path=(KIND,))
    with pytest.raises(ValueError, match="'has_a_boat' is no condition of this map"):
        walk(report(team_id), ("has_a_boat",), path=(KIND,))


def test_which_one_change_opens_the_whole_way_is_told_for_sure_and_perhaps(team_id):
    other = "moud"
    confirm(team_id, "s1")
    listings.confirm(team_id, [(ids(team_id)["s2"], other)])
    for key in ("s1", "s2"):
        fact(team_id, key, "accepts_methadone", "no")
    fact(team_id, "s1", "accepts_children", "yes")
    family = ("children_along", "takes_methadone")
    found = whole_way(walk(report(team_id), family, path=(KIND, other)))
    assert (found.surely, found.perhaps) == ((), ("takes_methadone",))
    fact(team_id, "s2", "accepts_children", "yes")
    found = whole_way(walk(report(team_id), family, path=(KIND, other)))
    assert (found.surely, found.perhaps) == (("takes_methadone",), ())
    found = whole_way(walk(report(team_id), family, path=(KIND, other, "child_care")))
    assert (found.surely, found.perhaps) == ((), ("takes_methadone",))
    found = whole_way(walk(report(team_id), ("children_along",), path=(KIND, other)))
    assert (found.surely, found.perhaps) == ((), ())

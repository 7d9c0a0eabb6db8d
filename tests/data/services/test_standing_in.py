"""Of listings that are one service, one that is still listed stands for all of them."""

from datetime import date

import pytest

from data.clock import at_day
from data.services import calls, directories, gaps, listings, sameness, teams
from data.services.calls import CallEntry
from data.services.errors import ResourceProblems
from data.services.listings import CapacityEntry, FactEntry, ServiceView
from data.store import portfolio as portfolio_store
from data.views import AgencyEntry

DAY = date(2026, 11, 3)
ROSTER = (AgencyEntry("Court", "court", 6), AgencyEntry("Clinic", "health_care", 6))
KIND = "residential_family"
HEAD = "id,name,description,status\n"
X, Y, ONLY_Y2 = "x1,One,x,active\n", "y1,One of Y,y,active\ny2,Two,y,active\n", "y2,Two,y,active\n"


@pytest.fixture(autouse=True)
def _day():
    with at_day(DAY):
        yield


@pytest.fixture
def team_id(sqlite_database: str) -> str:
    made = teams.create_team("River county", "", ROSTER).id
    give(made, "X", X)
    give(made, "Y", Y)
    return made


def give(team_id: str, source: str, rows: str) -> None:
    given = {"services.csv": f"{HEAD}{rows}".encode()}
    directories.accept(directories.read(team_id, given, source=source))


def one(team_id: str, key: str) -> ServiceView:
    found = listings.services(team_id)
    return next(each for each in found if each.record.external_id == key)


def join(team_id: str, key: str, *, into: str | None) -> None:
    listings.merge(team_id, one(team_id, key).id, into=one(team_id, into).id if into else None)


def supply(team_id: str) -> list[str]:
    found = listings.services(team_id)
    return sorted(each.record.external_id for each in found if each.is_supply)


def say(team_id: str, key: str) -> None:
    """All that people can say of a listing."""
    listing, code = one(team_id, key).id, teams.team(team_id).agencies[0].code
    listings.confirm(team_id, [(listing, KIND)])
    listings.save_fact(
        team_id, listing, "accepts_fathers", FactEntry("yes", source="Visit"), based_on=0
    )
    beds = CapacityEntry("family units", maximum=8, mean_stay_days=73, source="Call")
    listings.save_capacity(team_id, listing, beds, based_on=0)
    listings.save_known(team_id, listing, code, knows="yes", would_send="yes", based_on=0)
    calls.record(team_id, listing, CallEntry(DAY, "as_listed", code))


@pytest.mark.parametrize("left", [ONLY_Y2, f"y1,One of Y,y,inactive\n{ONLY_Y2}"])
def test_a_listing_that_is_still_there_stands_for_a_kept_one_that_is_not(team_id, left) -> None:
    say(team_id, "y1")
    join(team_id, "x1", into="y1")
    assert supply(team_id) == ["y1", "y2"]
    give(team_id, "Y", left)
    assert supply(team_id) == ["x1", "y2"]
    stands, kept = one(team_id, "x1"), one(team_id, "y1")
    assert (stands.merged_into, stands.kept_by_hand) == (None, kept.id)
    assert kept.merged_into == stands.id
    gap = gaps.gap_report(team_id).category(KIND)
    assert (gap.services, gap.places.total) == ((stands.id,), 8)
    assert stands.fact("accepts_fathers").state == "yes"
    assert [each.knows for each in stands.known.values()] == ["yes"]
    assert stands.last_call is not None


def test_once_it_is_there_again_it_stands_again_and_nothing_counts_twice(team_id) -> None:
    say(team_id, "y1")
    join(team_id, "x1", into="y1")
    before = listings.services(team_id)
    give(team_id, "Y", ONLY_Y2)
    give(team_id, "Y", Y)
    assert listings.services(team_id) == before
    assert gaps.gap_report(team_id).category(KIND).services == (one(team_id, "y1").id,)


def test_it_stands_as_well_where_a_closed_one_was_kept_from_the_start(team_id) -> None:
    give(team_id, "Y", f"y1,One of Y,y,inactive\n{ONLY_Y2}")
    join(team_id, "x1", into="y1")
    assert supply(team_id) == ["x1", "y2"]


def test_what_is_gone_keeps_what_people_said_and_not_what_its_list_said(team_id) -> None:
    capacity = b"id,service_id,unit,maximum,updated\nc,y1,family units,5,2026-10-01\n"
    given = {"services.csv": f"{HEAD}{Y}".encode(), "service_capacity.csv": capacity}
    directories.accept(directories.read(team_id, given, source="Y"))
    listings.confirm(team_id, [(one(team_id, "y1").id, KIND)])
    join(team_id, "x1", into="y1")
    assert gaps.gap_report(team_id).category(KIND).places.total == 5
    give(team_id, "Y", ONLY_Y2)
    places = gaps.gap_report(team_id).category(KIND).places
    assert (places.stated, places.not_stated) == (0, 1)


def test_what_a_person_decides_of_one_that_stands_for_another_holds_for_both(team_id) -> None:
    say(team_id, "y1")
    join(team_id, "x1", into="y1")
    give(team_id, "Y", ONLY_Y2)
    assert listings.confirm(team_id, [(one(team_id, "x1").id, KIND)], belongs=False) == 1
    assert gaps.gap_report(team_id).category(KIND).services == ()
    give(team_id, "Y", Y)
    assert gaps.gap_report(team_id).category(KIND).services == ()


def test_whoever_is_let_go_counts_by_itself_and_the_others_stay_one(team_id) -> None:
    give(team_id, "Z", "z1,One of Z,z,active\n")
    join(team_id, "x1", into="y1")
    join(team_id, "z1", into="y1")
    give(team_id, "Y", ONLY_Y2)
    assert supply(team_id) == ["x1", "y2"]
    join(team_id, "y1", into=None)
    assert (one(team_id, "y1").merged_into, one(team_id, "y1").is_supply) == (None, False)
    give(team_id, "Y", Y)
    assert supply(team_id) == ["x1", "y1", "y2"]
    assert one(team_id, "z1").merged_into == one(team_id, "x1").id


def test_one_more_that_is_found_to_be_the_same_counts_as_the_one_that_was_chosen(team_id) -> None:
    give(team_id, "A", "a1,One of A,z,active\n")
    join(team_id, "x1", into="y1")
    give(team_id, "Y", ONLY_Y2)
    with pytest.raises(ResourceProblems, match="stand for themselves first"):
        join(team_id, "x1", into="a1")
    join(team_id, "a1", into="x1")
    assert supply(team_id) == ["x1", "y2"]
    give(team_id, "Y", Y)
    assert supply(team_id) == ["x1", "y2"]
    assert sameness.same_pairs(team_id) == ()


def test_services_on_the_map_of_a_team_are_each_counted_once(team_id) -> None:
    join(team_id, "x1", into="y1")
    assert portfolio_store.gaps().services == {team_id: 2}
    give(team_id, "Y", ONLY_Y2)
    assert portfolio_store.gaps().services == {team_id: 2}

"""What a team adds to what directories say: nothing is a no because nobody knows."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from data.clock import at_day, today
from data.resource_views import CapacityView
from data.services import directories, listings, scans, teams
from data.services.authority import Actor, acting
from data.services.errors import (
    ChangedMeanwhile,
    NotAllowed,
    NotFound,
    ResourceProblems,
)
from data.services.listings import CapacityEntry, FactEntry, ServiceView
from data.store import listings as store
from data.views import AgencyEntry

DAY = date(2026, 11, 3)
ROSTER = (
    AgencyEntry("County child welfare", "child_welfare", 6),
    AgencyEntry("New Shore Treatment", "sud_treatment", 5),
)
SERVICES = b"""id,name,description,status
s1,Family residential treatment,Beds,active
s2,Family residential program,Beds,active
s3,Methadone clinic,Medicine,active
"""
ENTRY = FactEntry("yes", "Up to age 5", "Call", DAY)


@pytest.fixture(autouse=True)
def _day():
    with at_day(DAY):
        yield


@pytest.fixture
def team_id(database: str) -> str:
    made = teams.create_team("River county", "", ROSTER).id
    directories.accept(directories.read(made, {"services.csv": SERVICES}, source="211"))
    return made


def ids(team_id: str) -> dict[str, str]:
    return {each.record.external_id: each.id for each in listings.services(team_id)}


def one(team_id: str, key: str = "s1") -> ServiceView:
    return listings.service(team_id, ids(team_id)[key])


def told(refused: pytest.ExceptionInfo[ResourceProblems]) -> str:
    return str(refused.value)


def test_what_nobody_speaks_to_was_not_asked_and_no_capacity_is_no_zero(team_id):
    found = one(team_id)
    assert found.facts == {}
    assert found.fact("accepts_children").state == "not_asked"
    assert found.capacity is None


def test_the_teams_word_stands_with_its_source_and_day(team_id):
    listings.save_fact(team_id, one(team_id).id, "accepts_children", ENTRY, based_on=0)
    fact = one(team_id).fact("accepts_children")
    assert (fact.state, fact.condition, fact.source, fact.as_of, fact.version, fact.is_old) == (
        *("yes", "Up to age 5", "Call", DAY),
        *(1, False),
    )


def test_a_word_of_more_than_a_year_ago_is_old(team_id):
    entry = replace(ENTRY, as_of=DAY - timedelta(366))
    listings.save_fact(team_id, one(team_id).id, "accepts_children", entry, based_on=0)
    assert one(team_id).fact("accepts_children").is_old
    entry = replace(ENTRY, as_of=DAY - timedelta(365))
    listings.save_fact(team_id, one(team_id).id, "accepts_children", entry, based_on=1)
    assert not one(team_id).fact("accepts_children").is_old


def test_a_word_without_a_day_is_of_the_day_it_was_saved(team_id):
    entry = replace(ENTRY, as_of=None)
    listings.save_fact(team_id, one(team_id).id, "accepts_children", entry, based_on=0)
    assert one(team_id).fact("accepts_children").as_of == DAY


def test_what_somebody_else_saved_is_not_written_over_and_every_version_stays(team_id):
    listing = one(team_id).id
    listings.save_fact(team_id, listing, "accepts_children", ENTRY, based_on=0)
    with pytest.raises(ChangedMeanwhile, match="Somebody has saved this meanwhile"):
        listings.save_fact(
            team_id, listing, "accepts_children", replace(ENTRY, state="no"), based_on=0
        )
    assert one(team_id).fact("accepts_children").state == "yes"
    listings.save_fact(team_id, listing, "accepts_children", replace(ENTRY, state="no"), based_on=1)
    assert store.newest(team_id, "fact")[listing, "accepts_children"]["version"] == 2


WRONG = {
    "no question": ("zoo", ENTRY, "'zoo' is no question here."),
    "no answer": ("accepts_moud", replace(ENTRY, state="maybe"), "'maybe' is no answer here."),
    "no source": ("accepts_moud", replace(ENTRY, source=" "), "It is not said how this is known."),
    "tomorrow": ("accepts_moud", replace(ENTRY, as_of=DAY + timedelta(1)), "is still to come."),
    "too long": ("accepts_moud", replace(ENTRY, condition="x" * 401), "has 401 characters."),
}


@pytest.mark.parametrize("wrong", WRONG)
def test_a_word_that_says_too_little_is_refused_in_words(team_id, wrong):
    fact, entry, said = WRONG[wrong]
    with pytest.raises(ResourceProblems) as refused:
        listings.save_fact(team_id, one(team_id).id, fact, entry, based_on=0)
    assert said in told(refused)
    assert one(team_id).facts == {}


def test_that_something_is_not_known_needs_no_source(team_id):
    listings.save_fact(team_id, one(team_id).id, "accepts_moud", FactEntry("unknown"), based_on=0)
    assert one(team_id).fact("accepts_moud").state == "unknown"


def test_numbers_that_nobody_knows_stay_empty(team_id):
    listings.save_capacity(
        team_id, one(team_id).id, CapacityEntry("beds", maximum=0, source="Call"), based_on=0
    )
    capacity = one(team_id).capacity
    assert capacity is not None
    assert (capacity.maximum, capacity.available, capacity.wait_days) == (0, None, None)
    assert (capacity.families_waiting, capacity.as_of) == (None, today())


def test_that_no_number_is_known_needs_no_source(team_id):
    listings.save_capacity(team_id, one(team_id).id, CapacityEntry("beds"), based_on=0)
    capacity = one(team_id).capacity
    assert capacity is not None
    assert (capacity.unit, capacity.source) == ("beds", "")


WRONG_NUMBERS = {
    "no unit": (CapacityEntry(" ", maximum=1), "It is not said what is counted."),
    "below zero": (CapacityEntry("beds", maximum=-1), "-1 cannot be."),
    "more free than there are": (
        CapacityEntry("beds", available=9, maximum=8),
        "9 are free of 8.",
    ),
    "nobody says so": (CapacityEntry("beds", maximum=8), "It is not said how this is known."),
    "a line that nobody tells": (
        CapacityEntry("beds", families_waiting=8, source="  "),
        "It is not said how this is known.",
    ),
}


@pytest.mark.parametrize("wrong", WRONG_NUMBERS)
def test_numbers_that_cannot_be_are_refused_in_words(team_id, wrong):
    entry, said = WRONG_NUMBERS[wrong]
    with pytest.raises(ResourceProblems) as refused:
        listings.save_capacity(team_id, one(team_id).id, entry, based_on=0)
    assert said in told(refused)
    assert one(team_id).capacity is None


def test_an_agency_says_whether_it_knows_a_service_and_would_send_there(team_id):
    first, second = (agency.code for agency in teams.team(team_id).agencies)
    listing = one(team_id).id
    listings.save_known(team_id, listing, first, knows="yes", would_send="no", based_on=0)
    listings.save_known(team_id, listing, second, knows="no", would_send="yes", based_on=0)
    known = one(team_id).known
    assert (known[first].knows, known[first].would_send) == ("yes", "no")
    assert (known[second].knows, known[second].would_send) == ("no", "")
    with pytest.raises(ResourceProblems, match="Choose yes, no or not sure"):
        listings.save_known(team_id, listing, first, knows="", would_send="", based_on=1)


def test_members_answer_for_their_agency_only(team_id):
    first, second = (agency.code for agency in teams.team(team_id).agencies)
    member = Actor(id="p1", name="Sam", kind="person", teams={team_id: "member"})
    listing = one(team_id).id
    with acting(member):
        assert scans.my_agencies(team_id) == ()
        with pytest.raises(NotAllowed, match="You do not answer for this agency"):
            listings.save_known(team_id, listing, first, knows="yes", would_send="", based_on=0)
        listings.save_fact(team_id, listing, "accepts_moud", ENTRY, based_on=0)
        with pytest.raises(NotAllowed):
            listings.confirm(team_id, [(listing, "moud")])
    assert one(team_id).fact("accepts_moud").saved_by_name == "Sam"
    assert second not in one(team_id).known


def test_a_service_that_is_another_one_is_not_counted_twice_until_it_is_taken_back(team_id):
    known = ids(team_id)
    listings.merge(team_id, known["s2"], into=known["s1"])
    assert not one(team_id, "s2").is_supply
    assert one(team_id, "s1").is_supply
    listings.merge(team_id, known["s2"], into=None)
    assert one(team_id, "s2").is_supply


def test_chains_of_services_that_are_others_cannot_come_about(team_id):
    known = ids(team_id)
    with pytest.raises(ResourceProblems, match="counts as another"):
        listings.merge(team_id, known["s1"], into=known["s1"])
    listings.merge(team_id, known["s2"], into=known["s1"])
    with pytest.raises(ResourceProblems, match="counts as another"):
        listings.merge(team_id, known["s3"], into=known["s2"])
    with pytest.raises(ResourceProblems, match="Other services count as this one"):
        listings.merge(team_id, known["s1"], into=known["s3"])


def test_what_is_not_on_the_map_is_told(team_id):
    with pytest.raises(NotFound, match="not on the map any more"):
        listings.service(team_id, "zoo")
    with pytest.raises(NotFound, match="not on the map any more"):
        listings.merge(team_id, "zoo", into=None)
    with pytest.raises(NotFound, match="not on the map any more"):
        listings.confirm(team_id, [("zoo", "moud")])
    with pytest.raises(ResourceProblems, match="'zoo' is no category"):
        listings.confirm(team_id, [(one(team_id).id, "zoo")])


def test_codes_and_languages_of_a_directory_state_facts_and_silence_states_none(database):
    team_id = teams.create_team("River county", "", ROSTER).id
    services = b"id,name,description,status\nx1,Treatment,Beds,active\n"
    languages = b"id,service_id,name\nl1,x1,Espanol\n"
    given = {"services.csv": services, "languages.csv": languages}
    directories.accept(directories.read(team_id, given, source="211"))
    found = one(team_id, "x1")
    assert found.fact("languages_spanish").state == "yes"
    assert found.fact("languages_sign").state == "not_asked"


LISTED = b"""id,name,accepted_payments,languages,assured_date
s1,Dated,Medicaid,Spanish,2025-10-01
s2,Undated,Medicaid,Spanish,
"""
ROOMS = b"id,service_id,unit,available\nc1,s1,bed,2\nc2,s2,bed,2\n"


def capacity(team_id: str, key: str) -> CapacityView:
    found = one(team_id, key).capacity
    assert found is not None
    return found


def test_what_a_list_states_has_a_day_and_grows_old(database):
    made = teams.create_team("River county", "", ROSTER).id
    files = {"services.csv": LISTED, "service_capacity.csv": ROOMS}
    directories.accept(directories.read(made, files, source="211"))
    for fact in ("accepts_medicaid", "languages_spanish"):
        dated, undated = (one(made, key).fact(fact) for key in ("s1", "s2"))
        assert (dated.as_of, dated.is_old, dated.by_import) == (date(2025, 10, 1), True, False)
        assert (undated.as_of, undated.is_old, undated.by_import) == (DAY, False, True)
    with at_day(DAY + timedelta(366)):
        assert one(made, "s2").fact("accepts_medicaid").is_old
        assert capacity(made, "s2").is_old


def test_free_places_without_a_day_are_not_those_of_the_day_of_the_file(database):
    made = teams.create_team("River county", "", ROSTER).id
    files = {"services.csv": LISTED, "service_capacity.csv": ROOMS}
    directories.accept(directories.read(made, files, source="211"))
    found = capacity(made, "s2")
    assert (found.available, found.as_of, found.is_old) == (2, None, False)
    assert capacity(made, "s1").as_of == date(2025, 10, 1)

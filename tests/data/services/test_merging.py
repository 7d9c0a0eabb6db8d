"""Two listings that are one service: nothing that is known of either is lost, nothing decided."""

from datetime import date, timedelta

import pytest

from data.clock import at_day
from data.services import calls, directories, gaps, listings, teams
from data.services.calls import CallEntry
from data.services.listings import CapacityEntry, FactEntry
from data.views import AgencyEntry

DAY = date(2026, 11, 3)
ROSTER = (AgencyEntry("Court", "court", 6), AgencyEntry("Clinic", "health_care", 6))
SERVICES = b"id,name,description,status\ns1,One,x,active\n"
KIND = "residential_family"


@pytest.fixture(autouse=True)
def _day():
    with at_day(DAY):
        yield


@pytest.fixture
def team_id(sqlite_database: str) -> str:
    made = teams.create_team("River county", "", ROSTER).id
    for source in ("211", "Locator"):
        directories.accept(directories.read(made, {"services.csv": SERVICES}, source=source))
    return made


def one(team_id: str, source: str) -> listings.ServiceView:
    return next(each for each in listings.services(team_id) if each.source == source)


def say(team_id: str, source: str, state: str, *, ago: int = 0) -> None:
    known = one(team_id, source)
    entry = FactEntry(state, source=f"Visit of {source}", as_of=DAY - timedelta(ago))  # type: ignore[arg-type]
    version = known.fact("accepts_fathers").version
    listings.save_fact(team_id, known.id, "accepts_fathers", entry, based_on=version)


def join(team_id: str) -> listings.ServiceView:
    listings.merge(team_id, one(team_id, "Locator").id, into=one(team_id, "211").id)
    return one(team_id, "211")


@pytest.mark.parametrize(
    ("here", "there", "state"),
    [
        ("", "no", "no"),
        ("yes", "", "yes"),
        ("unknown", "yes", "yes"),
        ("yes", "unknown", "yes"),
        ("yes", "yes", "yes"),
        ("yes", "no", "unknown"),
        ("no", "yes", "unknown"),
        ("", "", "not_asked"),
    ],
)
def test_what_either_of_them_says_is_kept_and_a_yes_and_a_no_are_open(team_id, here, there, state):
    for source, said in (("211", here), ("Locator", there)):
        if said:
            say(team_id, source, said)
    assert join(team_id).fact("accepts_fathers").state == state
    listings.merge(team_id, one(team_id, "Locator").id, into=None)
    assert one(team_id, "211").fact("accepts_fathers").state == (here or "not_asked")


def test_an_open_question_names_both_and_a_newer_word_of_the_team_settles_it(team_id):
    say(team_id, "211", "yes", ago=9)
    say(team_id, "Locator", "no", ago=3)
    fact = join(team_id).fact("accepts_fathers")
    assert (fact.state, fact.version) == ("unknown", 1)
    assert fact.condition == "yes says Visit of 211; no says Visit of Locator"
    say(team_id, "211", "yes")
    assert one(team_id, "211").fact("accepts_fathers").state == "yes"


def test_what_is_too_old_does_not_stand_against_what_is_not(team_id):
    say(team_id, "211", "yes", ago=500)
    say(team_id, "Locator", "no")
    assert join(team_id).fact("accepts_fathers").state == "no"


def test_its_kind_its_places_its_calls_and_who_knows_it_come_along(team_id):
    other, code = one(team_id, "Locator").id, teams.team(team_id).agencies[0].code
    listings.confirm(team_id, [(other, KIND)])
    beds = CapacityEntry("family units", maximum=8, mean_stay_days=73, source="Call")
    listings.save_capacity(team_id, other, beds, based_on=0)
    listings.save_known(team_id, other, code, knows="yes", would_send="no", based_on=0)
    calls.record(team_id, other, CallEntry(DAY, "as_listed", code, "mothers", takes_family="yes"))
    found = join(team_id)
    gap = gaps.gap_report(team_id).category(KIND)
    assert gap.services == (found.id,)
    assert (gap.places.total, gap.cells["mothers"].yes) == (8, 1)
    assert found.known[code].knows == "yes"
    assert found.last_call is not None
    more = CapacityEntry("family units", maximum=9, mean_stay_days=73, source="Call")
    listings.save_capacity(team_id, found.id, more, based_on=0)
    listings.save_known(team_id, found.id, code, knows="yes", would_send="yes", based_on=0)
    assert gaps.gap_report(team_id).category(KIND).places.total == 9


def test_a_service_that_a_call_found_closed_under_either_name_is_closed(team_id):
    listings.confirm(team_id, [(one(team_id, "211").id, KIND)])
    code = teams.team(team_id).agencies[0].code
    calls.record(team_id, one(team_id, "Locator").id, CallEntry(DAY, "closed", code))
    assert join(team_id).found_closed
    assert gaps.gap_report(team_id).category(KIND).services == ()

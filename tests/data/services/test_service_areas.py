"""Which counties a service is for: words count where they lead to counties; none is guessed."""

import pytest

from data.imports.directory.records import Service, Site
from data.resource_views import ServiceView
from data.services import directories, listings, teams
from data.services.service_areas import county_of, stated_counties
from tests.data.services.reachable import ROSTER

KENTUCKY = Site("l1", state_province="KY", latitude=38.25, longitude=-85.75)
INDIANA = Site("l2", state_province="IN")
HIDDEN = Site("l3", state_province="KY", latitude=38.25, longitude=-85.75, hidden=True)


def saying(text: str, *sites: Site, column: str = "service_area") -> ServiceView:
    record = Service("s1", name="Clinic", extra={column: text})
    return ServiceView("x", "211", record, None, sites or (KENTUCKY,))


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("Jefferson County", ["21111"]),
        ("name: Jefferson County, description: All of it, extent_type: text", ["21111"]),
        ("extent_type: text, name: Jefferson and Bullitt Counties", ["21029", "21111"]),
        ("name: Jefferson County; name: Clark County, IN", ["18019", "21111"]),
        ("Bullitt County, Jefferson County & 21185", ["21029", "21111", "21185"]),
        ("21111; 18019", ["18019", "21111"]),
    ],
)
def test_words_that_name_counties_are_read(text: str, codes: list[str]) -> None:
    assert list(stated_counties(saying(text))) == codes


@pytest.mark.parametrize(
    "text",
    [
        "Louisville",
        "Madison",  # a county, and a town as well
        "Jefferson County and the towns around it",
        "Jefferson County; Louisville",
        "Ohio",  # a county of Kentucky, and a state
        "21999",
        "description: Jefferson County",
        "",
    ],
)
def test_words_that_may_mean_something_else_are_not(text: str) -> None:
    assert stated_counties(saying(text)) == ()


@pytest.mark.parametrize(("text", "number"), [("Statewide", 120), ("Kentucky", 120), ("IN", 92)])
def test_a_state_is_all_of_its_counties(text: str, number: int) -> None:
    assert len(stated_counties(saying(text))) == number


def test_a_column_of_counties_needs_no_word_for_them() -> None:
    assert stated_counties(saying("Jefferson, Bullitt", column="Counties Served")) == (
        "21029",
        "21111",
    )


def test_without_one_state_a_name_leads_nowhere_unless_it_tells_its_own() -> None:
    assert stated_counties(saying("Clark County", KENTUCKY, INDIANA)) == ()
    assert stated_counties(saying("Statewide", HIDDEN)) == ()  # whose state is not asked
    assert stated_counties(saying("Clark County, IN", HIDDEN)) == ("18019",)


def test_a_place_lies_in_a_county_by_its_point_its_code_or_its_name() -> None:
    assert county_of(KENTUCKY) == "21111"
    assert county_of(Site("l", fips="21151")) == "21151"
    assert county_of(Site("l", county="Saint Joseph County", state_province="IN")) == "18141"
    assert county_of(Site("l", county="Perry")) == ""  # of which state
    assert county_of(Site("l", fips="21999")) == ""
    assert county_of(Site("l", latitude=30.0, longitude=-60.0)) == ""  # at sea
    assert county_of(Site("l")) == ""


def test_a_hidden_place_lies_in_no_county() -> None:
    told = Site("l", fips="21111", county="Jefferson", state_province="KY", hidden=True)
    assert county_of(HIDDEN) == county_of(told) == ""


def test_the_table_of_service_areas_of_a_directory_is_read(sqlite_database: str) -> None:
    files = {
        "services.csv": b"id,name,description,status\ns1,Methadone clinic,x,active\n",
        "service_at_location.csv": b"id,service_id,location_id\na,s1,l1\n",
        "locations.csv": b"id,name,location_type,latitude,longitude\n"
        b"l1,Here,physical,38.25,-85.75\n",
        "service_areas.csv": b"id,service_id,name,description,extent_type\n"
        b"x,s1,Jefferson County,Whole county,text\ny,s1,Bullitt County,,\n",
    }
    team_id = teams.create_team("River county", "", ROSTER).id
    directories.accept(directories.read(team_id, files, source="211"))
    (service,) = listings.services(team_id)
    assert stated_counties(service) == ("21029", "21111")

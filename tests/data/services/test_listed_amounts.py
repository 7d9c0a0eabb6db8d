"""How much a service can take: the newest of one unit, and of several listings what can be used."""

from datetime import date, timedelta

import pytest

from data.clock import at_day
from data.imports.directory.profiles import Profile
from data.services import directories, gaps, listings, supplies, teams
from data.services.listings import CapacityEntry, ServiceView
from data.views import AgencyEntry
from surveys.resource_map import resource_map

DAY = date(2026, 11, 3)
ROSTER = (AgencyEntry("Court", "court", 6), AgencyEntry("Clinic", "health_care", 6))
KIND = "residential"
HEAD = "id,service_id,unit,available,maximum,updated\n"


@pytest.fixture(autouse=True)
def _day():
    with at_day(DAY):
        yield


@pytest.fixture
def team_id(sqlite_database: str) -> str:
    return teams.create_team("River county", "", ROSTER).id


def give(team_id: str, source: str, *rows: str) -> None:
    """A list with one service, and what it says of beds or the like."""
    numbered = (f"c{number},s1,{row}\n" for number, row in enumerate(rows))
    given = {
        "services.csv": b"id,name,description,status\ns1,House,x,active\n",
        "service_capacity.csv": f"{HEAD}{''.join(numbered)}".encode(),
    }
    directories.accept(directories.read(team_id, given, source=source))
    listings.confirm(team_id, [(one(team_id, source).id, KIND)])


def one(team_id: str, source: str) -> ServiceView:
    return next(each for each in listings.services(team_id) if each.source == source)


def say(team_id: str, source: str, beds: float | None, *, ago: int = 0) -> None:
    day = DAY - timedelta(ago)
    entry = CapacityEntry("beds", maximum=beds, wait_days=9, source="Call", as_of=day)
    version = max((each.version for each in one(team_id, source).capacities), default=0)
    listings.save_capacity(team_id, one(team_id, source).id, entry, based_on=version)


def joined(team_id: str) -> ServiceView:
    listings.merge(team_id, one(team_id, "X").id, into=one(team_id, "Y").id)
    return one(team_id, "Y")


def most(team_id: str, source: str) -> float:
    return supplies.places(one(team_id, source), resource_map().category(KIND)).most


@pytest.mark.parametrize(
    ("rows", "beds"),
    [
        (["beds,2,10,2026-05-01", "beds,5,12,2026-10-01"], 12),
        (["beds,5,12,2026-10-01", "Beds,2,10,2026-05-01"], 12),
        (["beds,,12,2026-10-01", "beds,,12,2026-10-02"], 12),
        (["beds,2,10,2026-10-01", "beds,5,12,2026-10-01"], 22),  # two rows of one day are two pools
        (["beds,2,10,2026-05-01", "beds,5,12,"], 22),  # nobody knows which of them is newer
        (["beds,,10,2026-05-01", "beds,,,2026-04-01"], 10),
    ],
)
def test_of_one_unit_the_newest_number_of_a_list_stands(team_id, rows, beds) -> None:
    give(team_id, "Y", *rows)
    assert most(team_id, "Y") == beds


def test_a_row_that_says_the_same_service_on_another_day_counts_its_places_once(team_id) -> None:
    table = "Program,Beds,Last Verified,id\nHouse,12,2026-10-01,7\nHouse,12,2026-10-02,7\n"
    columns = {"Program": "service.name", "Beds": "capacity.maximum", "id": "service.id"}
    profile = Profile("Ours", {"list": {**columns, "Last Verified": "as_of"}})
    given = {"list.csv": table.encode()}
    directories.accept(directories.read(team_id, given, source="Y", profile=profile))
    assert [each.maximum for each in one(team_id, "Y").capacities] == [12]


@pytest.mark.parametrize(
    ("x", "y", "beds"),
    [
        ("beds,,12,2026-10-01", "beds,,20 women; 22 men,2026-10-01", 12),
        ("beds,,20 women; 22 men,2026-10-01", "beds,,12,2026-10-01", 12),
        ("beds,,12,2026-10-01", "beds,,30,2020-01-01", 12),
        ("beds,,30,2020-01-01", "beds,,12,2026-10-01", 12),
        ("beds,,12,2026-10-01", "beds,,12,2026-09-01", 12),
        ("beds,,12,2026-10-01", "meals,,900,2026-10-01", 12),
        ("beds,,12,2026-10-01", "beds,,30,2026-10-01", None),
        ("beds,,30,2020-01-01", "beds,,12,2020-01-01", None),
    ],
)
def test_of_two_listings_a_number_that_can_be_used_stands_and_two_that_differ_are_open(
    team_id, x, y, beds
) -> None:
    give(team_id, "X", x)
    give(team_id, "Y", y)
    joined(team_id)
    assert most(team_id, "Y") == pytest.approx(beds or float("nan"), nan_ok=True)
    assert gaps.gap_report(team_id).category(KIND).places.stated == (beds is not None)


def test_an_open_number_names_both_lists(team_id) -> None:
    give(team_id, "X", "beds,,12,2026-10-01")
    give(team_id, "Y", "beds,,30,2026-09-01")
    found = joined(team_id).capacity
    assert found is not None
    assert (found.unit, found.maximum, found.as_of) == ("beds", None, date(2026, 10, 1))
    assert found.source == "Y says 30; X says 12"


@pytest.mark.parametrize(
    ("of_x", "of_y", "beds"),
    [
        ((8, 0), None, 8),
        (None, (8, 0), 8),
        ((8, 0), (9, 0), 9),
        ((8, 0), (9, 5), 8),
        ((8, 5), (9, 0), 9),
        ((8, 5), (None, 0), 8),
        ((8, 0), (9, 500), 8),
        (None, (9, 500), 12),
    ],
)
def test_what_people_found_out_stands_before_lists_and_the_later_before_the_earlier(
    team_id, of_x, of_y, beds
) -> None:
    give(team_id, "X", "beds,,12,2026-10-01")
    give(team_id, "Y", "beds,,30,2020-01-01")
    for source, said in (("X", of_x), ("Y", of_y)):
        if said:
            say(team_id, source, said[0], ago=said[1])
    found = joined(team_id).capacity
    assert found is not None
    assert (found.maximum, found.version) == (beds, int(of_y is not None))
    say(team_id, "Y", 40)
    assert most(team_id, "Y") == 40

"""How much a service can take: the newest of one unit, and of several listings what can be used."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from data.clock import at_day
from data.imports.directory.profiles import Profile
from data.resource_views import CapacityView
from data.services import directories, gaps, listings, supplies, teams
from data.services.listed_amounts import together
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


NOW, OLD, WORDS = (DAY, False), (DAY - timedelta(2_000), True), None


def listed(source: str, unit: str, number: float | None, when: tuple[date, bool]) -> CapacityView:
    return CapacityView(unit, maximum=number, source=source, as_of=when[0], is_old=when[1])


@pytest.mark.parametrize(
    ("x", "y", "beds"),
    [
        (("beds", 12, NOW), ("beds", WORDS, NOW), [12]),
        (("beds", WORDS, NOW), ("beds", 12, NOW), [12]),
        (("beds", 12, NOW), ("beds", 30, OLD), [12]),
        (("beds", 30, OLD), ("beds", 12, NOW), [12]),
        (("beds", 12, NOW), ("Beds", 12, NOW), [12]),
        (("beds", 12, NOW), ("meals", 900, NOW), [900, 12]),
        (("beds", 12, NOW), ("meals", WORDS, NOW), [12, WORDS]),
        (("beds", 12, NOW), ("beds", 30, NOW), [None]),
        (("beds", 30, OLD), ("beds", 12, OLD), [12]),
    ],
)
def test_of_two_listings_a_number_that_can_be_used_stands_and_two_that_differ_are_open(
    x, y, beds
) -> None:
    found = together([listed("Y", *y)], [[listed("X", *x)]])
    assert [each.maximum for each in found] == beds


def test_places_beside_each_other_in_one_list_are_one_number_beside_another_list() -> None:
    two = [listed("Y", "beds", 10, NOW), listed("Y", "beds", 2, NOW)]
    same, other = listed("X", "beds", 12, NOW), listed("X", "beds", 13, NOW)
    assert [each.maximum for each in together(two, [[same]])] == [10, 2]
    (open_now,) = together(two, [[other]])
    assert (open_now.maximum, open_now.source) == (None, "Y says 12; X says 13")
    assert together([], [two]) == tuple(two)
    assert together([], [[]]) == ()


def test_an_open_number_names_both_lists_and_is_in_no_sum(team_id) -> None:
    give(team_id, "X", "beds,,12,2026-10-01")
    give(team_id, "Y", "beds,,30,2026-09-01")
    found = joined(team_id).capacity
    assert found is not None
    assert (found.unit, found.maximum, found.as_of) == ("beds", None, date(2026, 10, 1))
    assert found.source == "Y says 30; X says 12"
    assert gaps.gap_report(team_id).category(KIND).places.stated == 0


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
    of_x, of_y, beds
) -> None:
    def said(source: str, number: float | None, ago: int) -> CapacityView:
        when = (DAY - timedelta(ago), ago > 365)
        return replace(listed(source, "beds", number, when), version=3, saved_by_name="Ana")

    x = said("X", *of_x) if of_x else listed("X", "beds", 12, NOW)
    y = said("Y", *of_y) if of_y else listed("Y", "beds", 30, OLD)
    (found,) = together([y], [[x]])
    assert (found.maximum, found.version) == (beds, 3 if of_y else 0)


def test_numbers_can_be_saved_where_those_of_another_listing_stand(team_id) -> None:
    give(team_id, "X", "beds,,12,2026-10-01")
    give(team_id, "Y", "beds,,30,2026-10-01")
    say(team_id, "Y", 9, ago=500)
    found = joined(team_id)
    assert (most(team_id, "Y"), found.capacity and found.capacity.version) == (12, 1)
    say(team_id, "Y", 40)
    assert most(team_id, "Y") == 40

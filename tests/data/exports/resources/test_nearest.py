"""The sheet of what is near says the share of families where they are counted, else of counties."""

from math import acos, cos, radians, sin

import pytest

from data.geography.gazetteer import areas
from data.services import county_needs
from tests.data.exports.resources.sheets import sheet
from tests.data.services.reachable import CATEGORY, counted, listed

PLACES = {"s1": (38.04, -84.46), "s2": (38.19, -85.66)}
FAMILIES = {"21067": 100, "21111": 300, "21195": 50, "21209": 20}
EARTH = 3_958.8  # miles


def miles(one: tuple[float, float], other: tuple[float, float]) -> float:
    """Law of cosines on the sphere."""
    (a, b), (c, d) = ([radians(each) for each in point] for point in (one, other))
    return EARTH * acos(min(1.0, sin(a) * sin(c) + cos(a) * cos(c) * cos(b - d)))


def near(state: str, band: float, *places: tuple[float, float]) -> dict[str, bool]:
    """Of each county of a state, whether one of the places lies so near its middle."""
    return {
        each.id: min(miles((each.lat, each.lon), place) for place in places) <= band
        for each in areas(state)
    }


def listing(**changes: str) -> str:
    where = {key: [place] for key, place in PLACES.items()}
    return listed(where, dict.fromkeys(PLACES, 40.0), **changes)


def test_shares_of_families_and_of_counties_are_those_of_a_loop(sqlite_database: str) -> None:
    team_id = listing()
    rows = "".join(f"{code},{families},,,Court,2024\n" for code, families in FAMILIES.items())
    counted(team_id, rows)
    found = sheet(team_id, "Nearest")
    assert [(row["category"], row["state"]) for row in found] == [(CATEGORY, "KY")] * len(found)
    assert [row["miles"] for row in found] == [20, 45, 60]
    for row in found:
        inside = near("KY", row["miles"], *PLACES.values())
        reached = sum(families for code, families in FAMILIES.items() if inside[code])
        assert row["share_of_families_within"] == pytest.approx(reached / sum(FAMILIES.values()))
        assert row["share_of_counties_within"] == pytest.approx(sum(inside.values()) / 120)
        assert (row["families"], row["counties"]) == (sum(FAMILIES.values()), 120)
        assert row["counties_without_a_figure"] == 120 - len(FAMILIES)
        assert row["families_are"] == "T4: Families sent for help"
        assert row["shares_are"] == "as told: of every service a place is known"


def test_a_state_where_nobody_counted_families_has_the_share_of_its_counties(
    sqlite_database: str,
) -> None:
    team_id = listing()
    counted(team_id, "18043,60,,,Court,2024\n")
    (row, *_) = sheet(team_id, "Nearest")
    assert (row["state"], row["families"]) == ("IN", 60)
    content = b"county_fips,families\n18043,0\n"
    county_needs.accept(county_needs.read(team_id, content, name="zero.csv", tier="T4"))
    (row, *_) = sheet(team_id, "Nearest")
    assert (row["families"], row["share_of_families_within"]) == (0, "nobody is in need")


def test_a_service_without_a_place_that_may_be_shown_makes_every_share_a_least(
    sqlite_database: str,
) -> None:
    team_id = listing(hidden="ls20")
    counted(team_id, "21067,100,,,Court,2024\n21111,300,,,Court,2024\n")
    for row in sheet(team_id, "Nearest"):
        inside = near("KY", row["miles"], PLACES["s1"])
        assert row["share_of_counties_within"] == pytest.approx(sum(inside.values()) / 120)
        assert row["shares_are"] == "at least: of 1 of 2 services no place may be shown"
        assert (row["services"], row["services_without_place"]) == (2, 1)


def test_where_no_place_may_be_shown_no_share_is_told(sqlite_database: str) -> None:
    team_id = listed({"s1": []}, {"s1": 40})
    assert sheet(team_id, "Nearest") == []  # nobody says in which state it is
    counted(team_id, "21067,100,,,Court,2024\n")
    for row in sheet(team_id, "Nearest"):
        assert row["families"] == 100
        assert row["share_of_families_within"] == row["share_of_counties_within"] == "not known"
        assert row["shares_are"] == "not known: no place of any may be shown"

"""Need by county: nothing is kept before somebody accepts it, and every version stays."""

import json
from datetime import date
from typing import Any

import pytest

from data.clock import at_day
from data.imports.problems import InputProblems
from data.services import audit_log, county_needs, teams
from data.services.authority import Actor, acting
from data.services.errors import ChangedMeanwhile, NotAllowed, NotFound, ResourceProblems
from data.services.resource_files import archive, restore_archive
from data.store import county_need as store
from tests.data.services.reachable import ROSTER, counted

DAY = date(2026, 11, 3)


@pytest.fixture(autouse=True)
def _day():
    with at_day(DAY):
        yield


@pytest.fixture
def team_id(database: str) -> str:
    return teams.create_team("River county", "", ROSTER).id


def read(team_id: str, rows: str, *, tier: str = "T4") -> county_needs.CountyReading:
    content = f"county_fips,families\n{rows}".encode()
    return county_needs.read(team_id, content, name="need.csv", tier=tier)


def test_before_a_file_is_taken_over_there_is_no_need_by_county(team_id):
    reading = read(team_id, "21037,40\n")
    assert reading.table.fates["taken"] == 1
    assert county_needs.county_need(team_id) is None
    assert county_needs.versions(team_id) == ()


def test_what_was_taken_over_is_there_with_its_families_its_file_and_its_day(team_id):
    found = counted(team_id, "1001,40,30,50,Court,2024\n21117,n/a,,,,\n99999,7,,,,\n", tier="T2")
    assert county_needs.county_need(team_id) == found
    assert (found.version, found.tier, found.file) == (1, "T2", "need.csv")
    assert (found.saved_by_name, found.saved_on) == ("at the machine", DAY)
    assert found.figures["01001"].high == 50
    assert list(found.known) == ["01001"]
    assert [(each.name, each.families) for each in found.left_out] == [("99999", 7)]
    assert found.report["rows"] == sum(found.report["fates"].values()) == 3
    assert found.report["issues"] == {
        "area_not_found": 1,
        "fips_zero_restored": 1,
        "placeholder": 1,
    }
    entry = audit_log.entries(limit=1)[0]
    assert (entry.action, entry.team_id) == ("resources.county_need", team_id)
    assert entry.details["number"] == 1


def test_a_newer_file_is_compared_first_and_the_older_one_stays(team_id):
    counted(team_id, "21037,40,,,,\n21117,50,,,,\n21015,60,,,,\n")
    reading = read(team_id, "21037,40\n21117,55\n21111,9\n")
    changes = reading.changes
    assert (changes.added, changes.gone, changes.changed) == (("21111",), ("21015",), ("21117",))
    taken = county_needs.accept(reading)
    assert taken is not None
    assert (taken.version, set(taken.figures)) == (2, {"21037", "21117", "21111"})
    assert [each.version for each in county_needs.versions(team_id)] == [2, 1]


def test_the_very_same_file_is_nothing_to_do_unless_it_counts_other_families(team_id):
    county_needs.accept(read(team_id, "21037,40\n"))
    again = read(team_id, "21037,40\n")
    assert again.is_known
    assert county_needs.accept(again) is None
    other = read(team_id, "21037,40\n", tier="T1")
    assert not other.is_known
    county_needs.accept(other)
    assert [each.tier for each in county_needs.versions(team_id)] == ["T1", "T4"]


def test_of_two_who_take_over_at_the_same_time_the_second_is_told(team_id):
    first, second = read(team_id, "21037,40\n"), read(team_id, "21037,50\n")
    county_needs.accept(first)
    with pytest.raises(ChangedMeanwhile, match="meanwhile"):
        county_needs.accept(second)
    assert store.newest(team_id)["figures"][0]["likely"] == 40  # type: ignore[index]


def test_a_file_without_any_number_and_a_tier_that_is_none_are_refused(team_id):
    with pytest.raises(ResourceProblems, match="No county of this file has a number"):
        county_needs.accept(read(team_id, "21037,n/a\n"))
    with pytest.raises(ResourceProblems, match="'T9' is no tier"):
        read(team_id, "21037,40\n", tier="T9")


def test_only_who_runs_the_team_may_bring_it_in(team_id):
    reading = read(team_id, "21037,40\n")
    with acting(Actor(id="p1", name="Sam", kind="person", teams={team_id: "member"})):
        assert county_needs.county_need(team_id) is None
        with pytest.raises(NotAllowed):
            read(team_id, "21037,40\n")
        with pytest.raises(NotAllowed):
            county_needs.accept(reading)


def test_it_goes_with_its_team_and_another_team_never_sees_it(team_id):
    other = teams.create_team("Lake county", "", ROSTER).id
    counted(team_id, "21037,40,,,,\n")
    assert county_needs.county_need(other) is None
    teams.delete_team(team_id, confirm_name="River county")
    with pytest.raises(NotFound):
        county_needs.county_need(team_id)
    assert store.versions(team_id) == ()


def test_it_comes_back_from_an_archive_every_version_of_it(team_id):
    counted(team_id, "21037,40,30,50,Court,2024\n")
    counted(team_id, "21037,45,,,,\n09110,3,,,,\n", tier="T1")
    other = teams.create_team("Lake county", "", ROSTER).id
    made = archive(team_id)
    restore_archive(other, written(made))
    assert county_needs.county_need(other) == county_needs.county_need(team_id)
    assert county_needs.versions(other) == county_needs.versions(team_id)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"area": "99999"}, "'99999' is no county"),
        ({"low": 60}, "low, likely and high are not in this order"),
        ({"likely": None}, "low, likely and high are not in this order"),
        ({"likely": -1}, "likely cannot be '-1'"),
        ({"area": "2103"}, "area cannot be '2103'"),
    ],
)
def test_an_archive_with_a_figure_that_cannot_be_is_refused(sqlite_database, change, said):
    team_id = teams.create_team("River county", "", ROSTER).id
    counted(team_id, "21037,40,30,50,Court,2024\n")
    made = archive(team_id)
    made["county_need"][0]["figures"][0] |= change
    other = teams.create_team("Lake county", "", ROSTER).id
    with pytest.raises(InputProblems, match=said):
        restore_archive(other, written(made))
    assert county_needs.county_need(other) is None


def test_an_archive_of_an_earlier_version_has_none_and_is_read(sqlite_database):
    team_id = teams.create_team("River county", "", ROSTER).id
    made = archive(team_id)
    del made["county_need"]
    other = teams.create_team("Lake county", "", ROSTER).id
    restore_archive(other, written(made))
    assert county_needs.county_need(other) is None


def written(made: dict[str, Any]) -> bytes:
    return json.dumps(made).encode()

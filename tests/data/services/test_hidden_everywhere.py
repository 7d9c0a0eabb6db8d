"""A place that one list calls confidential is hidden in all of them, on every screen, for good."""

import json
import re
from collections.abc import Mapping
from dataclasses import replace

import pytest

from data.exports.resources.formats import RESOURCE_FORMATS
from data.geography.states import state_of
from data.services import (
    access_maps,
    audit_log,
    county_needs,
    directories,
    gap_maps,
    gaps,
    listings,
    other_figures,
    sameness,
    shown,
    teams,
)
from data.services.access_maps import Terms
from data.services.directories import Reading
from data.services.gaps import GapReport
from data.services.listings import CapacityEntry
from data.services.resource_files import archive, for_export, restore_archive
from data.views import AgencyEntry

ROSTER = (AgencyEntry("Court", "court", 6), AgencyEntry("Clinic", "health_care", 6))
HERE = ("38.25123", "-85.75123")
SECRET = re.compile(r"willow|38\.251|85\.751|shively|40216", re.IGNORECASE)
FAR = ("37.25", "-83.19")
FAMILIES = b"county_fips,families\n21111,100\n21067,50\n"
ADDRESS = "128 Willow Bend Road"
"""Of the shelter, as the first list has it."""


def listed(
    name: str,
    address: str = ADDRESS,
    *,
    city: str = "Shively",
    postal_code: str = "40216",
    where: tuple[str, str] = HERE,
    confidential: str | None = None,
    site: str = "Safe Haven",
) -> Mapping[str, bytes]:
    """A list of one service at one place; it may have a column that says it is confidential."""
    column, cell = (",confidential", f",{confidential}") if confidential is not None else ("", "")
    return {
        "services.csv": f"id,name,description,status\ns1,{name},Shelter,active\n".encode(),
        "service_at_location.csv": b"id,service_id,location_id\nx1,s1,l1\n",
        "locations.csv": f"id,name,location_type,latitude,longitude{column}\n"
        f"l1,{site},physical,{where[0]},{where[1]}{cell}\n".encode(),
        "addresses.csv": "id,location_id,address_1,city,state_province,postal_code,country\n"
        f"a1,l1,{address},{city},KY,{postal_code},US\n".encode(),
    }


def read(team_id: str, given: Mapping[str, bytes], source: str) -> Reading:
    return directories.read(team_id, dict(given), source=source)


def take(team_id: str, given: Mapping[str, bytes], source: str) -> None:
    assert directories.accept(read(team_id, given, source)) is not None


def confirm_all(team_id: str) -> None:
    ids = [each.id for each in listings.services(team_id)]
    listings.confirm(team_id, [(each, "domestic_violence") for each in ids])


def hidden(team_id: str) -> dict[str, bool]:
    """By list, whether its place is hidden."""
    return {
        each.source: each.sites[0].hidden
        for each in listings.services(team_id)
        if each.sites and not each.gone
    }


@pytest.fixture
def team_id(sqlite_database: str) -> str:
    made = teams.create_team("River county", "", ROSTER).id
    take(made, listed("Home for survivors", confidential="yes"), "Coalition")
    return made


def all_figures(team_id: str) -> str:
    """Whatever is reckoned of where services are."""
    report, need = gaps.gap_report(team_id), county_needs.county_need(team_id)
    assert need is not None
    state, kind = state_of("KY"), "domestic_violence"
    found = (
        gap_maps.distance_map(report, kind, conditions=(), state=state),
        gap_maps.places_of(report, kind),
        gap_maps.places_listed(report),
        gap_maps.states_served(report),
        gap_maps.states_told(report, ()),
        access_maps.access_map(report, need, Terms(kind, 30), state=state),
        other_figures.spoken_in_reach(report, need, fact="languages_spanish", miles=30),
    )
    return repr(found)


def drawn(report: GapReport) -> tuple[gap_maps.Point, ...]:
    return gap_maps.places_listed(report)


@pytest.mark.parametrize(
    "again",
    [
        {"address": "128 Willow Bend Rd."},
        {"address": "128 Willow Bend Rd Apt 4"},
        {"address": "128 Willow Bend Rd", "city": "Louisville"},
        {"address": "128 Willow Bend Rd", "postal_code": "40261"},
        {"address": "128 Willow Bend Rd", "where": ("38.3", "-85.6")},
        {"address": "", "city": "", "postal_code": ""},
        {"address": "128 Willowbend Road"},
        {"address": "Willow Bend Road", "where": ("", "")},
        {"address": "128 Willow Bend Rd Shively KY", "city": "", "postal_code": ""},
    ],
    ids=lambda each: " ".join(map(str, each.values())),
)
def test_the_same_place_in_a_list_without_the_mark_is_hidden_too(team_id, again):
    take(team_id, listed("Safe Haven Shelter", **again), "211")
    assert hidden(team_id) == {"Coalition": True, "211": True}
    assert drawn(gaps.gap_report(team_id)) == ()


@pytest.mark.parametrize(
    "other",
    [
        {"address": "130 Willow Bend Road"},
        {"address": "128 Oak Street", "where": ("38.3", "-85.6")},
        {"city": "Hazard", "postal_code": "41701", "where": FAR},
        {"address": "Willow Bend Road", "city": "Hazard", "postal_code": "41701", "where": FAR},
    ],
    ids=["next door", "another street", "another town", "a street of another town"],
)
def test_another_place_stays_on_the_map(team_id, other):
    take(team_id, listed("Food pantry", **other), "211")
    assert hidden(team_id) == {"Coalition": True, "211": False}
    assert len(drawn(gaps.gap_report(team_id))) == 1


@pytest.mark.parametrize("mark", ["CONFIDENTIAL - {}", "{} (confidential)"])
def test_an_address_with_a_mark_beside_it_is_hidden_in_other_lists_too(sqlite_database, mark):
    team_id = teams.create_team("River county", "", ROSTER).id
    nowhere = ("", "")
    marked = listed("Home", mark.format(ADDRESS), city="Confidential", where=nowhere)
    take(team_id, marked, "Coalition")
    take(team_id, listed("Beds at 128 Willow Bend Rd", where=nowhere), "211")
    assert hidden(team_id) == {"Coalition": True, "211": True}
    assert "Willow" not in repr(listings.services(team_id))


def test_directions_are_written_in_two_ways(sqlite_database):
    team_id = teams.create_team("River county", "", ROSTER).id
    nowhere = ("", "")
    one = listed("Home", "12 N Elm St", where=nowhere, confidential="yes")
    take(team_id, one, "Coalition")
    take(team_id, listed("House at 12 N. Elm", "12 North Elm Street", where=nowhere), "211")
    assert hidden(team_id) == {"Coalition": True, "211": True}
    assert "Elm" not in repr(listings.services(team_id))


def test_no_figure_and_no_menu_knows_it_and_an_archive_comes_back_to_the_same(team_id):
    take(team_id, listed("Safe Haven Shelter", "128 Willow Bend Rd."), "211")
    far = listed("Pantry", "1 Main St", city="Here", where=("38.04", "-84.46"))
    take(team_id, far, "Locator")
    confirm_all(team_id)
    for each in listings.services(team_id):
        beds = CapacityEntry("beds", maximum=9, source="Call")
        listings.save_capacity(team_id, each.id, beds, based_on=0)
    county_needs.accept(county_needs.read(team_id, FAMILIES, name="a.csv", tier="T4"))
    before = all_figures(team_id)
    assert SECRET.findall(before) == []
    assert before.count("Point(") == 3  # the pantry, on the map, in its list and in the menu
    other = teams.create_team("Lake county", "", ROSTER).id
    restore_archive(other, json.dumps(archive(team_id)).encode())
    assert all_figures(other) == before


def test_no_word_on_a_screen_tells_where_it_is(team_id):
    take(team_id, listed("Safe Haven (128 Willow Bend Rd)", "128 Willow Bend Rd"), "211")
    far = listed("Advice", "1 Main St", where=("38.04", "-84.46"), city="Here", site=ADDRESS)
    take(team_id, far, "Locator")
    assert SECRET.search(repr(listings.as_listed(team_id)))
    found = listings.services(team_id)
    assert (
        SECRET.findall(repr([replaced.sites for replaced in found]).replace("40216", "", 1)) == []
    )
    assert sorted(each.record.name for each in found) == [
        "Advice",
        "Home for survivors",
        "Safe Haven ([address hidden])",
    ]
    report = gaps.gap_report(team_id)
    assert "Willow" not in repr(report)
    assert "Willow" not in repr(sameness.same_pairs(team_id))


def test_a_newer_file_that_lost_the_mark_shows_nothing(team_id):
    newer = listed("Home for survivors")
    reading = read(team_id, newer, "Coalition")
    assert reading.still_hidden == {"l1"}
    assert reading.report["issues"]["confidential_before"] == 1
    assert not reading.changes.changed
    seen = shown.preview(reading)
    assert seen.still_hidden == {"l1": "Home for survivors"}
    (told,) = (each for each in seen.issues if each.code == "confidential_before")
    assert "until somebody says otherwise" in told.right
    assert SECRET.findall(repr(seen)) == []
    take(team_id, newer, "Coalition")
    assert hidden(team_id) == {"Coalition": True}
    assert read(team_id, newer, "Coalition").is_known


def test_what_a_newer_file_changes_is_told_without_the_address_in_a_name(team_id):
    reading = read(team_id, listed("Home (128 Willow Bend Rd)"), "Coalition")
    assert SECRET.search(repr(reading.changes))
    (changed,) = shown.preview(reading).changes.changed
    assert changed.new.name == "Home ([address hidden])"
    reading = read(team_id, listed("Home (128 Willow Bend Rd)"), "211")
    (added,) = shown.preview(reading).changes.added
    assert added.name == "Home ([address hidden])"


def test_files_in_which_more_is_found_to_be_confidential_are_taken_over_once_more(team_id):
    known = listed("Home for survivors", confidential="yes")
    shows_all = replace(read(team_id, known, "Coalition"), still_hidden=frozenset({"l1"}))
    assert shows_all.is_known
    directories.accept(shows_all, no_longer_hidden=["l1"])  # as an older program would have
    assert hidden(team_id) == {"Coalition": False}
    take(team_id, known, "Coalition")
    assert hidden(team_id) == {"Coalition": True}


@pytest.mark.parametrize("cell", ["no", ""])
def test_a_file_cannot_take_it_back_and_a_person_can(team_id, cell):
    newer = listed("Home for survivors", confidential=cell)
    take(team_id, newer, "Coalition")
    reading = read(team_id, newer, "Coalition")
    assert reading.is_known
    assert directories.accept(reading) is None
    assert directories.accept(reading, no_longer_hidden=["l1", "l9"]) is not None
    assert hidden(team_id) == {"Coalition": False}
    (entry,) = audit_log.entries(team_id, limit=1)
    assert (entry.action, dict(entry.details)) == ("resources.import", {"no_longer_hidden": 1})
    again = read(team_id, newer, "Coalition")
    assert (again.still_hidden, again.is_known) == (frozenset(), True)


def test_a_place_that_was_away_for_a_while_comes_back_hidden(team_id):
    away = {"services.csv": b"id,name,status\ns9,Pantry,active\n"}
    take(team_id, away, "Coalition")
    take(team_id, listed("Safe Haven"), "211")
    assert hidden(team_id)["211"]  # what is gone from a list is confidential all the same
    take(team_id, listed("Home for survivors"), "Coalition")
    assert hidden(team_id)["Coalition"]


BROADWAY = {"address": "4711 Broadway", "city": "Louisville", "where": ("", "")}
IN_ONE_LINE = {"address": "4711 Broadway Louisville", "city": "", "where": ("", "")}


@pytest.mark.parametrize(("one", "other"), [(BROADWAY, IN_ONE_LINE), (IN_ONE_LINE, BROADWAY)])
def test_a_town_in_the_line_of_the_street_hides_nothing_from_us(sqlite_database, one, other):
    team_id = teams.create_team("River county", "", ROSTER).id
    take(team_id, listed("Home for survivors", **one, confidential="yes"), "Coalition")
    take(team_id, listed("Advice at 4711 Broadway", **other, site="Office"), "211")
    assert hidden(team_id) == {"Coalition": True, "211": True}
    assert "Broadway" not in repr(listings.services(team_id))


def test_who_is_at_a_hidden_place_leaves_without_e_mail_and_the_name_of_the_street(
    sqlite_database,
):
    team_id = teams.create_team("River county", "", ROSTER).id
    words = "On Willow Bend Rd near 38.25 / -85.75, or 38.2512"
    own = dict(listed("Home for survivors", confidential="yes"))
    own["services.csv"] = (
        "id,organization_id,name,description,status,email\n"
        f's1,o1,Home for survivors,"{words}",active,home@safe.example\n'
    ).encode()
    own["organizations.csv"] = b"id,name,description,email\no1,Coalition,x,all@safe.example\n"
    take(team_id, own, "Coalition")
    far = dict(listed("Pantry", "9 Oak Street", city="Here", where=FAR))
    far["services.csv"] = (
        b"id,name,description,status,email\n"
        b"s1,Pantry,Bus to Willow Bend Road,active,food@pantry.example\n"
    )
    take(team_id, far, "211")
    told = json.dumps(archive(team_id)) + repr(listings_as_they_leave(team_id))
    assert "safe.example" not in told
    assert "food@pantry.example" in told
    assert "Bus to Willow Bend Road" in told
    assert re.findall(r"On Willow|38\.25|85\.75", told) == []
    on_screen = next(e for e in listings.services(team_id) if e.record.name != "Pantry")
    assert on_screen.record.email == "home@safe.example"  # somebody has to write there
    assert "Willow" not in on_screen.record.description


def listings_as_they_leave(team_id: str) -> list[str]:
    content = for_export(team_id, as_what="json")
    return [repr(each.write(content)) for each in RESOURCE_FORMATS.values()]

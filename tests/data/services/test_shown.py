"""On screens nobody reads a confidential address, not even whoever brings the list in."""

import io
import re

import openpyxl
import pytest

from data.clock import today
from data.imports.directory.profiles import Profile
from data.services import calls, directories, gap_findings, listings, shown, teams
from data.services.authority import Actor, acting
from data.services.calls import CallEntry
from data.services.directories import Reading
from data.services.errors import NotAllowed
from data.services.gap_findings import FindingEntry
from data.services.listings import FactEntry
from data.views import AgencyEntry

ROSTER = (AgencyEntry("Court", "court", 6), AgencyEntry("Clinic", "health_care", 6))
SECRET = re.compile(r"secret|0199|41799|37\.7|lighthouse|hollow", re.IGNORECASE)
LONG = "The door is at 12 Secret Lane behind the trees. ".ljust(255, "x")

SERVICES = f"""id,name,description,status
s1,Safe stay,{LONG},active
s2,Food pantry,Food,odd
"""
LINKS = "id,service_id,location_id\na1,s1,l1\na2,s2,l2\n"
PLACES = """id,name,description,location_type,latitude,longitude
l1,Lighthouse,The location is confidential,physical,37.71234,83.21234
l2,Pantry,Food,physical,38.04,84.46
"""
ADDRESSES = """id,location_id,address_1,city,state_province,postal_code,country
d1,l1,12 Secret Lane,Hollow,KY,4179,US
d2,l2,1 Main St,Lexington,KY,4050,US
d3,nowhere,99 Secret Road,Hollow,KY,41799,US
"""
PHONES = "id,location_id,number\np1,l1,606-555-0199\n"
FLAT = """program,street,town,zip,notes,confidential
Shelter,12 Secret Lane,Hollow,4179,Ask,yes
Pantry,1 Main St,Lexington,4050,Ask,no
"""


@pytest.fixture
def team_id(sqlite_database: str) -> str:
    return teams.create_team("River county", "", ROSTER).id


def read(team_id: str) -> Reading:
    given = {
        "services.csv": SERVICES,
        "service_at_location.csv": LINKS,
        "locations.csv": PLACES,
        "addresses.csv": ADDRESSES,
        "phones.csv": PHONES,
    }
    files = {name: text.encode() for name, text in given.items()}
    return directories.read(team_id, files, source="211")


def test_an_import_repeats_nothing_of_a_confidential_address_before_it_is_taken_over(team_id):
    reading = read(team_id)
    assert SECRET.search(repr(reading.directory.issues))  # so there is something to hide
    found = shown.preview(reading)
    assert SECRET.findall(repr(found)) == []
    assert [each.code for each in found.issues] == [
        each.code for each in reading.directory.issues
    ]  # no issue is lost


def test_merged_cells_and_odd_digits_of_a_hidden_place_are_not_repeated(team_id):
    """Also where the first of the merged rows is a place that everybody may know."""
    sheet, content = openpyxl.Workbook(), io.BytesIO()
    rows = (
        ("program", "where", "zip", "confidential"),
        ("Pantry", "12 Secret Lane", "4.1799E+4", "no"),
        ("Shelter", None, "4.1799E+4", "yes"),
    )
    for row in rows:
        sheet.worksheets[0].append(row)
    sheet.worksheets[0].merge_cells("B2:B3")
    sheet.save(content)
    fields = ("service.name", "site.address_1", "site.postal_code", "site.confidential")
    profile = Profile("ours", {"*": dict(zip(rows[0], fields, strict=True))})
    given = {"list.xlsx": content.getvalue()}
    reading = directories.read(team_id, given, source="211", profile=profile)
    told = {each.code: each.came for each in shown.preview(reading).issues}
    assert SECRET.search(repr([each.came for each in reading.directory.issues]))
    assert told["cells_merged"] == told["digits_as_power"] == "[address hidden]"


def test_what_has_nothing_to_do_with_a_hidden_place_is_still_shown(team_id):
    status = [each for each in shown.preview(read(team_id)).issues if "status" in each.code]
    assert [(each.row, each.came) for each in status] == [(3, "odd")]


def test_a_list_without_a_hidden_place_is_shown_as_it_came(team_id):
    rows = "id,location_id,address_1,city,postal_code\nd2,l2,1 Main St,Lexington,4050\n"
    given = {"addresses.csv": rows.encode(), "locations.csv": b"id,name\nl2,Pantry\n"}
    reading = directories.read(team_id, given, source="211")
    assert shown.preview(reading).issues == reading.directory.issues
    assert "4050" in repr(reading.directory.issues)


def test_a_table_that_nobody_can_read_yet_shows_a_row_that_may_be_shown(team_id):
    reading = directories.read(team_id, {"flat.csv": FLAT.encode()}, source="Flat")
    (example,) = shown.preview(reading).examples.values()
    assert example["program"] == "Pantry"
    only = "\n".join(FLAT.splitlines()[:2]).encode()
    reading = directories.read(team_id, {"flat.csv": only}, source="Flat")
    (example,) = shown.preview(reading).examples.values()
    assert set(example.values()) == {"[address hidden]"}


def test_rows_that_were_set_aside_tell_nothing_of_it_either(team_id):
    made = directories.accept(read(team_id))
    assert made is not None
    assert SECRET.search(repr(directories.rows_set_aside(team_id, made.id)))
    rows = shown.set_aside(team_id, made)
    assert [(each.file, each.fate) for each in rows] == [("addresses.csv", "held")]
    assert "12 Secret" not in repr(rows)


def test_a_service_is_shown_without_the_address_that_stands_in_its_words(team_id):
    directories.accept(read(team_id))
    service = next(each for each in listings.services(team_id) if each.record.name == "Safe stay")
    entry = FactEntry("yes", "Come to 12 Secret Ln.", "Staff at the Lighthouse")
    listings.save_fact(team_id, service.id, "accepts_fathers", entry, based_on=0)
    assert SECRET.search(repr(listings.as_listed(team_id)))
    seen = listings.service(team_id, service.id)
    assert SECRET.findall(repr(seen)) == []
    assert seen.record.description.startswith("The door is at [address hidden]")
    assert (seen.id, seen.record.name) == (service.id, "Safe stay")


def test_calls_and_findings_are_shown_without_it_and_are_signed_as_they_were_written(team_id):
    directories.accept(read(team_id))
    listing = next(
        each.id for each in listings.services(team_id) if each.record.name == "Safe stay"
    )
    code = teams.team(team_id).agencies[0].code
    calls.record(team_id, listing, CallEntry(today(), "closed", code, words="At 12 Secret Lane"))
    words = "At 12 Secret Lane they say no"
    entry = FindingEntry("domestic_violence", "G", words, owner_agency=code)
    finding = gap_findings.save(team_id, entry)
    (call,), (found,) = shown.calls(team_id), shown.findings(team_id)
    assert call.words == "At [address hidden]"
    assert found.entry.words == "At [address hidden] they say no"
    assert found.digest == gap_findings.finding(team_id, finding).digest


def test_who_does_not_run_the_map_sees_no_preview(team_id):
    reading = read(team_id)
    member = Actor(id="p1", name="Sam", kind="person", teams={team_id: "member"})
    with acting(member), pytest.raises(NotAllowed):
        shown.preview(reading)

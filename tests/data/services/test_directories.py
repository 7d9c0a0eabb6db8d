"""A directory on the map: seen before it is taken over, and nothing that people said is lost."""

import json
from datetime import date

import pytest

from data.clock import at_day
from data.imports.problems import InputProblems
from data.services import audit_log, directories, listings, teams
from data.services.authority import Actor, acting
from data.services.directories import Reading
from data.services.errors import (
    ChangedMeanwhile,
    NotAllowed,
    NotFound,
    ResourceProblems,
)
from data.services.listings import CapacityEntry, FactEntry
from data.views import AgencyEntry

DAY = date(2026, 11, 3)
ROSTER = (
    AgencyEntry("County child welfare", "child_welfare", 6),
    AgencyEntry("New Shore Treatment", "sud_treatment", 5),
)
HEADER = "id,organization_id,name,description,status"
ORGANIZATIONS = b"id,name,description\no1,New Shore,Treatment\n"
SERVICES = (
    "s1,o1,Residential treatment for mothers and children,Beds,active",
    "s2,o1,Methadone clinic,Medicine,active",
    "s3,o1,Food pantry,Food,inactive",
    "s4,o9,Rides to court,Rides,active",
)


@pytest.fixture(autouse=True)
def _day():
    with at_day(DAY):
        yield


@pytest.fixture
def team_id(database: str) -> str:
    return teams.create_team("River county", "", ROSTER).id


def files(*services: str) -> dict[str, bytes]:
    table = "\n".join((HEADER, *services)) + "\n"
    return {"organizations.csv": ORGANIZATIONS, "services.csv": table.encode()}


def read(team_id: str, *services: str, source: str = "211 directory") -> Reading:
    return directories.read(team_id, files(*(services or SERVICES)), source=source)


def named(team_id: str) -> dict[str, listings.ServiceView]:
    return {each.record.name: each for each in listings.services(team_id)}


def test_reading_a_directory_stores_nothing(team_id):
    reading = read(team_id)
    assert reading.report["services"] == 4
    assert [each.name for each in reading.changes.added] == [
        *("Residential treatment for mothers and children", "Methadone clinic"),
        *("Food pantry", "Rides to court"),
    ]
    assert directories.imports(team_id) == ()
    assert listings.services(team_id) == ()


def test_what_was_taken_over_is_listed_with_its_organization_and_stands_in_the_log(team_id):
    made = directories.accept(read(team_id))
    assert made is not None
    assert (made.number, made.source, made.saved_on) == (1, "211 directory", DAY)
    assert made.names == ("organizations.csv", "services.csv")
    assert audit_log.entries(limit=1)[0].action == "resources.import"
    found = named(team_id)
    clinic = found["Methadone clinic"]
    assert clinic.organization is not None
    assert clinic.organization.name == "New Shore"
    assert found["Food pantry"].is_supply is False
    assert found["Rides to court"].organization is None


def test_every_row_of_every_file_is_accounted_for(team_id):
    for counts in read(team_id).report["files"].values():
        fates = [counts[fate] for fate in ("imported", "merged", "held", "excluded")]
        assert sum(fates) == counts["rows"]


def test_the_same_files_once_more_change_nothing(team_id):
    directories.accept(read(team_id))
    before = listings.services(team_id)
    again = read(team_id)
    assert again.is_known
    assert (again.changes.added, again.changes.gone, again.changes.changed) == ((), (), ())
    assert directories.accept(again) is None
    assert listings.services(team_id) == before
    assert len(directories.imports(team_id)) == 1


def test_a_newer_file_tells_what_is_new_gone_and_changed_before_it_is_taken_over(team_id):
    directories.accept(read(team_id))
    newer = (SERVICES[0], SERVICES[1].replace("Medicine", "Medicine and counseling"))
    reading = read(team_id, *newer, "s5,o1,Peer support,Peers,active")
    changes = reading.changes
    assert [each.name for each in changes.added] == ["Peer support"]
    assert {each.name for each in changes.gone} == {"Food pantry", "Rides to court"}
    assert [(each.new.name, each.fields) for each in changes.changed] == [
        ("Methadone clinic", ("description",))
    ]
    directories.accept(reading)
    found = named(team_id)
    assert found["Rides to court"].gone
    assert not found["Rides to court"].is_supply
    assert found["Methadone clinic"].record.description == "Medicine and counseling"


def test_what_people_said_of_a_service_outlives_a_newer_file(team_id):
    directories.accept(read(team_id))
    clinic = named(team_id)["Methadone clinic"].id
    listings.confirm(team_id, [(clinic, "moud")])
    entry = FactEntry("no", "Only after detox", "Call to the front desk", DAY)
    listings.save_fact(team_id, clinic, "accepts_pregnant", entry, based_on=0)
    listings.save_capacity(
        team_id, clinic, CapacityEntry("people", maximum=40, source="The director"), based_on=0
    )
    directories.accept(read(team_id, SERVICES[1].replace("Medicine", "Medicines")))
    found = listings.service(team_id, clinic)
    assert found.record.description == "Medicines"
    assert found.confirmed("moud")
    assert found.fact("accepts_pregnant").state == "no"
    assert found.capacity is not None
    assert (found.capacity.maximum, found.capacity.available) == (40, None)


def test_a_service_that_comes_back_is_the_same_as_before(team_id):
    directories.accept(read(team_id))
    rides = named(team_id)["Rides to court"].id
    directories.accept(read(team_id, SERVICES[0]))
    assert listings.service(team_id, rides).gone
    directories.accept(read(team_id))
    assert not listings.service(team_id, rides).gone


def test_two_lists_stand_beside_each_other(team_id):
    directories.accept(read(team_id))
    directories.accept(read(team_id, SERVICES[0], source="Treatment locator"))
    assert len(listings.services(team_id)) == 5
    assert {each.source for each in listings.services(team_id)} == {
        *("211 directory", "Treatment locator")
    }


def test_rules_propose_and_nothing_counts_before_a_person_confirms_it(team_id):
    directories.accept(read(team_id))
    clinic = named(team_id)["Methadone clinic"]
    assert [(each.category, each.state) for each in clinic.categories if each.category == "moud"]
    assert not clinic.confirmed("moud")
    listings.confirm(team_id, [(clinic.id, "moud")])
    assert named(team_id)["Methadone clinic"].confirmed("moud")
    listings.confirm(team_id, [(clinic.id, "moud")], belongs=False)
    assert not named(team_id)["Methadone clinic"].confirmed("moud")
    directories.accept(read(team_id, SERVICES[1], SERVICES[0]))
    kept = [
        each for each in named(team_id)["Methadone clinic"].categories if each.category == "moud"
    ]
    assert [each.state for each in kept] == ["rejected"]


def test_what_was_read_before_somebody_else_took_a_directory_over_is_refused(team_id):
    mine, theirs = read(team_id), read(team_id, SERVICES[0], source="Theirs")
    directories.accept(theirs)
    with pytest.raises(ChangedMeanwhile, match="changed the map meanwhile: read in a directory"):
        directories.accept(mine)
    assert {each.source for each in listings.services(team_id)} == {"Theirs"}


def test_rows_that_became_no_listing_are_kept_as_they_came(team_id):
    directories.accept(read(team_id, *SERVICES, ",,,,"))
    (made,) = directories.imports(team_id)
    kept = directories.rows_set_aside(team_id, made.id)
    told = made.report["files"]["services.csv"]
    assert len(kept) == told["merged"] + told["held"] + told["excluded"] > 0
    assert all(row.reason and row.fate in ("merged", "held", "excluded") for row in kept)
    with pytest.raises(NotFound, match="not there any more"):
        directories.rows_set_aside(team_id, "another")


@pytest.mark.parametrize(
    ("source", "said"),
    [(" ", "It is not said what this list is."), ("x" * 81, "It has 81 characters.")],
    ids=["none", "too long"],
)
def test_a_list_without_a_fitting_name_is_refused(team_id, source, said):
    with pytest.raises(ResourceProblems) as refused:
        read(team_id, source=source)
    assert said in str(refused.value)


def test_a_file_that_cannot_be_read_is_told_and_nothing_is_stored(team_id):
    with pytest.raises(InputProblems, match=r"services\.xlsx"):
        directories.read(team_id, {"services.xlsx": b"PK\x03\x04 no"}, source="211")
    assert directories.imports(team_id) == ()


def test_members_see_directories_and_take_none_over(team_id):
    reading = read(team_id)
    member = Actor(id="p1", name="Sam", kind="person", teams={team_id: "member"})
    with acting(member):
        assert directories.imports(team_id) == ()
        with pytest.raises(NotAllowed):
            read(team_id)
        with pytest.raises(NotAllowed):
            directories.accept(reading)


def test_the_report_is_as_good_as_its_json(team_id):
    report = read(team_id).report
    assert json.loads(json.dumps(report)) == report


def test_a_sample_of_somebody_else_comes_in_whole(team_id, samples_folder):
    given = {each.name: each.read_bytes() for each in (samples_folder / "hsds_ohana").glob("*.csv")}
    reading = directories.read(team_id, given, source="Ohana")
    directories.accept(reading)
    assert len(listings.services(team_id)) == reading.report["services"]
    kept = directories.listed(team_id, source="Ohana")
    for kind in ("organizations", "services", "sites"):
        came = {each.id: each for each in getattr(reading.directory, kind)}
        assert {each.id: each for each in getattr(kept, kind)} == came
    assert set(kept.links) == set(reading.directory.links)


def test_what_people_said_stays_with_its_row_where_a_list_has_no_ids(team_id):
    head, church, school = "name,description", "Food pantry,Church", "Food pantry,School"

    def take(*rows: str) -> None:
        given = {"services.csv": "\n".join((head, *rows, "")).encode()}
        directories.accept(directories.read(team_id, given, source="list"))

    def told() -> dict[str, str]:
        return {
            each.record.description: each.fact("accepts_pregnant").state
            for each in listings.services(team_id)
            if not each.gone
        }

    take(school)
    (only,) = listings.services(team_id)
    entry = FactEntry("no", "", "A call", DAY)
    listings.save_fact(team_id, only.id, "accepts_pregnant", entry, based_on=0)
    for rows in ((church, school), (church,), (school, church), ("Food pantry,Barn", school)):
        take(*rows)
        assert told() == {
            row.partition(",")[2]: "no" if row == school else "not_asked" for row in rows
        }


def one_page(*names: str, of: int) -> dict[str, bytes]:
    rows = [{"name1": name, "street1": f"1 {name} Street", "services": []} for name in names]
    page = {"page": 1, "totalPages": 5, "recordCount": of, "rows": rows}
    return {"facilities.json": json.dumps(page).encode()}


def test_a_file_that_is_only_a_part_makes_nothing_gone(team_id: str) -> None:
    """What it does not hold stays on the map, with what rules propose for it."""
    all_of_it = one_page("Methadone clinic", "Sober living home", of=2)
    directories.accept(directories.read(team_id, all_of_it, source="Locator"))
    before = named(team_id)["Methadone clinic"]
    part = one_page("Sober living home", "Food pantry", of=50)
    reading = directories.read(team_id, part, source="Locator")
    assert reading.is_partial
    assert reading.report["issues"]["file_incomplete"] == 1
    assert [each.name for each in reading.changes.added] == ["Food pantry"]
    assert reading.changes.gone == ()
    directories.accept(reading)
    after = named(team_id)
    assert not any(each.gone for each in after.values())
    assert len(after) == 3
    kinds = {each.category for each in after["Methadone clinic"].categories}
    assert kinds == {each.category for each in before.categories} == {"moud"}
    whole = directories.read(team_id, one_page("Food pantry", of=1), source="Locator")
    assert {each.name for each in whole.changes.gone} == {"Methadone clinic", "Sober living home"}
    directories.accept(whole)
    assert named(team_id)["Methadone clinic"].gone

"""Another program, and our own importer, read the directory back as it was."""

import csv
import io
import json
import zipfile
from collections import Counter
from pathlib import Path
from uuid import UUID

import pytest

from data.exports.resources.formats import RESOURCE_FORMATS
from data.exports.resources.hsds_fields import TABLES
from data.exports.resources.hsds_values import ALLOWED, NUMBERS, fitted
from data.imports.directory.reading import read_directory
from data.imports.directory.records import Directory, Service
from data.services import directories, gaps, listings, teams
from data.services.resource_files import for_export
from data.views import TeamView
from surveys.resource_rules import ListingText, propose
from tests.data.exports.resources.mapped import DIRECTORY, ROSTER, SOURCE, fill
from tests.data.exports.test_outside_readers import frictionless

ONLY_IN_3_1 = {
    ("attribute", "label"),
    *(("service_capacity", name) for name in TABLES["service_capacity"].fields),
    *(("unit", name) for name in TABLES["unit"].fields),
    ("taxonomy", "version"),
    ("required_document", "uri"),
    *(("url", name) for name in TABLES["url"].fields),
}
"""What the specification has had since October 2024, and a column of its own examples."""
STATES = ("value", "replacement_value")
"""Where the state of a fact stands."""
POINTING = {
    "service_id": "service",
    "organization_id": "organization",
    "location_id": "location",
    "unit_id": "unit",
    "taxonomy_id": "taxonomy",
    "taxonomy_term_id": "taxonomy_term",
    "link_id": "service",
}


def written(team: TeamView) -> bytes:
    return RESOURCE_FORMATS["hsds"].write(for_export(team.id, as_what="hsds"))


def tables(content: bytes) -> dict[str, list[dict[str, str]]]:
    """Rows by kind of table, as any reader of CSV sees them."""
    of_file = {table.file: name for name, table in TABLES.items()}
    with zipfile.ZipFile(io.BytesIO(content)) as container:
        return {
            of_file[name]: list(csv.DictReader(io.StringIO(container.read(name).decode())))
            for name in container.namelist()
            if name.endswith(".csv")
        }


def test_the_package_and_its_tables_are_valid_to_another_program(
    team: TeamView, tmp_path: Path
) -> None:
    with zipfile.ZipFile(io.BytesIO(written(team))) as container:
        container.extractall(tmp_path)
    with frictionless() as library, library.system.use_context(trusted=False):
        report = library.Package(str(tmp_path / "datapackage.json")).validate()
    assert report.valid, report.flatten(["type", "note"])
    assert len(report.tasks) > 8


def package(content: bytes) -> dict[str, object]:
    with zipfile.ZipFile(io.BytesIO(content)) as container:
        return json.loads(container.read("datapackage.json"))


def read_back(team: TeamView) -> Directory:
    return read_directory({"map.zip": written(team)}, name="Read back")


def by_name(directory: Directory) -> dict[str, Service]:
    return {each.name: each for each in directory.services}


@pytest.fixture
def team(sqlite_database: str) -> TeamView:
    made = teams.create_team("River county", "", ROSTER)
    fill(made)
    return made


def test_a_cell_that_looks_like_a_formula_comes_back_as_it_was(sqlite_database: str) -> None:
    made = teams.create_team("Lake county", "", ROSTER)
    given = {
        "services.csv": b"id,name,description,status\ns1,+Plus,=1+1;-x,active\n",
        "phones.csv": b"id,service_id,number\np1,s1,+1 617 555 0001\n",
    }
    directories.accept(directories.read(made.id, given, source=SOURCE))
    content = written(made)
    assert "'+Plus" in {row["name"] for row in tables(content)["service"]}
    assert package(content)["formula_safety"]
    (service,) = read_directory({"map.zip": content}, name="Read back").services
    assert (service.name, service.description) == ("+Plus", "=1+1;-x")
    assert service.phones == ("+1 617 555 0001",)
    (phone,) = tables(content)["phone"]
    assert phone["number"] == "(+1) 617 555 0001"


def test_every_field_is_one_of_the_standard(samples_folder: Path) -> None:
    with (samples_folder / "hsds_3_0" / "schema_simple_3.0.csv").open(encoding="utf-8") as file:
        standard = {(row["table_name"], row["name"]): row for row in csv.DictReader(file)}
    ours = {(table.name, field) for table in TABLES.values() for field in table.fields}
    assert ours - standard.keys() == ONLY_IN_3_1
    wanted = {
        key
        for key, row in standard.items()
        if row["constraints_required"] == "true" and key[0] in TABLES
    }
    required = {(table.name, field) for table in TABLES.values() for field in table.required}
    assert wanted <= required


def test_every_value_is_one_of_the_standard_and_none_says_that_it_is_not_known(
    team: TeamView,
) -> None:
    for name, rows in tables(written(team)).items():
        for row in rows:
            for field, cell in row.items():
                assert not cell or fitted(name, field, cell) is not None, (name, field, cell)
                assert cell.lower() not in ("not known", "unknown") or field in STATES
                assert not cell or cell in ALLOWED.get((name, field), (cell,))
                assert not (cell and field in NUMBERS) or float(cell) is not None


def test_every_id_is_a_uuid_of_its_own(team: TeamView) -> None:
    for rows in tables(written(team)).values():
        ids = [row["id"] for row in rows]
        assert len(set(ids)) == len(ids)
        assert all(str(UUID(each)) == each for each in ids)


def test_what_is_required_and_empty_is_counted_beside_the_tables(team: TeamView) -> None:
    content = written(team)
    empty = Counter(
        f"{name}.{field}"
        for name, rows in tables(content).items()
        for row in rows
        for field in TABLES[name].required
        if not row[field]
    )
    told = package(content)["not_in_these_tables"]
    assert isinstance(told, dict)
    counted = told["required_and_not_known"]
    assert counted["service.status"] == empty["service.status"] == 1
    own = {key: count for key, count in empty.items() if not key.startswith("metadata.")}
    assert counted == own


def test_whatever_a_row_points_at_is_there(team: TeamView) -> None:
    found = tables(written(team))
    known = {name: {row["id"] for row in rows} for name, rows in found.items()}
    for rows in found.values():
        for row in rows:
            for column, kind in POINTING.items():
                if row.get(column):
                    assert row[column] in known[kind]


def test_our_importer_reads_back_as_many_of_each(team: TeamView) -> None:
    content, back = for_export(team.id, as_what="hsds"), read_back(team)
    assert len(back.services) == len(content.services) == 5
    assert len(back.organizations) == len(content.organizations) == 2
    assert len(back.sites) == len(content.sites) == 3
    assert len(back.links) == sum(len(each.sites) for each in content.services) == 3
    assert {file.held for file in back.files} == {0}
    assert not [each for each in back.issues if each.severity == "error"]


def test_our_importer_reads_back_what_services_are(team: TeamView) -> None:
    before = {each.record.name: each for each in for_export(team.id, as_what="hsds").services}
    for name, after in by_name(read_back(team)).items():
        was = before[name].record
        assert (after.status, after.languages, after.fees) == (was.status, was.languages, was.fees)
        assert after.description == was.description
        assert after.phones == was.phones
        assert bool(after.organization_id) == bool(was.organization_id)
    assert Counter(each.status for each in read_back(team).services) == {
        "active": 3,
        "inactive": 1,
        "unknown": 1,
    }


def test_our_importer_reads_back_every_fact_with_its_state(team: TeamView) -> None:
    back = by_name(read_back(team))
    for view in for_export(team.id, as_what="hsds").services:
        read = back[view.record.name]
        said = {name: fact.state for name, fact in read.acceptance.items()}
        assert said == {name: fact.state for name, fact in view.facts.items()}
    states = {
        row["value"] for row in tables(written(team))["attribute"] if row["link_type"] == "fact"
    }
    assert states == {"yes", "no", "unknown", "not_asked"}


def test_words_of_the_directory_come_back_and_questions_propose_nothing(team: TeamView) -> None:
    back = read_back(team)
    owners = {each.id: each.name for each in back.organizations}
    before = {each.record.name: each for each in for_export(team.id, as_what="hsds").services}
    for name, service in by_name(back).items():
        was = before[name]
        theirs = {(each.vocabulary, each.code, each.name) for each in was.record.terms}
        terms = tuple((each.vocabulary, each.code, each.name) for each in service.terms)
        assert theirs <= set(terms)
        text = ListingText(
            name, service.description, terms, owners.get(service.organization_id, "")
        )
        assert {each.category for each in propose(text)} <= {
            each.category for each in was.categories
        }


def test_a_hidden_site_comes_back_hidden(team: TeamView) -> None:
    found = tables(written(team))
    assert len(found["location"]) == 3
    assert len(found["address"]) == 1
    confidential = [row for row in found["location"] if "Confidential" in row["description"]]
    for row in confidential:
        kept = {"id", "organization_id", "location_type", "description"}
        assert not any(cell for name, cell in row.items() if name not in kept)
    assert sorted(site.hidden for site in read_back(team).sites) == [False, True, True]


def test_capacity_leaves_in_units_and_silence_as_no_number(team: TeamView) -> None:
    found = tables(written(team))
    units = {row["id"]: row["name"] for row in found["unit"]}
    said = {units[row["unit_id"]]: row for row in found["service_capacity"]}
    assert (said["family units"]["available"], said["family units"]["maximum"]) == ("", "8")
    assert "available: not known; maximum: 8" in said["family units"]["description"]
    assert (said["beds"]["available"], said["beds"]["maximum"]) == ("2", "11")
    read = by_name(read_back(team))["Residential treatment for parents with children"]
    first = read.capacities[0]
    assert (first.unit, first.available, first.maximum) == ("family units", None, 8)


def test_only_what_a_person_confirmed_is_called_a_kind_of_help(team: TeamView) -> None:
    found = tables(written(team))
    terms = {row["id"]: row["code"] for row in found["taxonomy_term"]}
    kinds = [row for row in found["attribute"] if row["link_type"] == "kind_of_help"]
    assert sorted(terms[row["taxonomy_term_id"]] for row in kinds) == [
        "domestic_violence",
        "residential_family",
        "residential_family",
    ]
    described = {row["name"]: row["description"] for row in found["taxonomy"]}
    assert "has not been validated" in described["Common Table kinds of help"]


def test_what_is_gone_is_inactive_and_what_is_the_same_is_there_once(team: TeamView) -> None:
    ids = {each.record.external_id: each.id for each in listings.services(team.id)}
    before = {row["name"]: row["id"] for row in tables(written(team))["service"]}
    listings.merge(team.id, ids["s2"], into=ids["s1"])
    kept = "\n".join(line for line in DIRECTORY["services.csv"].splitlines() if "s5" not in line)
    files = {name: text.encode() for name, text in {**DIRECTORY, "services.csv": kept}.items()}
    directories.accept(directories.read(team.id, files, source=SOURCE))
    found = tables(written(team))
    after = {row["name"]: row for row in found["service"]}
    assert "Methadone clinic" not in after
    assert after["Rides to care"]["status"] == "inactive"
    assert all(before[name] == row["id"] for name, row in after.items())
    changes = {row["field_name"]: row for row in found["metadata"]}
    assert changes["id"]["previous_value"] == before["Methadone clinic"]
    assert changes["status"]["updated_by"] == "no longer listed by 211 directory"


def test_who_said_what_since_is_in_the_metadata(team: TeamView) -> None:
    rows = tables(written(team))["metadata"]
    facts = [row for row in rows if row["field_name"] == "accepts_methadone"]
    assert [(row["replacement_value"], row["updated_by"]) for row in facts] == [
        ("yes", "at the machine")
    ]
    about = next(row for row in rows if row["resource_type"] == "datapackage")
    assert "River county" in about["replacement_value"]


def test_the_data_package_describes_every_table_and_says_what_it_is(team: TeamView) -> None:
    content = written(team)
    told, found = package(content), tables(content)
    for resource in told["resources"]:
        fields = [field["name"] for field in resource["schema"]["fields"]]
        rows = found[resource["name"]]
        assert resource["path"] == TABLES[resource["name"]].file
        assert not rows or list(rows[0]) == fields
    assert {each["name"] for each in told["resources"]} == set(found)
    assert told["title"] == "Directory of community resources (HSDS 3.1): River county"
    assert told["validated"] is False
    assert told["need"].startswith("T4: Families sent for help")


DETAILS = {
    "organizations.csv": "id,name,description\no1,New Shore,Treatment\n",
    "services.csv": "id,organization_id,name,status,last_modified,wait_time\n"
    "s1,o1,Family beds,active,2026-03-04,Two weeks\n",
    "locations.csv": "id,organization_id,name,location_type,accessibility\n"
    "l1,o1,Main office,physical,Ramp\n",
    "service_at_location.csv": "id,service_id,location_id,description\nk1,s1,l1,Second floor\n",
    "addresses.csv": "id,location_id,attention,address_1,city,state_province,postal_code,country,"
    "address_type\na1,l1,,100 Main St,Lexington,KY,40507,USA,physical\n"
    "a2,l1,Front desk,PO Box 7,Lexington,KY,40508,US,postal\n",
    "phones.csv": "id,service_id,number,type\np1,s1,606-555-0100,voice\np2,s1,606-555-0101,fax\n",
    "contacts.csv": "id,organization_id,service_id,name,title,department,email\n"
    'm1,,s1,Ann Lee,"Head, intake",,ann@shore.example\nm2,o1,,Bo Day,Director,,\n',
    "schedules.csv": "id,service_id,location_id,valid_from,freq,byday,opens_at,closes_at,notes\n"
    'h1,s1,,2026-01-01,WEEKLY,"MO,WE",9:00 am,7 pm,Ring first\nh2,,l1,,,Mon-Fri,soon,,\n',
    "service_areas.csv": "id,service_id,name,extent_type\nr1,s1,Perry County,text\n"
    "r2,s1,Knott County,\n",
    "required_documents.csv": "id,service_id,document\nd1,s1,A letter; or a call\n",
    "funding.csv": "id,organization_id,service_id,source\nf1,o1,,State grant\n",
    "programs.csv": "id,organization_id,name,description\ng1,o1,Families first,Beds\n",
    "organization_identifiers.csv": "id,organization_id,identifier_type,identifier\n"
    "i1,o1,tax,12-34\n",
    "url.csv": "id,label,url,service_id\nu1,News,www.shore.example,s1\n",
    "taxonomies.csv": "id,name,description\nt1,Local words,Ours\n",
    "taxonomy_terms.csv": "id,code,name,description,taxonomy_id\nw1,R-1,Beds,,t1\n",
    "attributes.csv": "id,link_id,taxonomy_term_id,link_type,link_entity,value\n"
    "b1,s1,w1,taxonomy,service,with a crib\n",
}


@pytest.fixture
def detailed(sqlite_database: str) -> TeamView:
    made = teams.create_team("Lake county", "", ROSTER)
    files = {name: text.encode() for name, text in DETAILS.items()}
    directories.accept(directories.read(made.id, files, source=SOURCE))
    return made


def said(rows: list[dict[str, str]], *names: str) -> list[tuple[str, ...]]:
    return sorted(tuple(row[name] for name in names) for row in rows)


def test_hours_contacts_areas_post_and_all_else_that_is_kept_are_rows_again(
    detailed: TeamView,
) -> None:
    found = tables(written(detailed))
    assert said(found["schedule"], "byday", "opens_at", "closes_at", "description") == [
        ("MO,TU,WE,TH,FR", "", "", "opens_at: soon"),
        ("MO,WE", "09:00", "19:00", ""),
    ]
    assert {row["freq"]: row["notes"] for row in found["schedule"]} == {
        "WEEKLY": "Ring first",
        "": "",
    }
    assert said(found["contact"], "name", "title", "email") == [
        ("Ann Lee", "Head, intake", "ann@shore.example"),
        ("Bo Day", "Director", ""),
    ]
    assert said(found["service_area"], "name", "extent_type") == [
        ("Knott County", ""),
        ("Perry County", "text"),
    ]
    assert said(found["address"], "address_1", "attention", "country", "address_type") == [
        ("100 Main St", "", "US", "physical"),
        ("PO Box 7", "Front desk", "US", "postal"),
    ]
    assert said(found["phone"], "number", "type") == [("606-555-0100", ""), ("606-555-0101", "fax")]
    for table, field, cell in (
        ("required_document", "document", "A letter; or a call"),
        ("funding", "source", "State grant"),
        ("program", "name", "Families first"),
        ("organization_identifier", "identifier", "12-34"),
        ("url", "url", "http://www.shore.example"),
        ("accessibility", "description", "Ramp"),
        ("service_at_location", "description", "Second floor"),
    ):
        assert [row[field] for row in found[table]] == [cell], table
    theirs = [row["value"] for row in found["attribute"] if row["link_type"] == "taxonomy"]
    assert theirs == ["with a crib"]


def test_rows_that_were_kept_come_back_and_leave_in_the_same_way(detailed: TeamView) -> None:
    first = written(detailed)
    other = teams.create_team("River county", "", ROSTER)
    reading = directories.read(other.id, {"map.zip": first}, source=SOURCE)
    assert {file.held for file in reading.directory.files} == {0}
    directories.accept(reading)
    again = tables(written(other))
    for name, rows in tables(first).items():
        if name != "metadata":
            own = (f for f in TABLES[name].fields if f != "id" and not f.endswith("_id"))
            kept = [field for field in own if (name, field) != ("attribute", "label")]
            assert said(again[name], *kept) == said(rows, *kept), name


def test_what_counts_for_each_kind_of_help_is_the_same_once_it_is_confirmed_there(
    team: TeamView,
) -> None:
    other = teams.create_team("Lake county", "", ROSTER)
    directories.accept(directories.read(other.id, {"map.zip": written(team)}, source=SOURCE))
    there = {each.record.name: each.id for each in listings.services(other.id)}
    for view in listings.services(team.id):
        own = [each.category for each in view.categories if each.state == "confirmed"]
        listings.confirm(other.id, [(there[view.record.name], kind) for kind in own])
    ours, theirs = (gaps.gap_report(each.id) for each in (team, other))
    for one, two in zip(ours.categories, theirs.categories, strict=True):
        assert len(one.services) == len(two.services)
        assert (one.places, one.shared) == (two.places, two.shared)
        assert one.cells == two.cells
    assert sum(len(each.services) for each in ours.categories) == 3


def test_columns_without_a_field_are_named_and_counted(detailed: TeamView) -> None:
    content = written(detailed)
    told = package(content)["not_in_these_tables"]
    assert isinstance(told, dict)
    assert told["kept_in_the_map_only"] == {"service.wait_time": 1}
    with zipfile.ZipFile(io.BytesIO(content)) as container:
        text = container.read("README.txt").decode()
    assert "service.wait_time (1)" in text
    assert any(
        "service.wait_time (1)" in row["replacement_value"] for row in tables(content)["metadata"]
    )


def test_the_day_on_which_a_directory_looked_comes_back(detailed: TeamView) -> None:
    (service,) = read_directory({"map.zip": written(detailed)}, name="Read back").services
    assert service.as_of == "2026-03-04"


def test_of_whoever_is_at_a_hidden_place_there_are_no_hours_and_no_contacts(
    team: TeamView,
) -> None:
    found = tables(written(team))
    assert [row["name"] for row in found["contact"]] == ["Ann Lee"]
    assert [row["byday"] for row in found["schedule"]] == ["MO,TU"]


def test_figures_of_a_directory_that_was_read_back_are_the_same(team: TeamView) -> None:
    other = teams.create_team("Lake county", "", ROSTER)
    directories.accept(directories.read(other.id, {"map.zip": written(team)}, source=SOURCE))
    ours = {each.record.name: each for each in listings.services(team.id)}
    for view in listings.services(other.id):
        was = ours[view.record.name]
        assert view.is_supply == was.is_supply
        assert {
            name: (fact.state, fact.as_of, fact.is_old) for name, fact in view.facts.items()
        } == {name: (fact.state, fact.as_of, fact.is_old) for name, fact in was.facts.items()}
        assert [(c.unit, c.available, c.maximum) for c in view.capacities] == [
            (c.unit, c.available, c.maximum) for c in was.capacities
        ]


def test_fees_are_told_where_there_are_some(team: TeamView, sqlite_database: str) -> None:
    (cost,) = tables(written(team))["cost_option"]
    assert cost["amount_description"] == "Sliding fee"
    empty = teams.create_team("Lake county", "", ROSTER)
    assert "cost_option" not in tables(written(empty))


def test_the_map_of_another_team_can_be_made_of_it(team: TeamView) -> None:
    other = teams.create_team("Lake county", "", ROSTER)
    reading = directories.read(other.id, {"map.zip": written(team)}, source="River county")
    assert directories.accept(reading) is not None
    assert len(listings.services(other.id)) == 5


def test_a_formula_is_text_and_a_minus_of_a_degree_stays_a_number(sqlite_database: str) -> None:
    team = teams.create_team("River county", "", ROSTER)
    services = 'id,name,description,status\ns1,=1+1,"@a\n\t+b",active\n'
    sites = "id,name,latitude,longitude\nl1,-2+2,38.25,-85.75\n"
    files = {"services.csv": services.encode(), "locations.csv": sites.encode()}
    directories.accept(directories.read(team.id, files, source="211"))
    found = tables(written(team))
    assert (found["service"][0]["name"], found["service"][0]["description"]) == ("'=1+1", "'@a  +b")
    assert found["location"][0]["name"] == "'-2+2"
    assert float(found["location"][0]["longitude"]) == -85.75


def test_an_empty_map_is_a_directory_of_nothing(sqlite_database: str) -> None:
    team = teams.create_team("River county", "", ROSTER)
    back = read_back(team)
    assert (back.services, back.organizations, back.sites) == ((), (), ())


def taken(name: str, files: dict[str, str]) -> dict[str, list[dict[str, str]]]:
    """The tables of a map of one directory, and what is not in them."""
    made = teams.create_team(name, "", ROSTER)
    content = {file: text.encode() for file, text in files.items()}
    directories.accept(directories.read(made.id, content, source=SOURCE))
    whole = written(made)
    left_out = package(whole)["not_in_these_tables"]
    assert isinstance(left_out, dict)
    return tables(whole) | {"left out": [left_out["kept_in_the_map_only"]]}


PARENTS = {
    "organizations.csv": "id,name,description,parent_organization_id\n"
    "o1,New Shore,Treatment,o2\no2,Shore Holding,Owner,o9\n",
    "services.csv": "id,organization_id,program_id,name,status\n"
    "s1,o1,g1,Family beds,active\ns2,o2,g2,Rides,active\n",
    "programs.csv": "id,organization_id,name,description\ng1,o1,Families first,Beds\n"
    "g2,o2,One,x\ng3,o2,Two,x\n",
}


def test_a_parent_and_a_program_are_pointed_at_where_it_is_sure_which_they_are(
    sqlite_database: str,
) -> None:
    found = taken("Lake county", PARENTS)
    ids = {row["name"]: row["id"] for row in (*found["organization"], *found["program"])}
    assert said(found["organization"], "name", "parent_organization_id") == [
        ("New Shore", ids["Shore Holding"]),
        ("Shore Holding", ""),
    ]
    assert said(found["service"], "name", "program_id") == [
        ("Family beds", ids["Families first"]),
        ("Rides", ""),
    ]
    assert found["left out"] == [
        {"organization.parent_organization_id": 1, "service.program_id": 1}
    ]


MAILED = """ResourceAgencyNum,ParentAgencyNum,TaxonomyLevelName,AgencyStatus,PublicName,\
PhysicalAddress1,PhysicalCity,MailingAddress1,MailingCity,MailingPostalCode,ConnectsToSiteNum
1,0,Agency,Active,Family First,,,PO Box 7,Troy,40508,
2,1,Site,Active,North Office,1 Main St,Troy,PO Box 7,Troy,40508,
3,1,Program,Active,Peers,,,,,,2
4,0,Agency,Active,Two Doors,,,PO Box 9,Troy,40509,
5,4,Site,Active,East,2 Main St,Troy,,,,
6,4,Site,Active,West,3 Main St,Troy,,,,
"""


def test_post_of_an_export_of_a_211_center_is_an_address_of_the_only_place(
    sqlite_database: str,
) -> None:
    found = taken("Lake county", {"211.csv": MAILED})
    (north,) = (row["id"] for row in found["location"] if row["name"] == "North Office")
    post = [row for row in found["address"] if row["address_type"] == "postal"]
    assert said(post, "location_id", "address_1", "city", "postal_code") == [
        (north, "PO Box 7", "Troy", "40508")
    ]
    left_out = found["left out"][0]
    assert {name: count for name, count in left_out.items() if "mailing" in name} == {
        f"organization.mailing_{name}": 1 for name in ("address1", "city", "postal_code")
    }

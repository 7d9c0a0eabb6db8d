"""Directories that somebody else wrote, against counts made with the csv module alone."""

import csv
import json
import zipfile
from collections import Counter
from io import BytesIO
from pathlib import Path

import pytest

from data.imports.directory.profiles import Profile, from_json, to_json
from data.imports.directory.reading import read_directory
from data.imports.directory.records import Directory
from data.imports.directory.report import report

FLORIDA = Profile(
    "florida_legal_aid",
    {
        "organizations": {
            "organization_uuid": "organization.id",
            "organization_name": "organization.name",
            "organization_email": "organization.email",
            "organization_url": "organization.url",
            "organization_description": "organization.description",
        },
        "services": {
            "service_uuid": "service.id",
            "organization_uuid": "organization.id",
            "organization_name": "organization.name",
            "service_name": "service.name",
            "service_description": "service.description",
            "service_email": "service.email",
            "service_url": "service.url",
            "service_problem_codes": "term",
        },
        "locations": {
            "location_uuid": "site.id",
            "organization_uuid": "organization.id",
            "organization_name": "organization.name",
            "location_name": "site.name",
            "location_address": "site.address_1",
            "phones": "site.phone",
        },
    },
)


def rows(file: Path) -> list[dict[str, str]]:
    with file.open(encoding="utf-8-sig", newline="") as opened:
        return list(csv.DictReader(opened))


def codes(directory: Directory) -> Counter[str]:
    return Counter(issue.code for issue in directory.issues)


@pytest.fixture
def ohana(samples_folder: Path) -> tuple[Directory, Path]:
    folder = samples_folder / "hsds_ohana"
    return read_directory(folder), folder


@pytest.fixture
def standard(samples_folder: Path) -> Path:
    return samples_folder / "hsds_3_0"


@pytest.fixture
def florida(samples_folder: Path) -> tuple[Directory, Path]:
    folder = samples_folder / "florida_legal_aid"
    return read_directory(folder, profile=FLORIDA), folder


def test_ohana_has_every_row_of_every_file(ohana: tuple[Directory, Path]) -> None:
    directory, folder = ohana
    counted = {file.name: len(rows(file)) for file in folder.glob("*.csv")}
    assert {file.name: file.rows for file in directory.files} == counted
    assert sum(file.imported for file in directory.files) == sum(counted.values()) == 486
    assert (len(directory.services), len(directory.organizations), len(directory.sites)) == (
        23,
        8,
        22,
    )
    assert {file.dialect for file in directory.files} == {"ohana"}


def test_ohana_services_belong_to_the_organization_of_their_site(
    ohana: tuple[Directory, Path],
) -> None:
    directory, folder = ohana
    owner = {row["id"]: row["organization_id"] for row in rows(folder / "locations.csv")}
    for row in rows(folder / "services.csv"):
        service = next(each for each in directory.services if each.id == row["id"])
        assert service.organization_id == owner[row["location_id"]]
        assert (row["id"], row["location_id"]) in directory.links


def test_ohana_states_are_kept_and_what_is_closed_is_no_supply(
    ohana: tuple[Directory, Path],
) -> None:
    directory, folder = ohana
    assert {service.id: service.status for service in directory.services} == {
        row["id"]: row["status"] for row in rows(folder / "services.csv")
    }
    assert {service.id for service in directory.services if not service.is_supply} == {"20", "21"}
    assert codes(directory)["not_supply"] == 2


def test_ohana_addresses_languages_phones_and_words_reach_their_owners(
    ohana: tuple[Directory, Path],
) -> None:
    directory, folder = ohana
    sites = {site.id: site for site in directory.sites}
    for row in rows(folder / "addresses.csv"):
        site = sites[row["location_id"]]
        assert (site.address_1, site.postal_code) == (row["address_1"], row["postal_code"])
    assert sites["2"].languages == ("Mandarin", "Tagalog", "Italian", "Spanish")
    assert sites["1"].phones == ("650 780-7525",)
    assert sites["1"].extra["fax"] == "650 701-0856"
    passports = next(service for service in directory.services if service.id == "22")
    words = {row["taxonomy_id"]: row["name"] for row in rows(folder / "taxonomy.csv")}
    named = ("105", "108", "108-05", "108-05-01", "111", "111-05")
    assert [(term.code, term.name) for term in passports.terms] == [(c, words[c]) for c in named]
    assert len(directory.vocabulary) == len(words) == 290


def test_ohana_silence_is_never_no(ohana: tuple[Directory, Path]) -> None:
    directory, _ = ohana
    stated = [fact.state for service in directory.services for fact in service.acceptance.values()]
    assert "no" not in stated
    assert directory.services[0].fact("accepts_children").state == "unknown"


def test_the_standard_as_tables(standard: Path) -> None:
    directory = read_directory(sorted(standard.glob("*.csv")))
    counted = {file.name: len(rows(file)) for file in standard.glob("*.csv")}
    assert {file.name: file.rows for file in directory.files} == counted
    assert (len(directory.services), len(directory.organizations), len(directory.sites)) == (
        1,
        1,
        1,
    )
    assert directory.links == (
        ("ac148810-d857-441c-9679-408f346de14b", "3a19ff88-4620-4d17-9830-ac1d859eb5d5"),
    )
    counts = report(directory)["files"]
    assert counts["schema_simple_3.0.csv"]["held"] == 242
    assert counts["attributes.csv"]["held"] == 1  # it points at an id that is in no file
    assert (
        counts["metadata.csv"]["excluded"] == counts["meta_table_descriptions.csv"]["excluded"] == 1
    )


def test_the_standard_may_point_at_an_organization_that_is_not_there(standard: Path) -> None:
    directory = read_directory(sorted(standard.glob("*.csv")))
    missing = [issue for issue in directory.issues if issue.code == "organization_missing"]
    assert [(issue.file, issue.came) for issue in missing] == [
        ("locations.csv", "985e4a42-bd9f-4edc-911d-0243a4640aca")
    ]
    (site,) = directory.sites
    assert (site.organization_id, site.latitude, site.longitude) == ("", None, None)
    assert codes(directory)["coordinates_out_of_range"] == 1  # the sample says 100, 101


def test_columns_outside_of_the_published_list_are_kept_and_listed(standard: Path) -> None:
    published: dict[str, set[str]] = {}
    for row in rows(standard / "schema_simple_3.0.csv"):
        published.setdefault(row["table_name"], set()).add(row["name"])
    directory = read_directory(sorted(standard.glob("*.csv")))
    listed = report(directory)["unknown_columns"]
    for file, table, ours in (
        ("services.csv", "service", {"fees", "last_modified"}),
        ("organizations.csv", "organization", set()),
    ):
        (row,) = rows(standard / file)
        assert set(listed[file]) == set(row) - published[table] - ours
    (service,) = directory.services
    assert (service.extra["wait_time"], service.extra["licenses"]) == ("wait_time", "licences")


@pytest.mark.parametrize("file", ["service_full.json", "organization_full.json", "tabular.json"])
def test_nested_and_tabular_json_say_the_same_as_the_tables(standard: Path, file: str) -> None:
    tables = read_directory(sorted(standard.glob("*.csv")))
    nested = read_directory(standard / file)
    assert nested.links == tables.links
    (ours,), (theirs,) = nested.services, tables.services
    for name in ("id", "organization_id", "name", "status", "url", "email", "eligibility"):
        assert getattr(ours, name) == getattr(theirs, name), name
    assert ours.phones == theirs.phones == ("+44 1234 234567 x100",)
    assert ours.languages == theirs.languages == ("Urdu",)
    assert [site.name for site in nested.sites] == ["MyCity Civic Center"]


def test_a_list_and_a_page_of_records_are_read_like_one(standard: Path) -> None:
    record = json.loads((standard / "service_full.json").read_text(encoding="utf-8"))
    alone = read_directory({"services.json": json.dumps(record).encode()})
    for value in ([record], {"total_items": 1, "contents": [record]}):
        again = read_directory({"services.json": json.dumps(value).encode()})
        assert (again.services, again.sites) == (alone.services, alone.sites)


def test_a_folder_a_zip_and_uploads_are_one_directory(standard: Path) -> None:
    files = {file.name: file.read_bytes() for file in sorted(standard.glob("*.csv"))}
    packed = BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as container:
        for name, content in files.items():
            container.writestr(name, content)
    assert read_directory({"all.zip": packed.getvalue()}) == read_directory(files)


def test_the_same_records_again_in_a_folder_are_merged(standard: Path) -> None:
    directory = read_directory(standard)
    counts = report(directory)["files"]
    assert (len(directory.services), len(directory.sites), len(directory.links)) == (1, 1, 1)
    assert counts["service_full.json"]["merged"] == counts["organization_full.json"]["merged"] == 1
    assert counts["datapackage.json"]["rows"] == 0
    assert [issue.file for issue in directory.issues if issue.code == "file_not_read"] == [
        "datapackage.json"
    ]


def test_florida_is_read_through_a_profile(florida: tuple[Directory, Path]) -> None:
    directory, folder = florida
    counted = {file.name: len(rows(file)) for file in folder.glob("*.csv")}
    assert counted == {"organizations.csv": 20, "locations.csv": 378, "services.csv": 135}
    assert {file.name: file.imported for file in directory.files} == counted
    assert (len(directory.organizations), len(directory.sites), len(directory.services)) == (
        20,
        378,
        135,
    )
    assert {service.organization_id for service in directory.services} == {
        row["organization_uuid"] for row in rows(folder / "services.csv")
    }


def test_florida_addresses_in_one_line_are_taken_apart(florida: tuple[Directory, Path]) -> None:
    directory, folder = florida
    lines = {
        row["location_uuid"]: row["location_address"] for row in rows(folder / "locations.csv")
    }
    only_state = [site for site in directory.sites if lines[site.id] == "State: FL"]
    assert len(only_state) == Counter(lines.values())["State: FL"]
    assert {(site.address_1, site.state_province) for site in only_state} == {("", "FL")}
    village = next(site for site in directory.sites if site.name == "Boystown/Children's Village")
    assert (village.address_1, village.city, village.state_province, village.postal_code) == (
        "9525 Sterling Drive",
        "Cutler Bay",
        "FL",
        "33157",
    )


def test_florida_cells_under_no_name_are_kept(florida: tuple[Directory, Path]) -> None:
    directory, folder = florida
    with (folder / "services.csv").open(encoding="utf-8", newline="") as file:
        table = list(csv.reader(file))
    assert table[0][19:] == ["", ""]
    assert codes(directory)["column_without_name"] == 2
    extras = {service.id: service.extra for service in directory.services}
    beyond = {row[0]: row[19:] for row in table[1:] if any(row[19:])}
    assert len(beyond) == 1
    for service, cells in beyond.items():
        assert [extras[service]["column 20"], extras[service]["column 21"]] == cells


def test_a_profile_reads_the_same_after_it_was_kept_as_text(
    florida: tuple[Directory, Path],
) -> None:
    directory, folder = florida
    assert read_directory(folder, profile=from_json(to_json(FLORIDA))) == directory


def test_reading_the_same_files_again_changes_nothing(ohana: tuple[Directory, Path]) -> None:
    directory, folder = ohana
    assert read_directory(folder) == directory


def test_ohana_lists_no_column_that_is_read(ohana: tuple[Directory, Path]) -> None:
    listed = report(ohana[0])["unknown_columns"]["services.csv"]
    assert not {"accepted_payments", "service_areas", "eligibility", "fees"} & set(listed)
    assert {"audience", "keywords", "wait_time"} <= set(listed)

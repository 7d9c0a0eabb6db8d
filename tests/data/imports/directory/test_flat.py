"""Exports of 211 centres, and any table through a profile."""

import csv
import io
from collections import Counter

import pytest

from data.imports.directory.profiles import (
    FIELDS,
    Profile,
    from_json,
    read_profile,
    suggest_profile,
    to_json,
)
from data.imports.directory.reading import read_directory
from data.imports.directory.records import Directory
from data.imports.problems import InputProblems

_NAMES = """
ResourceAgencyNum ParentAgencyNum TaxonomyLevelName AgencyStatus PublicName AgencyDescription
ConnectsToSiteNum ConnectsToProgramNum PhysicalAddress1 PhysicalCity PhysicalStateProvince
PhysicalPostalCode PhysicalAddressIsPrivate Latitude Longitude Phone1Number Phone1IsPrivate
PhoneTollFree LanguagesOfferedList Eligibility TaxonomyCodes TaxonomyTerms HoursOfOperation
DisabilitiesAccess
"""
COLUMNS = _NAMES.split()
PEER, CODES = "RX-8450.7000; PN-8100.0500 * YF-1800", "Peers; Support Groups * Parents"


def row(number: str, parent: str, level: str, name: str, **cells: str) -> dict[str, str]:
    known = {
        "ResourceAgencyNum": number,
        "ParentAgencyNum": parent,
        "TaxonomyLevelName": level,
        "AgencyStatus": "Active",
        "PublicName": name,
    }
    return known | cells


def export(*rows: dict[str, str]) -> Directory:
    text = io.StringIO()
    writer = csv.DictWriter(text, COLUMNS)
    writer.writeheader()
    writer.writerows(rows)
    return read_directory({"211.csv": text.getvalue().encode()})


MIXED = (
    row("1", "0", "Agency", "Family First", AgencyDescription="An agency"),
    row(
        "2",
        "1",
        "Site",
        "North Office",
        PhysicalAddress1="1 Main St",
        PhysicalCity="Troy",
        PhysicalStateProvince="MA",
        PhysicalPostalCode="2134",
        Latitude="42.3",
        Longitude="-71.1",
        DisabilitiesAccess="Wheelchair ramp",
    ),
    row(
        "3",
        "1",
        "Program",
        "Peer Support",
        TaxonomyCodes=PEER,
        TaxonomyTerms=CODES,
        Phone1Number="617-555-0001",
        PhoneTollFree="800-555-0002",
        LanguagesOfferedList="Spanish; Haitian-Creole",
        Eligibility="Parents",
        HoursOfOperation="9-5",
    ),
    row(
        "4",
        "1",
        "ProgramAtSite",
        "Peer Support at North",
        ConnectsToSiteNum="2",
        ConnectsToProgramNum="3",
        HoursOfOperation="Mondays only",
    ),
)


def test_rows_of_four_levels_become_what_they_are() -> None:
    directory = export(*MIXED)
    (organization,), (site,), (service,) = (
        directory.organizations,
        directory.sites,
        directory.services,
    )
    assert (organization.name, site.name, service.name) == (
        "Family First",
        "North Office",
        "Peer Support",
    )
    assert service.organization_id == site.organization_id == "1"
    assert directory.links == (("3", "2"),)
    assert (service.phones, service.languages) == (
        ("617-555-0001", "800-555-0002"),
        ("Spanish", "Haitian Creole"),
    )
    assert (service.eligibility, service.status, site.postal_code) == ("Parents", "active", "02134")
    assert service.fact("disability_access").state == "yes"
    (file,) = directory.files
    assert (file.dialect, file.rows, file.imported) == ("icarol", 4, 4)


def test_what_a_program_at_a_site_says_beside_its_link_is_kept() -> None:
    (service,) = export(*MIXED).services
    assert service.extra["hours_of_operation"] == "9-5"
    assert "Mondays only" in service.extra["program_at_site"]


def test_codes_stand_apart_by_semicolons_and_combined_ones_stay_one_term() -> None:
    (service,) = export(*MIXED).services
    assert [(term.code, term.name) for term in service.terms] == [
        ("RX-8450.7000", "Peers"),
        ("PN-8100.0500 * YF-1800", "Support Groups * Parents"),
    ]


def test_a_program_at_a_site_whose_program_is_not_there_is_a_service() -> None:
    directory = export(*MIXED[:2], MIXED[3])
    assert [service.name for service in directory.services] == ["Peer Support at North"]
    assert directory.links == (("4", "2"),)


@pytest.mark.parametrize(
    ("status", "is_supply"),
    [("Active", True), ("Inactive", False), ("Active, but do not refer", False), ("", True)],
)
def test_status_decides_on_supply(status: str, is_supply: bool) -> None:
    (service,) = export(MIXED[0], MIXED[2] | {"AgencyStatus": status}).services
    assert service.is_supply == is_supply


@pytest.mark.parametrize(("place", "name"), [(1, "a site"), (3, "a program at a site")])
def test_what_is_offered_only_where_it_has_ended_is_no_supply(place: int, name: str) -> None:
    rows = [*MIXED[:place], MIXED[place] | {"AgencyStatus": "Inactive"}, *MIXED[place + 1 :]]
    directory = export(*rows)
    (service,) = directory.services
    assert directory.links == (), name
    assert (service.status, service.extra["status_as_it_came"]) == ("inactive", "Active")


def test_what_is_still_offered_at_another_site_is_supply() -> None:
    other = row("5", "1", "Site", "South Office", PhysicalCity="Fall River")
    there = row("6", "1", "ProgramAtSite", "South", ConnectsToSiteNum="5", ConnectsToProgramNum="3")
    directory = export(*MIXED[:3], MIXED[3] | {"AgencyStatus": "Inactive"}, other, there)
    assert directory.links == (("3", "5"),)
    assert directory.services[0].is_supply


def test_private_addresses_are_hidden_and_private_telephones_left_out() -> None:
    private = {"PhysicalAddressIsPrivate": "Yes"}
    hidden_phone = {"Phone1IsPrivate": "TRUE"}
    directory = export(MIXED[0], MIXED[1] | private, MIXED[2] | hidden_phone)
    assert directory.sites[0].hidden
    assert directory.services[0].phones == ("800-555-0002",)
    assert "617-555-0001" not in str(directory.services)
    counted = Counter(issue.code for issue in directory.issues)
    assert counted["private_phone"] == counted["confidential_address"] == 1


def test_what_is_private_stands_in_no_other_words_either() -> None:
    secret = {"PhysicalAddress1": "77 Hidden Lane", "PhysicalAddressIsPrivate": "Yes"}
    phone = {"Phone1Number": "617-555-0099", "Phone1IsPrivate": "Yes"}
    directory = export(*MIXED[:3], MIXED[3] | secret | phone)
    assert "Hidden Lane" not in str((directory.services, directory.sites))
    assert "0099" not in str((directory.services, directory.sites))


def test_without_levels_a_row_without_a_parent_is_an_agency() -> None:
    agency = MIXED[0] | {"TaxonomyLevelName": ""}
    program = MIXED[2] | {"TaxonomyLevelName": "", "PhysicalAddress1": "9 Elm St"}
    directory = export(agency, program)
    assert [each.name for each in directory.organizations] == ["Family First"]
    assert [site.address_1 for site in directory.sites] == ["9 Elm St"]
    assert len(directory.links) == 1


TABLE = (
    b"Agency,Program Name,Street Address,City,State,Zip,Phone,Medicaid,Category,Beds,Custom\n"
    b"Hope,Peer Help,1 Main St,Troy,MA,2134,617-555-0001,Yes,Peers; Housing,12,blue\n"
    b"Hope,Detox,1 Main St,Troy,MA,2134,617-555-0002,ask first,Detox,,\n"
    b"Hope,,,,,,,,,,\n"
    b",,,,,,,,,,red\n"
)


def test_a_proposal_is_made_from_the_names_of_columns() -> None:
    columns = TABLE.decode().splitlines()[0].split(",")
    proposed = suggest_profile(columns, name="county list").files["*"]
    assert proposed == {
        "Agency": "organization.name",
        "Program Name": "service.name",
        "Street Address": "site.address_1",
        "City": "site.city",
        "State": "site.state_province",
        "Zip": "site.postal_code",
        "Phone": "service.phone",
        "Medicaid": "fact.accepts_medicaid",
        "Category": "term",
        "Beds": "capacity.maximum",
    }


def test_a_table_is_read_as_its_profile_tells() -> None:
    columns = TABLE.decode().splitlines()[0].split(",")
    profile = suggest_profile(columns, name="county list")
    directory = read_directory({"list.csv": TABLE}, profile=profile)
    peers, detox = directory.services
    assert (peers.name, peers.phones, peers.capacities[0].maximum) == (
        "Peer Help",
        ("617-555-0001",),
        12,
    )
    assert (peers.fact("accepts_medicaid").state, detox.fact("accepts_medicaid").state) == (
        "yes",
        "unknown",
    )
    assert detox.fact("accepts_medicaid").condition == "ask first"
    assert detox.capacities == ()
    assert [term.name for term in peers.terms] == ["Peers", "Housing"]
    assert (peers.extra["Custom"], peers.source, peers.external_id) == ("blue", "county list", "")
    assert [site.postal_code for site in directory.sites] == ["02134"]
    assert len(directory.organizations) == 1
    (file,) = directory.files
    assert (file.rows, file.imported, file.held) == (4, 3, 1)
    assert file.unknown_columns == ("Custom",)


def test_every_field_can_be_kept_as_text_and_read_again() -> None:
    profile = Profile("all", {"*": {f"column {field}": field for field in FIELDS}})
    assert from_json(to_json(profile)) == profile


@pytest.mark.parametrize("text", ["", "[]", '{"files": 3}', '{"files": {"a": 1}}'])
def test_what_is_no_profile_is_refused(text: str) -> None:
    with pytest.raises(InputProblems, match="profile: it is no JSON with a name and files"):
        from_json(text)


def test_a_profile_names_only_fields_that_are_there() -> None:
    with pytest.raises(InputProblems, match=r"profile 'p': there is no field 'service.colour'"):
        Profile("p", {"*": {"a": "service.colour"}})


def test_only_columns_that_nothing_is_read_from_are_listed_by_their_own_names() -> None:
    columns = [*COLUMNS, "Phone1Name", "PhoneTTYDescription", "ParentAgency", "LastVerifiedOn"]
    cells = {**dict.fromkeys(columns, ""), **MIXED[2], "Phone1Name": "Front desk"}
    text = io.StringIO()
    writer = csv.DictWriter(text, columns)
    writer.writeheader()
    writer.writerow(cells)
    directory = read_directory({"211.csv": text.getvalue().encode()})
    (file,), (service,) = directory.files, directory.services
    assert file.unknown_columns == (
        *("HoursOfOperation", "Phone1Name", "PhoneTTYDescription", "ParentAgency"),
    )
    assert service.extra["phone1_name"] == "Front desk"


def test_what_is_said_of_a_private_telephone_is_not_kept() -> None:
    columns = [*COLUMNS, "Phone1Name"]
    cells = {**dict.fromkeys(columns, ""), **MIXED[2], "Phone1Name": "Night door"}
    text = io.StringIO()
    writer = csv.DictWriter(text, columns)
    writer.writeheader()
    writer.writerow({**cells, "Phone1IsPrivate": "Yes"})
    (service,) = read_directory({"211.csv": text.getvalue().encode()}).services
    assert "Night door" not in str(service)


def test_words_of_the_vocabulary_count_without_their_codes_too() -> None:
    (service,) = export(*MIXED[:2], MIXED[2] | {"TaxonomyCodes": ""}).services
    assert [(term.code, term.name) for term in service.terms] == [
        ("", "Peers"),
        ("", "Support Groups * Parents"),
    ]


ANSWERS = "Name,Medicaid,Children\nPeer Help,No,no\nDetox,no,yes\nBeds,N,no\n"
MAPPED = {
    "Name": "service.name",
    "Medicaid": "fact.accepts_medicaid",
    "Children": "fact.accepts_children",
}


def states(directory: Directory, fact: str) -> list[str]:
    return [service.fact(fact).state for service in directory.services]


def test_no_in_every_row_is_not_known_until_a_person_says_that_all_were_asked() -> None:
    files = {"list.csv": ANSWERS.encode()}
    asked = read_directory(files, profile=Profile("list", {"*": MAPPED}))
    assert states(asked, "accepts_medicaid") == ["unknown"] * 3
    assert states(asked, "accepts_children") == ["no", "yes", "no"]
    (issue,) = [each for each in asked.issues if each.code == "every_row_says_no"]
    assert (issue.column, issue.came) == ("Medicaid", "Medicaid is no in all 3 rows")
    assert asked.services[0].fact("accepts_medicaid").condition == "No"
    sure = read_directory(files, profile=Profile("list", {"*": MAPPED}, ("Medicaid",)))
    assert states(sure, "accepts_medicaid") == ["no"] * 3
    assert not [each for each in sure.issues if each.code == "every_row_says_no"]


@pytest.mark.parametrize(
    "table",
    ["Name,Medicaid\nPeer Help,no\n", "Name,Medicaid\nPeer Help,no\nDetox,\n"],
    ids=["one row", "one row is empty"],
)
def test_a_no_that_is_not_in_every_row_of_several_stays_one(table: str) -> None:
    profile = Profile("list", {"*": {"Name": "service.name", "Medicaid": "fact.accepts_medicaid"}})
    directory = read_directory({"list.csv": table.encode()}, profile=profile)
    assert directory.services[0].fact("accepts_medicaid").state == "no"


def test_a_profile_that_was_taken_along_is_read_again() -> None:
    profile = Profile("list", {"*": MAPPED}, ("Medicaid",))
    assert read_profile(to_json(profile).encode(), name="list.json") == profile


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"{", r"list.json: it does not say what columns are; give a JSON file"),
        (b"[1]", r"list.json: it does not say what columns are"),
        (b'{"name": "a", "files": {"*": {}}}', r"list.json: it does not say what any column is"),
        (b'{"name": "a", "files": {"*": {"A": "b.c"}}}', r"profile 'a': there is no field 'b.c'"),
        (b'{"name": "a\\u0000", "files": {"*": {"A": "term"}}}', r"it holds signs that no text"),
        (b"[" * 60 + b"]" * 60, r"list.json: "),
        (b"{" + b" " * 1_000_001, r"list.json: it is too large"),
        (b"PK\x03\x04", r"list.json: "),
        (b'{"name": "\xff"}', r"list.json: "),
    ],
)
def test_a_damaged_profile_gets_a_plain_message(content: bytes, said: str) -> None:
    with pytest.raises(InputProblems, match=said):
        read_profile(content, name="list.json")


def places(*rows: str) -> Directory:
    """A table of one row for each service, with an agency and an address."""
    columns = "Agency,Program,Address,City,State,Zip,Latitude,Longitude"
    lines = "\n".join((columns, *rows))
    profile = suggest_profile(columns.split(","))
    return read_directory({"list.csv": f"{lines}\n".encode()}, profile=profile)


def test_rows_at_one_address_are_one_site_though_only_one_of_them_has_its_zip() -> None:
    found = places(
        "Hope,Beds,1 Main St,Troy,KY,40203,38.25,-85.75",
        "Hope,Meals,1 Main St.,Troy,,,,",
        "Hope,Rides,1 main st,Troy,KY,,,",
    )
    (site,) = found.sites
    assert (site.postal_code, site.latitude) == ("40203", 38.25)
    assert {site for _, site in found.links} == {site.id}
    assert len(found.links) == 3


def test_nothing_is_taken_from_rows_that_differ_or_tell_no_address() -> None:
    found = places(
        "Hope,Beds,1 Main St,Troy,KY,40203,,",
        "Hope,Meals,1 Main St,Troy,KY,40204,,",
        "Hope,Rides,1 Main St,Troy,KY,,,",
        "Hope,Shelter,Confidential,Troy,KY,40205,,",
        "Haven,House,Confidential,Troy,KY,,,",
    )
    assert sorted(each.postal_code for each in found.sites) == ["", "", "40203", "40204", "40205"]

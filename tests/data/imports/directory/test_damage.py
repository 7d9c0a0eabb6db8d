"""Files that were damaged on their way: nothing is lost, nothing is made up, all of it is told."""

import csv
import io
import json
import random
from collections import Counter
from collections.abc import Iterable, Sequence

import openpyxl
import pytest

from data.imports.directory.reading import read_directory
from data.imports.directory.records import Directory, FileAccount
from data.imports.directory.report import report

SERVICE = ("id", "organization_id", "name", "description", "status")


def table(columns: Sequence[str], rows: Iterable[Sequence[str]]) -> bytes:
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(columns)
    writer.writerows(rows)
    return text.getvalue().encode()


def codes(directory: Directory) -> Counter[str]:
    return Counter(issue.code for issue in directory.issues)


def account(directory: Directory, name: str) -> FileAccount:
    return next(file for file in directory.files if file.name == name)


def services(*rows: Sequence[str], columns: Sequence[str] = SERVICE) -> Directory:
    return read_directory({"services.csv": table(columns, rows)})


@pytest.mark.parametrize(
    "cell",
    ["-hsds-required-", "-1", "N/A", "n/a", "None", "unknown", "UNKNOWN", "TBD", "#N/A", "--"],
)
def test_a_placeholder_is_read_as_unknown_and_told(cell: str) -> None:
    directory = services(("s1", "", "Peer help", cell, "active"))
    assert directory.services[0].description == ""
    (issue,) = [issue for issue in directory.issues if issue.code == "placeholder"]
    assert (issue.file, issue.row, issue.column, issue.came) == (
        "services.csv",
        2,
        "description",
        cell,
    )


@pytest.mark.parametrize("cell", ["Call for more information", "Please call for information."])
def test_a_request_to_call_is_no_description_yet_it_is_how_to_apply(cell: str) -> None:
    columns = (*SERVICE, "application_process")
    directory = services(("s1", "", "Peer help", cell, "active", cell), columns=columns)
    assert directory.services[0].description == ""
    assert directory.services[0].extra["application_process"] == cell


def test_no_fee_is_an_answer_and_no_placeholder() -> None:
    columns = (*SERVICE, "fees")
    directory = services(("s1", "", "Peer help", "x", "active", "None"), columns=columns)
    assert directory.services[0].fees == "None"


def test_placeholders_as_ids_make_no_two_agencies_one() -> None:
    rows = [("-hsds-required-", f"Agency {number}", "Help") for number in range(104)]
    directory = read_directory({"organizations.csv": table(("id", "name", "description"), rows)})
    assert len(directory.organizations) == 104
    assert codes(directory)["id_missing"] == 104
    assert {each.external_id for each in directory.organizations} == {""}


def test_a_cell_of_exactly_255_letters_was_probably_cut() -> None:
    directory = services(
        ("s1", "", "A", "x" * 254, "active"),
        ("s2", "", "B", "x" * 255, "active"),
        ("s3", "", "C", "x" * 256, "active"),
    )
    cut = [issue for issue in directory.issues if issue.code == "cut_at_255"]
    assert [(issue.row, issue.column) for issue in cut] == [(3, "description")]
    assert [len(service.description) for service in directory.services] == [254, 255, 256]


@pytest.mark.parametrize(
    ("status", "name", "is_supply"),
    [
        ("active", "Help", True),
        ("", "Help", True),
        ("Inactive", "Help", False),
        ("defunct", "Help", False),
        ("temporarily closed", "Help", False),
        ("Active, but do not refer", "Help", False),
        ("active", "Help - DO NOT REFER", False),
        ("active", "Help (inactive)", False),
        ("active", "Closed Head Injury Program", True),
        ("wonderful", "Help", True),
        *((said, "Help", True) for said in ("Yes", "TRUE", "1", "A", "Open to the public")),
        *((said, "Help", False) for said in ("No", "FALSE", "0", "N", "I", "non-active")),
        *((said, "Help", False) for said in ("Inactive since 2023", "Inactive/Archived")),
        *((said, "Help", False) for said in ("Not active", "Closed 2022", "discontinued")),
        *((said, "Help", False) for said in ("Removed", "On hold", "terminated", "temp closed")),
        *((said, "Help", False) for said in ("no longer operating", "expired", "Deactivated")),
        *(("", name, False) for name in ("Help - INACTIVE", "CLOSED: Help", "Help [closed]")),
        *(
            ("", name, False)
            for name in ("Help *CLOSED*", "INACTIVE - Help", "ZZZ DO NOT USE Help")
        ),
        *(("", name, True) for name in ("Closed-loop referral", "Help for active adults")),
    ],
)
def test_what_is_closed_or_not_to_be_referred_is_kept_and_is_no_supply(
    status: str, name: str, is_supply: bool
) -> None:
    directory = services(("s1", "", name, "Words", status))
    assert directory.services[0].is_supply == is_supply
    assert codes(directory)["not_supply"] == int(not is_supply)
    assert codes(directory)["status_not_known"] == int(status == "wonderful")


def test_services_of_a_closed_agency_are_no_supply() -> None:
    directory = read_directory(
        {
            "organizations.csv": table(
                ("id", "name", "description", "status"), [("o1", "A", "B", "inactive")]
            ),
            "services.csv": table(SERVICE, [("s1", "o1", "Help", "Words", "active")]),
        }
    )
    assert not directory.services[0].is_supply


def test_a_row_of_instructions_under_the_names_is_left_out() -> None:
    told = ("Required", "The id of the agency", "Enter the name", "Short text", "Select one")
    directory = services(told, ("s1", "", "Help", "Words", "active"))
    assert [service.name for service in directory.services] == ["Help"]
    (aside,) = account(directory, "services.csv").set_aside
    assert (aside.row, aside.outcome, aside.reason) == (
        2,
        "excluded",
        "it tells how to fill in the table",
    )


def test_a_first_record_that_sounds_like_instructions_is_a_record() -> None:
    directory = services(("s-1", "", "The Home for the Aged", "Provide shelter", "active"))
    assert len(directory.services) == 1


def test_services_whose_organization_is_not_there_are_kept_and_told() -> None:
    directory = services(("s1", "o9", "Help", "Words", "active"))
    assert directory.services[0].organization_id == ""
    assert directory.services[0].extra["organization_id_as_it_came"] == "o9"
    assert codes(directory)["organization_missing"] == 1


def test_the_same_link_a_thousand_times_is_one_link() -> None:
    links = [(f"k{number}", "s1", "l1") for number in range(1000)] + [("k", "s1", "l9")]
    directory = read_directory(
        {
            "services.csv": table(SERVICE, [("s1", "", "Help", "Words", "active")]),
            "locations.csv": table(("id", "name"), [("l1", "House")]),
            "service_at_location.csv": table(("id", "service_id", "location_id"), links),
        }
    )
    counts = report(directory)["files"]["service_at_location.csv"]
    assert counts == {"rows": 1001, "imported": 1, "merged": 999, "held": 1, "excluded": 0}
    assert directory.links == (("s1", "l1"),)
    assert codes(directory)["link_to_nothing"] == 1


def test_required_fields_that_are_blank_in_every_row_are_told_row_by_row() -> None:
    directory = services(*((f"s{n}", "", f"Help {n}", "Words", "") for n in range(5)))
    assert codes(directory)["required_blank"] == 5
    assert {service.status for service in directory.services} == {"unknown"}


def test_one_id_for_two_things_is_held_and_twice_the_same_is_merged() -> None:
    directory = services(
        ("s1", "", "Peer help", "Words", "active"),
        ("s1", "", "PEER HELP", "", "active"),
        ("s1", "", "Food pantry", "Other words", "active"),
    )
    assert report(directory)["files"]["services.csv"] == {
        "rows": 3,
        "imported": 1,
        "merged": 1,
        "held": 1,
        "excluded": 0,
    }
    held = next(a for a in account(directory, "services.csv").set_aside if a.outcome == "held")
    assert (held.row, held.cells["name"]) == (4, "Food pantry")


def test_ragged_rows_lose_no_cell() -> None:
    content = b"id,name,description,status\ns1,Help\ns2,Food,Words,active,more,\n"
    directory = read_directory({"services.csv": content})
    assert [service.name for service in directory.services] == ["Help", "Food"]
    assert directory.services[1].extra["column 5"] == "more"
    assert codes(directory)["ragged_row"] == 2


def test_blank_rows_are_rows_and_empty_lines_are_none() -> None:
    directory = read_directory({"services.csv": b"id,name\n\ns1,Help\n,\n\n,\n"})
    counts = report(directory)["files"]["services.csv"]
    assert (counts["rows"], counts["imported"], counts["excluded"]) == (3, 1, 2)
    assert [each.row for each in account(directory, "services.csv").set_aside] == [4, 6]


def test_columns_without_a_name_or_with_one_name_are_all_kept() -> None:
    directory = read_directory({"services.csv": b"id,name,note,note,\ns1,Help,a,b,c\n"})
    assert set(directory.services[0].extra.values()) == {"a", "b", "c"}
    assert codes(directory)["column_twice"] == codes(directory)["column_without_name"] == 1


def test_an_open_quote_is_told_and_swallows_nothing_in_silence() -> None:
    directory = read_directory({"services.csv": b'id,name\ns1,"Help" us\ns2,Food\n'})
    assert codes(directory)["quotes_broken"] == 1
    assert [each.name for each in directory.services] == ["Help us", "Food"]


@pytest.mark.parametrize("step", [".", "/"])
def test_nested_records_that_were_laid_flat_are_put_together_again(step: str) -> None:
    columns = [
        "id",
        "name",
        "status",
        "organization.id",
        "organization.name",
        "phones.0.number",
        "phones.1.number",
        "service_at_locations.0.id",
        "service_at_locations.0.location.id",
        "service_at_locations.0.location.name",
        "service_at_locations.0.location.addresses.0.city",
    ]
    row = [
        "s1",
        "Help",
        "active",
        "o1",
        "Agency",
        "555-0001",
        "555-0002",
        "k1",
        "l1",
        "House",
        "Troy",
    ]
    flat = table([column.replace(".", step) for column in columns], [row])
    directory = read_directory({"export.csv": flat})
    assert codes(directory)["flattened_columns"] == 1
    (service,), (organization,), (place,) = (
        directory.services,
        directory.organizations,
        directory.sites,
    )
    assert service.phones == ("555-0001", "555-0002")
    assert (service.organization_id, organization.name) == ("o1", "Agency")
    assert (place.name, place.city, directory.links) == ("House", "Troy", (("s1", "l1"),))


def test_rows_that_belong_to_nothing_are_held_with_their_cells() -> None:
    directory = read_directory(
        {
            "services.csv": table(SERVICE, [("s1", "", "Help", "Words", "active")]),
            "phones.csv": table(
                ("id", "service_id", "number"), [("p1", "s1", "555-1"), ("p2", "s9", "555-2")]
            ),
        }
    )
    (aside,) = account(directory, "phones.csv").set_aside
    assert (aside.row, aside.outcome, aside.cells["number"]) == (3, "held", "555-2")
    assert "service_id s9" in aside.reason


def test_capacity_keeps_its_unit_and_its_day_and_never_turns_words_into_numbers() -> None:
    directory = read_directory(
        {
            "services.csv": table(SERVICE, [("s1", "", "Help", "Words", "active")]),
            "units.csv": table(("id", "name"), [("u1", "bed")]),
            "service_capacity.csv": table(
                ("id", "service_id", "unit_id", "available", "maximum", "updated"),
                [
                    ("c1", "s1", "u1", "0", "12", "2026-01-31"),
                    ("c2", "s1", "u1", "20 women", "", ""),
                ],
            ),
        }
    )
    first, second = directory.services[0].capacities
    assert (first.unit, first.available, first.maximum, first.updated) == (
        "bed",
        0,
        12,
        "2026-01-31",
    )
    assert (second.available, second.maximum) == (None, None)
    assert codes(directory)["capacity_not_a_number"] == 1


def test_older_tables_with_their_own_eligibility_payments_and_words() -> None:
    directory = read_directory(
        {
            "services.csv": table(SERVICE, [("s1", "", "Help", "Words", "active")]),
            "locations.csv": table(("id", "name"), [("l1", "House")]),
            "physical_addresses.csv": table(
                ("id", "location_id", "address_1", "city"), [("a1", "l1", "1 A St", "Troy")]
            ),
            "postal_addresses.csv": table(
                ("id", "location_id", "address_1", "city"), [("a2", "l1", "PO Box 1", "Troy")]
            ),
            "services_at_location.csv": table(
                ("id", "service_id", "location_id"), [("k1", "s1", "l1")]
            ),
            "eligibility.csv": table(("id", "service_id", "eligibility"), [("e", "s1", "adult")]),
            "payment_accepted.csv": table(
                ("id", "service_id", "payment"), [("p", "s1", "Medicaid")]
            ),
            "taxonomy.csv": table(
                ("id", "name", "vocabulary"), [("BD-1", "Food", "Open Eligibility")]
            ),
            "services_taxonomy.csv": table(
                ("id", "service_id", "taxonomy_id", "taxonomy_detail"), [("t", "s1", "BD-1", "")]
            ),
        }
    )
    (service,) = directory.services
    assert service.eligibility == "adult"
    assert service.fact("accepts_medicaid").state == "yes"
    assert [(term.vocabulary, term.code, term.name) for term in service.terms] == [
        ("Open Eligibility", "BD-1", "Food")
    ]
    assert directory.sites[0].address_1 == "1 A St"
    assert "PO Box 1" in directory.sites[0].extra["postal_address"]
    assert {file.dialect for file in directory.files} == {"hsds_2"}
    assert report(directory)["issues"].get("unattached_row") is None


def test_a_workbook_is_read_like_a_table() -> None:
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    for row in (("id", "name", "status"), ("s1", "Help", "active"), ("s2", "Food", None)):
        sheet.append(row)
    content = io.BytesIO()
    book.save(content)
    directory = read_directory({"services.xlsx": content.getvalue()})
    assert [(s.name, s.status) for s in directory.services] == [
        ("Help", "active"),
        ("Food", "unknown"),
    ]


def test_members_of_a_list_that_are_no_records_are_held() -> None:
    value = [{"id": "s1", "name": "Help", "status": "active"}, "a word", 7, None]
    directory = read_directory({"services.json": json.dumps(value).encode()})
    counts = report(directory)["files"]["services.json"]
    assert (counts["rows"], counts["imported"], counts["held"]) == (4, 1, 3)


def test_files_in_any_order_make_the_same_directory() -> None:
    files = {
        "services.csv": table(SERVICE, [("s1", "o1", "Help", "Words", "active")]),
        "organizations.csv": table(("id", "name", "description"), [("o1", "A", "B")]),
        "phones.csv": table(("id", "contact_id", "number"), [("p", "c1", "555-1234")]),
        "contacts.csv": table(("id", "service_id", "name"), [("c1", "s1", "Ann")]),
    }
    names = sorted(files)
    first = read_directory(files)
    assert first.services[0].phones == ("555-1234",)
    for seed in range(5):
        random.Random(seed).shuffle(names)
        assert read_directory({name: files[name] for name in names}) == first

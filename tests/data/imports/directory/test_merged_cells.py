"""Merged cells of a workbook say what they say beside every row that a person sees them at."""

import io
from collections import Counter
from collections.abc import Sequence

import openpyxl

from data.imports.directory.profiles import suggest_profile
from data.imports.directory.reading import read_directory
from data.imports.directory.records import Directory
from data.imports.directory.report import report

COLUMNS = ("Agency", "Program", "Address", "City", "Zip", "Beds")
ROWS = (
    ("Family First", "Housing", "1 Main St", "Troy", "02118", 12),
    (None, "Recovery", None, None, None, None),
    (None, "Day care", None, None, None, 7),
    ("Court", "Mentors", "2 Main St", "Troy", "02118", None),
)


def read(rows: Sequence[Sequence[object]], merged: Sequence[str]) -> Directory:
    book, content = openpyxl.Workbook(), io.BytesIO()
    sheet = book.worksheets[0]
    for row in rows:
        sheet.append(list(row))
    for cells in merged:
        sheet.merge_cells(cells)
    book.save(content)
    columns = next(row for row in rows if sum(map(bool, row)) > 1)
    profile = suggest_profile([str(column) for column in columns])
    return read_directory({"list.xlsx": content.getvalue()}, profile=profile)


def codes(found: Directory) -> Counter[str]:
    return Counter(issue.code for issue in found.issues)


def agencies(found: Directory) -> dict[str, str]:
    names = {each.id: each.name for each in found.organizations}
    return {each.name: names.get(each.organization_id, "") for each in found.services}


def streets(found: Directory) -> dict[str, list[str]]:
    sites = {each.id: each.address_1 for each in found.sites}
    return {
        each.name: [sites[site] for service, site in found.links if service == each.id]
        for each in found.services
    }


def test_an_agency_and_its_address_go_to_every_program_beside_them() -> None:
    found = read((COLUMNS, *ROWS), ["A2:A4", "C2:C4", "D2:D4", "E2:E4"])
    first = "Family First"
    named = {"Housing": first, "Recovery": first, "Day care": first, "Mentors": "Court"}
    assert agencies(found) == named
    assert streets(found)["Recovery"] == streets(found)["Day care"] == ["1 Main St"]
    assert (codes(found)["cells_merged"], codes(found)["organization_blank"]) == (4, 0)
    told = next(issue for issue in found.issues if issue.code == "cells_merged")
    assert (told.row, told.column, told.came) == (2, "Agency", "Family First in rows 2 to 4")
    assert report(found)["files"]["list.xlsx"] == {
        "rows": 4,
        "imported": 4,
        "merged": 0,
        "held": 0,
        "excluded": 0,
    }


def test_a_program_without_an_agency_is_told_where_nothing_is_merged() -> None:
    found = read((COLUMNS, *ROWS), [])
    assert agencies(found)["Recovery"] == ""
    told = [issue for issue in found.issues if issue.code == "organization_blank"]
    assert [(issue.row, issue.came) for issue in told] == [(3, "Recovery"), (4, "Day care")]


def test_beds_that_programs_share_are_counted_once() -> None:
    rows = tuple((*row[:5], 12 if place == 0 else None) for place, row in enumerate(ROWS))
    found = read((COLUMNS, *rows), ["A2:A4", "F2:F4"])
    counted = [each.maximum for service in found.services for each in service.capacities]
    assert counted == [12]
    told = next(issue for issue in found.issues if issue.column == "Beds")
    assert told.code == "cells_merged"
    assert told.right == "a number in each row; it is counted once, with the first row"


def test_titles_names_and_rows_of_nothing_else_stay_as_they_are() -> None:
    title = ("Help in our county",)
    blank = (None,) * len(COLUMNS)
    rows = (title, blank, COLUMNS, *ROWS[:1], blank, *ROWS[3:])
    found = read(rows, ["A1:F2", "A4:A5"])
    assert set(agencies(found)) == {"Housing", "Mentors"}
    assert codes(found)["cells_merged"] == 0
    account = report(found)["files"]["list.xlsx"]
    assert (account["rows"], account["imported"], account["excluded"]) == (3, 2, 1)

"""A workbook of several sheets: each is a file of its own, and none is passed over."""

import io
from collections.abc import Mapping, Sequence

import openpyxl

from data.imports.directory.profiles import Profile
from data.imports.directory.reading import read_directory
from data.imports.directory.report import report

SERVICES = (("id", "organization_id", "name"), ("s1", "o1", "Help"), ("s2", "o1", "Food"))
ORGANIZATIONS = (("id", "name"), ("o1", "Family First"))


def workbook(sheets: Mapping[str, Sequence[Sequence[str]]]) -> bytes:
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for title, rows in sheets.items():
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(list(row))
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def test_sheets_named_as_tables_of_the_standard_are_read_as_these() -> None:
    notes = (("How to read this",), ("Ask the county.",))
    sheets = {"Read me": notes, "organizations": ORGANIZATIONS, "services": SERVICES, "empty": ()}
    directory = read_directory({"ours.xlsx": workbook(sheets)})
    assert [each.name for each in directory.organizations] == ["Family First"]
    assert {each.organization_id for each in directory.services} == {"o1"}
    files = report(directory)["files"]
    assert {name: (each["rows"], each["imported"]) for name, each in files.items()} == {
        "ours.xlsx/Read me": (2, 0),
        "ours.xlsx/organizations": (1, 1),
        "ours.xlsx/services": (2, 2),
    }
    assert files["ours.xlsx/Read me"]["excluded"] == 2


def test_a_profile_of_the_workbook_reads_its_sheets() -> None:
    columns = {"Program": "service.name", "Town": "site.city"}
    rows = (("Program", "Town"), ("Help", "Troy"))
    book = workbook({"North": rows, "South": (rows[0], ("Food", "Fall River"))})
    directory = read_directory({"list.xlsx": book}, profile=Profile("ours", {"list": columns}))
    assert {each.name for each in directory.services} == {"Help", "Food"}
    assert {each.city for each in directory.sites} == {"Troy", "Fall River"}


def test_a_sheet_of_which_nobody_knows_what_it_is_is_held_and_told() -> None:
    sheets = {"services": SERVICES, "Lunch": (("Day", "Soup"), ("Monday", "Leek"))}
    directory = read_directory({"ours.xlsx": workbook(sheets)})
    lunch = report(directory)["files"]["ours.xlsx/Lunch"]
    assert (lunch["rows"], lunch["held"]) == (1, 1)
    assert len(directory.services) == 2

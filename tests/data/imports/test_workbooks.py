"""The first sheet of a workbook is read as a person sees it there, and by the rules of a table."""

import contextlib
import io
from collections.abc import Callable, Sequence
from datetime import date, time, timedelta
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import xlsxwriter

from data.imports.responses import InputProblems, Responses, read_responses
from tests.hostile.containers import HEAD, packed, sheet, workbook

Write = Callable[[bytes], Path]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    def write(content: bytes) -> Path:
        path = tmp_path / "responses.xlsx"
        path.write_bytes(content)
        return path

    return write


def book(rows: Sequence[Sequence[Any]], **formats: str) -> bytes:
    """A workbook of one sheet; `formats` says how a cell is shown."""
    made, file = openpyxl.Workbook(), io.BytesIO()
    first = made.worksheets[0]
    for row in rows:
        first.append(row)
    for cell, shown_as in formats.items():
        first[cell].number_format = shown_as
    made.save(file)
    return file.getvalue()


def read(write: Write, content: bytes) -> Responses:
    return read_responses(write(content))


def told(write: Write, content: bytes) -> str:
    with pytest.raises(InputProblems) as caught:
        read(write, content)
    return "\n".join(caught.value.problems)


def test_a_workbook_and_a_table_with_the_same_cells_are_the_same(
    write: Write, tmp_path: Path
) -> None:
    rows = [("agency", "q1", "q2"), ("Niños", 3, 4), (None, None, None), ("Court, north", None, 2)]
    table = tmp_path / "responses.csv"
    table.write_text('agency,q1,q2\nNiños,3,4\n,,\n"Court, north",,2\n', encoding="utf-8")
    one, other = read(write, book(rows)), read_responses(table)
    assert (one.columns, one.rows, one.numbers) == (other.columns, other.rows, other.numbers)


@pytest.mark.parametrize(
    ("value", "shown_as", "text"),
    [
        (3, "General", "3"),
        (3.0, "General", "3"),
        (0.1 + 0.2, "General", "0.3"),
        (2.5, "0.00", "2.5"),
        (0.45, "0%", "45%"),
        (-1, "General", "-1"),
        (True, "General", "TRUE"),
        (False, "General", "FALSE"),
        (date(2027, 1, 4), "d-mmm", "2027-01-04"),
        (46391.6458333333, "yyyy-mm-dd h:mm", "2027-01-04 15:30:00"),
        (46391.6458333333, "General", "46391.6458333333"),
        (time(15, 30), "h:mm", "15:30:00"),
        (timedelta(hours=30), "[h]:mm", "1 day, 6:00:00"),
        ("  dk ", "General", "dk"),
        ("'=1+1", "General", "'=1+1"),
        ("007", "General", "007"),
        ("#N/A", "General", "#N/A"),
        (None, "General", ""),
    ],
)
def test_a_cell_is_read_as_a_spreadsheet_shows_it(
    value: Any, shown_as: str, text: str, write: Write
) -> None:
    content = book([("agency", "q1"), ("Court", value)], B2=shown_as)
    assert read(write, content).column("q1") == (text,)


def test_rows_have_the_numbers_that_a_spreadsheet_shows_also_after_gaps(write: Write) -> None:
    inside = HEAD + '<row r="4"><c r="A4" t="s"><v>2</v></c></row><row r="9"><c r="B9"/></row>'
    found = read(write, packed(workbook(sheet=sheet(inside))))
    assert (found.rows, found.numbers) == ((("Court", ""),), (4,))


def test_only_the_first_sheet_is_read(write: Write) -> None:
    made, file = openpyxl.Workbook(), io.BytesIO()
    made.worksheets[0].append(("agency", "q1"))
    made.worksheets[0].append(("Court", 3))
    made.create_sheet("Notes").append(("agency", "canary"))
    made.save(file)
    assert read(write, file.getvalue()).rows == (("Court", "3"),)


def test_a_formula_is_never_evaluated_and_counts_as_its_stored_result(write: Write) -> None:
    file = io.BytesIO()
    with xlsxwriter.Workbook(file) as made:
        first = made.add_worksheet()
        first.write_row(0, 0, ("agency", "q1"))
        first.write_string(1, 0, "Court")
        first.write_formula(1, 1, "=1+1", None, 3)
    assert read(write, file.getvalue()).column("q1") == ("3",)


def test_a_formula_without_a_stored_result_is_refused_by_its_cell(write: Write) -> None:
    assert told(write, book([("agency", "q1"), ("Court", "=1+1")])) == (
        "responses.xlsx: its part 'xl/worksheets/sheet1.xml' has a formula without a result in "
        "cell B2; open it in a spreadsheet program and save it again."
    )


def test_an_empty_result_of_a_formula_is_an_empty_cell(write: Write) -> None:
    row = '<row r="2"><c r="A2" t="s"><v>2</v></c><c r="B2" t="str"><f>A1</f><v></v></c></row>'
    found = read(write, packed(workbook(sheet=sheet(HEAD + row))))
    assert found.column("q1") == ("",)


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ([], "responses.xlsx: its first row has no column names."),
        ([("agency", "q1")], "responses.xlsx: it has no row below the column names."),
        ([(None, None), ("agency", "q1")], "responses.xlsx: its first row has no column names."),
        (
            [("agency", "q1", "q1"), ("Court", 1, 2)],
            "responses.xlsx: the column 'q1' is there twice; give one another name.",
        ),
    ],
)
def test_the_rules_of_a_table_hold_for_a_sheet(rows: list, said: str, write: Write) -> None:
    assert told(write, book(rows)) == said


def test_a_cell_outside_of_the_named_columns_is_in_a_column_without_a_name(write: Write) -> None:
    found = read(write, book([("agency", "q1"), ("Court", 3, "a note"), ("Clinic", 2)]))
    assert found.columns == ("agency", "q1", "")


def test_what_a_strange_workbook_makes_a_library_say_is_not_printed(
    write: Write, capsys: pytest.CaptureFixture[str]
) -> None:
    styles = (
        b'<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
        b'<cellStyles><cellStyle name="a" xfId="7"/></cellStyles></styleSheet>'
    )
    with contextlib.suppress(InputProblems):
        read_responses(write(packed(workbook(styles=styles))))
    assert capsys.readouterr().out == ""

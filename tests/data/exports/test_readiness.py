"""The lowest part and the gates in files: the same in every format, and never an average."""

import csv
import io
import json
from collections.abc import Callable
from dataclasses import replace
from zipfile import ZipFile

from openpyxl import load_workbook

from data.exports.comparing import change_table
from data.exports.content import ReportContent
from data.exports.json import write_json
from data.exports.package import write_package
from data.exports.readiness import readiness_of, readiness_table
from data.exports.tables import every_table
from data.exports.xlsx import write_xlsx
from surveys.library import shipped_edition
from tests.pages.results.handmade import changed

CHECK = "peer_readiness_open"
Make = Callable[..., ReportContent]


def sheet_of(content: ReportContent) -> list[dict[str, object]]:
    """The sheet as a reader that we did not write sees it."""
    rows = load_workbook(io.BytesIO(write_xlsx(content)))["Readiness"].iter_rows(values_only=True)
    head = [str(cell) for cell in next(rows)]
    return [dict(zip(head, row, strict=True)) for row in rows]


def test_parts_and_gates_are_the_same_in_every_file(make_content: Make) -> None:
    content = make_content(edition=shipped_edition(CHECK))
    found = readiness_of(content)
    assert found is not None
    sheet = sheet_of(content)
    plain = json.loads(write_json(content))["readiness"]
    parts = [row for row in sheet if row["what"] == "part"]
    gates = [row for row in sheet if row["what"] == "gate"]
    assert {row["id"]: row["statements"] for row in parts} == {
        "motivation": 6, "general_capacity": 17, "specific_capacity": 18
    }  # fmt: skip
    for row, part, told in zip(parts, found.parts, plain["parts"], strict=True):
        for stand, count in part.counts.items():
            assert row[stand] == told[stand] == count
    assert [row["stands"] for row in gates] == [gate["state"] for gate in plain["gates"]]
    assert [row["id"] for row in gates] == [gate.id for gate in found.gates]
    assert len(gates) == 11
    marked = [row["id"] for row in parts if row["stands"] is not None]
    assert marked == plain["lowest"] == list(found.lowest)


def test_the_package_holds_the_same_table(make_content: Make) -> None:
    content = make_content(edition=shipped_edition(CHECK))
    with ZipFile(io.BytesIO(write_package(content))) as package:
        (name,) = [each for each in package.namelist() if each.endswith("readiness.csv")]
        text = package.read(name).decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text)))
    assert [(row["id"], row["stands"]) for row in rows] == [
        (row["id"], row["stands"] or "") for row in sheet_of(content)
    ]


def test_a_gate_that_is_not_shown_is_not_known_in_the_file(make_content: Make) -> None:
    content = make_content(edition=shipped_edition(CHECK), people=(2, 1))
    rows = readiness_table(content).rows
    assert {row[3] for row in rows if row[0] == "gate"} == {"not_known"}
    assert {row[3] for row in rows if row[0] == "part"} == {"perhaps lowest"}


def test_a_values_inventory_has_no_such_sheet(make_content: Make) -> None:
    content = make_content()
    assert "Readiness" not in [table.title for table in every_table(content)]
    assert json.loads(write_json(content))["readiness"] is None


def test_the_change_of_a_readiness_check_is_never_averaged_over_statements(
    make_content: Make,
) -> None:
    """Of values the mean of all statements stands first; of readiness there is none."""
    for instrument, averaged in ((CHECK, False), ("values_open", True)):
        content = make_content(edition=shipped_edition(instrument))
        content = replace(content, report=changed(content.report))
        rows = [row[0] for row in change_table(content).rows]
        assert ("side_share, mean" in rows) is averaged
        plain = json.loads(write_json(content))["change"]
        assert (plain["side_share"] is not None) is averaged
        assert (plain["typical_gap"] is not None) is averaged
        assert len(plain["items"]) > 2

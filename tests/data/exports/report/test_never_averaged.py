"""No file of a readiness check holds a mean: not over statements, and not of counts it shows."""

import csv
import io
import json
from collections.abc import Iterator
from dataclasses import replace
from typing import Any
from zipfile import ZipFile

import pytest
from openpyxl import load_workbook

from data.exports.content import ReportContent
from data.exports.csv import write_csv
from data.exports.json import write_json
from data.exports.package import write_package
from data.exports.xlsx import write_xlsx
from scoring.report import checksum, from_dict
from tests.data.exports.report.conftest import Rounds

CHECK = "peer_readiness_open"
PEOPLE = (14, 13, 12)


@pytest.fixture
def check(rounds: Rounds) -> ReportContent:
    """The second round of a check; what was released of it does hold means."""
    return rounds(PEOPLE, CHECK)[1]


def means(value: Any) -> Iterator[Any]:
    """Every value called a mean, but the rounded ones where counts are not shown."""
    if isinstance(value, dict):
        for key, inside in value.items():
            if key == "mean" and value.get("counts", True):
                yield inside
            yield from means(inside)
    elif isinstance(value, list):
        for inside in value:
            yield from means(inside)


def test_json_holds_no_mean_in_its_figures_or_in_the_exact_report(check: ReportContent) -> None:
    plain = json.loads(write_json(check))
    found = list(means(plain))
    assert len(found) > 100
    assert set(found) == {None}
    assert plain["team"]["statements"] > 2
    for whole in (plain["team"], plain["report"]["comparison"]):
        assert whole["average_gap"] is None
    for change in (plain["change"], plain["report"]["change"]):
        told = [change[key] for key in ("typical_gap", "side_share", "group_gap", "direction")]
        assert told == [None] * 4
        assert len(change["items"]) > 2


def test_the_report_in_the_file_keeps_a_checksum_and_names_what_was_released(
    check: ReportContent,
) -> None:
    plain = json.loads(write_json(check))
    assert checksum(from_dict(plain["report"])) == plain["report_sha256"]
    assert plain["released_sha256"] == check.sha256 != plain["report_sha256"]


def test_of_values_everything_is_there_and_both_checksums_are_one(rounds: Rounds) -> None:
    plain = json.loads(write_json(rounds(PEOPLE, "values_open")[1]))
    assert None not in {item["mean"] for item in plain["items"] if item["counts"]}
    assert plain["change"]["direction"] is not None
    assert plain["team"]["average_gap"] is not None
    assert plain["report_sha256"] == plain["released_sha256"]


def test_no_table_holds_a_mean(check: ReportContent) -> None:
    book = load_workbook(io.BytesIO(write_xlsx(check)))
    with ZipFile(io.BytesIO(write_package(check))) as package:
        names = [name for name in package.namelist() if name.endswith(".csv")]
        texts = [package.read(name).decode("utf-8-sig") for name in names]
    sheets = [
        *([list(row) for row in sheet.values] for sheet in book.worksheets),
        *(list(csv.reader(io.StringIO(text))) for text in (*texts, of_csv(check))),
    ]
    beside = [list(averages_beside_counts(sheet)) for sheet in sheets]
    assert sum(map(bool, beside)) >= 5
    assert {cell for averages in beside for cell in averages} <= {None, ""}
    firsts = [row[0] for sheet in sheets for row in sheet if row and isinstance(row[0], str)]
    assert [first for first in firsts if first.endswith(", mean")] == []
    assert "statements compared" in firsts


def of_csv(content: ReportContent) -> str:
    return write_csv(content).decode("utf-8-sig")


def averages_beside_counts(sheet: list[list[Any]]) -> Iterator[Any]:
    """The cells of the column "average" in rows that show counts."""
    for row in sheet[1:] if sheet and "average" in sheet[0] else ():
        cells = dict(zip(sheet[0], row, strict=True))
        if cells["shown_as"] == "counts":
            yield cells["average"]


def test_a_content_made_anew_of_the_released_report_is_without_means_again(
    check: ReportContent, rounds: Rounds
) -> None:
    released = rounds(PEOPLE, "values_open")[1].report
    again = replace(check, report=replace(check.report, change=released.change))
    assert again.report.change is not None
    assert again.report.change.typical_gap is None

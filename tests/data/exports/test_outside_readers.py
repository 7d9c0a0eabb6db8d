"""Files are opened by programs that we did not write, and tell them what the release holds."""

import csv
import importlib
import io
import json
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import openpyxl
import pyreadstat
import pytest
import xmlschema
from pyxform.xls2xform import convert

from data.exports.content import ReportContent
from data.exports.formats import FORMATS
from surveys.instrument import Edition
from surveys.library import shipped
from tests.conftest import shared_folder

Make = Callable[..., ReportContent]
PEOPLE = (12, 3, 11)


@contextmanager
def frictionless() -> Iterator[Any]:
    """The library, which would leave a larger limit of cells to everybody who reads tables."""
    limit = csv.field_size_limit()
    try:
        yield importlib.import_module("frictionless")
    finally:
        csv.field_size_limit(limit)


def figures(content: ReportContent) -> dict[tuple[str, str], dict[str, float]]:
    """Every number of the JSON file that stands on a level, by statement and group."""
    plain = json.loads(FORMATS["json"].write(content))
    found: dict[tuple[str, str], dict[str, float]] = {}
    for item in plain["items"]:
        for name, figure in (("", item), *((each["name"], each) for each in item["groups"] or ())):
            counts = figure["counts"] or ()
            found[item["id"], name] = {
                f"level_{level}": float(count) for level, count in enumerate(counts, start=1)
            }
    return found


def filled(row: dict[str, object]) -> dict[str, float]:
    """The levels of a row that hold a number."""
    return {
        name: float(str(value))
        for name, value in row.items()
        if name.startswith("level_") and value not in (None, "") and value == value
    }


def test_spss_files_hold_the_figures_of_the_release_with_labels(
    make_content: Make, tmp_path: Path
) -> None:
    content = make_content(people=PEOPLE)
    file = tmp_path / "result.sav"
    file.write_bytes(FORMATS["sav"].write(content))
    rows, about = pyreadstat.read_sav(file)
    told = {(row["id"], row["group"]): filled(row) for row in rows.to_dict("records")}
    assert told == figures(content)
    assert about.variable_value_labels["scope"] == {1.0: "whole team", 2.0: "group"}
    assert set(about.variable_value_labels["shown_as"].values()) <= {
        *("counts", "at least", "sides", "average", "people only", "not shown")
    }
    assert all(about.column_names_to_labels[name] for name in about.column_names)
    assert about.creation_time.date() == content.closes_on
    level = about.variable_measure
    assert {level[name] for name in ("level_1", "people", "average")} == {"scale"}
    assert {level[name] for name in ("scope", "shown_as", "statement")} == {"nominal"}


@pytest.mark.parametrize(
    "name", ["Équipe de la vallée " * 8, "河" * 90, "a" * 170], ids=["accents", "far", "one word"]
)
def test_notes_of_spss_files_hold_every_word_whatever_a_team_is_called(
    make_content: Make, tmp_path: Path, name: str
) -> None:
    content = replace(make_content(people=PEOPLE), team=name.strip())
    file = tmp_path / "result.sav"
    file.write_bytes(FORMATS["sav"].write(content))
    _, told = pyreadstat.read_sav(file)
    whole = "".join("".join(told.notes).split())
    assert "".join(name.split()) in whole
    assert content.sha256 in whole
    assert max(len(line.encode()) for line in told.notes) <= 80


def test_a_data_package_is_valid_and_holds_the_figures_of_the_release(
    make_content: Make, tmp_path: Path
) -> None:
    content = make_content(people=PEOPLE, facts={"fact_years": {"under2": 14, "2to5": 16}})
    with zipfile.ZipFile(io.BytesIO(FORMATS["package"].write(content))) as parts:
        parts.extractall(tmp_path)
    with frictionless() as library, library.system.use_context(trusted=False):
        package = library.Package(str(tmp_path / "datapackage.json"))
        report = package.validate()
    assert report.valid, report.flatten(["type", "note"])
    groups = package.get_resource("groups").read_rows()
    told = {(row["id"], row["group"]): filled(row) for row in groups}
    assert told == {key: value for key, value in figures(content).items() if key[1]}
    fields = {each.name: each for each in package.get_resource("groups").schema.fields}
    assert fields["level_1"].type == "integer"
    assert fields["people"].description.startswith("How many gave an answer")


@pytest.mark.parametrize("edition", shipped(), ids=lambda edition: edition.instrument.id)
def test_a_codebook_is_valid_and_holds_the_counts_of_the_whole_team(
    make_content: Make, edition: Edition
) -> None:
    schema = _schema()
    content = make_content(edition=edition, people=PEOPLE)
    written = io.BytesIO(FORMATS["ddi"].write(content))
    assert list(schema.iter_errors(written)) == []
    found = schema.decode(io.BytesIO(written.getvalue()))
    counted = {
        variable["@ID"].removeprefix("V"): [
            float(category["catStat"][0]["$"])
            for category in variable["catgry"]
            if category.get("catStat")
        ]
        for variable in found["dataDscr"][0]["var"]
    }
    whole = {key[0]: list(value.values()) for key, value in figures(content).items() if not key[1]}
    assert list(counted.values()) == list(whole.values())


def test_the_schema_refuses_what_is_no_codebook() -> None:
    assert list(_schema().iter_errors(io.BytesIO(b'<codeBook xmlns="ddi:codebook:2_5"/>')))


@pytest.mark.parametrize("edition", shipped(), ids=lambda edition: edition.instrument.id)
def test_a_form_is_taken_by_the_program_that_makes_forms_of_it(
    make_content: Make, edition: Edition
) -> None:
    written = FORMATS["xlsform"].write(make_content(edition=edition))
    made = convert(io.BytesIO(written), file_type=".xlsx")
    for item in edition.instrument.items:
        assert f"/{item.id}" in made.xform
        for wording in edition.wordings.values():
            first_words = wording.items[item.id].text.split("&")[0].split("<")[0][:30]
            assert first_words in made.xform
    choices = openpyxl.load_workbook(io.BytesIO(written))["choices"]
    offered = {(row[0], row[1]) for row in choices.iter_rows(min_row=2, values_only=True)}
    for scale in edition.instrument.scales:
        assert {(scale.id, point.id) for point in scale.points} <= offered
        assert {(scale.id, code) for code in scale.no_answer} <= offered


def test_the_tables_of_a_package_are_those_of_the_workbook(make_content: Make) -> None:
    content = make_content(people=PEOPLE)
    book = openpyxl.load_workbook(io.BytesIO(FORMATS["xlsx"].write(content)))
    with zipfile.ZipFile(io.BytesIO(FORMATS["package"].write(content))) as parts:
        for sheet in book.sheetnames[1:]:
            name = f"data/{sheet.lower().replace(' ', '-')}.csv"
            rows = list(csv.reader(io.StringIO(parts.read(name).decode())))
            assert len(rows) == book[sheet].max_row
            assert rows[0] == [cell.value for cell in book[sheet][1]]


def _schema() -> xmlschema.XMLSchema:
    folder = shared_folder("schemas") / "ddi_2_5"
    return xmlschema.XMLSchema(str(folder / "codebook.xsd"), allow="local")

"""The first sheet of the coverage workbook explains every column of every other one."""

import io

import openpyxl
import pytest

from data.exports.resources.columns import column_words
from data.exports.resources.coverage import write_coverage
from data.exports.resources.words import WORDS
from data.exports.table import Table
from data.services import teams
from data.services.resource_files import for_export
from data.views import TeamView
from tests.data.exports.resources.mapped import ROSTER, fill


@pytest.fixture
def team(sqlite_database: str) -> TeamView:
    made = teams.create_team("River county", "", ROSTER)
    fill(made)
    return made


def test_every_column_of_every_sheet_is_explained(team: TeamView) -> None:
    written = write_coverage(for_export(team.id, as_what="coverage"))
    book = openpyxl.load_workbook(io.BytesIO(written), read_only=True)
    first, *others = book.worksheets
    told = "\n".join(str(cell) for row in first.iter_rows(values_only=True) for cell in row if cell)
    people = tuple(each.label for each in WORDS.populations.values())
    for sheet in others:
        lines = [each for each in told.splitlines() if f"of the sheet {sheet.title}:" in each]
        assert lines, sheet.title
        (headers,) = sheet.iter_rows(max_row=1, values_only=True)
        for header in map(str, headers):
            if header.startswith(people):
                continue
            (only,) = column_words([Table("x", (header,), ())])
            assert only.partition(": ")[2].rstrip(".") in lines[0], (sheet.title, header)
    assert "gini: the Gini index" in told
    assert "concentration_…: the concentration index" in told


def test_a_column_that_nobody_explained_is_left_out() -> None:
    assert list(column_words([Table("Sheet", ("strange",), ())])) == []

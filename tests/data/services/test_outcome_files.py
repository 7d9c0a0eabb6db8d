"""A file of results comes in whole or not at all, and says what is wrong with it."""

from dataclasses import replace

import pytest

from data.clock import at_day
from data.imports.outcomes import COLUMNS
from data.outcome_views import UploadPreview
from data.services import outcomes, teams
from data.services.errors import ScanProblems
from tests.data.services.baselines import (
    DAYS,
    HEAD,
    HOME,
    NOW,
    ROSTER,
    TABLE,
    WANTED,
    all_at_once,
    book,
    history,
    looked_at,
    only,
    row,
    told,
)
from tests.hostile.containers import encrypted, lying_about_size, with_part


@pytest.fixture
def team_id(database: str) -> str:
    return teams.create_team("River county", "", ROSTER).id


@pytest.fixture(autouse=True)
def _day():
    with at_day(NOW):
        yield


@pytest.mark.parametrize(
    "content",
    [
        TABLE.encode(),
        TABLE.encode("utf-8-sig"),
        TABLE.encode("cp1252"),
        TABLE.replace('"141,300"', "141300").replace(",", ";").encode(),
        TABLE.replace('"141,300"', "141300").replace(",", "\t").encode(),
        TABLE.replace("\n", "\r\n").encode(),
        TABLE.replace("period_start", "Period start").replace("indicator", "INDICATOR").encode(),
        TABLE.replace('"141,300"', '"141300.00"').encode(),
        (TABLE + ",,,,,,,,,\n").encode(),
    ],
    ids=[
        *("commas", "byte order mark", "Windows letters", "semicolons", "tabs", "Windows lines"),
        *("names as words", "decimals of a spreadsheet", "an empty row"),
    ],
)
def test_a_table_is_read_however_a_program_wrote_it(team_id, content):
    assert looked_at(team_id, content).entries == WANTED


def test_a_workbook_is_read_with_its_numbers_and_days(team_id):
    rows = [[getattr(each, name) for name in COLUMNS] for each in WANTED]
    seen = looked_at(team_id, book([COLUMNS, *rows]), "counts.xlsx")
    assert (seen.name, seen.entries) == ("counts.xlsx", WANTED)


def test_only_the_needed_columns_have_to_be_there_and_others_do_not_matter(team_id):
    head = "indicator,denominator,median,period_start,period_end,cohort,source,weather"
    line = "recovery_days_to_assessment,64,19.5,2023-10-01,2024-09-30,All,Log,fine"
    (entry,) = looked_at(team_id, f"{head}\n{line}\n").entries
    assert entry == replace(DAYS, cohort="All", source="Log", source_date=None, notes="")


def test_looking_at_a_file_stores_nothing_and_accepting_it_stores_all(team_id):
    seen = looked_at(team_id, TABLE)
    assert history(team_id) == []
    assert outcomes.accept(team_id, seen) == 3
    assert {each.entry for each in outcomes.entries(team_id)} == set(WANTED)


def test_the_same_file_twice_brings_nothing_new(team_id):
    seen = looked_at(team_id, TABLE)
    assert [outcomes.accept(team_id, seen), outcomes.accept(team_id, seen)] == [3, 0]
    assert len(history(team_id)) == 3


def test_the_same_file_by_twenty_at_once_comes_in_once(team_id):
    seen = looked_at(team_id, TABLE)
    assert all_at_once([lambda: outcomes.accept(team_id, seen)] * 20) == [True] * 20
    assert len(history(team_id)) == 3


def test_the_same_row_twice_in_one_file_is_one_result(team_id):
    seen = looked_at(team_id, "\n".join((HEAD, row(), row(notes="Again"), row(numerator="33"))))
    assert outcomes.accept(team_id, seen) == 2
    assert {each.entry.numerator for each in outcomes.entries(team_id)} == {33, 34}


def test_what_was_changed_since_comes_again_as_it_is_in_the_file(team_id):
    seen = looked_at(team_id, "\n".join((HEAD, row())))
    outcomes.accept(team_id, seen)
    entry_id = only(team_id).entry_id
    outcomes.save_entry(team_id, replace(HOME, numerator=35), entry_id=entry_id, based_on=1)
    assert outcomes.accept(team_id, seen) == 1


def test_a_file_that_was_looked_at_is_looked_at_again_before_it_is_stored(team_id):
    bent = UploadPreview("counts.csv", (HOME, replace(HOME, numerator=98)))
    with pytest.raises(ScanProblems, match="98 of 97"):
        outcomes.accept(team_id, bent)
    assert history(team_id) == []


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"numerator": "many"}, "column numerator: 'many' came; give a whole number such as 42."),
        ({"numerator": "3.5"}, "column numerator: '3.5' came; give a whole number such as 42."),
        ({"denominator": "97 kids"}, "column denominator: '97 kids' came; give a whole number"),
        ({"numerator": '"1,20"'}, "column numerator: '1,20' came; give a whole number such as 42."),
        ({"median": "a week"}, "column median: 'a week' came; give days such as 37 or 37.5."),
        ({"period_start": ""}, "column period_start: nothing came; give a day such as 2026-03-31."),
        ({"period_end": "9/30/24"}, "column period_end: '9/30/24' came; give a day such as"),
        ({"source_date": "soon"}, "column source_date: 'soon' came; give a day such as"),
        ({"indicator": "grades"}, "column indicator: 'grades' is no indicator. Give an id from"),
        ({"numerator": "98"}, "column numerator: The numerator is 98 of 97. It counts some"),
        ({"period_end": "2023-01-01"}, "column period_end: The period ends on 2023-01-01, before"),
        ({"cohort": ""}, "column cohort: Whom it is about is not said. Write it"),
    ],
)
def test_a_bad_cell_is_told_with_row_column_what_came_and_what_is_right(team_id, changes, said):
    (problem,) = told(team_id, "\n".join((HEAD, row(), "", row(**changes))))
    assert problem.startswith("counts.csv: row 4, ")
    assert said in problem


def test_cells_that_cannot_be_read_and_counts_that_cannot_be_are_told_together(team_id):
    lines = [row(numerator="many", median="x"), row(), row(numerator="98"), row(source_date="soon")]
    problems = told(team_id, "\n".join((HEAD, *lines)))
    assert [each.split(":")[1].strip() for each in problems] == [
        *("row 2, column numerator", "row 2, column median"),
        *("row 4, column numerator", "row 5, column source_date"),
    ]


def test_every_one_of_forty_bad_rows_is_told(team_id):
    problems = told(team_id, "\n".join((HEAD, *[row(numerator="many")] * 40)))
    assert [each.split(",")[0] for each in problems] == [
        f"counts.csv: row {number}" for number in range(2, 42)
    ]


@pytest.mark.parametrize("numerator", ["many", "98"])
def test_of_many_more_bad_rows_the_first_fifty_are_told_and_how_many_follow(team_id, numerator):
    problems = told(team_id, "\n".join((HEAD, *[row(numerator=numerator)] * 120)))
    assert len(problems) == 51
    assert problems[-1] == "counts.csv: and 70 more."


@pytest.mark.parametrize(
    "column", ["indicator", "denominator", "period_start", "period_end", "cohort", "source"]
)
def test_a_missing_column_is_named_with_those_that_there_are(team_id, column):
    without = TABLE.replace(HEAD, HEAD.replace(f"{column},", "other,", 1), 1)
    (problem,) = told(team_id, without)
    assert problem.startswith(f"counts.csv: there is no column '{column}'. There are: ")
    assert "other" in problem
    assert problem.endswith(f"Name the columns {', '.join(COLUMNS)}.")


def test_a_table_of_more_than_two_thousand_rows_is_told(team_id):
    (problem,) = told(team_id, "\n".join((HEAD, *[row()] * 2_001)))
    assert problem == "counts.csv: it has 2,001 rows; at most 2,000."


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("counts.xlsx", encrypted()),
        ("counts.xlsx", lying_about_size()),
        ("counts.xlsx", with_part("xl/vbaProject.bin")),
        ("counts.xlsx", TABLE.encode()),
        ("counts.csv", book([COLUMNS])),
        ("counts.csv", TABLE.encode("utf-16-le")),
        ("counts.csv", HEAD.encode() + b"\n" + b"x" * 2_000_001),
        ("counts.csv", b""),
    ],
    ids=[
        *("locked", "lying about its size", "macros", "text named a workbook"),
        *("a workbook named text", "zero bytes", "too large", "empty"),
    ],
)
def test_a_file_that_is_something_else_is_refused_at_the_gate(team_id, name, content):
    (problem,) = told(team_id, content, name)
    assert problem.startswith(f"{name}: ")


def test_a_formula_in_a_text_stays_a_text(team_id):
    formula = '=HYPERLINK("http://evil.example";"a")'
    quoted = '"=HYPERLINK(""http://evil.example"";""a"")"'
    outcomes.accept(team_id, looked_at(team_id, f"{HEAD}\n{row(cohort=quoted, notes=quoted)}\n"))
    assert (only(team_id).entry.cohort, only(team_id).entry.notes) == (formula, formula)


def test_a_formula_in_a_workbook_is_not_worked_out(team_id):
    rows = [[getattr(HOME, name) for name in COLUMNS]]
    rows[0][1] = "=30+4"
    (problem,) = told(team_id, book([COLUMNS, *rows]), "counts.xlsx")
    assert problem.startswith("counts.xlsx: ")
    assert "has a formula without a result in cell B2" in problem

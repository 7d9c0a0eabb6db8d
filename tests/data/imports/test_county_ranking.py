"""A figure that puts counties in an order: never without its source, and never a guess."""

import pytest

from data.imports.county_need import CountyTable, read_county_need
from data.imports.county_ranking import number, typed

HEAD = "county_fips,families,poverty_share,ranking_source,ranking_year\n"
CENSUS = "Census SAIPE,2023"


def read(rows: str, *, head: str = HEAD) -> CountyTable:
    return read_county_need((head + rows).encode(), name="need.csv")


def codes(table: CountyTable) -> list[str]:
    return [each.code for each in table.issues]


def test_a_column_beside_need_is_the_order_and_is_called_as_the_column_is() -> None:
    table = read(f"21037,40,11.5%,{CENSUS}\n21117,n/a,9,{CENSUS}\n21015,7,,{CENSUS}\n")
    ranking = table.ranking
    assert ranking is not None
    assert (ranking.name, ranking.source) == ("poverty share", "Census SAIPE")
    assert (ranking.year, ranking.worse) == (2023, "high")
    assert ranking.figures == {"21037": 11.5, "21117": 9}
    assert codes(table) == ["placeholder"]  # of the number of families


def test_a_figure_may_have_another_name_and_be_worse_where_it_is_low() -> None:
    head = f"{HEAD.strip().replace('poverty_share', 'ranking')},ranking_name,ranking_worse\n"
    ranking = read(f'21037,40,"52,300",{CENSUS},Median income,low\n', head=head).ranking
    assert ranking is not None
    assert (ranking.name, ranking.worse) == ("Median income", "low")
    assert ranking.figures == {"21037": 52300}


@pytest.mark.parametrize(
    ("rows", "code"),
    [
        ("21037,40,12,,2023\n", "ranking_without_source"),
        ("21037,40,12,Census,\n", "ranking_without_source"),
        ("21037,40,12,Census,1815\n", "ranking_without_source"),
        ("21037,40,12,Census,2022\n21117,4,9,Census,2023\n", "ranking_not_one"),
        ("21037,40,high,Census,2022\n", "ranking_not_a_number"),
    ],
)
def test_an_order_of_which_it_is_not_said_whose_or_what_it_is_is_not_read(rows, code) -> None:
    table = read(rows)
    assert table.ranking is None
    assert codes(table) == [code]
    assert table.fates["taken"] == len(rows.splitlines())  # need is taken over all the same


@pytest.mark.parametrize("cell", ["-999", "n/a", "*", "<5"])
def test_a_number_that_stands_for_nothing_known_is_none(cell: str) -> None:
    table = read(f"21037,40,{cell},{CENSUS}\n21117,4,9,{CENSUS}\n")
    assert table.ranking is not None
    assert table.ranking.figures == {"21117": 9}


def test_a_county_with_two_figures_has_none() -> None:
    rows = f"21037,40,12,{CENSUS}\n21037,40,13,{CENSUS}\n21117,4,9,{CENSUS}\n"
    table = read(rows)
    assert table.ranking is not None
    assert table.ranking.figures == {"21117": 9}
    assert "ranking_twice" in codes(table)


@pytest.mark.parametrize(
    ("line", "figure"),
    [
        ("21067 Fayette, KY: 16.2", 16.2),
        ("21067\t16.2%", 16.2),
        ("21067,16.2", 16.2),
        ("21067; 52,300", 52300),
        ("21067 -0.4", -0.4),
        ("21067 Fayette, KY:", None),
        ("21067", None),
    ],
)
def test_lines_are_read_as_they_are_typed_and_as_a_spreadsheet_pastes_them(line, figure) -> None:
    found, problems = typed(f"\n{line}\n")
    assert problems == ()
    assert found == ({} if figure is None else {"21067": figure})


@pytest.mark.parametrize(
    ("line", "what"),
    [
        ("Fayette 16.2", "does not begin with the code of a county"),
        ("99999 16.2", "in 2017, which is what is used here, there was no such county"),
        ("21067 16.2.1", "its figure is no number"),
        ("21067 1e400", "its figure is no number"),
        ("21067: 9\n21067: 8", "this county was there before"),
    ],
)
def test_a_line_that_cannot_be_read_is_named_with_what_is_wrong(line: str, what: str) -> None:
    _, problems = typed(line)
    (problem,) = problems
    assert what in problem.what
    assert f"Line {len(line.splitlines())}" in problem.what


@pytest.mark.parametrize("cell", ["nan", "inf", "1e9", "1,2", "--3", "9" * 400])
def test_only_a_plain_number_is_a_number(cell: str) -> None:
    assert number(cell) is None

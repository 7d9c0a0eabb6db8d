"""Files of need by county, good and damaged: no row is lost, and no blank becomes a zero."""

import io
import random

import openpyxl
import pytest

from data.geography.gazetteer import areas
from data.imports.county_need import CountyTable, read_county_need
from data.imports.county_rows import LONGEST, CountyFigure
from data.imports.problems import InputProblems
from tests.hostile.containers import packed, workbook

HEAD = "county_fips,county,state,families,low,high,source,year\n"


def read(rows: str, *, head: str = HEAD) -> CountyTable:
    table = read_county_need((head + rows).encode(), name="need.csv")
    assert sum(table.fates.values()) == table.rows == len(rows.splitlines())
    return table


def codes(table: CountyTable) -> list[str]:
    return [each.code for each in table.issues]


def test_a_county_comes_by_its_code_or_by_its_name_however_it_is_written() -> None:
    table = read(
        "21037,,,40,,,,\n"
        ",Jefferson County,KY,50,,,,\n"
        ",St. Clair,Alabama,60,,,,\n"
        ',"Boone, Kentucky",,70,,,,\n'
    )
    figures = {each.area: each.likely for each in table.figures}
    assert figures == {"21037": 40, "21111": 50, "01115": 60, "21015": 70}
    assert table.issues == ()


@pytest.mark.parametrize("letters", ["utf-16", "utf-8-sig", "cp1252"])
def test_a_file_is_read_in_the_letters_that_spreadsheet_programs_write(letters: str) -> None:
    text = (HEAD + "72045,Comerío,PR,40,,,,\n").replace(",", "\t")
    table = read_county_need(text.encode(letters), name="need.txt")
    assert [(each.area, each.likely) for each in table.figures] == [("72045", 40)]


def test_a_zero_that_a_spreadsheet_dropped_is_put_back_and_told() -> None:
    table = read("1001,,,7,,,,\n1003.0,,,8,,,,\n")
    assert [each.area for each in table.figures] == ["01001", "01003"]
    assert codes(table) == ["fips_zero_restored"] * 2
    assert (table.issues[0].row, table.issues[0].came) == (2, "1001")


@pytest.mark.parametrize("cell", ["", "n/a", "-", "unknown", "-1", "-999", "<10", "*", "S"])
def test_what_stands_for_nothing_known_is_unknown_and_no_zero(cell: str) -> None:
    table = read(f"21037,,,{cell},,,,\n")
    (figure,) = table.figures
    assert (figure.low, figure.likely, figure.high) == (None, None, None)
    assert table.fates["unknown"] == 1
    assert len(table.issues) == (1 if cell else 0)


def test_a_zero_that_is_written_is_a_zero() -> None:
    (figure,) = read("21037,,,0,,,,\n").figures
    assert (figure.low, figure.likely, figure.high) == (0, 0, 0)


def test_a_range_is_kept_and_a_number_alone_is_its_own_range() -> None:
    table = read('21037,,,"1,204",900,1500.5,Court list,2024\n21117,,,5,,,,\n')
    wide, alone = table.figures
    assert (wide.low, wide.likely, wide.high) == (900, 1204, 1500.5)
    assert (wide.source, wide.year) == ("Court list", 2024)
    assert (alone.low, alone.likely, alone.high, alone.year) == (5, 5, 5, None)


@pytest.mark.parametrize(
    ("row", "code", "fate"),
    [
        ("21037,,,many,,,,", "not_a_number", "held"),
        ("21037,,,-5,,,,", "not_a_number", "held"),
        ("21037,,,1e5,,,,", "not_a_number", "held"),
        ("21037,,,99999999999,,,,", "not_a_number", "held"),
        ("21037,,,50,60,70,,", "range_not_in_order", "held"),
        ("21037,,,,60,70,,", "range_without_middle", "unknown"),
        ("21037,Jefferson,KY,5,,,,", "areas_disagree", "held"),
        (",Jefferson,,5,,,,", "state_missing", "held"),
        (",,,5,,,,", "area_missing", "held"),
        ("21000,,,5,,,,", "state_total", "unmatched"),
        ("21999,,,5,,,,", "area_not_found", "unmatched"),
        ("abc,,,5,,,,", "area_not_found", "unmatched"),
        (",Nowhere,KY,5,,,,", "area_not_found", "unmatched"),
        (",Baltimore,MD,5,,,,", "area_ambiguous", "held"),
        (",Saint Louis,MO,5,,,,", "area_ambiguous", "held"),
        ("09110,,,5,,,,", "area_redrawn", "unmatched"),
    ],
)
def test_a_row_that_cannot_be_taken_is_told_with_what_would_be_right(
    row: str, code: str, fate: str
) -> None:
    table = read(f"{row}\n21117,,,5,,,,\n")
    assert (table.fates[fate], table.fates["taken"]) == (1, 1)
    (issue,) = table.issues
    assert (issue.code, issue.row) == (code, 2)
    assert issue.right


def test_areas_that_cannot_be_drawn_are_named_with_their_number() -> None:
    table = read("09110,,,5,,,,\n,Nowhere,KY,<10,,,,\n")
    told = [(each.name, each.why, each.families) for each in table.left_out]
    assert told == [
        ("Capitol (09110)", "area_redrawn", 5),
        ("Nowhere, KY", "area_not_found", None),
    ]


def test_a_county_that_is_there_twice_is_held_rather_than_chosen() -> None:
    table = read("21037,,,5,,,,\n,Campbell,KY,6,,,,\n21117,,,7,,,,\n")
    assert [each.area for each in table.figures] == ["21117"]
    assert table.fates["held"] == 2
    assert codes(table) == ["area_repeated"] * 2


def test_a_county_under_its_old_code_is_the_same_county() -> None:
    (figure,) = read("46113,,,5,,,,\n").figures
    assert (figure.area, figure.likely) == ("46102", 5)
    twice = read("46113,,,5,,,,\n46102,,,6,,,,\n")
    assert (twice.figures, twice.fates["held"]) == ((), 2)


def test_parts_of_what_is_one_county_are_added_up_only_if_all_are_there() -> None:
    """Bedford City joined Bedford in 2013; Valdez-Cordova became two areas in 2019."""
    whole = read("51019,,,50,40,60,,\n51515,,,5,4,6,,\n02063,,,3,,,,\n02066,,,4,,,,\n")
    figures = {each.area: (each.low, each.likely, each.high) for each in whole.figures}
    assert figures == {"51019": (44, 55, 66), "02261": (7, 7, 7)}
    assert (whole.fates["taken"], whole.fates["merged"]) == (2, 2)
    part = read("51515,,,5,4,6,,\n02063,,,3,,,,\n")
    assert [each.likely for each in part.figures] == [None, None]
    assert codes(part).count("area_in_part") == 2
    silent = read("02063,,,3,,,,\n02066,,,n/a,,,,\n")
    assert [each.likely for each in silent.figures] == [None]


@pytest.mark.parametrize("year", ["1066", "2999", "last year"])
def test_a_year_that_cannot_be_is_not_known(year: str) -> None:
    table = read(f"21037,,,5,,,,{year}\n")
    assert (table.figures[0].year, table.figures[0].likely) == (None, 5)
    assert codes(table) == ["year_not_known"]


def test_a_source_that_is_too_long_is_cut_and_told() -> None:
    table = read(f"21037,,,5,,,{'x' * (LONGEST + 1)},\n")
    assert len(table.figures[0].source) == LONGEST
    assert codes(table) == ["source_cut"]


@pytest.mark.parametrize(
    ("head", "said"),
    [
        ("county_fips,size\n", "there is no column 'families'"),
        ("place,families\n", "there is no column of counties"),
        ("fips,geoid,families\n", "two columns can be 'fips'"),
    ],
)
def test_a_table_of_something_else_is_refused_with_what_would_be_right(
    head: str, said: str
) -> None:
    with pytest.raises(InputProblems, match=said) as caught:
        read_county_need(f"{head}{'1,' * head.count(',')}1\n".encode(), name="a.csv")
    assert "Name the columns county_fips, county, state, families" in str(caught.value)


def test_other_columns_are_named_and_other_words_for_ours_are_understood() -> None:
    table = read("21037;Campbell;40;Newport\n", head="GEOID;County Name;Need;Seat\n")
    assert table.figures[0].likely == 40
    assert table.unknown_columns == ("Seat",)


def test_a_workbook_says_the_same_as_a_table_of_text() -> None:
    book = openpyxl.Workbook()
    book.active.append(["FIPS", "Families", "Low", "High", "Year"])
    book.active.append([1001, 40, 30.5, None, 2024])
    content = io.BytesIO()
    book.save(content)
    table = read_county_need(content.getvalue(), name="need.xlsx")
    assert table.figures == (CountyFigure("01001", 30.5, 40, 40, "", 2024),)
    assert codes(table) == ["fips_zero_restored"]


def test_a_false_workbook_is_refused() -> None:
    with pytest.raises(InputProblems, match=r"there is no column|first row"):
        read_county_need(packed(workbook()), name="a.xlsx")
    with pytest.raises(InputProblems, match="it is no workbook"):
        read_county_need(HEAD.encode(), name="a.xlsx")
    with pytest.raises(InputProblems, match="it is a workbook or another container"):
        read_county_need(packed(workbook()), name="a.csv")


@pytest.mark.parametrize("seed", range(20))
def test_however_cells_are_damaged_no_row_is_lost_and_no_number_is_invented(seed: int) -> None:
    """Whatever number comes out for a county stands in a row of that county's code."""
    chance = random.Random(seed)
    damaged = list("".join(f"{each.id},,,{n},,,,\n" for n, each in enumerate(areas("KY"))))
    for _ in range(60):
        place = chance.randrange(len(damaged))
        if damaged[place] not in ",\n":
            damaged[place] = chance.choice("0123456789 x<.-")
    rows = "".join(damaged)
    table = read(rows)
    cells = [row.split(",") for row in rows.splitlines()]
    written = {(each[0].strip().zfill(5), each[3].strip()) for each in cells}
    assert table.figures
    for figure in table.figures:
        if figure.likely is not None:
            of_county = [
                float(number) for code, number in written if code == figure.area and number
            ]
            assert figure.likely in of_county

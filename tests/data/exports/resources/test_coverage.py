"""The workbook keeps yes, no, not known and not asked apart, and makes no zero of silence."""

import io
from collections import Counter
from math import nan
from typing import Any

import openpyxl
import pytest

from data.exports.resources.coverage import write_coverage
from data.exports.resources.words import (
    chance_words,
    coverage_words,
    share_words,
    sum_words,
    without_place_words,
)
from data.services import directories, listings, needs, teams
from data.services.listings import CapacityEntry, FactEntry
from data.services.needs import FigureEntry
from data.services.resource_files import for_export
from data.views import TeamView
from pages.charts.need_capacity import chance
from pages.charts.words import words as chart_words
from scoring.amounts import StatedSum
from scoring.need import Triangle
from surveys.resource_map import resource_map
from tests.data.exports.resources.mapped import ROSTER, fill

KIND = "residential_family"


def sheet(team: TeamView, title: str) -> list[dict[str, Any]]:
    written = write_coverage(for_export(team.id, as_what="coverage"))
    table = openpyxl.load_workbook(io.BytesIO(written))[title].iter_rows(values_only=True)
    headers = [str(name) for name in next(table)]
    return [dict(zip(headers, row, strict=True)) for row in table]


def category(team: TeamView, name: str = KIND) -> dict[str, Any]:
    return next(row for row in sheet(team, "Categories") if row["category"] == name)


@pytest.fixture
def team(sqlite_database: str) -> TeamView:
    return teams.create_team("River county", "", ROSTER)


def eight_services(team: TeamView, places: tuple[float | None, ...]) -> list[str]:
    """Eight confirmed services, of which some state their places."""
    table = "id,name,description,status\n" + "".join(f"s{n},House {n},,active\n" for n in range(8))
    files = {"services.csv": table.encode()}
    directories.accept(directories.read(team.id, files, source="211"))
    ids = [each.id for each in listings.services(team.id)]
    listings.confirm(team.id, [(each, KIND) for each in ids])
    for listing, maximum in zip(ids, places, strict=True):
        if maximum is not None:
            beds = CapacityEntry("families", maximum=maximum, mean_stay_days=365, source="Call")
            listings.save_capacity(team.id, listing, beds, based_on=0)
    return ids


def test_a_sum_says_how_many_do_not_state_theirs(team: TeamView) -> None:
    eight_services(team, (20, 20, 6, None, None, None, None, None))
    row = category(team)
    assert row["places_in_words"] == "46 or more, 5 of 8 not stated"
    assert (row["places_stated"], row["stated"], row["not_stated"]) == (46, 3, 5)
    assert row["families_a_year_in_words"] == "46 or more, 5 of 8 not stated"


@pytest.mark.parametrize(
    ("total", "words"),
    [
        (StatedSum(46, 3, 5), "46 or more, 5 of 8 not stated"),
        (StatedSum(46, 8, 0), "46"),
        (StatedSum(0, 2, 0), "0"),
        (StatedSum(nan, 0, 8), "not known, 8 of 8 not stated"),
        (StatedSum(0, 0, 0), "no service is confirmed"),
        (StatedSum(7.5, 1, 1), "7.5 or more, 1 of 2 not stated"),
        (StatedSum(263.6111111111111, 2, 1), "263 or more, 1 of 3 not stated"),
        (StatedSum(1263.6111111111111, 2, 0), "1,264"),
        (StatedSum(9.733333333333333, 2, 0), "9.7"),
    ],
    ids=("some", "all", "none_free", "silent", "nobody", "half", "many", "thousand", "few"),
)
def test_a_sum_in_words(total: StatedSum, words: str) -> None:
    assert sum_words(total) == words


@pytest.mark.parametrize("share", [0, 0.04, 0.05, 0.249, 0.25, 0.56, 0.949, 0.95, 1])
def test_a_chance_is_said_as_the_chart_says_it(share: float) -> None:
    assert chance_words(share) == chance(share, words=chart_words("en"))


def test_much_more_than_enough_is_said_in_words_and_no_range_is_a_sure_none() -> None:
    told = [coverage_words(each) for each in (0.834, 1.96, 2.5, 8.38)]
    assert told == ["0.83", "1.96", "2.50 (2 times enough)", "8.38 (8 times enough)"]
    ranges = [share_words(*each) for each in ((0, 0), (0, 0.004), (0, 0.38), (0.4, 0.4))]
    assert ranges == ["likely none", "likely none", "0% to 38%", "40%"]


@pytest.mark.parametrize(
    ("families", "words"),
    [
        (Triangle(0, 0, 0), "likely none"),
        (Triangle(0, 0, 52.3), "likely none (from 0 to 52)"),
        (Triangle(0, 41.6, 94), "42 (from 0 to 94)"),
        (Triangle(1200, 1200, 1200), "1,200"),
    ],
    ids=("none", "some_may", "range", "sure"),
)
def test_families_without_a_place_in_words_are_never_a_sure_none(
    families: Triangle, words: str
) -> None:
    assert without_place_words(families) == words


def test_each_cell_counts_the_four_states_as_the_services_say(team: TeamView) -> None:
    ids = eight_services(team, (None,) * 8)
    states = ("yes", "yes", "no", "unknown", "unknown", "unknown", "not_asked")
    for listing, state in zip(ids, states, strict=False):
        entry = FactEntry(state, source="Call")
        listings.save_fact(team.id, listing, "accepts_fathers", entry, based_on=0)
    counted = Counter(states)
    cell = next(
        row
        for row in sheet(team, "Cells")
        if (row["category"], row["population"]) == (KIND, "fathers")
    )
    assert (cell["yes"], cell["no"], cell["not_known"]) == (
        counted["yes"],
        counted["no"],
        counted["unknown"],
    )
    assert cell["not_asked"] == counted["not_asked"] + 1  # nobody said anything of the eighth
    assert cell["verdict"] == "guaranteed"
    words = next(
        row
        for row in sheet(team, "Coverage")
        if row["kind_of_help"] == "Family residential treatment"
    )
    assert words["Fathers"] == ("2 yes, 1 no, 3 not known, 2 not asked: at least one takes them")


def test_every_kind_of_help_and_every_group_of_families_is_there(team: TeamView) -> None:
    content = resource_map()
    matrix = sheet(team, "Coverage")
    assert len(matrix) == len(content.categories)
    assert len(matrix[0]) == len(content.populations) + 2
    cells = sheet(team, "Cells")
    assert len(cells) == len(content.categories) * len(content.populations)
    assert {row["verdict"] for row in cells} == {"not_scanned"}
    assert {row["verdict_in_words"] for row in cells} == {"nobody was asked"}


def test_no_cell_of_a_row_is_empty_and_no_silence_is_a_number(team: TeamView) -> None:
    fill(team)
    titles = ("Coverage", "Cells", "Categories", "Need", "Directories")
    others = ("Waiting", "Paying", "Languages", "Awareness", "Lists and calls")
    for title in (*titles, "Nearest", "Next calls", "How much is found", *others):
        for row in sheet(team, title):
            assert [name for name, cell in row.items() if cell is None] == []
    row = category(team, "legal")
    assert row["need_likely"] == "not known"
    assert row["coverage_middle"] == "not known"
    assert row["why_no_coverage"] == "a figure of need or every estimate of a share is missing"


def test_need_stands_beside_its_meaning_and_coverage_beside_its_interval(team: TeamView) -> None:
    eight_services(team, (10,) * 8)
    needs.choose_tier(team.id, "T4", based_on=0)
    needs.save_figure(team.id, "referred", FigureEntry(160, source="Count"), based_on=0)
    code = team.agencies[0].code
    needs.save_share(team.id, KIND, code, FigureEntry(1), based_on=0)
    row = category(team)
    assert row["need_is"] == "T4: Families sent for help"
    assert (row["need_low"], row["need_likely"], row["need_high"]) == (160, 160, 160)
    told = (row["coverage_low"], row["coverage_middle"], row["coverage_high"])
    assert told == pytest.approx((0.5, 0.5, 0.5))
    assert (row["chance_of_shortage"], row["why_no_coverage"]) == (1, "—")
    ends = ("low", "likely", "high")
    assert [row[f"families_without_place_{each}"] for each in ends] == pytest.approx([80] * 3)
    figures = {each["figure"]: each for each in sheet(team, "Need")}
    assert figures["referred"]["kind"] == "the team's own"
    assert figures["children_per_family"]["kind"] == "planning default, a guess"
    assert figures["births"]["likely"] == "not known"


def test_why_an_interval_is_missing_is_said(team: TeamView) -> None:
    eight_services(team, (10, *(None,) * 7))
    assert category(team)["why_no_coverage"] == "no meaning of need is chosen"
    needs.choose_tier(team.id, "T4", based_on=0)
    needs.save_figure(team.id, "referred", FigureEntry(160, source="Count"), based_on=0)
    code = team.agencies[0].code
    needs.save_share(team.id, KIND, code, FigureEntry(1), based_on=0)
    row = category(team)
    assert row["why_no_coverage"].startswith("only one service says how much it has")
    assert row["families_without_place_likely"] == "not known"
    needs.save_share(team.id, "legal", code, FigureEntry(1), based_on=0)
    assert category(team, "legal")["why_no_coverage"] == "no service is confirmed"


def test_directories_and_rows_that_became_no_listing_are_counted(team: TeamView) -> None:
    fill(team)
    (row,) = sheet(team, "Directories")
    assert (row["directory"], row["services"], row["sites"]) == ("211 directory", 5, 3)
    assert (row["rows_merged"], row["rows_held"], row["rows_excluded"]) == (0, 1, 0)


def test_the_sheet_of_reading_notes_comes_first_and_says_how_to_read(team: TeamView) -> None:
    fill(team)
    book = openpyxl.load_workbook(
        io.BytesIO(write_coverage(for_export(team.id, as_what="coverage")))
    )
    assert book.sheetnames == [
        *("Read me", "Coverage", "Cells", "Categories", "Need"),
        *("Gap order", "Need by county", "Gap index", "Gap by county", "Within reach"),
        *("Evenness", "Lorenz curve", "Nearest"),
        *("Waiting", "Paying", "Languages", "Awareness"),
        *("Next calls", "Lists and calls", "How much is found", "Directories"),
    ]
    lines = [str(row[0]) for row in book["Read me"].iter_rows(values_only=True)]
    assert lines[0] == "What there is and what is missing: River county"
    assert any("have not been validated" in line for line in lines)
    assert any("does not say that there is no such service" in line for line in lines)

"""Need by county and help within reach in the workbook: silence is a word there, and no zero."""

import io
from typing import Any

import openpyxl
import pytest

from data.exports.resources.coverage import write_coverage
from data.geography.gazetteer import areas
from data.services import needs
from data.services.needs import FigureEntry
from data.services.resource_files import for_export
from tests.data.services.reachable import counted, doubted, listed, share

LOUISVILLE, RICHMOND = (38.25, -85.75), (37.77, -84.3)


def sheet(team_id: str, title: str) -> list[dict[str, Any]]:
    written = write_coverage(for_export(team_id, as_what="coverage"))
    table = openpyxl.load_workbook(io.BytesIO(written))[title].iter_rows(values_only=True)
    headers = [str(name) for name in next(table)]
    return [dict(zip(headers, row, strict=True)) for row in table]


def test_every_county_of_the_file_is_there_with_its_leading_zero(sqlite_database: str) -> None:
    team_id = listed({"s1": [LOUISVILLE]}, {"s1": 60})
    counted(team_id, "1001,40,30,50,=1+1,2024\n21111,n/a,,,,\n")
    known, unknown = sheet(team_id, "Need by county")
    assert (known["county_fips"], known["county"], known["state"]) == ("01001", "Autauga", "AL")
    assert [known[f"families_{each}"] for each in ("low", "likely", "high")] == [30, 40, 50]
    assert known["families_are"] == "T4: Families sent for help"
    assert (known["source"], known["year"], known["version"]) == ("=1+1", 2024, 1)
    assert unknown["families_likely"] == "not known"


def test_places_are_told_for_each_county_and_silence_is_a_word(sqlite_database: str) -> None:
    team_id = listed({"s1": [LOUISVILLE], "s2": [RICHMOND], "s3": [RICHMOND]}, {"s1": 60, "s2": 10})
    share(team_id, 0.25, 0.5, 1.0)
    counted(team_id, "21111,100,0,120,,\n21151,50,,,,\n21195,10,,,,\n21185,n/a,,,,\n")
    rows = {each["county"]: each for each in sheet(team_id, "Within reach")}
    assert set(rows) == {"Jefferson", "Madison", "Pike"}
    names = [f"places_per_100_families_{each}" for each in ("low", "likely", "high")]
    assert [rows["Jefferson"][each] for each in names] == [50, 120, "no upper limit"]
    assert [rows["Madison"][each] for each in names] == ["not known"] * 3
    assert (rows["Madison"]["stated_per_100_families"], rows["Madison"]["not_stated_in_reach"]) == (
        40,
        1,
    )
    assert [rows["Pike"][each] for each in names] == [0, 0, 0]
    assert {each["families_need_it_as_estimated"] for each in rows.values()} == {0.5}
    assert (rows["Jefferson"]["what_is_known"], rows["Pike"]["what_is_known"]) == ("known",) * 2


def test_a_service_on_no_map_leaves_an_at_least_without_an_upper_end(sqlite_database: str) -> None:
    team_id = listed({"s1": [LOUISVILLE], "s2": []}, {"s1": 60})
    counted(team_id, "21111,100,80,120,,\n")
    (row,) = sheet(team_id, "Within reach")
    assert row["what_is_known"] == "at least: a service that is on no map may add to it"
    names = [f"places_per_100_families_{each}" for each in ("low", "likely", "high")]
    assert [row[each] for each in names] == [50, 60, "no upper limit"]
    assert (row["services_without_place"], row["services_from_a_list_alone"]) == (1, 1)
    (even,) = sheet(team_id, "Evenness")
    assert even["reach_is"] == "at least: services that are on no map are left out"
    assert (even["services"], even["services_without_place"]) == (2, 1)


def test_a_county_is_told_beside_the_mean_of_its_state_with_how_many_stand_behind_it(
    sqlite_database: str,
) -> None:
    """Source: a plain sum over the rows of the sheet itself."""
    team_id = listed({"s1": [LOUISVILLE]}, {"s1": 60})
    rows = [f"{each.id},{20 + at % 3 * 10}" for at, each in enumerate(areas("KY"))]
    counted(team_id, "".join(f"{row},,,,\n" for row in rows) + "18043,10,,,,\n")
    told = sheet(team_id, "Within reach")
    kentucky = [each for each in told if each["state"] == "KY"]
    (floyd,) = (each for each in told if each["state"] == "IN")
    families = [20 + at % 3 * 10 for at in range(120)]
    gets = [each["places_per_100_families_likely"] for each in kentucky]
    mean = sum(a * b for a, b in zip(gets, families, strict=True)) / sum(families)
    for each, places in zip(kentucky, gets, strict=True):
        assert each["state_mean_per_100_families_likely"] == pytest.approx(mean)
        assert each["times_the_state_mean_likely"] == pytest.approx(places / mean)
        assert each["counties_behind_the_state_mean"] == each["counties_in_the_state"] == 120
        assert each["why_no_state_mean"] == "—"
        assert each["way_of_counting"].startswith("families who live nearer count more")
    assert floyd["times_the_state_mean_likely"] == "not known"
    assert (floyd["counties_behind_the_state_mean"], floyd["counties_in_the_state"]) == (1, 92)
    assert floyd["why_no_state_mean"].startswith("known of less than half")


def test_without_a_file_of_need_both_sheets_are_empty(sqlite_database: str) -> None:
    team_id = listed({"s1": [LOUISVILLE]}, {"s1": 60})
    assert sheet(team_id, "Need by county") == sheet(team_id, "Within reach") == []


def test_what_only_a_list_knows_is_counted_at_one_end_and_said_in_every_sheet(
    sqlite_database: str,
) -> None:
    team_id = doubted(listed({"s1": [LOUISVILLE], "s2": [LOUISVILLE]}, {"s1": 60, "s2": 30}), "s2")
    share(team_id, 1, 1, 1)
    counted(team_id, "21111,100,80,120,,\n")
    needs.choose_tier(team_id, "T4", based_on=0)
    figure = FigureEntry(100, 80, 120, source="Count")
    needs.save_figure(team_id, "referred", figure, based_on=0)
    sheets = ("Within reach", "Gap by county", "Gap index", "Waiting")
    reach, county, index, waiting = (sheet(team_id, each)[0] for each in sheets)
    ends = ("low", "likely", "high")
    told = [reach[f"places_per_100_families_{each}"] for each in ends]
    assert told == pytest.approx([50, 90, 112.5])
    assert reach["what_is_known"] == "known; the low end counts nothing that only a list knows"
    assert [county[f"without_place_{each}"] for each in ends] == pytest.approx([0, 10, 60])
    assert (county["without_place_is"], index["without_place_is"]) == ("at least",) * 2
    asked = [waiting[f"asked_for_each_served_{each}"] for each in ends]
    assert asked == pytest.approx([80 / 90, 100 / 90, 120 / 60])
    assert reach["from_a_list_alone_in_reach"] == 1
    assert {each["services_from_a_list_alone"] for each in (reach, county, index, waiting)} == {1}

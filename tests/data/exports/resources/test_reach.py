"""Need by county and help within reach in the workbook: silence is a word there, and no zero."""

import io
from typing import Any

import openpyxl

from data.exports.resources.coverage import write_coverage
from data.services.resource_files import for_export
from tests.data.services.reachable import counted, listed, share

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


def test_without_a_file_of_need_both_sheets_are_empty(sqlite_database: str) -> None:
    team_id = listed({"s1": [LOUISVILLE]}, {"s1": 60})
    assert sheet(team_id, "Need by county") == sheet(team_id, "Within reach") == []

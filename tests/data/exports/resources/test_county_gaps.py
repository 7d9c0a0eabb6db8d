"""Need not met by county in the workbook: what the screen tells, and words where nobody knows."""

import io
from math import isnan
from typing import Any

import openpyxl
import pytest

from data.exports.resources.county_gaps import WHY_NOT
from data.exports.resources.coverage import write_coverage
from data.services import gap_weights
from data.services.county_gaps import KindGap, county_gap_order, county_gaps
from data.services.resource_files import for_export
from tests.data.services.reachable import counted, report
from tests.data.services.unmet import NEED, several


def sheets(team_id: str) -> dict[str, list[dict[str, Any]]]:
    written = write_coverage(for_export(team_id, as_what="coverage"))
    book = openpyxl.load_workbook(io.BytesIO(written))
    found = {}
    for title in ("Gap index", "Gap by county"):
        table = book[title].iter_rows(values_only=True)
        headers = [str(name) for name in next(table)]
        found[title] = [dict(zip(headers, row, strict=True)) for row in table]
    return found


def test_the_sheets_tell_what_the_screen_tells(sqlite_database: str) -> None:
    team_id = several()
    need = counted(team_id, NEED)
    found = {each.category: each for each in county_gaps(report(team_id), need)}
    written = sheets(team_id)
    *kinds, together = written["Gap index"]
    rows = {each["category"]: each for each in kinds}
    assert list(rows) == list(found)
    for name, row in rows.items():
        same_gap(row, found[name])
    order = county_gap_order(list(found.values()), {})
    chances = {each.gap.category: (each.seldom, each.largest, each.often) for each in order.ranked}
    for name, row in rows.items():
        told = tuple(row[f"largest_gap_chance{end}"] for end in ("_low", "", "_high"))
        assert told == pytest.approx(chances[name]) if name in chances else ("not known",) * 3
    assert together["kind_of_help"] == "all together, weighing alike"
    assert together["gap_middle"] == pytest.approx(order.middle.index)
    assert together["middle_and_high_are"] == "at most"
    assert None not in {cell for row in kinds for cell in row.values()}


def test_saved_weights_move_the_order_and_stand_beside_it(sqlite_database: str) -> None:
    team_id = several()
    need = counted(team_id, NEED)
    found = county_gaps(report(team_id), need)
    alike = county_gap_order(found, {})
    weights = {alike.ranked[0].gap.category: 0, alike.ranked[1].gap.category: 5}
    gap_weights.save(team_id, weights, based_on=0)
    order = county_gap_order(found, weights)
    assert order.middle.index != pytest.approx(alike.middle.index)
    *kinds, together = sheets(team_id)["Gap index"]
    assert {each["category"]: each["weight"] for each in kinds} == {
        each.category: weights.get(each.category, 1) for each in found
    }
    assert together["kind_of_help"] == "all together, as weighed"
    assert together["gap_middle"] == pytest.approx(order.middle.index)
    left_out = next(each for each in kinds if each["weight"] == 0)
    assert left_out["largest_gap_chance"] == "not known"


def same_gap(row: dict[str, Any], gap: KindGap) -> None:
    """A number is the number of the service; where there is none stands a word."""
    for header, value in (
        *((f"gap_{end}", getattr(gap.interval, end)) for end in ("low", "middle", "high")),
        ("gap_of_what_is_stated", gap.stated),
    ):
        assert row[header] == ("not known" if isnan(value) else pytest.approx(value)), header
    assert row["why_no_range"] == ("—" if gap.why_not is None else WHY_NOT[gap.why_not])
    assert row["families_likely"] == pytest.approx(gap.families.likely)
    stated = not isnan(gap.stated)
    assert row["without_place_high"] == (pytest.approx(gap.unmet.high) if stated else "not known")
    most = ("at most" if gap.at_most else "as stated") if stated else "not known"
    assert row["without_place_is"] == most
    assert "Oldham (KY)" in row["counties_left_out"]


def test_a_county_is_told_with_its_places_and_silence_is_a_word(sqlite_database: str) -> None:
    team_id = several()
    counted(team_id, NEED)
    rows = {
        each["county"]: each
        for each in sheets(team_id)["Gap by county"]
        if each["category"] == "moud"
    }
    assert set(rows) == {"Jefferson", "Madison", "Pike"}
    jefferson, pike = rows["Jefferson"], rows["Pike"]
    span = [jefferson[f"served_per_100_families_{end}"] for end in ("low", "likely", "high")]
    assert span == pytest.approx([6_000 / 98, 120, 250])  # 60 for 24, 50 or 98 in need
    assert (jefferson["what_is_known"], jefferson["without_place_is"]) == ("known", "as stated")
    assert pike["served_per_100_families_likely"] == "not known"
    assert (pike["stated_per_100_families"], pike["without_place_likely"]) == (0, 15)
    assert (pike["without_place_is"], pike["services_not_stated"]) == ("at most", 1)


def test_without_need_by_county_both_sheets_are_empty(sqlite_database: str) -> None:
    assert sheets(several()) == {"Gap index": [], "Gap by county": []}

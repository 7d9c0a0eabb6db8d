"""Files that hold the release, all of it and nothing finer."""

import csv
import io
import json
import zipfile
from collections.abc import Callable

import openpyxl
import pytest

from data.exports.content import ReportContent
from data.exports.formats import FORMATS
from scoring.report import checksum, from_dict
from surveys.instrument import Edition, Wording
from surveys.library import shipped, shipped_edition

Make = Callable[..., ReportContent]


def workbook(content: ReportContent) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(FORMATS["xlsx"].write(content)))


def sheet_rows(content: ReportContent, title: str) -> list[dict[str, object]]:
    rows = list(workbook(content)[title].iter_rows(values_only=True))
    return [dict(zip(rows[0], row, strict=True)) for row in rows[1:]]


def csv_rows(content: ReportContent) -> list[dict[str, str]]:
    text = FORMATS["csv"].write(content).decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text)))


def every_text(content: ReportContent, key: str) -> str:
    """All that a file says, with what is zipped unzipped."""
    written = FORMATS[key].write(content)
    if not written.startswith(b"PK"):
        return written.decode("utf-8", errors="replace" if key == "sav" else "strict")
    with zipfile.ZipFile(io.BytesIO(written)) as parts:
        return "\n".join(parts.read(name).decode("utf-8") for name in parts.namelist())


def licensed(edition: Edition, *, exportable: bool) -> Edition:
    changes = {
        "owner": "Example Owner",
        "permission": "EX-7",
        "wording_may_be_exported": exportable,
    }
    return edition.model_copy(update={"instrument": edition.instrument.model_copy(update=changes)})


@pytest.mark.parametrize("key", FORMATS)
@pytest.mark.parametrize("edition", shipped(), ids=lambda edition: edition.instrument.id)
def test_every_format_writes_every_shipped_instrument(
    key: str, edition: Edition, make_content: Make
) -> None:
    assert FORMATS[key].write(make_content(edition=edition))


@pytest.mark.parametrize("key", FORMATS)
def test_the_same_release_makes_the_same_bytes(key: str, make_content: Make) -> None:
    assert FORMATS[key].write(make_content()) == FORMATS[key].write(make_content())


@pytest.mark.parametrize("key", FORMATS)
@pytest.mark.parametrize("people", [(4,), (0,), (6,), (12, 7, 3), (2, 2, 2)])
def test_small_teams_are_written_too(key: str, people: tuple[int, ...], make_content: Make) -> None:
    assert FORMATS[key].write(make_content(people=people))


def test_the_workbook_has_its_sheets_in_reading_order(make_content: Make) -> None:
    facts = {"fact_years": {"under2": 14, "2to5": 16}}
    assert workbook(make_content(facts=facts)).sheetnames == [
        "Read me",
        "Statements",
        "Groups",
        "Response",
        "Withheld",
        "Facts",
        "Codebook",
        "Terms",
    ]


def test_the_workbook_is_ready_to_print(make_content: Make) -> None:
    sheet = workbook(make_content())["Statements"]
    assert sheet.page_setup.orientation == "landscape"
    assert (sheet.page_setup.fitToWidth or 1, sheet.page_setup.fitToHeight) == (1, 0)
    withheld = workbook(make_content())["Withheld"]
    longest = max(range(2, withheld.max_row + 1), key=lambda row: len(withheld.cell(row, 3).value))
    assert (withheld.row_dimensions[longest].height or 0) >= 30


def test_the_statements_of_the_workbook_are_those_of_the_release(make_content: Make) -> None:
    content = make_content()
    rows = sheet_rows(content, "Statements")
    assert [row["id"] for row in rows] == [item.id for item in content.report.items]
    for row, item in zip(rows, content.report.items, strict=True):
        counts = [row[f"level_{level}"] for level in (1, 2, 3, 4)]
        shown = item.team.counts if item.team else None
        assert counts == list(shown or (None,) * 4)


def test_what_the_door_blurred_is_blurred_in_the_file(make_content: Make) -> None:
    first = sheet_rows(make_content(), "Statements")[0]
    assert first["shown_as"] == "at least"
    assert first["at_least"].startswith("at least ")
    assert first["level_4"] is None
    assert first["typical_gap"] is None


def test_groups_are_in_alphabetical_order_for_every_statement(make_content: Make) -> None:
    rows = sheet_rows(make_content(), "Groups")
    names = [row["group"] for row in rows[:3]]
    assert names == ["Child welfare", "Courts and legal partners", "Treatment"]


def test_a_group_below_ten_has_an_average_and_no_counts(make_content: Make) -> None:
    rows = sheet_rows(make_content(), "Groups")
    courts = [row for row in rows if row["group"] == "Courts and legal partners"]
    assert courts
    for row in courts:
        assert row["level_1"] is None
        assert row["average"] is not None


def test_a_merged_group_is_named_with_its_reason(make_content: Make) -> None:
    content = make_content(people=(12, 3, 11))
    reasons = [row["why"] for row in sheet_rows(content, "Withheld")]
    assert any(
        "“Courts and legal partners” is counted in “" in reason and "too few" in reason
        for reason in reasons
    )
    assert not any(
        row["group"] == "Courts and legal partners"
        for row in csv_rows(content)
        if row["scope"] == "group"
    )


def test_a_team_that_is_too_small_shows_no_figure(make_content: Make) -> None:
    content = make_content(people=(2, 1, 1))
    assert sheet_rows(content, "Statements") == []
    assert sheet_rows(content, "Groups") == []
    assert "fewer than 5 people answered" in every_text(content, "csv")


@pytest.mark.parametrize("key", FORMATS)
def test_made_up_data_says_so_in_every_file(key: str, make_content: Make) -> None:
    real, made_up = make_content(), make_content(demo=True)
    marks = {"csv": '"yes"', "json": '"made_up_data": true', "package": '"made-up data"'}
    mark = marks.get(key, "MADE-UP DATA")
    assert mark in every_text(made_up, key)
    assert mark not in every_text(real, key)


@pytest.mark.parametrize("key", ["xlsx", "json"])
def test_the_file_says_that_the_questionnaire_is_not_validated(
    key: str, make_content: Make
) -> None:
    assert "has not been validated" in every_text(make_content(), key)


@pytest.mark.parametrize("key", ["xlsx", "json"])
def test_the_checksum_of_the_release_is_in_the_file(key: str, make_content: Make) -> None:
    content = make_content()
    assert checksum(content.report) in every_text(content, key)


def test_the_json_holds_the_exact_report(make_content: Make) -> None:
    content = make_content()
    plain = json.loads(FORMATS["json"].write(content))
    assert from_dict(plain["report"]) == content.report
    assert plain["report_sha256"] == checksum(from_dict(plain["report"]))


def test_the_json_has_the_keys_that_stay(make_content: Make) -> None:
    plain = json.loads(FORMATS["json"].write(make_content(people=(12, 3, 11))))
    assert {"instrument", "version", "public", "people", "groups", "withheld", "items"} <= set(
        plain
    )
    assert plain["people"] == 26
    for group in plain["groups"]:
        assert {"name", "people", "shown"} <= set(group)
    for item in plain["items"]:
        assert {
            "id", "people", "counts", "side_share", "typical_gap", "consensus", "mean",
        } <= set(item)  # fmt: skip


def test_public_answers_are_exact_and_marked_so(make_content: Make) -> None:
    content = make_content(people=(12, 3, 11), public=True)
    plain = json.loads(FORMATS["json"].write(content))
    assert plain["public"] is True
    assert [group["shown"] for group in plain["groups"]] == [True, True, True]
    assert all(item["counts"] is not None for item in plain["items"])
    assert "public before" in every_text(content, "xlsx")


@pytest.mark.parametrize("key", FORMATS)
def test_wording_that_may_not_leave_is_in_no_file(key: str, make_content: Make) -> None:
    edition = licensed(shipped_edition("values_open"), exportable=False)
    text = every_text(make_content(edition=edition), key)
    for wording in edition.wordings.values():
        for words in wording.items.values():
            assert words.text not in text
        for scale in wording.scales.values():
            assert not any(f'"{point.label}"' in text for point in scale.points.values())
    assert "Statement 1" in text


@pytest.mark.parametrize("key", ["xlsx", "json"])
def test_the_notice_of_the_owner_is_in_the_file(key: str, make_content: Make) -> None:
    edition = licensed(shipped_edition("values_open"), exportable=True)
    text = every_text(make_content(edition=edition), key)
    assert "The wording belongs to Example Owner. Used with permission: EX-7." in text


def test_the_codebook_has_the_wording_in_all_languages(make_content: Make) -> None:
    edition = shipped_edition("values_open")
    rows = sheet_rows(make_content(), "Codebook")
    for row, item in zip(rows, edition.instrument.items, strict=True):
        for language in ("en", "es"):
            assert row[f"statement_{language}"] == edition.wordings[language].items[item.id].text


def test_the_file_of_a_wave_in_spanish_speaks_spanish(make_content: Make) -> None:
    content = make_content(languages=("es",), people=(12, 3, 11))
    spanish: Wording = content.edition.wordings["es"]
    first = sheet_rows(content, "Statements")[0]
    assert first["statement"] == spanish.items[str(first["id"])].text
    assert any("se cuenta en" in row["why"] for row in sheet_rows(content, "Withheld"))


def test_no_file_has_more_figures_than_the_release(make_content: Make) -> None:
    content = make_content()
    allowed = {
        (item.id, place): figure.counts
        for item in content.report.items
        for place, figure in enumerate(item.groups or ())
    }
    names = [content.released_group_name(group) for group in content.report.release.groups]
    for row in csv_rows(content):
        if row["scope"] != "group":
            continue
        shown = allowed[row["id"], names.index(row["group"])]
        cells = [row[f"level_{level}"] for level in (1, 2, 3, 4)]
        assert cells == [str(count) for count in shown] if shown else cells == [""] * 4


def test_small_options_of_a_fact_are_written_together(make_content: Make) -> None:
    content = make_content(facts={"fact_years": {"a": 2, "b": 3, "c": 12, "d": 13}})
    rows = sheet_rows(content, "Facts")
    assert [row["people"] for row in rows] == [5, 12, 13]
    assert " / " in rows[0]["answer"]


def test_tables_hold_numbers_in_full_for_whoever_goes_on_computing(make_content: Make) -> None:
    content = make_content(public=True)
    by_id = {row["id"]: row for row in csv_rows(content) if row["scope"] == "team"}
    in_book = {row["id"]: row for row in sheet_rows(content, "Statements")}
    for item in content.report.items:
        measures = item.measures
        assert measures is not None
        for name in ("side_share", "typical_gap", "consensus"):
            value = getattr(measures, name)
            assert float(by_id[item.id][name]) == value
            assert in_book[item.id][name] == pytest.approx(value, rel=1e-15)
        assert float(by_id[item.id]["average"]) == measures.mean


def test_the_json_shows_of_each_group_what_the_tables_show(make_content: Make) -> None:
    content = make_content()
    plain = json.loads(FORMATS["json"].write(content))
    rows = {(row["id"], row["group"]): row for row in csv_rows(content) if row["scope"] == "group"}
    assert rows
    shown = {
        (item["id"], group["name"]): group
        for item in plain["items"]
        for group in item["groups"] or ()
    }
    assert shown.keys() == rows.keys()
    for place, group in shown.items():
        row = rows[place]
        levels = [row[f"level_{level}"] for level in (1, 2, 3, 4)]
        assert group["people"] == int(row["people"])
        assert levels == [str(count) for count in group["counts"] or [""] * 4]
        assert (float(row["average"]) if row["average"] else None) == group["mean"]
        assert (group["mean_is"] or "") == row["average_is"]


@pytest.mark.parametrize("key", FORMATS)
def test_a_title_that_is_wording_may_not_leave_either(key: str, make_content: Make) -> None:
    whole = shipped_edition("values_open")
    words = {
        language: wording.model_copy(update={"title": "Canary title", "intro": "Canary intro"})
        for language, wording in whole.wordings.items()
    }
    edition = whole.model_copy(update={"wordings": words})
    kept = every_text(make_content(edition=licensed(edition, exportable=False)), key)
    assert "Canary" not in kept
    assert "values_open" in kept


def test_a_scored_file_has_no_results_screen_to_speak_of(make_content: Make) -> None:
    of_wave = every_text(make_content(), "json")
    of_file = every_text(make_content(team=None, opened_on=None, closes_on=None), "json")
    assert "Every figure here passed the same rules as those of the results screen." in of_wave
    assert "results screen" not in of_file


def test_what_was_strange_about_the_input_is_in_the_file(make_content: Make) -> None:
    content = make_content(warnings=("a column was left out.",))
    assert "Note on the input: a column was left out." in every_text(content, "xlsx")
    assert json.loads(FORMATS["json"].write(content))["warnings"] == ["a column was left out."]

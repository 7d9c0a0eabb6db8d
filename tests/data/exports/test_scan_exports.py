"""What agencies said leaves in files with every state it was in, and nothing in them runs."""

import csv
import io
import json
from datetime import timedelta
from typing import Any

import openpyxl
import pytest

from data.clock import at_day, today
from data.exports.scan.formats import SCAN_FORMATS
from data.scan_views import AnswerEntry, OwnItem
from data.services import audit_log, scan_answers, scan_settling, scans, teams
from data.services.authority import Actor, acting
from data.services.errors import NotAllowed, NotFound
from data.services.scan_files import ScanExport, for_export
from data.services.scan_settling import PlanEntry
from data.views import AgencyEntry, TeamView
from surveys.checklist import STATUSES
from tests.data.exports.test_injection import CHECKS
from tests.hostile.formulas import FORMULAS

OWN_TEXT, OWN_SECTION = "=1+1 is asked here", "@SUM(A1) section"
HOSTILE = '=HYPERLINK("http://evil.example","click")'
HOSTILE_AGENCY = "+1+1 Recovery"
ROSTER = (
    AgencyEntry("County child welfare", "child_welfare", 6),
    AgencyEntry("New Shore Treatment", "sud_treatment", 5),
    AgencyEntry(HOSTILE_AGENCY, "recovery_peer", 4),
)
ITEM_OF = {
    "in_place": "cert_body_known",
    "partly": "cert_types_known",
    "not_in_place": "cert_hours_known",
    "unknown": "cert_background_rules",
    "not_applicable": "cert_costs_known",
    "not_our_area": "cert_supervisor_rules",
    "differ": "fund_medicaid_covers",
    "stale": "fund_medicaid_limits",
    "not_asked": "fund_braiding_plan",
}
SETTLED, DISSENT = "fund_medicaid_terms", "The contract says otherwise."


def save(
    scan_id: str, team: TeamView, agency: int, item: str, entry: AnswerEntry, *, on: int = 0
) -> None:
    scan_answers.save(scan_id, item, team.agencies[agency].code, entry, based_on=on)


def first_round(team: TeamView) -> str:
    """One item in each state, a conflict that is open, and one that was settled."""
    scan_id = scans.begin(team.id, title="First").id
    for status in STATUSES:
        save(scan_id, team, 0, ITEM_OF[status], AnswerEntry(status))
    old = today() - timedelta(days=800)
    save(scan_id, team, 0, ITEM_OF["stale"], AnswerEntry("in_place", source_date=old))
    for item in (ITEM_OF["differ"], SETTLED):
        save(scan_id, team, 0, item, AnswerEntry("in_place"))
        save(scan_id, team, 2, item, AnswerEntry("not_in_place", evidence=HOSTILE, source="-1+1"))
    item = scans.board(scan_id).item(SETTLED)
    assert item is not None
    heard = scan_settling.heard(item)
    ruling = scan_settling.Ruling("in_place", "talk", "@We called them.", heard)
    scan_settling.settle(scan_id, SETTLED, ruling)
    scan_settling.dissent(scan_id, SETTLED, team.agencies[2].code, DISSENT, number=1)
    own = scans.add_item(scan_id, OwnItem(OWN_TEXT, section_title=OWN_SECTION))
    save(scan_id, team, 1, own, AnswerEntry("partly", confidence="best_guess"))
    save(scan_id, team, 1, own, AnswerEntry("in_place", evidence="Seen it"), on=1)
    scan_answers.add_file(
        scan_id, own, team.agencies[1].code, name="=fees.csv", content=b"fee\n40\n"
    )
    scan_settling.sign_off(scan_id, team.agencies[0].code, "Read by our director.")
    plan = PlanEntry(operating_agency=team.agencies[2].code, due_on=today(), note="=2+2")
    scan_settling.plan(scan_id, ITEM_OF["unknown"], plan, based_on=0)
    return scan_id


@pytest.fixture
def team(sqlite_database: str) -> TeamView:
    return teams.create_team("River county", "", ROSTER)


@pytest.fixture
def content(team: TeamView) -> ScanExport:
    """An ended round, and a second one in which answers were carried."""
    scans.end(first_round(team))
    scans.begin(team.id, title="Second")
    return for_export(team.id, as_what="test")


def csv_rows(content: ScanExport) -> list[dict[str, str]]:
    written = SCAN_FORMATS["csv"].write(content).decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(written, newline="")))


def sheet_rows(content: ScanExport, title: str) -> list[dict[str, Any]]:
    written = SCAN_FORMATS["xlsx"].write(content)
    rows = openpyxl.load_workbook(io.BytesIO(written))[title].iter_rows(values_only=True)
    headers = [str(name) for name in next(rows)]
    return [dict(zip(headers, row, strict=True)) for row in rows]


def plain(content: ScanExport) -> dict[str, Any]:
    return json.loads(SCAN_FORMATS["json"].write(content))


def standings(rows: Any) -> dict[str, str]:
    """Item to what may be said of it, in the first round."""
    return {row["item"]: row["standing"] for row in rows if str(row["round"]) == "1"}


def test_every_state_an_item_can_be_in_survives_in_each_format(content: ScanExport) -> None:
    expected = {item: state for state, item in ITEM_OF.items() if state != "not_our_area"}
    expected[ITEM_OF["not_our_area"]] = "not_asked"
    first = next(each for each in plain(content)["rounds"] if each["number"] == 1)
    told = (
        standings(csv_rows(content)),
        standings(sheet_rows(content, "Answers")),
        standings(sheet_rows(content, "Items")),
        {item["id"]: item["standing"] for item in first["items"]},
    )
    for each in told:
        assert expected.items() <= each.items()


def test_every_status_that_an_agency_gave_survives_in_each_format(content: ScanExport) -> None:
    expected = {(ITEM_OF[status], status) for status in STATUSES}
    answers = [
        answer
        for each in plain(content)["rounds"]
        for item in each["items"]
        for answer in item["answers"]
    ]
    assert expected <= {(each["item"], each["status"]) for each in answers}
    for rows in (csv_rows(content), sheet_rows(content, "Answers"), sheet_rows(content, "History")):
        assert expected <= {(row["item"], row["status"]) for row in rows}


def test_no_row_of_the_table_has_an_empty_status_and_no_item_is_missing(
    content: ScanExport,
) -> None:
    rows = csv_rows(content)
    assert {row["status"] for row in rows} == {*STATUSES, "not_asked"}
    assert all(row["status_words"] for row in rows)
    for number in ("1", "2"):
        assert len({row["item"] for row in rows if row["round"] == number}) == 64
    silent = [row for row in rows if row["item"] == ITEM_OF["not_asked"]]
    assert [(row["agency"], row["status"]) for row in silent] == [("", "not_asked")] * 2


def test_a_section_counts_all_eight_standings_and_says_why_a_share_is_not_told(
    content: ScanExport,
) -> None:
    first = next(row for row in sheet_rows(content, "Sections") if row["round"] == 1)
    assert (first["in_place"], first["partly"], first["not_in_place"]) == (1, 1, 1)
    assert (first["unknown"], first["not_applicable"], first["not_asked"]) == (1, 1, 2)
    assert (first["differ"], first["stale"], first["applicable"], first["known"]) == (0, 0, 6, 3)
    assert first["known_share"] == pytest.approx(0.5)
    assert first["in_place_share"] is None
    assert first["why_not_told"] == "too little is known: 3 of 6; it takes 60%"


def test_an_open_conflict_and_a_settled_one_with_its_dissent_are_told_apart(
    content: ScanExport,
) -> None:
    rows = [row for row in sheet_rows(content, "Conflicts and decisions") if row["round"] == 1]
    assert {row["item"]: row["state"] for row in rows} == {
        ITEM_OF["differ"]: "open",
        SETTLED: "settled",
    }
    assert {row["said_by_agencies"] for row in rows} == {
        f"County child welfare: In place; {HOSTILE_AGENCY}: Not in place"
    }
    (said, carried) = sheet_rows(content, "Dissent")
    assert (said["agency"], said["words"]) == (HOSTILE_AGENCY, DISSENT)
    assert carried["words"] == DISSENT
    decision = next(each for each in plain(content)["rounds"] if each["number"] == 1)["decisions"]
    assert [each["words"] for each in decision[0]["dissents"]] == [DISSENT]


def test_the_history_has_the_version_that_was_replaced(content: ScanExport) -> None:
    own = [row for row in sheet_rows(content, "History") if row["statement"] == OWN_TEXT]
    told = [(row["round"], row["version"], row["status"], row["carried"]) for row in own]
    assert told == [(2, 1, "in_place", "yes"), (1, 1, "partly", "no"), (1, 2, "in_place", "no")]


def test_what_is_stale_and_what_was_carried_is_said(content: ScanExport) -> None:
    rows = [row for row in csv_rows(content) if row["item"] == ITEM_OF["stale"]]
    assert [(row["round"], row["stale"], row["carried"]) for row in rows] == [
        ("2", "yes", "yes"),
        ("1", "yes", "no"),
    ]


def test_agreement_stands_beside_how_many_do_not_know(content: ScanExport) -> None:
    row = sheet_rows(content, "Agreement")[1]
    assert (row["round"], row["items_compared"], row["items_that_differ"]) == (1, 2, 2)
    assert row["alpha"] is not None
    assert row["why_not_told"] == "fewer than ten items can be compared, so there is no interval"
    assert (row["dont_know"], row["asked"]) == (1, 11)
    assert row["dont_know_share"] == pytest.approx(1 / 11)


def test_sign_offs_plans_and_files_leave_with_whoever_saved_them(content: ScanExport) -> None:
    signed = sheet_rows(content, "Sign-off")[0]
    assert (signed["agency"], signed["answers_still_the_same"]) == ("County child welfare", "yes")
    file = sheet_rows(content, "Files")[0]
    assert (file["name"], file["bytes"], file["removed"]) == ("=fees.csv", 7, "no")
    assert file["saved_by"]
    plans = [row for row in sheet_rows(content, "Work list") if row["note"]]
    assert [(row["item"], row["operating_agency"]) for row in plans] == [
        (ITEM_OF["unknown"], HOSTILE_AGENCY)
    ]


def test_no_file_says_that_the_checklist_is_validated_or_takes_unknown_for_no(
    content: ScanExport,
) -> None:
    assert plain(content)["validated"] is False
    written = SCAN_FORMATS["xlsx"].write(content)
    lines = [
        str(row[0])
        for row in openpyxl.load_workbook(io.BytesIO(written))["Read me"].iter_rows(
            values_only=True
        )
    ]
    assert any("has not been validated by research" in line for line in lines)
    assert any(line.startswith("Unknown is never zero") for line in lines)


def test_formulas_in_every_typed_place_are_text_in_every_format(content: ScanExport) -> None:
    typed = {HOSTILE, OWN_TEXT, OWN_SECTION, HOSTILE_AGENCY, "-1+1", "=2+2", "@We called them."}
    quiet = CHECKS["xlsx"](SCAN_FORMATS["xlsx"].write(content))
    assert quiet >= len(typed)
    assert CHECKS["csv"](SCAN_FORMATS["csv"].write(content)) >= 5
    seen: set[str] = set()
    for sheet in openpyxl.load_workbook(io.BytesIO(SCAN_FORMATS["xlsx"].write(content))):
        for cell in (each for row in sheet.iter_rows() for each in row):
            if cell.value in typed:
                assert (cell.data_type, cell.quotePrefix) == ("s", True)
                seen.add(str(cell.value))
    assert seen == typed


def test_a_hundred_payloads_as_evidence_stay_text(team: TeamView) -> None:
    scan_id = scans.begin(team.id).id
    items = [item.id for item in scans.board(scan_id).items]
    for number, payload in enumerate(FORMULAS):
        entry = AnswerEntry("partly", evidence=payload, source=payload)
        save(scan_id, team, number // len(items), items[number % len(items)], entry)
    content = for_export(team.id, as_what="test")
    for key in ("xlsx", "csv"):
        assert CHECKS[key](SCAN_FORMATS[key].write(content)) > len(FORMULAS)


@pytest.mark.parametrize("key", SCAN_FORMATS)
def test_the_same_scans_always_give_the_same_bytes(content: ScanExport, key: str) -> None:
    again = for_export(content.team.id, as_what="test")
    assert SCAN_FORMATS[key].write(again) == SCAN_FORMATS[key].write(content)


def test_no_id_of_an_account_leaves(content: ScanExport) -> None:
    for key in SCAN_FORMATS:
        written = SCAN_FORMATS[key].write(content)
        assert b"account_id" not in written
        assert b"owner_id" not in written
    assert plain(content)["rounds"][1]["history"][0]["saved_by_name"]
    assert "saved_by" not in plain(content)["rounds"][1]["history"][0]


def test_a_team_without_a_scan_gets_an_empty_file_that_opens(team: TeamView) -> None:
    content = for_export(team.id, as_what="test")
    assert plain(content)["rounds"] == []
    assert csv_rows(content) == []
    assert sheet_rows(content, "Answers") == []


def test_an_ended_round_is_told_as_it_stood_on_its_last_day(team: TeamView) -> None:
    scan_id = first_round(team)
    scans.end(scan_id)
    with at_day(today() + timedelta(days=900)):
        later = for_export(team.id, as_what="test")
    assert standings(csv_rows(later))[ITEM_OF["in_place"]] == "in_place"


def test_whoever_takes_the_file_is_written_down_with_its_kind(team: TeamView) -> None:
    for_export(team.id, as_what="xlsx")
    entry = next(each for each in audit_log.entries(team.id) if each.action == "scan.export")
    assert (entry.team_id, entry.details) == (team.id, {"format": "xlsx"})


def test_an_outsider_finds_no_team_and_a_member_takes_no_file(team: TeamView) -> None:
    outsider = Actor(id="o", name="Out", kind="person", teams={})
    with acting(outsider), pytest.raises(NotFound, match="This team is not here"):
        for_export(team.id, as_what="csv")
    member = Actor(id="m", name="Sam", kind="person", teams={team.id: "member"})
    with acting(member), pytest.raises(NotAllowed):
        for_export(team.id, as_what="csv")
    assert not [each for each in audit_log.entries(team.id) if each.action == "scan.export"]

"""Forms of a scan save what was typed, or say why not, without a browser."""

import pytest

from data.services import demo_scan, scan_settling, scans, teams
from data.services.demo import _AGENCIES
from data.services.scan_settling import Ruling
from surveys.worksheets import role_comparison
from tests.pages.screens import Screen, as_operator


@pytest.fixture
def team_id(sqlite_database: str, monkeypatch: pytest.MonkeyPatch) -> str:
    as_operator(monkeypatch)
    return teams.create_team("Riverbend", "", _AGENCIES, demo=True).id


@pytest.fixture
def scan_id(team_id: str) -> str:
    return demo_scan.fill_demo_scan(team_id)


def test_a_round_begins(team_id: str) -> None:
    Screen("pages.scan.overview", team=team_id).press("Begin the scan")
    assert len(scans.scans(team_id)) == 1


def test_a_statement_without_words_is_told_and_one_with_words_is_asked(scan_id: str) -> None:
    form = Screen("pages.scan.running", scan=scan_id).press("Add it")
    assert "Please look at this again." in form.said
    form.set("text_area", "The statement", "A van brings parents to court.")
    form.set("multiselect", "Who would know", ["court"]).press("Add it")
    assert form.said == "Added. Every agency can answer it now."
    own = scans.board(scan_id).own_words.values()
    assert "A van brings parents to court." in [each.text for each in own]


def test_who_finds_out_is_saved_unless_the_day_is_none(scan_id: str) -> None:
    form = Screen("pages.scan.working", scan=scan_id)
    form.set("text_input", "By what day", "soon").press("Save")
    assert "“soon” came" in form.said
    assert form.set("text_input", "By what day", "2027-03-31").press("Save").said == "Saved."


def test_what_somebody_settled_meanwhile_is_not_settled_twice(scan_id: str) -> None:
    form = Screen("pages.scan.differing", scan=scan_id)
    form.set("radio", "How it is", "in_place")
    form.set("text_area", "Why, in one or two sentences", "The protocol says so.")
    board = scans.board(scan_id)
    (item,) = [each for each in board.items if each.id == demo_scan.OPEN]
    ruling = Ruling("partly", "evidence", "We looked.", scan_settling.heard(item))
    scan_settling.settle(scan_id, item.id, ruling)
    form.press("Settle it")
    (item,) = [each for each in scans.board(scan_id).items if each.id == demo_scan.OPEN]
    assert item.decision is not None
    assert item.decision.reason == "We looked."


def test_who_does_what_is_saved(team_id: str) -> None:
    task = role_comparison().tasks[0].id
    form = Screen("pages.scan.worksheets", team=team_id, sheet="roles", task=task)
    form.app.text_input[0].set_value("As agreed in May.")
    assert form.press("Save").said == "Saved."

"""The action plan says the same in every format, and nothing in it runs."""

import csv
import io
import json
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Any

import openpyxl
import pytest

from data.action_views import StatementSince
from data.clock import at_day
from data.exports.plan.formats import PLAN_FORMATS
from data.exports.plan.rows import read_me
from data.services import action_sources, actions, audit_log, demo_families, teams
from data.services.action_files import PlanExport, for_export
from data.services.authority import Actor, acting
from data.services.errors import NotAllowed, NotFound
from data.views import AgencyEntry, TeamView
from tests.data.exports.test_injection import CHECKS
from tests.data.services.planning import DAY, entry
from tests.hostile.formulas import FORMULAS
from tests.pages.results.conftest import released_view

HOSTILE_AGENCY = "+1+1 Recovery"
ROSTER = (
    AgencyEntry("County child welfare", "child_welfare", 6),
    AgencyEntry("New Shore Treatment", "sud_treatment", 5),
    AgencyEntry(HOSTILE_AGENCY, "recovery_peer", 4),
)


@pytest.fixture(autouse=True)
def _day() -> Iterator[None]:
    with at_day(DAY):
        yield


@pytest.fixture
def team(sqlite_database: str) -> TeamView:
    return teams.create_team("=River county", "", ROSTER)


@pytest.fixture
def content(team: TeamView) -> PlanExport:
    """One action in each state, one that was changed, one that was taken out."""
    first = actions.begin(team.id, entry(team, notes="Line one.\nLine two."))
    actions.save(team.id, first, entry(team, status="under_way", owner=2), based_on=1)
    late = entry(team, what="=2+2", due_on=date(2026, 1, 5), check_on=date(2026, 2, 1))
    actions.begin(team.id, late)
    actions.begin(team.id, entry(team, what="Done", status="done", due_on=None, helpers=()))
    stopped = entry(team, what="Stopped", status="stopped", reason="@No room")
    actions.begin(team.id, stopped)
    gone = actions.begin(team.id, entry(team, what="Taken out"))
    actions.take_out(team.id, gone, based_on=1)
    return for_export(team.id, as_what="test")


def with_figures(content: PlanExport) -> PlanExport:
    """The same plan, whose first action came from a statement that was asked twice."""
    then, now = released_view(), released_view(people=(14, 9, 12), title="Once more")
    item = then.report.items[2].id
    since = StatementSince(item, then, now, side="cannot_tell", gap="closer")
    first, *rest = content.plan.actions
    return replace(
        content, plan=replace(content.plan, actions=(replace(first, statement=since), *rest))
    )


def csv_rows(content: PlanExport) -> list[dict[str, str]]:
    written = PLAN_FORMATS["csv"].write(content).decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(written, newline="")))


def test_a_theme_of_families_stays_out_of_every_file_of_the_plan(team: TeamView) -> None:
    demo_families.fill_demo_families(team.id)
    themes = action_sources.candidates(team.id)["theme"]
    (ref,) = (each.ref for each in themes if each.words.startswith("Rides"))
    about = action_sources.source(team.id, ref)
    assert about.words
    actions.begin(team.id, entry(team, what="Find vans"), ref=ref)
    made = for_export(team.id, as_what="test")
    assert made.plan.actions[0].action.source.ids == about.ids
    for name, form in PLAN_FORMATS.items():
        said = text_of(form.write(made))
        assert "Find vans" in said, name
        assert about.words not in said, name
        assert about.where not in said, name
    assert "What families said in their groups is not in this file" in "".join(read_me(made))
    assert "families" not in "".join(read_me(replace(made, plan=replace(made.plan, actions=()))))


def text_of(content: bytes) -> str:
    """All that a file says, unpacked where it is packed."""
    if not zipfile.is_zipfile(io.BytesIO(content)):
        return content.decode("utf-8-sig")
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        return " ".join(packed.read(part).decode(errors="replace") for part in packed.namelist())


def sheet_rows(content: PlanExport, title: str = "Actions") -> list[dict[str, Any]]:
    book = openpyxl.load_workbook(io.BytesIO(PLAN_FORMATS["xlsx"].write(content)))
    rows = book[title].iter_rows(values_only=True)
    headers = [str(name) for name in next(rows)]
    return [dict(zip(headers, row, strict=True)) for row in rows]


def plain(content: PlanExport) -> dict[str, Any]:
    return json.loads(PLAN_FORMATS["json"].write(content))


def as_cell(value: Any) -> Any:
    """What a value of the JSON is in a cell of the workbook."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list):
        return "; ".join(value) or None
    return " ".join(value.split()) if isinstance(value, str) else value


def test_every_cell_of_the_workbook_is_what_the_json_says(content: PlanExport) -> None:
    for whole in (content, with_figures(content)):
        told = plain(whole)
        for title, key in (("Actions", "actions"), ("History", "history")):
            expected = [{name: as_cell(cell) for name, cell in row.items()} for row in told[key]]
            found = sheet_rows(whole, title)
            assert [list(row) for row in found] == [list(row) for row in expected]
            for one, two in zip(found, expected, strict=True):
                assert one == pytest.approx(two)


def test_every_cell_of_the_table_is_what_the_workbook_says(content: PlanExport) -> None:
    whole = with_figures(content)
    for row, cells in zip(csv_rows(whole), sheet_rows(whole), strict=True):
        assert list(row) == list(cells)
        for name, text in row.items():
            cell = cells[name]
            if isinstance(cell, float):
                assert float(text) == pytest.approx(cell)
            else:
                assert text.removeprefix("'") == ("" if cell is None else str(cell))


def test_figures_in_files_are_those_of_the_released_results(content: PlanExport) -> None:
    whole = with_figures(content)
    row = plain(whole)["actions"][0]
    since = whole.plan.actions[0].statement
    assert since is not None
    for when, view in (("then", since.then), ("now", since.now)):
        assert view is not None
        measures = view.report.item(since.item).measures
        assert measures is not None
        assert row[f"round_{when}"] == view.wave.title
        assert row[f"people_{when}"] == measures.people
        assert row[f"upper_side_people_{when}"] == measures.side_people
        assert row[f"upper_side_share_{when}"] == measures.side_share
        assert row[f"two_people_points_apart_{when}"] == measures.typical_gap
    assert (row["share_moved"], row["gap_moved"]) == ("cannot tell", "closer together")


def test_each_state_of_an_action_is_in_each_format(content: PlanExport) -> None:
    expected = {("=2+2", "planned", "yes"), ("Done", "done", "no"), ("Stopped", "stopped", "no")}
    expected |= {("Call every family back within a day.", "under_way", "no")}
    assert {(row["what"], row["status"], row["overdue"]) for row in sheet_rows(content)} == expected
    told = {
        (row["what"].removeprefix("'"), row["status"], row["overdue"]) for row in csv_rows(content)
    }
    assert told == expected
    assert plain(content)["counts"] == {"planned": 1, "under_way": 1, "done": 1, "stopped": 1}


def test_the_history_holds_every_version_and_what_was_taken_out(content: PlanExport) -> None:
    rows = [(row["what"], row["version"], row["taken_out"]) for row in plain(content)["history"]]
    assert ("Taken out", 1, False) in rows
    assert ("Taken out", 2, True) in rows
    assert len(rows) == 7
    owners = [
        row["owner_agency"]
        for row in plain(content)["history"]
        if row["what"].startswith("Call every")
    ]
    assert owners == ["County child welfare", HOSTILE_AGENCY]


def test_a_reader_is_told_first_what_the_figures_do_not_say(content: PlanExport) -> None:
    book = openpyxl.load_workbook(io.BytesIO(PLAN_FORMATS["xlsx"].write(content)))
    lines = [row[0] for row in book["Read me"].iter_rows(values_only=True)]
    assert lines[0] == "Action plan: =River county"
    assert any("this does not say that the action caused it" in str(line) for line in lines)
    assert lines == [" ".join(line.split()) for line in plain(content)["about"]]


def test_an_empty_plan_is_a_file_as_well(team: TeamView) -> None:
    empty = for_export(team.id, as_what="test")
    assert (csv_rows(empty), sheet_rows(empty), plain(empty)["actions"]) == ([], [], [])


def test_no_formula_of_anybody_runs_in_any_format(team: TeamView) -> None:
    for formula in FORMULAS[:40]:
        words = {"what": f"{formula[:300]} x", "notes": formula, "check_shows": formula[:300]}
        actions.begin(team.id, entry(team, **words))
    content = for_export(team.id, as_what="test")
    assert len(content.plan.actions) == len(FORMULAS[:40])
    for key in ("xlsx", "csv"):
        assert CHECKS[key](PLAN_FORMATS[key].write(content)) > 20


@pytest.mark.parametrize("key", PLAN_FORMATS)
def test_the_same_plan_always_gives_the_same_bytes(content: PlanExport, key: str) -> None:
    again = for_export(content.team.id, as_what="test")
    assert PLAN_FORMATS[key].write(again) == PLAN_FORMATS[key].write(content)


def test_whoever_takes_the_plan_is_in_the_log_and_members_take_none(team: TeamView) -> None:
    with acting(Actor("c1", "Kim", "person", teams={team.id: "consultant"})):
        for_export(team.id, as_what="csv")
    entry_of_log = audit_log.entries(team.id, limit=1)[0]
    assert (entry_of_log.action, entry_of_log.actor_name) == ("actions.export", "Kim")
    assert dict(entry_of_log.details) == {"format": "csv"}
    with (
        acting(Actor("m1", "Sam", "person", teams={team.id: "member"})),
        pytest.raises(NotAllowed),
    ):
        for_export(team.id, as_what="csv")
    with acting(Actor("x1", "Lee", "person")), pytest.raises(NotFound):
        for_export(team.id, as_what="csv")
    later = audit_log.entries(team.id, limit=2)
    assert [(each.action, each.actor_name, each.details["step"]) for each in later] == [
        ("refused", "Lee", "team.see"),
        ("refused", "Sam", "actions.export"),
    ]

"""`common-table plan`: a team's action plan leaves as a file, named by its id or its name."""

import csv
import io
import json
from pathlib import Path

import openpyxl
import pytest

from data.action_views import ActionEntry
from data.services import actions, teams
from data.views import AgencyEntry, TeamView

ROSTER = (AgencyEntry("Court", "court", 6),)


@pytest.fixture
def team(database: str) -> TeamView:
    made = teams.create_team("River table", "", ROSTER)
    actions.begin(made.id, ActionEntry("Call each family back.", made.agencies[0].code))
    return made


@pytest.mark.parametrize("by", ["id", "name"])
def test_a_team_is_found_by_its_id_and_by_its_name(team: TeamView, run, by: str) -> None:
    said = run("plan", "export", getattr(team, by), "--format", "json")
    assert said.status == 0
    assert json.loads(said.out)["actions"][0]["what"] == "Call each family back."


def test_each_format_goes_to_the_file_that_is_named(team: TeamView, run, tmp_path: Path) -> None:
    for key in ("xlsx", "csv", "json"):
        said = run("plan", "export", team.id, "--format", key, "-o", tmp_path / f"plan.{key}")
        assert (said.status, said.out, said.said) == (0, b"", [])
    book = openpyxl.load_workbook(tmp_path / "plan.xlsx")
    assert book.sheetnames == ["Read me", "Actions", "History"]
    text = (tmp_path / "plan.csv").read_text(encoding="utf-8-sig")
    (row,) = csv.DictReader(io.StringIO(text))
    assert (row["owner_agency"], row["status"]) == ("Court", "planned")
    assert json.loads((tmp_path / "plan.json").read_bytes())["made_up_data"] is False


def test_a_name_that_no_team_has_is_answered_with_those_there_are(team: TeamView, run) -> None:
    said = run("plan", "export", "Lake table")
    assert (said.status, said.out) == (1, b"")
    (told,) = said.problems
    assert told.startswith("TEAM: there is no team with the id or name 'Lake table'.")


def test_a_place_that_cannot_be_written_is_said_on_one_line(team: TeamView, run, tmp_path) -> None:
    said = run("plan", "export", team.id, "-o", tmp_path)
    assert (said.status, len(said.problems)) == (1, 1)
    assert said.problems[0].startswith(f"{tmp_path}: this is a folder")


def test_a_format_that_is_none_is_wrong_usage(team: TeamView, run) -> None:
    assert run("plan", "export", team.id, "--format", "pdf").status == 2

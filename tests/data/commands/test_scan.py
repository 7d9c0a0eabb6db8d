"""`common-table scan`: a team's scans leave as a file, named by its id or its name."""

import csv
import io
import json
from pathlib import Path

import openpyxl
import pytest

from data.scan_views import AnswerEntry
from data.services import scan_answers, scans, teams
from data.views import AgencyEntry, TeamView

ROSTER = (AgencyEntry("Court", "court", 6),)


@pytest.fixture
def team(database: str) -> TeamView:
    made = teams.create_team("River table", "", ROSTER)
    scan = scans.begin(made.id, title="First look")
    court = made.agencies[0].code
    scan_answers.save(scan.id, "cert_body_known", court, AnswerEntry("not_in_place"), based_on=0)
    return made


def test_the_list_says_where_each_round_stands_and_who_has_none(team: TeamView, run) -> None:
    other = teams.create_team("Lake table", "", ROSTER)
    scans.end(scans.scans(team.id)[0].id)
    said = run("scan", "list")
    assert said.status == 0
    assert said.text.splitlines() == [
        f"{other.id}\tno scan\t\t\tLake table\t",
        f"{team.id}\tround 1\tended\t1 of 63 known\tRiver table\tFirst look",
    ]


@pytest.mark.parametrize("by", ["id", "name"])
def test_a_team_is_found_by_its_id_and_by_its_name(team: TeamView, run, by: str) -> None:
    said = run("scan", "export", getattr(team, by))
    assert said.status == 0
    assert json.loads(said.out)["rounds"][0]["title"] == "First look"


def test_each_format_goes_to_the_file_that_is_named(team: TeamView, run, tmp_path: Path) -> None:
    for key in ("xlsx", "csv", "json"):
        file = tmp_path / f"scan.{key}"
        said = run("scan", "export", team.id, "--format", key, "-o", file)
        assert (said.status, said.out, said.said) == (0, b"", [])
    book = openpyxl.load_workbook(tmp_path / "scan.xlsx")
    assert book.sheetnames[:3] == ["Read me", "Items", "Answers"]
    text = (tmp_path / "scan.csv").read_text(encoding="utf-8-sig")
    statuses = [row["status"] for row in csv.DictReader(io.StringIO(text))]
    assert (statuses.count("not_in_place"), statuses.count("not_asked")) == (1, 62)
    assert json.loads((tmp_path / "scan.json").read_bytes())["validated"] is False


def test_a_name_that_no_team_has_is_answered_with_those_there_are(team: TeamView, run) -> None:
    said = run("scan", "export", "Lake table")
    assert (said.status, said.out) == (1, b"")
    (told,) = said.problems
    assert told.startswith("TEAM: there is no team with the id or name 'Lake table'.")
    assert told.endswith(f"There are: 'River table' ({team.id}).")


def test_a_name_that_two_teams_have_asks_for_an_id(team: TeamView, run) -> None:
    other = teams.create_team("River table", "", ROSTER)
    said = run("scan", "export", "River table")
    assert said.status == 1
    assert said.problems[0].startswith("TEAM: 2 teams are called 'River table'; give an id.")
    for each in (team, other):
        assert f"'River table' ({each.id})" in said.problems[0]


def test_a_place_that_cannot_be_written_is_said_on_one_line(team: TeamView, run, tmp_path) -> None:
    said = run("scan", "export", team.id, "-o", tmp_path)
    assert (said.status, len(said.problems)) == (1, 1)
    assert said.problems[0].startswith(f"{tmp_path}: this is a folder")


def test_a_format_that_is_none_is_wrong_usage(team: TeamView, run) -> None:
    assert run("scan", "export", team.id, "--format", "pdf").status == 2

"""`common-table export`: the last result of a team, or a wave by its id, in every format."""

import io
import json
from pathlib import Path

import openpyxl
import pytest

from data.commands import export as command
from data.exports.formats import FORMATS
from data.services import audit_log, demo, teams, waves
from data.views import AgencyEntry

ROSTER = (AgencyEntry("Court", "court", 6), AgencyEntry("Clinic", "sud_treatment", 6))


@pytest.fixture
def demo_team(sqlite_database: str) -> str:
    """The demo team, filled in."""
    demo.fill_demo()
    return next(each.id for each in teams.teams() if each.demo)


def test_every_format_is_offered_and_no_other() -> None:
    assert tuple(FORMATS) == command.FORMATS


def test_the_last_result_of_a_team_is_found_by_each_of_its_names_in_every_format(
    demo_team: str, run, tmp_path: Path
) -> None:
    out = [each for each in waves.waves(demo_team) if each.state == "released"]
    last = max(out, key=lambda each: each.closes_on)
    for named in ("demo", demo_team, last.id):
        file = tmp_path / "result.json"
        said = run("export", named, "--format", "json", "-o", str(file))
        assert (said.status, said.problems) == (0, [])
        assert json.loads(file.read_text(encoding="utf-8"))["title"] == last.title
        taken = audit_log.entries(team_id=demo_team)[0]
        assert (taken.action, taken.about) == ("result.export", last.id)
    for key in (key for key in FORMATS if key not in ("csv", "json")):
        file = tmp_path / key
        assert run("export", "demo", "--format", key, "-o", str(file)).status == 0
        assert file.stat().st_size > 1_000
    book = openpyxl.load_workbook(io.BytesIO((tmp_path / "xlsx").read_bytes()))
    assert "Statements" in book.sheetnames


def test_without_a_result_or_a_team_it_says_what_is_missing(sqlite_database: str, run) -> None:
    made = teams.create_team("River table", "", ROSTER)
    said = run("export", made.name)
    assert said.status == 1
    assert said.problems == [
        "No wave of River table is released yet, so there is nothing to take away."
    ]
    assert run("export", "demo").problems == [
        "There is no demo team here. `common-table demo` fills one in."
    ]
    assert run("export", "nobody").problems[0].startswith("TEAM: there is no team with the id")

"""Gaps as a list of what is to be done, with who signed it and who sees it differently."""

import csv
import io

import pytest

from data.clock import today
from data.exports.resources.actions import write_actions
from data.services import gap_findings, teams
from data.services.gap_findings import FindingEntry
from data.services.resource_files import for_export
from data.views import TeamView
from tests.data.exports.resources.mapped import ROSTER, fill
from tests.pages.resources import filled


def rows(team: TeamView) -> list[dict[str, str]]:
    written = write_actions(for_export(team.id, as_what="actions")).decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(written, newline="")))


@pytest.fixture
def team(sqlite_database: str) -> TeamView:
    return teams.create_team("River county", "", ROSTER)


def test_a_finding_leaves_with_its_cure_its_owner_and_its_signatures(team: TeamView) -> None:
    ids = fill(team)
    row = next(each for each in rows(team) if each["finding_id"] == ids["finding"])
    assert (row["row"], row["gap"], row["gap_in_words"]) == (
        "finding",
        "C",
        "It is not for this family",
    )
    assert (row["kind_of_help"], row["families"]) == ("Family residential treatment", "Fathers")
    assert (row["cure"], row["area"]) == ("Write it into the contract.", "Perry County, KY")
    assert (row["owner_agency"], row["due_on"]) == ("County child welfare", today().isoformat())
    assert (row["evidence"], row["signed_by"]) == ("1", "County child welfare")
    assert row["seen_differently_by"] == "New Shore: Not by us."


def test_what_nobody_knows_is_a_question_and_what_was_removed_is_not_there(team: TeamView) -> None:
    fill(team)
    told = rows(team)
    assert sorted(each["row"] for each in told) == ["finding", "question"]
    question = next(each for each in told if each["row"] == "question")
    assert (question["owner_agency"], question["due_on"]) == ("nobody yet", "no day yet")
    assert (question["signed_by"], question["cure"]) == ("nobody yet", "none yet")
    assert (question["families"], question["area"]) == ("all families", "everywhere the team works")
    assert all(cell for each in told for cell in each.values())


def test_a_signature_of_an_earlier_version_does_not_count(team: TeamView) -> None:
    ids = fill(team)
    found = gap_findings.finding(team.id, ids["finding"])
    changed = FindingEntry("residential_family", "C", "Other words.")
    gap_findings.save(team.id, changed, finding_id=found.id, based_on=found.version)
    row = next(each for each in rows(team) if each["finding_id"] == found.id)
    assert (row["signed_by"], row["seen_differently_by"]) == ("nobody yet", "nobody")


def test_words_of_several_lines_stay_in_one_row(team: TeamView) -> None:
    filled.fill(team, ("One\nTwo\tThree", "Area", "Cure"))
    (row,) = rows(team)
    assert row["finding"] == "One Two Three"


def test_a_team_without_a_gap_gets_a_file_that_says_so(team: TeamView) -> None:
    (row,) = rows(team)
    assert (row["row"], row["team"], row["finding"]) == (
        "about",
        "River county",
        "no gap was found yet",
    )

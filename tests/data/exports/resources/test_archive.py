"""The archive that is taken as a file is the one that comes back."""

import json

import pytest

from data.exports.resources.formats import RESOURCE_FORMATS
from data.services import gaps, teams
from data.services.resource_files import for_export, restore_archive
from data.views import TeamView
from tests.data.exports.resources.mapped import ROSTER, fill


@pytest.fixture
def team(sqlite_database: str) -> TeamView:
    made = teams.create_team("River county", "", ROSTER)
    fill(made)
    return made


def test_the_file_comes_back_to_the_same_counts(team: TeamView) -> None:
    other = teams.create_team("Lake county", "", ROSTER)
    restore_archive(other.id, RESOURCE_FORMATS["json"].write(for_export(team.id, as_what="json")))
    before, after = gaps.gap_report(team.id), gaps.gap_report(other.id)
    assert repr(after.categories) == repr(before.categories)
    assert repr(after.need.need) == repr(before.need.need)


def test_the_file_tells_its_schema_and_names_agencies_by_their_code(team: TeamView) -> None:
    told = json.loads(RESOURCE_FORMATS["json"].write(for_export(team.id, as_what="json")))
    assert (told["kind"], told["schema"]) == ("community_resource_map", 1)
    assert told["about"][0] == "Archive of a map of community resources: River county"
    assert told["team"]["agencies"] == [
        {"code": each.code, "name": each.name, "sector": each.sector} for each in team.agencies
    ]
    assert told["map"]["validated"] is False


def test_no_id_of_an_account_leaves(team: TeamView) -> None:
    told = json.loads(RESOURCE_FORMATS["json"].write(for_export(team.id, as_what="json")))
    for name in ("imports", "findings", "facts"):
        assert all("saved_by" not in row and row["saved_by_name"] for row in told[name])


def test_the_four_states_stay_four_in_the_file(team: TeamView) -> None:
    told = json.loads(RESOURCE_FORMATS["json"].write(for_export(team.id, as_what="json")))
    states = {row["state"] for row in told["facts"]}
    assert states == {"yes", "no", "unknown", "not_asked"}

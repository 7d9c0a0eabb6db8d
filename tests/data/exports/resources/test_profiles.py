"""How the columns of a list are read can be taken along and read by the command line."""

import io
import json
import zipfile
from pathlib import Path

import pytest

from data.cli import main
from data.exports.resources.formats import RESOURCE_FORMATS
from data.imports.directory.profiles import Profile, from_json
from data.services import directories, resource_files, shown, teams
from tests.data.exports.resources.mapped import ROSTER

TABLE = b"What,Who,Hidden\nPeer coaching,River Recovery,\n"
COLUMNS = {"What": "service.name", "Who": "organization.name"}


@pytest.fixture
def team_id(sqlite_database: str) -> str:
    return teams.create_team("River county", "", ROSTER).id


def take(team_id: str, source: str, columns: dict[str, str], table: bytes = TABLE) -> None:
    profile = Profile(source, {"list": columns})
    files = {"list.csv": table}
    directories.accept(directories.read(team_id, files, source=source, profile=profile))


def files(team_id: str) -> dict[str, bytes]:
    content = resource_files.for_export(team_id, as_what="test")
    with zipfile.ZipFile(io.BytesIO(RESOURCE_FORMATS["profiles"].write(content))) as container:
        return {name: container.read(name) for name in container.namelist()}


def test_each_list_leaves_with_its_newest_profile(team_id):
    take(team_id, "Our list!", {"What": "service.name"})
    take(team_id, "Our list!", COLUMNS)
    take(team_id, "Other", {"Who": "service.name"})
    found = files(team_id)
    assert set(found) == {"readme.txt", "1-other.json", "2-our-list.json"}
    assert from_json(found["2-our-list.json"].decode()) == Profile("Our list!", {"list": COLUMNS})
    assert b"Our list!" in found["readme.txt"]


def test_the_command_line_reads_what_was_taken_along(team_id, tmp_path: Path, capsys):
    take(team_id, "Our list", COLUMNS)
    (tmp_path / "profile.json").write_bytes(files(team_id)["1-our-list.json"])
    (tmp_path / "list.csv").write_bytes(TABLE)
    capsys.readouterr()
    words = ["directory", "import", str(tmp_path / "list.csv")]
    assert main([*words, "--profile", str(tmp_path / "profile.json")]) == 0
    assert json.loads(capsys.readouterr().out)["services"] == 1


def test_a_table_that_a_profile_read_shows_a_row_that_may_be_shown(team_id):
    rows = b"Shelter,Safe Harbor,confidential location\nPeer coaching,River Recovery,\n"
    columns = COLUMNS | {"Hidden": "site.confidential"}
    profile = Profile("Our list", {"list": columns})
    given = {"list.csv": TABLE.splitlines()[0] + b"\n" + rows}
    reading = directories.read(team_id, given, source="Our list", profile=profile)
    assert shown.preview(reading).examples["list.csv"]["What"] == "Peer coaching"


def test_a_profile_under_which_nothing_is_a_service_still_shows_its_columns(team_id):
    profile = Profile("Our list", {"list": {"What": "service.fees"}})
    reading = directories.read(team_id, {"list.csv": TABLE}, source="Our list", profile=profile)
    assert set(shown.preview(reading).examples["list.csv"]) == {"What", "Who", "Hidden"}

"""What was noticed in a directory's files is counted by kind, kept, and can be taken along."""

import csv
import io
import json

import pytest

from data.exports.resources.formats import RESOURCE_FORMATS
from data.imports.directory.issue_titles import TITLES
from data.imports.directory.issues import KINDS
from data.services import directories, noticing, resource_files, shown, teams
from data.views import AgencyEntry

ROSTER = (AgencyEntry("Court", "court", 6), AgencyEntry("Clinic", "health_care", 6))
SERVICES = "id,name,description,status\n" + "".join(f"s{n},Help {n},,odd\n" for n in range(3))


@pytest.fixture
def team_id(sqlite_database: str) -> str:
    return teams.create_team("River county", "", ROSTER).id


def take(team_id: str, services: str, source: str = "211") -> None:
    given = {"services.csv": services.encode()}
    directories.accept(directories.read(team_id, given, source=source))


def rows(team_id: str) -> list[dict[str, str]]:
    content = resource_files.for_export(team_id, as_what="test")
    written = RESOURCE_FORMATS["noticed"].write(content).decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(written)))


def test_every_kind_has_words() -> None:
    assert TITLES.keys() == KINDS.keys()
    assert len(set(TITLES.values())) == len(TITLES)


def test_it_is_kept_by_kind_with_all_counted(team_id, monkeypatch):
    monkeypatch.setattr(noticing, "MOST_KEPT", 2)
    take(team_id, SERVICES)
    (made,) = directories.imports(team_id)
    found = {each.code: each for each in shown.noticed(team_id, made)}
    odd = found["status_not_known"]
    assert (odd.count, [each.row for each in odd.examples]) == (3, [2, 3])
    assert odd.examples[0].came == "odd"


def test_it_can_be_taken_along_for_the_newest_file_of_each_list(team_id):
    take(team_id, SERVICES)
    take(team_id, SERVICES.replace("odd", "active"))
    take(team_id, SERVICES.replace("odd", "strange"), source="Locator")
    told = rows(team_id)
    assert {row["list"] for row in told if row["code"] == "status_not_known"} == {"Locator"}
    kinds = [row for row in told if row["row"] == "kind" and row["code"] == "status_not_known"]
    assert [row["how_many"] for row in kinds] == ["3"]
    places = [row for row in told if row["row"] == "place" and row["code"] == "status_not_known"]
    assert [(row["line"], row["what_came"]) for row in places] == [
        (str(line), "strange") for line in (2, 3, 4)
    ]


def test_an_archive_brings_it_back(team_id, sqlite_database):
    take(team_id, SERVICES)
    told = rows(team_id)
    archive = resource_files.archive(team_id)
    other = teams.create_team("Lake county", "", ROSTER).id
    resource_files.restore_archive(other, json.dumps(archive).encode())
    again = rows(other)
    assert [row["what_came"] for row in again] == [row["what_came"] for row in told]


def test_the_gravest_come_first() -> None:
    found = noticing.by_kind({"blank_row": 9, "id_conflict": 1, "placeholder": 5}, ())
    assert [each.code for each in found] == ["id_conflict", "placeholder", "blank_row"]

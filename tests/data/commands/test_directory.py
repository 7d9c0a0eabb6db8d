"""`common-table directory import`: every row is accounted for, and a named team takes it over."""

import json
from pathlib import Path

import pytest

from data.cli import main
from data.services import directories, listings, teams
from data.views import AgencyEntry

ROSTER = (AgencyEntry("Court", "court", 6), AgencyEntry("Clinic", "health_care", 6))
SERVICES = """id,name,description,status,zip code seen
s1,Methadone clinic,Medicine,active,02134
s2,Food pantry,Food,inactive,
,,,,
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "services.csv").write_text(SERVICES, encoding="utf-8")
    return tmp_path


def run(*words: str | Path) -> int:
    return main(["directory", "import", *map(str, words)])


def test_the_report_on_standard_output_accounts_for_every_row(folder, capsys, home):
    assert run(folder / "services.csv") == 0
    told = json.loads(capsys.readouterr().out)
    assert set(told) == {
        *("files", "issues", "services", "organizations", "sites", "unknown_columns"),
        "set_aside",
    }
    counts = told["files"]["services.csv"]
    assert counts["rows"] == sum(
        counts[fate] for fate in ("imported", "merged", "held", "excluded")
    )
    aside = [each["outcome"] for each in told["set_aside"].get("services.csv", ())]
    assert len(aside) == counts["rows"] - counts["imported"]
    assert all(each["reason"] for rows in told["set_aside"].values() for each in rows)
    assert told["services"] == 2
    assert told["unknown_columns"] == {"services.csv": ["zip code seen"]}


def test_without_a_team_nothing_is_stored_and_it_says_so(folder, capsys, sqlite_database):
    team_id = teams.create_team("River county", "", ROSTER).id
    assert run(folder, "--report", folder / "out.json") == 0
    assert "Nothing was stored" in capsys.readouterr().out
    assert json.loads((folder / "out.json").read_text(encoding="utf-8"))["services"] == 2
    assert directories.imports(team_id) == ()


def test_a_named_team_takes_it_over_once(folder, capsys, database):
    team_id = teams.create_team("River county", "", ROSTER).id
    asked = ("--team", "River county", "--source", "211", "--report", folder / "out.json")
    assert run(folder / "services.csv", *asked) == 0
    assert "River county: taken over." in capsys.readouterr().out
    assert run(folder / "services.csv", *asked) == 0
    assert "River county: these files are there already." in capsys.readouterr().out
    assert [each.source for each in directories.imports(team_id)] == ["211"]
    assert len(listings.services(team_id)) == 2


def test_a_newer_file_tells_what_changed(folder, capsys, sqlite_database):
    team_id = teams.create_team("River county", "", ROSTER).id
    asked = ("--team", "River county", "--source", "211", "--report", folder / "out.json")
    assert run(folder / "services.csv", *asked) == 0
    newer = SERVICES.replace("Food pantry", "Pantry").replace("s1,", "s3,")
    (folder / "services.csv").write_text(newer, encoding="utf-8")
    capsys.readouterr()
    assert run(folder / "services.csv", *asked) == 1
    told = capsys.readouterr()
    assert "1 new, 1 gone, 1 changed, 0 as before." in told.out
    assert "new: Methadone clinic\ngone: Methadone clinic\nchanged: Pantry (name)" in told.out
    assert "nothing was stored." in told.err
    assert len(directories.imports(team_id)) == 1
    assert run(folder / "services.csv", *asked, "--accept") == 0
    told = capsys.readouterr()
    assert "1 new, 1 gone, 1 changed, 0 as before." in told.out
    assert "taken over." in told.out
    assert len(directories.imports(team_id)) == 2


def test_one_page_of_a_list_calls_nothing_gone(folder, capsys, sqlite_database):
    teams.create_team("River county", "", ROSTER)
    asked = ("--team", "River county", "--source", "211", "--report", folder / "out.json")
    assert run(folder / "services.csv", *asked) == 0
    page = {"total_pages": 2, "contents": [{"id": "s9", "name": "Pantry", "status": "active"}]}
    (folder / "page.json").write_text(json.dumps(page), encoding="utf-8")
    capsys.readouterr()
    assert run(folder / "page.json", *asked, "--accept") == 0
    told = capsys.readouterr().out
    assert "1 new, 0 gone, 0 changed, 0 as before." in told
    assert "only a part of the list" in told


def test_the_difference_stands_beside_a_report_on_standard_output(folder, capsys, sqlite_database):
    teams.create_team("River county", "", ROSTER)
    asked = ("--team", "River county", "--source", "211")
    assert run(folder / "services.csv", *asked) == 0
    many = "".join(f"s{n},Pantry {n},Food,active,\n" for n in range(9, 34))
    (folder / "services.csv").write_text(SERVICES + many, encoding="utf-8")
    capsys.readouterr()
    assert run(folder / "services.csv", *asked) == 1
    told = capsys.readouterr()
    assert json.loads(told.out)["services"] == 27
    assert "note: 25 new, 0 gone, 0 changed, 2 as before." in told.err
    assert "note: new: and 5 more" in told.err


def test_another_list_takes_the_place_of_none_and_needs_no_second_word(
    folder, capsys, sqlite_database
):
    team_id = teams.create_team("River county", "", ROSTER).id
    for source in ("211", "Locator"):
        assert run(folder / "services.csv", "--team", team_id, "--source", source) == 0
    assert len(directories.imports(team_id)) == 2


def test_a_newer_file_without_a_service_is_not_taken_over(folder, capsys, sqlite_database):
    team_id = teams.create_team("River county", "", ROSTER).id
    asked = ("--team", "River county", "--source", "211", "--report", folder / "out.json")
    (folder / "organizations.csv").write_text("id,name\no1,Shore\n", encoding="utf-8")
    assert run(folder, *asked) == 0
    (folder / "services.csv").write_bytes(b"PK\x03\x04 broken")
    assert run(folder, *asked, "--accept") == 1
    assert "No service was found in these files." in capsys.readouterr().err
    assert len(directories.imports(team_id)) == 1
    assert not any(each.gone for each in listings.services(team_id))


def test_a_profile_says_what_odd_columns_are(tmp_path, capsys, home):
    table, profile = tmp_path / "list.csv", tmp_path / "profile.json"
    table.write_text("What,Who\nPeer coaching,River Recovery\n", encoding="utf-8")
    columns = {"What": "service.name", "Who": "organization.name"}
    profile.write_text(json.dumps({"name": "list", "files": {"*": columns}}), encoding="utf-8")
    assert run(table, "--profile", profile) == 0
    told = json.loads(capsys.readouterr().out)
    assert (told["services"], told["organizations"]) == (1, 1)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["nowhere"], "nowhere: No such file or directory; name a file or a folder."),
        (["services.csv", "--profile", "none.json"], "none.json: No such file or directory"),
        (["services.csv", "--team", "Nobody"], "there is no team with the id or name 'Nobody'"),
    ],
    ids=["no file", "no profile", "no team"],
)
def test_what_is_wrong_is_told_in_a_line(folder, capsys, sqlite_database, monkeypatch, words, said):
    monkeypatch.chdir(folder)
    assert run(*words) == 1
    assert said in capsys.readouterr().err

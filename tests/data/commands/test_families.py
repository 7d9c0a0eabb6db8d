"""`common-table families`: a group leaves as a file; a coded file is told, and not kept."""

from datetime import timedelta
from pathlib import Path

import pytest

from data.clock import at_day, today
from data.commands.families import _FORMATS
from data.exports.families.formats import FAMILY_FORMATS
from data.imports.coding.reading import read_coded_file
from data.services import audit_log, demo, families, family_files
from tests.data.services.families.groups import Group, begun, held, released, settings, written
from tests.data.services.families.searching import team_formats


@pytest.fixture
def group(sqlite_database: str) -> Group:
    """One session whose words are released."""
    made = begun()
    released(made, written(made, held(made, people=4, name="One")))
    return made


def test_every_format_goes_to_the_file_that_is_named_as_the_screen_gives_it(
    group: Group, run, tmp_path: Path
) -> None:
    assert set(_FORMATS) == set(FAMILY_FORMATS)
    for key in team_formats():
        file = tmp_path / f"group.{key}"
        said = run("families", "export", group.plan.id, "--format", key, "-o", file)
        assert (said.status, said.out, said.said) == (0, b"", [])
        assert file.read_bytes() == family_files.take(group.team_id, group.plan.id, key).content
    taken = [entry for entry in audit_log.entries() if entry.action == "families.export"]
    assert len(taken) == 2 * len(team_formats())
    waits = run("families", "export", group.plan.id, "--format", "return-html")
    assert waits.status == 1
    assert "nothing leaves the team" in waits.text or any(
        "nothing leaves the team" in each for each in waits.said
    )
    spanish = run("families", "export", group.plan.id, "--format", "html", "--language", "es")
    assert b'<html lang="es">' in spanish.out


def test_a_group_is_found_by_its_name_and_what_left_is_read_back(
    group: Group, run, tmp_path: Path
) -> None:
    said = run("families", "export", "Listening", "--format", "qdpx")
    assert said.status == 0
    project, lost = read_coded_file(said.out, "group.qdpx")
    assert [source.name for source in project.sources] == ["One"]
    file = tmp_path / "back.qdpx"
    file.write_bytes(said.out)
    told = run("families", "import", file)
    assert told.status == 0
    head, *lines = told.text.splitlines()
    assert head.startswith(f"Read: {len(project.codes)} codes, 1 texts, 0 coded passages,")
    assert head.endswith("Nothing was stored.")
    assert lines == [each.line for each in lost]


def test_findings_for_everybody_wait_for_the_days_that_were_promised(
    group: Group, run, tmp_path: Path
) -> None:
    file = tmp_path / "findings.html"
    asked = ("families", "export", group.plan.id, "--format", "html", "--public", "-o", file)
    said = run(*asked)
    assert (said.status, file.exists()) == (1, False)
    assert said.problems == [
        "GROUP: People were promised that for 30 days after 'One' nothing leaves the team."
    ]
    with at_day(today() + timedelta(days=31)):
        assert run(*asked).status == 0
    assert "Listening" in file.read_text(encoding="utf-8")
    taken = audit_log.entries(team_id=group.team_id)[0]
    assert dict(taken.details) == {"format": "html", "public": True}


def test_a_file_that_holds_words_is_never_for_everybody(group: Group, run) -> None:
    for key in ("qdc", "qdpx", "taguette", "taguette-codebook", "xlsx"):
        said = run("families", "export", group.plan.id, "--format", key, "--public")
        assert (said.status, said.out) == (1, b"")
        assert said.problems[0].startswith("GROUP: Only findings can be for everybody.")


@pytest.mark.long
def test_the_group_of_the_demo_team_goes_by_demo(sqlite_database: str, run) -> None:
    demo.fill_demo()
    said = run("families", "export", "demo", "--format", "html")
    assert said.status == 0
    assert "Rides to treatment" in said.text


def test_a_name_that_no_group_or_two_groups_have_is_answered_with_those_there_are(
    group: Group, run
) -> None:
    said = run("families", "export", "Hearing", "--format", "html")
    assert (said.status, said.out) == (1, b"")
    (told,) = said.problems
    assert told == (
        "GROUP: there is no family group with the id or name 'Hearing'. "
        f"There are: 'Listening' of River county ({group.plan.id})."
    )
    other = begun()
    families.begin_study(other.team_id, "Else", settings())
    (told,) = run("families", "export", "Listening", "--format", "html").problems
    assert told.startswith("GROUP: 2 family groups are called 'Listening'; give an id. There are:")
    assert group.plan.id in told
    assert other.plan.id in told
    assert "Else" not in told


def test_a_file_that_is_none_and_one_that_is_not_there_are_told_on_one_line(
    run, tmp_path: Path
) -> None:
    wrong = tmp_path / "words.qdpx"
    wrong.write_bytes(b"not a container")
    for path, why in ((wrong, "it is no zip file"), (tmp_path / "gone.qdc", "No such file")):
        said = run("families", "import", path)
        assert (said.status, len(said.problems)) == (1, 1)
        assert why in said.problems[0]


def test_what_was_lost_of_a_file_is_printed_line_by_line(run, tmp_path: Path) -> None:
    file = tmp_path / "codes.qdc"
    file.write_text(
        '<CodeBook xmlns="urn:QDA-XML:codebook:1.0"><Codes>'
        '<Code guid="no-guid" name="Wait" isCodable="true"/></Codes><Sets/></CodeBook>',
        encoding="utf-8",
    )
    said = run("families", "import", file)
    assert said.status == 0
    head, *lines = said.text.splitlines()
    assert head.startswith("Read: 1 codes, 0 texts")
    assert lines
    assert all(line.startswith(("Put right: ", "Not kept: ")) for line in lines)
    assert any("UUIDs" in line for line in lines)


def test_a_format_is_asked_for_and_must_be_one_of_them(group: Group, run) -> None:
    assert run("families", "export", group.plan.id).status == 2
    assert run("families", "export", group.plan.id, "--format", "pdf").status == 2

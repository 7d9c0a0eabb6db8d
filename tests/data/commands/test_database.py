"""`common-table demo`, `migrate` and `wave`: the commands that need the database."""

import os
from pathlib import Path

import pytest
from sqlalchemy import text

from data.services import doctor, start, teams, waves
from data.settings import settings
from data.store import database as store
from data.views import AgencyEntry
from tests.data.conftest import damage_one_ballot


@pytest.mark.long
def test_the_demo_fills_an_empty_database_and_refuses_one_that_is_not(database, run) -> None:
    done = run("demo")
    assert (done.status, done.said) == (0, [])
    assert done.text == (
        "The demo team is ready: 30 people, 8 agencies, two released waves, all made up.\n"
    )
    listed = run("wave", "list").out
    again = run("demo")
    assert (again.status, again.out) == (1, b"")
    assert again.said == [
        "There is a team already. The demo team is made only where there is none."
    ]
    assert run("wave", "list").out == listed
    assert len(teams.teams()) == 1


def test_the_demo_stays_out_of_a_database_with_a_team_of_ones_own(sqlite_database, run) -> None:
    teams.create_team("Ours", "Here", [AgencyEntry("Court", "court", 6)])
    assert run("demo").status == 1
    assert [team.name for team in teams.teams()] == ["Ours"]


@pytest.mark.long
def test_the_demo_makes_the_database_where_there_is_none(home: Path, run) -> None:
    assert not home.exists()
    done = run("demo")
    file = home / "common_table.db"
    assert (done.status, done.said) == (
        0,
        [f"note: a new database was made at {file}; there was none."],
    )
    assert file.is_file()
    assert [name for name, finding in doctor.examine() if not finding.ok] == []
    done = run("migrate")
    assert (done.status, done.said) == (0, [])


def test_whoever_is_in_the_wrong_folder_learns_that_a_database_was_made(home: Path, run) -> None:
    done = run("wave", "list")
    assert (done.status, done.out) == (0, b"")
    assert done.said == [
        f"note: a new database was made at {home / 'common_table.db'}; there was none."
    ]
    assert run("wave", "list").said == []


@pytest.mark.parametrize("words", [("demo",), ("migrate",), ("wave", "list"), ("backup", "new")])
def test_a_database_of_a_newer_program_is_one_plain_line_and_stays_as_it_was(
    words: tuple[str, ...], database, run, tmp_path: Path
) -> None:
    with store.writing() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    done = run(*words)
    assert (done.status, done.out) == (1, b"")
    (line,) = done.said
    assert line.startswith("The database has the schema 9999; this version of Common Table knows ")
    assert "Install the version that made it, or a newer one" in line
    assert store.revision() == "9999"
    assert list(tmp_path.glob("new")) == []


@pytest.mark.parametrize("words", [("migrate",), ("wave", "list"), ("backup", "new")])
def test_a_file_that_is_no_database_is_a_problem_with_the_way_to_mend_it(
    words: tuple[str, ...], home: Path, run
) -> None:
    home.mkdir()
    file = home / "common_table.db"
    file.write_bytes(b"this is no database" * 1000)
    done = run(*words)
    assert (done.status, done.out) == (1, b"")
    (line,) = done.said
    assert line == (
        f"{file} is damaged (SQLITE_NOTADB). Stop the program, move the file away together with "
        "common_table.db-wal if that is there, and restore a backup: common-table restore FILE"
    )


def test_waves_are_listed_with_their_state_and_how_many_answered(database, run, make_round) -> None:
    made = make_round(name="River county")
    made.send(0)
    done = run("wave", "list")
    assert done.status == 0
    assert [line.split("\t") for line in done.text.splitlines()] == [
        [made.wave.id, "open", "1 of 24", "River county", made.wave.title]
    ]


def test_a_wave_is_closed_for_good(database, run, make_round) -> None:
    made = make_round()
    made.send_all()
    done = run("wave", "close", made.wave.id)
    assert (done.status, done.text) == (0, f"{made.wave.id}: closed\n")
    assert waves.wave(made.wave.id).state == "closed"


def test_a_wave_that_cannot_be_closed_is_a_problem(sqlite_database, run) -> None:
    done = run("wave", "close", "nowhere")
    assert (done.status, done.out) == (1, b"")
    assert done.said == ["This wave is not here. It may have been deleted."]


@pytest.mark.parametrize("words", [("demo",), ("migrate",), ("wave", "list")])
def test_an_address_of_another_kind_is_a_problem_and_never_shows_its_password(
    words: tuple[str, ...], run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COMMON_TABLE_DATABASE_URL", "mysql://me:sesame@there/table")
    settings.cache_clear()
    done = run(*words)
    assert done.status == 1
    (line,) = done.said
    assert line.startswith("COMMON_TABLE_DATABASE_URL takes sqlite:////FOLDER/FILE or")
    assert "sesame" not in line


def test_a_database_that_is_not_there_is_a_problem_and_never_shows_its_password(
    run, monkeypatch: pytest.MonkeyPatch
) -> None:
    address = "postgresql://me:sesame@127.0.0.1:1/table"
    monkeypatch.setenv("COMMON_TABLE_DATABASE_URL", address)
    settings.cache_clear()
    done = run("demo")
    assert done.status == 1
    (line,) = done.said
    assert line == (
        "The database 'table' at 127.0.0.1, port 1, does not answer, or does not let us in. Check "
        "that the server runs, and every part of COMMON_TABLE_DATABASE_URL."
    )
    assert "sesame" not in line


def test_a_home_that_cannot_be_made_is_named(
    run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("COMMON_TABLE_HOME", str(tmp_path / "file" / "home"))
    settings.cache_clear()
    done = run("migrate")
    assert done.status == 1
    assert done.said == [f"{tmp_path / 'file' / 'home'}: Not a directory."]


def test_migrations_and_tables_agree_and_checking_that_leaves_everything_as_it_was(
    run, home: Path
) -> None:
    before = dict(os.environ)
    assert run("migrate", "--check").status == 0
    assert dict(os.environ) == before
    assert not home.exists()


def test_a_difference_between_migrations_and_tables_is_a_problem(
    run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(start, "schema_differences", lambda: ("a column is missing",))
    done = run("migrate", "--check")
    assert (done.status, done.said) == (1, ["a column is missing"])


def test_a_wave_with_a_damaged_sheet_is_a_line_of_its_own_and_can_be_closed_without_it(
    database, run, make_round
) -> None:
    made = make_round()
    made.send_all()
    damage_one_ballot(made.wave.id)
    refused = run("wave", "close", made.wave.id)
    assert (refused.status, refused.out, len(refused.said)) == (1, b"", 1)
    assert refused.said[0].endswith(f"common-table wave close {made.wave.id} --without-damaged")
    assert waves.wave(made.wave.id).state == "closing"
    done = run("wave", "close", made.wave.id, "--without-damaged")
    assert (done.status, done.text) == (0, f"{made.wave.id}: closed\n")

"""Words that a facilitator erases are in no file of the database any more: all files are searched.

PostgreSQL's own log of changes keeps them for a while, as data/README.md says.
"""

from pathlib import Path

import pytest
from sqlalchemy import text

from data.services import guides, holds, meetings, release, waves
from data.store import connections
from tests.data.conftest import Maker, Round, make_sheet

CANARIES = ("canary-of-the-first-words", "canary-of-the-second-words", "canary-of-a-meeting")
KEPT = "kept-words-of-another-note"


@pytest.fixture
def talked(make_round: Maker) -> Round:
    """A released round with notes of its talk, which their author regrets."""
    made = make_round()
    for place in range(len(made.secrets)):
        made.send(place, make_sheet(place, q1=3, q2=place % 4))
    waves.close_wave(made.wave.id)
    holds.plan(made.wave.id, 0, based_on=0)
    release.release_wave(made.wave.id)
    guides.save_note(made.wave.id, "q1", KEPT, based_on=0)
    guides.save_note(made.wave.id, "q2", CANARIES[0], based_on=0)
    guides.save_note(made.wave.id, "q2", CANARIES[1], based_on=1)
    meetings.keep_note(made.wave.id, "close", CANARIES[2], based_on=0)
    return made


def found_in(*folders: Path) -> set[str]:
    """Which of the words lie in some file of these folders."""
    files = [file for folder in folders for file in folder.rglob("*") if file.is_file()]
    content = b"\0\0".join(file.read_bytes() for file in files)
    return {word for word in (*CANARIES, KEPT) if word.encode() in content}


def erase(made: Round) -> None:
    guides.erase_note(made.wave.id, "q2", based_on=2)
    meetings.keep_note(made.wave.id, "close", "", based_on=1)


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_in_all_files_of_home_nothing_is_left_of_what_was_erased(talked: Round, home: Path) -> None:
    assert found_in(home) == {*CANARIES, KEPT}
    guides.erase_note(talked.wave.id, "q2", based_on=2)
    assert found_in(home) == {CANARIES[2], KEPT}
    meetings.keep_note(talked.wave.id, "close", "Other words.", based_on=1)
    assert found_in(home) == {KEPT}


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_earlier_versions_of_a_note_that_was_emptied_can_be_erased(
    talked: Round, home: Path
) -> None:
    guides.save_note(talked.wave.id, "q2", "", based_on=2)
    assert {CANARIES[0], CANARIES[1]} <= found_in(home)
    guides.erase_note(talked.wave.id, "q2", based_on=3)
    assert found_in(home) == {CANARIES[2], KEPT}


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_a_note_that_only_grows_is_written_without_tidying(
    talked: Round, monkeypatch: pytest.MonkeyPatch
) -> None:
    tidied: list[object] = []
    monkeypatch.setattr(connections, "_vacuum", lambda: tidied.append(1))
    meetings.keep_note(talked.wave.id, "close", f"{CANARIES[2]} and more", based_on=1)
    assert tidied == []
    meetings.keep_note(talked.wave.id, "close", "less", based_on=2)
    assert tidied == [1]


@pytest.mark.postgresql
@pytest.mark.parametrize("database", ["postgresql"], indirect=True)
def test_in_the_tables_of_the_server_nothing_is_left_of_what_was_erased(
    talked: Round, home: Path, postgresql
) -> None:
    with connections.reading() as connection:
        number = connection.execute(
            text("SELECT oid FROM pg_database WHERE datname = current_database()")
        ).scalar_one()
    tables = postgresql.folder / "base" / str(number)
    postgresql.run("CHECKPOINT")
    assert found_in(home, tables) == {*CANARIES, KEPT}
    erase(talked)
    postgresql.run("CHECKPOINT")
    assert found_in(home, tables) == {KEPT}

"""After close every answer lies in one place, and no link in any: all files are searched."""

import os
import secrets
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from sqlalchemy import text

from data.services import answering, backing_up, release, waves
from data.services.authority import OPERATOR, acting
from data.store import database as store
from tests.data.conftest import ROSTER, make_sheet

PEOPLE = 24


@dataclass
class Left:
    """A wave that is closed and released, and what must not be found twice or at all.

    Attributes:
        sent: what each person sent; `drafted`: what they had written before and changed.
        links: of all; `bodies`: the last bytes of each sealed sheet.
        open_backup: made while the wave was open.
    """

    sent: list[str]
    drafted: list[str]
    links: list[str]
    open_backup: Path


@pytest.fixture
def left(make_round, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Left:
    """Everybody wrote a draft, changed it, and sent; then the wave was closed and released."""
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    monkeypatch.setenv("TMPDIR", str(temporary))
    monkeypatch.setattr(tempfile, "tempdir", None)
    made = make_round(ROSTER)
    drafted = [f"draft {secrets.token_hex(12)}" for _ in range(PEOPLE)]
    sent = [f"answer {secrets.token_hex(12)}" for _ in range(PEOPLE)]
    for place, link in enumerate(made.secrets):
        answering.keep_draft(link, {"wish": drafted[place]}, language="en", position=1)
        answering.keep_draft(link, {"wish": sent[place]}, language="en", position=2)
        made.send(place, make_sheet(place, wish=sent[place]))
    backup = tmp_path / "while open"
    backing_up.back_up(backup)
    waves.close_wave(made.wave.id)
    release.release_wave(made.wave.id)
    return Left(sent, drafted, list(made.secrets), backup)


def _files(*folders: Path) -> Iterator[Path]:
    for folder in folders:
        for path, _, names in os.walk(folder):
            yield from (Path(path) / name for name in names)


def _copies(words: list[str], *folders: Path) -> list[int]:
    """How often each of them lies in all these files together."""
    found = dict.fromkeys(words, 0)
    for file in _files(*folders):
        content = file.read_bytes() if file.is_file() else b""
        for word in words:
            found[word] += content.count(word.encode())
    return list(found.values())


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_in_all_files_of_home_and_of_the_temporary_folder_each_answer_is_once_and_no_link_is(
    left: Left, home: Path, tmp_path: Path
) -> None:
    assert _copies(left.sent, tmp_path) == [1] * PEOPLE
    assert _copies(left.drafted + left.links, tmp_path) == [0] * (2 * PEOPLE)
    assert home in tmp_path.iterdir()
    store.dispose()  # and so it stays after the last connection
    assert _copies(left.sent, tmp_path) == [1] * PEOPLE


@pytest.mark.postgresql
@pytest.mark.parametrize("database", ["postgresql"], indirect=True)
def test_in_the_folder_of_the_server_each_answer_is_once_in_its_tables_and_no_link_is_anywhere(
    left: Left, home: Path, tmp_path: Path, postgresql
) -> None:
    """The server's log holds the opened sheets too, all in one transaction; see data/README.md."""
    with store.reading() as connection:
        number = connection.execute(
            text("SELECT oid FROM pg_database WHERE datname = current_database()")
        ).scalar_one()
    postgresql.run("CHECKPOINT")
    tables = postgresql.folder / "base" / str(number)
    assert _copies(left.sent, tables, tmp_path) == [1] * PEOPLE
    never = left.drafted + left.links
    assert _copies(never, postgresql.folder, tmp_path) == [0] * len(never)
    logs = _copies(left.sent, postgresql.folder / "pg_wal")
    assert all(count >= 1 for count in logs)


@pytest.mark.long
def test_a_backup_made_while_a_wave_was_open_holds_no_answer_and_no_link(left: Left) -> None:
    content = left.open_backup.read_bytes()
    assert len(content) > PEOPLE * 8192
    for word in (*left.sent, *left.drafted, *left.links):
        assert word.encode() not in content
    with acting(OPERATOR):
        after = left.open_backup.with_name("after close")
        backing_up.back_up(after)
    assert _copies(left.links + left.drafted, after.parent) == [0] * (2 * PEOPLE)

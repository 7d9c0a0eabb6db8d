"""A backup is one whole file of everything but secrets, and a restore gives all of it back."""

import os
import shutil
import sqlite3
import time
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from random import Random

import pytest
from sqlalchemy import delete, insert, select, text

from data.keyring import wave_key
from data.services import answering, backing_up, waves
from data.services.backing_up import BackupProblem, StorageError, back_up, back_up_into
from data.services.restoring import restore
from data.settings import settings
from data.store import backup_file, copying
from data.store import database as store
from data.store.backup_file import reading_backup
from data.tables import metadata
from data.tables.base import table_of
from data.tables.people import Team
from data.tables.values import Ballot
from tests.data.conftest import make_sheet
from tests.data.services.elsewhere import OTHER
from tests.data.services.elsewhere import go_elsewhere as go_elsewhere
from tests.durability.filling import Rows, by_type, everything, fill_every_table, revisions


def without_sessions(rows: Rows) -> Rows:
    return {table: [] if table == "staff_session" else found for table, found in rows.items()}


@OTHER
def test_what_was_backed_up_comes_back_on_either_kind_of_database(
    database, go_elsewhere, tmp_path, other
) -> None:
    fill_every_table()
    before = by_type()
    made = back_up(tmp_path / "all.backup")
    go_elsewhere(other)
    restored = restore(tmp_path / "all.backup")
    assert by_type() == without_sessions(before)
    assert store.differences() == ()
    assert made.rows == restored.rows == sum(map(len, without_sessions(before).values()))


@pytest.mark.long
@OTHER
def test_a_backup_of_every_older_schema_is_restored_and_brought_up_to_date(
    sqlite_database, go_elsewhere, tmp_path, other
) -> None:
    for revision in revisions()[:-1]:
        store.downgrade("base")
        store.upgrade(revision)
        fill_every_table()
        teams = everything()["team"]
        back_up(tmp_path / f"{revision}.backup")
        store.upgrade()
    for revision in revisions()[:-1]:
        go_elsewhere(other)
        restored = restore(tmp_path / f"{revision}.backup")
        assert restored.rows
        assert everything()["team"] == teams
        assert store.differences() == ()
        store.dispose()
        shutil.rmtree(settings().home, ignore_errors=True)


def test_an_open_wave_goes_on_where_it_was_with_the_same_keys(
    opened, go_elsewhere, tmp_path, home
) -> None:
    kind = "sqlite" if store.is_sqlite() else "postgresql"
    for place in range(5):
        opened.send(place)
    answering.keep_draft(opened.secrets[5], {"q1": 2}, language="en", position=1)
    made = back_up(tmp_path / "open.backup")
    assert made.open_waves == (opened.wave.id,)
    folder = go_elsewhere(kind)
    folder.mkdir()
    shutil.copytree(home / "keys", folder / "keys")
    restored = restore(tmp_path / "open.backup")
    assert (restored.same_pepper, restored.without_key) == (True, ())
    assert answering.open_form(opened.secrets[5]).draft == {"q1": 2}
    assert opened.send(0) == "already_received"
    for place in range(5, 24):
        assert opened.send(place) == "received"
    assert waves.close_wave(opened.wave.id).state == "closed"
    assert waves.progress(opened.wave.id).answered == 24


def test_a_backup_of_an_open_wave_holds_no_answer_and_no_secret(opened, tmp_path, home) -> None:
    canaries = [f"canary {place} {'x' * 12}" for place in range(6)]
    for place, canary in enumerate(canaries):
        answering.keep_draft(opened.secrets[place], {"wish": canary}, language="en", position=0)
        if place % 2:
            opened.send(place, make_sheet(place, wish=canary))
    back_up(tmp_path / "open.backup")
    content = (tmp_path / "open.backup").read_bytes()
    key = wave_key(opened.wave.id)
    never = [*canaries, *opened.secrets]
    assert [word for word in never if word.encode() in content] == []
    assert key is not None
    kept = [(home / "keys" / "pepper").read_bytes(), key.private, key.drafts]
    assert [place for place, secret in enumerate(kept) if secret in content] == []


def test_a_backup_after_the_close_holds_nothing_of_what_was_sealed(opened, tmp_path) -> None:
    opened.send_all(wish="the only copy of it")
    with store.reading() as connection:
        sealed = connection.execute(select(table_of(Ballot).c.ciphertext)).scalars().all()
    waves.close_wave(opened.wave.id)
    back_up(tmp_path / "closed.backup")
    content = (tmp_path / "closed.backup").read_bytes()
    assert not any(bytes(each)[-32:] in content for each in sealed)
    assert content.count(b"the only copy of it") == 24


@pytest.mark.long
def test_the_same_rows_make_the_same_file_in_whichever_order_they_came(
    opened, tmp_path, monkeypatch
) -> None:
    for place in range(12):
        opened.send(place)
    back_up(tmp_path / "one.backup")
    ballot = table_of(Ballot)
    with store.writing() as connection:
        rows = [dict(row) for row in connection.execute(select(ballot)).mappings()]
        Random(5).shuffle(rows)
        connection.execute(delete(ballot))
        connection.execute(insert(ballot), rows)
    back_up(tmp_path / "other.backup")
    assert (tmp_path / "one.backup").read_bytes() == (tmp_path / "other.backup").read_bytes()


def test_nobody_is_signed_in_after_a_restore_and_every_other_table_is_kept(
    database, tmp_path
) -> None:
    fill_every_table()
    back_up(tmp_path / "all.backup")
    with reading_backup(tmp_path / "all.backup") as backup:
        there = set(backup.tables)
    assert set(metadata.tables) - there == {"staff_session"}
    assert "family_session" in there


def test_a_backup_may_be_read_by_its_owner_only_and_stands_alone(sqlite_database, tmp_path) -> None:
    folder = tmp_path / "backups"
    folder.mkdir()
    back_up(folder / "one")
    assert [file.name for file in folder.iterdir()] == ["one"]
    assert (folder / "one").stat().st_mode & 0o777 == 0o600


def test_a_backup_overwrites_nothing_not_even_a_link_to_nowhere(sqlite_database, tmp_path) -> None:
    there, link = tmp_path / "there", tmp_path / "link"
    there.write_text("mine")
    link.symlink_to(tmp_path / "nowhere")
    for target in (there, link, tmp_path):
        with pytest.raises(BackupProblem, match=r"is there already.*Name a file"):
            back_up(target)
    assert there.read_text() == "mine"
    assert sorted(each.name for each in tmp_path.iterdir() if each.name[0] == ".") == []


def test_a_file_that_came_in_the_meantime_is_not_overwritten(
    sqlite_database, tmp_path, monkeypatch
) -> None:
    target = tmp_path / "all.backup"
    monkeypatch.setattr(backup_file.Backup, "check", lambda _self: target.write_text("mine"))
    with pytest.raises(BackupProblem, match="is there already"):
        back_up(target)
    assert target.read_text() == "mine"
    assert sorted(each.name for each in tmp_path.iterdir() if each.name[0] == ".") == []


def test_a_backup_has_its_name_only_when_it_is_on_the_disk(
    sqlite_database, tmp_path, monkeypatch
) -> None:
    steps: list[str] = []
    sync, link = os.fsync, os.link

    def noting(descriptor: int) -> None:
        path = Path(f"/proc/self/fd/{descriptor}").readlink()
        steps.append("folder" if path.is_dir() else f"file of {path.stat().st_size > 4096}")
        sync(descriptor)

    monkeypatch.setattr(os, "fsync", noting)
    monkeypatch.setattr(os, "link", lambda *names: (steps.append("name"), link(*names)))
    back_up(tmp_path / "all.backup")
    assert steps[-3:] == ["file of True", "name", "folder"]


def test_an_old_kind_of_disk_without_second_names_gets_backups_too(
    sqlite_database, tmp_path, monkeypatch
) -> None:
    def refuse(*_: object) -> None:
        raise OSError(1, "Operation not permitted")

    monkeypatch.setattr(os, "link", refuse)
    back_up(tmp_path / "all.backup")
    with reading_backup(tmp_path / "all.backup") as backup:
        backup.check()


def test_there_is_no_backup_of_a_database_that_is_not_there_and_none_is_made(
    home, tmp_path
) -> None:
    with pytest.raises(BackupProblem, match=r"there is no database.*COMMON_TABLE_HOME"):
        back_up(tmp_path / "all.backup")
    assert not home.exists()
    assert not (tmp_path / "all.backup").exists()


def test_a_database_of_a_newer_program_is_not_backed_up_without_its_new_tables(
    database, tmp_path
) -> None:
    with store.writing() as connection:
        connection.execute(text("CREATE TABLE later (id INTEGER PRIMARY KEY)"))
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(BackupProblem, match=r"schema 9999.*knows 0001 to.*back up again"):
        back_up(tmp_path / "all.backup")
    assert not (tmp_path / "all.backup").exists()


@pytest.mark.parametrize("revision", ["0001", "head"])
def test_a_table_that_no_migration_made_is_left_alone_and_the_backup_can_be_restored(
    database, go_elsewhere, tmp_path, revision
) -> None:
    if revision != "head":
        store.downgrade(revision)
    with store.writing() as connection:
        connection.execute(text("CREATE TABLE of_somebody_else (id INTEGER PRIMARY KEY)"))
    back_up(tmp_path / "all.backup")
    go_elsewhere("sqlite")
    restore(tmp_path / "all.backup")
    assert store.differences() == ()


def test_a_database_without_one_of_its_tables_is_not_called_whole(database, tmp_path) -> None:
    with store.writing() as connection:
        connection.execute(text("DROP TABLE wrong_codes"))
    with pytest.raises(BackupProblem, match=r"table 'wrong_codes' is missing\. Restore"):
        back_up(tmp_path / "all.backup")
    assert list(tmp_path.glob("*.backup")) == []


def test_rows_that_point_to_nothing_are_refused_before_a_backup_is_called_whole(
    database, tmp_path
) -> None:
    fill_every_table()
    with store.writing(foreign_keys=False) as connection:
        if not store.is_sqlite():
            connection.execute(text("SET LOCAL session_replication_role = replica"))
        connection.execute(delete(table_of(Team)))
    with pytest.raises(BackupProblem, match=r"'agency' has 3 rows that point to nothing"):
        back_up(tmp_path / "all.backup")
    assert list(tmp_path.glob("*.backup")) == []


def test_an_index_that_hides_rows_is_refused_before_a_backup_is_called_whole(
    sqlite_database, tmp_path, home
) -> None:
    fill_every_table()
    store.dispose()
    with sqlite3.connect(home / "common_table.db") as raw:
        raw.execute("PRAGMA writable_schema = ON")
        raw.execute("CREATE INDEX odd ON team (name)")
        raw.execute(
            "UPDATE sqlite_schema SET sql = 'CREATE INDEX odd ON team (id)' WHERE name = 'odd'"
        )
    raw.close()
    with pytest.raises(StorageError, match="file of the database is damaged") as caught:
        back_up(tmp_path / "all.backup")
    assert "common-table restore FILE" in caught.value.in_full
    assert list(tmp_path.glob("*.backup")) == []


def test_a_backup_carries_the_day_that_it_is_in_utc(
    sqlite_database, go_elsewhere, tmp_path, monkeypatch
) -> None:
    morning = int(datetime(2027, 4, 26, 5, 0, tzinfo=UTC).timestamp())
    monkeypatch.setattr(time, "time", lambda: morning + 0.5)
    back_up(tmp_path / "all.backup")
    go_elsewhere("sqlite")
    assert restore(tmp_path / "all.backup").day == "2027-04-26"


def test_an_empty_database_has_nothing_to_back_up(database, tmp_path) -> None:
    store.downgrade("base")
    with pytest.raises(BackupProblem, match="nothing to back up"):
        back_up(tmp_path / "all.backup")


def test_every_column_there_is_has_a_kind_that_backups_know(database) -> None:
    with store.reading() as connection:
        shapes = [copying.shape(table) for table in copying.kept_tables(connection)]
    assert len(shapes) == len(metadata.tables) - 1


def test_old_backups_of_a_folder_end_once_a_new_one_was_read_back(
    opened, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "backups"
    first = back_up_into(folder, days=28)
    again = back_up_into(folder, days=28)
    assert (first.removed, again.removed) == ((), ())
    day = datetime.now(UTC).date()
    assert first.file.name == f"common-table-{day}.backup"
    assert again.file.name == f"common-table-{day}-2.backup"
    others = [folder / name for name in ("mine.backup", "common-table-2020-01-01.txt")]
    others.append(folder / "common-table-2020-13-99.backup")
    for path in others:
        path.write_bytes(b"x")
    with monkeypatch.context() as later:
        later.setattr(backing_up, "_day", lambda: day + timedelta(27))
        kept = back_up_into(folder, days=28)
        assert kept.removed == ()
    with monkeypatch.context() as later:
        later.setattr(backing_up, "_day", lambda: day + timedelta(28))
        last = back_up_into(folder, days=28)
    assert last.removed == (again.file, first.file)
    assert sorted(folder.iterdir()) == sorted([kept.file, last.file, *others])


def test_what_a_kill_has_left_of_a_backup_goes_a_day_later_and_one_that_is_written_stays(
    database, tmp_path: Path
) -> None:
    """It holds whatever was copied until then, under a name that nobody sees."""
    left, new, mine = (tmp_path / n for n in (".common-table.a1", ".common-table.b2", ".mine"))
    for file, age in ((left, 90_000), (new, 80_000), (mine, 90_000)):
        file.write_bytes(b"some of the rows")
        then = time.time() - age
        os.utime(file, (then, then))
    made = back_up_into(tmp_path, days=28)
    assert sorted(tmp_path.glob("*.*")) == sorted([made.file, new, mine])


@pytest.mark.parametrize("day", ["2026-01-30", "2026-01-31", "2028-02-29"])
def test_a_backup_of_the_last_days_of_a_month_ends_too(
    database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, day: str
) -> None:
    made = date.fromisoformat(day)
    for after in (0, 28):
        monkeypatch.setattr(backing_up, "_day", lambda after=after: made + timedelta(after))
        kept = back_up_into(tmp_path, days=28)
    assert [path.name for path in kept.removed] == [f"common-table-{day}.backup"]


def test_where_no_new_backup_can_be_made_the_old_ones_stay(
    opened, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(_file: Path):
        raise BackupProblem("It is not whole.")

    first = back_up_into(tmp_path, days=28)
    day = datetime.now(UTC).date()
    monkeypatch.setattr(backing_up, "_day", lambda: day + timedelta(99))
    monkeypatch.setattr(backing_up, "reading_backup", refused)
    with pytest.raises(BackupProblem, match="It is not whole"):
        back_up_into(tmp_path, days=28)
    assert first.file.is_file()

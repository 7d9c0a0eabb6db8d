"""A restore fills an empty place with all of a backup, or says why not and leaves nothing."""

import shutil
import sqlite3
from random import Random

import pytest
from sqlalchemy import update

from data.keyring import destroy_wave_key
from data.services import audit_log, backing_up, pepper_mark, restoring, start, waves
from data.services.backing_up import BackupProblem, back_up
from data.services.restoring import restore
from data.store import backup_file, filling, pepper_marks
from data.store import database as store
from data.store.connections import StorageError
from data.tables import metadata
from data.tables.access import SetUp
from data.tables.base import table_of
from data.tables.values import Wave
from tests.data.services.elsewhere import OTHER
from tests.data.services.elsewhere import go_elsewhere as go_elsewhere
from tests.durability.filling import everything, fill_every_table


def test_without_the_keys_a_restore_says_which_waves_lose_their_answers(
    opened, go_elsewhere, tmp_path
) -> None:
    for place in range(3):
        opened.send(place)
    back_up(tmp_path / "open.backup")
    go_elsewhere("sqlite")
    restored = restore(tmp_path / "open.backup")
    assert not restored.same_pepper
    assert [(wave.id, wave.answers) for wave in restored.without_key] == [(opened.wave.id, 3)]


def test_a_wave_that_was_closed_after_the_backup_is_told_as_one_without_a_key(
    opened, go_elsewhere, tmp_path, home
) -> None:
    opened.send_all()
    back_up(tmp_path / "open.backup")
    waves.close_wave(opened.wave.id)
    folder = go_elsewhere("sqlite")
    shutil.copytree(home / "keys", folder / "keys")
    restored = restore(tmp_path / "open.backup")
    assert restored.same_pepper
    assert [wave.id for wave in restored.without_key] == [opened.wave.id]


def test_a_restore_says_how_many_steps_of_staff_the_anchors_know_of_since(
    sqlite_database, go_elsewhere, tmp_path, home
) -> None:
    audit_log.record("account.create")
    back_up(tmp_path / "one.backup")
    kept = []
    for _ in range(2):
        audit_log.keep_anchor()
        kept.append((home / "audit-anchors.txt").read_bytes())
        audit_log.record("account.reset")
    found = []
    for anchors in kept:
        folder = go_elsewhere("sqlite")
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir()
        (folder / "audit-anchors.txt").write_bytes(anchors)
        found.append(restore(tmp_path / "one.backup").steps_since)
    assert found == [0, 1]


def test_a_restore_overwrites_no_database(database, tmp_path) -> None:
    fill_every_table()
    back_up(tmp_path / "all.backup")
    before = everything()
    with pytest.raises(BackupProblem, match="nothing is overwritten"):
        restore(tmp_path / "all.backup")
    assert everything() == before


@pytest.mark.parametrize("left", ["common_table.db", "common_table.db-wal"])
def test_a_restore_goes_to_no_place_where_a_part_of_a_database_is(
    sqlite_database, go_elsewhere, tmp_path, left
) -> None:
    back_up(tmp_path / "all.backup")
    folder = go_elsewhere("sqlite")
    folder.mkdir()
    (folder / left).write_text("")
    with pytest.raises(BackupProblem, match="Name another home folder"):
        restore(tmp_path / "all.backup")
    assert [file.name for file in folder.iterdir()] == [left]


@pytest.mark.long
def test_a_damaged_backup_is_refused_and_nothing_is_left_behind(
    sqlite_database, go_elsewhere, tmp_path
) -> None:
    fill_every_table()
    back_up(tmp_path / "all.backup")
    whole = (tmp_path / "all.backup").read_bytes()
    folder, chance = go_elsewhere("sqlite"), Random(3)
    unnoticed = 0
    for _ in range(40):
        place = chance.randrange(100, len(whole))
        changed = whole[:place] + bytes([whole[place] ^ (1 << chance.randrange(8))])
        (tmp_path / "damaged").write_bytes(changed + whole[place + 1 :])
        try:
            restore(tmp_path / "damaged")
        except BackupProblem:
            assert not folder.exists() or list(folder.iterdir()) == []
            continue
        unnoticed += 1  # a byte that no row and no page uses
        store.dispose()
        shutil.rmtree(folder)
    assert unnoticed < 40
    for length in (0, 10, 4096, len(whole) - 1):
        (tmp_path / "damaged").write_bytes(whole[:length])
        with pytest.raises(BackupProblem, match=r"no backup of Common Table|Take another backup"):
            restore(tmp_path / "damaged")


@pytest.mark.parametrize(
    ("pragma", "message"),
    [("application_id=1", "no backup of Common Table"), ("user_version=9", "of kind 9")],
)
def test_a_file_of_another_kind_is_refused(
    sqlite_database, go_elsewhere, tmp_path, pragma, message
) -> None:
    back_up(tmp_path / "all.backup")
    with sqlite3.connect(tmp_path / "all.backup") as connection:
        connection.execute(f"PRAGMA {pragma}")
    connection.close()
    go_elsewhere("sqlite")
    with pytest.raises(BackupProblem, match=message):
        restore(tmp_path / "all.backup")


def test_a_changed_list_of_tables_is_noticed(sqlite_database, go_elsewhere, tmp_path) -> None:
    back_up(tmp_path / "all.backup")
    with sqlite3.connect(tmp_path / "all.backup") as connection:
        connection.execute("UPDATE backup_about SET value = '2001-01-01' WHERE name = 'day'")
    connection.close()
    go_elsewhere("sqlite")
    with pytest.raises(BackupProblem, match="list of tables is not as it was written"):
        restore(tmp_path / "all.backup")


def test_a_backup_of_a_newer_schema_is_refused_with_words(
    sqlite_database, go_elsewhere, tmp_path, monkeypatch
) -> None:
    newer = backup_file.About(revision="9999", day="2030-01-01", pepper="")
    monkeypatch.setattr(backing_up, "_about", lambda _revision: newer)
    back_up(tmp_path / "newer.backup")
    go_elsewhere("sqlite")
    with pytest.raises(BackupProblem, match=r"schema 9999.*knows 0001 to.*Install the version"):
        restore(tmp_path / "newer.backup")


@OTHER
@pytest.mark.parametrize("fault", ["filling", "comparing", "migrating"])
def test_a_restore_that_fails_half_way_leaves_nothing_and_works_the_next_time(
    sqlite_database, go_elsewhere, tmp_path, monkeypatch, other, fault
) -> None:
    fill_every_table()
    back_up(tmp_path / "all.backup")
    folder = go_elsewhere(other)
    where = {"filling": "_fill_table", "comparing": "_compare", "migrating": "_migrate"}[fault]
    working, calls = getattr(filling, where), []

    def failing(*given: object) -> None:
        calls.append(given)
        if len(calls) == 2:
            raise StorageError("The disk is full.")
        working(*given)

    with monkeypatch.context() as broken:
        broken.setattr(filling, where, failing)
        with pytest.raises(StorageError, match="disk is full"):
            restore(tmp_path / "all.backup")
    assert not folder.exists() or list(folder.iterdir()) == []
    assert restore(tmp_path / "all.backup").rows
    assert store.differences() == ()


def test_rows_that_a_migration_makes_give_way_to_those_of_the_backup(
    sqlite_database, go_elsewhere, tmp_path
) -> None:
    with store.writing() as connection:
        codes = metadata.tables["wrong_codes"]
        connection.execute(update(codes).values(minute=77, tries=3))
    back_up(tmp_path / "all.backup")
    go_elsewhere("sqlite")
    restore(tmp_path / "all.backup")
    assert everything()["wrong_codes"] == [{"id": 1, "minute": 77, "tries": 3}]


def test_the_database_answers_as_usual_after_a_restore(database, go_elsewhere, tmp_path) -> None:
    back_up(tmp_path / "all.backup")
    go_elsewhere("sqlite" if store.is_sqlite() else "postgresql")
    restore(tmp_path / "all.backup")
    start.migrate()
    assert start.is_ready()


def test_a_wave_whose_key_is_gone_and_that_was_counted_loses_nothing(
    opened, go_elsewhere, tmp_path
) -> None:
    opened.send_all()
    waves.close_wave(opened.wave.id)
    wave = table_of(Wave)
    with store.writing() as connection:
        connection.execute(update(wave).values(state="closing"))
    destroy_wave_key(opened.wave.id)
    assert back_up(tmp_path / "all.backup").open_waves == ()
    go_elsewhere("sqlite")
    assert restoring.restore(tmp_path / "all.backup").without_key == ()


def test_a_restored_database_knows_the_pepper_that_its_backup_was_made_beside(
    opened, go_elsewhere, tmp_path, home
) -> None:
    start.prepare()
    before = pepper_mark.mark()
    back_up(tmp_path / "marked.backup")
    with store.writing() as connection:
        connection.execute(update(table_of(SetUp)).values(pepper=None))
    back_up(tmp_path / "of an earlier version.backup")
    for name in ("marked", "of an earlier version"):
        folder = go_elsewhere("sqlite")
        shutil.rmtree(folder, ignore_errors=True)
        restore(tmp_path / f"{name}.backup")
        assert pepper_marks.kept() == before
        start.prepare()
        assert "links and codes of open waves" in str(start.lost_pepper())
        shutil.copytree(home / "keys", folder / "keys", dirs_exist_ok=True)
        assert start.lost_pepper() is None

"""`common-table backup` and `common-table restore`: what they say, and how they fail."""

import io
import os
import re
import shutil
import sys
from datetime import timedelta
from pathlib import Path

import pytest

from data.clock import today
from data.services import backups_noted, waves
from data.settings import settings
from data.store import database as store
from tests.data.services.families.groups import begun
from tests.durability.filling import by_type, everything, fill_every_table


@pytest.fixture
def in_a_new_home(home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """Go on in a home where nothing is, over SQLite."""

    def go() -> Path:
        store.dispose()
        monkeypatch.setenv("COMMON_TABLE_HOME", str(tmp_path / "new"))
        monkeypatch.delenv("COMMON_TABLE_DATABASE_URL", raising=False)
        settings.cache_clear()
        return tmp_path / "new"

    return go


def test_one_command_backs_up_and_one_restores(database, run, tmp_path, in_a_new_home) -> None:
    fill_every_table()
    before = by_type()
    done = run("backup", "all.backup")
    assert done.status == 0
    assert done.text.startswith("all.backup: ")
    assert done.text.endswith(" tables, read back and found whole.\n")
    in_a_new_home()
    restored = run("restore", "all.backup")
    assert restored.status == 0
    assert "Everybody is signed out." in restored.text
    assert "roles and consents that were taken back" in restored.text
    assert "Passphrases, second steps and recovery codes are those of that day" in restored.text
    assert "How much staff did since is not known here" in restored.text
    assert by_type() == before | {"staff_session": []}


def test_a_backup_says_which_open_waves_need_the_keys_and_to_keep_the_pepper_apart(
    run, make_round, home
) -> None:
    made = make_round()
    done = run("backup", "open.backup")
    assert done.problems == []
    keys, pepper = done.said
    assert str(home / "keys") in keys
    assert keys.endswith(f"so are the answers of these open waves: {made.wave.id}.")
    assert f"keep a copy of {home / 'keys' / 'pepper'} in another place" in pepper
    waves.close_wave(made.wave.id)
    assert len(run("backup", "closed.backup").said) == 1


def test_a_restore_says_what_did_not_come_back(run, make_round, in_a_new_home) -> None:
    made = make_round()
    made.send(0)
    run("backup", "open.backup")
    folder = in_a_new_home()
    pepper, key = run("restore", "open.backup").said
    assert f"{folder / 'keys' / 'pepper'} is not the one" in pepper
    assert f"the key of open wave {made.wave.id} is not in {folder / 'keys'}" in key
    assert "its 1 sealed answers" in key


def test_what_is_said_of_many_open_waves_is_one_sentence_that_names_a_few(
    run, make_round, in_a_new_home
) -> None:
    ids = []
    for _ in range(6):
        made = make_round()
        made.send(0)
        ids.append(made.wave.id)
    named = f"{', '.join(sorted(ids)[:3])} and 3 more."
    lost, _pepper = run("backup", "open.backup").said
    assert lost.endswith(f"so are the answers of these open waves: {named}")
    folder = in_a_new_home()
    done = run("restore", "open.backup")
    _pepper, keys = done.said
    assert f"the keys of 6 open waves are not in {folder / 'keys'}: their 6 sealed answers" in keys
    assert f"The waves are {named}" in keys
    assert f"that of the first is {min(ids)}.key." in keys


def test_a_restore_says_each_thing_to_see_to_in_a_line_of_its_own(
    sqlite_database, run, in_a_new_home
) -> None:
    run("backup", "all.backup")
    in_a_new_home()
    lines = run("restore", "all.backup").text.splitlines()
    assert [line.split()[0] for line in lines[1:]] == ["What", "Passphrases,", "How"]
    assert lines[0].endswith("Everybody is signed out.")
    assert max(map(len, lines)) < 300


@pytest.mark.parametrize(
    ("number", "said"),
    [(0, "knows of nothing that staff did since"), (7, "knows of 7 steps of staff since")],
)
def test_a_restore_says_what_the_anchors_beside_it_know_of(
    sqlite_database, run, in_a_new_home, number, said
) -> None:
    run("backup", "all.backup")
    folder = in_a_new_home()
    folder.mkdir(mode=0o700)
    (folder / "audit-anchors.txt").write_text(f"2027-01-02 {number}-{'0F' * 16}\n")
    assert said in run("restore", "all.backup").text


def test_with_the_keys_in_their_place_a_restore_has_nothing_to_add(
    run, make_round, in_a_new_home, home
) -> None:
    make_round()
    run("backup", "open.backup")
    folder = in_a_new_home()
    folder.mkdir(mode=0o700)
    shutil.copytree(home / "keys", folder / "keys")
    assert run("restore", "open.backup").said == []


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("backup", "there"), "there is there already, and nothing is overwritten."),
        (("backup", "nowhere/all.backup"), "nowhere: No such file or directory."),
        (("restore", "nowhere"), "nowhere: No such file or directory."),
        (("restore", "there"), "there is no backup of Common Table."),
    ],
    ids=" ".join,
)
def test_what_cannot_be_done_is_one_line(
    words: tuple[str, ...], said: str, sqlite_database, run, tmp_path
) -> None:
    (tmp_path / "there").write_text("mine, and long enough to be looked at")
    done = run(*words)
    assert (done.status, done.out) == (1, b"")
    (line,) = done.said
    assert said in line
    assert (tmp_path / "there").read_text() == "mine, and long enough to be looked at"


def test_a_restore_into_a_place_that_is_not_empty_changes_nothing(sqlite_database, run) -> None:
    fill_every_table()
    run("backup", "all.backup")
    before = everything()
    done = run("restore", "all.backup")
    assert done.status == 1
    assert "Name another home folder" in done.said[0]
    assert everything() == before


def test_a_backup_before_an_upgrade_does_not_upgrade(sqlite_database, run) -> None:
    store.downgrade("0001")
    assert run("backup", "old.backup").status == 0
    assert store.revision() == "0001"


def test_whoever_watches_sees_a_line_for_each_table(
    sqlite_database, run, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    seen = Terminal()
    monkeypatch.setattr(sys, "stderr", seen)
    run("backup", "all.backup")
    assert "note: copied team\n" in seen.getvalue()


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="root may write anywhere")
def test_a_folder_that_may_not_be_written_to_is_one_line(sqlite_database, run, tmp_path) -> None:
    (tmp_path / "locked").mkdir(mode=0o500)
    done = run("backup", "locked/all.backup")
    assert done.said == ["locked: Permission denied."]


def test_a_folder_of_backups_is_named_by_days_and_days_that_are_none_are_told(run, opened) -> None:
    done = run("backup", "nights", "--keep-days", "28")
    assert done.status == 0
    assert re.fullmatch(
        r"nights/common-table-\d{4}-\d\d-\d\d\.backup: \d+ tables, read back and found whole\.\n",
        done.text,
    )
    for days in ("0", "many", "3651", "-1", "1.5"):
        refused = run("backup", "nights", f"--keep-days={days}")
        assert refused.status == 2
        assert f"'{days}' is no number of days; write one from 1 to 3650" in "".join(
            refused.problems + refused.said
        )


def test_a_backup_says_until_when_it_may_be_kept_as_parents_were_promised(
    sqlite_database, run
) -> None:
    assert "parents" not in " ".join(run("backup", "none.backup").said)
    begun(backup_days=20)
    begun(backup_days=7)
    said = " ".join(run("backup", "all.backup").said)
    assert f"on {today() + timedelta(days=7)} at the latest: parents" in said
    assert "parents" not in " ".join(run("backup", "nights", "--keep-days", "7").said)
    said = " ".join(run("backup", "nights", "--keep-days", "8").said)
    assert "take 7 days or fewer" in said


def test_where_a_backup_was_put_is_noted_and_where_it_cannot_be_the_backup_is_there_all_the_same(
    sqlite_database, run, tmp_path, home, monkeypatch
) -> None:
    begun(backup_days=20)
    run("backup", "all.backup")
    run("backup", "nights", "--keep-days", "8")
    file, folder = backups_noted.noted()
    assert (file.path, file.days, file.is_folder) == (tmp_path / "all.backup", 20, False)
    assert (folder.path, folder.days, folder.is_folder) == (tmp_path / "nights", 8, True)

    def full(*_given: object, **_more: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(backups_noted, "note", full)
    done = run("backup", "more.backup")
    assert done.status == 0
    assert "backups.txt could not be written (No space left on device)" in " ".join(done.said)

"""A full disk, a lock that stays, a clock that jumps, a server that dies: a plain word, nothing
lost, and all goes on by itself when the trouble is over."""

import errno
import multiprocessing
import os
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import date, timedelta
from pathlib import Path
from random import Random

import apsw
import pytest

from data import keyring
from data.clock import at_day, today
from data.services import answering, waves
from data.services.backing_up import BackupProblem, back_up
from data.services.errors import StorageError
from data.settings import settings
from data.store import connections
from data.store import database as store
from data.store.backup_file import reading_backup
from tests.data.conftest import make_sheet
from tests.durability.ledger import Ledger
from tests.durability.lives import database_file, on_a_disk, sound
from tests.pages.respond import questionnaires
from tests.pages.respond.opening import open_wave
from tests.pages.respond.visiting import Visitor
from tests.trust.killing.own_postgresql import own_postgresql

SQLITE = pytest.mark.parametrize("database", ["sqlite"], indirect=True)
TROUBLES = pytest.mark.parametrize(
    "trouble",
    [apsw.FullError, apsw.ReadOnlyError, apsw.IOError],
    ids=["full", "read-only", "failing"],
)
_processes = multiprocessing.get_context("spawn")


@SQLITE
@TROUBLES
def test_a_disk_that_takes_nothing_loses_nothing_and_is_used_again_without_a_restart(
    make_round, trouble: type[apsw.Error]
) -> None:
    ledger = Ledger(make_round())
    secrets = ledger.made.secrets
    with on_a_disk(Random(1)) as disk:
        ledger.made.send(0, make_sheet(0, wish="wish 0"))
        answering.keep_draft(secrets[1], {"q1": 2}, language="en", position=1)
        disk.trouble = trouble
        for place in (1, 2):
            with pytest.raises(StorageError, match=r"could not do this.*nothing was changed"):
                ledger.made.send(place)
        with pytest.raises(StorageError, match="nothing was changed"):
            answering.keep_draft(secrets[1], {"q1": 3}, language="en", position=1)
        assert answering.open_form(secrets[1]).draft == {"q1": 2}  # reading goes on
        assert waves.progress(ledger.made.wave.id).answered == 1
        disk.trouble = None
        ledger.acknowledged = {0}
        ledger.answer()
    assert ledger.lost() == set()
    assert len(ledger.acknowledged) == len(secrets)
    assert sound()


@SQLITE
@TROUBLES
def test_a_close_on_such_a_disk_says_so_and_goes_on_when_it_is_well(
    make_round, trouble: type[apsw.Error]
) -> None:
    ledger = Ledger(make_round())
    ledger.answer()
    with on_a_disk(Random(2)) as disk:
        disk.trouble = trouble
        with pytest.raises(StorageError, match="The database"):
            waves.close_wave(ledger.made.wave.id)
        assert ledger.lost() == set()
        disk.trouble = None
        assert waves.close_wave(ledger.made.wave.id).state == "closed"
    ledger.is_whole()


@SQLITE
@TROUBLES
def test_the_page_keeps_what_was_typed_on_such_a_disk_and_saves_it_afterwards(
    database, trouble: type[apsw.Error]
) -> None:
    seats, visitor = open_wave(questionnaires.edition()), Visitor()
    with on_a_disk(Random(3)) as disk:
        visitor.begin(seats.take())
        disk.trouble = trouble
        visitor.press("next", form="1", main="dk")
        assert visitor.status == 503
        assert "not saved yet" in visitor.screen.text
        assert visitor.screen.answers() == {"form": ["1"], "main": ["dk"]}
        disk.trouble = None
        visitor.press("next")
        visitor.to_the_check()
        disk.trouble = trouble
        visitor.press()
        assert visitor.status == 503
        assert "It is not your fault." in visitor.screen.text
        disk.trouble = None
        visitor.go("/answer/check")
        visitor.press()
        assert visitor.screen.heading == "Thank you"
    (sheet,) = seats.new_sheets()
    assert (sheet["form"], sheet["main"]) == (1, "dk")


@SQLITE
@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EROFS], ids=["full", "read-only"])
def test_a_wave_whose_key_cannot_be_written_stays_a_draft_and_opens_later(
    make_round, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    made = make_round(open_it=False)

    def refuse(_descriptor: int) -> None:
        raise OSError(number, os.strerror(number))

    with monkeypatch.context() as broken:
        broken.setattr(keyring.os, "fsync", refuse)
        with pytest.raises((OSError, StorageError)):
            waves.open_wave(made.wave.id)
    assert waves.wave(made.wave.id).state == "draft"
    assert waves.open_wave(made.wave.id).state == "open"
    assert waves.without_key() == ()


@SQLITE
def test_a_backup_to_a_full_disk_is_one_line_and_no_file(
    make_round, tmp_path: Path, home: Path
) -> None:
    ledger = Ledger(make_round())
    ledger.answer()
    settled = settings()  # the limit below holds for the process that is forked, and not for us
    process = multiprocessing.get_context("fork").Process(
        target=_back_up_with_little_room, args=(tmp_path / "all.backup", settled)
    )
    store.dispose()
    process.start()
    process.join()
    assert process.exitcode == 0
    assert not (tmp_path / "all.backup").exists()
    assert list(tmp_path.glob(".common-table.*")) == []
    back_up(tmp_path / "all.backup")
    assert ledger.lost() == set()


def _back_up_with_little_room(file: Path, _settings: object) -> None:
    import resource
    import signal

    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (64_000, 64_000))
    try:
        back_up(file)
    except BackupProblem as problem:
        os._exit(0 if "Is the disk full?" in str(problem) else 2)
    os._exit(3)


@contextmanager
def locked(seconds: float | None = None) -> Iterator[None]:
    """Another program holds the write lock within this block, or for so many seconds of it."""
    with closing(
        sqlite3.connect(database_file(), isolation_level=None, check_same_thread=False)
    ) as other:
        other.execute("BEGIN IMMEDIATE")
        giving_back = None
        if seconds is not None:
            giving_back = threading.Timer(seconds, other.execute, args=("ROLLBACK",))
            giving_back.start()
        yield
        if giving_back is None:
            other.execute("ROLLBACK")
        else:
            giving_back.join()


@SQLITE
def test_the_page_of_a_locked_database_keeps_what_was_typed_and_saves_it_afterwards(
    database, monkeypatch: pytest.MonkeyPatch
) -> None:
    seats, visitor = open_wave(questionnaires.edition()), Visitor()
    visitor.begin(seats.take())
    monkeypatch.setattr(connections, "_BUSY_SECONDS", 0)
    store.dispose()
    with locked():
        visitor.press("next", form="1")
        assert visitor.status == 503
        assert "not saved yet" in visitor.screen.text
    visitor.press("next")
    visitor.send_all()
    assert visitor.screen.heading == "Thank you"
    assert [sheet["form"] for sheet in seats.new_sheets()] == [1]


@pytest.mark.long
@SQLITE
def test_whoever_sends_while_the_database_is_locked_for_half_a_minute_waits_and_is_thanked(
    make_round,
) -> None:
    ledger = Ledger(make_round())
    with locked(30):
        ledger.answer()
    assert ledger.lost() == set()


def test_a_clock_that_jumps_ahead_closes_waves_with_all_their_answers(make_round) -> None:
    ledger = Ledger(make_round())
    ledger.answer()
    assert waves.close_due_waves(today() + timedelta(days=3650)) == (ledger.made.wave.id,)
    ledger.is_whole()


def test_a_clock_that_jumps_back_closes_nothing_and_takes_answers_and_drafts(make_round) -> None:
    ledger = Ledger(make_round())
    secret = ledger.made.secrets[-1]
    answering.keep_draft(secret, {"q1": 2}, language="en", position=1)
    with at_day(date(2001, 1, 1)):
        assert waves.close_due_waves() == ()
        assert answering.open_form(secret).draft == {"q1": 2}
        ledger.answer()
        assert ledger.lost() == set()
    assert waves.close_wave(ledger.made.wave.id).state == "closed"
    ledger.is_whole()


def test_a_clock_that_is_ahead_for_a_while_shuts_nobody_out_for_good(make_round) -> None:
    ledger = Ledger(make_round())
    with at_day(today() + timedelta(days=100)), pytest.raises(answering.WaveClosed):
        ledger.made.send(0)
    ledger.answer()  # nobody has looked for waves that are due meanwhile
    assert ledger.lost() == set()


@pytest.fixture
def server(home: Path, monkeypatch: pytest.MonkeyPatch):
    """A PostgreSQL of our own, with our tables."""
    with own_postgresql() as own:
        monkeypatch.setenv("COMMON_TABLE_DATABASE_URL", own.address)
        settings.cache_clear()
        store.upgrade()
        yield own
        store.dispose()


@pytest.mark.postgresql
def test_the_page_keeps_what_was_typed_while_the_server_is_dead_and_goes_on_when_it_is_back(
    server, tmp_path: Path
) -> None:
    seats, visitor, other = open_wave(questionnaires.edition()), Visitor(), Visitor()
    visitor.begin(seats.take())
    visitor.press("next", form="1")
    other.begin(seats.take())
    other.to_the_check()
    server.kill()
    visitor.press("next", share="40")
    assert visitor.status == 503
    assert "It is not your fault." in visitor.screen.text
    other.press()
    assert other.status == 503
    with pytest.raises(StorageError, match="nothing was changed"):
        back_up(tmp_path / "dead.backup")
    assert list(tmp_path.glob("*.backup")) == []
    server.revive()
    visitor.press()
    visitor.send_all()
    other.go("/answer/check")
    other.press()
    assert [each.screen.heading for each in (visitor, other)] == ["Thank you"] * 2
    kept = sorted((str(s["form"]), str(s["share"])) for s in seats.new_sheets())
    assert kept == [("1", "40"), ("None", "None")]
    back_up(tmp_path / "alive.backup")
    with reading_backup(tmp_path / "alive.backup") as backup:
        backup.check()

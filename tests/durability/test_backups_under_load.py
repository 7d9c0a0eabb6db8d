"""Backups while eight members send at a time: each can be restored, and each is of one moment."""

import os
import shutil
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from threading import Event

import pytest
from sqlalchemy import func, select

from data.clock import today
from data.services import answering, teams, waves
from data.services.backing_up import back_up
from data.services.restoring import restore
from data.settings import settings
from data.store import database as store
from data.store.backup_file import reading_backup
from data.tables.base import table_of
from data.tables.values import Ballot, Draft, Invitation
from data.views import AgencyEntry
from tests.data.conftest import KIN_A, OTHER_A, Round, make_sheet

BACKUPS = int(os.environ.get("COMMON_TABLE_BACKUPS", "60"))
WRITERS = 8


@contextmanager
def writers(made: Round) -> Iterator[list[str]]:
    """Eight at a time keep drafts and send, until the block is left; what the receipts say."""
    stop, receipts = Event(), []

    def write(own: list[str]) -> None:
        for number, secret in enumerate(own):
            if stop.is_set():
                return
            answering.keep_draft(secret, make_sheet(number), language="en", position=1)
            receipts.append(answering.keep_answers(secret, make_sheet(number)).status)

    with ThreadPoolExecutor(WRITERS) as pool:
        shares = [made.secrets[start::WRITERS] for start in range(WRITERS)]
        running = [pool.submit(write, share) for share in shares]
        try:
            yield receipts
        finally:
            stop.set()
        for each in running:
            each.result()


def counted() -> tuple[int, int, int]:
    """Ballots, used invitations, and drafts, of one moment."""
    used = table_of(Invitation).c.used
    with store.reading() as connection:
        return (
            connection.execute(select(func.count()).select_from(table_of(Ballot))).scalar_one(),
            connection.execute(select(func.count()).where(used)).scalar_one(),
            connection.execute(select(func.count()).select_from(table_of(Draft))).scalar_one(),
        )


def restored_each(backups: list[Path], folder: Path, monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """The number of ballots in each, after a restore in which each has its invitation."""
    found = []
    for backup in backups:
        store.dispose()
        monkeypatch.setenv("COMMON_TABLE_HOME", str(folder / "restored"))
        monkeypatch.delenv("COMMON_TABLE_DATABASE_URL", raising=False)
        settings.cache_clear()
        restore(backup)
        ballots, used, drafts = counted()
        assert ballots == used
        assert drafts <= WRITERS
        found.append(ballots)
        store.dispose()
        shutil.rmtree(folder / "restored")
    return found


@dataclass(frozen=True, slots=True)
class UnderLoad:
    """Backups that were made while members sent.

    Attributes:
        files: the backups, oldest first.
        before: how many were thanked before the last one began.
        meanwhile: how many were thanked during each.
    """

    files: list[Path]
    before: int
    meanwhile: list[int]


def backed_up_under_load(made: Round, folder: Path, *, backups: int) -> UnderLoad:
    """So many backups, at least one of them while answers came."""
    files, before, meanwhile = [], 0, []
    with writers(made) as receipts:
        for number in range(backups):
            before = len(receipts)
            files.append(folder / f"{number}.backup")
            back_up(files[-1])
            meanwhile.append(len(receipts) - before)
    assert set(receipts) <= {"received"}
    assert any(meanwhile)
    return UnderLoad(files, before, meanwhile)


def a_round(make_round, people: int) -> Round:
    roster = tuple(
        AgencyEntry(f"{kind} {number}", kind, 90)
        for number in range(max(1, people // 180))
        for kind in (KIN_A, OTHER_A)
    )
    return make_round(roster, closes_on=today() + timedelta(days=14))


@pytest.mark.long
def test_backups_made_while_eight_members_send_can_all_be_restored(
    make_round, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = a_round(make_round, 180)
    done = backed_up_under_load(made, tmp_path, backups=3)
    ballots = restored_each(done.files, tmp_path, monkeypatch)
    assert ballots == sorted(ballots)
    assert ballots[-1] >= done.before  # whoever was thanked before it began is in it


@pytest.mark.long
def test_very_many_backups_under_load_can_all_be_restored(
    make_round, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys
) -> None:
    """COMMON_TABLE_BACKUPS raises how many; each five are of a team that has just begun."""
    sent, meanwhile = 0, []
    while len(meanwhile) < BACKUPS:
        made = a_round(make_round, 720)
        done = backed_up_under_load(made, tmp_path, backups=5)
        home = os.environ["COMMON_TABLE_HOME"]
        address = os.environ.get("COMMON_TABLE_DATABASE_URL")
        ballots = restored_each(done.files, tmp_path, monkeypatch)
        assert ballots == sorted(ballots)
        assert ballots[-1] >= done.before
        meanwhile, sent = meanwhile + done.meanwhile, sent + ballots[-1]
        monkeypatch.setenv("COMMON_TABLE_HOME", home)
        if address:
            monkeypatch.setenv("COMMON_TABLE_DATABASE_URL", address)
        settings.cache_clear()
        for file in done.files:
            with reading_backup(file) as whole:
                whole.check()
            file.unlink()
        waves.close_wave(made.wave.id)
        teams.delete_team(made.team.id, confirm_name=made.team.name)
        assert counted() == (0, 0, 0)
    with capsys.disabled():
        sys.stdout.write(
            f"\n{len(meanwhile)} backups, all restored; {sum(map(bool, meanwhile))} of them while "
            f"answers came, {sum(meanwhile)} in all; {sent} answers in the last of each round\n"
        )

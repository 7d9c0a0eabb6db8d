"""The power may go between any two writes: what was acknowledged is there, once, and whole."""

import os
import sys
from pathlib import Path
from random import Random

import pytest

from data import keyring
from data.services import teams, waves
from data.store import connections
from data.store import database as store
from data.views import AgencyEntry
from tests.data.conftest import KIN_A, OTHER_A
from tests.durability.filling import everything, fill_every_table, kept, revisions
from tests.durability.ledger import Ledger
from tests.durability.lives import live

CUTS = int(os.environ.get("COMMON_TABLE_CUTS", "1500"))
ROSTER = (AgencyEntry("Court", KIN_A, 30), AgencyEntry("Clinic", OTHER_A, 30))
SMALL = (AgencyEntry("Court", KIN_A, 5), AgencyEntry("Clinic", OTHER_A, 5))
pytestmark = pytest.mark.parametrize("database", ["sqlite"], indirect=True)


def test_no_acknowledged_answer_is_lost_in_a_power_cut(make_round) -> None:
    ledger = Ledger(make_round(ROSTER))
    ledger.answer_under_cuts(Random(1), cuts=8)
    assert ledger.acknowledged


def test_a_close_goes_through_any_number_of_power_cuts(make_round) -> None:
    ledger = Ledger(make_round(SMALL))
    ledger.answer()
    ledger.close_under_cuts(Random(2))
    assert ledger.cuts


def test_a_setting_that_syncs_less_does_lose_answers_so_these_cuts_are_real(
    make_round, monkeypatch: pytest.MonkeyPatch
) -> None:
    less = tuple(word.replace("=FULL", "=NORMAL") for word in connections._PRAGMAS)
    assert less != connections._PRAGMAS
    monkeypatch.setattr(connections, "_PRAGMAS", less)
    ledger, chance = Ledger(make_round(ROSTER)), Random(1)
    while not ledger.lost():
        assert ledger.cuts < 60
        live(chance, ledger.answer, within=250)
        ledger.cuts += 1


def test_a_wave_that_is_open_after_a_power_cut_has_its_key(make_round) -> None:
    made, chance, cuts = make_round(SMALL, open_it=False), Random(3), 0
    while waves.wave(made.wave.id).state == "draft":
        live(chance, lambda: _open(made.wave.id), within=40)
        cuts += 1
        assert waves.without_key() == ()
    assert cuts


def test_a_migration_goes_through_any_number_of_power_cuts_and_keeps_every_row(
    database: str,
) -> None:
    chance = Random(4)
    _migrate_under_cuts(chance)


def _migrate_under_cuts(chance: Random) -> int:
    """From the last migration but one, or from nothing where there is one only."""
    steps: list[str | None] = [None, *revisions()]
    store.downgrade("base")
    if steps[-2] is not None:
        store.upgrade(steps[-2])
        fill_every_table()
    before, cuts = everything(), 0
    while store.revision() != steps[-1]:
        assert store.revision() == steps[-2]
        assert everything() == before
        live(chance, store.upgrade, within=120)
        cuts += 1
    assert store.differences() == ()
    if before:
        kept(before, everything())
    return cuts


def test_a_key_has_its_name_on_the_disk_before_the_wave_that_needs_it_is_open(
    make_round, monkeypatch: pytest.MonkeyPatch
) -> None:
    made, synced = make_round(SMALL, open_it=False), []
    sync = os.fsync

    def noting(descriptor: int) -> None:
        path = Path(f"/proc/self/fd/{descriptor}").readlink()
        there = sorted(each.name for each in path.iterdir()) if path.is_dir() else path.stat()
        synced.append((path.suffix or path.name, there, waves.wave(made.wave.id).state))
        sync(descriptor)

    monkeypatch.setattr(keyring.os, "fsync", noting)
    waves.open_wave(made.wave.id)
    (part, file, before), (folder, names, still) = synced
    assert (part, file.st_size, before) == (".part", 64, "draft")
    assert (folder, f"{made.wave.id}.key" in names, still) == ("keys", True, "draft")


def test_a_key_is_overwritten_on_the_disk_before_its_name_goes_and_the_wave_counts_as_closed(
    make_round, monkeypatch: pytest.MonkeyPatch
) -> None:
    made, synced = make_round(SMALL), []
    path, sync = keyring._path(made.wave.id), os.fsync
    secret = path.read_bytes()

    def noting(descriptor: int) -> None:
        sync(descriptor)
        there = path.read_bytes() if path.exists() else None
        synced.append((there is None, there == secret, waves.wave(made.wave.id).state))

    monkeypatch.setattr(keyring.os, "fsync", noting)
    waves.close_wave(made.wave.id)
    assert synced[:2] == [(False, False, "closing"), (True, False, "closing")]


@pytest.mark.long
def test_no_acknowledged_answer_is_lost_in_very_many_power_cuts(make_round, capsys) -> None:
    cuts, answers, seed = 0, 0, 0
    while cuts < CUTS:
        chance, seed = Random(seed), seed + 1
        ledger = Ledger(make_round(ROSTER if seed % 3 else SMALL, name=f"River county {seed}"))
        ledger.answer_under_cuts(chance, cuts=CUTS)
        ledger.close_under_cuts(chance)
        cuts, answers = cuts + ledger.cuts, answers + len(ledger.acknowledged)
        teams.delete_team(ledger.made.team.id, confirm_name=ledger.made.team.name)
        if seed % 10 == 0:
            store.downgrade("base")
            cuts += _migrate_under_cuts(chance)
            store.downgrade("base")
            store.upgrade()
    with capsys.disabled():
        sys.stdout.write(f"\n{cuts} power cuts, {answers} acknowledged answers, none lost\n")
    assert answers > CUTS


def _open(wave_id: str) -> None:
    waves.open_wave(wave_id)

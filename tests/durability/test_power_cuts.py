"""The power may go between any two writes: what was acknowledged is there, once, and whole."""

import os
import sys
from collections import Counter
from collections.abc import Iterator
from itertools import count, pairwise
from pathlib import Path
from random import Random

import pytest

from data import keyring
from data.services import teams, waves
from data.store import connections
from data.store import database as store
from data.views import AgencyEntry
from tests.data.conftest import KIN_A, OTHER_A, Round
from tests.durability.filling import everything, fill_every_table, kept, revisions
from tests.durability.ledger import Ledger
from tests.durability.lives import live, steps_of

CUTS = int(os.environ.get("COMMON_TABLE_CUTS", "1500"))
SURELY_CUT = 5  # times that the power goes in the middle of one step; after that, sometimes later
ROSTER = (AgencyEntry("Court", KIN_A, 30), AgencyEntry("Clinic", OTHER_A, 30))
SMALL = (AgencyEntry("Court", KIN_A, 5), AgencyEntry("Clinic", OTHER_A, 5))
pytestmark = pytest.mark.parametrize("database", ["sqlite"], indirect=True)


def sync_less(patch: pytest.MonkeyPatch) -> None:
    """Let SQLite sync as many programs do, which is not enough."""
    less = tuple(word.replace("=FULL", "=NORMAL") for word in connections._PRAGMAS)
    assert less != connections._PRAGMAS
    patch.setattr(connections, "_PRAGMAS", less)


def test_no_acknowledged_answer_is_lost_in_a_power_cut(make_round) -> None:
    ledger = Ledger(make_round(ROSTER))
    ledger.answer_under_cuts(Random(1), cuts=8)
    assert ledger.acknowledged
    assert ledger.errands_cut


def test_a_close_goes_through_any_number_of_power_cuts(make_round) -> None:
    ledger = Ledger(make_round(SMALL))
    ledger.answer()
    ledger.close_under_cuts(Random(2))
    assert ledger.errands_cut


def test_a_setting_that_syncs_less_does_lose_answers_so_these_cuts_are_real(
    make_round, monkeypatch: pytest.MonkeyPatch
) -> None:
    sync_less(monkeypatch)
    ledger, chance = Ledger(make_round(ROSTER)), Random(1)
    while not ledger.lost():
        assert ledger.cuts < 60
        ledger.cut(chance, ledger.answer, within=250)


def test_a_wave_that_is_open_after_a_power_cut_has_its_key(make_round) -> None:
    made, chance = make_round(SMALL, open_it=False), Random(3)
    steps, ended = steps_of(lambda: _open(made.wave.id)), []
    while waves.wave(made.wave.id).state == "draft":
        within = steps if len(ended) < SURELY_CUT else 2 * steps
        ended.append(live(chance, lambda: _open(made.wave.id), within=within))
        assert waves.without_key() == ()
    assert False in ended


@pytest.mark.long
def test_every_migration_goes_through_any_number_of_power_cuts_and_keeps_every_row(
    database: str,
) -> None:
    lived = [_migrate_under_cuts(Random(4), older, newer) for older, newer in _migrations()]
    assert store.differences() == ()
    assert len(lived) == len(revisions())
    assert all(False in ended for ended in lived)


def _migrations() -> Iterator[tuple[str, str]]:
    """Each migration there is: the revision it begins at, and its own."""
    return pairwise(["base", *revisions()])


def _migrate_under_cuts(chance: Random, older: str, newer: str) -> list[bool]:
    """One migration with rows in every table before it; whether it came to its end in each life."""
    store.downgrade("base")
    if older != "base":
        store.upgrade(older)
        fill_every_table()
    begun, before = store.revision(), everything()
    steps = steps_of(lambda: store.upgrade(newer))
    ended = []
    while store.revision() == begun:
        assert everything() == before
        within = steps if len(ended) < SURELY_CUT else 2 * steps
        ended.append(live(chance, lambda: store.upgrade(newer), within=within))
    assert store.revision() == newer
    if before:
        kept(before, everything())
    return ended


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
    total: Counter[str] = Counter()
    for seed in count():
        chance, ledger = Random(seed), Ledger(_large_or_small(make_round, seed))
        ledger.answer_under_cuts(chance, cuts=CUTS)
        ledger.close_under_cuts(chance)
        _add(ledger, total)
        if seed % 10 == 0:
            total.update(_cuts_of_migrations(chance))
        if total["cuts"] >= CUTS:
            break
    _tell(capsys, "WAL and FULL", total)
    assert total["acknowledged"] > CUTS
    assert min(total["errands cut"], total["migrations cut"]) > 0


@pytest.mark.long
def test_a_setting_that_syncs_less_loses_many_answers_in_very_many_power_cuts(
    make_round, monkeypatch: pytest.MonkeyPatch, capsys
) -> None:
    sync_less(monkeypatch)
    total: Counter[str] = Counter()
    for seed in count():
        chance, ledger = Random(seed), Ledger(_large_or_small(make_round, seed))
        lost = ledger.answer_though_some_are_lost(chance)
        total.update({"lost": lost, "acknowledged": lost})
        waves.close_wave(ledger.made.wave.id)
        _add(ledger, total)
        if total["cuts"] >= CUTS:
            break
    _tell(capsys, "WAL and NORMAL", total)
    assert total["lost"] > 0


def _large_or_small(make_round, seed: int) -> Round:
    return make_round(SMALL if seed % 3 == 2 else ROSTER, name=f"River county {seed}")


def _add(ledger: Ledger, total: Counter[str]) -> None:
    """Count what one round went through, and make room for the next."""
    total["cuts"] += ledger.cuts
    total["errands cut"] += ledger.errands_cut
    total["acknowledged"] += len(ledger.acknowledged)
    teams.delete_team(ledger.made.team.id, confirm_name=ledger.made.team.name)


def _cuts_of_migrations(chance: Random) -> Counter[str]:
    lived = [_migrate_under_cuts(chance, older, newer) for older, newer in _migrations()]
    store.downgrade("base")
    store.upgrade()
    every = [ended for each in lived for ended in each]
    cut = every.count(False)
    return Counter({"cuts": len(every), "errands cut": cut, "migrations cut": cut})


def _tell(capsys, what: str, total: Counter[str]) -> None:
    """One line of the table in data/README.md; half done and corrupt are checked at every cut."""
    names = ("cuts", "errands cut", "migrations cut", "acknowledged", "lost")
    told = ", ".join(f"{total[name]} {name}" for name in names)
    with capsys.disabled():
        sys.stdout.write(f"\n{what}: {told}, 0 half done, 0 corrupt\n")


def _open(wave_id: str) -> None:
    waves.open_wave(wave_id)

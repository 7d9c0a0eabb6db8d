"""Killed at any moment, the program and its database lose nothing that somebody was thanked for.

Twelve people write at once. Whoever got no answer sends the same page again, so that in the end
everybody is thanked; then every sheet is there once, and no link is used without a sheet.
"""

import sys
from pathlib import Path

import pytest

from benchmarks.server import free_port
from data.settings import DATABASE_URL, settings
from data.store import database as store
from tests.parts import seed_of_part
from tests.running import RunningApp
from tests.trust.killing.forked import Forked
from tests.trust.killing.harness import Outcome, run_under_fire, wanted
from tests.trust.killing.own_postgresql import OwnPostgreSQL, own_postgresql
from tests.trust.killing.questionnaire import open_wave


def _under_fire(
    tmp_path: Path,
    *,
    people: int,
    kills: int,
    seed: int,
    victim: OwnPostgreSQL | None = None,
    pause: tuple[float, float] = (0.02, 0.4),
) -> Outcome:
    """Kill the server of the routes, or another victim, while people answer."""
    wave, port = open_wave(people), free_port()
    server = Forked(port, tmp_path / "forked.log")
    server.start()
    try:
        return run_under_fire(
            wave,
            port=port,
            kill=victim.kill if victim else server.kill,
            revive=victim.revive if victim else server.start,
            kills=kills,
            pause=pause,
            seed=seed_of_part(seed),
        )
    finally:
        server.kill()


def _say(capsys: pytest.CaptureFixture[str], line: str) -> None:
    with capsys.disabled():
        sys.stdout.write(f"\n{line}" + "\n")


def _name() -> str:
    return "SQLite" if store.is_sqlite() else "PostgreSQL"


def test_a_server_that_is_killed_three_times_loses_and_doubles_nothing(
    database: str, tmp_path: Path
) -> None:
    outcome = _under_fire(tmp_path, people=36, kills=3, seed=1)
    assert outcome.good, outcome
    assert (outcome.acknowledged, outcome.stored, outcome.kills) == (36, 36, 3)
    assert outcome.again > 0  # somebody was in the middle of a page


@pytest.mark.long
def test_a_server_that_is_killed_again_and_again_loses_and_doubles_nothing(
    database: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """COMMON_TABLE_KILLS and COMMON_TABLE_KILLED_ANSWERS raise what is done."""
    people = wanted("COMMON_TABLE_KILLED_ANSWERS", 900)
    kills = wanted("COMMON_TABLE_KILLS", 30)
    outcome = _under_fire(tmp_path, people=people, kills=kills, seed=2)
    _say(capsys, outcome.line(f"routes in a server of their own, {_name()}"))
    assert outcome.good, outcome
    assert outcome.acknowledged == outcome.stored == people


@pytest.mark.long
def test_the_whole_app_that_is_killed_again_and_again_loses_and_doubles_nothing(
    app: RunningApp, capsys: pytest.CaptureFixture[str]
) -> None:
    """COMMON_TABLE_APP_KILLS raises what is done."""
    kills = wanted("COMMON_TABLE_APP_KILLS", 3)
    wave = open_wave(90 * kills)
    outcome = run_under_fire(
        wave,
        port=int(app.address.rsplit(":", 1)[1]),
        kill=app.server.kill,
        revive=lambda: app.server.__enter__() and None,
        kills=kills,
        pause=(0.2, 1.5),
        seed=seed_of_part(3),
    )
    _say(capsys, outcome.line(f"the whole app, {_name()}"))
    assert outcome.good, outcome
    assert outcome.acknowledged == outcome.stored == len(wave.secrets)


def _postgresql_under_fire(
    home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *, people: int, kills: int
) -> Outcome:
    with own_postgresql() as postgresql:
        monkeypatch.setenv(DATABASE_URL, postgresql.address)
        settings.cache_clear()
        store.upgrade()
        try:
            return _under_fire(
                tmp_path, people=people, kills=kills, seed=4, victim=postgresql, pause=(0.05, 0.6)
            )
        finally:
            store.dispose()


@pytest.mark.long
@pytest.mark.postgresql
def test_a_postgresql_that_is_killed_once_loses_and_doubles_nothing(
    home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    outcome = _postgresql_under_fire(home, tmp_path, monkeypatch, people=36, kills=1)
    assert outcome.good, outcome
    assert (outcome.acknowledged, outcome.stored, outcome.kills) == (36, 36, 1)
    assert outcome.again > 0


@pytest.mark.long
@pytest.mark.postgresql
def test_a_postgresql_that_is_killed_again_and_again_loses_and_doubles_nothing(
    home: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """COMMON_TABLE_POSTGRESQL_KILLS raises what is done."""
    kills = wanted("COMMON_TABLE_POSTGRESQL_KILLS", 10)
    outcome = _postgresql_under_fire(home, tmp_path, monkeypatch, people=60 * kills, kills=kills)
    _say(capsys, outcome.line("PostgreSQL itself"))
    assert outcome.good, outcome
    assert outcome.acknowledged == outcome.stored == 60 * kills

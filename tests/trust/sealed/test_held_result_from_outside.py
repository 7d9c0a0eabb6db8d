"""While a result is held, members and consultants are told the same whatever the answers were.

One wave is answered twice, closed and released; in between the whole database and its keys are put
back. Everything that a member, a consultant and a nightly run can ask is asked each time.
"""

import json
import shutil
import sqlite3
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest

from data.cli import main
from data.services import access, answering, closing, holds, memberships, portfolio_consent, release
from data.settings import settings
from data.store import database as store
from tests.pages.respond import questionnaires
from tests.pages.respond.opening import Seats, open_wave
from tests.pages.shell.talking import ask
from tests.running import RunningApp
from tests.trust.sealed.test_open_wave_from_outside import (
    ONE,
    OTHER,
    _addresses,
    _screens,
)

ROLES: tuple[memberships.TeamRole, ...] = ("member", "consultant")
PASSPHRASE = "five herons by the old mill"
COMMANDS = ("wave list", "scan list", "instrument list", "account list", "doctor", "promises")
World = Mapping[str, object]


@dataclass(frozen=True)
class Outsiders:
    """A wave that is open, and a session of everybody who will not see its result at first."""

    seats: Seats
    tokens: dict[str, str]
    facilitator: str


@pytest.fixture(scope="module")
def outsiders(shared_app: RunningApp) -> Outsiders:
    """A team with a member and a consultant, whose wave nobody has answered yet."""
    seats = open_wave(questionnaires.edition(), kind="link")
    first = shared_app.staff_token()
    team_id = seats.wave.team_id
    portfolio_consent.allow(team_id, shown=True, counted=True, based_on=0)
    tokens = {}
    for role in ROLES:
        name = f"{role}@example.org"
        invited = memberships.add(team_id, name, role)
        assert invited is not None
        tokens[role] = access.redeem(invited.name, invited.code, PASSPHRASE).token
    return Outsiders(seats, tokens, first)


@pytest.fixture
def begun(outsiders: Outsiders, tmp_path: Path) -> Iterator[Path]:
    """All that the program keeps, as it is now, to be put back."""
    kept = tmp_path / "kept"
    kept.mkdir()
    with sqlite3.connect(_file()) as now, sqlite3.connect(kept / "database") as copy:
        now.backup(copy)
    shutil.copytree(settings().home / "keys", kept / "keys")
    for file in settings().home.glob("*.txt"):
        shutil.copy2(file, kept)
    yield kept
    _put_back(kept)


def _file() -> Path:
    return settings().home / "common_table.db"


def _put_back(kept: Path) -> None:
    store.dispose()
    with sqlite3.connect(kept / "database") as copy, sqlite3.connect(_file()) as now:
        copy.backup(now)
    shutil.copytree(kept / "keys", settings().home / "keys", dirs_exist_ok=True)
    for file in settings().home.glob("*.txt"):
        file.unlink()
    for file in kept.glob("*.txt"):
        shutil.copy2(file, settings().home)


def _released(seats: Seats, *sheets: Mapping[str, object]) -> None:
    """Everybody answers, with these sheets in turn; then the result is there, and is held."""
    for place, secret in enumerate(seats.secrets):
        answering.keep_answers(secret, sheets[place % len(sheets)])
    closing.close_wave(seats.wave.id)
    release.release_wave(seats.wave.id)
    assert holds.hidden_until(seats.wave.id) is not None


def _told(app: RunningApp, outsiders: Outsiders) -> World:
    wave = outsiders.seats.wave
    said: dict[str, object] = {}
    for role, token in outsiders.tokens.items():
        for path in _addresses(wave.id, wave.team_id):
            answer = ask(app, path, token=token)
            said[f"{role} GET {path}"] = (answer.status, answer.body)
        shown = _screens(app, token, f"team={wave.team_id}", f"wave={wave.id}&team={wave.team_id}")
        said |= {f"{role} {name}": told for name, told in shown.items()}
    return said


def _told_by_commands(folder: Path, capsys: pytest.CaptureFixture[str]) -> World:
    folder.mkdir()
    said: dict[str, object] = {}
    leaving = (
        f"export-all {folder / 'night'}",
        f"portfolio export --format json -o {folder / 'portfolio.json'}",
    )
    for words in (*COMMANDS, *leaving):
        capsys.readouterr()
        status = main(words.split())
        told = capsys.readouterr()
        plain = f"{told.out}{told.err}".replace(str(folder), "a folder")
        said[words.replace(str(folder), "a folder")] = (status, _without_room(plain))
    files = [file for file in sorted(folder.rglob("*")) if file.is_file()]
    said |= {str(file.relative_to(folder)): file.read_bytes() for file in files}
    return said


def _without_room(told: str) -> str:
    return "\n".join(line for line in told.splitlines() if "MB free" not in line)


def _differ(first: World, second: World) -> set[str]:
    return {asked for asked in {*first, *second} if first.get(asked) != second.get(asked)}


@pytest.mark.long
def test_every_screen_and_address_is_the_same_to_the_byte_for_whoever_must_wait(
    shared_app: RunningApp, outsiders: Outsiders, begun: Path
) -> None:
    wave = outsiders.seats.wave
    _released(outsiders.seats, ONE, OTHER)
    first = _told(shared_app, outsiders)
    mine = ask(shared_app, f"/export/{wave.id}.json", token=outsiders.facilitator)
    _put_back(begun)
    _released(outsiders.seats, OTHER | {"worry": "none"})
    second = _told(shared_app, outsiders)
    other = ask(shared_app, f"/export/{wave.id}.json", token=outsiders.facilitator)
    assert _differ(first, second) == set()
    assert (mine.status, other.status) == (200, 200)
    assert mine.body != other.body  # so there was something to tell, and a facilitator is told
    assert "prepared for the meeting" in str(first[f"member meeting?team={wave.team_id}"])


@pytest.mark.long
def test_every_file_and_command_that_leaves_held_results_out_is_the_same_to_the_byte(
    shared_app: RunningApp,
    outsiders: Outsiders,
    begun: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    _released(outsiders.seats, ONE, OTHER)
    first = _told_by_commands(tmp_path / "first", capsys)
    _put_back(begun)
    _released(outsiders.seats, OTHER | {"worry": "none"})
    second = _told_by_commands(tmp_path / "second", capsys)
    assert _differ(first, second) == set()
    plain = json.loads(first["night/manifest.json"])  # type: ignore[arg-type]
    assert [each["why"] for each in plain["left_out"]] == ["on_hold"]

"""A key of a closed wave that comes back is told and destroyed; no other is touched."""

from datetime import timedelta
from pathlib import Path

import pytest

from data import keyring
from data.clock import today
from data.services import audit_log, doctor_waves, returned_keys, teams, waves
from data.services.errors import KeyOutOfReach
from data.services.findings import Finding
from data.store import database as store
from data.tables.base import table_of
from data.tables.values import Wave


@pytest.fixture
def came_back(make_round, home: Path) -> Path:
    """A key of a wave that is closed, in its place again."""
    made = make_round()
    made.send_all()
    file = home / "keys" / f"{made.wave.id}.key"
    copy = file.read_bytes()
    waves.close_wave(made.wave.id)
    assert not file.exists()
    file.write_bytes(copy)
    file.chmod(0o600)
    return file


def told() -> Finding:
    return doctor_waves.keys_of_closed_waves()


def test_a_key_of_a_closed_wave_that_was_put_back_is_told_and_destroyed(
    came_back: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert not told().ok
    assert came_back.stem in told().told
    seen: list[bytes] = []
    whole = came_back.read_bytes()

    def look(point: str) -> None:
        if point == "key overwritten" and came_back.exists():
            seen.append(came_back.read_bytes())

    monkeypatch.setattr("data.store.fault_points.hook", look)
    assert returned_keys.destroy() == (came_back.stem,)
    assert [whole[:32] in content for content in seen] == [False]
    assert not came_back.exists()
    assert told() == Finding(ok=True, told="none.")
    newest = audit_log.entries()[0]
    assert (newest.action, newest.about) == ("wave.key-again", came_back.stem)
    assert (newest.actor, newest.team_id) == ("program", waves.wave(came_back.stem).team_id)
    assert returned_keys.destroy() == ()
    assert audit_log.entries()[0] == newest


def test_what_is_left_of_such_a_key_is_destroyed_too(came_back: Path) -> None:
    part = came_back.rename(came_back.with_name(f"{came_back.name}.{'0f' * 8}.part"))
    assert returned_keys.destroy() == (came_back.stem,)
    assert not part.exists()


@pytest.mark.parametrize("state", ["draft", "open", "closing"])
def test_a_key_that_is_needed_or_is_just_being_made_stays(
    make_round, home: Path, state: str
) -> None:
    made = make_round(closes_on=today() + timedelta(days=3))
    with store.writing() as connection:
        connection.execute(table_of(Wave).update().values(state=state))
    assert returned_keys.destroy() == ()
    assert keyring.has_wave_key(made.wave.id)
    assert told().ok


def test_a_key_of_a_wave_that_nobody_knows_is_told_and_stays(came_back: Path) -> None:
    team = teams.team(waves.wave(came_back.stem).team_id)
    teams.delete_team(team.id, confirm_name=team.name)
    assert returned_keys.destroy() == ()
    assert came_back.exists()
    assert not told().ok
    for words in (str(came_back), "does not know", "put the right one back"):
        assert words in told().told


def test_a_copy_under_another_name_is_told(opened, home: Path) -> None:
    copy = home / "keys" / f"{opened.wave.id}.key.bak"
    assert told().ok
    copy.write_bytes(b"")
    assert not told().ok
    assert f"shred -u {copy}" in told().told


def test_a_key_that_cannot_be_destroyed_is_said_and_the_log_does_not_fill(
    came_back: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = audit_log.entries()

    def refuse(_wave_id: str) -> None:
        raise PermissionError

    monkeypatch.setattr(keyring, "destroy_wave_key", refuse)
    for _ in range(2):
        with pytest.raises(KeyOutOfReach, match=f"{came_back.stem}.* cannot be destroyed"):
            returned_keys.destroy()
    assert audit_log.entries() == before

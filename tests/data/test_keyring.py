"""The folder of keys: who may read it, and how a key ends."""

import secrets
import stat
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from data import keyring
from data.sealing import new_wave_key


def _modes(folder):
    return {file.name: stat.S_IMODE(file.stat().st_mode) for file in folder.iterdir()}


def test_keys_and_pepper_can_be_read_by_their_owner_only(home):
    keyring.pepper()
    keyring.keep_wave_key("w", new_wave_key())
    assert _modes(home / "keys") == {"pepper": 0o600, "w.key": 0o600}
    assert stat.S_IMODE((home / "keys").stat().st_mode) == 0o700


def test_a_key_comes_back_as_it_was_kept_and_the_last_one_counts(home):
    key = new_wave_key()
    keyring.keep_wave_key("w", new_wave_key())
    keyring.keep_wave_key("w", key)
    assert keyring.wave_key("w") == key
    assert keyring.wave_key("x") is None


def test_a_destroyed_key_is_gone_with_all_that_was_left_of_it(home):
    keyring.keep_wave_key("w", new_wave_key())
    (home / "keys" / "w.key.0123.part").write_bytes(b"cut off while it was written")
    keyring.destroy_wave_key("w")
    keyring.destroy_wave_key("w")
    assert keyring.wave_key("w") is None
    assert list((home / "keys").iterdir()) == []


def test_a_key_is_overwritten_before_it_is_unlinked(home, monkeypatch):
    key, seen = new_wave_key(), []
    keyring.keep_wave_key("w", key)
    file = home / "keys" / "w.key"

    def look(point: str) -> None:
        seen.append((point, file.read_bytes() if file.exists() else None))

    monkeypatch.setattr("data.store.fault_points.hook", look)
    keyring.destroy_wave_key("w")
    assert [point for point, _ in seen] == ["key to be destroyed", "key overwritten", "key removed"]
    before, overwritten, after = (content for _, content in seen)
    assert key.private in before
    assert len(overwritten) == len(before) == 64
    assert key.private not in overwritten
    assert key.drafts not in overwritten
    assert after is None


def test_many_first_uses_at_once_agree_on_one_pepper(home):
    seen, ready = [], threading.Barrier(8)

    def first_use():
        ready.wait()
        keyring._pepper.cache_clear()
        seen.append(keyring.pepper())

    threads = [threading.Thread(target=first_use) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(set(seen)) == 1
    assert list(_modes(home / "keys")) == ["pepper"]


def test_keys_that_are_written_anew_are_the_same_and_none_that_was_destroyed_comes_back(
    home: Path,
) -> None:
    owners = [secrets.token_hex(8) for _ in range(6)]
    for owner in owners:
        keyring.keep_words_key(owner, secrets.token_bytes(32))
    keyring.destroy_words_key(owners[0])
    before = {owner: keyring.words_key(owner) for owner in owners}
    keyring.write_anew(owners)
    assert {owner: keyring.words_key(owner) for owner in owners} == before
    files = {each.name for each in (home / "keys" / "words").iterdir()}
    assert files == {f"{owner}.key" for owner in owners[1:]}


def test_a_key_that_is_destroyed_while_it_is_written_anew_stays_destroyed(home: Path) -> None:
    owners = [secrets.token_hex(8) for _ in range(8)]
    for owner in owners:
        keyring.keep_words_key(owner, secrets.token_bytes(32))
    with ThreadPoolExecutor(9) as pool:
        done = [pool.submit(keyring.write_anew, owners) for _ in range(4)]
        done += [pool.submit(keyring.destroy_words_key, owner) for owner in owners[:4]]
        for each in done:
            each.result()
    files = {each.name for each in (home / "keys" / "words").iterdir()}
    assert files == {f"{owner}.key" for owner in owners[4:]}

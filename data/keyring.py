"""The folder of keys: made by us, readable by us alone, outside the database.

Losing it while a wave is open loses that wave's answers. A copy of it belongs into no backup that
outlives a wave.
"""

import json
import os
import re
import secrets
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from functools import cache
from pathlib import Path

from data.sealing import WaveKey
from data.settings import settings
from data.store import fault_points

try:
    import fcntl
except ImportError:  # a system without such locks, which runs one process
    fcntl = None

_OWNER_ONLY = 0o600
_PART = r"(?:\.[0-9a-f]{16}\.part)?"
_OF_A_WAVE = re.compile(rf"([0-9A-Za-z]+)\.key{_PART}")
_OURS = re.compile(rf"(?:[0-9A-Za-z]+\.key|pepper(?:\.[0-9a-f]{{16}})?){_PART}|words\.lock")


def pepper() -> bytes:
    """32 bytes that only this installation has; made at first use."""
    return _pepper(settings().keys / "pepper")


def pepper_there() -> bytes | None:
    """What is in the file of the pepper now; None where there is none, and none is made."""
    try:
        return (settings().keys / "pepper").read_bytes()
    except FileNotFoundError:
        return None


def keep_wave_key(wave_id: str, key: WaveKey) -> None:
    """Write a wave's key to disk for good, in the place of one that never came to use."""
    _write(_path(wave_id), key.private + key.drafts)


def is_there() -> bool:
    """The folder is the one that this program made, and nobody moved it away."""
    return (settings().keys / "pepper").is_file()


def has_wave_key(wave_id: str) -> bool:
    """The key of a wave is there and can be read."""
    try:
        return wave_key(wave_id) is not None
    except OSError:
        return False


def wave_key(wave_id: str) -> WaveKey | None:
    """The key of a wave, or None after it was destroyed.

    Raises:
        OSError: it is there and cannot be read.
    """
    try:
        content = _path(wave_id).read_bytes()
    except FileNotFoundError:
        return None
    return WaveKey(private=content[:32], drafts=content[32:64]) if len(content) == 64 else None


def wave_keys() -> frozenset[str]:
    """Waves of which there is a key, or what is left of one that was cut off, by id."""
    found = (_OF_A_WAVE.fullmatch(file.name) for file in settings().keys.glob("*"))
    return frozenset(name[1] for name in found if name is not None)


def odd_files() -> tuple[Path, ...]:
    """Files beside the keys of waves that this program did not make, such as copies of them."""
    there = sorted(file for file in settings().keys.glob("*") if file.is_file())
    return tuple(file for file in there if not _OURS.fullmatch(file.name))


def keep_words_key(owner: str, key: bytes) -> None:
    """Write the key of what a seat, a session or a book of contacts holds to disk for good.

    Its file is as old as all others, and so is the last change to it: when somebody took a seat is
    nobody's business. Of several that make the same key at once one wins, and all find that one.
    """
    path = _words_path(owner)
    fresh = path.with_name(f"{owner}.{secrets.token_hex(8)}")
    _write(fresh, key)
    _link(fresh, path)
    _as_old_as_all(path.parent)


def replace_words_key(owner: str, key: bytes) -> None:
    """Put another key in the place of one, which is destroyed."""
    with _alone():
        _replace(owner, key)


def write_anew(owners: Sequence[str]) -> None:
    """Write the same keys into new files, in an order that is drawn.

    So neither the numbers of files nor the time that a system notes when it makes one tell which
    key was made first. A key that was destroyed stays so.
    """
    drawn = list(owners)
    secrets.SystemRandom().shuffle(drawn)
    with _alone():
        for owner in drawn:
            key = words_key(owner)
            if key is not None:
                _replace(owner, key)


def _replace(owner: str, key: bytes) -> None:
    path = _words_path(owner)
    before = path.with_name(f"{path.name}.{secrets.token_hex(8)}.part")
    os.link(path, before)  # a part is destroyed with its key, should this stop half way
    _write(path, key)
    fault_points.hook("key replaced")
    _overwrite(before)
    before.unlink()
    _as_old_as_all(path.parent)


def words_key(owner: str) -> bytes | None:
    """The key of an owner of words, or None after it was destroyed."""
    quietly = os.O_RDONLY | getattr(os, "O_NOATIME", 0)  # nor when somebody used their card
    try:
        with os.fdopen(os.open(_words_path(owner), quietly), "rb") as file:
            content = file.read()
    except FileNotFoundError:
        return None
    return content if len(content) == 32 else None


def destroy_words_key(owner: str) -> None:
    """Overwrite the key of an owner of words, then remove it; nothing happens a second time."""
    path = _words_path(owner)
    with _alone():
        _destroy(path)
        if path.parent.exists():
            _as_old_as_all(path.parent)


def words_owners() -> frozenset[str]:
    """Owners of words of whom there is a key."""
    return frozenset(file.stem for file in (settings().keys / "words").glob("*.key"))


def keep_note(name: str, said: Mapping[str, Sequence[str]]) -> None:
    """Write down which keys and books are about to end, until that is done."""
    content = json.dumps({key: list(values) for key, values in said.items()})
    _write(_note_path(name), content.encode())


def notes() -> dict[str, dict[str, list[str]]]:
    """What was written down so, by name."""
    files = sorted((settings().keys / "words").glob("*.ending"))
    return {file.stem: json.loads(file.read_bytes()) for file in files}


def remove_note(name: str) -> None:
    """What was written down is done; nothing happens a second time."""
    _note_path(name).unlink(missing_ok=True)


def destroy_wave_key(wave_id: str) -> None:
    """Overwrite the key, then remove it; does nothing when it is gone already."""
    _destroy(_path(wave_id))


@contextmanager
def _alone() -> Iterator[None]:
    """Nobody else destroys or replaces a key of words meanwhile, so that none comes back."""
    folder = settings().keys
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    descriptor = os.open(folder / "words.lock", os.O_CREAT | os.O_RDWR, _OWNER_ONLY)
    try:
        if fcntl is not None:
            fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield
    finally:
        os.close(descriptor)


def _destroy(path: Path) -> None:
    for file in (path, *path.parent.glob(f"{path.name}.*.part")):
        fault_points.hook("key to be destroyed")
        _overwrite(file)
        fault_points.hook("key overwritten")
        file.unlink(missing_ok=True)
        fault_points.hook("key removed")
    if path.parent.exists():
        _sync_folder(path.parent)


def _path(wave_id: str) -> Path:
    return settings().keys / f"{wave_id}.key"


def _words_path(owner: str) -> Path:
    return settings().keys / "words" / f"{owner}.key"


def _note_path(name: str) -> Path:
    return settings().keys / "words" / f"{name}.ending"


@cache
def _pepper(path: Path) -> bytes:
    if not path.exists():
        fresh = path.with_name(f"pepper.{secrets.token_hex(8)}")
        _write(fresh, secrets.token_bytes(32))
        _link(fresh, path)
    return path.read_bytes()


def _link(fresh: Path, path: Path) -> None:
    """Put a file where none is yet: of several that try at once, one wins."""
    try:
        os.link(fresh, path)
    except FileExistsError:
        pass
    finally:
        fresh.unlink()
    _sync_folder(path.parent)


def _as_old_as_all(folder: Path) -> None:
    """Give every file of a folder the same times; the system's own note of a change is now."""
    for file in folder.iterdir():
        with suppress(FileNotFoundError):  # another process was faster
            os.utime(file, (0, 0))


def _overwrite(path: Path) -> None:
    try:
        with path.open("r+b") as file:
            file.write(os.urandom(64))
            file.flush()
            os.fsync(file.fileno())
    except FileNotFoundError:
        return  # another process was faster


def _write(path: Path, content: bytes) -> None:
    for folder in (settings().keys, path.parent):
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    part = path.with_name(f"{path.name}.{secrets.token_hex(8)}.part")
    with os.fdopen(os.open(part, os.O_CREAT | os.O_EXCL | os.O_WRONLY, _OWNER_ONLY), "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    part.replace(path)
    _sync_folder(path.parent)


def _sync_folder(folder: Path) -> None:
    if not hasattr(os, "O_DIRECTORY"):
        return  # Windows writes folders through
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)

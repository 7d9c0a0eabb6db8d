"""Checks of the machine: folders, secrets, room, and the address that people are given."""

import os
import shutil
from pathlib import Path

from data.services import steady_days
from data.services.findings import Finding, change, fine, typed
from data.settings import PUBLIC_URL, settings
from data.store import contacts
from data.store.filling import sqlite_file

_LEAST_ROOM = 200_000_000
_TIMES_THE_DATABASE = 3  # a close writes the database anew beside itself
_FOLDER_MODE, _FILE_MODE = 0o700, 0o600
_PEPPER_BYTES = 32
_ANCHORS = "audit-anchors.txt"
_BACKUPS = "backups.txt"


def public_address() -> Finding:
    """Encrypted, unless nobody but this machine can come."""
    here = settings()
    if here.reachable and not here.secure:
        return change(
            f"{PUBLIC_URL} is {here.public_url}, which everybody on the way can read; put a proxy "
            "with a certificate in front and name its https:// address."
        )
    return fine(here.public_url)


def home_folder() -> Finding:
    """There, and ours alone."""
    return folder(settings().home)


def folder_of_keys() -> Finding:
    """Likewise."""
    return folder(settings().keys)


def files_of_keys() -> Finding:
    """Nobody else may read a secret."""
    keys = settings().keys
    there = sorted(keys.rglob("*")) if keys.is_dir() else []
    folders = [each for each in there if each.is_dir() and too_open(each, _FOLDER_MODE)]
    if folders:
        return folder(folders[0])
    files = [each for each in there if each.is_file()]
    open_ones = [each for each in files if too_open(each, _FILE_MODE)]
    if open_ones:
        return change(
            f"{open_ones[0]} has the mode {mode(open_ones[0])}; others may read it: "
            f"{typed('chmod 600', *open_ones)}"
        )
    return fine(f"{len(files)}, for their owner only.")


def pepper() -> Finding:
    """What every link, code and second step depends on."""
    path = settings().keys / "pepper"
    if not path.is_file():
        return change(
            f"{path} is not there; put it back if the database is older than this folder. A new "
            "installation makes it at its first start."
        )
    if path.stat().st_size != _PEPPER_BYTES:
        return change(f"{path} has {path.stat().st_size} bytes, not 32; put back the right one.")
    return fine("there. Keep a copy in another place than the backups.")


def owners() -> Finding:
    """One and the same for everything that the program writes; else it stops in the middle."""
    home = settings().home
    there = [each for each in (home, *_written()) if each.exists()]
    if os.name != "posix" or home not in there:
        return fine("nothing to compare.")
    right = owner(home)
    odd = [each for each in there if owner(each) != right]
    if odd:
        return change(
            f"{odd[0]} belongs to {owner(odd[0])}, but {home} to {right}, and the program must own "
            f"both: {typed(f'chown {right}', *odd)}"
        )
    return fine(f"everything in {home} belongs to {right}.")


def _written() -> list[Path]:
    """What the program writes, whether it is there or not."""
    keys, files = settings().keys, (sqlite_file(), contacts.sqlite_file())
    ends = ("", "-wal", "-shm")
    beside = [Path(f"{file}{end}") for file in files if file is not None for end in ends]
    secrets = sorted(keys.rglob("*")) if keys.is_dir() else []
    lists = (settings().home / name for name in (_ANCHORS, _BACKUPS, steady_days.FILE))
    return [*beside, keys, *secrets, *lists]


def owner(path: Path) -> str:
    """As `chown` takes it: a name, or a number that has none."""
    try:
        return path.owner()
    except KeyError:
        return str(path.stat().st_uid)


def disk_space() -> Finding:
    """Room for a close, which writes the database anew, and for growing."""
    home, file = settings().home, sqlite_file()
    size = file.stat().st_size if file is not None and file.is_file() else 0
    needed = max(_LEAST_ROOM, _TIMES_THE_DATABASE * size)
    places = [home] if file is None else [home, file.parent]  # which may be another disk
    free, place = min((shutil.disk_usage(_nearest(each)).free, each) for each in places)
    told = f"{_megabytes(free)} free under {place}"
    if free < needed:
        return change(f"{told}; make room for {_megabytes(needed)} at least.")
    return fine(f"{told}.")


def folder(path: Path) -> Finding:
    """There, and for its owner only."""
    if not path.is_dir():
        return change(f"{path} is not there yet; the first start makes it.")
    if too_open(path, _FOLDER_MODE):
        return change(
            f"{path} has the mode {mode(path)}; others may look into it: {typed('chmod 700', path)}"
        )
    return fine(f"{path} is for its owner only.")


def too_open(path: Path, most: int) -> bool:
    """Others may do with it what only its owner should."""
    return os.name == "posix" and bool(path.stat().st_mode & 0o777 & ~most)


def mode(path: Path) -> str:
    """As `chmod` takes it."""
    return f"{path.stat().st_mode & 0o777:04o}"


def _nearest(path: Path) -> Path:
    """The folder, or the one in which it would be made."""
    return next(each for each in (path, *path.parents) if each.exists())


def _megabytes(size: int) -> str:
    return f"{size / 1e6:,.0f} MB"

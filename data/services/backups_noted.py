"""Which backups this program has made, as a list in the home folder that no backup holds.

The list says where a backup was put. Whether it is still there is looked at each time somebody
asks; of copies that people made of it nothing is known.
"""

import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from urllib.parse import quote, unquote

from data.settings import settings

FILE = "backups.txt"
_IN_A_FOLDER = re.compile(r"common-table-([0-9]{4}-[0-9]{2}-[0-9]{2})(?:-[0-9]+)?\.backup")
_LINE = re.compile(
    r"(?P<kind>file|folder) (?P<day>[0-9]{4}-[0-9]{2}-[0-9]{2}) "
    r"(?P<days>[0-9]{1,5}|-) (?P<path>\S+)"
)


@dataclass(frozen=True, slots=True)
class Noted:
    """A line of the list.

    Attributes:
        is_folder: a folder of backups by day, of which the oldest are removed; else one file.
        day: on which a backup was last put there.
        days: after how many a backup is to end; None where nobody said so.
    """

    is_folder: bool
    day: date
    days: int | None
    path: Path


@dataclass(frozen=True, slots=True)
class Backup:
    """A backup that is still where it was put.

    Attributes:
        made_on: the day by which it is called.
        until: the day on which it is to be removed; None where nobody said so.
    """

    made_on: date
    until: date | None


@dataclass(frozen=True, slots=True)
class StillThere:
    """What is left of all backups that were noted.

    Attributes:
        backups: oldest first.
        out_of_sight: places into which the program cannot look now, so that a backup may be there.
    """

    backups: tuple[Backup, ...] = ()
    out_of_sight: int = 0


def day_of(name: str) -> date | None:
    """The day by which a backup in a folder is named; None for a file that is called otherwise."""
    found = _IN_A_FOLDER.fullmatch(name)
    return None if found is None else _as_day(found[1])


def note(path: Path, *, day: date, days: int | None, is_folder: bool = False) -> None:
    """Write down where a backup was put; what was noted of the same place before goes.

    Args:
        path: the file, or the folder of backups by day.
        day: on which it was made.
        days: after how many it is to end; None where nobody said so.

    Raises:
        OSError: the list cannot be written.
    """
    new = Noted(is_folder, day, days, path.resolve())
    kept = [each for each in noted() if each.path != new.path and not _is_gone(each)]
    place = settings().home / FILE
    place.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    fresh = place.with_name(f"{FILE}.{os.getpid()}")
    descriptor = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        file.writelines(_line(each) for each in (*kept, new))
        file.flush()
        os.fsync(file.fileno())
    fresh.replace(place)


def noted() -> tuple[Noted, ...]:
    """The lines of the list, in the order in which they were written; what is none is left out."""
    try:
        text = (settings().home / FILE).read_text(encoding="utf-8", errors="replace")
    except FileNotFoundError:
        return ()
    return tuple(each for line in text.splitlines() for each in _read(line))


def still_there() -> StillThere:
    """Every backup that was noted, or lies in a folder that was, and is still in its place."""
    found: list[Backup] = []
    out_of_sight = 0
    for each in noted():
        try:
            found += _in_folder(each) if each.is_folder else _as_file(each)
        except OSError:
            out_of_sight += 1
    return StillThere(tuple(sorted(found, key=lambda each: each.made_on)), out_of_sight)


def _in_folder(folder: Noted) -> Iterator[Backup]:
    for path in folder.path.iterdir():
        day = day_of(path.name)
        if day is not None and path.is_file():
            yield _backup(day, folder.days)


def _as_file(file: Noted) -> Iterator[Backup]:
    try:
        file.path.stat()
    except FileNotFoundError:
        return
    yield _backup(file.day, file.days)


def _is_gone(each: Noted) -> bool:
    """It was one file, and somebody removed it."""
    try:
        return not each.is_folder and not any(_as_file(each))
    except OSError:
        return False


def _backup(day: date, days: int | None) -> Backup:
    return Backup(day, None if days is None else day + timedelta(days=days))


def _line(each: Noted) -> str:
    kind = "folder" if each.is_folder else "file"
    days = "-" if each.days is None else each.days
    return f"{kind} {each.day.isoformat()} {days} {quote(os.fsencode(each.path))}\n"


def _read(line: str) -> Iterator[Noted]:
    found = _LINE.fullmatch(line)
    if found is None:
        return
    day = _as_day(found["day"])
    if day is None:
        return
    days = None if found["days"] == "-" else int(found["days"])
    path = Path(unquote(found["path"], errors="surrogateescape"))
    yield Noted(found["kind"] == "folder", day, days, path)


def _as_day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None

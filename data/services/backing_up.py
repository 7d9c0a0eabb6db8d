"""Back up the database while the app runs: one file, whole and read back, or none."""

from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from itertools import chain, count
from pathlib import Path

from data.clock import seconds
from data.services import pepper_mark, steady_days
from data.services.backups_noted import day_of
from data.services.errors import StorageError
from data.store import copying, families
from data.store.backup_file import About, BackupProblem, reading_backup, writing_backup
from data.store.filling import sqlite_file
from data.store.sealed_waves import open_in

__all__ = [
    "BackedUp",
    "BackupProblem",
    "StorageError",
    "Tell",
    "back_up",
    "back_up_into",
    "silently",
]

_CUT_OFF = ".common-table.*"
_A_DAY = 86_400

Tell = Callable[[str, int], None]


@dataclass(frozen=True, slots=True)
class BackedUp:
    """What a new backup holds.

    Attributes:
        rows: of all tables.
        open_waves: ids of the waves whose answers only the folder of keys can open.
        most_days: how many days it may be kept, as parents of family groups were promised; None
            where nobody was promised anything.
    """

    tables: int
    rows: int
    open_waves: tuple[str, ...]
    most_days: int | None = None


def silently(_table: str, _rows: int) -> None:
    """Tell nobody."""


def back_up(file: Path, *, tell: Tell = silently) -> BackedUp:
    """Write a backup of the database of the settings; the folder of keys is never in it.

    Args:
        file: where there is nothing yet.
        tell: hears the name of each table and how many of its rows were copied.

    Raises:
        BackupProblem: there is such a file, nothing to back up, no room, or what would be in the
            backup could not be restored.
        StorageError: the database refused, or its file is damaged.
        OSError: the folder may not be written to.
    """
    source = sqlite_file()
    if source is not None and not source.is_file():
        raise BackupProblem(
            f"{source}: there is no database. Name its home folder in COMMON_TABLE_HOME."
        )
    with writing_backup(file) as backup:
        copying.copy_into(backup, _about, tell=tell)
    with reading_backup(file) as written:
        return BackedUp(
            tables=len(written.tables),
            rows=sum(kept.rows for kept in written.tables.values()),
            open_waves=tuple(wave.id for wave in open_in(written)),
            most_days=_most_days(),
        )


def _most_days() -> int | None:
    """As many as the plan that promised the fewest: what is erased later is gone in time, too."""
    said = (each.get("backup_days") for each in families.settings_anywhere())
    return min((each for each in said if isinstance(each, int)), default=None)


@dataclass(frozen=True, slots=True)
class KeptBackups:
    """A folder of backups after one more.

    Attributes:
        file: the new one.
        made: what it holds.
        removed: older ones whose days were over, oldest first.
        in_doubt: the clock went ahead too far at once, so none was removed.
    """

    file: Path
    made: BackedUp
    removed: tuple[Path, ...]
    in_doubt: bool = False


def back_up_into(folder: Path, *, days: int, tell: Tell = silently) -> KeptBackups:
    """Write a backup into a folder, named by its day, and remove its own that are too old.

    Nothing is removed before the new one was read back, nothing that this has not made, and nothing
    by a day that cannot be believed yet. What is left of one that was cut off goes after a day.

    Args:
        folder: is made where it is not there.
        days: a backup is removed once it is so many days old.
        tell: hears the name of each table and how many of its rows were copied.

    Raises:
        BackupProblem, StorageError, OSError: as `back_up`; then nothing was removed.
    """
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    day = _day()
    names = chain(
        [f"common-table-{day}.backup"], (f"common-table-{day}-{n}.backup" for n in count(2))
    )
    file = next(path for path in map(folder.joinpath, names) if not path.exists())
    made = back_up(file, tell=tell)
    if not steady_days.believed():
        return KeptBackups(file, made, removed=(), in_doubt=True)
    _remove_cut_off(folder)
    return KeptBackups(file, made, removed=tuple(_remove_old(folder, before=day - timedelta(days))))


def _remove_cut_off(folder: Path) -> None:
    """What is left of backups that a power cut or a kill has ended."""
    for part in folder.glob(_CUT_OFF):
        with suppress(FileNotFoundError):  # another run was faster
            if seconds() - part.stat().st_mtime > _A_DAY:  # whoever wrote it is long gone
                part.unlink()


def _remove_old(folder: Path, *, before: date) -> Iterator[Path]:
    for path in sorted(folder.iterdir()):
        day = day_of(path.name)
        if day is not None and path.is_file() and day <= before:
            path.unlink(missing_ok=True)
            yield path


def _about(revision: str) -> About:
    return About(revision=revision, day=_day().isoformat(), pepper=pepper_mark.mark())


def _day() -> date:
    return datetime.fromtimestamp(seconds(), tz=UTC).date()  # where a day ends last is a day behind

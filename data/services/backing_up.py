"""Back up the database while the app runs: one file, whole and read back, or none."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from data.clock import seconds
from data.keyring import pepper
from data.services.errors import StorageError
from data.settings import settings
from data.store import copying
from data.store.backup_file import About, BackupProblem, reading_backup, writing_backup
from data.store.filling import sqlite_file
from data.store.sealed_waves import open_in
from data.tokens import fingerprint

__all__ = [
    "BackedUp",
    "BackupProblem",
    "StorageError",
    "Tell",
    "back_up",
    "pepper_mark",
    "silently",
]

Tell = Callable[[str, int], None]
_PURPOSE = "backup"


@dataclass(frozen=True, slots=True)
class BackedUp:
    """What a new backup holds.

    Attributes:
        rows: of all tables.
        open_waves: ids of the waves whose answers only the folder of keys can open.
    """

    tables: int
    rows: int
    open_waves: tuple[str, ...]


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
        )


def pepper_mark() -> str:
    """A fingerprint of this installation's pepper; empty where there is none yet."""
    if not (settings().keys / "pepper").exists():
        return ""
    pepper()
    return fingerprint("", purpose=_PURPOSE).hex()


def _about(revision: str) -> About:
    day = datetime.fromtimestamp(seconds(), tz=UTC).date()  # where a day ends last is a day behind
    return About(revision=revision, day=day.isoformat(), pepper=pepper_mark())

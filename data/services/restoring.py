"""Make a database out of a backup, in an empty place, and say what did not come back with it."""

from dataclasses import dataclass
from pathlib import Path

from data.keyring import wave_key
from data.services import anchors, pepper_mark
from data.services.backing_up import Tell, silently
from data.services.errors import StorageError
from data.store import audit as log
from data.store import filling, pepper_marks
from data.store.backup_file import BackupProblem, reading_backup
from data.store.scope import EVERYTHING, within
from data.store.sealed_waves import SealedWave, open_in

__all__ = ["BackupProblem", "Restored", "StorageError", "restore"]


@dataclass(frozen=True, slots=True)
class Restored:
    """What has come back.

    Attributes:
        day: on which the backup was made.
        rows: of all tables.
        same_pepper: links, codes and fingerprints from before still work.
        without_key: open waves whose key is not in the folder of keys.
        steps_since: how many steps of staff the anchors beside the database know of that are not in
            the backup; None where there are no anchors.
    """

    day: str
    tables: int
    rows: int
    same_pepper: bool
    without_key: tuple[SealedWave, ...]
    steps_since: int | None = None


def restore(file: Path, *, tell: Tell = silently) -> Restored:
    """Fill the empty place that the settings name.

    Nobody is signed in afterwards: sessions are not in a backup.

    Args:
        file: a backup; it is read completely before anything is written.
        tell: hears the name of each table and how many rows it has.

    Raises:
        BackupProblem: the place is not empty, or the file is no whole backup that this version
            knows; nothing was changed.
        StorageError: the database refused; nothing was changed.
        OSError: the file may not be read, or the folder not written to.
    """
    with reading_backup(file) as backup:
        filling.refuse_newer(backup.about.revision)
        filling.refuse_unless_empty()
        backup.check()
        filling.fill(backup, tell=tell)
        if backup.about.pepper:  # one of an earlier version knows it, and its tables do not
            pepper_marks.keep(backup.about.pepper, instead_of=None)
        return Restored(
            day=backup.about.day,
            tables=len(backup.tables),
            rows=sum(kept.rows for kept in backup.tables.values()),
            same_pepper=pepper_mark.mark() == backup.about.pepper,
            without_key=tuple(wave for wave in open_in(backup) if not _has_key(wave)),
            steps_since=_steps_since(),
        )


def _steps_since() -> int | None:
    last = anchors.last_kept()
    if last is None:
        return None
    with within(EVERYTHING):
        return max(0, anchors.parse(last.text).number - log.head().number)


def _has_key(wave: SealedWave) -> bool:
    try:
        key = wave_key(wave.id)
    except OSError:
        return False
    return key is not None and key.public == wave.public_key

"""The waves of a backup whose answers are still sealed."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from data.store.backup_file import Backup


@dataclass(frozen=True, slots=True)
class SealedWave:
    """A wave that was open, or in the middle of its close.

    Attributes:
        answers: how many sealed sheets of it the backup holds.
    """

    id: str
    public_key: bytes | None = field(repr=False)
    answers: int


def open_in(backup: Backup) -> tuple[SealedWave, ...]:
    """All that cannot be counted without their key, by id."""
    answers = Counter(row["wave_id"] for row in _rows(backup, "ballot"))
    return tuple(
        SealedWave(id=wave["id"], public_key=wave["public_key"], answers=answers[wave["id"]])
        for wave in _rows(backup, "wave")
        if wave["state"] in ("open", "closing") and not wave["counted"]
    )


def _rows(backup: Backup, table: str) -> Iterator[dict[str, Any]]:
    if table in backup.tables:
        names = backup.columns(table)
        yield from (dict(zip(names, row, strict=True)) for row in backup.rows(table))

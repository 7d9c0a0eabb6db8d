"""What must be done before the first request, and whether the database is there."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from data import counted, keyring
from data.clock import today
from data.services import (
    access,
    audit_log,
    family_ends,
    pepper_mark,
    report_keeping,
    steady_days,
    waves,
    written_later,
)
from data.services.authority import PROGRAM, acting
from data.services.errors import StorageError
from data.settings import settings
from data.store import schema
from data.store.connections import reading
from data.store.filling import sqlite_file

__all__ = [
    "StorageError",
    "is_ready",
    "keep_daily_anchor",
    "lost_pepper",
    "migrate",
    "prepare",
    "remove_old_reports",
    "run_daily_clocks",
    "say_what_was_refused",
    "schema_differences",
    "why_not_ready",
]

_PATIENCE = 5.0  # seconds at the end for what is still to be written into the log


@dataclass(slots=True)
class _Clocks:
    """The days on which this process last looked for what is due."""

    ran_on: date | None = None
    reports_on: date | None = None


_clocks = _Clocks()


def prepare() -> str | None:
    """Make the home folder, bring the database up to date, and think of a set-up code.

    Returns:
        A one-time code to print while nobody has set a passphrase; None afterwards.
    """
    settings().home.mkdir(parents=True, exist_ok=True, mode=0o700)
    schema.upgrade()
    pepper_mark.note()
    return None if access.is_set_up() else access.ensure_setup_code()  # a code makes a pepper


def lost_pepper() -> str | None:
    """What to say where the pepper is another one than the database was used with."""
    return pepper_mark.told()


def migrate() -> Path | None:
    """Bring the database up to date; several processes may do so at once.

    Returns:
        The file of the database if there was nothing in its place before; None otherwise.

    Raises:
        StorageError: the database refused, or a later version has made it.
        OSError: the home folder cannot be made or written to.
    """
    file = sqlite_file()
    was_there = file is None or (file.is_file() and file.stat().st_size > 0)
    settings().home.mkdir(parents=True, exist_ok=True, mode=0o700)
    schema.upgrade()
    return None if was_there else file


def schema_differences() -> tuple[str, ...]:
    """What the migrations leave different from the tables in code; nothing if all is well."""
    return schema.differences()


def keep_daily_anchor() -> None:
    """Note where the log of staff's steps stands, once a day at least."""
    audit_log.keep_daily_anchor()


def run_daily_clocks() -> None:
    """Destroy what is due of family groups, once a day in this process.

    Nothing is destroyed by a day that cannot be believed yet; `doctor` tells of it.

    Raises:
        StorageError: something that is due is still there; the next call tries again.
        OSError: the day could not be kept; nothing was destroyed.
    """
    if _clocks.ran_on != today():
        if steady_days.believed():
            with acting(PROGRAM):
                family_ends.run_clocks()
        _clocks.ran_on = today()


def remove_old_reports() -> None:
    """Remove made reports whose days are over, once a day in this process."""
    if _clocks.reports_on != today():
        report_keeping.remove_old()
        _clocks.reports_on = today()


def say_what_was_refused(*, everything: bool = False) -> None:
    """Write down how often there were refusals in hours that are over.

    Args:
        everything: also in this hour, because the program ends.
    """
    if everything:
        written_later.end(_PATIENCE)
    else:
        written_later.catch_up()
    counted.tell(everything=everything)


def is_ready() -> bool:
    """The database answers, and the folder of keys is its own, with its pepper."""
    return why_not_ready() is None


def why_not_ready() -> str | None:
    """What is missing, in words that anybody may read and that name no wave; None if nothing is."""
    try:
        with reading():
            migrated = schema.revision() is not None
        if not migrated:
            return "the database is empty; common-table migrate brings it up to date"
        with acting(PROGRAM):
            keyless = waves.all_without_key()
        pepper = _why_not_its_pepper()
    except StorageError:
        return "the database does not answer"
    return "the folder of keys has the key of no open wave" if keyless else pepper


def _why_not_its_pepper() -> str | None:
    if not pepper_mark.sound():
        return (
            "the pepper is not the one that the database was used with; common-table doctor says "
            "what to do"
        )
    there = keyring.pepper_there()
    if there is not None and there != keyring.pepper():
        return "the pepper was changed since this process began; start it again"
    return None

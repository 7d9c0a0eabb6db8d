"""Check a deployment, one small check after another, and say what to change.

A check finds that all is well, or says what came and what would be right. None changes anything.
"""

import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from data.services import (
    doctor_backups,
    doctor_database,
    doctor_families,
    doctor_log,
    doctor_machine,
    doctor_parts,
    doctor_pepper,
    doctor_waves,
)
from data.services.errors import StorageError
from data.services.findings import Finding, change, fine
from data.settings import SettingsError, settings
from data.store.filling import sqlite_file

__all__ = ["Finding", "examine"]

_OLDEST_PYTHON = (3, 11)


@dataclass(frozen=True, slots=True)
class Check:
    """One check.

    Attributes:
        needs: "nothing", or what must be well before: the "settings", the "database" that answers,
            its "schema", or that and its kind, "sqlite" or "postgresql".
    """

    name: str
    needs: str
    look: Callable[[], Finding]


def python() -> Finding:
    """Of a kind that the program was made for."""
    now = ".".join(str(part) for part in sys.version_info[:3])
    if sys.version_info < _OLDEST_PYTHON:
        return change(f"it is {now}; install 3.11 or newer.")
    return fine(now)


def environment() -> Finding:
    """All settings can be read."""
    try:
        settings()
    except SettingsError as problem:
        return change(str(problem))
    return fine("all can be read.")


CHECKS = (
    Check("python", "nothing", python),
    Check("parts of others", "nothing", doctor_parts.parts_of_others),
    Check("settings", "nothing", environment),
    Check("public address", "settings", doctor_machine.public_address),
    Check("home folder", "settings", doctor_machine.home_folder),
    Check("folder of keys", "settings", doctor_machine.folder_of_keys),
    Check("files of keys", "settings", doctor_machine.files_of_keys),
    Check("pepper", "settings", doctor_machine.pepper),
    Check("owner of files", "settings", doctor_machine.owners),
    Check("disk space", "settings", doctor_machine.disk_space),
    Check("database", "settings", doctor_database.reachable),
    Check("content of the file", "database", doctor_database.content),
    Check("links between tables", "database", doctor_database.links),
    Check("schema", "database", doctor_database.schema),
    Check("triggers", "schema", doctor_database.triggers),
    Check("log of staff", "schema", doctor_log.whole),
    Check("anchors of the log", "schema", doctor_log.anchored),
    Check("file of the database", "sqlite", doctor_database.file_mode),
    *(
        Check(f"sqlite {wanted.name}", "sqlite", wanted.look)
        for wanted in doctor_database.SQLITE_SETTINGS
    ),
    *(
        Check(f"postgresql {wanted.name}", "postgresql", wanted.look)
        for wanted in doctor_database.SERVER_SETTINGS
    ),
    Check("postgresql user", "postgresql", doctor_database.user),
    Check("postgresql rules for rows", "postgresql", doctor_database.rules),
    Check("database of contacts", "database", doctor_families.database_of_contacts),
    Check("words of family groups", "schema", doctor_families.words),
    Check("keys of words", "schema", doctor_families.keys_of_words),
    Check("pepper of the database", "schema", doctor_pepper.in_use),
    Check("keys of open waves", "schema", doctor_waves.keys),
    Check("keys of closed waves", "schema", doctor_waves.keys_of_closed_waves),
    Check("cut-off closes", "schema", doctor_waves.closes),
    Check("clock", "schema", doctor_waves.clock),
    Check("last backup", "schema", doctor_backups.last_backup),
)


def examine() -> Iterator[tuple[str, Finding]]:
    """The name of each check and what it found; what cannot be checked yet is left out."""
    there = {"nothing"}
    for check in CHECKS:
        if check.needs not in there:
            continue
        found = _carefully(check)
        yield check.name, found
        if found.ok:
            there |= {check.name}
        if check.name == "schema" and found.ok:
            there |= {"postgresql" if sqlite_file() is None else "sqlite"}


def _carefully(check: Check) -> Finding:
    try:
        return check.look()
    except StorageError as problem:
        return change(problem.in_full)
    except OSError as error:
        return change(f"{error.filename or 'it'} cannot be looked at: {error.strerror}.")

"""Checks of the database: that what is acknowledged stays, and that nothing tells who answered."""

from dataclasses import dataclass

from data.services import doctor_machine
from data.services.findings import Finding, change, fine, typed
from data.settings import DATABASE_URL
from data.store import health, walls
from data.store import schema as migrations
from data.store.connections import damaged_file
from data.store.filling import sqlite_file


@dataclass(frozen=True, slots=True)
class SQLiteSetting:
    """A setting that every connection of ours makes for itself.

    Attributes:
        right: as SQLite tells it.
        why: what goes wrong otherwise.
    """

    name: str
    right: str
    why: str

    def look(self) -> Finding:
        """Whether it is in force."""
        now = health.pragmas([self.name])[self.name]
        if now != self.right:
            return change(
                f"it is {now} and should be {self.right}: {self.why}. The disk may not allow it: "
                "keep the home folder on a disk of this machine, not on a shared one."
            )
        return fine(now)


@dataclass(frozen=True, slots=True)
class ServerSetting:
    """A setting of PostgreSQL.

    Attributes:
        right: the values that will do, the best one first.
        why: what goes wrong otherwise.
        at_creation: it is chosen when the server is made, and not later by a statement.
    """

    name: str
    right: tuple[str, ...]
    why: str
    at_creation: bool = False

    def look(self) -> Finding:
        """Whether it is in force; a version of the server may not have it."""
        now = health.server_settings([self.name]).get(self.name)
        if now is None or now in self.right:
            return fine(now or "this server does not have it.")
        told = f"it is {now} and should be {self.right[0]}: {self.why}. "
        if self.at_creation:
            return change(f"{told}Stop the server and run pg_checksums --enable.")
        return change(f"{told}ALTER SYSTEM SET {self.name} = '{self.right[0]}', then restart it.")


SQLITE_SETTINGS = (
    SQLiteSetting("journal_mode", "wal", "readers and the one who writes would wait"),
    SQLiteSetting("synchronous", "2", "a power cut would lose answers that were thanked for"),
    SQLiteSetting("foreign_keys", "1", "rows could point to nothing"),
    SQLiteSetting("secure_delete", "1", "what was deleted would stay in the file"),
    SQLiteSetting("trusted_schema", "0", "a file from elsewhere could run its own functions"),
    SQLiteSetting("temp_store", "2", "copies could stay in a folder for temporary files"),
)
_LOST = "a power cut would lose answers that were thanked for"
_TOLD = "the log of the server would tell what was stored, or when"
SERVER_SETTINGS = (
    ServerSetting("synchronous_commit", ("on", "remote_apply"), _LOST),
    ServerSetting("fsync", ("on",), _LOST),
    ServerSetting("full_page_writes", ("on",), "a power cut could damage the database"),
    ServerSetting("data_checksums", ("on",), "a damaged disk would go unnoticed", at_creation=True),
    ServerSetting("track_commit_timestamp", ("off",), "each answer would be timed"),
    ServerSetting("log_statement", ("none", "ddl"), _TOLD),
    ServerSetting("log_min_duration_statement", ("-1",), _TOLD),
    ServerSetting("log_min_duration_sample", ("-1",), _TOLD),
    ServerSetting("log_transaction_sample_rate", ("0",), _TOLD),
    ServerSetting("log_duration", ("off",), _TOLD),
    ServerSetting("log_parameter_max_length", ("0",), _TOLD),
    ServerSetting("log_parameter_max_length_on_error", ("0",), _TOLD),
    ServerSetting("log_error_verbosity", ("terse",), _TOLD),
)


def reachable() -> Finding:
    """It answers."""
    file = sqlite_file()
    if file is not None and not file.is_file():
        return change(f"{file} is not there yet; the first start makes it, or a restore.")
    health.revisions()
    return fine("it answers.")


def content() -> Finding:
    """Every page and index of the file holds what it should."""
    file = sqlite_file()
    if file is None:
        return fine("the server sees to its own files.")
    if health.damages():
        return change(damaged_file().in_full)
    return fine(f"{file} is sound.")


def links() -> Finding:
    """No row points to one that is not there."""
    broken = health.broken_links()
    if broken:
        name = min(broken)
        return change(
            f"{broken[name]} rows of table '{name}' point to nothing, so a backup could not be "
            "restored. Restore an earlier one in an empty place: common-table restore FILE"
        )
    return fine("all hold.")


def schema() -> Finding:
    """Up to date, and as the migrations leave it."""
    now, newest = health.revisions()
    if (problem := migrations.unknown(now)) is not None:
        return change(f"the database has {problem}.")
    if now != newest:
        return change(
            f"it is at {now or 'nothing'} and the program at {newest}: make a backup, then run "
            "common-table migrate"
        )
    if differences := migrations.differences():
        more = f" (and {len(differences) - 1} more)" if differences[1:] else ""
        return change(
            f"it is at {now}, the newest, but {differences[0]}{more}. Undo what was changed by "
            "hand, or restore a backup in an empty place: common-table restore FILE"
        )
    return fine(f"at {now}, the newest.")


def file_mode() -> Finding:
    """Only we may read the file."""
    file = sqlite_file()
    if file is not None and doctor_machine.too_open(file, 0o600):
        return change(
            f"{file} has the mode {doctor_machine.mode(file)}; others may read it: "
            f"{typed('chmod 600', file)}"
        )
    return fine(f"{file} is for its owner only.")


def triggers() -> Finding:
    """The database refuses changes of the log of staff by itself."""
    return _as_migrated(walls.triggers(), "it refuses changes of the log of staff.")


def rules() -> Finding:
    """The server has a rule for the rows of each table of teams, and follows it."""
    return _as_migrated(walls.rules(), "it has a rule for each table of teams.")


def _as_migrated(odd: tuple[str, ...], well: str) -> Finding:
    if not odd:
        return fine(well)
    more = f" (and {len(odd) - 1} more)" if odd[1:] else ""
    return change(
        f"{odd[0]}{more}. Find out who did that. A backup that is restored in an empty place has "
        "them all again: common-table backup FILE, then common-table restore FILE"
    )


def user() -> Finding:
    """The server keeps teams apart for us, too."""
    role = health.role()
    if role.superuser or role.passes_walls:
        how = "is a superuser" if role.superuser else "has BYPASSRLS"
        return change(
            f"'{role.name}' {how}, so the server does not keep teams apart. Make a plain user that "
            f"owns the database and name it in {DATABASE_URL}."
        )
    return fine(f"'{role.name}' is a plain user; the server keeps teams apart.")

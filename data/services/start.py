"""What must be done before the first request, and whether the database is there."""

from data.services import access, audit_log, waves
from data.services.authority import PROGRAM, acting
from data.services.errors import StorageError
from data.settings import settings
from data.store import schema
from data.store.connections import reading

__all__ = [
    "StorageError",
    "is_ready",
    "keep_daily_anchor",
    "migrate",
    "prepare",
    "schema_differences",
]


def prepare() -> str | None:
    """Make the home folder, bring the database up to date, and think of a set-up code.

    Returns:
        A one-time code to print while nobody has set a passphrase; None afterwards.
    """
    settings().home.mkdir(parents=True, exist_ok=True, mode=0o700)
    schema.upgrade()
    return access.ensure_setup_code()


def migrate() -> None:
    """Bring the database up to date; several processes may do so at once."""
    settings().home.mkdir(parents=True, exist_ok=True, mode=0o700)
    schema.upgrade()


def schema_differences() -> tuple[str, ...]:
    """What the migrations leave different from the tables in code; nothing if all is well."""
    return schema.differences()


def keep_daily_anchor() -> None:
    """Note where the log of staff's steps stands, once a day at least."""
    audit_log.keep_daily_anchor()


def is_ready() -> bool:
    """The database answers, and the key of every open wave is where it should be."""
    try:
        with reading():
            migrated = schema.revision() is not None
        with acting(PROGRAM):
            return migrated and not waves.without_key()
    except StorageError:
        return False

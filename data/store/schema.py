"""Bring the database to the newest migration, one process at a time, and compare it with ours."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import alembic.command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from sqlalchemy import Connection, text

import data.migrations
from data.store.connections import is_sqlite, reading, writing
from data.store.scope import EVERYTHING, within
from data.tables import metadata

_MIGRATION_LOCK = 0x436F6D6D6F6E  # any number that nobody else uses


def upgrade(revision: str = "head") -> None:
    """Bring the database to a revision; several processes may ask for it at once."""
    with _migrating() as connection:
        alembic.command.upgrade(_config(connection), revision)


def downgrade(revision: str) -> None:
    """Take the database back to a revision, "base" for none."""
    with _migrating() as connection:
        alembic.command.downgrade(_config(connection), revision)


def revision() -> str | None:
    """The revision the database is at, None for an empty one."""
    with within(EVERYTHING), reading() as connection:
        return MigrationContext.configure(connection).get_current_revision()


def differences() -> tuple[str, ...]:
    """What the tables in code have that the database has not, and the other way round."""
    with within(EVERYTHING), reading() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        return tuple(str(difference) for difference in compare_metadata(context, metadata))


@contextmanager
def _migrating() -> Iterator[Connection]:
    if is_sqlite():
        with within(EVERYTHING), writing(foreign_keys=False) as connection:
            yield connection
            broken = connection.execute(text("PRAGMA foreign_key_check")).all()
            if broken:
                raise RuntimeError(f"migration: {len(broken)} rows would point to nothing.")
        return
    with within(EVERYTHING), writing() as connection:
        lock = text("SELECT pg_advisory_xact_lock(:number)")
        connection.execute(lock, {"number": _MIGRATION_LOCK})
        yield connection


def _config(connection: Connection) -> Config:
    config = Config()
    config.set_main_option("script_location", str(Path(data.migrations.__file__).parent))
    config.attributes["connection"] = connection
    return config

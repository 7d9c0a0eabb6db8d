"""Bring the database to the newest migration, one process at a time, and compare it with ours."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any

import alembic.command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, create_engine, inspect, text

import data.migrations
from data.store.connections import StorageError, is_sqlite, reading, writing
from data.store.scope import EVERYTHING, within
from data.tables import metadata

REVISIONS = "alembic_version"  # the table in which a database says its revision
_MIGRATION_LOCK = 0x436F6D6D6F6E  # any number that nobody else uses


def upgrade(revision: str = "head") -> None:
    """Bring the database to a revision; several processes may ask for it at once.

    Raises:
        StorageError: the database refused, or a later version has made it; nothing was changed.
    """
    with _migrating() as connection:
        _refuse_unknown(connection)
        alembic.command.upgrade(_config(connection), revision)


def downgrade(revision: str) -> None:
    """Take the database back to a revision, "base" for none."""
    with _migrating() as connection:
        alembic.command.downgrade(_config(connection), revision)


def revision() -> str | None:
    """The revision the database is at, None for an empty one."""
    with within(EVERYTHING), reading() as connection:
        return MigrationContext.configure(connection).get_current_revision()


def newest() -> str | None:
    """The last revision that this version has."""
    return ScriptDirectory.from_config(configuration()).get_current_head()


def unknown(revision: str | None) -> str | None:
    """What to say of a revision that a later version has made; None of one that is known here."""
    script = ScriptDirectory.from_config(configuration())
    known = {each.revision for each in script.walk_revisions()}
    if revision is None or revision in known:
        return None
    return (
        f"the schema {revision}; this version of Common Table knows {min(known)} to "
        f"{script.get_current_head()}. Install the version that made it, or a newer one"
    )


def tables_at(revision: str) -> frozenset[str]:
    """The tables that the migrations up to a revision make, found by making them in memory."""
    return _made_at(revision)[0]


def triggers_at(revision: str) -> Mapping[str, str]:
    """The triggers that they make on SQLite, by name, each as the statement that makes it."""
    return _made_at(revision)[1]


@cache
def _made_at(revision: str) -> tuple[frozenset[str], Mapping[str, str]]:
    made = create_engine("sqlite://", hide_parameters=True)
    try:
        with made.connect() as connection:
            alembic.command.upgrade(_config(connection), revision)
            tables = frozenset(inspect(connection).get_table_names()) - {REVISIONS}
            found = text("SELECT name, sql FROM sqlite_schema WHERE type = 'trigger'")
            return tables, {row.name: row.sql for row in connection.execute(found)}
    finally:
        made.dispose()


def differences() -> tuple[str, ...]:
    """What the tables in code have that the database has not, and the other way round."""
    with within(EVERYTHING), reading() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        return tuple(_in_words(difference) for difference in compare_metadata(context, metadata))


def configuration() -> Config:
    """Where our migrations are."""
    config = Config()
    config.set_main_option("script_location", str(Path(data.migrations.__file__).parent))
    return config


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
    config = configuration()
    config.attributes["connection"] = connection
    return config


def _refuse_unknown(connection: Connection) -> None:
    now = MigrationContext.configure(connection).get_current_revision()
    if (problem := unknown(now)) is not None:
        raise StorageError(f"The database has {problem}.")


def _in_words(difference: Any) -> str:
    """One difference that alembic has found; changes of one column come as a list."""
    step, *about = difference[0] if isinstance(difference, list) else difference
    action, what = step.split("_", 1)
    if action == "modify":
        return f"column {about[1]}.{about[2]} has another {what} than in the program"
    if what == "column":
        name = f"{about[1]}.{about[2].name}"
    else:
        owner = getattr(about[0], "table", None)
        name = about[0].name if owner is None else f"{owner.name}.{about[0].name}"
    return f"{what} {name} {'is missing' if action == 'add' else 'is unknown to the program'}"

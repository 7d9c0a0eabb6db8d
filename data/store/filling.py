"""A whole database from a backup, in a place where there is none: everything or nothing.

SQLite: a file beside the place is filled, checked, and given the name at the end. PostgreSQL: all
happens in one transaction, while whoever else would migrate waits.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import alembic.command
from alembic.migration import MigrationContext
from sqlalchemy import (
    JSON,
    Connection,
    Table,
    bindparam,
    cast,
    create_engine,
    delete,
    func,
    insert,
    inspect,
    select,
    text,
)
from sqlalchemy import Text as PlainText
from sqlalchemy.engine import make_url
from sqlalchemy.exc import DBAPIError

from data.settings import settings
from data.store import schema
from data.store.backup_file import (
    Backup,
    BackupProblem,
    Fingerprint,
    Row,
    refuse_if_there,
    unfinished,
)
from data.store.connections import StorageError, writing
from data.store.copying import (
    Tell,
    as_written,
    kept_tables,
    look_at_all_teams,
    rows,
    shape,
)
from data.store.scope import EVERYTHING, within

_QUICK = ("journal_mode=MEMORY", "synchronous=OFF", "secure_delete=ON", "temp_store=MEMORY")


def refuse_unless_empty() -> None:
    """Go on only where the settings name a place without a database.

    Raises:
        BackupProblem: there is one.
        StorageError: the server is not there.
    """
    file = sqlite_file()
    if file is not None:
        for each in (file, *(file.with_name(f"{file.name}-{end}") for end in ("wal", "journal"))):
            refuse_if_there(each, "Name another home folder, or move what is there away first.")
        return
    with _empty_postgresql():
        pass


def refuse_newer(revision: str) -> None:
    """Go on only with a backup whose schema this version knows.

    Raises:
        BackupProblem: a later version has made it.
    """
    if (problem := schema.unknown(revision)) is not None:
        raise BackupProblem(f"This backup has {problem}, and restore again.")


def fill(backup: Backup, *, tell: Tell) -> None:
    """Make the database of the settings out of a backup and bring it up to date.

    Args:
        backup: read and found whole.
        tell: hears the name of each table and how many rows it has.

    Raises:
        BackupProblem: there is a database already, or the backup does not fit; nothing was changed.
        StorageError: the database refused; nothing was changed.
    """
    file = sqlite_file()
    with _new_file(file) if file is not None else _empty_postgresql() as connection:
        _migrate(connection, backup.about.revision)
        look_at_all_teams(connection)
        tables = kept_tables(connection)
        _check_tables(backup, tables)
        for table in tables:
            _fill_table(connection, backup, table)
            tell(table.name, backup.tables[table.name].rows)
        for table in tables:
            _compare(connection, backup, table)
        _migrate(connection, "head")


def sqlite_file() -> Path | None:
    """The file of the database, None where the database is no file."""
    address = make_url(settings().database_url)
    if address.get_backend_name() != "sqlite":
        return None
    return Path(address.database or "").absolute()


@contextmanager
def _new_file(file: Path) -> Iterator[Connection]:
    refuse_unless_empty()
    file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    with unfinished(file) as part:
        made = create_engine(f"sqlite:///{part}", hide_parameters=True)
        try:
            with within(EVERYTHING), made.connect() as connection:
                for pragma in _QUICK:
                    connection.exec_driver_sql(f"PRAGMA {pragma}")
                connection.commit()
                yield connection
                _check_links(connection)
                connection.commit()
        except DBAPIError as error:
            reason = getattr(error.orig, "sqlite_errorname", type(error).__name__)
            raise StorageError(
                f"{file}: the database could not be written ({reason}); nothing was left there. "
                "Is the disk full?"
            ) from None
        finally:
            made.dispose()


@contextmanager
def _empty_postgresql() -> Iterator[Connection]:
    with within(EVERYTHING), writing() as connection:
        lock = text("SELECT pg_advisory_xact_lock(:number)")
        connection.execute(lock, {"number": schema._MIGRATION_LOCK})
        there = inspect(connection).get_table_names()
        if there:
            raise BackupProblem(
                f"The database holds {len(there)} tables already, such as '{min(there)}', and "
                "nothing is overwritten. Make an empty database and name it in "
                "COMMON_TABLE_DATABASE_URL."
            )
        yield connection


def _fill_table(connection: Connection, backup: Backup, table: Table) -> None:
    """Put all rows in; what a migration has put there gives way unless it is the same."""
    there: set[Row] = set()
    if connection.execute(select(func.count()).select_from(table)).scalar_one():
        there = set(rows(connection, table))
        if not there <= set(backup.rows(table.name)):
            connection.execute(delete(table))
            there = set()
    names = backup.columns(table.name)
    columns = tuple(table.columns[name] for name in names)
    statement = _insert(table, connection)
    for batch in backup.batches(table.name):
        new = [as_written(row, columns) for row in batch if row not in there]
        if new:
            connection.execute(statement, new)


def _insert(table: Table, connection: Connection) -> Any:
    """JSON goes in as the text it was."""
    plain = {}
    for column in table.columns:
        if isinstance(column.type, JSON):
            given = bindparam(column.name, type_=PlainText)
            is_file = connection.dialect.name == "sqlite"
            plain[column.name] = given if is_file else cast(given, column.type)
        else:
            plain[column.name] = bindparam(column.name, type_=column.type)
    return insert(table).values(plain)


def _check_tables(backup: Backup, tables: Sequence[Table]) -> None:
    expected, there = {table.name for table in tables}, set(backup.tables)
    if expected != there:
        odd = sorted(expected ^ there)
        raise BackupProblem(
            f"The backup does not fit its schema {backup.about.revision}: table '{odd[0]}' is "
            f"{'missing' if odd[0] in expected else 'unknown'}. Take another backup."
        )
    for table in tables:
        if set(shape(table).columns) != set(backup.columns(table.name)):
            raise BackupProblem(
                f"The backup does not fit its schema {backup.about.revision}: table "
                f"'{table.name}' has other columns. Take another backup."
            )


def _compare(connection: Connection, backup: Backup, table: Table) -> None:
    """What the database holds is what the backup held."""
    names = backup.columns(table.name)
    order = [list(table.columns.keys()).index(name) for name in names]
    taken = Fingerprint()
    for _ in taken.passing(tuple(row[n] for n in order) for row in rows(connection, table)):
        pass
    if taken.kept != backup.tables[table.name]:
        raise BackupProblem(
            f"Table '{table.name}' did not come out as it is in the backup, so nothing was "
            "restored. Please report this."
        )


def _check_links(connection: Connection) -> None:
    broken = connection.exec_driver_sql("PRAGMA foreign_key_check").all()
    if broken:
        raise BackupProblem(f"{len(broken)} rows of the backup point to nothing. Take another one.")
    if connection.exec_driver_sql("PRAGMA integrity_check").scalar() != "ok":
        raise StorageError("The restored database is damaged. Is the disk sound?")


def _migrate(connection: Connection, revision: str) -> None:
    if MigrationContext.configure(connection).get_current_revision() == revision:
        return
    config = schema.configuration()
    config.attributes["connection"] = connection
    alembic.command.upgrade(config, revision)

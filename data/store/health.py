"""What the database says of itself, for whoever checks a deployment; nothing is changed."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from alembic.migration import MigrationContext
from sqlalchemy import Connection, column, exists, func, inspect, select, table, text
from sqlalchemy.engine.interfaces import ReflectedForeignKeyConstraint

from data.store import schema
from data.store.connections import reading
from data.store.scope import EVERYTHING, within
from data.tables.audit import AuditEntry
from data.tables.base import table_of
from data.tables.values import Wave

_wave = table_of(Wave)
_entry = table_of(AuditEntry)


@dataclass(frozen=True, slots=True)
class Role:
    """The user of the database that we are.

    Attributes:
        superuser: nothing is refused to it.
        passes_walls: the rules for rows do not hold for it.
    """

    name: str
    superuser: bool
    passes_walls: bool


@dataclass(frozen=True, slots=True)
class UnderWay:
    """A wave that is open, or in the middle of its close."""

    id: str
    state: str
    counted: bool
    public_key: bytes | None = field(repr=False)


def revisions() -> tuple[str | None, str | None]:
    """The revision that the database is at, and the newest one there is."""
    with within(EVERYTHING), reading() as connection:
        now = MigrationContext.configure(connection).get_current_revision()
    return now, schema.newest()


def pragmas(names: Iterable[str]) -> dict[str, str]:
    """Settings of SQLite as they are in force for us."""
    with within(EVERYTHING), reading() as connection:
        return {name: str(connection.execute(text(f"PRAGMA {name}")).scalar()) for name in names}


def server_settings(names: Iterable[str]) -> dict[str, str]:
    """Settings of PostgreSQL as they are in force for us; without those that it does not know."""
    statement = text("SELECT name, current_setting(name) FROM pg_settings WHERE name = ANY(:names)")
    with within(EVERYTHING), reading() as connection:
        found = connection.execute(statement, {"names": list(names)})
        return {name: value for name, value in found}  # noqa: C416 - rows are no pairs


def role() -> Role:
    """The user that we are on PostgreSQL."""
    statement = text(
        "SELECT rolname, rolsuper, rolbypassrls FROM pg_roles WHERE rolname = current_user"
    )
    with within(EVERYTHING), reading() as connection:
        return Role(*connection.execute(statement).one())


def under_way() -> tuple[UnderWay, ...]:
    """All waves that are open or closing, by id."""
    columns = (_wave.c.id, _wave.c.state, _wave.c.counted, _wave.c.public_key)
    statement = select(*columns).where(_wave.c.state.in_(("open", "closing")))
    with within(EVERYTHING), reading() as connection:
        return tuple(UnderWay(*row) for row in connection.execute(statement.order_by(_wave.c.id)))


def last_known() -> tuple[date | None, int | None]:
    """The last day on which a wave opened, and the second of the last entry in the log of staff."""
    with within(EVERYTHING), reading() as connection:
        opened = connection.execute(select(func.max(_wave.c.opened_on))).scalar()
        return opened, connection.execute(select(func.max(_entry.c.at))).scalar()


def last_close() -> date | None:
    """The last day on which a wave that is counted could be answered."""
    statement = select(func.max(_wave.c.closes_on)).where(_wave.c.counted)
    with within(EVERYTHING), reading() as connection:
        return connection.execute(statement).scalar()


def first_known() -> int | None:
    """The second of the first entry in the log of staff."""
    with within(EVERYTHING), reading() as connection:
        return connection.execute(select(func.min(_entry.c.at))).scalar()


def damages() -> int:
    """How many places of an SQLite file do not hold what they should; many are not all counted."""
    with within(EVERYTHING), reading() as connection:
        return damages_in(connection)


def damages_in(connection: Connection) -> int:
    """The same, as an open transaction sees it; a server sees to its own files."""
    if connection.dialect.name != "sqlite":
        return 0
    found = connection.exec_driver_sql("PRAGMA integrity_check").scalars().all()
    return 0 if found == ["ok"] else len(found)


def broken_links() -> dict[str, int]:
    """Tables with how many of their rows point to rows that are not there."""
    with within(EVERYTHING), reading() as connection:
        return broken_links_in(connection)


def broken_links_in(connection: Connection) -> dict[str, int]:
    """The same, as an open transaction sees it."""
    if connection.dialect.name == "sqlite":
        found = connection.exec_driver_sql("PRAGMA foreign_key_check").all()
        return dict(Counter(row[0] for row in found))
    counted: Counter[str] = Counter()
    for name in inspect(connection).get_table_names():
        for link in inspect(connection).get_foreign_keys(name):
            counted[name] += _pointing_nowhere(connection, name, link)
    return dict(+counted)


def _pointing_nowhere(
    connection: Connection, name: str, link: ReflectedForeignKeyConstraint
) -> int:
    own = table(name, *map(column, link["constrained_columns"])).alias("own")
    other = table(link["referred_table"], *map(column, link["referred_columns"])).alias("other")
    pairs = list(zip(own.c, other.c, strict=True))
    there = exists().where(*(one == two for one, two in pairs))
    pointing = [one.is_not(None) for one, _ in pairs]
    statement = select(func.count()).select_from(own).where(*pointing, ~there)
    return connection.execute(statement).scalar_one()

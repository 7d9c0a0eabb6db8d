"""What the database refuses by itself: changes of the log of staff, and rows of other teams.

The migrations put that there; no table in code knows of it, so it is looked at here.
"""

from collections.abc import Iterator, Mapping

from sqlalchemy import Connection, text

from data.store import schema
from data.store.connections import is_sqlite, reading
from data.store.owners import OWNERS
from data.store.scope import EVERYTHING, within

_BODY = " BEGIN RAISE EXCEPTION 'the log of what staff did is never changed'; END "
_BEFORE, _DELETE, _UPDATE, _TRUNCATE = 2, 8, 16, 32  # as pg_trigger.h has them
_TRIGGERS = {
    "audit_entry_no_update": _BEFORE | _UPDATE,
    "audit_entry_no_delete": _BEFORE | _DELETE,
    "audit_entry_no_truncate": _BEFORE | _TRUNCATE,
}
_SETTING = "common_table.teams"
_RULES = {(table, "of_teams"): "*" for table in OWNERS} | {("frozen_edition", "new"): "a"}
"""Each policy, and what it is about: everything, or adding rows alone."""

_TRIGGERS_THERE = text(
    "SELECT tgname, tgtype, relname = 'audit_entry' AND tgenabled IN ('O', 'A') "
    "AND tgqual IS NULL AND tgattr::text = '' AND prosrc = :body AS good "
    "FROM pg_trigger JOIN pg_class ON pg_class.oid = tgrelid JOIN pg_proc ON pg_proc.oid = tgfoid "
    "WHERE NOT tgisinternal AND relnamespace = current_schema()::regnamespace"
)
_WALLED = text(
    "SELECT relname FROM pg_class WHERE relkind = 'r' AND relrowsecurity AND relforcerowsecurity "
    "AND relnamespace = current_schema()::regnamespace"
)
_RULES_THERE = text(
    "SELECT relname, polname, polcmd::text AS about, polpermissive AND polroles = '{0}'::oid[] "
    "AND (polcmd = 'a') = (polqual IS NULL) AND (polcmd = 'a') = (polwithcheck IS NOT NULL) "
    "AND strpos(pg_get_expr(coalesce(polqual, polwithcheck), polrelid), :setting) > 0 AS good "
    "FROM pg_policy JOIN pg_class ON pg_class.oid = polrelid "
    "WHERE relnamespace = current_schema()::regnamespace"
)


def triggers() -> tuple[str, ...]:
    """What is otherwise with the triggers than the migrations leave it, in words."""
    with within(EVERYTHING), reading() as connection:
        if is_sqlite():
            return tuple(_on_sqlite(connection))
        found = connection.execute(_TRIGGERS_THERE, {"body": _BODY}).all()
    there = {row.tgname: row.tgtype if row.good else None for row in found}
    return tuple(_compared("trigger", _TRIGGERS, there))


def rules() -> tuple[str, ...]:
    """What is otherwise with row-level security on PostgreSQL than the migrations leave it."""
    if is_sqlite():
        return ()
    with within(EVERYTHING), reading() as connection:
        walled = set(connection.execute(_WALLED).scalars())
        found = connection.execute(_RULES_THERE, {"setting": _SETTING}).all()
    off = (f"row-level security of table {name} is off" for name in sorted(OWNERS.keys() - walled))
    there = {(row.relname, row.polname): row.about if row.good else None for row in found}
    told = {f"{table}.{name}": about for (table, name), about in there.items()}
    right = {f"{table}.{name}": about for (table, name), about in _RULES.items()}
    return (*off, *_compared("policy", right, told))


def _on_sqlite(connection: Connection) -> Iterator[str]:
    found = connection.execute(text("SELECT name, sql FROM sqlite_schema WHERE type = 'trigger'"))
    there: dict[str, object] = {row.name: row.sql for row in found}
    yield from _compared("trigger", schema.triggers_at(schema.newest() or ""), there)


def _compared(kind: str, right: Mapping[str, object], there: Mapping[str, object]) -> Iterator[str]:
    for name in sorted(right.keys() | there.keys()):
        if name not in there:
            yield f"{kind} {name} is missing"
        elif name not in right:
            yield f"{kind} {name} is unknown to the program"
        elif there[name] != right[name]:
            yield f"{kind} {name} is off, or another than in the program"

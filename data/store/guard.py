"""The wall between teams in our own statements: what some teams may see is written into each.

A transaction of some teams speaks through a compiler that puts `(SELECT * FROM wave WHERE …)` in
the place of `wave` wherever that is read, and the same condition into every UPDATE and DELETE. So
it does not matter how a statement is built, or by whom. New rows are looked at before they go in.
Whatever cannot be looked at, such as text that names a table of teams, is refused.
"""

import re
from collections.abc import Mapping, Sequence
from contextvars import ContextVar
from typing import Any

from sqlalchemy import ColumnElement, Connection, Engine, String, bindparam, event
from sqlalchemy.engine import Dialect
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.ddl import ExecutableDDLElement
from sqlalchemy.sql.dml import Insert, UpdateBase

from data.store.guarded_rows import check_new_rows
from data.store.owners import OWNERS, condition
from data.store.scope import OutsideScope, Scope, scope

SCOPE_OPTION = "common_table_scope"

_teams: ContextVar[tuple[str, ...]] = ContextVar("teams of this statement", default=())
_TEAMS = bindparam(
    "teams_in_scope", type_=String(), expanding=True, callable_=lambda: list(_teams.get())
)
_NAMES = re.compile(rf"\b({'|'.join(OWNERS)})\b", re.IGNORECASE)


def guard(engine: Engine) -> None:
    """Let everything that goes through this engine reach the teams in scope only.

    Args:
        engine: with options of its own, so that others on the same pool are not touched.
    """
    engine.dialect = _guarded(engine.dialect)
    event.listen(engine, "before_execute", _before_statement, retval=True)
    event.listen(engine, "before_cursor_execute", _before_cursor)


def remember_scope(engine: Engine) -> None:
    """Let each connection of this engine keep the scope that it was made in."""

    @event.listens_for(engine, "engine_connect")
    def _remember(connection: Connection) -> None:
        connection.execution_options(**{SCOPE_OPTION: scope()})


def scope_of(connection: Connection) -> Scope:
    """The scope that a connection was made in; of a plain engine's, all there is."""
    return connection.get_execution_options().get(SCOPE_OPTION, Scope(frozenset(), all_teams=True))


class _OfScope(ColumnElement[bool]):
    """That a row of a table belongs to the teams in scope."""

    __visit_name__ = "of_scope"
    inherit_cache = False

    def __init__(self, table: str) -> None:
        self.table = table


class _Guard(SQLCompiler):
    """Mixed into the compiler of a dialect."""

    def visit_table(
        self,
        table: Any,
        asfrom: bool = False,  # noqa: FBT001, FBT002 - as the compiler calls it
        iscrud: bool = False,  # noqa: FBT001, FBT002
        enclosing_alias: Any = None,
        **how: Any,
    ) -> str:
        name = super().visit_table(
            table, asfrom=asfrom, iscrud=iscrud, enclosing_alias=enclosing_alias, **how
        )
        if not asfrom or iscrud or not _is_guarded(table):
            return name
        rows = f"(SELECT * FROM {name} WHERE {self._condition(table.name)})"
        named = enclosing_alias is not None and enclosing_alias.element is table
        return rows if named else f"{rows} AS {name}"

    def visit_update(self, update_stmt: Any, **how: Any) -> str:
        table = _target(update_stmt)
        if table is not None:
            self._refuse_other_owner(update_stmt)
            update_stmt = update_stmt.where(_OfScope(table))
        return super().visit_update(update_stmt, **how)

    def visit_delete(self, delete_stmt: Any, **how: Any) -> str:
        table = _target(delete_stmt)
        if table is not None:
            delete_stmt = delete_stmt.where(_OfScope(table))
        return super().visit_delete(delete_stmt, **how)

    def visit_insert(self, insert_stmt: Any, **how: Any) -> str:
        table = _target(insert_stmt)
        if self.stack and table is not None:
            raise OutsideScope(
                f"{table}: an INSERT inside of another statement cannot be looked "
                "at within some teams; make it a statement of its own."
            )
        return super().visit_insert(insert_stmt, **how)

    def visit_of_scope(self, element: _OfScope, **_how: Any) -> str:
        return self._condition(element.table)

    def visit_cte(self, cte: Any, *args: Any, **how: Any) -> Any:
        _refuse_names(str(cte.name))  # it would stand in the place of the table
        return super().visit_cte(cte, *args, **how)

    def visit_column(self, column: Any, *args: Any, **how: Any) -> str:
        if column.is_literal:
            _refuse_names(column.name)
        return super().visit_column(column, *args, **how)

    def visit_textclause(self, textclause: Any, *args: Any, **how: Any) -> str:
        _refuse_names(textclause.text)
        return super().visit_textclause(textclause, *args, **how)

    def escape_literal_column(self, text: str) -> str:
        _refuse_names(text)
        return super().escape_literal_column(text)

    def visit_extract(self, extract: Any, **how: Any) -> str:
        _refuse_names(extract.field)
        return super().visit_extract(extract, **how)

    def get_statement_hint_text(self, hint_texts: Any) -> str:
        text = super().get_statement_hint_text(hint_texts)
        _refuse_names(text)
        return text

    def _condition(self, table: str) -> str:
        return condition(table.lower(), f"IN {self.process(_TEAMS)}")

    def _refuse_other_owner(self, statement: Any) -> None:
        owner = OWNERS[statement.table.name.lower()].column
        stated = {getattr(key, "name", key) for key in statement._values or ()}
        if owner is not None and owner in stated | set(self.column_keys or ()):
            raise OutsideScope(
                f"{statement.table.name}: a row's {owner} stays what it is within some teams; "
                "add a row and delete the other."
            )


def _guarded(dialect: Dialect) -> Dialect:
    """The same dialect, with all that it has learnt and will learn, and a compiler of ours."""
    plain = type(dialect)
    compiler = type("GuardedCompiler", (_Guard, plain.statement_compiler), {})
    kind = type(
        f"Guarded{plain.__name__}",
        (plain,),
        {"statement_compiler": compiler, "supports_statement_cache": True},
    )
    made = object.__new__(kind)
    made.__dict__ = dialect.__dict__
    return made


def _is_guarded(table: Any) -> bool:
    """A table of teams, however it was described."""
    return str(table.name).lower() in OWNERS


def _target(statement: Any) -> str | None:
    """The table of teams that is written to, None for any other table."""
    table = statement.table
    if table.__visit_name__ != "table" or statement._prefixes:
        raise OutsideScope("Within some teams a table is written to by its own name and plainly.")
    return table.name if _is_guarded(table) else None


def _before_statement(
    connection: Connection,
    statement: Any,
    several: Sequence[Mapping[str, Any]],
    single: Mapping[str, Any],
    _options: Mapping[str, Any],
) -> tuple[Any, Any, Any]:
    teams = scope_of(connection).teams
    if isinstance(statement, ExecutableDDLElement):
        raise OutsideScope("Within some teams tables stay as they are.")
    if isinstance(statement, UpdateBase):
        _check_write(connection, statement, several or [single], teams)
    _teams.set(tuple(sorted(teams)))
    return statement, several, single


def _check_write(
    connection: Connection,
    statement: UpdateBase,
    rows: Sequence[Mapping[str, Any]],
    teams: frozenset[str],
) -> None:
    table = _target(statement)
    if table is None:
        return
    if not teams:
        raise OutsideScope(f"{table}: nobody acts for any team, so nothing is written.")
    if isinstance(statement, Insert):
        check_new_rows(connection, statement, rows, teams)


def _before_cursor(
    _connection: Connection, _cursor: Any, sql: str, _values: Any, context: Any, _many: object
) -> None:
    if getattr(context, "compiled", None) is None:  # it did not pass our compiler
        _refuse_names(sql)


def _refuse_names(text: str) -> None:
    found = _NAMES.search(text)
    if found:
        raise OutsideScope(
            f"{found.group().lower()}: within some teams a table of teams is not named in text; "
            "write the statement with the table itself."
        )

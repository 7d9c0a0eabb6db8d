"""New rows are looked at before they go in: whose they would be, in plain values."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from sqlalchemy import BindParameter, Connection, select
from sqlalchemy.sql.dml import Insert

from data.store.owners import OWNERS
from data.store.scope import OutsideScope
from data.tables import metadata

_AT_ONCE = 500
_UNKNOWN = object()


def check_new_rows(
    connection: Connection,
    statement: Insert,
    rows: Sequence[Mapping[str, Any]],
    teams: frozenset[str],
) -> None:
    """Go on only if each new row belongs to one of these teams.

    Args:
        connection: one that sees rows of these teams only.
        rows: what is given beside the statement; one empty row where nothing is.

    Raises:
        OutsideScope: a row would be another team's, or it cannot be told whose.
    """
    table = statement.table.name.lower()
    _refuse_other_ways(statement, table)
    column = OWNERS[table].column
    if column is None:
        return  # nobody's until a row of some team points to it
    owners = set(_owners(statement, rows, key=_key(statement, column)))
    if not owners <= _known(connection, owners, teams=teams, of=OWNERS[table].of):
        raise OutsideScope(
            f"{table}: a new row's {column} must be one of the teams in scope or of what they "
            "have, as a plain value; this one is not."
        )


def _refuse_other_ways(statement: Insert, table: str) -> None:
    after = statement._post_values_clause
    if after is not None and after.__visit_name__ != "on_conflict_do_nothing":
        raise OutsideScope(f"{table}: within some teams a row is added or changed, never either.")
    if statement.select is not None:
        raise OutsideScope(
            f"{table}: within some teams rows are added by their values; read first."
        )


def _key(statement: Insert, column: str) -> str:
    """What values of a column go by."""
    for one in statement.table.columns:
        if one.name == column:
            return one.key
    return column


def _owners(statement: Insert, rows: Sequence[Mapping[str, Any]], *, key: str) -> Iterator[object]:
    """The owner of each new row; `_UNKNOWN` where it is no plain value or is said twice."""
    stated = [row for group in statement._multi_values for row in group]
    if statement._values and _named(statement._values, key) is not _UNKNOWN:
        stated.append(statement._values)
    if not stated:
        yield from (_plain(row.get(key, _UNKNOWN)) for row in rows)
        return
    if any(rows):  # what is given beside a statement can take the place of what it says
        yield _UNKNOWN
    for row in stated:
        yield _plain(_named(row, key)) if isinstance(row, Mapping) else _UNKNOWN


def _named(row: Mapping[Any, Any], key: str) -> object:
    for column, value in row.items():
        if getattr(column, "key", column) == key:
            return value
    return _UNKNOWN


def _plain(value: object) -> object:
    if isinstance(value, BindParameter):
        value = value.effective_value
    return value if isinstance(value, str | bytes) else _UNKNOWN


def _known(
    connection: Connection, owners: set[object], *, teams: frozenset[str], of: str | None
) -> frozenset[object]:
    """Those owners that are in reach."""
    if of is None or _UNKNOWN in owners:
        return frozenset(teams)
    key = metadata.tables[of].c.id
    wanted = list(owners)
    found: set[object] = set()
    for start in range(0, len(wanted), _AT_ONCE):
        some = key.in_(wanted[start : start + _AT_ONCE])
        found.update(connection.execute(select(key).where(some)).scalars())
    return frozenset(found)

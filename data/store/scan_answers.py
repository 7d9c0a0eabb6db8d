"""What was said in a scan, as rows; each version is added and none is written over."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Table, func, insert, select, update
from sqlalchemy.dialects import postgresql, sqlite

from data.store.connections import reading, writing
from data.store.scans import add_scan, lock_open
from data.tables.base import table_of
from data.tables.scan import (
    ScanAnswer,
    ScanDecision,
    ScanDissent,
    ScanFile,
    ScanItem,
    ScanPlan,
    ScanSignOff,
)

_answer = table_of(ScanAnswer)
_item = table_of(ScanItem)
_file = table_of(ScanFile)
_decision = table_of(ScanDecision)
_dissent = table_of(ScanDissent)
_sign_off = table_of(ScanSignOff)
_plan = table_of(ScanPlan)
_INSERT = {"postgresql": postgresql.insert, "sqlite": sqlite.insert}
_SAVED: dict[Table, str] = {
    _answer: "version",
    _plan: "version",
    _decision: "number",
    _sign_off: "number",
}


class HasEnded(Exception):
    """The round has ended, so nothing was added."""


@dataclass(frozen=True, slots=True)
class Stored:
    """The rows of one scan, each table's in the order of its key."""

    answers: tuple[Mapping[str, Any], ...]
    files: tuple[Mapping[str, Any], ...]
    decisions: tuple[Mapping[str, Any], ...]
    dissents: tuple[Mapping[str, Any], ...]
    sign_offs: tuple[Mapping[str, Any], ...]
    plans: tuple[Mapping[str, Any], ...]


def everything(scan_id: str) -> Stored:
    """All that was said in one scan, every version of it; files without their content."""
    with reading() as connection:
        return Stored(
            answers=_rows(connection, _answer, scan_id, by=("item", "agency_code", "version")),
            files=_files(connection, scan_id),
            decisions=_rows(connection, _decision, scan_id, by=("item", "number")),
            dissents=_rows(connection, _dissent, scan_id, by=("item", "number", "agency_code")),
            sign_offs=_rows(connection, _sign_off, scan_id, by=("agency_code", "number")),
            plans=_rows(connection, _plan, scan_id, by=("item", "version")),
        )


def add_answer(scan_id: str, key: Mapping[str, Any], values: Mapping[str, Any]) -> bool:
    """Add the next version of an agency's answer.

    Args:
        key: item, agency_code and version; the version is one more than the one it is based on.

    Returns:
        False when somebody has added that version already: nothing was written over.

    Raises:
        HasEnded: the round has ended.
    """
    return _add_next(_answer, scan_id, key, values)


def add_plan(scan_id: str, key: Mapping[str, Any], values: Mapping[str, Any]) -> bool:
    """Add the next version of who sees to an item; as `add_answer`."""
    return _add_next(_plan, scan_id, key, values)


def add_decision(scan_id: str, key: Mapping[str, Any], values: Mapping[str, Any]) -> bool:
    """Add a decision; False when there is one of that number already.

    Raises:
        HasEnded: the round has ended.
    """
    return _add_next(_decision, scan_id, key, values)


def add_sign_off(scan_id: str, key: Mapping[str, Any], values: Mapping[str, Any]) -> bool:
    """Add that an agency signs; it may do so after the round has ended, too."""
    with writing() as connection:
        return _add(connection, _sign_off, {"scan_id": scan_id, **key}, values)


def add_dissent(scan_id: str, key: Mapping[str, Any], values: Mapping[str, Any]) -> bool:
    """Keep that an agency sees a decision differently; False when that was said already."""
    with writing() as connection:
        return _inserted(connection, _dissent, {"scan_id": scan_id, **key, **values})


def begin(
    scan_id: str,
    rows: Mapping[str, Iterable[Mapping[str, Any]]],
    *,
    team_id: str,
    values: Mapping[str, Any],
) -> bool:
    """A new round with the rows it begins with, all in one step; False while another is open.

    Args:
        rows: by table: "items", "answers", "decisions", "dissents" and "plans".
        values: of the round itself.
    """
    with writing() as connection:
        if not add_scan(connection, scan_id, team_id=team_id, values=values):
            return False
        _put(connection, scan_id, rows)
        return True


def carry(scan_id: str, rows: Mapping[str, Iterable[Mapping[str, Any]]]) -> None:
    """Put rows into a round that nobody has seen yet; as `begin` does."""
    with writing() as connection:
        _put(connection, scan_id, rows)


def _put(
    connection: Connection, scan_id: str, rows: Mapping[str, Iterable[Mapping[str, Any]]]
) -> None:
    tables = {
        "items": _item,
        "answers": _answer,
        "decisions": _decision,
        "dissents": _dissent,
        "plans": _plan,
    }
    for name, table in tables.items():
        for row in rows.get(name, ()):
            connection.execute(insert(table).values(**{**row, "scan_id": scan_id}))


def add_file(values: Mapping[str, Any], *, most: int) -> bool:
    """Keep a file; False when the agency has `most` of them at this item already.

    Raises:
        HasEnded: the round has ended.
    """
    with writing() as connection:
        _refuse_ended(connection, str(values["scan_id"]))
        mine = [_file.c[name] == values[name] for name in ("scan_id", "item", "agency_code")]
        kept = select(func.count()).select_from(_file).where(*mine, _file.c.content.is_not(None))
        if (connection.execute(kept).scalar() or 0) >= most:
            return False
        connection.execute(insert(_file).values(**values))
        return True


def remove_file(file_id: str) -> bool:
    """Forget what is in a file; that it was there stays."""
    with writing() as connection:
        mine = update(_file).where(_file.c.id == file_id)
        return connection.execute(mine.values(content=None)).rowcount == 1


def file(file_id: str) -> Mapping[str, Any] | None:
    """A file with its content."""
    with reading() as connection:
        row = connection.execute(select(_file).where(_file.c.id == file_id)).mappings().first()
        return None if row is None else dict(row)


def _add_next(
    table: Table, scan_id: str, key: Mapping[str, Any], values: Mapping[str, Any]
) -> bool:
    with writing() as connection:
        _refuse_ended(connection, scan_id)
        return _add(connection, table, {"scan_id": scan_id, **key}, values)


def _add(
    connection: Connection, table: Table, key: Mapping[str, Any], values: Mapping[str, Any]
) -> bool:
    """Add a version if it is the next one.

    The rows of the scan's team are locked meanwhile, or the database has one writer at a time; so
    what was looked at is still so when the row goes in.
    """
    column = _SAVED[table]
    of = [table.c[name] == value for name, value in key.items() if name != column]
    newest = connection.execute(select(func.max(table.c[column])).where(*of)).scalar() or 0
    if newest + 1 != key[column]:
        return False
    return _inserted(connection, table, {**key, **values})


def _inserted(connection: Connection, table: Table, row: Mapping[str, Any]) -> bool:
    added = _INSERT[connection.dialect.name](table).values(**row).on_conflict_do_nothing()
    return connection.execute(added.returning(table.c.scan_id)).first() is not None


def _refuse_ended(connection: Connection, scan_id: str) -> None:
    if not lock_open(connection, scan_id):
        raise HasEnded


def _rows(
    connection: Connection, table: Table, scan_id: str, *, by: tuple[str, ...]
) -> tuple[Mapping[str, Any], ...]:
    columns = [column for column in table.c if column.name != "scan_id"]
    statement = select(*columns).where(table.c.scan_id == scan_id)
    rows = connection.execute(statement.order_by(*(table.c[name] for name in by))).mappings()
    return tuple(dict(row) for row in rows)


def _files(connection: Connection, scan_id: str) -> tuple[Mapping[str, Any], ...]:
    columns = [each for each in _file.c if each.name not in ("scan_id", "content")]
    statement = select(*columns, _file.c.content.is_(None).label("removed"))
    mine = statement.where(_file.c.scan_id == scan_id).order_by(_file.c.saved_on, _file.c.id)
    return tuple(dict(row) for row in connection.execute(mine).mappings())

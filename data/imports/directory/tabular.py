"""HSDS as tables: 3.x, the older 1.x and 2.x, and programs that speak almost the same."""

from collections.abc import Iterable

from data.imports.directory.cleaning import clean
from data.imports.directory.fields import kind_of, plain_name, plan, renamed_rows
from data.imports.directory.issues import Ledger, Place
from data.imports.directory.parts import Part
from data.imports.directory.reading_by_name import unread
from data.imports.directory.tables import Table

_OLD = frozenset({"eligibility", "payment_accepted", "service_taxonomy", "postal_address"})
_TELLING = frozenset(
    {"organization_id", "service_id", "location_id", "description", "address_1", "status"}
)


def stem(file: str) -> str:
    """The name of a file without folders and ending."""
    return file.rsplit("/", 1)[-1].rsplit(".", 1)[0]


def table_kind(table: Table) -> str | None:
    """What kind of HSDS table it is; None where its name is not one of the standard's."""
    kind = kind_of(stem(table.file))
    columns = {plain_name(column) for column in table.columns}
    is_one = bool(columns & (_TELLING | {"id", f"{kind}_id", "name"}))
    return kind if kind and is_one else None


def dialect_of(tables: Iterable[Table]) -> str:
    """Which HSDS it is, by what only some of them have."""
    named = [(table_kind(table), table) for table in tables]
    for kind, table in named:
        columns = {plain_name(column) for column in table.columns}
        if kind == "service" and {"location_id", "accepted_payments"} & columns:
            return "ohana"
    kinds = {kind for kind, _ in named}
    old = any("physical_address" in plain_name(stem(table.file)) for _, table in named)
    return "hsds_2" if old or kinds & _OLD else "hsds_3"


def read_part(table: Table, ledger: Ledger) -> Part | None:
    """The rows of a table under our names; None where it is no table of the standard."""
    kind = table_kind(table)
    if kind is None:
        hold_all(table, ledger)
        return None
    rows = clean(table.rows, file=table.file, ledger=ledger)
    planned = plan(kind, table.columns)
    ledger.unknown_columns(table.file, unread(planned.unknown, kind=kind))
    return Part(kind, table.file, renamed_rows(rows, planned.names), is_standard=True)


def hold_all(table: Table, ledger: Ledger) -> None:
    """Keep a table that nobody knows, for somebody who does."""
    ledger.note("table_not_known", Place(table.file), came=", ".join(table.columns[:12]))
    ledger.unknown_columns(table.file, table.columns)
    for number, _ in table.rows:
        reason = "its table is none of a directory"
        ledger.set_aside(Place(table.file, number), "held", reason=reason)

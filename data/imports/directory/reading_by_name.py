"""Columns without a field of their own that are read all the same, by what they are called."""

from collections.abc import Iterable

from data.imports.directory.confidential_columns import is_about_being_known
from data.imports.directory.fields import AREAS, COUNTIES, plain_name
from data.imports.directory.vouching import is_day


def unread(columns: Iterable[str], *, kind: str = "service") -> tuple[str, ...]:
    """Those of some columns without a field that nothing reads: they are kept as they came.

    Args:
        columns: as they are called in the file.
        kind: of what the table speaks; days and areas are read of services alone.
    """
    return tuple(column for column in columns if not _is_read(column, kind))


def _is_read(column: str, kind: str) -> bool:
    """A mark of a confidential place, a day, or an area that is served."""
    if kind in ("organization", "service", "location") and is_about_being_known(column):
        return True
    return kind == "service" and (is_day(column) or plain_name(column) in AREAS | COUNTIES)

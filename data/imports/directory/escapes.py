"""Cells that a file holds with an apostrophe before them, so that no spreadsheet runs a formula.

A data package says that its tables are written so; only there the apostrophe is taken off again.
"""

import re
from collections.abc import Mapping
from typing import Any

from data.exports.safe import FORMULA_SIGNS, opens_formula
from data.imports.directory.tables import Rows, Table

DECLARED = "formula_safety"
"""The key of a data package."""
APOSTROPHE = "'"
DECLARATION = {
    "sign": APOSTROPHE,
    "meaning": "An apostrophe stands before a cell, and behind a semicolon in it, where a "
    "spreadsheet would read a formula; it is no part of the text.",
}
_BEHIND_SEMICOLON = re.compile(rf";'(?=[\s\"'`]*[{re.escape(''.join(sorted(FORMULA_SIGNS)))}])")


def is_declared(value: Any) -> bool:
    """A data package says that its tables are written so."""
    told = value.get(DECLARED) if isinstance(value, Mapping) else None
    return isinstance(told, Mapping) and told.get("sign") == APOSTROPHE


def folder_of(file: str) -> str:
    """The folder of a file within what was given."""
    return file.rpartition("/")[0]


def plain(cell: str) -> str:
    """The text of a cell that was written so."""
    if APOSTROPHE not in cell:
        return cell
    bare = cell[1:] if cell.startswith(APOSTROPHE) and opens_formula(cell[1:]) else cell
    return _BEHIND_SEMICOLON.sub(";", bare)


def without_apostrophes(table: Table) -> Table:
    """The same table with the texts of its cells."""
    rows: Rows = [
        (number, {name: plain(cell) for name, cell in record.items()})
        for number, record in table.rows
    ]
    return Table(table.file, table.columns, rows, table.encoding)

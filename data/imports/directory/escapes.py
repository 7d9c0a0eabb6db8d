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
_NUMBER = "number"
"""The column of telephone numbers."""
DECLARATION = {
    "sign": APOSTROPHE,
    "meaning": "An apostrophe stands before a cell, and behind a semicolon in it, where a "
    "spreadsheet would read a formula; it is no part of the text.",
    "phones": "Brackets stand around a plus and the code of a country at the beginning of a number "
    "of a telephone, as in (+1) 617 555 0100.",
}
_COUNTRY = re.compile(r"\+(1|7|2[07]|3[0-469]|4[013-9]|5[1-8]|6[0-6]|8[1246]|9[0-58]|\d{3})")
"""A plus and the code of a country, of one to three digits (ITU-T E.164)."""
_BRACKETED = re.compile(r"\(\+(\d{1,3})\)")
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


def bracketed(number: str) -> str:
    """A telephone number that no spreadsheet takes for a formula, and that needs no apostrophe."""
    found = _COUNTRY.match(number)
    return f"(+{found[1]}){number[found.end() :]}" if found else number


def unbracketed(number: str) -> str:
    """A telephone number that was written so, as it was."""
    found = _BRACKETED.match(number)
    return f"+{found[1]}{number[found.end() :]}" if found else number


def without_apostrophes(table: Table) -> Table:
    """The same table with the texts of its cells."""
    rows: Rows = [
        (number, {name: _as_it_was(name, cell) for name, cell in record.items()})
        for number, record in table.rows
    ]
    return Table(table.file, table.columns, rows, table.encoding)


def _as_it_was(column: str, cell: str) -> str:
    return unbracketed(plain(cell)) if column == _NUMBER else plain(cell)

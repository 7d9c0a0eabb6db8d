"""Ids that a spreadsheet wrote as numbers in one table and as texts in another: 2.0 and 2."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from data.imports.directory.issues import Ledger, Place
from data.imports.directory.parts import Part
from data.imports.directory.tables import Record

_DECIMAL = re.compile(r"\d+\.0+")
_KINDS = ("organization", "service", "location")


def joined(parts: Sequence[Part], ledger: Ledger) -> list[Part]:
    """The same parts, where what points at a record has the id of that record.

    An id of a record stays as it came, so that it is the same in the next file. Only a pointer to
    nothing is changed, and only where the same number in its other form is there.

    Args:
        parts: of one directory.
        ledger: told of each row.
    """
    other = {f"{kind}_id": _other_forms(parts, kind) for kind in _KINDS}
    if not any(other.values()):
        return list(parts)
    return [_joined(part, other, ledger) for part in parts]


def _other_forms(parts: Sequence[Part], kind: str) -> dict[str, str]:
    """The id of a record by how else the number could be written."""
    ids = {record.get("id", "") for part in parts if part.kind == kind for _, record in part.rows}
    found = {f"{key}.0": key for key in ids if key.isdecimal()}
    found |= {key.partition(".")[0]: key for key in ids if _DECIMAL.fullmatch(key)}
    return {written: key for written, key in found.items() if written not in ids}


def _joined(part: Part, other: Mapping[str, Mapping[str, str]], ledger: Ledger) -> Part:
    own = f"{part.kind}_id"
    rows: list[tuple[int, Record]] = []
    for number, record in part.rows:
        right = {
            name: forms[record[name]]
            for name, forms in other.items()
            if name != own and record.get(name) in forms
        }
        for name in right if part.counts else ():
            ledger.note("id_as_number", Place(part.file, number, name), came=record[name])
        rows.append((number, record | right) if right else (number, record))
    return replace(part, rows=rows)

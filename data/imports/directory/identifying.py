"""Ids for what came without one: rows that differ are two things, until a person says they are one.

A name alone says little: two agencies may each have a "Food pantry", and a list that gives no ids
does not say which row is which. So only rows that are alike in every cell are one.
"""

import hashlib
import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from data.imports.directory.issues import Ledger, Place
from data.imports.directory.parts import Part, apart_id, is_made_up, made_up_id
from data.imports.directory.tables import Record

_MADE_OF = {
    "organization": ("name",),
    "service": ("name", "organization_id", "location_id"),
    "location": ("organization_id", "name", "address_1", "city", "postal_code", "state_province"),
}
SAYS_SOMETHING = {
    "organization": ("name",),
    "service": ("name",),
    "location": ("name", "address_1", "latitude", "city", "postal_code"),
}
"""A row without an id says something of itself where one of these is there."""
_Renamed = Mapping[tuple[str, int], Mapping[tuple[str, str], str]]
"""New ids by file and row, and there by kind and the id before."""


def identify(parts: Sequence[Part], ledger: Ledger) -> list[Part]:
    """The same parts, where every organization, service and site that says something has an id.

    Of rows with one made-up id that differ in a cell, one keeps it, whatever their order is; the
    others get one that tells them apart, which is the same again when the same row comes again.
    """
    named = [_named(part, ledger) for part in parts]
    renamed = _apart(named, ledger)
    return [_renamed(part, renamed) for part in named] if renamed else named


def _named(part: Part, ledger: Ledger) -> Part:
    if part.kind not in _MADE_OF or all(record.get("id") for _, record in part.rows):
        return part
    rows: list[tuple[int, Record]] = []
    for number, record in part.rows:
        says = any(record.get(name) for name in SAYS_SOMETHING[part.kind])
        if record.get("id") or not says:
            rows.append((number, record))
            continue
        if part.counts and part.is_standard:
            ledger.note("id_missing", Place(part.file, number), came=record.get("name", ""))
        key = made_up_id(*(record.get(name, "") for name in _MADE_OF[part.kind]))
        rows.append((number, {**record, "id": key}))
    return replace(part, rows=rows)


def _apart(parts: Iterable[Part], ledger: Ledger) -> _Renamed:
    alike: dict[tuple[str, str], list[Place]] = defaultdict(list)
    for part in parts:
        if part.kind in _MADE_OF and part.counts:
            for place, record in part.placed():
                if is_made_up(key := record.get("id", "")):
                    alike[part.kind, key].append(place)
    found: dict[tuple[str, int], dict[tuple[str, str], str]] = defaultdict(dict)
    for (kind, key), places in alike.items():
        if len(places) > 1:
            _tell_apart(kind, key, _by_content(places, ledger), found=found)
    return found


def _tell_apart(
    kind: str,
    key: str,
    contents: Mapping[str, Sequence[Place]],
    *,
    found: dict[tuple[str, int], dict[tuple[str, str], str]],
) -> None:
    """The first by content keeps the id, so that no order of rows matters."""
    for digest in sorted(contents)[1:]:
        for place in contents[digest]:
            found[place.file, place.row][kind, key] = apart_id(key, digest)


def _by_content(places: Iterable[Place], ledger: Ledger) -> dict[str, list[Place]]:
    found: dict[str, list[Place]] = defaultdict(list)
    for place in places:
        said = sorted((name, cell) for name, cell in ledger.cells(place).items() if cell)
        digest = hashlib.sha256(json.dumps(said, ensure_ascii=False).encode()).hexdigest()
        found[digest].append(place)
    return found


def _renamed(part: Part, renamed: _Renamed) -> Part:
    """The same with the ids of its rows, and of what they belong to, told apart."""
    rows: list[tuple[int, Record]] = []
    for number, record in part.rows:
        ids = renamed.get((part.file, number))
        rows.append((number, _with_ids(record, ids, kind=part.kind) if ids else record))
    return replace(part, rows=rows)


def _with_ids(record: Record, ids: Mapping[tuple[str, str], str], *, kind: str) -> Record:
    made = dict(record)
    for (about, before), after in ids.items():
        for name in ("id",) if about == kind else (f"{about}_id",):
            if made.get(name) == before:
                made[name] = after
    return made

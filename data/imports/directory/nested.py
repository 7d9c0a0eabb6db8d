"""HSDS as nested JSON, and tables whose columns are such JSON laid flat."""

import re
from collections.abc import Iterable, Mapping
from typing import Any

from data.imports.directory.cleaning import clean
from data.imports.directory.fields import (
    FIELDS,
    STANDARD,
    TABLES,
    kind_of,
    plain_name,
    plan,
    renamed_rows,
)
from data.imports.directory.issues import Ledger, Place
from data.imports.directory.parts import Part, made_up_id
from data.imports.directory.reading_by_name import unread
from data.imports.directory.tables import Record, Rows, Table, as_text
from data.imports.problems import Refused

_LISTS = ("contents", "content", "data", "items", "results", "records", "services", "organizations")
_OF_A_SERVICE = frozenset(
    {"service_at_locations", "organization", "program", "eligibility_description", "cost_options"}
)
_OF_AN_ORGANIZATION = frozenset({"services", "programs", "locations", "legal_status", "tax_id"})
_OF_A_SITE = frozenset({"addresses", "latitude", "location_type", "physical_address"})
_ENTITIES = ("organization", "service", "location")
_STEP = re.compile(r"[./]|\[(?=\d)")
MADE_UP = "made_up_data"
"""The key under which files of ours say whether their data was invented."""
ARCHIVE = "community_resource_map"
"""What an archive of a whole map says it is, under "kind"."""
_OF_ANYTHING = """
id name description url uri email logo label attributes metadata languages language contacts
phone_number language_code code vocabulary type funding units unit x y
"""
_TELLING = frozenset(TABLES).union(
    *(STANDARD[kind] for kind in _ENTITIES), *(FIELDS[kind] for kind in _ENTITIES)
) - frozenset(_OF_ANYTHING.split())
"""Keys that hardly anything but a record of a directory has."""
_Nested = Mapping[str, Any]
_Out = dict[str, Rows]


def records_in(value: Any) -> list[Any] | None:
    """The members of a JSON file: a list, a page that holds one, or a single record."""
    if isinstance(value, list):
        return value
    if not isinstance(value, Mapping):
        return None
    if "id" in value or "name" in value:
        return [value]
    for name in _LISTS:
        inside = value.get(name)
        if isinstance(inside, list):
            return inside
        if isinstance(inside, Mapping) and (deeper := records_in(inside)):
            return deeper
    return [value] if value else []


def is_about_files(value: Any) -> bool:
    """A data package says which tables there are, and holds none of their rows."""
    listed = value.get("resources") if isinstance(value, Mapping) else None
    return isinstance(listed, list) and any(
        isinstance(each, Mapping) and ("path" in each or "schema" in each) for each in listed
    )


def check_is_no_file_of_ours(value: Any, *, file: str) -> None:
    """Say what a file of Common Table is that holds no directory, and where it goes.

    Raises:
        Refused: it is an archive of a map, or says how columns are read.
    """
    if not isinstance(value, Mapping):
        return
    if value.get("kind") == ARCHIVE:
        right = "bring it back under 'Bring back an archive of a map', in a team whose map is empty"
        raise Refused(file, "it is the archive of a whole map and no directory", right=right)
    files = value.get("files")
    if value.keys() <= {"name", "files", "no_is_an_answer"} and isinstance(files, Mapping):
        what = "it says how the columns of a list are read, and lists nothing itself"
        right = "give it under 'Give a file that says what its columns are', or with --profile"
        raise Refused(file, what, right=right)


def is_made_up(value: Any) -> bool:
    """A data package or an archive says that its data was invented."""
    return isinstance(value, Mapping) and bool(value.get(MADE_UP))


def tables_in(value: Any) -> Mapping[str, list[Any]] | None:
    """Whole tables in one JSON file, by their names; None where it is something else."""
    if not isinstance(value, Mapping) or len(value) < 2:
        return None
    tables = all(isinstance(inside, list) for inside in value.values())
    return value if tables and all(kind_of(_stem(name)) for name in value) else None


def kind_named(file: str) -> str:
    """What the name of a file says that its records are; empty where it says nothing."""
    return kind_of(re.sub(r"_?(full|list|nested|all|page)\d*$", "", plain_name(_stem(file)))) or ""


def kind_of_records(records: Iterable[_Nested], *, file: str) -> str:
    """What the records are: by the name of the file, else by what only one kind has."""
    named = kind_named(file)
    if named in _ENTITIES:
        return named
    keys = {plain_name(key) for record in records for key in record}
    if keys & _OF_A_SERVICE:
        return "service"
    if keys & _OF_AN_ORGANIZATION:
        return "organization"
    return "location" if keys & _OF_A_SITE else "service"


def read_nested(
    records: Iterable[tuple[int, _Nested]], *, file: str, ledger: Ledger, is_alone: bool = False
) -> list[Part]:
    """Take nested records apart into rows by kind.

    Args:
        records: with the number of each; the account of the file is open.
        file: where they stand.
        ledger: told of what is odd.
        is_alone: the file is one object, which may be anything that has a name.
    """
    listed = list(records)
    kind = kind_of_records((record for _, record in listed), file=file)
    is_named = kind_named(file) in _ENTITIES
    main: Rows = []
    derived: _Out = {}
    for number, record in listed:
        reason = "" if _says_something(record) else "it has neither an id nor a name"
        if not reason and not is_named and not _tells_of_help(record, is_alone=is_alone):
            reason = "it has a name, and nothing that tells of help"
        if reason:
            ledger.note("unattached_row", Place(file, number), came=as_text(dict(record)))
            ledger.set_aside(Place(file, number), "held", reason=reason)
            continue
        main.append((number, _walk(kind, record, refers={}, number=number, out=derived)))
    parts = [_part(kind, main, file=file, counts=True, ledger=ledger)]
    parts.extend(
        _part(name, rows, file=file, counts=False, ledger=ledger) for name, rows in derived.items()
    )
    return parts


def _says_something(record: _Nested) -> bool:
    """It has an id or a name of some kind, or an address or the like inside of it."""
    return any(
        cell and (plain_name(key).endswith(("id", "name")) or (plain_name(key) in TABLES))
        for key, cell in record.items()
    )


def _tells_of_help(record: _Nested, *, is_alone: bool) -> bool:
    """A key that directories have; of several records an id or a description is enough."""
    keys = {plain_name(key) for key, cell in record.items() if cell}
    return bool(keys & _TELLING) or (not is_alone and bool(keys & {"id", "description"}))


def _part(kind: str, rows: Rows, *, file: str, counts: bool, ledger: Ledger) -> Part:
    columns = dict.fromkeys(column for _, record in rows for column in record)
    planned = plan(kind, columns)
    unknown = unread(planned.unknown, kind=kind)
    ledger.unknown_columns(file, (f"{kind}.{column}" for column in unknown))
    cleaned = clean(rows, file=file, ledger=ledger)
    named = renamed_rows(cleaned, planned.names)
    return Part(kind, file, named, counts, is_standard=counts)


def _walk(kind: str, value: _Nested, *, refers: Record, number: int, out: _Out) -> Record:
    """The row of one object; what lies inside of it goes to the rows of its own kind."""
    record: Record = dict(_inherited(kind, refers))
    inside: list[tuple[str, _Nested]] = []
    for key, cell in value.items():
        child = TABLES.get(plain_name(key))
        members = _members(cell) if child else []
        if child and members:
            inside.extend((child, member) for member in members)
        elif (text := as_text(cell)) and not (child and cell in ([], {})):
            record[key] = text
    if kind in _ENTITIES and not record.get("id"):
        record["id"] = _made_up(kind, record, inside=inside)
    below = _handed_down(kind, record, refers=refers)
    for child, member in inside:
        row = _walk(child, member, refers=below, number=number, out=out)
        out.setdefault(child, []).append((number, row))
        _point_at(row, record, child=child, kind=kind)
    return record


def _members(cell: Any) -> list[_Nested]:
    if isinstance(cell, Mapping):
        return [cell]
    if isinstance(cell, list) and all(isinstance(each, Mapping) for each in cell):
        return list(cell)
    return []


def _inherited(kind: str, refers: Record) -> Record:
    """What of its surroundings an object belongs to."""
    if kind in ("service", "location", "program"):
        return {name: key for name, key in refers.items() if name == "organization_id"}
    return {} if kind in ("organization", "taxonomy", "taxonomy_term", "unit") else refers


def _handed_down(kind: str, record: Record, *, refers: Record) -> Record:
    """What the objects inside belong to: the nearest service, site or organization."""
    if kind in _ENTITIES:
        return {f"{kind}_id": record["id"]}
    if kind == "service_at_location" and record.get("id"):
        return {"service_at_location_id": record["id"], **refers}
    return refers


def _point_at(row: Record, record: Record, *, child: str, kind: str) -> None:
    """The outer row names what lies inside of it, as in tables."""
    pointing = {
        "organization": "organization_id",
        "location": "location_id" if kind == "service_at_location" else "",
        "taxonomy_term": "taxonomy_term_id",
        "unit": "unit_id",
        "program": "program_id" if kind == "service" else "",
    }
    name = pointing.get(child, "")
    if name and row.get("id") and kind != child:
        record.setdefault(name, row["id"])


def _made_up(kind: str, record: Record, *, inside: Iterable[tuple[str, _Nested]]) -> str:
    words = [as_text(record.get(name)) for name in ("name", "organization_id", "description")]
    for child, member in inside:
        if child in ("address", "organization", "location"):
            words.extend(as_text(cell) for cell in member.values() if isinstance(cell, str))
    return made_up_id(kind, *words)


def is_laid_flat(table: Table) -> bool:
    """Some columns are paths into nested records, such as phones/0/number."""
    paths = [_STEP.split(column) for column in table.columns if _STEP.search(column)]
    return any(len(path) > 1 and plain_name(path[0]) in TABLES and all(path) for path in paths)


def raised(table: Table, ledger: Ledger) -> list[tuple[int, dict[str, Any]]]:
    """The rows of a table whose columns are paths, as nested records again."""
    paths = {column: [_step(s) for s in _STEP.split(column)] for column in table.columns}
    deep = [column for column, path in paths.items() if len(path) > 1]
    ledger.note("flattened_columns", Place(table.file), came=", ".join(deep[:8]))
    return [(number, _raise(record, paths)) for number, record in table.rows]


def _step(text: str) -> str:
    return text.removesuffix("]")


def _raise(record: Record, paths: Mapping[str, list[str]]) -> dict[str, Any]:
    root: dict[str, Any] = {}
    for column, cell in record.items():
        if not cell:
            continue
        node = root
        *way, last = paths.get(column, [column])
        for step in way:
            below = node.get(step)
            if not isinstance(below, dict):
                below = node[step] = {} if below is None else {"value": below}
            node = below
        node[last] = cell
    return {key: _with_lists(value) for key, value in root.items()}


def _with_lists(node: Any) -> Any:
    """Numbered members of an object are a list."""
    if not isinstance(node, dict):
        return node
    inside = {key: _with_lists(value) for key, value in node.items()}
    if inside and all(key.isdecimal() for key in inside):
        return [inside[key] for key in sorted(inside, key=int)]
    return inside


def _stem(file: str) -> str:
    return file.rsplit("/", 1)[-1].rsplit(".", 1)[0]

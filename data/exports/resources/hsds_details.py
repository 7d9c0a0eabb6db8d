"""Rows of HSDS tables that a map keeps in words: hours, contacts, areas, post, documents, and more.

A record keeps such rows beside its fields, one kind in one text (`row_words`). Here they are rows
again; what the specification does not take in a field moves into a text of the same row, where the
table has one. Of a confidential place and of who is there a record has none (`resource_hiding`).
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from data.exports.cells import Cell
from data.exports.resources.hsds_fields import TABLES
from data.exports.resources.hsds_joins import Joins
from data.exports.resources.hsds_records import Row, owners, uuid
from data.exports.resources.hsds_values import misfits
from data.imports.directory.facts import state_in
from data.imports.directory.fields import AREAS, COUNTIES, plain_name
from data.imports.directory.row_words import REST, in_words, rows_in
from data.services.resource_files import ResourceExport
from data.services.resource_hiding import HIDDEN

_HOURS = "hours hours_of_operation office_hours business_hours opening_hours service_hours"
_POST = {"postal_address": "postal", "other_address": "physical"}
_ACCESS = "accessibility"


@dataclass(frozen=True, slots=True)
class Kept:
    """What a record keeps of one table.

    Attributes:
        rows: columns of a record that hold rows in words.
        plain: columns that hold a text for the field `text`.
        text: the field that takes a text, and whatever fits nowhere else; empty where none does.
        also: names of cells that the table of a directory may have beside those of the standard.
        each: a semicolon in a plain column stands between two rows.
    """

    rows: tuple[str, ...]
    text: str = ""
    plain: tuple[str, ...] = ()
    also: tuple[str, ...] = ()
    each: bool = False


KEPT: Mapping[str, Kept] = {
    "schedule": Kept(
        ("schedule",),
        "description",
        tuple(_HOURS.split()),
        also=("closed", "start_date", "end_date", "weekday"),
    ),
    "contact": Kept(("contact",), "name"),
    "service_area": Kept(
        ("service_area",), "name", tuple(sorted((AREAS | COUNTIES) - {"service_area"})), each=True
    ),
    "required_document": Kept(
        ("required_document",), "document", ("required_documents", "documents_required")
    ),
    "funding": Kept(("funding",), "source", ("funding_sources",)),
    "program": Kept(("program",), "description"),
    "organization_identifier": Kept(("organization_identifier",), "identifier"),
    "url": Kept(("additional_urls",)),
}
"""By table; all but addresses and access, which have their own way."""


def details(content: ResourceExport, table: str) -> Iterator[Row]:
    """All rows of one of the tables of `KEPT`."""
    kept = KEPT[table]
    fields = TABLES[table].fields
    for each in owners(content):
        if each.column not in fields:
            continue
        for name, words in each.record.extra.items():
            for cells in _cells(plain_name(name), words, kept, fields):
                if row := _row(table, cells, kept):
                    key = uuid(table, each.id, in_words(cells))
                    yield {"id": key, each.column: each.id, **row}


def joins(content: ResourceExport) -> Joins:
    """What points at what, once it is known which programs there are."""
    programs: dict[str, tuple[str, ...]] = {}
    for row in details(content, "program"):
        owner = str(row["organization_id"])
        programs[owner] = (*programs.get(owner, ()), str(row["id"]))
    return Joins(content, programs)


def pointing(rows: Iterable[Row], content: ResourceExport, *, name: str) -> Iterator[Row]:
    """Rows of services or organizations with the id of what they point at in a column."""
    found = joins(content)
    of_id = {each.id: each for each in owners(content)}
    for row in rows:
        points_at = found.to(of_id[str(row["id"])], name)
        yield {**row, name: points_at} if points_at else row


def mail(content: ResourceExport) -> Iterator[Row]:
    """Where post goes, as exports of 211 centres say it."""
    found, told = joins(content), set[str]()
    for each in owners(content):
        place, said = found.post(each)
        key = uuid("address", place, "mail", in_words(said)) if place else ""
        if key and key not in told:
            told.add(key)
            yield {"id": key, "location_id": place, "address_type": "postal", **said}


def accesses(content: ResourceExport) -> Iterator[Row]:
    """How people with disabilities get in, in the words of the directory."""
    for each in owners(content):
        if each.kind == "location" and (words := each.record.extra.get(_ACCESS)):
            yield {"id": uuid(_ACCESS, each.id), each.column: each.id, "description": words}


def other_addresses(content: ResourceExport) -> Iterator[Row]:
    """Where places get their post, and second addresses of a place."""
    names = TABLES["address"].fields
    for each in owners(content):
        if each.kind != "location":
            continue
        for kept, kind in _POST.items():
            for cells in rows_in(each.record.extra.get(kept, ""), names):
                said = {name: cell for name, cell in cells.items() if name != REST}
                if said and not _tells(said):
                    key = uuid("address", each.id, kept, in_words(said))
                    yield {"id": key, each.column: each.id, "address_type": kind, **said}


def is_written(column: str, name: str) -> bool:
    """Whether one of these tables takes what a record keeps under a name.

    Args:
        column: that points at the record, such as "service_id".
    """
    plain = plain_name(name)
    if column == "location_id" and (plain in _POST or name == _ACCESS):
        return True
    return any(
        plain in (*kept.rows, *kept.plain) and column in TABLES[table].fields
        for table, kept in KEPT.items()
    )


def _cells(name: str, words: str, kept: Kept, fields: Iterable[str]) -> Iterator[Mapping[str, str]]:
    if name in kept.rows:
        yield from rows_in(words, (*fields, *kept.also))
    elif name in kept.plain:
        parts = words.split(";") if kept.each else [words]
        for text in filter(None, map(str.strip, parts)):
            yield {kept.text: _counties(text) if name in COUNTIES else text}


def _row(table: str, cells: Mapping[str, str], kept: Kept) -> dict[str, Cell]:
    """A row with what the specification takes in its fields, and all else in its text."""
    if _tells(cells):
        return {}
    cells = _days(cells) if table == "schedule" else cells
    left = misfits(table, cells) if kept.text else {}
    names = set(TABLES[table].fields) - left.keys()
    row: dict[str, Cell] = {name: cell for name, cell in cells.items() if name in names}
    rest = {name: cell for name, cell in cells.items() if name not in row and name != REST}
    beside = filter(None, (cells.get(REST, ""), in_words(rest)))
    if kept.text and (text := "; ".join(filter(None, (cells.get(kept.text), *beside)))):
        row[kept.text] = text
    return row


def _days(cells: Mapping[str, str]) -> Mapping[str, str]:
    """A schedule under names of the specification; one of days that are closed is words."""
    if state_in(cells.get("closed", "")) == "yes":
        return {"description": in_words(cells)}
    renamed = {"start_date": "valid_from", "end_date": "valid_to", "weekday": "byday"}
    said = {renamed.get(name, name): cell for name, cell in cells.items()}
    said.pop("closed", None)
    return said


def _counties(text: str) -> str:
    """Names of a column of counties are those of counties wherever they stand."""
    return text if "count" in text.lower() else f"{text} counties"


def _tells(cells: Mapping[str, str]) -> bool:
    """Words were taken out of it because they tell where a confidential place is."""
    return any(HIDDEN in cell for cell in cells.values())

"""A map of resources as a directory that other programs read: HSDS 3.1 in tables, in one zip file.

What nobody knows is an empty cell, also where the specification wants one filled: to write a status
or a place that nobody states would be a guess. How many such cells there are, and what of a
directory these tables do not take, stands in the package, in its table of metadata and in a text
beside the tables.
"""

import json
from collections.abc import Iterable
from typing import Any

from data.exports.cells import Cell
from data.exports.resources import hsds_details as more
from data.exports.resources import hsds_knowledge as knowledge
from data.exports.resources import hsds_left_out as left
from data.exports.resources import hsds_records as records
from data.exports.resources.hsds_fields import TABLES, HsdsTable
from data.exports.resources.hsds_joins import PARENT, PROGRAM
from data.exports.resources.hsds_left_out import LeftOut
from data.exports.resources.hsds_values import fitted, is_free
from data.exports.resources.rows import write_rows
from data.exports.resources.words import about, need_words, title
from data.exports.resources.zipped import zipped
from data.imports.directory.escapes import DECLARATION, DECLARED
from data.services.resource_files import ResourceExport

WHAT = "Directory of community resources (HSDS 3.1)"
PACKAGE = "datapackage.json"
READ_FIRST = "README.txt"
_ONLY_WHERE_SOME = frozenset({"cost_option", *more.KEPT, "accessibility"})
"""Tables that are not there where they would be empty."""


def write_hsds(content: ResourceExport) -> bytes:
    """A zip file of tables, of the data package that describes them, and of a text to read first.

    The same content always gives the same bytes.
    """
    raw = {name: knowledge.used(rows) for name, rows in _rows(content).items()}
    told = left.left_out(content, raw)
    raw["metadata"] = knowledge.used((*knowledge.metadata(content, WHAT, told), *raw["metadata"]))
    tables = {name: _fitted(TABLES[name], rows) for name, rows in raw.items()}
    files: dict[str, bytes] = {READ_FIRST: left.read_first(content, told, what=WHAT).encode()}
    for name, rows in tables.items():
        if rows or name not in _ONLY_WHERE_SOME:
            files[TABLES[name].file] = write_rows(TABLES[name].fields, rows, for_spreadsheets=False)
    kept = [name for name in tables if TABLES[name].file in files]
    described = json.dumps(package(content, kept, told), ensure_ascii=False, indent=2)
    return zipped({**files, PACKAGE: f"{described}\n".encode()})


def package(content: ResourceExport, tables: Iterable[str], told: LeftOut) -> dict[str, Any]:
    """What the file is, which fields its tables have, and what they do not hold."""
    return {
        "profile": "tabular-data-package",
        "name": "community-resources",
        "title": title(content, WHAT),
        "description": " ".join(about(content, WHAT)),
        "created": f"{content.as_of.isoformat()}T00:00:00Z",
        "team": content.team.name,
        "made_up_data": content.made_up,
        "need": need_words(content),
        "validated": False,
        DECLARED: DECLARATION,
        "not_in_these_tables": {
            "kept_in_the_map_only": told.columns,
            "not_in_a_form_of_the_standard": told.values,
            "required_and_not_known": told.required,
            "in_words": list(told.sentences()),
        },
        "resources": [
            {
                "name": name,
                "path": TABLES[name].file,
                "profile": "tabular-data-resource",
                "encoding": "utf-8",
                "schema": TABLES[name].schema,
            }
            for name in tables
        ],
        "rows": [],  # whoever takes every JSON file for records finds none here
    }


def _rows(content: ResourceExport) -> dict[str, Iterable[records.Row]]:
    return {
        "organization": more.pointing(records.organizations(content), content, name=PARENT),
        "service": more.pointing(records.services(content), content, name=PROGRAM),
        "location": records.locations(content),
        "address": (
            *records.addresses(content),
            *more.other_addresses(content),
            *more.mail(content),
        ),
        "phone": records.phones(content),
        "language": records.languages(content),
        "service_at_location": records.links(content),
        "service_capacity": knowledge.capacities(content),
        "unit": knowledge.units(content),
        "attribute": knowledge.attributes(content),
        "taxonomy": knowledge.taxonomies(content),
        "taxonomy_term": knowledge.terms(content),
        "cost_option": records.costs(content),
        **{name: more.details(content, name) for name in more.KEPT},
        "accessibility": more.accesses(content),
        "metadata": knowledge.changes(content),
    }


def _fitted(table: HsdsTable, rows: Iterable[records.Row]) -> list[list[Cell]]:
    """The cells of each row in the order of the fields, as the specification takes them."""
    free = [is_free(table.name, name) for name in table.fields]
    return [
        [
            row.get(name) if takes_all else fitted(table.name, name, row.get(name))
            for name, takes_all in zip(table.fields, free, strict=True)
        ]
        for row in rows
    ]

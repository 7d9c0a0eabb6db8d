"""A map of resources as a directory that other programs read: HSDS 3.1 in tables, in one zip file.

Where the specification wants something that nobody knows, the words "not known" say so; numbers
are left empty then. A service whose status nobody states has the status "unknown", which is none
of the specification's: to write "active" would be a guess.
"""

import json
from collections.abc import Iterable, Mapping
from typing import Any

from data.exports.resources import hsds_knowledge as knowledge
from data.exports.resources import hsds_records as records
from data.exports.resources.hsds_fields import COUNTED, TABLES, HsdsTable
from data.exports.resources.rows import write_rows
from data.exports.resources.words import about, need_words, title
from data.exports.resources.zipped import zipped
from data.imports.directory.escapes import DECLARATION, DECLARED
from data.services.resource_files import ResourceExport

WHAT = "Directory of community resources (HSDS 3.1)"
PACKAGE = "datapackage.json"


def write_hsds(content: ResourceExport) -> bytes:
    """A zip file of tables and of the data package that describes them.

    The same content always gives the same bytes.
    """
    tables = {name: _filled(TABLES[name], rows) for name, rows in _rows(content).items()}
    if not tables["cost_option"]:
        del tables["cost_option"]
    files: dict[str, bytes] = {}
    for name, rows in tables.items():
        table = TABLES[name]
        cells = [[row.get(field) for field in table.fields] for row in rows]
        files[table.file] = write_rows(table.fields, cells, for_spreadsheets=False)
    described = json.dumps(package(content, tables), ensure_ascii=False, indent=2)
    return zipped({**files, PACKAGE: f"{described}\n".encode()})


def package(content: ResourceExport, tables: Iterable[str]) -> dict[str, Any]:
    """What the file is, and which fields its tables have."""
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
        "organization": records.organizations(content),
        "service": records.services(content),
        "location": records.locations(content),
        "address": records.addresses(content),
        "phone": records.phones(content),
        "language": records.languages(content),
        "service_at_location": records.links(content),
        "service_capacity": knowledge.capacities(content),
        "unit": knowledge.units(content),
        "attribute": knowledge.attributes(content),
        "taxonomy": knowledge.taxonomies(content),
        "taxonomy_term": knowledge.terms(content),
        "cost_option": records.costs(content),
        "metadata": knowledge.metadata(content, WHAT),
    }


def _filled(table: HsdsTable, rows: Iterable[records.Row]) -> list[Mapping[str, Any]]:
    return [records.filled(row, table.required, numbers=COUNTED) for row in knowledge.used(rows)]

"""The report as a Frictionless data package: one CSV file a table, and what each column means.

Source:
    Data Package v1, https://specs.frictionlessdata.io/data-package/, read in November 2026.
"""

import csv
import io
import json
from typing import Any

from data.exports.about import about
from data.exports.archive import zipped
from data.exports.cells import Cell
from data.exports.codebook import MEASURE_NOTES
from data.exports.comparing import COMPARING_NOTES
from data.exports.content import ReportContent
from data.exports.readiness import READINESS_NOTES
from data.exports.safe import csv_text
from data.exports.table import Table
from data.exports.tables import every_table

_LICENSES = {
    "CC-BY-4.0": {
        "name": "CC-BY-4.0",
        "path": "https://creativecommons.org/licenses/by/4.0/",
        "title": "Creative Commons Attribution 4.0",
    }
}


def write_package(content: ReportContent) -> bytes:
    """A ZIP file: `datapackage.json`, and under `data/` each table as UTF-8 CSV.

    The same content always gives the same bytes.
    """
    tables = every_table(content)
    parts = {"datapackage.json": _json(_package(content, tables))}
    parts |= {_path(table): _csv(table) for table in tables}
    return zipped(parts)


def _package(content: ReportContent, tables: tuple[Table, ...]) -> dict[str, Any]:
    instrument = content.edition.instrument
    package: dict[str, Any] = {
        "profile": "tabular-data-package",
        "name": f"{instrument.id.replace('_', '-')}-{content.sha256[:12]}",
        "title": content.title,
        "description": "\n".join(about(content)),
        "version": instrument.version,
        "keywords": ["made-up data"] if content.demo else ["released result"],
    }
    if content.wording_allowed and instrument.license in _LICENSES:
        package["licenses"] = [_LICENSES[instrument.license]]
    if content.closes_on is not None:
        package["created"] = f"{content.closes_on.isoformat()}T00:00:00Z"
    return {**package, "resources": [_resource(table) for table in tables]}


def _resource(table: Table) -> dict[str, Any]:
    return {
        "profile": "tabular-data-resource",
        "name": _name(table),
        "title": table.title,
        "path": _path(table),
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "dialect": {"delimiter": ",", "doubleQuote": True, "lineTerminator": "\r\n"},
        "schema": {"missingValues": [""], "fields": _fields(table)},
    }


def _fields(table: Table) -> list[dict[str, str]]:
    notes = _notes()
    columns = zip(*table.rows, strict=True) if table.rows else ((),) * len(table.headers)
    found: list[dict[str, str]] = []
    for header, column in zip(table.headers, columns, strict=True):
        field = {"name": header, "type": _type(column)}
        if header in notes:
            field["description"] = notes[header]
        found.append(field)
    return found


def _type(column: tuple[Cell, ...]) -> str:
    """What all cells of a column are; a column without any is text."""
    cells = [cell for cell in column if cell is not None]
    if not cells or any(isinstance(cell, str) for cell in cells):
        return "string"
    whole = all(isinstance(cell, int) or cell == int(cell) for cell in cells)
    return "integer" if whole else "number"


def _notes() -> dict[str, str]:
    """What a column means, by its name; a note may be about several."""
    notes = {**MEASURE_NOTES, **COMPARING_NOTES, **READINESS_NOTES}
    return {name: note for names, note in notes.items() for name in names.split(", ")}


def _csv(table: Table) -> bytes:
    sheet = io.StringIO()
    writer = csv.writer(sheet, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    writer.writerow(table.headers)
    kinds = [field["type"] for field in _fields(table)]
    for row in table.rows:
        writer.writerow([_written(cell, kind) for cell, kind in zip(row, kinds, strict=True)])
    return sheet.getvalue().encode()


def _written(cell: Cell, kind: str) -> str:
    if cell is None:
        return ""
    if isinstance(cell, str):
        return csv_text(cell)
    if kind == "integer" or cell == int(cell):
        return str(int(cell))
    return repr(cell)


def _name(table: Table) -> str:
    return table.title.lower().replace(" ", "-")


def _path(table: Table) -> str:
    return f"data/{_name(table)}.csv"


def _json(plain: dict[str, Any]) -> bytes:
    return f"{json.dumps(plain, ensure_ascii=False, indent=2)}\n".encode()

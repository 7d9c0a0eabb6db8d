"""Sheets of the coverage workbook of a team, as another program reads them."""

import io
from typing import Any

import openpyxl

from data.exports.resources.coverage import write_coverage
from data.services.resource_files import for_export


def sheet(team_id: str, title: str) -> list[dict[str, Any]]:
    """The rows of a sheet, by its headers."""
    written = write_coverage(for_export(team_id, as_what="coverage"))
    table = openpyxl.load_workbook(io.BytesIO(written))[title].iter_rows(values_only=True)
    headers = [str(name) for name in next(table)]
    return [dict(zip(headers, row, strict=True)) for row in table]

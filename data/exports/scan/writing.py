"""The scans of a team as a workbook, as one flat table, and as JSON."""

import csv
import io
import json
from collections.abc import Iterator

from data.exports.cells import Cell
from data.exports.safe import csv_text
from data.exports.scan.plain import as_plain
from data.exports.scan.settled import (
    decisions_table,
    dissent_table,
    files_table,
    sign_off_table,
    work_table,
)
from data.exports.scan.summaries import (
    agreement_table,
    outcomes_table,
    raters_table,
    sections_table,
)
from data.exports.scan.tables import answers_table, history_table, items_table
from data.exports.scan.words import read_me
from data.exports.sheets import write_workbook
from data.exports.table import Table
from data.services.scan_files import ScanExport


def every_table(content: ScanExport) -> Iterator[Table]:
    """All sheets of the workbook, in their order."""
    for table in (
        *(items_table, answers_table, history_table, decisions_table, dissent_table),
        *(sign_off_table, work_table, files_table, sections_table, agreement_table),
        *(raters_table, outcomes_table),
    ):
        yield table(content)


def write_xlsx(content: ScanExport) -> bytes:
    """A workbook whose cells are all values. The same content always gives the same bytes."""
    title = f"Environmental scan: {content.team.name}"
    tables = every_table(content)
    return write_workbook(tables, title=title, day=content.as_of, read_me=read_me(content))


def write_csv(content: ScanExport) -> bytes:
    """The answers that count, every round, every item; UTF-8 with a byte order mark."""
    table, sheet = answers_table(content), io.StringIO()
    writer = csv.writer(sheet, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    writer.writerow(table.headers)
    for row in table.rows:
        writer.writerow([_written(cell) for cell in row])
    return sheet.getvalue().encode("utf-8-sig")


def write_json(content: ScanExport) -> bytes:
    """UTF-8 text. Its keys may grow in number; none is ever renamed."""
    return f"{json.dumps(as_plain(content), ensure_ascii=False, indent=2)}\n".encode()


def _written(cell: Cell) -> str:
    if cell is None:
        return ""
    return csv_text(cell) if isinstance(cell, str) else str(cell)

"""The report as one flat table, every cell quoted and none of them a formula."""

import csv
import io
from collections.abc import Iterator

from data.exports.cells import Cell
from data.exports.content import ReportContent
from data.exports.safe import csv_text
from data.exports.tables import group_table, statement_table, withheld_table

_FIRST = ("instrument", "version", "wave", "made_up_data", "public", "scope")
_LAST = ("why_not_shown",)


def write_csv(content: ReportContent) -> bytes:
    """One row for each statement of the whole team, then of each group, then what is withheld.

    UTF-8 with a byte order mark, so that spreadsheet programs read accents right.
    """
    sheet = io.StringIO()
    writer = csv.writer(sheet, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    columns = _columns(content)
    writer.writerow(columns)
    for row in _rows(content):
        writer.writerow([_written(row.get(column)) for column in columns])
    return sheet.getvalue().encode("utf-8-sig")


def _columns(content: ReportContent) -> tuple[str, ...]:
    statements, groups = statement_table(content).headers, group_table(content).headers
    middle = dict.fromkeys(("group", *groups, *statements))
    return (*_FIRST, *middle, *_LAST)


def _rows(content: ReportContent) -> Iterator[dict[str, Cell]]:
    instrument = content.edition.instrument
    common: dict[str, Cell] = {
        "instrument": instrument.id,
        "version": instrument.version,
        "wave": content.title,
        "made_up_data": "yes" if content.demo else "no",
        "public": "yes" if content.report.release.public else "no",
    }
    for scope, table in (("team", statement_table(content)), ("group", group_table(content))):
        for row in table.rows:
            yield {**common, "scope": scope, **dict(zip(table.headers, row, strict=True))}
    for what, which, why, into in withheld_table(content).rows:
        name = "group" if what == "group" else "statement"
        yield {
            **common,
            "scope": f"withheld {what}",
            name: which,
            "shown_as": f"counted in {into}" if into else None,
            "why_not_shown": why,
        }


def _written(cell: Cell) -> str:
    """Numbers in full, so that nothing is lost for whoever goes on to compute with them."""
    if cell is None:
        return ""
    if isinstance(cell, str):
        return csv_text(cell)
    return str(int(cell)) if cell == int(cell) else repr(cell)

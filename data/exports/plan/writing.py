"""The action plan as a workbook, as one flat table, and as JSON."""

import csv
import io
import json
from collections.abc import Mapping, Sequence
from typing import Any

from data.exports.cells import Cell
from data.exports.plan.rows import action_rows, read_me, version_rows
from data.exports.safe import csv_text
from data.exports.sheets import write_workbook
from data.exports.table import Table
from data.services.action_files import PlanExport

_WIDE = ("what", "notes", "came_from_words", "what_would_show_it_worked", "why_stopped")
_WIDTH, _WIDE_WIDTH = 18, 50
_EMPTY = {"what": "", "notes": ""}


def write_xlsx(content: PlanExport) -> bytes:
    """A workbook whose cells are all values. The same content always gives the same bytes."""
    tables = [
        _table("Actions", action_rows(content.plan)),
        _table("History", version_rows(content)),
    ]
    title = f"Action plan: {content.team.name}"
    day = content.plan.as_of
    return write_workbook(tables, title=title, day=day, read_me=read_me(content))


def write_csv(content: PlanExport) -> bytes:
    """One row for each action; UTF-8 with a byte order mark."""
    table, sheet = _table("Actions", action_rows(content.plan)), io.StringIO()
    writer = csv.writer(sheet, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    writer.writerow(table.headers)
    for row in table.rows:
        writer.writerow([_written(cell) for cell in row])
    return sheet.getvalue().encode("utf-8-sig")


def write_json(content: PlanExport) -> bytes:
    """UTF-8 text. Its keys may grow in number; none is ever renamed."""
    plan = content.plan
    whole = {
        "kind": "action_plan",
        "team": {"id": content.team.id, "name": content.team.name},
        "made_up_data": content.team.demo,
        "as_of": plan.as_of.isoformat(),
        "about": list(read_me(content)),
        "counts": dict(plan.counts()),
        "actions": action_rows(plan),
        "history": version_rows(content),
    }
    return f"{json.dumps(whole, ensure_ascii=False, indent=2)}\n".encode()


def _table(title: str, rows: Sequence[Mapping[str, Any]]) -> Table:
    headers = tuple(rows[0]) if rows else tuple(_EMPTY)
    cells = tuple(tuple(_cell(row[name]) for name in headers) for row in rows)
    widths = tuple(_WIDE_WIDTH if name in _WIDE else _WIDTH for name in headers)
    return Table(title, headers, cells, widths)


def _cell(value: Any) -> Cell:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list):
        return "; ".join(value) or None
    return value


def _written(cell: Cell) -> str:
    if cell is None:
        return ""
    return csv_text(cell) if isinstance(cell, str) else str(cell)

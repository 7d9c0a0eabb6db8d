"""A table that somebody else wrote, as rows of named cells; none is lost on the way."""

import csv
import io
import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import zip_longest
from typing import Any

from data.imports.directory.issues import Ledger, Place
from data.imports.directory.letters import read_letters
from data.imports.directory.merged_cells import filled_down
from data.imports.directory.quotes import mended, parsed
from data.imports.gate import Admitted
from data.imports.problems import Refused
from data.imports.workbooks import whole_sheets

DELIMITERS = ",;\t|"
MOST_COLUMNS = 3_000
Record = dict[str, str]
Rows = list[tuple[int, Record]]

_FILLED_IN = re.compile(
    r"[0-9() .+-]{1,20}|[A-Za-z]{0,6}[-_]?[0-9]+|[0-9a-fA-F-]{32,36}|https?://\S+"
)
"""What only a record holds: a number, a telephone, an id, an address of a page."""
_END_OF_FILE = re.compile(r"\x1a\s*\Z")
"""A sign that old programs put behind the last line; it is no row."""
_INSTRUCTION = re.compile(
    r"(required|optional|mandatory|recommended|conditional)\b|example|e\.?g\.|i\.e\.|must be|"
    r"(please |do not |you )?(enter|select|choose|fill|use|list|provide|type|pick|indicate)\b|"
    r"unique (id|identifier|key)|(the|a|an) .{0,60}\b(of|for) (the|this|each|a)\b|format:?|"
    r"(short |free |long )?text$|(string|number|integer|date|boolean)$|drop ?down|yyyy|mm/dd|"
    r"y/n$|yes/no|max\.? ?\d+|\d+ char",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of named cells.

    Attributes:
        file: where it stands, for messages.
        columns: each name once; a column without a name is called by its place.
        rows: the number of each row in the file, where the names are row 1, and its cells.
        encoding: how its letters were read; empty where it is no text.
    """

    file: str
    columns: tuple[str, ...]
    rows: Rows
    encoding: str = ""


def read_tables(file: Admitted, *, name: str, ledger: Ledger) -> list[Table]:
    """Read a table of text or every sheet of a workbook, and open the account of each.

    Blank rows and rows of instructions are set aside; a row with too few or too many cells is kept.
    Where several sheets hold something, each is a file of its own, such as "ours.xlsx/services".

    Args:
        file: that passed the gate.
        name: what the account calls it.
        ledger: told of what is odd.

    Raises:
        Refused: it is no table.
    """
    if file.kind != "xlsx":
        rows, encoding = _text_rows(file, name=name, ledger=ledger)
        return [_table(rows, encoding, file=file.name, name=name, ledger=ledger)]
    whole = {title: sheet for title, sheet in whole_sheets(file).items() if sheet.rows}
    alone = len(whole) < 2
    sheets = {
        title: filled_down(sheet, name=name if alone else f"{name}/{title}", ledger=ledger)
        for title, sheet in whole.items()
    }
    if alone:
        rows = next(iter(sheets.values()), [])
        return [_table(rows, "", file=file.name, name=name, ledger=ledger)]
    read = (_sheet(rows, name=f"{name}/{title}", ledger=ledger) for title, rows in sheets.items())
    return [table for table in read if table is not None]


def _sheet(rows: Sequence[Sequence[str]], *, name: str, ledger: Ledger) -> Table | None:
    """One sheet of several; None where it holds no table, which is told."""
    if all(sum(map(bool, row)) < 2 for row in rows):
        ledger.open(name, [(number, {"text": "".join(r)}) for number, r in enumerate(rows, 1)])
        for number in range(1, len(rows) + 1):
            reason = "the sheet is text and no table"
            ledger.set_aside(Place(name, number), "excluded", reason=reason)
        return None
    try:
        return _table(rows, "", file=name, name=name, ledger=ledger)
    except Refused as wrong:
        ledger.open(name)
        ledger.note("file_not_read", Place(name), came=wrong.what, right=wrong.right)
        return None


def _table(
    rows: Sequence[Sequence[str]], encoding: str, *, file: str, name: str, ledger: Ledger
) -> Table:
    head = next((place for place, row in enumerate(rows) if sum(map(bool, row)) > 1), None)
    head = 0 if head is None else head
    if not rows or not any(rows[head]):
        raise Refused(file, "its first row has no column names", right="name its columns")
    if len(rows[head]) > MOST_COLUMNS:
        what = f"it has {len(rows[head]):,} columns"
        raise Refused(file, what, right=f"at most {MOST_COLUMNS:,} are read")
    columns = _columns(rows[head], name=name, ledger=ledger)
    numbered = enumerate(rows[head + 1 :], start=head + 2)
    below = [(number, row) for number, row in numbered if row]  # a line without a cell is no row
    records = _records(below, columns=columns, name=name, ledger=ledger)
    ledger.open(name, records, encoding=encoding)
    _set_aside(records, name=name, ledger=ledger)
    kept = [row for row in records if not ledger.is_aside(Place(name, row[0]))]
    seen = dict.fromkeys(columns)
    for _, record in records:
        if len(record) > len(columns):
            seen.update(dict.fromkeys(record))
    return Table(name, tuple(seen), kept, encoding)


def _text_rows(file: Admitted, *, name: str, ledger: Ledger) -> tuple[list[list[str]], str]:
    letters = read_letters(file.content)
    for each in letters.disputed:
        ledger.note("disputed_letters", Place(name, each.line), came=each.bytes, right=each.shown)
    text = _END_OF_FILE.sub("", letters.text)
    delimiter = _delimiter(text)
    try:
        return parsed(text, delimiter=delimiter), letters.encoding
    except csv.Error:
        pass
    try:
        rows, wrong = mended(text, delimiter=delimiter)
    except csv.Error as error:
        raise Refused(
            file.name, f"it is no table ({error})", right="save it as CSV UTF-8"
        ) from None
    for row in wrong or [0]:
        ledger.note("quotes_broken", Place(name, row + 1), came=" | ".join(rows[row]))
    return rows, letters.encoding


def _delimiter(text: str) -> str:
    """The sign that stands most often between the names of the first row."""
    first = next((line for line in io.StringIO(text[:1_000_000], newline=None) if line.strip()), "")
    return max(DELIMITERS, key="".join(first.split('"')[::2]).count)


def _columns(head: Sequence[str], *, name: str, ledger: Ledger) -> tuple[str, ...]:
    columns: dict[str, None] = {}
    for place, cell in enumerate(head, start=1):
        column = " ".join(cell.replace("\ufeff", "").split())
        if not column:
            ledger.note("column_without_name", Place(name, 1), came=f"column {place}")
            column = f"column {place}"
        if column in columns:
            ledger.note("column_twice", Place(name, 1, column), came=column)
            column = f"{column} ({place})"
        columns[column] = None
    return tuple(columns)


def _records(
    rows: Iterable[tuple[int, Sequence[str]]],
    *,
    columns: Sequence[str],
    name: str,
    ledger: Ledger,
) -> Rows:
    width = len(columns)
    records: Rows = []
    for number, row in rows:
        if len(row) == width:
            records.append((number, dict(zip(columns, row, strict=True))))
            continue
        ledger.note("ragged_row", Place(name, number), came=f"{len(row)} of {width} cells")
        record = dict(zip_longest(columns, row[:width], fillvalue=""))
        beyond = enumerate(row[width:], start=width + 1)
        records.append((number, record | {f"column {place}": cell for place, cell in beyond}))
    return records


def _set_aside(records: Rows, *, name: str, ledger: Ledger) -> None:
    first = True
    for number, record in records:
        if not any(record.values()):
            ledger.note("blank_row", Place(name, number))
            ledger.set_aside(Place(name, number), "excluded", reason="the row is blank")
        elif _repeats_the_names(record):
            ledger.note("header_repeated", Place(name, number), came=_first_cell(record))
            reason = "it says the names of the columns again"
            ledger.set_aside(Place(name, number), "excluded", reason=reason)
        elif first and _instructs(record):
            ledger.note("instruction_row", Place(name, number), came=_first_cell(record))
            reason = "it tells how to fill in the table"
            ledger.set_aside(Place(name, number), "excluded", reason=reason)
        else:
            first = False


def _repeats_the_names(record: Mapping[str, str]) -> bool:
    """Files that were put together keep the names of each; no record says them all."""
    filled = {column: cell for column, cell in record.items() if cell}
    return len(filled) > 1 and all(
        " ".join(cell.split()).casefold() == column.casefold() for column, cell in filled.items()
    )


def _instructs(record: Mapping[str, str]) -> bool:
    """Most cells tell what belongs below them, and none is filled in as in a record."""
    cells = [cell for cell in record.values() if cell]
    if any(map(_FILLED_IN.fullmatch, cells)):
        return False
    telling = sum(bool(_INSTRUCTION.match(cell)) for cell in cells)
    return telling >= 2 and telling * 2 > len(cells)


def _first_cell(record: Mapping[str, str]) -> str:
    return next((cell for cell in record.values() if cell), "")


def read_json(file: Admitted) -> Any:
    """What a JSON file says.

    Raises:
        Refused: it is no JSON.
    """
    try:
        return json.loads(read_letters(file.content).text, parse_constant=lambda _: None)
    except ValueError:  # also a number of thousands of digits
        raise Refused(file.name, "it is no JSON", right="export it again as JSON") from None


def as_text(value: Any) -> str:
    """A scalar of JSON as a cell of a table; a list or an object as JSON."""
    if value is None:
        return ""
    if isinstance(value, str):
        return value.strip()
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int):
        return str(value)
    if isinstance(value, float):
        return f"{value:.15g}"
    return json.dumps(value, ensure_ascii=False, sort_keys=True) if value else ""

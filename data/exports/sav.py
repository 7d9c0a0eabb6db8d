"""The report as a data file of SPSS: one row a statement and scope, every column with its label.

Source:
    pyreadstat 1.3 writes it; the day in its head is put in place of the moment of writing, so that
    the same result always gives the same bytes.
"""

import tempfile
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from data.exports.about import about
from data.exports.cells import Cell
from data.exports.codebook import MEASURE_NOTES
from data.exports.comparing import COMPARING_NOTES
from data.exports.content import ReportContent
from data.exports.safe import tidy
from data.exports.tables import group_table, statement_table

_SCOPES = {1: "whole team", 2: "group"}
_NO_DAY = date(2000, 1, 1)
_DAY_AT, _HEAD = 92, 109
_LONGEST_LABEL = 250
_LONGEST_NOTE = 80  # bytes
_LABELS = {
    "scope": "Whole team or one group",
    "number": "Number of the statement in the questionnaire",
    "id": "Id of the statement",
    "section": "Section of the questionnaire",
    "statement": "What people were asked",
    "group": "Group, empty for the whole team",
}


def write_sav(content: ReportContent) -> bytes:
    """A file of SPSS with the figures of the whole team and of the groups that are shown.

    A cell that the door left open is missing. There is no row of any person.
    """
    columns, rows = _rows(content)
    codes = {"scope": _SCOPES}
    for name in ("shown_as", "label", "spread", "average_is", "stands_out"):
        if name in columns:
            codes[name] = _coded(rows, columns.index(name))
    return _dated(
        _written(columns, rows, codes=codes, title=tidy(content.title), notes=_notes(content)),
        content.closes_on or _NO_DAY,
    )


def _rows(content: ReportContent) -> tuple[list[str], list[list[Cell]]]:
    """Columns of both tables, and their rows in reading order."""
    whole, groups = statement_table(content), group_table(content)
    columns = ["scope", *dict.fromkeys((*groups.headers, *whole.headers))]
    found: list[list[Cell]] = []
    for scope, table in ((1, whole), (2, groups)):
        for row in table.rows:
            cells = {"scope": scope, **dict(zip(table.headers, row, strict=True))}
            found.append([cells.get(name) for name in columns])
    return columns, found


def _coded(rows: list[list[Cell]], place: int) -> dict[int, str]:
    """Numbers in the place of the few words of a column; returns which number is which word."""
    words = sorted({str(row[place]) for row in rows if row[place] is not None})
    numbers = {word: number for number, word in enumerate(words, start=1)}
    for row in rows:
        row[place] = None if row[place] is None else numbers[str(row[place])]
    return {number: word for word, number in numbers.items()}


def _written(
    columns: Sequence[str],
    rows: Sequence[Sequence[Cell]],
    *,
    codes: Mapping[str, Mapping[int, str]],
    title: str,
    notes: list[str],
) -> bytes:
    import pandas
    import pyreadstat

    frame: Any = pandas.DataFrame(
        {name: _column([row[place] for row in rows]) for place, name in enumerate(columns)}
    )
    labels: dict[str, str | None] = dict(_column_labels(columns))
    values: dict[str, dict[int | float, str]] = {
        name: dict(words.items()) for name, words in codes.items()
    }
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "result.sav"
        pyreadstat.write_sav(
            frame,
            file,
            file_label=title[:60],
            column_labels=labels,
            variable_value_labels=values,
            variable_measure={
                name: _measure(frame[name].dtype.kind, coded=name in codes) for name in columns
            },
            note=notes,
        )
        return file.read_bytes()


def _measure(kind: str, *, coded: bool) -> str:
    """SPSS's level of measurement: numbers are a scale, words and numbers for words are not."""
    return "nominal" if coded or kind not in "if" else "scale"


def _notes(content: ReportContent) -> list[str]:
    """What a reader must know first, in lines that the file can hold."""
    return [part for line in about(content) for part in _lines(tidy(line))]


def _lines(told: str) -> Iterator[str]:
    """A text in lines of at most so many bytes; only a word that is longer is broken."""
    line = ""
    for word in (part for whole in told.split() for part in _broken(whole)):
        longer = f"{line} {word}" if line else word
        if len(longer.encode()) > _LONGEST_NOTE:
            yield line
            longer = word
        line = longer
    if line:
        yield line


def _broken(word: str) -> Iterator[str]:
    while len(word.encode()) > _LONGEST_NOTE:
        head = word.encode()[:_LONGEST_NOTE].decode(errors="ignore")
        yield head
        word = word[len(head) :]
    yield word


def _column(cells: Sequence[Cell]) -> list[Any]:
    """Numbers with "missing", or texts on one line; nothing else goes into one column."""
    given = [cell for cell in cells if cell is not None]
    if given and not any(isinstance(cell, str) for cell in given):
        return [float("nan") if cell is None else float(cell) for cell in cells]
    return ["" if cell is None else tidy(str(cell)) for cell in cells]


def _column_labels(columns: Sequence[str]) -> dict[str, str]:
    notes = {**MEASURE_NOTES, **COMPARING_NOTES}
    said = {name: note for names, note in notes.items() for name in names.split(", ")} | _LABELS
    return {name: said.get(name, name.replace("_", " "))[:_LONGEST_LABEL] for name in columns}


def _dated(written: bytes, day: date) -> bytes:
    """The same file as if it had been written on a day."""
    months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
    said = f"{day.day:02d} {months[day.month - 1]} {day.year % 100:02d}"
    head = written[:_DAY_AT] + said.encode() + b"00:00:00"
    return head + written[_HEAD:]

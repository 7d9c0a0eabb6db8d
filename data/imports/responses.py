"""A file of responses that somebody else made: one row a person, one column a question."""

import csv
import io
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from data.imports.gate import WORKBOOK, Admitted, Kind, Limits, admit, claimed_kind
from data.imports.problems import InputProblems as InputProblems
from data.imports.workbooks import sheet_rows

LARGEST_FILE = 50_000_000
MOST_ROWS = 200_000
MOST_COLUMNS = 2_000
LONGEST_CELL = 131_072
MOST_SHOWN = 50
_DELIMITERS = ",;\t"
_FIRST_ROW = 1_000_000

Row = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Responses:
    """A table of texts.

    Attributes:
        columns: their names, as in the first row.
        rows: the cells below, each row as long as `columns`; empty rows are left out.
        numbers: the number that each row has in a spreadsheet program, where the names are row 1.
        file: the name of the file, for messages.
    """

    columns: Row
    rows: tuple[Row, ...]
    numbers: tuple[int, ...]
    file: str

    def column(self, name: str) -> Row:
        """The cells of a column.

        Raises:
            InputProblems: there is no such column.
        """
        if name not in self.columns:
            raise InputProblems(
                [f"{self.file}: there is no column '{name}'. There are: {shortened(self.columns)}."]
            )
        place = self.columns.index(name)
        return tuple(row[place] for row in self.rows)


def read_responses(path: Path) -> Responses:
    """Read a table of text (commas, semicolons or tabs; UTF-8 or Windows text) or a workbook.

    Raises:
        InputProblems: it cannot be read, with the row and what would be right.
    """
    return _table(_admitted(path))


def read_uploaded(content: bytes, *, name: str, largest: int) -> Responses:
    """The same for a file that came in a browser.

    Args:
        content: all of it.
        largest: in bytes, of a table of text.

    Raises:
        InputProblems: it cannot be read, with the row and what would be right.
    """
    kind = "xlsx" if claimed_kind(name) == "xlsx" else "csv"
    limits = WORKBOOK if kind == "xlsx" else Limits(largest)
    return _table(_through_the_gate(content, name=name, kind=kind, limits=limits))


def _table(file: Admitted) -> Responses:
    rows = _rows(file)
    if not rows or not any(rows[0]):
        raise InputProblems([f"{file.name}: its first row has no column names."])
    columns = tuple(" ".join(name.split()) for name in rows[0])  # some have a line break inside
    _check_columns(columns, file.name)
    people = [(number, row) for number, row in enumerate(rows[1:], start=2) if any(row)]
    if not people:
        raise InputProblems([f"{file.name}: it has no row below the column names."])
    _check_lengths(people, wanted=len(columns), file=file.name)
    return Responses(
        columns=columns,
        rows=tuple(row for _, row in people),
        numbers=tuple(number for number, _ in people),
        file=file.name,
    )


def shortened(names: Sequence[str], *, most: int = 12) -> str:
    """Names in a row; a long list ends with how many more there are."""
    shown = ", ".join(name if len(name) <= 60 else f"{name[:57]}..." for name in names[:most])
    return shown if len(names) <= most else f"{shown} and {len(names) - most} more"


def at_most_shown(problems: Iterable[str], *, of: int, file: str) -> list[str]:
    """The first problems of many, and how many more there are."""
    shown = list(islice(problems, MOST_SHOWN))
    return [*shown, f"{file}: and {of - len(shown):,} more."] if of > len(shown) else shown


def _admitted(path: Path) -> Admitted:
    """The file, through the gate."""
    claimed = claimed_kind(path.name)
    kind = "xlsx" if claimed == "xlsx" else "csv"
    limits = WORKBOOK if kind == "xlsx" else Limits(LARGEST_FILE)
    try:
        with path.open("rb") as file:
            content = file.read(limits.size + 1)
    except OSError as error:
        reason = error.strerror or "it cannot be read"
        raise InputProblems([f"{path}: {reason}; name a file of responses."]) from None
    return _through_the_gate(content, name=path.name, kind=kind, limits=limits)


def _through_the_gate(content: bytes, *, name: str, kind: Kind, limits: Limits) -> Admitted:
    """In the letters that spreadsheet programs write: UTF-8, Windows, or two bytes a letter."""
    ours = {"windows_letters": True, "wide_letters": True}
    return admit(content, name=name, kind=kind, limits=limits, **ours)


def _rows(file: Admitted) -> list[Row]:
    if file.kind == "xlsx":
        return sheet_rows(file)
    text = file.text
    return list(_rows_of_text(text, delimiter=_delimiter(text), file=file.name))


def _delimiter(text: str) -> str:
    """The sign that stands most often between the names of the first row."""
    first = next(io.StringIO(text[:_FIRST_ROW], newline=None), "")
    outside = "".join(first.split('"')[::2])  # a comma inside of quotes is part of a name
    return max(_DELIMITERS, key=outside.count)


def _rows_of_text(text: str, *, delimiter: str, file: str) -> Iterator[Row]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    number = 0
    try:
        for number, row in enumerate(reader, start=1):
            if number > MOST_ROWS + 1:
                raise InputProblems([f"{file}: it has more than {MOST_ROWS:,} rows."])
            if len(row) > MOST_COLUMNS:
                many = f"it has {len(row)} columns; at most {MOST_COLUMNS} are read."
                raise InputProblems([f"{file}: {many}"])
            if (longest := max(map(len, row), default=0)) > LONGEST_CELL:
                what = f"row {number} has a cell of {longest:,} characters"
                raise InputProblems([f"{file}: {what}; at most {LONGEST_CELL:,} are read."])
            yield tuple(cell.strip() for cell in row)
    except csv.Error as error:
        raise InputProblems(
            [
                (
                    f"{file}: row {number + 1} is no row of a CSV table ({error}); "
                    'close every quote and write " inside of quotes as "".'
                )
            ]
        ) from None


def _check_columns(columns: Row, file: str) -> None:
    twice = sorted(name for name, times in Counter(columns).items() if name and times > 1)
    several = (
        f"{file}: the column '{name[:60]}' is there twice; give one another name." for name in twice
    )
    if twice:
        raise InputProblems(at_most_shown(several, of=len(twice), file=file))


def _check_lengths(people: Sequence[tuple[int, Row]], *, wanted: int, file: str) -> None:
    wrong = [(number, len(row)) for number, row in people if len(row) != wanted]
    problems = (
        f"{file}: row {number} has {cells} cells and the first row has {wanted}; "
        "make them the same."
        for number, cells in wrong
    )
    if wrong:
        raise InputProblems(at_most_shown(problems, of=len(wrong), file=file))

"""A file of responses that somebody else made: one row a person, one column a question."""

import csv
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

LARGEST_FILE = 50_000_000
MOST_ROWS = 200_000
MOST_COLUMNS = 2_000
_ENCODINGS = ("utf-8-sig", "cp1252")
_DELIMITERS = ",;\t"


class InputProblems(ValueError):
    """Everything that is wrong with a file; one line each."""

    def __init__(self, problems: Sequence[str]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(self.problems))


@dataclass(frozen=True, slots=True)
class Responses:
    """A table of texts.

    Attributes:
        columns: their names, as in the first row.
        rows: the cells below, each row as long as `columns`.
        file: the name of the file, for messages.
    """

    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    file: str

    def column(self, name: str) -> tuple[str, ...]:
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
    """Read a CSV file: commas, semicolons or tabs; UTF-8 or Windows text.

    Raises:
        InputProblems: it cannot be read, with the row and what would be right.
    """
    text = _text(path)
    first = text.split("\n", 1)[0]
    delimiter = max(_DELIMITERS, key=first.count) if first else ","
    try:
        rows = list(_rows(text, delimiter=delimiter, file=path.name))
    except csv.Error as error:
        raise InputProblems([f"{path.name}: this is no CSV table ({error})."]) from None
    if len(rows) < 2:
        raise InputProblems([f"{path.name}: it has no row below the column names."])
    columns = tuple(name.strip() for name in rows[0])
    _check_columns(columns, path.name)
    _check_lengths(rows, path.name)
    return Responses(
        columns=columns,
        rows=tuple(tuple(cell.strip() for cell in row) for row in rows[1:] if any(row)),
        file=path.name,
    )


def shortened(names: Sequence[str], *, most: int = 12) -> str:
    """Names in a row; a long list ends with how many more there are."""
    shown = ", ".join(name if len(name) <= 60 else f"{name[:57]}..." for name in names[:most])
    return shown if len(names) <= most else f"{shown} and {len(names) - most} more"


def _text(path: Path) -> str:
    try:
        size = path.stat().st_size
        if size > LARGEST_FILE:
            raise InputProblems(
                [f"{path.name}: it has {size:,} bytes; at most {LARGEST_FILE:,} are read."]
            )
        content = path.read_bytes()
    except OSError as error:
        reason = error.strerror or "it cannot be read"
        raise InputProblems([f"{path}: {reason}."]) from None
    if b"\0" in content:
        raise InputProblems(
            [f"{path.name}: it holds zero bytes, so it is no text; save it as CSV UTF-8."]
        )
    for encoding in _ENCODINGS:
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise InputProblems([f"{path.name}: its letters cannot be read; save it as CSV UTF-8."])


def _rows(text: str, *, delimiter: str, file: str) -> Iterator[list[str]]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    for number, row in enumerate(reader, start=1):
        if number > MOST_ROWS + 1:
            raise InputProblems([f"{file}: it has more than {MOST_ROWS:,} rows."])
        yield row


def _check_columns(columns: tuple[str, ...], file: str) -> None:
    problems: list[str] = []
    if len(columns) > MOST_COLUMNS:
        problems.append(f"{file}: it has {len(columns)} columns; at most {MOST_COLUMNS} are read.")
    twice = sorted({name for name in columns if columns.count(name) > 1 and name})
    problems.extend(
        f"{file}: the column '{name}' is there twice; give one another name." for name in twice
    )
    if problems:
        raise InputProblems(problems)


def _check_lengths(rows: list[list[str]], file: str) -> None:
    wanted = len(rows[0])
    problems = [
        f"{file}: row {number} has {len(row)} cells and the first row has {wanted}."
        for number, row in enumerate(rows, start=1)
        if any(row) and len(row) != wanted
    ]
    if problems:
        raise InputProblems(problems)

"""The account of an import: what was noticed, and what became of every row."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

from data.imports.directory.records import FileAccount, Issue, Outcome, SetAside, Severity

LONGEST_SHOWN = 120
BY_PROFILE = "profile "
"""What the dialect of a table begins with that a profile read."""
_FIRST = 20


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of problem: how grave it is, and what would be right or what is done about it."""

    severity: Severity
    right: str


KINDS: Mapping[str, Kind] = {
    "blank_row": Kind("note", "a row with something in it"),
    "box_never_ticked": Kind("warning", "a yes somewhere; read as not asked of anybody"),
    "capacity_not_a_number": Kind(
        "warning", "one number, such as 12 or 12 beds; unknown, and the words are kept"
    ),
    "cells_merged": Kind("note", "a cell of its own in each row; filled in for the rows beside it"),
    "column_twice": Kind("warning", "a name of its own for each column; both are kept"),
    "column_without_name": Kind("warning", "a name for every column; its cells are kept"),
    "confidential_address": Kind("note", "the address is hidden from maps and files"),
    "confidential_before": Kind("note", "hidden as before, until somebody says otherwise"),
    "confidential_not_understood": Kind("warning", "yes or no; hidden as long as it is not no"),
    "coordinates_missing": Kind("note", "a latitude and a longitude"),
    "coordinates_not_numbers": Kind("warning", "degrees, such as 38.2 and -85.7; unknown"),
    "coordinates_out_of_range": Kind("warning", "-90 to 90 and -180 to 180; unknown"),
    "coordinates_elsewhere": Kind("warning", "a place in the country of the address; unknown"),
    "coordinates_swapped": Kind("warning", "latitude first; exchanged"),
    "coordinates_zero": Kind("warning", "a real place; a plain 0 is read as unknown"),
    "cut_at_255": Kind("warning", "the whole text; a program has probably cut it"),
    "cut_at_32767": Kind("warning", "the whole text; a spreadsheet holds no more in a cell"),
    "day_not_read": Kind("warning", "a day, such as 2027-01-31; kept without one"),
    "day_order_mixed": Kind(
        "warning", "one order in the whole column; where both can be, the month is read first"
    ),
    "digits_as_power": Kind(
        "warning", "all digits, in a column of texts; put back where none was lost"
    ),
    "disputed_letters": Kind("warning", "UTF-8; see how each reading looks"),
    "every_row_says_no": Kind(
        "warning", "a yes somewhere, or a person who says that all were asked; read as unknown"
    ),
    "facts_in_conflict": Kind("warning", "one answer; read as unknown until somebody asks"),
    "file_incomplete": Kind(
        "warning", "all pages together; nothing is called gone because it is not among these"
    ),
    "file_left_alone": Kind("warning", "CSV, TSV, TXT, XLSX, JSON or ZIP; the others are read"),
    "file_not_read": Kind("error", "a table, a workbook, JSON, or a zip of them"),
    "fips_zero_restored": Kind("note", "five digits; the leading zero is put back"),
    "flattened_columns": Kind("note", "nested records; they are put together again"),
    "header_repeated": Kind("note", "column names once, above all rows; left out"),
    "id_as_number": Kind("note", "ids as texts in every table; joined with the same number"),
    "id_conflict": Kind("error", "another id for one of the two; the row is held"),
    "id_missing": Kind("warning", "an id that stays the same from file to file"),
    "id_repeated": Kind("note", "each id once; the rows are merged"),
    "instruction_row": Kind("note", "records only below the column names; left out"),
    "language_not_known": Kind("note", "a plain name of a language; kept as it came"),
    "letters_garbled": Kind(
        "warning", "letters that were saved and opened as UTF-8; kept as they came"
    ),
    "link_repeated": Kind("note", "each link once; the rows are merged"),
    "link_to_nothing": Kind("error", "the ids of a service and a site in the file; held"),
    "longitude_without_minus": Kind("warning", "a minus for west; it is put back"),
    "name_missing": Kind("error", "the name of a service, in its column; held"),
    "not_supply": Kind("note", "kept, and never counted as help that exists"),
    "organization_blank": Kind(
        "warning", "who offers it, in each row; the service stands without one"
    ),
    "organization_missing": Kind("error", "the id of an organization in the file"),
    "placeholder": Kind("warning", "nothing at all where nothing is known; read as unknown"),
    "private_phone": Kind("note", "left out of what may be shown"),
    "quotes_broken": Kind("warning", 'every quote closed, and " inside of quotes as ""'),
    "ragged_row": Kind("warning", "as many cells as there are column names"),
    "required_blank": Kind("warning", "a field that the standard requires"),
    "required_column_missing": Kind("warning", "a column that the standard requires"),
    "status_not_known": Kind("warning", "active, inactive, defunct or temporarily closed"),
    "table_not_known": Kind("error", "a table of a directory, or a profile for it; held"),
    "term_not_known": Kind("warning", "a code that the directory's vocabulary defines"),
    "unattached_row": Kind("error", "the id of a record that it belongs to; held"),
    "zip_not_known": Kind("warning", "five digits, or five and four; kept as it came"),
    "zip_zero_restored": Kind("note", "five digits; the leading zero is put back"),
}


@dataclass(frozen=True, slots=True)
class Place:
    """A cell, a row (no column) or a file (row 0)."""

    file: str
    row: int = 0
    column: str = ""


@dataclass(slots=True)
class _File:
    dialect: str
    rows: Mapping[int, Any]
    cells: Callable[[Any], Mapping[str, str]]
    encoding: str
    unknown: dict[str, None] = field(default_factory=dict)
    aside: dict[int, tuple[Outcome, str]] = field(default_factory=dict)


class Ledger:
    """Collects issues and outcomes; a row that nobody sets aside was imported."""

    def __init__(self) -> None:
        self.issues: list[Issue] = []
        self._files: dict[str, _File] = {}

    def open(
        self,
        name: str,
        rows: Iterable[tuple[int, Any]] = (),
        *,
        cells: Callable[[Any], Mapping[str, str]] = dict,
        encoding: str = "",
    ) -> None:
        """Begin the account of a file.

        Args:
            name: of the file.
            rows: all of them, by number.
            cells: what a row says; asked only of rows that are set aside.
            encoding: how its letters were read.
        """
        self._files[name] = _File("", dict(rows), cells, encoding)

    def call(self, name: str, dialect: str) -> None:
        """Say what dialect a file is written in."""
        self._files[name].dialect = dialect

    def note(self, code: str, place: Place, *, came: str = "", right: str = "") -> None:
        """Tell of a problem; only the beginning of a long cell is repeated."""
        kind = KINDS[code]
        shown = came if len(came) <= LONGEST_SHOWN else f"{came[: LONGEST_SHOWN - 3]}..."
        right = right or kind.right
        self.issues.append(
            Issue(code, kind.severity, place.file, place.row, place.column, shown, right)
        )

    def set_aside(self, place: Place, outcome: Outcome, *, reason: str) -> None:
        """Say that a row became no record of its own; what is said first stands."""
        self._files[place.file].aside.setdefault(place.row, (outcome, reason))

    def cells(self, place: Place) -> Mapping[str, str]:
        """A row as it came, by column."""
        file = self._files[place.file]
        return file.cells(file.rows[place.row])

    def is_aside(self, place: Place) -> bool:
        """Whether a row was merged, held or excluded."""
        return place.row in self._files[place.file].aside

    def unknown_columns(self, file: str, columns: Iterable[str]) -> None:
        """List columns of a file that have no field here."""
        self._files[file].unknown.update(dict.fromkeys(columns))

    def accounts(self) -> tuple[FileAccount, ...]:
        """What became of every row, file by file."""
        return tuple(_account(name, file) for name, file in self._files.items())


def _account(name: str, file: _File) -> FileAccount:
    aside = tuple(
        SetAside(row, outcome, reason, file.cells(file.rows[row]))
        for row, (outcome, reason) in sorted(file.aside.items())
    )
    return FileAccount(
        name=name,
        dialect=file.dialect,
        rows=len(file.rows),
        imported=len(file.rows) - len(aside),
        merged=_how_many(aside, "merged"),
        held=_how_many(aside, "held"),
        excluded=_how_many(aside, "excluded"),
        set_aside=aside,
        unknown_columns=tuple(file.unknown),
        encoding=file.encoding,
        first_rows=_first_rows(file) if file.dialect.startswith(BY_PROFILE) else {},
    )


def _first_rows(file: _File) -> dict[int, Mapping[str, str]]:
    """Those that became records, else any."""
    read = list(islice((row for row in file.rows if row not in file.aside), _FIRST))
    return {row: file.cells(file.rows[row]) for row in read or islice(file.rows, _FIRST)}


def _how_many(aside: Sequence[SetAside], outcome: Outcome) -> int:
    return sum(each.outcome == outcome for each in aside)

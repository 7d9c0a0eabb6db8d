"""A table of results that a team uploads: one row a result, named by the id of its indicator."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from data.imports.cells import whole_number
from data.imports.problems import InputProblems
from data.imports.responses import read_uploaded, shortened
from data.outcome_views import OutcomeInput

COLUMNS = (
    *("indicator", "numerator", "denominator", "median", "period_start", "period_end"),
    *("cohort", "source", "source_date", "notes"),
)
NEEDED = ("indicator", "denominator", "period_start", "period_end", "cohort", "source")
LARGEST = 2_000_000
MOST_ROWS = 2_000


@dataclass(frozen=True, slots=True)
class OutcomeRow:
    """One row of a file.

    Attributes:
        number: as a spreadsheet program shows it.
        entry: the result; a stand-in is in it for each cell that could not be read.
        problems: those cells, what came and what would be right.
    """

    number: int
    entry: OutcomeInput
    problems: tuple[str, ...]


def read_outcomes(content: bytes, *, name: str) -> tuple[OutcomeRow, ...]:
    """The results in a file, row by row.

    Raises:
        InputProblems: it is no such table. What is wrong with cells is told in the rows.
    """
    table = read_uploaded(content, name=name, largest=LARGEST)
    columns = [column.lower().replace(" ", "_") for column in table.columns]
    missing = [each for each in NEEDED if each not in columns]
    if missing:
        there = f"There are: {shortened(table.columns)}. Name the columns {', '.join(COLUMNS)}."
        raise InputProblems([f"{name}: there is no column '{missing[0]}'. {there}"])
    if len(table.rows) > MOST_ROWS:
        raise InputProblems([f"{name}: it has {len(table.rows):,} rows; at most {MOST_ROWS:,}."])
    return tuple(
        _Row(name, number, dict(zip(columns, row, strict=True))).read()
        for number, row in zip(table.numbers, table.rows, strict=True)
    )


class _Row:
    """One row while it is read; what is wrong with its cells is gathered."""

    def __init__(self, file: str, number: int, cells: dict[str, str]) -> None:
        self._file, self._number, self._cells = file, number, cells
        self._problems: list[str] = []

    def read(self) -> OutcomeRow:
        """The result, with stand-ins where a cell could not be read."""
        entry = OutcomeInput(
            indicator=self._text("indicator"),
            numerator=self._count("numerator"),
            denominator=self._count("denominator"),
            median=self._days("median"),
            period_start=self._day("period_start") or self._needed("period_start"),
            period_end=self._day("period_end") or self._needed("period_end"),
            cohort=self._text("cohort"),
            source=self._text("source"),
            source_date=self._day("source_date"),
            notes=self._text("notes"),
        )
        return OutcomeRow(self._number, entry, tuple(self._problems))

    def _text(self, column: str) -> str:
        return self._cells.get(column, "")

    def _count(self, column: str) -> int | None:
        cell = self._text(column)
        if not cell:
            return None
        found = whole_number(cell.replace(",", "") if _has_thousands(cell) else cell)
        if found is None:
            self._wrong(column, "give a whole number such as 42")
        return found

    def _days(self, column: str) -> float | None:
        cell = self._text(column)
        try:
            return float(cell) if cell else None
        except ValueError:
            self._wrong(column, "give days such as 37 or 37.5")
            return None

    def _day(self, column: str) -> date | None:
        cell = self._text(column)
        try:
            return date.fromisoformat(cell) if cell else None
        except ValueError:
            self._wrong(column, "give a day such as 2026-03-31")
            return date.min

    def _needed(self, column: str) -> date:
        if not self._text(column):
            self._wrong(column, "give a day such as 2026-03-31")
        return date.min

    def _wrong(self, column: str, right: str) -> None:
        came = self._text(column)
        shown = f"'{came[:40]}'" if came else "nothing"
        self._problems.append(
            f"{self._file}: row {self._number}, column {column}: {shown} came; {right}."
        )


def _has_thousands(cell: str) -> bool:
    """Such as 1,204,000; "1,5" is no whole number."""
    first, *others = cell.split(",")
    groups: Sequence[str] = others
    return bool(others) and 0 < len(first) <= 3 and all(len(group) == 3 for group in groups)

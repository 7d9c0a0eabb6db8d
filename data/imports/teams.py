"""A table of teams and their agencies: one row an agency, several rows a team."""

from collections.abc import Sequence
from dataclasses import dataclass

from data.imports.cells import whole_number
from data.imports.problems import InputProblems
from data.imports.responses import read_uploaded, shortened
from data.views import AgencyEntry
from surveys.sectors import SECTORS

COLUMNS = ("team", "jurisdiction", "agency", "sector", "people")
NEEDED = ("team", "agency", "sector", "people")
LARGEST = 2_000_000
MOST_ROWS = 20_000
_KINDS = tuple(sector.id for sector in SECTORS)


@dataclass(frozen=True, slots=True)
class TeamRows:
    """A team as a file lists it.

    Attributes:
        first: the number of its first row, as a spreadsheet program shows it.
    """

    name: str
    jurisdiction: str
    agencies: tuple[AgencyEntry, ...]
    first: int


def read_teams(content: bytes, *, name: str) -> tuple[TeamRows, ...]:
    """The teams in a file, in the order in which they first stand there.

    Args:
        content: of a CSV file or a workbook.
        name: of the file, for messages.

    Raises:
        InputProblems: everything that is wrong with its rows; where, what came, and what would be
            right.
    """
    table = read_uploaded(content, name=name, largest=LARGEST)
    columns = [column.lower().strip().replace(" ", "_") for column in table.columns]
    missing = [each for each in NEEDED if each not in columns]
    if missing:
        there = f"There are: {shortened(table.columns)}. Name the columns {', '.join(COLUMNS)}."
        raise InputProblems([f"{name}: there is no column '{missing[0]}'. {there}"])
    if len(table.rows) > MOST_ROWS:
        raise InputProblems([f"{name}: it has {len(table.rows):,} rows; at most {MOST_ROWS:,}."])
    rows = [dict(zip(columns, row, strict=True)) for row in table.rows]
    problems = [
        f"{name}, row {number}: {what}"
        for number, row in zip(table.numbers, rows, strict=True)
        for what in _wrong(row)
    ]
    problems += _two_places(name, table.numbers, rows)
    if problems:
        raise InputProblems(problems)
    return _teams(table.numbers, rows)


def _wrong(row: dict[str, str]) -> list[str]:
    found = [
        f"there is no {column}. Fill it in." for column in ("team", "agency") if not row[column]
    ]
    if row["sector"] not in _KINDS:
        found.append(f"'{row['sector'][:40]}' is no sector. Use one of {', '.join(_KINDS)}.")
    if whole_number(row["people"]) is None:
        found.append(f"'{row['people'][:20]}' is no whole number of people. Give 1 or more.")
    return found


def _two_places(name: str, numbers: Sequence[int], rows: Sequence[dict[str, str]]) -> list[str]:
    """A team that is said to be in two places."""
    first: dict[str, tuple[int, str]] = {}
    found: list[str] = []
    for number, row in zip(numbers, rows, strict=True):
        place = row.get("jurisdiction", "")
        before = first.setdefault(row["team"], (number, place))
        if place and before[1] and place != before[1]:
            told = (
                f"'{row['team'][:40]}' is in '{place[:40]}' here and in '{before[1][:40]}' in row"
            )
            found.append(f"{name}, row {number}: {told} {before[0]}. Write it alike in both.")
    return found


def _teams(numbers: Sequence[int], rows: Sequence[dict[str, str]]) -> tuple[TeamRows, ...]:
    names = dict.fromkeys(row["team"] for row in rows)
    made: list[TeamRows] = []
    for team in names:
        own = [
            (number, row) for number, row in zip(numbers, rows, strict=True) if row["team"] == team
        ]
        agencies = tuple(
            AgencyEntry(row["agency"], row["sector"], whole_number(row["people"]) or 0)
            for _, row in own
        )
        places = (row.get("jurisdiction", "") for _, row in own)
        made.append(TeamRows(team, next(filter(None, places), ""), agencies, own[0][0]))
    return tuple(made)

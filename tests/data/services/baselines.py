"""Results, files of results and people for the tests of the baseline."""

import io
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date
from threading import Barrier

import openpyxl
import pytest

from data.clock import at_day
from data.imports.outcomes import COLUMNS
from data.outcome_views import OutcomeInput, OutcomeView, UploadPreview
from data.services import outcomes
from data.services.authority import OPERATOR, Actor, acting
from data.services.errors import ScanStateError
from data.services.outcomes import InputProblems
from data.store.connections import reading
from data.tables.base import table_of
from data.tables.scan import OutcomeEntry
from data.views import AgencyEntry

ROSTER = (
    AgencyEntry("County child welfare", "child_welfare", 6),
    AgencyEntry("New Shore Treatment", "sud_treatment", 5),
)
HOME = OutcomeInput(
    indicator="reunified_12mo",
    numerator=34,
    denominator=97,
    median=None,
    period_start=date(2023, 10, 1),
    period_end=date(2024, 9, 30),
    cohort="All children who entered care, River county",
    source="Case system",
    source_date=date(2025, 11, 15),
    notes="Read by Ana",
)
DAYS = replace(
    HOME, indicator="recovery_days_to_assessment", numerator=None, denominator=64, median=19.5
)
HARM = replace(HOME, indicator="maltreatment_in_care", numerator=12, denominator=141_300)
MEANWHILE = "Somebody has changed this meanwhile. Yours is not saved"
NOW = date(2026, 3, 2)
HEAD = ",".join(COLUMNS)
GOOD = (
    "reunified_12mo,34,97,,2023-10-01,2024-09-30,Niños de River,Case system,2025-11-15,Read by Ana",
    'maltreatment_in_care,12,"141,300",,2023-10-01,2024-09-30,Niños de River,Case system,,',
    "recovery_days_to_assessment,,64,19.5,2023-10-01,2024-09-30,Niños de River,Case system,,",
)
TABLE = "\n".join((HEAD, *GOOD)) + "\n"
WANTED = (
    replace(HOME, cohort="Niños de River"),
    replace(HARM, cohort="Niños de River", source_date=None, notes=""),
    replace(DAYS, cohort="Niños de River", source_date=None, notes=""),
)


def person(team_id: str, role: str | None) -> Actor:
    """Somebody with a role in this team, or in none."""
    return Actor(id="p1", name="Sam", kind="person", teams={team_id: role} if role else {})


def only(team_id: str) -> OutcomeView:
    (found,) = outcomes.entries(team_id)
    return found


def saved(team_id: str, entry: OutcomeInput) -> OutcomeView:
    """A result as it comes back."""
    entry_id = outcomes.save_entry(team_id, entry)
    return next(each for each in outcomes.entries(team_id) if each.entry_id == entry_id)


def history(team_id: str) -> list[tuple[int, int | None, bool]]:
    """Version, numerator and whether it was taken out, of all that is stored of a team."""
    table = table_of(OutcomeEntry)
    columns = (table.c.version, table.c.numerator, table.c.removed)
    with reading() as connection:
        mine = table.select().with_only_columns(*columns).where(table.c.team_id == team_id)
        ordered = connection.execute(mine.order_by(table.c.version, table.c.entry_id))
        return [(row[0], row[1], row[2]) for row in ordered]


def all_at_once(steps: Sequence[Callable[[], object]]) -> list[bool]:
    """Take all steps at one moment; which of them were not told that somebody was first."""
    together = Barrier(len(steps))

    def take(step: Callable[[], object]) -> bool:
        with acting(OPERATOR), at_day(NOW):
            together.wait()
            try:
                step()
            except ScanStateError:
                return False
        return True

    with ThreadPoolExecutor(len(steps)) as people:
        return list(people.map(take, steps))


def looked_at(team_id: str, content: str | bytes, name: str = "counts.csv") -> UploadPreview:
    given = content if isinstance(content, bytes) else content.encode()
    return outcomes.preview(team_id, given, name=name)


def told(team_id: str, content: str | bytes, name: str = "counts.csv") -> list[str]:
    """Everything that is wrong with a file, line by line; nothing of it is stored."""
    with pytest.raises(InputProblems) as problems:
        looked_at(team_id, content, name)
    assert outcomes.entries(team_id) == ()
    return list(problems.value.problems)


def row(**changes: str) -> str:
    """A good row with some other cells."""
    cells = dict(zip(COLUMNS, GOOD[0].split(","), strict=True)) | changes
    return ",".join(cells.values())


def book(rows: Sequence[Sequence[object]]) -> bytes:
    made = openpyxl.Workbook()
    sheet = made.worksheets[0]
    for each in rows:
        sheet.append(list(each))
    content = io.BytesIO()
    made.save(content)
    return content.getvalue()

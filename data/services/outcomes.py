"""The baseline of shared results: counts that a team enters or uploads, and what they say."""

from collections.abc import Iterator, Mapping
from dataclasses import asdict, replace
from datetime import date, timedelta
from typing import Any

from data.clock import today
from data.imports.outcomes import COLUMNS, read_outcomes
from data.imports.problems import InputProblems
from data.imports.responses import at_most_shown
from data.outcome_views import OutcomeInput, OutcomeView, UploadPreview
from data.services import audit_log
from data.services.authority import actor, permit
from data.services.errors import NotFound, ScanProblems, ScanStateError
from data.services.teams import team
from data.services.texts import tidy, writing
from data.store import outcomes as store
from data.tokens import new_id
from data.views import FieldProblem
from scoring.baseline import LocalFigure, figure
from scoring.small_counts import shared
from surveys.outcomes import Indicator, five_rs

__all__ = [
    "COLUMNS",
    "InputProblems",
    "accept",
    "entries",
    "preview",
    "remove_entry",
    "save_entry",
]

LONGEST = {"cohort": 200, "source": 200, "notes": 1000}
LARGEST_COUNT = 1_000_000_000
_MEANWHILE = "Somebody has changed this meanwhile. Yours is not saved; look at theirs first."
_NAMES = {"cohort": "Whom it is about", "source": "The source", "notes": "The note"}
_EARLIEST = date(1990, 1, 1)
_TELLING = tuple(name for name in OutcomeInput.__slots__ if name != "notes")


def entries(team_id: str) -> tuple[OutcomeView, ...]:
    """All results of a team, the earliest period first.

    Raises:
        NotFound: there is no such team.
    """
    team(team_id)
    permit("scan.see", team_id=team_id)
    return tuple(_view(row) for row in store.newest(team_id))


def save_entry(
    team_id: str, entry: OutcomeInput, *, entry_id: str | None = None, based_on: int = 0
) -> str:
    """Save a result; its id. A new one that is there already, word for word, is not saved twice.

    Args:
        entry_id: of the one that is changed; None for a new one.
        based_on: the version that was on the screen.

    Raises:
        ScanProblems: all entries that need another look.
        ScanStateError: somebody changed it meanwhile.
    """
    team(team_id)
    permit("scan.answer", team_id=team_id)
    clean = _checked(entry)
    same = (each.entry_id for each in entries(team_id) if each.entry == clean)
    if entry_id is None and (known := next(same, None)) is not None:
        return known  # a second click
    chosen = entry_id or new_id()
    audit_log.record("outcome.save", team_id=team_id, about=team_id, indicator=clean.indicator)
    version = based_on + 1
    if not store.add_version(team_id, chosen, version=version, values=_values(clean)):
        raise ScanStateError(_MEANWHILE)
    return chosen


def remove_entry(team_id: str, entry_id: str, *, based_on: int) -> None:
    """Take a result out; earlier versions stay stored.

    Raises:
        NotFound: there is no such result.
        ScanStateError: somebody changed it meanwhile.
    """
    found = next((each for each in entries(team_id) if each.entry_id == entry_id), None)
    permit("scan.answer", team_id=team_id)
    if found is None:
        raise NotFound("This figure is not here any more. Reload the page.")
    audit_log.record("outcome.remove", team_id=team_id, about=team_id)
    values = {**_values(found.entry), "removed": True}
    if not store.add_version(team_id, entry_id, version=based_on + 1, values=values):
        raise ScanStateError(_MEANWHILE)


def preview(team_id: str, content: bytes, *, name: str) -> UploadPreview:
    """What a file would bring in; nothing is stored.

    Raises:
        InputProblems: every row and column that needs another look, what came, what would be right.
    """
    team(team_id)
    permit("scan.answer", team_id=team_id)
    problems: list[str] = []
    found: list[OutcomeInput] = []
    for row in read_outcomes(content, name=name):
        problems += row.problems
        if row.problems:
            continue
        try:
            found.append(_checked(row.entry))
        except ScanProblems as wrong:
            place = f"{name}: row {row.number}, column"
            problems += [f"{place} {each.where}: {each}" for each in wrong.problems]
    if problems:
        raise InputProblems(at_most_shown(problems, of=len(problems), file=name))
    return UploadPreview(name, tuple(found))


def accept(team_id: str, upload: UploadPreview) -> int:
    """Store what was looked at, all of it or nothing; how many.

    What the team has already, word for word but for the note, is left out, so that a file can come
    twice.

    Raises:
        ScanProblems: all entries that need another look.
    """
    team(team_id)
    permit("scan.answer", team_id=team_id)
    rows = [(new_id(), _values(_checked(each))) for each in upload.entries]
    audit_log.record("outcome.upload", team_id=team_id, about=team_id, figures=len(rows))
    return store.add_all(team_id, rows, unless_same=_TELLING)


def figure_of(entry: OutcomeInput) -> LocalFigure:
    """What a result says, as it may be shown inside the team."""
    return figure(
        five_rs().indicator(entry.indicator).statistic,
        numerator=entry.numerator,
        denominator=entry.denominator,
        median=entry.median,
    )


def _view(row: Mapping[str, Any]) -> OutcomeView:
    entry = OutcomeInput(**{name: row[name] for name in OutcomeInput.__slots__})
    indicator = five_rs().indicator(entry.indicator)
    of_people = not indicator.statistic.endswith("_days") or indicator.is_median
    followed = today() - timedelta(days=indicator.follow_up_days)
    return OutcomeView(
        entry_id=row["entry_id"],
        version=row["version"],
        entry=entry,
        figure=figure_of(entry),
        shared=shared(entry.numerator, entry.denominator, part_of_whole=of_people),
        too_new=entry.period_end > followed,
        saved_by_name=row["saved_by_name"],
        saved_on=row["saved_on"],
    )


def _values(entry: OutcomeInput) -> dict[str, Any]:
    return asdict(entry) | {
        "agency_code": None,
        "removed": False,
        "saved_by": actor().id,
        "saved_by_name": actor().name,
        "saved_on": today(),
    }


def _checked(entry: OutcomeInput) -> OutcomeInput:
    clean = replace(
        entry,
        cohort=tidy(entry.cohort),
        source=tidy(entry.source),
        notes=writing(entry.notes).strip(),
    )
    problems = tuple(_problems(clean))
    if problems:
        raise ScanProblems(problems)
    return clean


def _problems(entry: OutcomeInput) -> Iterator[FieldProblem]:
    indicator = five_rs().find(entry.indicator)
    if indicator is None:
        what = f"'{entry.indicator[:60]}' is no indicator."
        yield FieldProblem("indicator", what, "Give an id from the list, such as reunified_12mo.")
        return
    yield from _median_problems(entry) if indicator.is_median else _count_problems(entry, indicator)
    if entry.period_end < entry.period_start:
        what = f"The period ends on {entry.period_end}, before it begins on {entry.period_start}."
        yield FieldProblem("period_end", what, "Give the first day, then the last one.")
    latest = today() + timedelta(days=1)  # a calendar may be a day ahead of ours
    if entry.period_start < _EARLIEST or entry.period_end > latest:
        what = f"The period is from {entry.period_start} to {entry.period_end}."
        yield FieldProblem("period_start", what, "Give days from 1990 up to today.")
    if entry.source_date is not None and not _EARLIEST <= entry.source_date <= latest:
        what = f"The source is dated {entry.source_date}."
        yield FieldProblem("source_date", what, "Give a day up to today, from 1990 on.")
    for name, said in _NAMES.items():
        text = getattr(entry, name)
        if not text and name != "notes":
            yield FieldProblem(name, f"{said} is not said.", "Write it in a few words.")
        if len(text) > LONGEST[name]:
            what = f"{said} has {len(text):,} characters."
            yield FieldProblem(name, what, f"Use at most {LONGEST[name]:,}.")


def _median_problems(entry: OutcomeInput) -> Iterator[FieldProblem]:
    if entry.median is None or not 0 <= entry.median <= 36_500:
        came = "nothing" if entry.median is None else f"{entry.median:g}"
        yield FieldProblem("median", f"The median is {came}.", "Give days, from 0 to 36,500.")
    if entry.numerator is not None:
        what = f"A median has no numerator, and {entry.numerator} came."
        yield FieldProblem("numerator", what, "Leave it empty.")
    if entry.denominator is None or not 1 <= entry.denominator <= LARGEST_COUNT:
        what = f"{_came(entry.denominator)} people are behind the median."
        yield FieldProblem("denominator", what, "Give how many people it is the median of.")


def _count_problems(entry: OutcomeInput, indicator: Indicator) -> Iterator[FieldProblem]:
    if entry.median is not None:
        what = f"This indicator has no median, and {entry.median:g} came."
        yield FieldProblem("median", what, "Leave it empty.")
    for name, least in (("numerator", 0), ("denominator", 1)):
        count = getattr(entry, name)
        if count is None or not least <= count <= LARGEST_COUNT:
            right = f"Give a whole number from {least} up."
            yield FieldProblem(name, f"The {name} is {_came(count)}.", right)
            return
    more = (entry.numerator or 0) > (entry.denominator or 0)
    if more and not indicator.statistic.endswith("_days"):
        what = f"The numerator is {entry.numerator} of {entry.denominator}."
        yield FieldProblem("numerator", what, "It counts some of the denominator, so no more.")


def _came(count: int | None) -> str:
    return "nothing" if count is None else f"{count:,}"

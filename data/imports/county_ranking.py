"""A figure that puts counties in an order, such as the share of families who are poor.

Only its order is used. It comes with a file of need by county or is typed, and never without who
counted it and in which year.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal, get_args

from data.clock import today
from data.geography.gazetteer import area
from data.imports.county_rows import (
    EARLIEST,
    LARGEST_NUMBER,
    LONGEST,
    Note,
    is_missing_number,
    said,
)
from data.views import FieldProblem

Worse = Literal["high", "low"]
"""Whether families are worse off where the figure is high, as with poverty, or low, as with
income."""
WORSE: tuple[Worse, ...] = get_args(Worse)
RANKING_COLUMNS = (
    *("ranking", "ranking_name", "ranking_source", "ranking_year", "ranking_worse"),
)  # fmt: skip
_ABOUT = RANKING_COLUMNS[1:]
_NUMBER = re.compile(r"-?([0-9]{1,3}(,[0-9]{3})+|[0-9]+)(\.[0-9]+)?")
_TYPED = re.compile(r"([0-9]{4,5})(?![0-9.])(.*)")
_LAST = re.compile(r"(?:^|[\s:=;,])(-?[0-9][0-9,]*(?:\.[0-9]+)?) ?%?$")


@dataclass(frozen=True, slots=True)
class Ranking:
    """A figure of counties.

    Attributes:
        name: what it is, such as "share of families below the poverty line".
        source: who counted it.
        worse: at which end families are worse off.
        figures: by the code of the county; those that are not known are not there.
    """

    name: str
    source: str
    year: int
    worse: Worse
    figures: Mapping[str, float]


class RankingReader:
    """The ranking columns of a table while its rows are read."""

    def __init__(self, called: str) -> None:
        """Take what the column of figures is called, which is its name until a cell says more."""
        self._called = " ".join(called.replace("_", " ").split())
        self._figures: dict[str, float | None] = {}
        self._about: dict[str, dict[str, None]] = {each: {} for each in _ABOUT}

    def read(self, county: str, cells: Mapping[str, str], *, note: Note) -> None:
        """Read what one row says of a county; what is odd is told, and is no figure."""
        cell = said(cells, "ranking")
        if not cell or is_missing_number(cell):
            return
        figure = number(cell)
        if figure is None:
            note("ranking_not_a_number", "ranking", cell)
        if county in self._figures and self._figures[county] != figure:
            note("ranking_twice", "ranking", cell)
            figure = None
        self._figures[county] = figure
        for column in _ABOUT:
            if told := " ".join(said(cells, column).split()):
                self._about[column].setdefault(told)

    def ranking(self, *, note: Note) -> Ranking | None:
        """What was read; None where it is not one figure, or nobody says whose."""
        figures = {county: each for county, each in self._figures.items() if each is not None}
        if not figures:
            return None
        for column, told in self._about.items():
            if len(told) > 1:
                note("ranking_not_one", column, " / ".join(told))
                return None
        name, source, year, worse = (next(iter(told), "") for told in self._about.values())
        problems = list(wrong(name or self._called, source, _year(year), worse or "high"))
        for each in problems:
            note("ranking_without_source", f"ranking_{each.where}", each.what)
        if problems or worse not in ("", *WORSE):
            return None
        side: Worse = "low" if worse == "low" else "high"
        return Ranking(name or self._called, source, int(year.removesuffix(".0")), side, figures)


def number(cell: str) -> float | None:
    """A figure as it is written, with or without a percent sign; None where it is none."""
    plain = cell.strip().removesuffix("%").strip()
    if not _NUMBER.fullmatch(plain):
        return None
    value = float(plain.replace(",", ""))
    return value if abs(value) <= LARGEST_NUMBER else None


def wrong(name: str, source: str, year: int | None, worse: str) -> Iterable[FieldProblem]:
    """What a figure must say of itself and does not."""
    for field, text, right in (
        ("name", name, "Say what the figure is, such as a share of families in poverty."),
        ("source", source, "Say who counted it, or where it stands."),
    ):
        if not text:
            yield FieldProblem(field, f"The {field} is empty.", right)
        elif len(text) > LONGEST:
            what = f"The {field} has {len(text)} characters."
            yield FieldProblem(field, what, f"Use at most {LONGEST}.")
    if year is None or not EARLIEST <= year <= today().year:
        came = "The year is empty." if year is None else f"{year} cannot be the year."
        yield FieldProblem("year", came, f"Use one from {EARLIEST} to {today().year}.")
    if worse not in WORSE:
        yield FieldProblem("worse", f"'{worse[:60]}' is no end.", "Choose high or low.")


def typed(text: str) -> tuple[dict[str, float], tuple[FieldProblem, ...]]:
    """Figures from lines that begin with the code of a county and end with a figure.

    Args:
        text: such as "21067 Fayette, KY: 16.2", or two columns out of a spreadsheet. A line without
            a figure says that it is not known.

    Returns:
        The figures by code, and what is wrong, line by line.
    """
    found: dict[str, float] = {}
    problems: list[FieldProblem] = []
    seen: set[str] = set()
    for at, line in enumerate(text.splitlines(), start=1):
        if not line.strip():
            continue
        code, figure, problem = _line(line.strip())
        if not problem and code in seen:
            problem = "this county was there before"
        if problem:
            what = f"Line {at}, '{line.strip()[:40]}': {problem}."
            right = "Write the five digits of a county, then its figure, such as 21067: 16.2."
            problems.append(FieldProblem("figures", what, right))
            continue
        seen.add(code)
        if figure is not None:
            found[code] = figure
    return found, tuple(problems)


def _line(line: str) -> tuple[str, float | None, str]:
    """A county and its figure, or what is wrong with the line."""
    parts = _TYPED.fullmatch(line)
    if parts is None:
        return "", None, "it does not begin with the code of a county"
    try:
        code = area(parts[1]).id
    except LookupError:
        return "", None, "in 2017, which is what is used here, there was no such county"
    rest = parts[2].strip()
    last = _LAST.search(rest)
    if last is not None:
        figure = number(last[1])
        return code, figure, "" if figure is not None else "its figure is no number"
    return code, None, "its figure is no number" if re.search("[0-9]", rest) else ""


def _year(text: str) -> int | None:
    plain = text.removesuffix(".0")
    return int(plain) if re.fullmatch("[0-9]{4}", plain) else None

"""One row of a table of need by county: what its cells say, and what is wrong with them."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from data.clock import today
from data.imports.directory.cleaning import is_placeholder

LARGEST_NUMBER = 1e9
LONGEST = 200
EARLIEST = 1990
ISSUES: Mapping[str, str] = {
    "fips_zero_restored": "five digits; the leading zero is put back",
    "placeholder": "nothing at all where nothing is known; read as unknown, and not as 0",
    "suppressed": "the number itself; a hidden small number is read as unknown, and not as 0",
    "not_a_number": "a number of 0 or more, such as 1,204; the row is held",
    "range_not_in_order": "low, families, high in this order; the row is held",
    "range_without_middle": "the likely number of families too; read as unknown",
    "year_not_known": "a year with four digits until now; read as unknown",
    "source_cut": f"at most {LONGEST} characters; the rest is left out",
    "area_missing": "the code of a county, or its name and state; the row is held",
    "state_missing": "the state as well, since many bear this name; the row is held",
    "area_ambiguous": "the code, or the word City or County, since both bear this name; held",
    "areas_disagree": "a code and a name of one county; the row is held",
    "area_repeated": "each county once; all of its rows are held",
    "area_of_another_year": "the code of 2017; counted where that area lies in those lines",
    "area_in_part": "all parts of what is one county in the lines of 2017; read as unknown",
    "area_redrawn": "figures in the lines of 2017; this area is in no total",
    "area_not_found": "a county of the boundaries of 2017; this area is in no total",
    "state_total": "a county; a total of a state is left out",
    "ranking_not_a_number": "a number, such as 16.2; the county has no place in the order",
    "ranking_twice": "one figure for a county; it has no place in the order",
    "ranking_not_one": "one name, source and year for all counties; the order is not read",
    "ranking_without_source": "a source and a year as well; the order is not read",
}
"""What is told of a row, and what would be right or is done about it."""
_SUPPRESSED = re.compile(
    r"(<|<=|≤|under |fewer than |less than ) ?[0-9]+|\*+|s|\(s\)|d|\(d\)|supp.*"
)
_MISSING_AS_NUMBER = re.compile(r"-(1|8|9|88|99|888|999|8888|9999|99999)(\.0+)?")
_NUMBER = re.compile(r"([0-9]{1,3}(,[0-9]{3})+|[0-9]+)(\.[0-9]+)?")
Note = Callable[[str, str, str], None]
"""Told of a code of `ISSUES`, a column and what came."""


@dataclass(frozen=True, slots=True)
class CountyFigure:
    """Families in need in one county in a year; None where the file says that nobody knows."""

    area: str
    low: float | None
    likely: float | None
    high: float | None
    source: str
    year: int | None


class NotANumber(ValueError):
    """A cell that should hold an amount holds something else."""


def is_missing_number(cell: str) -> bool:
    """A number that programs write where there is none, or words for a hidden small one."""
    return bool(_MISSING_AS_NUMBER.fullmatch(cell) or _SUPPRESSED.fullmatch(cell.lower()))


def said(cells: Mapping[str, str], field: str) -> str:
    """What a cell says; nothing where it only looks as if it said something."""
    cell = cells.get(field, "").strip()
    return "" if is_placeholder(cell) else cell


def figure(area: str, cells: Mapping[str, str], *, note: Note) -> CountyFigure | None:
    """The figure of a row; None where the row contradicts itself.

    Args:
        area: five digits.
        cells: by field: "families", "low", "high", "source" and "year".
        note: told of what is noticed.
    """
    try:
        low, likely, high = (amount(cells, each, note=note) for each in ("low", "families", "high"))
    except NotANumber:
        return None
    source, year = _source(cells, note), _year(cells, note)
    if likely is None:
        if low is not None or high is not None:
            note("range_without_middle", "families", cells["families"] or "nothing")
        return CountyFigure(area, None, None, None, source, year)
    low, high = (likely if each is None else each for each in (low, high))
    if not low <= likely <= high:
        note("range_not_in_order", "families", f"{low:g}, {likely:g}, {high:g}")
        return None
    return CountyFigure(area, low, likely, high, source, year)


def amount(cells: Mapping[str, str], field: str, *, note: Note) -> float | None:
    """An amount of 0 or more; None where nobody knows it.

    Raises:
        NotANumber: it is something else; that was told.
    """
    cell = cells.get(field, "").strip()
    if not cell:
        return None
    if _SUPPRESSED.fullmatch(cell.lower()):
        note("suppressed", field, cell)
        return None
    if is_placeholder(cell) or _MISSING_AS_NUMBER.fullmatch(cell):
        note("placeholder", field, cell)
        return None
    if not _NUMBER.fullmatch(cell) or float(cell.replace(",", "")) > LARGEST_NUMBER:
        note("not_a_number", field, cell)
        raise NotANumber
    return float(cell.replace(",", ""))


def unknown(one: CountyFigure) -> CountyFigure:
    """The same county, of which nobody knows how many."""
    return CountyFigure(one.area, None, None, None, one.source, one.year)


def together(figures: list[CountyFigure]) -> CountyFigure:
    """Parts of what is one county, added up; unknown where one of them is."""
    first = figures[0]
    if len(figures) == 1:
        return first
    sources = "; ".join(dict.fromkeys(each.source for each in figures if each.source))[:LONGEST]
    year = first.year if len({each.year for each in figures}) == 1 else None
    if any(each.likely is None for each in figures):
        return CountyFigure(first.area, None, None, None, sources, year)
    low, likely, high = (
        sum(getattr(each, name) for each in figures) for name in ("low", "likely", "high")
    )
    return CountyFigure(first.area, low, likely, high, sources, year)


def _source(cells: Mapping[str, str], note: Note) -> str:
    source = " ".join(said(cells, "source").split())
    if len(source) > LONGEST:
        note("source_cut", "source", source)
    return source[:LONGEST]


def _year(cells: Mapping[str, str], note: Note) -> int | None:
    cell = said(cells, "year").removesuffix(".0")
    if not cell:
        return None
    if re.fullmatch("[0-9]{4}", cell) and EARLIEST <= int(cell) <= today().year:
        return int(cell)
    note("year_not_known", "year", cell)
    return None

"""A table of need by county that a team uploads: one row a county, by its code or by its name.

No row is lost: each is taken, says that it is not known, names an area that the boundaries do not
have, or is held because it contradicts itself; and each says why.
"""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, get_args

from data.geography.gazetteer import Area, find
from data.geography.matching import match
from data.geography.names import area_id
from data.geography.states import state_of
from data.geography.vintages import breaks_of
from data.imports.county_ranking import RANKING_COLUMNS, Ranking, RankingReader
from data.imports.county_rows import (
    ISSUES,
    LONGEST,
    CountyFigure,
    NotANumber,
    amount,
    figure,
    said,
    together,
    unknown,
)
from data.imports.problems import InputProblems
from data.imports.responses import read_uploaded, shortened

Fate = Literal["taken", "merged", "unknown", "unmatched", "held"]
FATES: tuple[Fate, ...] = get_args(Fate)
LARGEST = 2_000_000
MOST_ROWS = 10_000
COLUMNS = ("county_fips", "county", "state", "families", "low", "high", "source", "year")
"""`RANKING_COLUMNS` may stand beside them."""

_CALLED: Mapping[str, str] = {
    **dict.fromkeys(
        ("county_fips", "fips", "fips_code", "county_code", "geoid", "geo_id", "fips5", "area_id"),
        "fips",
    ),
    **dict.fromkeys(("county", "county_name", "parish", "area", "area_name", "name"), "county"),
    **dict.fromkeys(("state", "state_name", "state_abbreviation", "st", "stusps"), "state"),
    **dict.fromkeys(
        ("families", "families_in_need", "need", "likely", "count", "number", "families_a_year"),
        "families",
    ),
    **dict.fromkeys(("low", "lower", "at_least", "low_estimate", "minimum"), "low"),
    **dict.fromkeys(("high", "upper", "at_most", "high_estimate", "maximum"), "high"),
    **dict.fromkeys(("source", "data_source", "who_counted"), "source"),
    "year": "year",
    **{each: each for each in RANKING_COLUMNS},
    **dict.fromkeys(("poverty_share", "poverty_rate", "poverty"), "ranking"),
}


@dataclass(frozen=True, slots=True)
class CountyIssue:
    """Something that was noticed.

    Attributes:
        row: as a spreadsheet program shows it.
    """

    code: str
    row: int
    column: str
    came: str

    @property
    def right(self) -> str:
        """What would be right, or what is done about it."""
        return ISSUES[self.code]


@dataclass(frozen=True, slots=True)
class LeftOut:
    """An area of the file that cannot be drawn, by the name that people know it by.

    Attributes:
        why: a code of `ISSUES`.
    """

    name: str
    why: str
    families: float | None


@dataclass(frozen=True, slots=True)
class CountyTable:
    """What was read.

    Attributes:
        figures: a county each, in the order of their codes.
        fates: how many rows became what; together they are all rows.
        unknown_columns: that are not read.
        ranking: a figure to put the counties in order by; None where the file has none.
    """

    figures: tuple[CountyFigure, ...]
    left_out: tuple[LeftOut, ...]
    issues: tuple[CountyIssue, ...]
    rows: int
    fates: Mapping[Fate, int]
    unknown_columns: tuple[str, ...]
    ranking: Ranking | None = None


def read_county_need(content: bytes, *, name: str) -> CountyTable:
    """The need of each county in a file.

    Args:
        content: of a table of text (commas, semicolons or tabs) or of a workbook.
        name: of the file, for messages.

    Raises:
        InputProblems: it is no such table. What is wrong with rows is told in the issues.
    """
    table = read_uploaded(content, name=name, largest=LARGEST)
    fields = [_CALLED.get(re.sub(r"[^a-z0-9]+", "_", each.lower())) for each in table.columns]
    _check(name, table.columns, fields, rows=len(table.rows))
    called = dict(zip(fields, table.columns, strict=True)).get("ranking", "")
    reader = _Reader(RankingReader(called))
    for number, row in zip(table.numbers, table.rows, strict=True):
        reader.read(number, {field: cell for field, cell in zip(fields, row, strict=True) if field})
    other = [each for each, field in zip(table.columns, fields, strict=True) if each and not field]
    return reader.table(other)


def _check(name: str, columns: Sequence[str], fields: Sequence[str | None], *, rows: int) -> None:
    there = f"There are: {shortened(columns)}. Name the columns {', '.join(COLUMNS)}."
    if "families" not in fields:
        raise InputProblems([f"{name}: there is no column 'families'. {there}"])
    if "fips" not in fields and "county" not in fields:
        raise InputProblems([f"{name}: there is no column of counties. {there}"])
    twice = [each for each, times in Counter(filter(None, fields)).items() if times > 1]
    if twice:
        what = f"two columns can be '{twice[0]}', so it is not known which one is meant"
        raise InputProblems([f"{name}: {what}. {there}"])
    if rows > MOST_ROWS:
        raise InputProblems([f"{name}: it has {rows:,} rows; at most {MOST_ROWS:,} are read."])


@dataclass(frozen=True, slots=True)
class _Row:
    """A row whose area lies in the boundaries.

    Attributes:
        asked: the code of the area in the year of the row.
        figure: None where the row contradicts itself.
    """

    number: int
    asked: str
    figure: CountyFigure | None


class _Reader:
    """Rows while they are read; what is noticed is gathered."""

    def __init__(self, ranking: RankingReader) -> None:
        self._ranking = ranking
        self._issues: list[CountyIssue] = []
        self._left_out: list[LeftOut] = []
        self._rows: dict[str, list[_Row]] = {}
        self._fates: Counter[Fate] = Counter()
        self._number = 0

    def read(self, number: int, cells: Mapping[str, str]) -> None:
        """Read one row."""
        self._number = number
        area, asked = self._area(cells)
        if area is not None:
            found = figure(area.id, cells, note=self._note)
            self._ranking.read(area.id, cells, note=self._note)
            self._rows.setdefault(area.id, []).append(_Row(number, asked, found))

    def table(self, unknown_columns: Iterable[str]) -> CountyTable:
        """All that was read."""
        found = [self._county(area, rows) for area, rows in sorted(self._rows.items())]
        self._number = 1  # what is odd of all rows together stands at the names of the columns
        ranking = self._ranking.ranking(note=self._note)
        return CountyTable(
            figures=tuple(each for each in found if each is not None),
            left_out=tuple(self._left_out),
            issues=tuple(sorted(self._issues, key=lambda each: each.row)),
            rows=self._fates.total(),
            fates={fate: self._fates[fate] for fate in FATES},
            unknown_columns=tuple(unknown_columns),
            ranking=ranking,
        )

    def _county(self, area: str, rows: Sequence[_Row]) -> CountyFigure | None:
        """The figure of one county: of one row, or of the parts that it has in another year."""
        if len({each.asked for each in rows}) < len(rows):
            self._note_all("area_repeated", rows, area)
            self._fates["held"] += len(rows)
            return None
        figures = [each.figure for each in rows if each.figure is not None]
        self._fates["held"] += len(rows) - len(figures)
        if not figures:
            return None
        total = together(figures)
        if not {each.asked for each in rows if each.figure} >= _parts(area, rows):
            self._note_all("area_in_part", rows, area)
            total = unknown(total)
        if total.likely is None:
            self._fates["unknown"] += len(figures)
        else:
            self._fates["taken"] += 1
            self._fates["merged"] += len(figures) - 1
        return total

    def _area(self, cells: Mapping[str, str]) -> tuple[Area | None, str]:
        """The area that a row is about, and its code in the year of the row."""
        code, name, state = (said(cells, each) for each in ("fips", "county", "state"))
        if not state and "," in name:
            name, _, state = (part.strip() for part in name.rpartition(","))
        if code:
            return self._by_code(code, name=name, state=state, cells=cells)
        if not name:
            return self._hold("area_missing", "county", "nothing")
        if not state:
            return self._hold("state_missing", "state", name)
        sought = find(name, state)
        if sought.area is not None:
            return sought.area, sought.area.id
        if sought.outcome == "renumbered" and len(sought.candidates) == 1:
            self._note("area_of_another_year", "county", f"{name}, {state}")
            return sought.candidates[0], sought.candidates[0].id
        if sought.outcome == "ambiguous":
            return self._hold("area_ambiguous", "county", f"{name}, {state}")
        why = "area_redrawn" if sought.candidates else "area_not_found"
        return self._leave_out(why, f"{name}, {state}", "county", cells)

    def _by_code(
        self, code: str, *, name: str, state: str, cells: Mapping[str, str]
    ) -> tuple[Area | None, str]:
        clean = area_id(code)
        if clean.endswith("000") and (total := _state(clean[:2])):
            return self._leave_out("state_total", total, "fips", cells)
        matched = match([code])
        area = matched.found.get(code)
        if area is None:
            (missing,) = matched.unmatched
            shown = f"{missing.name} ({clean})" if missing.name else name or clean or code
            if not missing.lies_within_one:
                why = "area_redrawn" if missing.instead else "area_not_found"
                return self._leave_out(why, shown, "fips", cells)
            self._note("area_of_another_year", "fips", shown)
            (area,) = missing.instead
            return area, area.id if missing.reason == "renumbered" else clean
        if len(code.removesuffix(".0")) == len("1001"):
            self._note("fips_zero_restored", "fips", code)
        other = find(name, state or area.id).area if name else None
        if other is not None and other != area:
            return self._hold("areas_disagree", "county", f"{code} and {name}")
        return area, area.id

    def _hold(self, code: str, column: str, came: str) -> tuple[None, str]:
        self._note(code, column, came)
        self._fates["held"] += 1
        return None, ""

    def _leave_out(
        self, code: str, name: str, column: str, cells: Mapping[str, str]
    ) -> tuple[None, str]:  # fmt: skip
        self._note(code, column, name)
        self._fates["unmatched"] += 1
        try:
            families = amount(cells, "families", note=self._note)
        except NotANumber:
            families = None
        self._left_out.append(LeftOut(name[:LONGEST], code, families))
        return None, ""

    def _note_all(self, code: str, rows: Iterable[_Row], came: str) -> None:
        for row in rows:
            self._number = row.number
            self._note(code, "county", came)

    def _note(self, code: str, column: str, came: str) -> None:
        shown = came if len(came) <= 60 else f"{came[:57]}..."
        self._issues.append(CountyIssue(code, self._number, column, shown))


def _parts(area: str, rows: Iterable[_Row]) -> set[str]:
    """The codes that make up a county together, if a row is about a part of it."""
    parts: set[str] = set()
    for row in rows:
        if row.asked != area:
            (change,) = breaks_of(row.asked)
            parts.update(change.after if change.kind == "split" else (*change.before, area))
    return parts


def _state(code: str) -> str:
    """What a state is called; nothing if there is none of this code."""
    try:
        return state_of(code).name
    except LookupError:
        return ""

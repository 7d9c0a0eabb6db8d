"""What there is beside what is needed, as a workbook that keeps what nobody knows."""

from collections.abc import Iterator
from math import isnan

from data.exports.cells import Cell
from data.exports.resources.awareness import READ_AWARENESS, awareness_table
from data.exports.resources.columns import column_words
from data.exports.resources.county_gaps import (
    READ_GAPS,
    gap_counties_table,
    gap_index_table,
)
from data.exports.resources.evenness import evenness_table
from data.exports.resources.found import READ_FOUND, found_table
from data.exports.resources.languages import READ_LANGUAGES, languages_table
from data.exports.resources.lorenz import READ_LORENZ, lorenz_table
from data.exports.resources.nearest import READ_NEAREST, nearest_table
from data.exports.resources.next_calls import READ_CALLS, next_calls_table
from data.exports.resources.paying import READ_PAYING, paying_table
from data.exports.resources.reach import counties_table, reach_table
from data.exports.resources.relied import READ_RELIED, relied_table
from data.exports.resources.waiting import READ_WAITING, waiting_table
from data.exports.resources.weighed import READ_ORDER, order_table, weights_said
from data.exports.resources.words import (
    DRAWN,
    NO_INTERVAL,
    NOT_KNOWN,
    VERDICT,
    WORDS,
    about,
    category_title,
    day,
    known,
    population_label,
    sum_words,
    tier_words,
    title,
)
from data.exports.sheets import write_workbook
from data.exports.table import Table
from data.services.gap_order import without_place
from data.services.gaps import CategoryGap
from data.services.gaps import Cell as Counted
from data.services.needs import FigureView
from data.services.resource_files import ResourceExport
from scoring.equity import FEWEST_AREAS
from surveys.resource_map import resource_map

WHAT = "What there is and what is missing"


def write_coverage(content: ResourceExport) -> bytes:
    """A workbook whose cells are all values. The same content always gives the same bytes."""
    made = (
        *(matrix_table, cells_table, categories_table, figures_table),
        *(order_table, counties_table, gap_index_table, gap_counties_table, reach_table),
        *(evenness_table, lorenz_table, nearest_table),
        *(waiting_table, paying_table, languages_table, awareness_table),
        *(next_calls_table, relied_table, found_table, directories_table),
    )
    tables = tuple(table(content) for table in made)
    return write_workbook(
        tables,
        title=title(content, WHAT),
        day=content.as_of,
        read_me=(*read_me(content), *column_words(tables)),
    )


def read_me(content: ResourceExport) -> Iterator[str]:
    """What a reader must know before the sheets."""
    yield from about(content, WHAT)
    yield (
        "Sheet Coverage: how many confirmed services of a kind of help take these families, and "
        "how many do not, do not know, or were not asked. Sheet Cells has the same as numbers."
    )
    yield "In words a cell says: " + "; ".join(f"“{words}”" for words in VERDICT.values()) + "."
    yield (
        "“Nobody was asked” does not say that there is no such service. What was known more than "
        "a year ago counts as not known."
    )
    yield (
        "Sheet Categories: sums are of what services state. “46 or more, 5 of 8 not stated” says "
        "that five services do not state theirs, so the true number is 46 or higher."
    )
    yield (
        f"{DRAWN} What a service has that several kinds of help use is in no sum, and is dealt "
        "among them in each draw. A service that is known from a list alone may not be there: the "
        f"draws take about {content.report.listing.share:.0%} of such services to be there."
    )
    yield (
        "Coverage is what services can do in a year for each family in need: at 1 there is just "
        "enough, below it too little, and 8 is eight times enough. Low and high are what it stays "
        "below in 10 and in 90 of 100 draws of all that is not known. Numbers under two meanings "
        "of need cannot be compared."
    )
    yield from (READ_ORDER, READ_GAPS, weights_said(content))
    yield (
        "Sheet Within reach: places a year for every 100 families of a county, when each service "
        f"divides what it can do among all families within {content.needs.within_reach.likely:g} "
        "straight miles, those nearer counting more: the enhanced two-step floating catchment "
        "area, E2SFCA. A county is not known where a service in reach does not say how much it can "
        "take; what is stated stands in a column of its own. “At least” says that a service of the "
        "kind is on no map, so that any county may have more, and a mean of its state too. A "
        "service that only a list knows may not be there: the low end counts none of them, and the "
        "other numbers count all."
    )
    yield (
        "Sheet Evenness: the Gini index is 0 where every family of a state reaches as much. The "
        "concentration index is above 0 where more is within reach of counties that are worse off "
        f"by the figure that the team gave; from {FEWEST_AREAS} counties on, with a range that "
        "says how far it hangs on single counties. Both are of services that are on the map, and "
        "as if all that lists tell of were there; where some are on none, or not there, they may "
        "be otherwise."
    )
    yield from (READ_LORENZ, READ_NEAREST, READ_WAITING, READ_PAYING, READ_LANGUAGES)
    yield from (READ_AWARENESS, READ_CALLS, READ_RELIED, READ_FOUND)
    yield WORDS.note


def matrix_table(content: ResourceExport) -> Table:
    """One row for each kind of help, one column for each group of families."""
    populations = resource_map().populations
    rows = tuple(
        (
            category_title(gap.category.id),
            len(gap.services),
            *(_cell_words(gap.cells[each.id]) for each in populations),
        )
        for gap in content.report.categories
    )
    labels = (population_label(each.id, content) for each in populations)
    headers = ("kind_of_help", "confirmed_services", *labels)
    return Table("Coverage", headers, rows, (36, 10, *(26,) * len(populations)))


def cells_table(content: ResourceExport) -> Table:
    """One row for each kind of help and group of families, as numbers."""
    headers = (
        *("category", "kind_of_help", "population", "families", "confirmed_services", "yes", "no"),
        *("not_known", "not_asked", "verdict", "verdict_in_words"),
    )
    rows = tuple(
        (
            *(gap.category.id, category_title(gap.category.id)),
            *(name, population_label(name, content), len(gap.services)),
            *(cell.yes, cell.no, cell.unknown, cell.not_asked),
            *(cell.verdict, VERDICT[cell.verdict]),
        )
        for gap in content.report.categories
        for name, cell in gap.cells.items()
    )
    return Table("Cells", headers, rows, (26, 36, 24, 30, 10, 7, 7, 11, 11, 14, 26))


def categories_table(content: ResourceExport) -> Table:
    """One row for each kind of help: what there is, what is needed, and how sure that is."""
    headers = (
        *("category", "kind_of_help", "group", "unit", "confirmed_services"),
        *("proposed_not_looked_at", "places_in_words", "places_stated", "stated", "not_stated"),
        *("families_a_year_in_words", "families_a_year_stated", "need_is", "need_low"),
        *("need_likely", "need_high", "families_without_place_low"),
        *("families_without_place_likely", "families_without_place_high"),
        *("agencies_that_estimate", "coverage_low"),
        *("coverage_middle", "coverage_high", "chance_of_shortage", "why_no_coverage"),
    )
    rows = tuple(_category_row(content, gap) for gap in content.report.categories)
    widths = (26, 36, 12, 26, 10, 10, 34, 9, 8, 10, 34, 12, 36, *(11,) * 11, 50)
    return Table("Categories", headers, rows, widths)


def figures_table(content: ResourceExport) -> Table:
    """Every figure that need is worked out from, and where it comes from."""
    headers = ("figure", "what", "low", "likely", "high", "source", "year", "kind", "saved_by")
    known = content.needs
    often = [each.episodes for each in known.categories.values() if each.times is not None]
    rows = (
        *(_figure_row(each) for each in known.figures.values()),
        *(_figure_row(each, "times a year that a family needs: ") for each in often),
    )
    return Table("Need", headers, rows, (24, 44, 12, 12, 12, 60, 11, 26, 20))


def directories_table(content: ResourceExport) -> Table:
    """Every directory that was read in, and how many of its rows became no listing."""
    headers = (
        *("number", "directory", "read_in_by", "read_in_on", "services", "organizations", "sites"),
        *("rows_merged", "rows_held", "rows_excluded"),
    )
    rows = tuple(
        (
            *(each.number, each.source, each.saved_by_name, day(each.saved_on)),
            *(each.report[name] for name in ("services", "organizations", "sites")),
            *(_fates(content, each.id, fate) for fate in ("merged", "held", "excluded")),
        )
        for each in content.imports
    )
    return Table("Directories", headers, rows, (8, 30, 20, 12, 10, 14, 8, 12, 10, 14))


def _cell_words(cell: Counted) -> str:
    counts = f"{cell.yes} yes, {cell.no} no, {cell.unknown} not known, {cell.not_asked} not asked"
    return f"{counts}: {VERDICT[cell.verdict]}"


def _category_row(content: ResourceExport, gap: CategoryGap) -> tuple[Cell, ...]:
    category, need, coverage = gap.category, gap.need, gap.coverage
    pooled = content.needs.categories[category.id].together
    span = (need.low, need.likely, need.high) if need else (NOT_KNOWN,) * 3
    found = (
        (coverage.low, coverage.middle, coverage.high, coverage.shortage)
        if coverage
        else (float("nan"),) * 4
    )
    return (
        *(category.id, category_title(category.id), WORDS.groups[category.group]),
        *(WORDS.categories[category.id].unit, len(gap.services), gap.proposed),
        *(_places_words(gap), number(gap.places.total)),
        *(gap.places.stated, gap.places.not_stated),
        *(sum_words(gap.supply), number(gap.supply.total)),
        *(tier_words(content), *span, *_without_place(content, category.id)),
        pooled.agencies if pooled else 0,
        *map(number, found),
        _why_not(content, gap),
    )


def _places_words(gap: CategoryGap) -> str:
    """The sum of what is stated, and what is shared with other kinds, which is in no sum."""
    said = sum_words(gap.places)
    if not gap.shared:
        return said
    most = f"{gap.shared_places:,.0f}"
    return f"{said}; {gap.shared} of those have up to {most} that other kinds use or two units tell"


def _without_place(content: ResourceExport, category: str) -> tuple[Cell, ...]:
    """Families who find no place, in the draws of coverage."""
    for each in without_place(content.report):
        if each.category == category:
            return each.families.low, each.families.likely, each.families.high
    return (NOT_KNOWN,) * 3


def number(value: float) -> Cell:
    """A number as it is; words where nobody knows it."""
    return NOT_KNOWN if isnan(value) else value


def _why_not(content: ResourceExport, gap: CategoryGap) -> str:
    """Why there is no interval; a dash where there is one."""
    if gap.need is None:
        return (
            "no meaning of need is chosen"
            if content.needs.tier is None
            else "a figure of need or every estimate of a share is missing"
        )
    if gap.coverage is None:
        return "no service is confirmed"
    if gap.coverage.reason:
        return NO_INTERVAL[gap.coverage.reason]
    return "nobody is in need" if isnan(gap.coverage.middle) else "—"


def _figure_row(figure: FigureView, what: str = "") -> tuple[Cell, ...]:
    own = figure.triangle
    span = (own.low, own.likely, own.high) if own else (NOT_KNOWN,) * 3
    kind = "the team's own" if figure.local and own else "planning default"
    if figure.guess:
        kind = "planning default, a guess"
    if own is None:
        kind = "no figure yet"
    words = WORDS.parameters.get(figure.key)
    return (
        *(figure.key, what + (words.label if words else figure.key.replace("_", " ")), *span),
        *(known(figure.source), figure.year or NOT_KNOWN, kind, known(figure.saved_by_name)),
    )


def _fates(content: ResourceExport, import_id: str, fate: str) -> int:
    return sum(row.fate == fate for row in content.set_aside.get(import_id, ()))

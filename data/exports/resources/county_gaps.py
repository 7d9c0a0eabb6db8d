"""Need that is not met by county, as sheets of the workbook: all gaps, and each in each county."""

from collections.abc import Iterator, Mapping
from math import isinf, isnan

from data.exports.cells import Cell
from data.exports.resources.words import NO_INTERVAL, NOT_KNOWN, WORDS, category_title
from data.exports.table import Table
from data.geography.gazetteer import Area, area
from data.services.access_maps import Span
from data.services.county_gaps import (
    Bound,
    CountyGap,
    CountyGapOrder,
    KindGap,
    Standing,
    WhyNot,
    county_gap_order,
    county_gaps,
)
from data.services.county_needs import CountyNeedView
from data.services.resource_files import ResourceExport

READ_GAPS = (
    "Sheet Gap index: the share of need that finds no place if no family crosses a county line, "
    "from 0, all of it is met, to 1, none is. What services do not state, and help of which no "
    "county is known, makes a gap “at most” what is told. A service that only a list knows may not "
    "be there, which makes what is stated “at least”: ends of ranges count such services or not. "
    "Sheet Gap by county has each county of it. Kinds of help weigh as the team has saved it, or "
    "all alike."
)
EACH = 100
NO_LIMIT = "no upper limit"
TOGETHER, WEIGHED = "all together, weighing alike", "all together, as weighed"
WHY_NOT: Mapping[WhyNot, str] = {
    **NO_INTERVAL,
    "nobody": "nobody is in need",
    "nothing_stated": "no service says how much it can take",
    "nowhere": "of no service a county is known that may be told",
    "no_share": "no agency has estimated how many need it; stated is as if all families did",
}
BOUNDS: Mapping[Bound, str] = {
    "as_stated": "as stated",
    "at_most": "at most",
    "at_least": "at least",
    "open": "less or more",
}
STANDING: Mapping[Standing, str] = {
    "known": "known",
    "unknown": "not known: a service for it does not say, or one without a county may be for it",
    "nobody": "nobody is in need",
}


def gap_index_table(content: ResourceExport) -> Table:
    """One row for each kind of help with a confirmed service, and one for all together."""
    headers = (
        *("category", "kind_of_help", "weight", "families_are", "families_need_it_as_estimated"),
        *("gap_low", "gap_middle", "gap_high", "middle_and_high_are", "why_no_range"),
        *("largest_gap_chance_low", "largest_gap_chance", "largest_gap_chance_high"),
        *("gap_of_what_is_stated", "gap_of_what_is_stated_is"),
        *("families_low", "families_likely", "families_high", "without_place_low"),
        *("without_place_likely", "without_place_high", "without_place_is", "counties"),
        *("services", "services_by_area_they_state", "services_not_stated"),
        *("services_without_county", "services_from_a_list_alone", "counties_left_out"),
    )
    widths = (26, 36, 9, 40, 14, *(9,) * 3, 12, 50, 9, 9, 9, 9, 12, *(11,) * 6, 12, *(10,) * 6, 60)
    return Table("Gap index", headers, tuple(_indices(content)), widths)


def gap_counties_table(content: ResourceExport) -> Table:
    """One row for each kind of help with a confirmed service and each county with a figure."""
    headers = (
        *("category", "kind_of_help", "county_fips", "county", "state", "what_is_known"),
        *("served_per_100_families_low", "served_per_100_families_likely"),
        *("served_per_100_families_high", "stated_per_100_families", "families_low"),
        *("families_likely", "families_high", "without_place_low", "without_place_likely"),
        *("without_place_high", "without_place_is", "services", "services_not_stated"),
        "services_from_a_list_alone",
    )
    widths = (26, 36, 11, 24, 7, 50, *(12,) * 4, *(11,) * 6, 12, 10, 10, 10)
    kinds, _ = _order(content)
    rows = (_county(gap, each) for gap in kinds for each in gap.counties)
    return Table("Gap by county", headers, tuple(rows), widths)


def _order(content: ResourceExport) -> tuple[tuple[KindGap, ...], CountyGapOrder | None]:
    """All kinds in the order of the map, and their order by the weights that the team saved."""
    if content.county_need is None:
        return (), None
    kinds = county_gaps(content.report, content.county_need)
    return kinds, county_gap_order(kinds, content.weights.values)


def _indices(content: ResourceExport) -> Iterator[tuple[Cell, ...]]:
    kinds, order = _order(content)
    need = content.county_need
    if order is None or need is None or not kinds:
        return
    tier = f"{need.tier}: {WORDS.tiers[need.tier].title}"
    chances = {each.gap.category: (each.seldom, each.largest, each.often) for each in order.ranked}
    for gap in kinds:
        chance = chances.get(gap.category, (NOT_KNOWN,) * 3)
        weight = content.weights.values.get(gap.category, 1)
        yield _kind(gap, weight, tier, chance, _left_out(need, gap))
    yield _together(order, tier, weighed=bool(content.weights.values))


def _kind(
    gap: KindGap, weight: int, tier: str, chance: tuple[Cell, ...], left_out: str
) -> tuple[Cell, ...]:  # fmt: skip
    found = gap.interval
    told = not isnan(found.middle)
    stated = not isnan(gap.stated)
    most = BOUNDS[gap.bound]
    return (
        *(gap.category, category_title(gap.category), weight, tier),
        gap.share.likely if gap.share else "not estimated",
        *map(_number, (found.low, found.middle, found.high)),
        ("at most" if gap.without_county else "as known") if told else NOT_KNOWN,
        "—" if gap.why_not is None else WHY_NOT[gap.why_not],
        *(*chance, _number(gap.stated), most if stated else NOT_KNOWN),
        *_span(gap.families),
        *(_span(gap.unmet) if stated else (NOT_KNOWN,) * 3),
        most if stated else NOT_KNOWN,
        *(len(gap.counties), gap.services, gap.by_area, gap.not_stated, gap.without_county),
        *(gap.from_list, left_out),
    )


def _together(order: CountyGapOrder, tier: str, *, weighed: bool) -> tuple[Cell, ...]:
    """All kinds with a range, each at its low end, in the middle, and at its high end at once."""
    ends = (order.low.index, order.middle.index, order.high.index)
    told = not isnan(order.middle.index)
    kinds = order.middle.categories
    why = "—" if told else "no kind of help has a range"
    return (
        *("", WEIGHED if weighed else TOGETHER, "—", tier, f"{kinds} kinds of help have a range"),
        *map(_number, ends),
        ("at most" if order.at_most else "as known") if told else NOT_KNOWN,
        *(why, *("",) * 19),
    )


def _county(gap: KindGap, county: CountyGap) -> tuple[Cell, ...]:
    covered = county.covered
    per_100 = [each * EACH for each in _ends(covered)] if covered else []
    told = [NO_LIMIT if isinf(each) else each for each in per_100]
    known = county.standing == "known"
    return (
        *(gap.category, category_title(gap.category), *_named(county.area)),
        STANDING[county.standing],
        *(told if known else (NOT_KNOWN,) * 3),
        told[1] if told else NOT_KNOWN,
        *_span(county.families),
        *_span(county.unmet),
        *(BOUNDS[county.bound], county.services, county.not_stated, county.from_list),
    )


def _left_out(need: CountyNeedView, gap: KindGap) -> str:
    """Counties that are in no sum, by name; those of the file, and others that a service is for."""
    silent = [area(code) for code in need.figures if code not in need.known]
    known = {
        each.id: f"{each.name} ({each.state.abbreviation})" for each in (*silent, *gap.left_out)
    }
    names = (*known.values(), *(each.name for each in need.left_out))
    return "; ".join(names) or "none"


def _named(one: Area) -> tuple[str, str, str]:
    return one.id, one.name, one.state.abbreviation


def _ends(span: Span) -> tuple[float, float, float]:
    return span.low, span.likely, span.high


def _span(span: Span) -> tuple[Cell, ...]:
    return _ends(span)


def _number(value: float) -> Cell:
    return NOT_KNOWN if isnan(value) else value

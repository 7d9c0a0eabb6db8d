"""Need county by county, and how much help is within reach of it, as sheets of the workbook."""

from collections.abc import Iterator, Mapping
from math import inf, isinf
from typing import Literal

from data.exports.cells import Cell
from data.exports.resources.words import NOT_KNOWN, WORDS, category_title, known
from data.exports.table import Table
from data.geography.gazetteer import Area, area
from data.services.access_maps import (
    AccessMap,
    CountyAccess,
    Span,
    Standing,
    Terms,
    Weighing,
    access_map,
)
from data.services.resource_files import ResourceExport
from data.services.state_means import StateMean, WhyNot, state_means

EACH = 100
NO_LIMIT = "no upper limit"
_STANDING: Mapping[Standing | Literal["at_least"], str] = {
    "known": "known",
    "at_least": "at least: a service that is on no map may add to it",
    "unknown": "not known: somebody in reach does not say, or is on no map",
    "not_listed": "not known: no list of the team has a service there",
    "nobody": "no family in need is counted around a service in reach",
}

WAYS: Mapping[Weighing, str] = {
    "nearer": "families who live nearer count more, in zones (E2SFCA)",
    "alike": "all families within reach count alike (2SFCA)",
    "gaussian": "families count less smoothly with distance (Gaussian weights)",
    "gravity": "families count half as much at twice the distance (gravity)",
    "choosing": "families choose among services in reach, those nearer more often (3SFCA)",
}
"""How families within reach are counted."""
_WHY_NOT: Mapping[WhyNot, str] = {
    "few_counties": "known of less than half of the state's counties, or of one only",
    "few_families": "known counties hold less than half of the families that are counted",
    "nobody": "no family is likely to need it in the counties that are known",
    "nothing": "none is within reach of any county that is known",
}


def counties_table(content: ResourceExport) -> Table:
    """One row for each county of the team's file of need; empty where there is none."""
    headers = (
        *("county_fips", "county", "state", "families_are", "families_low", "families_likely"),
        *("families_high", "source", "year", "file", "version"),
        *("worse_off_figure", "worse_off_is", "worse_off_where", "worse_off_source"),
        "worse_off_year",
    )
    return Table(
        "Need by county",
        headers,
        tuple(_counties(content)),
        (11, 24, 7, 40, *(11,) * 3, 40, 9, 24, 8, 12, 30, 9, 40, 9),
    )


def reach_table(content: ResourceExport) -> Table:
    """One row for each kind of help with a confirmed service and each county with a figure."""
    headers = (
        *("category", "kind_of_help", "county_fips", "county", "state", "what_is_known"),
        *("places_per_100_families_low", "places_per_100_families_likely"),
        *("places_per_100_families_high", "stated_per_100_families", "not_stated_in_reach"),
        "from_a_list_alone_in_reach",
        *("services", "services_not_stated", "services_without_place"),
        *("services_from_a_list_alone", "miles", "families_are"),
        *("families_need_it_as_estimated", "way_of_counting"),
        *("state_mean_per_100_families_low", "state_mean_per_100_families_likely"),
        *("state_mean_per_100_families_high", "times_the_state_mean_low"),
        *("times_the_state_mean_likely", "times_the_state_mean_high"),
        *("counties_behind_the_state_mean", "counties_in_the_state", "why_no_state_mean"),
    )
    widths = (26, 36, 11, 24, 7, 40, *(12,) * 10, 7, 40, 14, 40, *(12,) * 8, 50)
    return Table("Within reach", headers, tuple(_reached(content)), widths)


def _counties(content: ResourceExport) -> Iterator[tuple[Cell, ...]]:
    need = content.county_need
    if need is None:
        return
    ranking = need.ranking
    ranked = (
        (ranking.name, ranking.worse, ranking.source, ranking.year)
        if ranking
        else ("not given",) * 4
    )
    figures = ranking.figures if ranking else {}
    for each in need.figures.values():
        span = (each.low, each.likely, each.high)
        yield (
            *_named(area(each.area)),
            _tier(need.tier),
            *(NOT_KNOWN if number is None else number for number in span),
            *(known(each.source), each.year or NOT_KNOWN, need.file, need.version),
            *(figures.get(each.area, NOT_KNOWN), *ranked),
        )


def _reached(content: ResourceExport) -> Iterator[tuple[Cell, ...]]:
    need = content.county_need
    if need is None:
        return
    for gap in content.report.categories:
        if not gap.services:
            continue
        terms = Terms(gap.category.id, content.needs.within_reach.likely)
        found = access_map(content.report, need, terms, state=None)
        means = state_means(content.report, need, terms)
        for each in found.counties:
            yield (*_row(found, each), *_beside(means[each.area.id[:2]], each))


def _row(found: AccessMap, county: CountyAccess) -> tuple[Cell, ...]:
    places = county.places
    stated = places.likely * EACH if places else float("nan")
    told: tuple[Cell, ...] = ()
    if places and county.standing == "known":
        high = inf if county.at_least else places.high
        told = _ends(Span(places.low, places.likely, high), times=EACH)
    return (
        *(found.terms.category, category_title(found.terms.category)),
        *_named(county.area),
        _standing(county),
        *(told or (NOT_KNOWN,) * 3),
        *(NOT_KNOWN if isinf(stated) else stated, county.not_stated, county.from_list),
        *(found.services, found.not_stated, found.without_place, found.from_list),
        *(found.terms.miles, _tier(found.tier)),
        found.share.likely if found.share else "not estimated",
        WAYS[found.terms.weighing],
    )


def _standing(county: CountyAccess) -> str:
    told = _STANDING["at_least" if county.at_least else county.standing]
    if county.standing == "known" and county.from_list:
        return f"{told}; the low end counts nothing that only a list knows"
    return told


def _beside(told: StateMean, county: CountyAccess) -> tuple[Cell, ...]:
    """The mean of the state, and the county as a multiple of it."""
    mean, span = told.mean, told.beside.get(county.area.id)
    return (
        *(_ends(mean, times=EACH) if mean else (NOT_KNOWN,) * 3),
        *(_ends(span) if span else (NOT_KNOWN,) * 3),
        *(told.known, told.counties, _WHY_NOT[told.why_not] if told.why_not else "—"),
    )


def _ends(span: Span, *, times: int = 1) -> tuple[Cell, ...]:
    return tuple(_number(each * times) for each in (span.low, span.likely, span.high))


def _named(one: Area) -> tuple[str, str, str]:
    return one.id, one.name, one.state.abbreviation


def _tier(tier: str) -> str:
    return f"{tier}: {WORDS.tiers[tier].title}"


def _number(value: float) -> Cell:
    return NO_LIMIT if isinf(value) else value

"""How near help is to families, state by state, as a sheet."""

from collections.abc import Iterator
from math import isnan

from data.exports.cells import Cell
from data.exports.resources.words import NOT_KNOWN, category_title, tier_title
from data.exports.table import Table
from data.geography.states import State
from data.services.county_needs import CountyNeedView
from data.services.gap_maps import (
    DistanceMap,
    counties_near,
    distance_map,
    families_near,
    states_told,
)
from data.services.resource_files import ResourceExport
from scoring.sphere import Within

NOT_COUNTED, NOBODY = "not counted here", "nobody is in need"
READ_NEAREST = (
    "Sheet Nearest: of the families and of the counties of a state, the share whose nearest place "
    "of a kind of help lies within so many straight miles; how many that are by road, about, "
    "stands beside it. All families of a county are taken to live in its middle. Where a place is "
    "not known or may not be shown, it may be nearer than the others, so the share is what it is "
    "at least."
)


def nearest_table(content: ResourceExport) -> Table:
    """One row for each kind of help with a service, each state, and each distance of the team.

    States are those with a county in need or with a site of a confirmed service.
    """
    headers = (
        *(
            "category",
            "kind_of_help",
            "state",
            "miles",
            "miles_by_road_about",
            "families_are",
            "families",
        ),
        *("share_of_families_within", "counties", "share_of_counties_within"),
        *("counties_without_a_figure", "shares_are", "services", "services_without_place"),
    )
    widths = (26, 36, 7, 7, 9, 40, 10, 12, 10, 12, 12, 40, 10, 12)
    return Table("Nearest", headers, tuple(_rows(content)), widths)


def _rows(content: ResourceExport) -> Iterator[tuple[Cell, ...]]:
    need = content.county_need
    for state in states_told(content.report, need.known if need else ()):
        counted = _counted(need, state)
        for gap in content.report.categories:
            if gap.services:
                kind = gap.category.id
                found = distance_map(content.report, kind, conditions=(), state=state)
                about = (kind, category_title(kind), state.abbreviation)
                yield from ((*about, *row) for row in _of_state(content, found, counted))


def _counted(need: CountyNeedView | None, state: State) -> list[float]:
    """Families in need of each county of a state that has a figure."""
    known = need.known if need else {}
    figures = (each.likely for code, each in known.items() if code.startswith(state.code))
    return [likely for likely in figures if likely is not None]


def _of_state(
    content: ResourceExport, found: DistanceMap, counted: list[float]
) -> Iterator[tuple[Cell, ...]]:
    span, need = content.needs.within_reach, content.county_need
    bands = sorted({span.low, span.likely, span.high})
    counties = counties_near(found, bands=bands)
    families = families_near(found, need, bands=bands) if need and counted else None
    for at, miles in enumerate(bands):
        yield (
            *(miles, miles * content.needs.by_road),
            tier_title(need.tier) if need and counted else NOT_COUNTED,
            *((sum(counted), _share(families, at)) if families else (NOT_COUNTED,) * 2),
            *(len(found.counties), _share(counties, at), len(found.counties) - len(counted)),
            *(_known(found), found.anybody.services, found.anybody.without_place),
        )


def _share(found: Within, at: int) -> Cell:
    if not found.places:
        return NOT_KNOWN
    return NOBODY if isnan(found.share[at]) else found.share[at]


def _known(found: DistanceMap) -> str:
    services, without = found.anybody.services, found.anybody.without_place
    if without == services:
        return "not known: no place of any may be shown"
    if without:
        return f"at least: of {without} of {services} services no place may be shown"
    return "as told: of every service a place is known"

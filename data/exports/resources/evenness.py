"""Whether help is spread evenly, and whether it lies where families are worse off, as a sheet."""

from collections.abc import Iterator
from math import isnan

from data.exports.cells import Cell
from data.exports.resources.words import NOT_KNOWN, category_title
from data.exports.table import Table
from data.geography.states import state_of
from data.imports.county_ranking import Ranking
from data.services.access_maps import AccessMap, Terms, access_map
from data.services.other_figures import by_ranking, evenness
from data.services.resource_files import ResourceExport

AT_LEAST = "at least: services that are on no map are left out"


def evenness_table(content: ResourceExport) -> Table:
    """One row for each kind of help with a service and each state with a figure of need."""
    headers = (
        *("category", "kind_of_help", "state", "miles", "counties", "families", "left_out"),
        *("reach_is", "services", "services_without_place", "services_from_a_list_alone"),
        *("gini", "counties_in_order", "concentration_low", "concentration"),
        *("concentration_high", "worse_off_is", "worse_off_source", "worse_off_year"),
    )
    widths = (26, 36, 7, 7, 10, 10, 9, 44, 10, 12, 12, 9, 10, *(14,) * 3, 30, 40, 9)
    return Table("Evenness", headers, tuple(_rows(content)), widths)


def even_maps(content: ResourceExport) -> Iterator[AccessMap]:
    """What is within reach, for each kind of help with a service and each state with need."""
    need = content.county_need
    if need is None:
        return
    states = [state_of(code) for code in sorted({each[:2] for each in need.known})]
    for gap in content.report.categories:
        for state in states if gap.services else ():
            terms = Terms(gap.category.id, content.needs.within_reach.likely)
            yield access_map(content.report, need, terms, state=state)


def _rows(content: ResourceExport) -> Iterator[tuple[Cell, ...]]:
    ranking = content.county_need.ranking if content.county_need else None
    for found in even_maps(content):
        even = evenness(found)
        yield (
            *of_map(found),
            *(
                even.areas,
                even.need,
                even.left_out,
                AT_LEAST if found.without_place else "as known",
            ),
            *(found.services, found.without_place, found.from_list, _number(even.gini)),
            *(_ranked(found, ranking) if ranking else ("not given",) * 7),
        )


def of_map(found: AccessMap) -> tuple[Cell, ...]:
    """Of what a row is: the kind of help, the state, and miles within reach."""
    category, state = found.terms.category, found.state
    where = state.abbreviation if state else "all"
    return category, category_title(category), where, found.terms.miles


def _ranked(found: AccessMap, ranking: Ranking) -> tuple[Cell, ...]:
    """The index with its range; without enough counties neither, as on the screen."""
    told = by_ranking(found, ranking)
    index = NOT_KNOWN if isnan(told.low) else told.index
    span = (_number(told.low), index, _number(told.high))
    return told.areas, *span, ranking.name, ranking.source, ranking.year


def _number(value: float) -> Cell:
    return NOT_KNOWN if isnan(value) else value

"""Which services speak a language, and how many families have one of them in reach, as a sheet."""

from collections.abc import Iterator, Mapping
from math import isnan

from data.exports.cells import Cell
from data.exports.resources.words import NOT_KNOWN, category_title, tier_title
from data.exports.table import Table
from data.services.other_figures import spoken, spoken_in_reach, spoken_keys
from data.services.resource_files import ResourceExport
from scoring.affordability import LanguageReach

READ_LANGUAGES = (
    "Sheet Languages: services that speak it, and the share of families within reach of one. Low "
    "counts services that are known to, high also those of which it is not known. The share is of "
    "all families that are counted county by county, since nobody has counted which of them speak "
    "the language; all of a county are taken to live in its middle."
)
_NO_COUNTIES = "no need by county"


def languages_table(content: ResourceExport) -> Table:
    """One row for each language and each kind of help with a confirmed service."""
    headers = (
        *("category", "kind_of_help", "language", "services_yes", "services_no"),
        *("services_not_known", "share_in_reach_low", "share_in_reach_high", "families"),
        *("counties", "services_without_place", "miles", "families_are"),
    )
    widths = (26, 36, 15, 10, 10, 11, 12, 12, 11, 10, 12, 7, 40)
    return Table("Languages", headers, tuple(_rows(content)), widths)


def _rows(content: ResourceExport) -> Iterator[tuple[Cell, ...]]:
    for fact, language in spoken_keys(content.report).items():
        reach = _in_reach(content, fact)
        for kind, each in spoken(content.report, fact).items():
            yield (
                *(kind, category_title(kind), language, each.yes, each.no, each.unknown),
                *(_told(content, reach[kind]) if reach else (_NO_COUNTIES,) * 7),
            )


def _in_reach(content: ResourceExport, fact: str) -> Mapping[str, LanguageReach]:
    need = content.county_need
    if need is None:
        return {}
    miles = content.needs.within_reach.likely
    return spoken_in_reach(content.report, need, fact=fact, miles=miles)


def _told(content: ResourceExport, reach: LanguageReach) -> tuple[Cell, ...]:
    need = content.county_need
    return (
        *(NOT_KNOWN if isnan(share) else share for share in (reach.low, reach.high)),
        *(reach.families, reach.places, reach.unplaced_sites),
        *(content.needs.within_reach.likely, tier_title(need.tier) if need else _NO_COUNTIES),
    )

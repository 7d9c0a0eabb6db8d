"""How much of what there is families can pay for, as a sheet."""

from collections.abc import Iterator
from math import isnan

from data.exports.cells import Cell
from data.exports.resources.words import NOT_KNOWN, category_title
from data.exports.table import Table
from data.services.other_figures import ways_to_pay
from data.services.resource_files import ResourceExport
from scoring.affordability import PayerShare

READ_PAYING = (
    "Sheet Paying: yes is said of a service that takes Medicaid or has a way to pay nothing. "
    "Shares are of the families a year that can be served, as far as services say; one that does "
    "not say is in no share, and is counted beside it."
)


def paying_table(content: ResourceExport) -> Table:
    """One row for each kind of help with a confirmed service."""
    headers = (
        *("category", "kind_of_help", "services_yes", "services_no", "services_not_known"),
        *("families_a_year_stated", "services_not_stated", "share_yes", "share_no"),
        *("share_not_known", "why_no_share"),
    )
    widths = (26, 36, 10, 10, 11, 12, 11, 10, 10, 10, 50)
    return Table("Paying", headers, tuple(_rows(content)), widths)


def _rows(content: ResourceExport) -> Iterator[tuple[Cell, ...]]:
    for kind, found in ways_to_pay(content.report).items():
        shares = (found.yes, found.no, found.unknown)
        stated = NOT_KNOWN if found.not_stated == sum(found.sites) else found.supply
        yield (
            *(kind, category_title(kind), *found.sites, stated, found.not_stated),
            *(NOT_KNOWN if isnan(each) else each for each in shares),
            _why(found),
        )


def _why(found: PayerShare) -> str:
    if not isnan(found.yes):
        return "—"
    if found.not_stated == sum(found.sites):
        return "no service says how much it can take"
    return "no service that says how much it can take has any room in a year"

"""The points of the Lorenz curve behind each Gini index of the sheet of evenness."""

from collections.abc import Iterator
from math import isnan

from data.exports.cells import Cell
from data.exports.resources.evenness import even_maps, of_map
from data.exports.table import Table
from data.services.other_figures import evenness, on_the_curve
from data.services.resource_files import ResourceExport

READ_LORENZ = (
    "Sheet Lorenz curve: for each Gini index of the sheet Evenness, the share of families up to a "
    "county, those who reach least first, and the share of all that is within reach that they "
    "have. If every family reached as much, both shares would be the same."
)


def lorenz_table(content: ResourceExport) -> Table:
    """One row for each point: where the curve begins, and then each county that is known."""
    headers = (
        *("category", "kind_of_help", "state", "miles", "point", "county_fips", "county"),
        *("families", "share_of_families", "share_within_reach"),
    )
    widths = (26, 36, 7, 7, 7, 11, 24, 11, 12, 12)
    return Table("Lorenz curve", headers, tuple(_rows(content)), widths)


def _rows(content: ResourceExport) -> Iterator[tuple[Cell, ...]]:
    for found in even_maps(content):
        told, of = evenness(found), of_map(found)
        if isnan(told.gini):
            continue
        shares = list(zip(told.need_share.tolist(), told.access_share.tolist(), strict=True))
        yield *of, 0, "—", "where the curve begins", 0.0, *shares[0]
        counties = zip(on_the_curve(found), shares[1:], strict=True)
        for point, (each, pair) in enumerate(counties, start=1):
            families = each.families.likely if each.families else 0.0
            yield *of, point, each.area.id, each.area.name, families, *pair

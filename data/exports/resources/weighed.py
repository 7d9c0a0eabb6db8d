"""Which gap weighs most, with all of the team's area as one place, by the weights that it saved."""

from collections.abc import Iterator
from math import isnan

from data.exports.cells import Cell
from data.exports.resources.words import NOT_KNOWN, category_title
from data.exports.table import Table
from data.services.gap_order import GapOrder, gap_order
from data.services.resource_files import ResourceExport

ALIKE = "All kinds of help weigh alike."
READ_ORDER = (
    "Sheet Gap order: the share of need that finds no place if all of the area counts as one "
    "place, the kind of help first that is the largest gap most often as it is weighed. What "
    "cannot be told stands last, in no order."
)


def weights_said(content: ResourceExport) -> str:
    """By which weights the gaps are put in order, in a sentence."""
    saved = content.weights
    if not saved.values:
        return ALIKE
    said = ", ".join(f"{category_title(kind)} {each}" for kind, each in saved.values.items())
    return (
        f"Kinds of help are weighed as the team has saved it: {said}. All others weigh 1; at 0 a "
        "kind of help is left out."
    )


def weighed(content: ResourceExport) -> GapOrder:
    """All gaps in their order, by the weights that the team has saved."""
    return gap_order(content.report, content.weights.values)


def order_table(content: ResourceExport) -> Table:
    """One row for each kind of help in its place, one for all together, then what has no place."""
    headers = (
        *("place", "category", "kind_of_help", "weight", "gap_low", "gap_likely", "gap_high"),
        "largest_gap_chance",
    )
    return Table("Gap order", headers, tuple(_rows(content)), (9, 26, 36, 9, 9, 9, 9, 12))


def _rows(content: ResourceExport) -> Iterator[tuple[Cell, ...]]:
    found = weighed(content)
    for place, each in enumerate(found.gaps, start=1):
        yield (
            *(place, each.category, category_title(each.category), each.weight),
            *(each.low, each.likely, each.high, each.largest),
        )
    if not isnan(found.overall.index):
        yield ("—", "", "all together, as weighed", "—", "—", found.overall.index, "—", "—")
    for kind in found.not_told:
        yield ("—", kind, category_title(kind), *(NOT_KNOWN,) * 5)

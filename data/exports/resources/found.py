"""How many services the directories have found, judged by how far each two overlap, as a sheet."""

from collections.abc import Iterator
from itertools import combinations
from math import isinf, isnan

from data.exports.cells import Cell
from data.exports.resources.words import NOT_KNOWN
from data.exports.table import Table
from data.services.found_on_lists import completeness_of, listed_in, sources
from data.services.resource_files import ResourceExport
from scoring.completeness import Completeness

READ_FOUND = (
    "Sheet How much is found: from how far two directories overlap, how many services there are "
    "in all, and what share of them both have found (Chapman 1951); in 95 of 100 such cases the "
    "number lies from low to high. Two listings are one only where a person has said so; until "
    "that is done there are fewer services than it says. Where one list copies from the other "
    "there are more."
)
ONE_LIST = "this takes two lists that were made apart from each other"
EMPTY_LIST = "a list without an open service says nothing of what it misses"
NO_OVERLAP = "nobody has said yet of any two services of these lists that they are the same"
_ESTIMATED = 6


def found_table(content: ResourceExport) -> Table:
    """One row for each two directories, those with most services first, as on the screen."""
    headers = (
        *("first_directory", "second_directory", "on_first", "on_second", "on_both"),
        *("found_on_either", "services_in_all_low", "services_in_all_likely"),
        *("services_in_all_high", "share_found_low", "share_found_likely", "share_found_high"),
        "why_not_known",
    )
    widths = (30, 30, 9, 9, 9, 10, *(12,) * _ESTIMATED, 60)
    return Table("How much is found", headers, tuple(_rows(content)), widths)


def _rows(content: ResourceExport) -> Iterator[tuple[Cell, ...]]:
    names = sources(content.report)
    if len(names) == 1:
        alone = len(listed_in(content.report, names[0]))
        yield names[0], "none", alone, *("—",) * 2, alone, *(NOT_KNOWN,) * _ESTIMATED, ONE_LIST
    for first, second in combinations(names, 2):
        listed = (len(listed_in(content.report, each)) for each in (first, second))
        told = completeness_of(content.report, first, second)
        yield first, second, *listed, told.overlap, told.found, *_estimated(told)


def _estimated(told: Completeness) -> tuple[Cell, ...]:
    """How many there are, what share was found, and why neither can be told where it cannot."""
    if isnan(told.services) or isinf(told.high):
        why = EMPTY_LIST if isnan(told.services) else NO_OVERLAP
        return *(NOT_KNOWN,) * _ESTIMATED, why
    span = (told.low, told.services, told.high)
    return *span, *(told.found / each for each in reversed(span)), "—"

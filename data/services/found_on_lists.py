"""How much two directories have found together, by how much of one the other has too."""

from collections import Counter

from data.services.gaps import GapReport
from scoring.completeness import Completeness, completeness


def sources(report: GapReport) -> tuple[str, ...]:
    """The directories that the map is made of, those with most services first."""
    counted = Counter(each.source for each in report.services.values() if not each.gone)
    return tuple(source for source, _ in counted.most_common())


def completeness_of(report: GapReport, first: str, second: str) -> Completeness:
    """How complete two directories are together, by how much of one the other has too.

    Two listings are the same where a person has merged them.

    Args:
        first, second: the sources.
    """
    mine, theirs = listed_in(report, first), listed_in(report, second)
    return completeness(len(mine), len(theirs), both=len(mine & theirs))


def listed_in(report: GapReport, source: str) -> frozenset[str]:
    """The open services of a directory; those that a person has merged go by one id."""
    return frozenset(
        each.merged_into or each.id
        for each in report.services.values()
        if each.source == source and each.record.is_supply and not each.gone
    )

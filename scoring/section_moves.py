"""Two rounds of one section beside each other, from what was released of its statements."""

from collections.abc import Mapping
from dataclasses import dataclass

from scoring.report import DivergenceReport, ReportedItem

_POINTS = 3  # between the ends of a four-level scale
_FEWEST = 2
"""Statements of a section; one alone is no section."""


@dataclass(frozen=True, slots=True)
class SectionMove:
    """What a section's statements show of the whole team in both rounds, one beside the other.

    Attributes:
        gap: how far apart two people are, earlier and later, in points of a four-level scale.
        side: the share of people on the side that the section speaks for, earlier and later.
        statements: over how many of them.
    """

    gap: tuple[float, float]
    side: tuple[float, float]
    statements: int


def section_move(
    earlier: DivergenceReport, later: DivergenceReport, *, reverse: Mapping[str, bool]
) -> SectionMove | None:
    """How a section stood in two rounds, as the mean over its statements.

    Nothing says how sure such a difference is: released figures do not tell how answers to the
    statements of a section hang together.

    Args:
        earlier, later: two reports on the same questions.
        reverse: the section's statements that count, by id; True for one that is turned around,
            of which the lower side speaks for the section.

    Returns:
        None when fewer than two of them show the team's counts in both.
    """
    before, after = (_told(report, reverse) for report in (earlier, later))
    both = [name for name in reverse if name in before and name in after]
    if len(both) < _FEWEST:
        return None
    gaps = [sum(_gap(wave[name]) for name in both) / len(both) for wave in (before, after)]
    sides = [
        sum(_share(wave[name], lower=reverse[name]) for name in both) / len(both)
        for wave in (before, after)
    ]
    return SectionMove((gaps[0], gaps[1]), (sides[0], sides[1]), len(both))


def _told(report: DivergenceReport, wanted: Mapping[str, bool]) -> dict[str, ReportedItem]:
    return {
        item.id: item
        for item in report.items
        if item.id in wanted
        and item.team is not None
        and item.team.sides is not None
        and item.measures is not None
        and item.measures.typical_gap is not None
    }


def _gap(item: ReportedItem) -> float:
    gap = item.measures.typical_gap if item.measures else None
    return (gap or 0.0) * _POINTS / (item.released.levels - 1)


def _share(item: ReportedItem, *, lower: bool) -> float:
    figure = item.team
    if figure is None or figure.sides is None:
        raise ValueError(f"{item.id} takes a figure with sides.")
    return figure.sides[0 if lower else 2] / figure.people

"""A report of what must be in place one by one, without the figures that average it.

A program is as ready as what holds it up the most. A mean hides exactly that, so a report of
readiness is read without: over statements, and over people where their counts are shown as well.

Source:
    Scaccia et al. (2015), Journal of Community Psychology 43:484 (readiness as a product of parts,
    which is nothing as soon as one of them is).
"""

from dataclasses import replace

from scoring.comparison import Change, Comparison
from scoring.release import Figure
from scoring.report import DivergenceReport, ReportedItem


def unaveraged(report: DivergenceReport) -> DivergenceReport:
    """The same report with every figure left open that is a mean of others which are shown.

    What stays: counts, halves and "at least so many"; how far people, or groups, are apart on one
    statement; the rounded average of a small group, which is all that the door lets through of it.

    Args:
        report: of any questionnaire; it is not changed.

    Returns:
        A DivergenceReport; doing it twice gives the same one.
    """
    items = tuple(_item(item) for item in report.items)
    return replace(
        report,
        release=replace(report.release, items=tuple(item.released for item in items)),
        items=items,
        comparison=_comparison(report.comparison),
        change=_change(report.change),
    )


def _item(item: ReportedItem) -> ReportedItem:
    released = item.released
    groups = None if released.groups is None else tuple(map(_figure, released.groups))
    team = None if released.team is None else _figure(released.team)
    measures = None if item.measures is None else replace(item.measures, mean=None)
    return replace(item, released=replace(released, team=team, groups=groups), measures=measures)


def _figure(figure: Figure) -> Figure:
    """Without the mean of counts that are shown."""
    if figure.counts is None:
        return figure
    return replace(figure, mean=None, mean_edge=None)


def _comparison(whole: Comparison | None) -> Comparison | None:
    if whole is None:
        return None
    return replace(whole, average_gap=None, same_gap=None, cross_gap=None)


def _change(change: Change | None) -> Change | None:
    if change is None:
        return None
    return replace(change, typical_gap=None, side_share=None, group_gap=None, direction=None)

"""Rounds made by hand: results with figures that are known before, set beside each other."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from data.services.over_time import Pair, Series
from data.views import ReportView
from scoring.released import Figure
from scoring.report import DivergenceReport, checksum, divergence_report
from surveys.instrument import Instrument, ScaleItem
from tests.pages.results.conftest import released_view
from tests.pages.results.handmade import changed

IN_PLACE = Figure(30, counts=(0, 0, 5, 25), no_answer_at_most=2)
PARTLY = Figure(30, counts=(2, 3, 20, 5), no_answer=3)
NOT_BEGUN = Figure(30, counts=(24, 3, 2, 1), no_answer=3)
NOBODY_KNOWS = Figure(12, counts=(1, 1, 2, 8), no_answer=18)


def round_of(
    instrument: str, number: int, *, figures: Mapping[str, Figure | None] | None = None, **how: Any
) -> ReportView:
    """One round; some of its statements may have figures of their own."""

    def made(report: DivergenceReport) -> DivergenceReport:
        items = tuple(
            replace(item.released, team=figures[item.id], groups=None)
            if figures is not None and item.id in figures
            else item.released
            for item in report.items
        )
        whole = divergence_report(replace(report.release, items=items))
        return how.pop("then", lambda report: report)(whole)

    days: dict[str, Any] = {
        "opened_on": date(2023 + number, 11, 2),
        "closes_on": date(2023 + number, 11, 20),
    }
    names: dict[str, Any] = {"id": f"w{number}", "title": f"Round of {2023 + number}"}
    return released_view(instrument, made=made, **(names | days | how))


def beside(view: ReportView, **moved: Any) -> ReportView:
    """The same round with a change since the one before it."""
    report = changed(view.report, **moved)
    return replace(view, report=report, sha256=checksum(report))


def chained(*views: ReportView, **more: Any) -> Series:
    """Rounds of one edition, each pair told by the later one where it tells of a change."""
    pairs = tuple(
        Pair(place - 1, place, view.report.change)
        for place, view in enumerate(views)
        if place and view.report.change is not None
    )
    edition = more.pop("edition", None) or views[0].edition
    return Series(edition, views, pairs, **more)


def gates_of(instrument: Instrument) -> list[str]:
    return [item.id for item in instrument.items if isinstance(item, ScaleItem) and item.gate]


def part_of(instrument: Instrument, part: str) -> list[str]:
    return [
        item.id for item in instrument.items if isinstance(item, ScaleItem) and item.part == part
    ]

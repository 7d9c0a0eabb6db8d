"""Released reports to write, made the way the release service makes them."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from functools import cache
from typing import Any

import numpy as np
import pytest

from data.exports.content import ReportContent
from scoring.cube import Cube, count
from scoring.release import GroupShape, ItemShape, release
from scoring.report import DivergenceReport, checksum, divergence_report
from surveys.counting import CountedItem, counted_items
from surveys.instrument import Edition
from surveys.library import shipped_edition

ROSTER = {
    "g1": ("Child welfare", "Bienestar infantil", 12),
    "g2": ("Courts and legal partners", "Tribunales y socios legales", 7),
    "g3": ("Treatment", "Tratamiento", 11),
}


@cache
def counted(items: tuple[CountedItem, ...], people: tuple[int, ...]) -> Cube:
    """Made-up answers: most statements spread, the first unanimous."""
    random = np.random.default_rng(7)
    rows: list[tuple[int, int, int]] = []
    for group, size in enumerate(people):
        for place, item in enumerate(items):
            shares = random.dirichlet(np.arange(1, item.levels + 1) * 0.7)
            levels = random.choice(item.levels, p=shares, size=size)
            unsure = random.random(size) < 0.04
            rows += [
                (group, place, -1 if quiet else item.levels - 1 if place == 0 else int(level))
                for level, quiet in zip(levels, unsure, strict=True)
            ]
    return count(
        rows, levels=[item.levels for item in items], groups=len(people), people=list(people)
    )


def report_of(
    edition: Edition,
    *,
    people: Sequence[int],
    facts: Mapping[str, Mapping[str, int]] | None = None,
    public: bool = False,
) -> DivergenceReport:
    """What the door lets through of them."""
    items = counted_items(edition.instrument)
    cube = counted(items, tuple(people))
    shapes = [ItemShape(item.id, item.printed, ordinal=item.ordinal) for item in items]
    groups = [
        GroupShape(code=f"g{place}", sector=f"s{place}", broad=f"b{place}", invited=size + 2)
        for place, size in enumerate(people, start=1)
    ]
    return divergence_report(release(cube, items=shapes, groups=groups, facts=facts, public=public))


@pytest.fixture
def make_content() -> Callable[..., ReportContent]:
    """A released report with its names; every part can be replaced."""

    def make(
        *,
        edition: Edition | None = None,
        people: Sequence[int] = (12, 7, 11),
        facts: Mapping[str, Mapping[str, int]] | None = None,
        public: bool = False,
        **changes: Any,
    ) -> ReportContent:
        chosen = edition or shipped_edition("values_open")
        report = report_of(chosen, people=people, facts=facts, public=public)
        options: dict[str, Any] = {
            "report": report,
            "edition": chosen,
            "languages": ("en", "es"),
            "group_names": {code: {"en": en, "es": es} for code, (en, es, _) in ROSTER.items()},
            "title": "Fall 2026",
            "sha256": checksum(report),
            "team": "Table of Bell County",
            "opened_on": date(2026, 11, 2),
            "closes_on": date(2026, 11, 20),
        }
        return ReportContent(**(options | changes))

    return make

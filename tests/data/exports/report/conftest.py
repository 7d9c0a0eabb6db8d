"""Two released rounds of one team, made the way the release service makes them."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import cache

import numpy as np
import pytest

from data.exports.content import ReportContent
from scoring.door import Before, Terms, publish, released_sheets
from scoring.release import GroupShape, ItemShape
from scoring.report import DivergenceReport, checksum
from scoring.sheets import Sheets, sheets_of
from surveys.counting import counted_items
from surveys.library import shipped_edition

Rounds = Callable[..., tuple[ReportContent, ReportContent]]

PEOPLE = (12, 7, 11)


def answers(people: Sequence[int], *, seed: int, instrument_id: str) -> Sheets:
    """Made-up answers: groups lean their own ways, the first statement is nearly unanimous."""
    items = counted_items(shipped_edition(instrument_id).instrument)
    random = np.random.default_rng(seed)
    group = np.repeat(np.arange(len(people)), people)
    levels = np.zeros((len(group), len(items)), dtype=np.int64)
    for place, item in enumerate(items):
        own = random.uniform(0, item.levels - 1, size=len(people))
        drawn = np.rint(random.normal(own[group], 0.9))
        levels[:, place] = np.clip(drawn, 0, item.levels - 1)
        levels[random.random(len(group)) < 0.04, place] = -1
    levels[:, 0] = items[0].levels - 1
    sizes = [item.levels for item in items]
    return sheets_of(levels, group=group, sizes=sizes, groups=len(people))


def terms(people: Sequence[int], *, instrument_id: str) -> Terms:
    """What was agreed, the same in both rounds."""
    items = counted_items(shipped_edition(instrument_id).instrument)
    return Terms(
        items=tuple(ItemShape(item.id, item.printed, ordinal=item.ordinal) for item in items),
        groups=tuple(
            GroupShape(code=f"g{place}", sector=f"s{place}", broad=f"b{place}", invited=size + 2)
            for place, size in enumerate(people, start=1)
        ),
    )


@cache
def published(people: tuple[int, ...], instrument_id: str) -> tuple[DivergenceReport, ...]:
    """The report of the first round and of the second, which stands beside it."""
    agreed = terms(people, instrument_id=instrument_id)
    sheets = [answers(people, seed=seed, instrument_id=instrument_id) for seed in (1, 2)]
    first = publish(sheets[0], terms=agreed)
    before = None
    if first.release.groups:
        rows = released_sheets(sheets[0], first.release, terms=agreed)
        before = Before(first, rows, same_groups=True)
    return first, publish(sheets[1], terms=agreed, before=before)


@pytest.fixture
def rounds(make_content: Callable[..., ReportContent]) -> Rounds:
    """Both rounds of a team, the older one first."""

    def make(
        people: tuple[int, ...] = PEOPLE, instrument_id: str = "values_open"
    ) -> tuple[ReportContent, ReportContent]:
        content = make_content(edition=shipped_edition(instrument_id), people=people)
        first, second = (
            replace(content, report=report, sha256=checksum(report))
            for report in published(people, instrument_id)
        )
        return first, second

    return make

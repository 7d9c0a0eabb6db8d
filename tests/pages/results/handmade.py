"""Comparisons and changes made by hand, set into a real report; what is drawn is known before."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import combinations
from typing import Any

from scoring.comparison import (
    Apart,
    Change,
    Comparison,
    GroupPair,
    ItemChange,
    ItemPair,
    KruskalWallis,
    Moved,
    Profile,
    Span,
    StandsOut,
)
from scoring.report import DivergenceReport, ReportedItem

WORDS: tuple[Profile, ...] = ("close", "unclear", "apart")


def apart(
    gap: float,
    *,
    groups: int,
    stands_out: StandsOut | None = None,
    by_chance: Sequence[bool] = (),
    **exact: Any,
) -> Apart:
    """Groups so far apart on an item, beside a band of chance from 0.1 to 0.6."""
    return Apart(
        average_gap=gap,
        average_gap_chance=Span(0.1, 0.6),
        within_chance=tuple(by_chance) or (False,) * groups,
        chance="01_to_05" if stands_out else "above_20",
        chance_adjusted="above_20",
        stands_out=stands_out,
        **exact,
    )


EXACT: dict[str, Any] = {
    "same_gap": 0.7,
    "cross_gap": 1.2,
    "same_gap_chance": Span(0.6, 0.8),
    "cross_gap_chance": Span(0.8, 1.0),
    "agency_share": 0.25,
    "between": 3.25,
    "within": 12.5,
    "kruskal_wallis": KruskalWallis(7.25, 0.07),
}


TOGETHER: dict[str, Any] = {
    "items": 0,
    "exact": False,
    "chance": "01_to_05",
    "p_value": None,
    "stand_out": 0,
    "expected_by_chance": 3.9,
    "strip": tuple(value for value in range(10) for _ in range(100)),
    "average_gap": 0.48,
    "same_gap": None,
    "cross_gap": None,
    "relabelings": 9999,
    "every": False,
    "seed": 5,
}


def older(report: DivergenceReport) -> DivergenceReport:
    """As it was stored before comparisons existed."""
    items = tuple(replace(item, apart=None, pairs=()) for item in report.items)
    return replace(report, items=items, comparison=None, change=None)


def compared(
    report: DivergenceReport, *, standing_out: int = 3, exact: int = 0, **changes: Any
) -> DivergenceReport:
    """The same report with groups beside chance.

    The first item that is shown by group has the widest gap, each next one a little less; the
    first few stand out, and the first `exact` of them show counts of all groups.
    """
    codes = [group.code for group in report.release.groups]
    items: list[ReportedItem] = []
    place = 0
    for item in older(report).items:
        if item.groups is None or not item.released.ordinal:
            items.append(item)
            continue
        of = apart(
            1.2 - 0.02 * place,
            groups=len(codes),
            stands_out="clear" if place < standing_out else None,
            by_chance=[group != place % len(codes) for group in range(len(codes))],
            **(EXACT if place < exact else {}),
        )
        items.append(replace(item, apart=of, pairs=_item_pairs(codes, exact=place < exact)))
        place += 1
    together = Comparison(**({**TOGETHER, "pairs": _group_pairs(report, codes)} | changes))
    told = replace(together, items=place, stand_out=standing_out)
    return replace(report, items=tuple(items), comparison=told)


def changed(report: DivergenceReport, **changes: Any) -> DivergenceReport:
    """The same report beside a round before it."""
    items = tuple(
        ItemChange(
            item.id,
            side_share=Moved(0.5, item.measures.side_share),
            typical_gap=Moved(0.9, item.measures.typical_gap, Span(-0.3, 0.1)),
        )
        for item in report.items
        if item.measures
        and item.measures.side_share is not None
        and item.measures.typical_gap is not None
    )
    options: dict[str, Any] = {
        "people": (28, 30),
        "typical_gap": Moved(0.92, 0.78, Span(-0.24, -0.03), "01_to_05"),
        "side_share": Moved(0.71, 0.73, Span(-0.06, 0.09), "above_20"),
        "group_gap": Moved(0.55, 0.48),
        "direction": "closer",
        "items": items,
    }
    return replace(report, change=Change(**(options | changes)))


def _item_pairs(codes: Sequence[str], *, exact: bool) -> tuple[ItemPair, ...]:
    counted: dict[str, Any] = {
        "wasserstein": 0.6,
        "wasserstein_chance": 1.0,
        "cliffs_delta": 0.3,
    }
    return tuple(
        ItemPair(one, other, mean_gap=0.5, **(counted if exact else {}))
        for one, other in combinations(codes, 2)
    )


def _group_pairs(report: DivergenceReport, codes: Sequence[str]) -> tuple[GroupPair, ...]:
    people = {group.code: group.people for group in report.release.groups}
    return tuple(
        GroupPair(one, other, (people[one], people[other]), word=WORDS[place % 3])
        for place, (one, other) in enumerate(combinations(codes, 2))
    )

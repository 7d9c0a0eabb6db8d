"""This wave beside an earlier one: what moved, and whether people came together or moved along.

What is compared are figures that both waves showed. Rows are used to learn how far such figures
would move by chance, and how sure they are.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil, isfinite

import numpy as np

from scoring.change import (
    Estimate,
    Permuted,
    difference,
    exchange_in_groups,
    exchange_waves,
    mean_gap_of,
    mean_side_of,
)
from scoring.comparison import Change, Direction, ItemChange, Moved, Span
from scoring.report import DivergenceReport, ReportedItem
from scoring.sheets import Sheets, in_order_of_answers, of_items
from scoring.standing import band

_MOVED = 0.025
"""Of each of the two figures, so that a word is wrong in at most 5 of 100 teams."""
_FEWEST_ITEMS = 3
"""Fewer than these are no average over a questionnaire."""
_FEWEST_FOR_A_RANGE = 15
"""How far a mean may be off tells how answers go together within people; with few items, whose."""
_GAP_STEP, _SIDE_STEP = 0.1, 0.05
"""To which such a range is rounded outward, so that it tells little more than that it is wide."""


@dataclass(frozen=True, slots=True)
class Before:
    """An earlier wave.

    Attributes:
        report: what was shown of it.
        sheets: the rows behind it, in the groups and items of its release.
        same_groups: its groups are made of the same agencies as those of the later wave.
    """

    report: DivergenceReport
    sheets: Sheets
    same_groups: bool = False


@dataclass(frozen=True, slots=True)
class _Both:
    """Items that show counts of the whole team in both waves, and the rows behind them."""

    items: tuple[tuple[ReportedItem, ReportedItem], ...]
    before: Sheets
    after: Sheets

    @property
    def levels(self) -> np.ndarray:
        return np.array(self.after.sizes)


def changed(
    before: Before, report: DivergenceReport, sheets: Sheets, *, seed: int
) -> Change | None:
    """What moved since an earlier wave.

    Args:
        before: the earlier wave, of the same questions.
        report: of this wave.
        sheets: the rows behind it, in the groups and items of its release.
        seed: of the exchanges.

    Returns:
        A Change; None when fewer than three items show the whole team's counts in both waves.
    """
    both = _both(before, report, sheets)
    if len(both.items) < _FEWEST_ITEMS:
        return None
    rows, levels = (both.before.levels, both.after.levels), both.levels
    exchanged = exchange_waves(*rows, levels=levels, seed=seed)
    gap = _moved(
        [mean_gap_of(each, levels=levels) for each in rows],
        permuted=exchanged.typical_gap,
        step=_GAP_STEP,
    )
    side = _moved(
        [mean_side_of(each, levels=levels) for each in rows],
        permuted=exchanged.side_share,
        step=_SIDE_STEP,
    )
    return Change(
        people=(both.before.people, both.after.people),
        typical_gap=gap,
        side_share=side,
        group_gap=_group_gap(before, report, both, seed=seed),
        direction=_direction(exchanged.typical_gap, exchanged.side_share),
        items=tuple(_item(ours, theirs) for ours, theirs in both.items),
    )


def _both(before: Before, report: DivergenceReport, sheets: Sheets) -> _Both:
    earlier = {item.id: place for place, item in enumerate(before.report.items)}
    places = [
        (earlier[item.id], place)
        for place, item in enumerate(report.items)
        if item.id in earlier
        and _is_told(item)
        and _is_told(before.report.items[earlier[item.id]])
        and before.report.items[earlier[item.id]].released.levels == item.released.levels
    ]
    return _Both(
        items=tuple((before.report.items[one], report.items[other]) for one, other in places),
        before=in_order_of_answers(of_items(before.sheets, [one for one, _ in places])),
        after=in_order_of_answers(of_items(sheets, [other for _, other in places])),
    )


def _is_told(item: ReportedItem) -> bool:
    """Whether both the share and the gap of the whole team are shown."""
    measures = item.measures
    return (
        measures is not None
        and measures.typical_gap is not None
        and measures.side_share is not None
    )


def _moved(estimates: Sequence[Estimate], *, permuted: Permuted, step: float) -> Moved:
    earlier, later = estimates
    enough = min(earlier.items, later.items) >= _FEWEST_FOR_A_RANGE
    span = difference(earlier, later) if enough else None
    return Moved(
        before=earlier.value,
        after=later.value,
        difference=None if span is None else _rounded_outward(span, step=step),
        chance=band(permuted.p_value) if isfinite(permuted.p_value) else None,
    )


def _rounded_outward(span: Span, *, step: float) -> Span:
    """The same middle, and a reach of whole steps that is never shorter.

    The reach comes from how answers vary between people, which no other published figure tells. In
    full precision it can show that the same few people stood on one side of every statement.
    """
    middle = (span.low + span.high) / 2
    reach = step * ceil(round((span.high - span.low) / 2 / step, 9))
    return Span(middle - reach, middle + reach)


def _direction(gap: Permuted, side: Permuted) -> Direction:
    if not gap.p_value <= _MOVED:
        return "moved" if side.p_value <= _MOVED else "no_clear_change"
    if side.p_value <= _MOVED:
        return "moved"
    return "closer" if gap.difference < 0 else "further"


def _group_gap(earlier: Before, later: DivergenceReport, both: _Both, *, seed: int) -> Moved | None:
    """How far apart groups' averages were and are; of the same groups, shown in both waves."""
    places = [
        place
        for place, (one, two) in enumerate(both.items)
        if one.apart is not None and two.apart is not None
    ]
    if not (places and earlier.same_groups and _same_groups(earlier.report, later)):
        return None
    chosen = [both.items[place] for place in places]
    before, after = (
        float(np.mean([_average_gap(pair[wave]) for pair in chosen])) for wave in (0, 1)
    )
    if not (_is_exact(earlier.report) and _is_exact(later)):
        return Moved(before=before, after=after)
    rows = of_items(both.before, places), of_items(both.after, places)
    moved = exchange_in_groups(
        rows[0].levels,
        rows[1].levels,
        levels=np.array(rows[1].sizes),
        groups=(rows[0].group, rows[1].group),
        seed=seed,
    )
    chance = band(moved.p_value) if isfinite(moved.p_value) else None
    return Moved(before=before, after=after, chance=chance)


def _average_gap(item: ReportedItem) -> float:
    """In points of a four-level scale."""
    return 0.0 if item.apart is None else item.apart.average_gap * 3 / (item.released.levels - 1)


def _is_exact(report: DivergenceReport) -> bool:
    return report.comparison is not None and report.comparison.exact


def _same_groups(earlier: DivergenceReport, later: DivergenceReport) -> bool:
    """Whether groups are made of the same agencies, none of them with a few people more or fewer.

    Two waves of a group that a few people joined would tell what those few said.
    """
    ours, theirs = earlier.release.groups, later.release.groups
    if [group.members for group in ours] != [group.members for group in theirs]:
        return False
    moved = [
        None if one.invited is None or two.invited is None else abs(one.invited - two.invited)
        for one, two in zip(ours, theirs, strict=True)
    ]
    least = later.release.smallest_group
    return all(people is not None and (people == 0 or people >= least) for people in moved)


def _item(earlier: ReportedItem, later: ReportedItem) -> ItemChange:
    one, two = earlier.measures, later.measures
    if one is None or two is None:
        raise ValueError(f"{later.id} takes measures of both waves.")
    return ItemChange(
        id=later.id,
        side_share=Moved(before=one.side_share or 0.0, after=two.side_share or 0.0),
        typical_gap=Moved(before=one.typical_gap or 0.0, after=two.typical_gap or 0.0),
    )

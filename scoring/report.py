"""What screens and files get: the release, with every measure that it allows.

Measures are taken from released figures and from nothing else. Where the door left a figure open,
so does the report.
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from math import isnan
from typing import Any, Literal

from scoring.agreement import consensus, typical_gap
from scoring.comparison import Apart, Change, Comparison, ItemPair, Span
from scoring.intervals import jackknife_gap, non_response_bounds, wilson
from scoring.rebuilding import rebuilt, taken_apart
from scoring.release import Figure, Release, ReleasedItem

Label = Literal["common_ground", "leaning", "split"]
Spread = Literal["close", "some", "wide"]
Side = Literal["lower", "middle", "upper"]

COMMON_GROUND = 0.80
LEANING = 2 / 3
CLOSE = 0.70
WIDE = 0.95
MANY_UNSURE = 0.25

_FOUR_LEVELS = 3
"""Steps of the scale that CLOSE and WIDE are points of."""
_ROUNDING = 1e-12


@dataclass(frozen=True, slots=True)
class Measures:
    """What one item says of the whole team; None is what the door left open.

    Attributes:
        people: how many answered.
        side_people, side_share: on the upper side of the scale; 25 of 30, and 0.83.
        side_interval: where the share of a larger team like this one may lie (Wilson, 95 %).
        non_response: where the share would lie if everybody invited had answered.
        typical_gap: how far apart two people picked at random are, in scale points.
        gap_interval: where that would lie in a larger team (jackknife, 95 %).
        consensus: 1 all alike, 0 two equal camps at the ends.
        mean: of the printed values.
        side: the side that most are on.
        label: common ground (at least 80 % on one side and not far apart), split (less than two
            thirds on either side), leaning in between.
        spread: close, some or wide, from the typical gap.
        many_unsure: a quarter or more of all did not know or would rather not say.
    """

    people: int
    side_people: int | None = None
    side_share: float | None = None
    side_interval: Span | None = None
    non_response: Span | None = None
    typical_gap: float | None = None
    gap_interval: Span | None = None
    consensus: float | None = None
    mean: float | None = None
    side: Side | None = None
    label: Label | None = None
    spread: Spread | None = None
    many_unsure: bool = False


@dataclass(frozen=True, slots=True)
class ReportedItem:
    """A released item and its measures.

    Attributes:
        released: what passed the door.
        measures: of the whole team; None when nothing of it is shown.
        apart: how far groups are apart; None when the item, or its counts, are not shown by group.
        pairs: every two groups on this item, in the order of the groups.
    """

    released: ReleasedItem
    measures: Measures | None
    apart: Apart | None = None
    pairs: tuple[ItemPair, ...] = ()

    @property
    def id(self) -> str:
        """The item's id."""
        return self.released.id

    @property
    def team(self) -> Figure | None:
        """What is shown of the whole team."""
        return self.released.team

    @property
    def groups(self) -> tuple[Figure, ...] | None:
        """What is shown of each group."""
        return self.released.groups


@dataclass(frozen=True, slots=True)
class DivergenceReport:
    """The one result of a wave.

    Attributes:
        release: what passed the door.
        items: one for each released item, in the order of the instrument.
        agreed: ids of items on common ground, most agreed first.
        spread_out: ids of all other items with order, widest first.
        unsure: ids of items that many could not answer.
        comparison: what all items together say of the groups; None when fewer than two are shown.
        change: this wave beside the one before it; None without one.
    """

    release: Release
    items: tuple[ReportedItem, ...]
    agreed: tuple[str, ...]
    spread_out: tuple[str, ...]
    unsure: tuple[str, ...]
    comparison: Comparison | None = None
    change: Change | None = None

    def item(self, item_id: str) -> ReportedItem:
        """One item by its id.

        Raises:
            KeyError: the report has none of this id.
        """
        for item in self.items:
            if item.id == item_id:
                return item
        raise KeyError(f"the report has no item '{item_id}'")


def divergence_report(released: Release) -> DivergenceReport:
    """The report on a release.

    Args:
        released: what passed the door.

    Returns:
        A DivergenceReport; the same release always gives the same one.
    """
    items = tuple(
        ReportedItem(item, _measures(item, invited=released.invited)) for item in released.items
    )
    told = [(item, item.measures) for item in items if item.measures is not None]
    agreed = [(item, of) for item, of in told if of.label == "common_ground"]
    others = [
        (item, of) for item, of in told if of.label != "common_ground" and item.released.ordinal
    ]
    agreed.sort(key=lambda pair: (-_reach(pair[0], pair[1]), _wideness(pair[0], pair[1])))
    others.sort(key=lambda pair: -_wideness(pair[0], pair[1]))
    return DivergenceReport(
        release=released,
        items=items,
        agreed=tuple(item.id for item, _ in agreed),
        spread_out=tuple(item.id for item, _ in others),
        unsure=tuple(item.id for item, of in told if of.many_unsure),
    )


def to_dict(report: DivergenceReport) -> dict[str, Any]:
    """The report as plain lists and tables, ready for JSON."""
    return taken_apart(report)


def from_dict(plain: Mapping[str, Any]) -> DivergenceReport:
    """The report that `to_dict` wrote, also after a way through JSON.

    Raises:
        ValueError: a part is missing, unknown or of another kind.
    """
    return rebuilt(DivergenceReport, plain, where="report")


def canonical_json(report: DivergenceReport) -> str:
    """The one way in which a report is written for its checksum."""
    return json.dumps(to_dict(report), sort_keys=True, separators=(",", ":"), allow_nan=False)


def checksum(report: DivergenceReport) -> str:
    """SHA-256 of the report, as 64 hexadecimal digits."""
    return hashlib.sha256(canonical_json(report).encode()).hexdigest()


def _measures(item: ReleasedItem, *, invited: int | None) -> Measures | None:
    figure = item.team
    if figure is None:
        return None
    many_unsure = _many_unsure(figure)
    if not item.ordinal:
        return Measures(people=figure.people, many_unsure=many_unsure)
    if figure.at_least is not None:
        return _blurred(item, figure, many_unsure=many_unsure)
    if figure.sides is None or figure.people == 0:
        return Measures(people=figure.people, many_unsure=many_unsure)
    sides, upper = figure.sides, figure.sides[2]
    interval = wilson(upper, figure.people)
    gap, gap_interval = _gap(figure)
    return Measures(
        people=figure.people,
        side_people=upper,
        side_share=upper / figure.people,
        side_interval=Span(interval.low, interval.high),
        non_response=_if_all_had_answered(upper, figure.people, invited),
        typical_gap=gap,
        gap_interval=gap_interval,
        consensus=None if figure.counts is None else _known(consensus(figure.counts).value),
        mean=figure.mean,
        side=_SIDES[sides.index(max(sides))],
        label=_label(max(sides[0], sides[2]) / figure.people, gap, levels=item.levels),
        spread=_spread(gap, levels=item.levels),
        many_unsure=many_unsure,
    )


_SIDES: tuple[Side, Side, Side] = ("lower", "middle", "upper")


def _blurred(item: ReleasedItem, figure: Figure, *, many_unsure: bool) -> Measures:
    """Only that nearly all are together is known; labels hold for whatever lies behind it."""
    nearly = figure.at_least
    if nearly is None:
        raise ValueError(f"{item.id} takes a blurred figure, not a full one.")
    side = nearly.index if nearly.kind == "side" else _side_of(nearly.index, item.levels)
    widest = _widest_gap(figure, levels=item.levels)
    sure = side != 1 and nearly.people / figure.people >= COMMON_GROUND
    return Measures(
        people=figure.people,
        side=_SIDES[side],
        label="common_ground" if sure and _within(widest, WIDE, levels=item.levels) else None,
        spread="close" if _within(widest, CLOSE, levels=item.levels) else None,
        many_unsure=many_unsure,
    )


def _side_of(level: int, levels: int) -> int:
    return 0 if level < levels // 2 else 2 if level >= (levels + 1) // 2 else 1


def _widest_gap(figure: Figure, *, levels: int) -> float:
    """The largest typical gap that a blurred figure can hide."""
    nearly = figure.at_least
    people = figure.people
    if nearly is None or people < 2:
        return float("inf")
    others = people - nearly.people
    if nearly.kind == "level":
        pairs = max(
            nearly.index * below * (people - below)
            + (levels - 1 - nearly.index) * (others - below) * (people - others + below)
            for below in range(others + 1)
        )
    else:
        edge = others * nearly.people
        inside = max(levels // 2 - 1, 0)
        halves = (people // 2) * (people - people // 2)
        pairs = (levels - 1 - inside) * edge + inside * halves
    return 2 * pairs / (people * (people - 1))


def _gap(figure: Figure) -> tuple[float | None, Span | None]:
    if figure.counts is None:
        return None, None
    gap = _known(typical_gap(figure.counts).value)
    interval = jackknife_gap(figure.counts)
    return gap, None if isnan(interval.low) else Span(interval.low, interval.high)


def _known(value: Any) -> float | None:
    return None if isnan(float(value)) else float(value)


def _if_all_had_answered(upper: int, people: int, invited: int | None) -> Span | None:
    if invited is None or invited < people:
        return None
    bounds = non_response_bounds(upper, people, invited=invited)
    return Span(bounds.low, bounds.high)


def _label(largest: float, gap: float | None, *, levels: int) -> Label | None:
    if gap is None:
        return None
    if largest >= COMMON_GROUND and _within(gap, WIDE, levels=levels):
        return "common_ground"
    return "split" if largest < LEANING else "leaning"


def _spread(gap: float | None, *, levels: int) -> Spread | None:
    if gap is None:
        return None
    if _within(gap, CLOSE, levels=levels):
        return "close"
    return "some" if _within(gap, WIDE, levels=levels) else "wide"


def _within(gap: float, points: float, *, levels: int) -> bool:
    """Whether a gap is at most so many points of a scale of four levels."""
    return gap * _FOUR_LEVELS <= points * (levels - 1) + _ROUNDING


def _many_unsure(figure: Figure) -> bool:
    unsure = figure.no_answer or 0
    asked = figure.people + unsure
    return asked > 0 and unsure / asked >= MANY_UNSURE


def _reach(item: ReportedItem, measures: Measures) -> float:
    """The share on the side that most are on, or the least it can be."""
    figure = item.team
    if figure is None or measures.people == 0:
        return 0.0
    if figure.at_least is not None:
        return figure.at_least.people / measures.people
    return max(figure.sides) / measures.people if figure.sides else 0.0


def _wideness(item: ReportedItem, measures: Measures) -> float:
    """The gap as a share of the scale; items whose gap is left open come last."""
    gap = measures.typical_gap
    return -1.0 if gap is None else gap / (item.released.levels - 1)

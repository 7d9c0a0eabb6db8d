"""What may be seen of one item's counts: all, that nearly all are alike, the sides, or a mean."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from scoring.released import AtLeast, Edge, Figure

FULL = 10
EDGE = 2

Counts = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class ItemShape:
    """What the door must know of an item: its id, printed values, and whether they have order.

    An option of a question of which several are chosen also says of which question, and how few and
    how many each person chooses.
    """

    id: str
    printed: tuple[float, ...]
    ordinal: bool = True
    option_of: str | None = None
    chosen: tuple[int, int] = (0, 1)


def exact_figure(counts: Counts, *, item: ItemShape, no_answer: int | None = None) -> Figure:
    """All counts, and the sides and the mean of an item with order.

    Args:
        counts: people per level, shape (levels,).
        item: whose counts they are.
        no_answer: people who did not know or rather not say.
    """
    people = int(counts.sum())
    mean = float(counts @ np.asarray(item.printed)) / people if people and item.ordinal else None
    return Figure(
        people=people,
        counts=tuple(int(count) for count in counts),
        sides=_sides(counts) if item.ordinal else None,
        mean=mean,
        mean_edge=None if mean is None else "exact",
        no_answer=no_answer,
    )


def rounded_figure(counts: Counts, *, item: ItemShape) -> Figure:
    """The mean to half a step of the scale, its ends left open, as a printed value."""
    people, levels = int(counts.sum()), len(counts)
    total = int(counts @ np.arange(levels))
    halves, edge = half_steps(total, people=people, levels=levels)
    return Figure(people, mean=printed_half(halves, item.printed), mean_edge=edge)


def team_figure(
    counts: Counts, *, item: ItemShape, no_answer: int, smallest_group: int
) -> Figure | None:
    """What may be seen of the whole team; None for fewer answers than the smallest group has.

    Args:
        counts: people per level, shape (levels,).
        item: whose counts they are.
        no_answer: people who did not know or rather not say.
        smallest_group: people that must stand behind any figure.
    """
    people = int(counts.sum())
    if people < smallest_group:
        return None
    if people >= FULL:
        nearly = nearly_all(counts, item=item)
        figure = Figure(people, at_least=nearly) if nearly else exact_figure(counts, item=item)
    else:
        figure = _sides_only(counts) if item.ordinal else Figure(people)
    if no_answer <= EDGE:
        return replace(figure, no_answer_at_most=EDGE)
    return replace(figure, no_answer=no_answer)


def team_average(team: Figure, counts: Counts, *, item: ItemShape) -> Figure:
    """The team's figure with its counts replaced by a rounded mean."""
    return replace(
        rounded_figure(counts, item=item),
        no_answer=team.no_answer,
        no_answer_at_most=team.no_answer_at_most,
    )


def group_figures(counts: Counts, *, item: ItemShape) -> tuple[Figure, ...] | None:
    """Counts for all groups or rounded means for all; None when neither may be shown.

    Args:
        counts: people per group and level, shape (groups, levels).
        item: whose counts they are.
    """
    # of a team that is near one voice, every group is, so the team need not be looked at
    if all(int(row.sum()) >= FULL and nearly_all(row, item=item) is None for row in counts):
        return tuple(exact_figure(row, item=item) for row in counts)
    if not item.ordinal:
        return None
    return tuple(rounded_figure(row, item=item) for row in counts)


def nearly_all(counts: Counts, *, item: ItemShape) -> AtLeast | None:
    """The level, or else the side, that all but `EDGE` people are on; None when there is none."""
    least = int(counts.sum()) - EDGE
    top = int(counts.argmax())
    if counts[top] >= least:
        return AtLeast("level", top, least)
    if not item.ordinal:
        return None
    return _nearly_one_side(_sides(counts), least=least)


def half_steps(total: int, *, people: int, levels: int) -> tuple[int, Edge]:
    """A sum of levels as half steps of the mean, and whether an end was left open."""
    highest = people * (levels - 1)
    open_end = min(-(-2 * EDGE // people), 2 * (levels - 1))
    if total <= EDGE:
        return open_end, "at_most"
    if total >= highest - EDGE:
        return 2 * (levels - 1) - open_end, "at_least"
    return (4 * total + people) // (2 * people), "half_step"


def half_steps_of(totals: Counts, *, people: Counts, levels: Counts) -> NDArray[np.float64]:
    """`half_steps` of many sums at once, without the edges; nan where nobody answered.

    Args:
        totals: sums of levels.
        people: behind each; shape that fits the totals.
        levels: of each item; likewise.
    """
    known = np.maximum(people, 1)
    highest = people * (levels - 1)
    open_end = -(-2 * EDGE // known)
    halves = np.where(
        totals <= EDGE,
        open_end,
        np.where(
            totals >= highest - EDGE,
            2 * (levels - 1) - open_end,
            (4 * totals + people) // (2 * known),
        ),
    )
    return np.where(people > 0, np.clip(halves, 0, 2 * (levels - 1)), np.nan)


def _sides_only(counts: Counts) -> Figure:
    people, sides = int(counts.sum()), _sides(counts)
    nearly = _nearly_one_side(sides, least=people - EDGE)
    return Figure(people, at_least=nearly) if nearly else Figure(people, sides=sides)


def _nearly_one_side(sides: Sequence[int], *, least: int) -> AtLeast | None:
    side = sides.index(max(sides))
    return AtLeast("side", side, least) if sides[side] >= least else None


def _sides(counts: Counts) -> tuple[int, int, int]:
    levels = len(counts)
    lower, upper = int(counts[: levels // 2].sum()), int(counts[(levels + 1) // 2 :].sum())
    return lower, int(counts.sum()) - lower - upper, upper


def printed_half(halves: int, printed: tuple[float, ...]) -> float:
    """Half steps of the scale as a printed value."""
    low, odd = divmod(halves, 2)
    return (printed[low] + printed[low + 1]) / 2 if odd else float(printed[low])

"""Where people stand along a bar: each person one block, in the order of the scale."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from surveys.figures import AtLeastLike, FigureLike, Look

ONE_BLOCK_EACH = 50
"""Up to this many people each gets a block; beyond it a level is one block."""


@dataclass(frozen=True, slots=True)
class Run:
    """People who stand side by side.

    Attributes:
        level: their level, or None when only their side is known.
        side: 0 low, 1 middle, 2 high; only for a run without a level.
        start: left edge, in people from the center line (or from the left end without one).
        people: how many.
        blurred: whether it stands for "at least so many".
    """

    level: int | None
    side: int | None
    start: float
    people: int
    blurred: bool

    @property
    def end(self) -> float:
        """Right edge."""
        return self.start + self.people


def runs(figure: FigureLike, *, look: Look) -> tuple[Run, ...]:
    """The runs of one bar, from left to right; empty when only an average is known.

    With two sides the low levels end and the high levels start at the center line; the middle of
    an odd scale lies half on each side. Of a choice, those who chose come first.

    Raises:
        ValueError: the counts do not have one entry for each level.
    """
    if figure.at_least is not None:
        return (_blurred(figure.at_least, look=look),)
    if figure.counts is not None:
        if len(figure.counts) != look.levels:
            raise ValueError(
                f"bars: {len(figure.counts)} counts came for {look.levels} levels; "
                "one each is right."
            )
        return _in_a_row(figure.counts, look=look, of="level")
    return _in_a_row(figure.sides, look=look, of="side") if figure.sides is not None else ()


def _in_a_row(
    counts: Sequence[int], *, look: Look, of: Literal["level", "side"]
) -> tuple[Run, ...]:
    start = _left_edge(counts) if look.two_sided else 0.0
    order = list(range(len(counts)))
    placed: list[Run] = []
    for place in reversed(order) if look.is_choice else order:
        if counts[place]:
            level, side = (place, None) if of == "level" else (None, place)
            placed.append(Run(level, side, start, counts[place], blurred=False))
        start += counts[place]
    return tuple(placed)


def _left_edge(counts: Sequence[int]) -> float:
    half = len(counts) // 2
    middle = counts[half] if len(counts) % 2 else 0
    return -(sum(counts[:half]) + middle / 2)


def _blurred(at_least: AtLeastLike, *, look: Look) -> Run:
    of_side = at_least.kind == "side"
    level, side = (None, at_least.index) if of_side else (at_least.index, None)
    start = 0.0
    if look.two_sided:
        place, places = (at_least.index, 3) if of_side else (at_least.index, look.levels)
        start = -at_least.people * _share_left(place, places=places)
    return Run(level, side, start, at_least.people, blurred=True)


def _share_left(place: int, *, places: int) -> float:
    if places % 2 and place == places // 2:
        return 0.5
    return 1.0 if place < places // 2 else 0.0

"""How a share or a gap moved between two rounds, from the two figures and their intervals alone.

What was released of each round is enough; no row is looked at again.
"""

from math import sqrt

from scoring.comparison import Span

_ROUNDING = 1e-9


def moved_between(before: float, after: float, *, spans: tuple[Span, Span]) -> Span:
    """Where the later figure less the earlier one may lie.

    The two rounds count as two samples. Where many of the same people answered both, the interval
    is wider than it would have to be, so a word taken from it comes too seldom and not too often.

    Args:
        before, after: the figure of each round, in any unit.
        spans: the interval of each, in the same unit, earlier round first; its figure is inside.

    Returns:
        A Span in that unit, as sure as the two it is made of; "moved up" is a low end above 0.

    Raises:
        ValueError: a figure lies outside of its interval.

    Source:
        Newcombe (1998), Statistics in Medicine 17:873, method 10, for shares with intervals of
        Wilson; Zou & Donner (2008), Statistics in Medicine 27:1693, for any two estimates.
    """
    for figure, span in zip((before, after), spans, strict=True):
        if not span.low - _ROUNDING <= figure <= span.high + _ROUNDING:
            raise ValueError(f"moved_between takes {span.low} to {span.high}, not {figure}.")
    earlier, later = spans
    difference = after - before
    return Span(
        difference - sqrt((after - later.low) ** 2 + (earlier.high - before) ** 2),
        difference + sqrt((later.high - after) ** 2 + (before - earlier.low) ** 2),
    )


def direction(before: float | None, after: float | None, spans: tuple[Span | None, ...]) -> int:
    """1 where a figure rose beyond what its two intervals leave open, -1 where it fell, else 0.

    Args and Source are those of `moved_between`; what is not known moved nowhere.
    """
    one, two = spans
    if before is None or after is None or one is None or two is None:
        return 0
    found = moved_between(before, after, spans=(one, two))
    return int(found.low > 0) - int(found.high < 0)

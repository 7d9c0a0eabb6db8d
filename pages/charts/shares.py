"""A whole in parts, yes, no and not known, as one bar; and shares as people write them."""

import math
from collections.abc import Callable, Sequence
from functools import partial

from pages.charts import hatching, theme
from pages.charts.canvas import Canvas, Fill
from pages.charts.words import Words

GAP = 14
"""Between one row and the next."""


def percent(share: float) -> str:
    """A share in hundredths; what is not nothing is never 0%, and what is not all never 100%."""
    if 0 < share < 0.005:
        return "< 1%"
    if 0.995 <= share < 1 and not math.isclose(share, 1):
        return "> 99%"
    return f"{100 * share:.0f}%"


def fills(words: Words) -> tuple[Fill, Fill, Fill]:
    """How yes, no and not known look."""
    return (
        hatching.some(words.say("shares.answer_yes")),
        hatching.none(words.say("shares.answer_no")),
        hatching.unknown(words.say("shares.answer_unknown")),
    )


def draw_parts(
    canvas: Canvas, amounts: Sequence[float], *, looks: Sequence[Fill], hover: str
) -> None:  # fmt: skip
    """One bar from edge to edge; each part as long as its share of them all.

    Args:
        canvas: from 0 to 1 across.
        amounts: of each part, in the order of drawing, 0 or more; not all of them 0.
        looks: of each part.
        hover: what the whole bar says.
    """
    height = canvas.size.bar
    middle = canvas.top + height / 2
    start, total = 0.0, sum(amounts)
    for amount, look in zip(amounts, looks, strict=True):
        end = start + amount / total
        if amount:
            canvas.bar(look, start=start, end=end, y=middle, height=height, hover=hover)
        start = end
    canvas.skip(height)


def _draw_unknown(canvas: Canvas, words: Words, hover: str) -> None:
    """Strokes from edge to edge: nothing is known of the parts."""
    draw_parts(canvas, [1.0], looks=[fills(words)[2]], hover=hover)


def draw_row(
    canvas: Canvas,
    label: str,
    lines: Sequence[str],
    *,
    words: Words,
    known: Callable[[str], None] | None,
) -> None:
    """A name, what is said of it first, its bar, and what else is said.

    Args:
        lines: what is said, one or more.
        known: draws the bar with what the pointer is told; None where nothing is known.
    """
    first, *rest = lines
    canvas.write(label)
    canvas.write(first, bold=True)
    canvas.skip(3)
    draw = known or partial(_draw_unknown, canvas, words)
    draw(f"{label}: {first}")
    canvas.skip(3)
    for line in rest:
        canvas.write(line, quiet=True)
    canvas.skip(GAP)


def sheet(size: theme.Size) -> Canvas:
    """A canvas for such bars."""
    return Canvas(size=size, low=-0.005, high=1.005)

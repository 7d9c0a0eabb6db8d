"""A whole in parts, yes, no and not known, as one bar; and shares as people write them."""

import math
from collections.abc import Sequence

from pages.charts import hatching, theme
from pages.charts.canvas import Canvas, Fill
from pages.charts.words import Words


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


def draw_unknown(canvas: Canvas, *, words: Words, hover: str) -> None:
    """Strokes from edge to edge: nothing is known of the parts."""
    draw_parts(canvas, [1.0], looks=[fills(words)[2]], hover=hover)


def sheet(size: theme.Size) -> Canvas:
    """A canvas for such bars."""
    return Canvas(size=size, low=-0.005, high=1.005)

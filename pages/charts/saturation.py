"""Whether sessions still add codes: how many were known after each, and how many heard twice."""

from collections.abc import Sequence
from dataclasses import dataclass

import plotly.graph_objects as go

from pages.charts import theme
from pages.charts.canvas import Canvas, Mark, Stroke, nice_ticks
from pages.charts.theme import Size
from pages.charts.words import Words, number

_GRID = Stroke("#c4c4c4", 1)
_LINE = Stroke(theme.LINE, 3)
_GAP = 12


@dataclass(frozen=True, slots=True)
class After:
    """Codes once a session was over.

    Attributes:
        session: its name.
        new: codes that no session before had.
        seen: codes that it or any session before had.
        twice: those of them that two sessions or more had.
    """

    session: str
    new: int
    seen: int
    twice: int


def saturation_curve(steps: Sequence[After], *, words: Words, size: Size = theme.HAND) -> go.Figure:
    """Sessions from top to bottom, two dots each: heard in two sessions, and heard at all.

    Args:
        steps: one for each session, as they were held.
        words: the language.
        size: how large it speaks.
    """
    ticks = nice_ticks(float(max((each.seen for each in steps), default=1) or 1))
    canvas = Canvas(size=size, low=-0.04 * ticks[-1], high=1.04 * ticks[-1])
    if not steps:
        canvas.write(words.say("saturation.nothing"))
        return canvas.figure()
    seen, twice = _marks(words)
    canvas.list_in_key(twice)
    canvas.list_in_key(seen)
    for tick in ticks:
        middle = canvas.top + size.line / 2
        canvas.print_at(number(tick), x=tick, y=middle, color=theme.QUIET)
    canvas.skip(size.line + 4)
    for each in steps:
        canvas.write(told(each, words=words))
        _draw(each, canvas=canvas, ticks=ticks, words=words)
    return canvas.figure()


def describe(steps: Sequence[After], *, words: Words) -> str:
    """A line for each session."""
    lines = [told(each, words=words) for each in steps]
    return "\n".join(lines) or words.say("saturation.nothing")


def told(each: After, *, words: Words) -> str:
    """What a session added."""
    new = words.say("saturation.new", count=each.new)
    return words.say(
        "saturation.step", name=each.session, new=new, seen=each.seen, twice=each.twice
    )


def _marks(words: Words) -> tuple[Mark, Mark]:
    return (
        Mark("circle", words.say("saturation.seen")),
        Mark("square", words.say("saturation.twice"), color=theme.CHOSEN, part=0.9),
    )


def _draw(each: After, *, canvas: Canvas, ticks: Sequence[float], words: Words) -> None:
    height = canvas.size.bar
    middle = canvas.top + height / 2
    for tick in ticks:
        canvas.line(_GRID, [(tick, middle - height / 2), (tick, middle + height / 2)])
    seen, twice = _marks(words)
    hover = told(each, words=words)
    canvas.line(_LINE, [(each.twice, middle), (each.seen, middle)])
    canvas.dot(seen, x=each.seen, y=middle, hover=hover)
    canvas.dot(twice, x=each.twice, y=middle, hover=hover)
    canvas.skip(height + _GAP)

"""How many families have somebody in reach who speaks a language: a strip for each kind of help."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

import plotly.graph_objects as go

from pages.charts import hatching, theme
from pages.charts.canvas import Canvas, Stroke, told
from pages.charts.shares import GAP, draw_row, percent, sheet
from pages.charts.theme import Size
from pages.charts.words import Words

_GRID = Stroke("#c4c4c4", 1)
_TICKS = (0.0, 0.5, 1.0)


@dataclass(frozen=True, slots=True)
class Near:
    """One kind of help.

    Attributes:
        label: its name.
        low: share of families in reach of a service that is known to speak the language; from 0 to
            1, nan where it cannot be told.
        high: the same if all services that might speak it do.
        unplaced: services that might, at no place that may be shown; they are in nobody's reach.
    """

    label: str
    low: float
    high: float
    unplaced: int = 0

    @property
    def is_known(self) -> bool:
        """Whether there is anything to draw."""
        return not (math.isnan(self.low) or math.isnan(self.high))


def language_reach(
    kinds: Sequence[Near], *, title: str, words: Words, size: Size = theme.HAND
) -> go.Figure:
    """The kinds of help from top to bottom in the order given: solid as far as is known.

    Args:
        kinds: one strip for each.
        title: which language, which families, and how far is in reach.
        words: the language of the words.
        size: how large it speaks.

    Raises:
        ValueError: the shares of a kind are not in order, or not from 0 to 1.
    """
    _check(kinds)
    canvas = sheet(size)
    canvas.write(title, bold=True)
    canvas.skip(GAP / 2)
    if kinds:
        canvas.list_in_key(hatching.some(words.say("language_reach.key_sure")))
        canvas.list_in_key(hatching.unknown(words.say("language_reach.key_maybe")))
        _number_the_axis(canvas)
    for kind in kinds:
        strip = partial(_draw_strip, kind, canvas, words) if kind.is_known else None
        draw_row(canvas, kind.label, said(kind, words=words), words=words, known=strip)
    return hatching.drawn(canvas)


def describe(kinds: Sequence[Near], *, title: str, words: Words) -> str:
    """The whole chart, a line for each kind of help, for those who do not see it."""
    if not kinds:
        return words.say("chart.nothing")
    lines = (f"{kind.label}: {told(said(kind, words=words))}" for kind in kinds)
    return "\n".join((title, *lines))


def said(kind: Near, *, words: Words) -> tuple[str, ...]:
    """What one strip says: the share, and who might be near as well."""
    if not kind.is_known:
        share = words.say("language_reach.unknown")
    elif kind.low == kind.high:
        share = words.say("language_reach.share", share=percent(kind.low))
    else:
        low, high = percent(kind.low), percent(kind.high)
        share = words.say("language_reach.range", low=low, high=high)
    if not kind.unplaced:
        return (share,)
    return share, words.say("language_reach.unplaced", count=kind.unplaced)


def _check(kinds: Sequence[Near]) -> None:
    for kind in kinds:
        if kind.is_known and not 0 <= kind.low <= kind.high <= 1:
            raise ValueError(
                f"language_reach: '{kind.label}' has {kind.low} to {kind.high}; two shares from 0 "
                "to 1, the first at most the second, are right."
            )


def _draw_strip(kind: Near, canvas: Canvas, words: Words, hover: str) -> None:
    height = canvas.size.bar
    middle = canvas.top + height / 2
    for tick in _TICKS:
        canvas.line(_GRID, [(tick, middle - height / 2), (tick, middle + height / 2)])
    if kind.low:
        sure = hatching.some(words.say("language_reach.key_sure"))
        canvas.bar(sure, start=0, end=kind.low, y=middle, height=height, hover=hover)
    if kind.high > kind.low:
        maybe = hatching.unknown(words.say("language_reach.key_maybe"))
        canvas.bar(maybe, start=kind.low, end=kind.high, y=middle, height=height, hover=hover)
    if not kind.high:
        canvas.print_at(
            "0", x=0, y=middle, color=theme.PAPER, ground=hatching.NONE, anchor="left", bold=True
        )
    canvas.skip(height)


def _number_the_axis(canvas: Canvas) -> None:
    middle = canvas.top + canvas.size.line / 2
    for tick, anchor in zip(_TICKS, ("left", "center", "right"), strict=True):
        canvas.print_at(percent(tick), x=tick, y=middle, anchor=anchor, color=theme.QUIET)
    canvas.skip(canvas.size.line + 4)

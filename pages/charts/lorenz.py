"""Whether help is spread evenly: the Lorenz curve beside the line on which all reach as much."""

import math
from dataclasses import dataclass

import numpy as np
import plotly.graph_objects as go

from pages.charts import theme
from pages.charts.canvas import Canvas, Fill, Mark, Stroke, told
from pages.charts.shares import percent
from pages.charts.theme import Size
from pages.charts.words import Words

_CURVE = Stroke(theme.CHOSEN, 3)
_EVEN = Stroke(theme.INK, 2)
_FRAME = Stroke("#c4c4c4", 1)
_TICKS = (0.0, 0.5, 1.0)
_LETTERS_HIGH = 18


@dataclass(frozen=True, slots=True)
class Curve:
    """A Lorenz curve, its Gini index, and what stands behind them.

    Attributes:
        families: share of families up to each county, those who reach least first; from 0 to 1,
            shape (counties + 1,).
        reached: share of all that is within reach that they have, likewise.
        gini: the index; nan where nothing is within reach of anybody, and then there is no curve.
        counties: that it is of.
        need: families that live there.
        left_out: counties of which something is not known.
        names: of the counties, in the order of the curve; where they are given.
    """

    families: tuple[float, ...]
    reached: tuple[float, ...]
    gini: float
    counties: int
    need: float
    left_out: int
    names: tuple[str, ...] = ()

    @property
    def is_known(self) -> bool:
        """Whether there is a curve."""
        return not math.isnan(self.gini)


def lorenz(curve: Curve, *, title: str, words: Words, size: Size = theme.HAND) -> go.Figure:
    """The curve below the line of equality, with the area between them.

    Args:
        curve: what is drawn.
        title: which help, where, and how far is in reach.
        words: the language.
        size: how large it speaks.

    Raises:
        ValueError: the two shares are not of one length, or do not rise from 0 to 1.
    """
    _check(curve)
    canvas = Canvas(size=size, low=-0.02, high=1.02)
    canvas.write(title, bold=True)
    first, *rest = said(curve, words=words)
    canvas.write(first, bold=True)
    for line in rest:
        canvas.write(line, quiet=True)
    if not curve.is_known:
        return canvas.figure()
    canvas.skip(size.line / 2)
    canvas.write(words.say("lorenz.up"), quiet=True)
    top, height = canvas.top + 4, float(size.text * _LETTERS_HIGH)
    _draw(curve, canvas=canvas, top=top, height=height, words=words)
    return _with_area(canvas.figure(), curve, top=top, height=height)


def describe(curve: Curve, *, title: str, words: Words) -> str:
    """The whole chart in sentences, for those who do not see it."""
    return f"{title}\n{told(said(curve, words=words))}"


def said(curve: Curve, *, words: Words) -> tuple[str, ...]:
    """The index, what is behind it, and what the poorer half reaches."""
    left = words.say("lorenz.left_out", count=curve.left_out) if curve.left_out else ""
    if not curve.is_known:
        lines = [words.say("lorenz.nothing"), left]
    else:
        half = float(np.interp(0.5, curve.families, curve.reached))
        lines = [
            words.say("lorenz.gini", gini=f"{curve.gini:.2f}"),
            words.say("lorenz.behind", count=curve.counties, need=f"{curve.need:,.0f}"),
            words.say("lorenz.half", share=percent(half)),
            left,
        ]
    return tuple(line for line in lines if line)


def _check(curve: Curve) -> None:
    if not curve.is_known:
        return
    for shares in (curve.families, curve.reached):
        ends = (min(shares, default=math.nan), max(shares, default=math.nan))
        rises = sorted(shares) == list(shares)
        if not (rises and ends[0] == 0 and math.isclose(ends[1], 1)):
            raise ValueError(
                f"lorenz: shares came from {ends[0]} to {ends[1]}; shares that rise from 0 to 1 "
                "are right."
            )
    if len(curve.families) != len(curve.reached):
        raise ValueError(
            f"lorenz: {len(curve.families)} shares of families came for {len(curve.reached)} of "
            "what they reach; as many of each are right."
        )
    if curve.names and len(curve.names) != len(curve.families) - 1:
        raise ValueError(
            f"lorenz: {len(curve.names)} names came for {len(curve.families) - 1} steps of the "
            "curve; one each is right."
        )


def _draw(curve: Curve, *, canvas: Canvas, top: float, height: float, words: Words) -> None:
    def down(share: float) -> float:
        return top + height * (1 - share)

    dot = Mark("circle", words.say("lorenz.key_curve"), color=theme.CHOSEN, part=0.4)
    even = Mark("line-ew", words.say("lorenz.key_even"))
    area = Fill(theme.AGREE_INNER, words.say("lorenz.key_area"))
    for look in (dot, even, area):
        canvas.list_in_key(look)
    corners = [(0, down(0)), (1, down(0)), (1, down(1)), (0, down(1)), (0, down(0))]
    canvas.line(_FRAME, corners)
    points = list(zip(curve.families, curve.reached, strict=True))
    canvas.line(_EVEN, [(0, down(0)), (1, down(1))])
    canvas.line(_CURVE, [(families, down(reached)) for families, reached in points])
    names = ("", *curve.names) if curve.names else ("",) * len(points)
    for name, (families, reached) in zip(names, points, strict=True):
        point = words.say("lorenz.point", families=percent(families), reached=percent(reached))
        hover = f"{name}: {point}" if name else point
        canvas.dot(dot, x=families, y=down(reached), hover=hover)
    _number_the_axes(canvas, top=top, height=height)
    canvas.write(words.say("lorenz.across"), quiet=True)


def _number_the_axes(canvas: Canvas, *, top: float, height: float) -> None:
    """Up along the left edge, where the curve never is, and across below the frame."""
    for share in _TICKS[1:]:
        y = top + height * (1 - share) + canvas.size.line * 0.6
        canvas.print_at(percent(share), x=0.01, y=y, anchor="left", color=theme.QUIET)
    canvas.skip(4 + height + 4)
    middle = canvas.top + canvas.size.line / 2
    for share, anchor in zip(_TICKS, ("left", "center", "right"), strict=True):
        canvas.print_at(percent(share), x=share, y=middle, anchor=anchor, color=theme.QUIET)
    canvas.skip(canvas.size.line)


def _with_area(figure: go.Figure, curve: Curve, *, top: float, height: float) -> go.Figure:
    """The area between the curve and the line of equality, behind all else."""
    figure.add_scatter(
        x=[*curve.families, 0],
        y=[top + height * (1 - share) for share in (*curve.reached, 0)],
        fill="toself",
        fillcolor=theme.AGREE_INNER,
        mode="lines",
        line={"width": 0},
        hoverinfo="skip",
        showlegend=False,
    )
    figure.data = (figure.data[-1], *figure.data[:-1])
    return figure

"""Capacity set against need: a line a category, with its interval, around just enough."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import plotly.graph_objects as go

from pages.charts import hatching, theme
from pages.charts.canvas import Canvas, Fill, Mark, Stroke, told
from pages.charts.theme import Size
from pages.charts.words import Words, number

_TICKS = (0.1, 0.25, 0.5, 1.0, 2.0, 4.0, 10.0)
_ALWAYS = (0.5, 2.0)
_GRID = Stroke("#c4c4c4", 1)
_ENOUGH = Stroke(theme.INK, 2.5)
_GAP = 14


@dataclass(frozen=True, slots=True)
class Ratio:
    """Families that can be served for each family in need, of one category.

    Attributes:
        label: the category.
        low, middle, high: below which the ratio lies in 10, 50 and 90 of 100 draws; 1 is just
            enough; nan where it is not known.
        shortage: the share of draws below 1; nan where it is not known.
    """

    label: str
    low: float
    middle: float
    high: float
    shortage: float

    @property
    def is_known(self) -> bool:
        """Whether there is anything to draw."""
        return not any(math.isnan(value) for value in (self.low, self.middle, self.high))


def need_capacity(
    ratios: Sequence[Ratio], *, tier: str, words: Words, size: Size = theme.HAND
) -> go.Figure:
    """The categories from top to bottom in the order given, on an axis of doubling.

    Args:
        ratios: one for each category.
        tier: of which need is spoken, for the title.
        words: the language.
        size: how large it speaks.

    Raises:
        ValueError: a ratio's three numbers are not in order, or one is negative.
    """
    _check(ratios)
    ticks = _ticks(ratios)
    low, high = (math.log10(tick) for tick in (ticks[0], ticks[-1]))
    canvas = Canvas(size=size, low=low - 0.08 * (high - low), high=high + 0.08 * (high - low))
    canvas.write(words.say("need_capacity.title", tier=tier), bold=True)
    if ratios:
        _explain(canvas, ratios, words=words)
        canvas.write(words.say("need_capacity.axis"), quiet=True)
        _number_the_axis(canvas, ticks)
    for ratio in ratios:
        _draw(ratio, canvas=canvas, ticks=ticks, words=words)
    if ratios:
        _number_the_axis(canvas, ticks)
    return hatching.drawn(canvas)


def describe(ratios: Sequence[Ratio], *, tier: str, words: Words) -> str:
    """The whole chart in sentences, for those who do not see it."""
    if not ratios:
        return words.say("chart.nothing")
    return told(
        (
            words.say("need_capacity.title", tier=tier),
            *(f"{ratio.label}: {part}" for ratio in ratios for part in said(ratio, words=words)),
        )
    )


def table(ratios: Sequence[Ratio], *, words: Words) -> list[dict[str, str]]:
    """The same as rows of a table, in the same order."""
    heads = [words.say(f"need_capacity.{name}") for name in ("low", "middle", "high")]
    return [
        {
            words.say("need_capacity.category"): ratio.label,
            **{
                head: _amount(value, words=words)
                for head, value in zip(heads, (ratio.low, ratio.middle, ratio.high), strict=True)
            },
            words.say("need_capacity.shortage"): chance(ratio.shortage, words=words),
        }
        for ratio in ratios
    ]


def chance(share: float, *, words: Words) -> str:
    """A chance in tenths: "3 in 10"; never "0 in 10" or "10 in 10", which nobody can know."""
    if math.isnan(share):
        return words.say("need_capacity.not_known")
    if share < 0.05:
        return words.say("need_capacity.rare")
    if share >= 0.95:
        return words.say("need_capacity.sure")
    return words.say("need_capacity.in_ten", count=math.floor(10 * share + 0.5))


def said(ratio: Ratio, *, words: Words) -> tuple[str, ...]:
    """What one line of the chart says, in sentences."""
    if not ratio.is_known:
        return (words.say("need_capacity.unknown"),)
    low, middle, high = (
        _amount(value, words=words) for value in (ratio.low, ratio.middle, ratio.high)
    )
    key = "about" if low != high else "exact" if ratio.low == ratio.high else "rounded"
    if 2 <= ratio.middle < math.inf:
        times = math.floor(ratio.middle)
        middle = words.say("need_capacity.times_enough", middle=middle, times=times)
    shortage = chance(ratio.shortage, words=words)
    return (
        words.say(f"need_capacity.{key}", middle=middle, low=low, high=high),
        words.say("need_capacity.shortage_is", chance=shortage),
    )


def _amount(value: float, *, words: Words) -> str:
    if math.isnan(value):
        return words.say("need_capacity.not_known")
    if math.isinf(value):
        return words.say("need_capacity.no_limit")
    return number(value, digits=2 if value < 10 else 0)


def _check(ratios: Sequence[Ratio]) -> None:
    for ratio in ratios:
        if ratio.is_known and not 0 <= ratio.low <= ratio.middle <= ratio.high:
            raise ValueError(
                f"need_capacity: '{ratio.label}' has {ratio.low}, {ratio.middle} and {ratio.high}; "
                "three numbers of 0 or more, none below the one before it, are right."
            )


def _ticks(ratios: Sequence[Ratio]) -> tuple[float, ...]:
    """The numbered ratios: from half to double, and as far as the intervals reach."""
    known = [ratio for ratio in ratios if ratio.is_known]
    lowest = min([_ALWAYS[0], *(ratio.low for ratio in known)])
    highest = max([_ALWAYS[1], *(ratio.high for ratio in known)])
    first = max((tick for tick in _TICKS if tick <= lowest), default=_TICKS[0])
    last = min((tick for tick in _TICKS if tick >= highest), default=_TICKS[-1])
    return tuple(tick for tick in _TICKS if first <= tick <= last)


def _likely(words: Words) -> Fill:
    return Fill(theme.AGREE_OUTER, words.say("need_capacity.key_interval"))


def _middle(words: Words) -> Mark:
    return Mark("circle", words.say("need_capacity.key_middle"))


def _beyond(words: Words, *, right: bool) -> Mark:
    return Mark(f"triangle-{'right' if right else 'left'}", words.say("need_capacity.key_beyond"))


def _explain(canvas: Canvas, ratios: Sequence[Ratio], *, words: Words) -> None:
    """The key: every mark there is."""
    known = [ratio for ratio in ratios if ratio.is_known]
    if known:
        canvas.list_in_key(_middle(words))
        canvas.list_in_key(_likely(words))
    if any(ratio.low < _TICKS[0] or ratio.high > _TICKS[-1] for ratio in known):
        canvas.list_in_key(_beyond(words, right=True))
    if len(known) < len(ratios):
        canvas.list_in_key(hatching.unknown(words.say("need_capacity.not_known")))


def _draw(ratio: Ratio, *, canvas: Canvas, ticks: Sequence[float], words: Words) -> None:
    canvas.write(ratio.label)
    for part in said(ratio, words=words):
        canvas.write(part, bold=True)
    height = canvas.size.bar
    middle = canvas.top + 4 + height / 2
    ends = (middle - height / 2 - 2, middle + height / 2 + 2)
    for tick in ticks:
        at = math.log10(tick)
        canvas.line(_ENOUGH if tick == 1 else _GRID, [(at, end) for end in ends])
    if ratio.is_known:
        _draw_interval(ratio, canvas=canvas, ticks=ticks, y=middle, words=words)
    else:
        fill = hatching.unknown(words.say("need_capacity.not_known"))
        first, last = math.log10(ticks[0]), math.log10(ticks[-1])
        canvas.bar(fill, start=first, end=last, y=middle, height=height, hover=ratio.label)
    canvas.skip(height + 4 + _GAP)


def _draw_interval(
    ratio: Ratio, *, canvas: Canvas, ticks: Sequence[float], y: float, words: Words
) -> None:
    hover = told((ratio.label, *said(ratio, words=words)))
    low, middle, high = (
        math.log10(min(max(value, ticks[0]), ticks[-1]))
        for value in (ratio.low, ratio.middle, ratio.high)
    )
    height = canvas.size.bar / 2
    canvas.bar(_likely(words), start=low, end=high, y=y, height=height, hover=hover)
    shift = 0.04 * (canvas.high - canvas.low)
    if ratio.low < ticks[0]:
        canvas.dot(_beyond(words, right=False), x=low - shift, y=y, hover=hover)
    if ratio.high > ticks[-1]:
        canvas.dot(_beyond(words, right=True), x=high + shift, y=y, hover=hover)
    if ticks[0] <= ratio.middle <= ticks[-1]:
        canvas.dot(_middle(words), x=middle, y=y, hover=hover)


def _number_the_axis(canvas: Canvas, ticks: Sequence[float]) -> None:
    for tick in ticks:
        canvas.print_at(
            number(tick, digits=2), x=math.log10(tick), y=canvas.top + canvas.size.line / 2,
            color=theme.QUIET, bold=tick == 1,
        )  # fmt: skip
    canvas.skip(canvas.size.line + 4)

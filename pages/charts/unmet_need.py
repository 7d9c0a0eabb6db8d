"""Need that finds no place: a bar for each kind of help in its order, with its interval."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import plotly.graph_objects as go

from pages.charts import hatching, theme
from pages.charts.canvas import Canvas, Fill, Mark, Stroke, told
from pages.charts.theme import Size
from pages.charts.words import Words, number

_TICKS = (0.0, 0.25, 0.5, 0.75, 1.0)
_GRID = Stroke("#c4c4c4", 1)
_GAP = 14
_LITTLE = 0.005


@dataclass(frozen=True, slots=True)
class Unmet:
    """The share of need that finds no place, of one kind of help.

    Attributes:
        label: the kind of help.
        low, middle, high: below which it lies in 10, 50 and 90 of 100 draws; nan without an
            interval.
        at_most: the middle and the high end may be less: somebody of whom no county is known may
            help here.
        stated: the share by what is stated, which is at most so much where there is no interval;
            nan where it cannot be told.
        may_be_more: it may be more than stated, too: some service is known from a list alone.
        note: more words, such as why there is no interval; empty for none.
    """

    label: str
    low: float = math.nan
    middle: float = math.nan
    high: float = math.nan
    at_most: bool = False
    stated: float = math.nan
    may_be_more: bool = False
    note: str = ""

    @property
    def is_known(self) -> bool:
        """Whether there is an interval to draw."""
        return not any(math.isnan(value) for value in (self.low, self.middle, self.high))


def unmet_need(
    rows: Sequence[Unmet], *, tier: str, words: Words, size: Size = theme.HAND
) -> go.Figure:
    """The kinds of help from top to bottom in the order given, from 0 to 100 %.

    Args:
        rows: one for each.
        tier: of which need is spoken, for the title.
        words: the language.
        size: how large it speaks.

    Raises:
        ValueError: a share lies outside of 0 to 1, or an interval is not in order.
    """
    _check(rows)
    canvas = Canvas(size=size, low=-0.05, high=1.05)
    canvas.write(words.say("unmet_need.title", tier=tier), bold=True)
    if rows:
        _explain(canvas, rows, words=words)
        canvas.write(words.say("unmet_need.axis"), quiet=True)
        _number_the_axis(canvas)
    for row in rows:
        _draw(row, canvas=canvas, words=words)
    if rows:
        _number_the_axis(canvas)
    return hatching.drawn(canvas)


def describe(rows: Sequence[Unmet], *, tier: str, words: Words) -> str:
    """The whole chart in sentences, a line for each kind of help."""
    if not rows:
        return words.say("chart.nothing")
    title = told((words.say("unmet_need.title", tier=tier),))
    return "\n".join((title, *(told((_line(row, words=words), row.note)) for row in rows)))


def said(row: Unmet, *, words: Words) -> str:
    """How much finds no place, in words."""
    if not row.is_known:
        known = "as_stated" if row.may_be_more else "at_most"
        key = "unknown" if math.isnan(row.stated) else known
        return words.say(f"unmet_need.{key}", stated=percent(row.stated))
    low, middle, high = (percent(share) for share in (row.low, row.middle, row.high))
    if low == high:
        return words.say("unmet_need.exact", middle=middle)
    key = "or_less" if row.at_most else "about"
    return words.say(f"unmet_need.{key}", middle=middle, low=low, high=high)


def percent(share: float) -> str:
    """A share as people write it; a little is not written as nothing, nor nearly all as all."""
    if math.isnan(share):
        return ""
    if 0 < share < _LITTLE:
        return "< 1%"
    if 1 - _LITTLE < share < 1:
        return "> 99%"
    return f"{number(100 * share, digits=0)}%"


def _line(row: Unmet, *, words: Words) -> str:
    return f"{row.label}: {said(row, words=words)}"


def _check(rows: Sequence[Unmet]) -> None:
    for row in rows:
        if row.is_known and not 0 <= row.low <= row.middle <= row.high <= 1:
            raise ValueError(
                f"unmet_need: '{row.label}' has {row.low}, {row.middle} and {row.high}; three "
                "shares from 0 to 1, none below the one before it, are right."
            )
        if not math.isnan(row.stated) and not 0 <= row.stated <= 1:
            raise ValueError(
                f"unmet_need: '{row.label}' has {row.stated} stated; a share from 0 to 1 is right."
            )


def _at_least(words: Words) -> Fill:
    return hatching.none(words.say("unmet_need.key_at_least"))


def _likely(words: Words) -> Fill:
    return Fill(theme.DISAGREE_INNER, words.say("unmet_need.key_interval"))


def _at_most(words: Words) -> Fill:
    return hatching.unknown(words.say("unmet_need.key_at_most"))


def _middle(words: Words, *, at_most: bool) -> Mark:
    if at_most:
        return Mark("triangle-left", words.say("unmet_need.key_or_less"))
    return Mark("circle", words.say("unmet_need.key_middle"))


def _explain(canvas: Canvas, rows: Sequence[Unmet], *, words: Words) -> None:
    """The key: every mark there is."""
    known = [row for row in rows if row.is_known]
    if any(row.low for row in known):
        canvas.list_in_key(_at_least(words))
    if any(row.high > row.low for row in known):
        canvas.list_in_key(_likely(words))
    for at_most in sorted({row.at_most for row in known}):
        canvas.list_in_key(_middle(words, at_most=at_most))
    if len(known) < len(rows):
        canvas.list_in_key(_at_most(words))


def _draw(row: Unmet, *, canvas: Canvas, words: Words) -> None:
    canvas.write(row.label)
    canvas.write(said(row, words=words), bold=True)
    if row.note:
        canvas.write(row.note, quiet=True)
    height = canvas.size.bar
    middle = canvas.top + 4 + height / 2
    for tick in _TICKS:
        canvas.line(_GRID, [(tick, middle - height / 2 - 2), (tick, middle + height / 2 + 2)])
    _draw_share(row, canvas=canvas, y=middle, words=words)
    canvas.skip(height + 4 + _GAP)


def _draw_share(row: Unmet, *, canvas: Canvas, y: float, words: Words) -> None:
    hover = _line(row, words=words)
    height = 0.7 * canvas.size.bar
    if not row.is_known:
        end = 1.0 if math.isnan(row.stated) or row.may_be_more else row.stated
        canvas.bar(_at_most(words), start=0, end=end, y=y, height=height, hover=hover)
        return
    if row.low:
        canvas.bar(_at_least(words), start=0, end=row.low, y=y, height=height, hover=hover)
    if row.high > row.low:
        canvas.bar(_likely(words), start=row.low, end=row.high, y=y, height=height, hover=hover)
    canvas.dot(_middle(words, at_most=row.at_most), x=row.middle, y=y, hover=hover)


def _number_the_axis(canvas: Canvas) -> None:
    for tick in _TICKS:
        canvas.print_at(
            percent(tick), x=tick, y=canvas.top + canvas.size.line / 2, color=theme.QUIET
        )
    canvas.skip(canvas.size.line + 4)

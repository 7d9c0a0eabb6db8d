"""What counties would gain from one more program: two dots each, now and then."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import isfinite

import plotly.graph_objects as go

from pages.charts import theme
from pages.charts.canvas import Canvas, Mark, Stroke, nice_ticks
from pages.charts.county_map import Map, Value
from pages.charts.theme import Size
from pages.charts.within_reach import Reached, said
from pages.charts.words import Words, number

_LINE = Stroke(theme.LINE, 3)
_RANGE = Stroke(theme.INK, 1)
_GRID = Stroke("#c4c4c4", 1)
_GAP = 12


@dataclass(frozen=True, slots=True)
class Gained:
    """What one county would gain.

    Attributes:
        before: how it stands without the new program.
        change: more places a year for every 100 families in need, where need is likely.
        low, high: the same where need is high and where it is low; high may be without a limit.
            Both are as likely where they are left out.
    """

    before: Reached
    change: float
    low: float | None = None
    high: float | None = None

    @property
    def is_known(self) -> bool:
        """It is known what there is now, so that then can be told as well."""
        return self.before.standing == "known"

    @property
    def then(self) -> float:
        """Places with the new program."""
        return self.before.likely + self.change

    @property
    def changes(self) -> tuple[float, float]:
        """How many more there are at least and at most."""
        low, high = self.low, self.high
        return (self.change if low is None else low, self.change if high is None else high)

    @property
    def has_range(self) -> bool:
        """How many more there are is known between two ends."""
        return self.changes != (self.change, self.change)

    @property
    def ends(self) -> tuple[float, float]:
        """Places with the new program where need is high and where it is low."""
        low, high = self.changes
        now = self.before
        return now.low + low, now.high + high


def gains(
    gained: Sequence[Gained], *, title: str, words: Words, size: Size = theme.HAND
) -> go.Figure:
    """The counties from top to bottom in the order given.

    Of a county that is not known now only the words say what it gains: dots would have no place.

    Args:
        gained: one for each county.
        title: what is counted, and for which families.
        words: the language.
        size: how large it speaks.
    """
    drawn = [each for each in gained if each.is_known]
    ticks = nice_ticks(max((_farthest(each) for each in drawn), default=1.0))
    canvas = Canvas(size=size, low=-0.04 * ticks[-1], high=1.04 * ticks[-1])
    canvas.write(title, bold=True)
    if drawn:
        for mark in _marks(words):
            canvas.list_in_key(mark)
        if any(each.has_range for each in drawn):
            canvas.list_in_key(Mark("line-ew-open", words.say("gains.range")))
        _number_the_axis(canvas, ticks)
    for each in gained:
        canvas.write(told(each, words=words))
        if each.is_known:
            _draw(each, canvas=canvas, ticks=ticks, words=words)
        else:
            canvas.skip(_GAP)
    return canvas.figure()


def map_of(title: str, counties: Sequence[Reached], gained: Sequence[Gained]) -> Map:
    """How much more there is, whatever there is now.

    Args:
        title: what is counted.
        counties: that are drawn; one that does not gain gets 0 more.
        gained: those that gain.
    """
    more = {each.before.county.id: each.change for each in gained}
    return Map(
        title,
        tuple(
            Value("not_computable")
            if each.standing == "no_figure"
            else Value("known", more.get(each.county.id, 0.0))
            for each in counties
        ),
    )


def describe(gained: Sequence[Gained], *, words: Words) -> str:
    """A line for each county that gains."""
    lines = [told(each, words=words) for each in gained]
    return "\n".join(lines) or words.say("gains.nothing")


def told(each: Gained, *, words: Words) -> str:
    """What a county gains, from what there is now as far as that is known."""
    name, change = each.before.county.name, said(each.change)
    low, high = each.ends if each.is_known else each.changes
    key = "" if not each.has_range else "_range" if isfinite(high) else "_no_limit"
    ends = {"low": said(low), "high": said(high) if isfinite(high) else ""}
    if each.is_known:
        now, then = said(each.before.likely), said(each.then)
        return words.say(f"gains.from_to{key}", name=name, now=now, then=then, **ends)
    if key:
        change = words.say(f"gains.change{key}", change=change, **ends)
    key = "unknown" if each.before.standing in ("unknown", "not_listed") else "nobody"
    return words.say(f"gains.{key}", name=name, change=change)


def _marks(words: Words) -> tuple[Mark, Mark]:
    return (
        Mark("square", words.say("gains.now"), color=theme.CHOSEN, part=0.9),
        Mark("circle", words.say("gains.then")),
    )


def _draw(each: Gained, *, canvas: Canvas, ticks: Sequence[float], words: Words) -> None:
    height = canvas.size.bar
    middle = canvas.top + height / 2
    for tick in ticks:
        canvas.line(_GRID, [(tick, middle - height / 2), (tick, middle + height / 2)])
    now, then = _marks(words)
    hover = told(each, words=words)
    canvas.line(_LINE, [(each.before.likely, middle), (each.then, middle)])
    if each.has_range:
        low, high = each.ends
        canvas.line(_RANGE, [(low, middle), (min(high, ticks[-1]), middle)])
    canvas.dot(now, x=each.before.likely, y=middle, hover=hover)
    canvas.dot(then, x=each.then, y=middle, hover=hover)
    canvas.skip(height + _GAP)


def _farthest(each: Gained) -> float:
    high = each.ends[1]
    return max(each.then, high) if isfinite(high) else each.then


def _number_the_axis(canvas: Canvas, ticks: Sequence[float]) -> None:
    for tick in ticks:
        canvas.print_at(
            number(tick), x=tick, y=canvas.top + canvas.size.line / 2, color=theme.QUIET
        )
    canvas.skip(canvas.size.line + 4)

"""How many families ask for what there is: a line a kind of help, around as many as can be served.

From there on the line of those who wait grows without limit, and no number of days is right.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import plotly.graph_objects as go

from pages.charts import hatching, theme
from pages.charts.canvas import Canvas, Fill, Mark, Stroke, told
from pages.charts.theme import Size
from pages.charts.words import Words

_TICKS = (0.0, 0.5, 1.0, 1.5, 2.0)
_GRID = Stroke("#c4c4c4", 1)
_ENOUGH = Stroke(theme.INK, 2.5)
_GAP = 14


@dataclass(frozen=True, slots=True)
class Asking:
    """One kind of help.

    Attributes:
        label: its name.
        low, likely, high: families that ask in a year for each that can be served, where need is
            low, likely and high; inf where some ask and nobody can be served; nan where it is not
            known. `high` counts no service that only a list knows.
        why: it is not known; empty where it is.
        days: to wait as services themselves state them, in a sentence.
        from_list: how many services only a list knows, in a sentence; empty for none.
    """

    label: str
    low: float
    likely: float
    high: float
    why: str = ""
    days: str = ""
    from_list: str = ""

    @property
    def is_known(self) -> bool:
        """Whether there is anything to draw."""
        return not any(math.isnan(value) for value in (self.low, self.likely, self.high))


def waiting_line(
    kinds: Sequence[Asking], *, tier: str, words: Words, size: Size = theme.HAND
) -> go.Figure:
    """The kinds of help from top to bottom in the order given; beyond twice too many an arrow.

    Args:
        kinds: one line for each.
        tier: of which need is spoken, for the title.
        words: the language.
        size: how large it speaks.

    Raises:
        ValueError: the three numbers of a kind are not in order, or one is negative.
    """
    _check(kinds)
    canvas = Canvas(size=size, low=-0.1, high=2.16)
    canvas.write(words.say("waiting_line.title", tier=tier), bold=True)
    if kinds:
        _explain(canvas, kinds, words=words)
        canvas.write(words.say("waiting_line.axis"), quiet=True)
        _number_the_axis(canvas)
    for kind in kinds:
        _draw(kind, canvas=canvas, words=words)
    return hatching.drawn(canvas)


def describe(kinds: Sequence[Asking], *, tier: str, words: Words) -> str:
    """The whole chart, a line for each kind of help, for those who do not see it."""
    if not kinds:
        return words.say("chart.nothing")
    lines = (f"{kind.label}: {told((*said(kind, words=words), kind.days))}" for kind in kinds)
    return "\n".join((words.say("waiting_line.title", tier=tier), *lines))


def said(kind: Asking, *, words: Words) -> tuple[str, ...]:
    """What one line of the chart says, in sentences; never days."""
    if not kind.is_known:
        return (kind.why or words.say("waiting_line.unknown"),)
    listed = (kind.from_list,) if kind.from_list else ()
    if math.isinf(kind.likely):
        return (words.say("waiting_line.nobody"), *_grows(kind, words=words), *listed)
    low, likely = _of_hundred(kind.low), _of_hundred(kind.likely)
    high = "" if math.isinf(kind.high) else _of_hundred(kind.high)
    key = "asked_open" if not high else "asked" if low == high else "asked_range"
    asked = words.say(f"waiting_line.{key}", low=low, likely=likely, high=high)
    return (asked, *_grows(kind, words=words), *listed)


def _grows(kind: Asking, *, words: Words) -> tuple[str, ...]:
    """At which need the line of those who wait has no end."""
    ends = {"grows": kind.low, "grows_likely": kind.likely, "grows_high": kind.high}
    key = next((key for key, end in ends.items() if end >= 1), None)
    if key == "grows_high" and kind.from_list:
        key = "grows_unless_there"
    return () if key is None else (words.say(f"waiting_line.{key}"),)


def _of_hundred(ratio: float) -> str:
    return "< 1" if 0 < ratio < 0.005 else f"{100 * ratio:,.0f}"


def _check(kinds: Sequence[Asking]) -> None:
    for kind in kinds:
        if kind.is_known and not 0 <= kind.low <= kind.likely <= kind.high:
            raise ValueError(
                f"waiting_line: '{kind.label}' has {kind.low}, {kind.likely} and {kind.high}; "
                "three numbers of 0 or more, none below the one before it, are right."
            )


def _endless(words: Words) -> Fill:
    return Fill(theme.NOT_CHOSEN, words.say("waiting_line.key_grows"))


def _range(words: Words) -> Fill:
    return Fill(theme.AGREE_OUTER, words.say("waiting_line.key_range"))


def _likely(words: Words) -> Mark:
    return Mark("circle", words.say("waiting_line.key_likely"))


def _beyond(words: Words) -> Mark:
    return Mark("triangle-right", words.say("waiting_line.key_beyond"))


def _explain(canvas: Canvas, kinds: Sequence[Asking], *, words: Words) -> None:
    """The key: every mark there is."""
    known = [kind for kind in kinds if kind.is_known]
    if known:
        canvas.list_in_key(_likely(words))
        canvas.list_in_key(_range(words))
        canvas.list_in_key(_endless(words))
    if any(kind.high > _TICKS[-1] for kind in known):
        canvas.list_in_key(_beyond(words))
    if len(known) < len(kinds):
        canvas.list_in_key(hatching.unknown(words.say("waiting_line.unknown")))


def _draw(kind: Asking, *, canvas: Canvas, words: Words) -> None:
    canvas.write(kind.label)
    for part in said(kind, words=words):
        canvas.write(part, bold=True)
    height = canvas.size.bar
    middle = canvas.top + 4 + height / 2
    hover = told((kind.label, *said(kind, words=words)))
    if kind.is_known:
        _draw_ratio(kind, canvas=canvas, y=middle, words=words, hover=hover)
    else:
        fill = hatching.unknown(words.say("waiting_line.unknown"))
        canvas.bar(fill, start=0, end=_TICKS[-1], y=middle, height=height, hover=hover)
    canvas.skip(height + 8)
    if kind.days:
        canvas.write(kind.days, quiet=True)
    canvas.skip(_GAP)


def _draw_ratio(kind: Asking, *, canvas: Canvas, y: float, words: Words, hover: str) -> None:
    height, last = canvas.size.bar, _TICKS[-1]
    canvas.bar(_endless(words), start=1, end=last, y=y, height=height, hover=hover)
    for tick in _TICKS:
        stroke = _ENOUGH if tick == 1 else _GRID
        canvas.line(stroke, [(tick, y - height / 2 - 2), (tick, y + height / 2 + 2)])
    low, likely, high = (min(value, last) for value in (kind.low, kind.likely, kind.high))
    if high > low:
        canvas.bar(_range(words), start=low, end=high, y=y, height=height / 2, hover=hover)
    if kind.likely <= last:
        canvas.dot(_likely(words), x=likely, y=y, hover=hover)
    if kind.high > last:
        canvas.dot(_beyond(words), x=last + 0.07, y=y, hover=hover)


def _number_the_axis(canvas: Canvas) -> None:
    for tick in _TICKS:
        canvas.print_at(
            _of_hundred(tick), x=tick, y=canvas.top + canvas.size.line / 2, color=theme.QUIET,
            bold=tick == 1,
        )  # fmt: skip
    canvas.skip(canvas.size.line + 4)

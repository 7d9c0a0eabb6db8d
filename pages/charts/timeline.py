"""Several rounds of the same questions from left to right, each pair of rounds a line of its own.

A line goes from what was shown of the earlier round to what was shown of the later one. Two pairs
may hold different statements, so a round that belongs to both may stand at two heights.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import plotly.graph_objects as go

from pages.charts import theme
from pages.charts.canvas import Canvas, Fill, Mark, Stroke, nice_ticks, told
from pages.charts.change import SOFT, Shift
from pages.charts.theme import Size
from pages.charts.words import Words, number

_EDGE = 0.14
"""Room left and right of the rounds, for the numbers of the axis and beside the dots."""
_WIDE = 0.022
"""Half of how wide a soft bar is."""
_HIGH, _LOW = 3.6, 2.4
"""How high a panel is, in heights of a bar: alone, and where there are many."""
_GRID = Stroke("#c4c4c4", 1)
_WAY = Stroke(theme.LINE, 3)
_GAP = 14
_MOST_NUMBERED = 6


@dataclass(frozen=True, slots=True)
class Step:
    """Two rounds, by their places from 0, and what a figure was in each."""

    earlier: int
    later: int
    shift: Shift


@dataclass(frozen=True, slots=True)
class Panel:
    """One figure over all rounds.

    Attributes:
        head: what it is; stands above the lines and over the column of the table.
        steps: from left to right.
        in_100: it is a share; else points of the scale.
    """

    head: str
    steps: tuple[Step, ...]
    in_100: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """What is shown of one thing: its panels below each other, over the same rounds.

    Attributes:
        label: what it is about.
        panels: which all have the same steps.
        said: what may be said of each step, in words; none where nothing may be.
    """

    label: str
    panels: tuple[Panel, ...]
    said: tuple[str, ...] = ()


def timeline(
    lines: Sequence[Line], *, rounds: Sequence[str], words: Words, size: Size = theme.HAND
) -> go.Figure:
    """Every line with its panels below each other, the rounds numbered from 1.

    Args:
        lines: from top to bottom.
        rounds: what each round is called, the first one first; at least two.
        words: the language.
        size: how large it speaks.
    """
    canvas = Canvas(size=size, low=0.0, high=1.0)
    steps = [step for line in lines for panel in line.panels for step in panel.steps]
    if steps:
        canvas.list_in_key(_dot(words))
    if any(step.shift.reach is not None for step in steps):
        canvas.list_in_key(_soft(words))
    for place, name in enumerate(rounds, start=1):
        canvas.write(f"{place}: {name}", quiet=True)
    canvas.skip(_GAP / 2)
    longest = max((_top(step) for line in lines for step in _points(line)), default=1.0)
    ticks = nice_ticks(longest, at_most=4 if len(lines) == 1 else 3)
    height = size.bar * (_HIGH if len(lines) == 1 else _LOW)
    for line in lines:
        canvas.write(line.label, bold=True)
        for panel in line.panels:
            shares = (0.0, 0.5, 1.0)
            axis = shares if panel.in_100 else ticks
            placed = _Placed(canvas, panel, len(rounds), axis, height)
            _draw(placed, words=words)
        canvas.skip(_GAP)
    return canvas.figure()


def describe(lines: Sequence[Line], *, rounds: Sequence[str], words: Words) -> str:
    """The whole chart in sentences, for those who do not see it."""
    if not lines:
        return words.say("chart.nothing")
    named = (f"{place}: {name}" for place, name in enumerate(rounds, start=1))
    return told([*named, *(part for line in lines for part in _told(line, words=words))])


def table(lines: Sequence[Line], *, words: Words, about: str) -> list[dict[str, str]]:
    """The same figures as rows of a table: one for each line and pair of rounds.

    Args:
        lines: in the order of the chart.
        words: the language.
        about: the head of the first column.
    """
    return [
        {
            about: line.label,
            words.say("over.rounds_head"): _between(step, words=words),
            **{panel.head: _cell(panel, place, words=words) for panel in line.panels},
            **({words.say("table.reading"): line.said[place]} if line.said else {}),
        }
        for line in lines
        for place, step in enumerate(line.panels[0].steps)
    ]


def _told(line: Line, *, words: Words) -> list[str]:
    parts = [line.label]
    for place, step in enumerate(line.panels[0].steps):
        figures = (f"{panel.head}: {_cell(panel, place, words=words)}" for panel in line.panels)
        parts += [
            f"{_between(step, words=words)}: {'; '.join(figures)}",
            *line.said[place : place + 1],
        ]
    return parts


def _between(step: Step, *, words: Words) -> str:
    return words.say("over.between_rounds", earlier=step.earlier + 1, later=step.later + 1)


def _cell(panel: Panel, place: int, *, words: Words) -> str:
    shift = panel.steps[place].shift

    def shown(value: float) -> str:
        return _shown(value, panel=panel)

    way = words.say("over.way", before=shown(shift.before), after=shown(shift.after))
    if shift.reach is None:
        return way
    low, high = (shown(max(0.0, end)) for end in shift.reach)
    return f"{way} ({words.say('over.may_lie', low=low, high=high)})"


def _shown(value: float, *, panel: Panel) -> str:
    return str(round(100 * value)) if panel.in_100 else number(value, digits=2)


def _points(line: Line) -> list[Step]:
    return [step for panel in line.panels if not panel.in_100 for step in panel.steps]


def _top(step: Step) -> float:
    return max(step.shift.before, step.shift.after, *(step.shift.reach or ()))


def _dot(words: Words) -> Mark:
    return Mark("circle", words.say("over.dot"), part=0.75)


def _soft(words: Words) -> Fill:
    return Fill(SOFT, words.say("over.soft"), soft=True)


@dataclass(frozen=True, slots=True)
class _Placed:
    """A panel on its canvas, from the line on which the canvas stands.

    Attributes:
        rounds: how many there are.
        ticks: of its axis, from 0 up.
        height: from the first tick to the last, in pixels.
    """

    canvas: Canvas
    panel: Panel
    rounds: int
    ticks: Sequence[float]
    height: float

    def across(self, place: int) -> float:
        """Where a round stands."""
        return _EDGE + 0.06 + (0.92 - _EDGE - 0.06) * place / max(self.rounds - 1, 1)

    def down(self, value: float, *, top: float) -> float:
        """How far down a value stands; what is past the axis stands at its end."""
        return top + self.height * (1 - min(max(value / self.ticks[-1], 0.0), 1.0))


def _draw(placed: _Placed, *, words: Words) -> None:
    """One figure: its axis, a soft bar where the later round may lie, its lines and dots."""
    canvas, size = placed.canvas, placed.canvas.size
    canvas.write(placed.panel.head)
    top = canvas.top + size.line
    _draw_axis(placed, top=top)
    for step in placed.panel.steps:
        if step.shift.reach is not None:
            low, high = (placed.down(end, top=top) for end in step.shift.reach)
            x = placed.across(step.later)
            middle, height = (low + high) / 2, low - high
            canvas.bar(_soft(words), start=x - _WIDE, end=x + _WIDE, y=middle, height=height)
    for step in placed.panel.steps:
        values = (step.shift.before, step.shift.after)
        ends = [
            (placed.across(place), placed.down(value, top=top))
            for place, value in zip((step.earlier, step.later), values, strict=True)
        ]
        canvas.line(_WAY, ends)
        for (x, y), value in zip(ends, values, strict=True):
            canvas.dot(_dot(words), x=x, y=y, hover=_shown(value, panel=placed.panel))
    _print_values(placed, top=top)
    canvas.skip(size.line * 2.4 + placed.height)


def _draw_axis(placed: _Placed, *, top: float) -> None:
    canvas = placed.canvas
    for tick in placed.ticks:
        y, text = placed.down(tick, top=top), _shown(tick, panel=placed.panel)
        canvas.line(_GRID, [(_EDGE, y), (1.0, y)])
        canvas.print_at(text, x=0.0, y=y, color=theme.QUIET, anchor="left")
    under = top + placed.height + canvas.size.line * 0.75
    for place in range(placed.rounds):
        canvas.print_at(str(place + 1), x=placed.across(place), y=under, color=theme.QUIET)


def _print_values(placed: _Placed, *, top: float) -> None:
    """Beside the dots: what each says; of many rounds the first and the last only."""
    for place in range(placed.rounds):
        if placed.rounds > _MOST_NUMBERED and place not in (0, placed.rounds - 1):
            continue
        values = {
            value
            for step in placed.panel.steps
            for at, value in (
                (step.earlier, step.shift.before),
                (step.later, step.shift.after),
            )
            if at == place
        }
        texts = {_shown(value, panel=placed.panel): value for value in sorted(values)}
        for (text, value), above in zip(reversed(texts.items()), (True, False), strict=False):
            y = placed.down(value, top=top) + (-1 if above else 1) * placed.canvas.size.line
            placed.canvas.print_at(text, x=placed.across(place), y=y, ground=theme.PAPER, bold=True)

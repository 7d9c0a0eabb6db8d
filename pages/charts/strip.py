"""How many statements stand out when people are dealt into groups at random, and in this team."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil

import plotly.graph_objects as go

from pages.charts import theme
from pages.charts.canvas import Canvas, Mark, Stroke, nice_ticks
from pages.charts.theme import Size
from pages.charts.words import Words, number

MOST_DOTS = 100
_BASE = Stroke(theme.LINE, 1.5)
_HERE = Stroke(theme.INK, 2, "dot")
_MIDDLE = (0.025, 0.975)


@dataclass(frozen=True, slots=True)
class Strip:
    """What random dealings give, and what is.

    Attributes:
        dealings: how many statements stand out in each dealing.
        stand_out: how many do in this team.
        expected: how many do in a dealing, on average.
    """

    dealings: tuple[int, ...]
    stand_out: int
    expected: float


def strip(shown: Strip, *, words: Words, size: Size = theme.HAND) -> go.Figure:
    """Dots stacked over the number of statements, and this team's number marked among them."""
    each, drawn = dots_of(shown.dealings)
    ticks = nice_ticks(max((*drawn, shown.stand_out, 2)), at_most=6)
    margin = 0.06 * ticks[-1]
    canvas = Canvas(size=size, low=-margin, high=ticks[-1] + margin)
    dot = Mark("circle", words.say("strip.key", count=each), color=theme.LINE, part=7 / 15)
    stacks, pitch = Counter(drawn), size.text * 0.56
    room = (max(stacks.values(), default=1) + 1) * pitch
    _mark_the_team(
        shown, canvas=canvas, room=room, right=shown.stand_out > ticks[-1] / 2, words=words
    )
    base = canvas.top + room
    for value, height in sorted(stacks.items()):
        for place in range(height):
            canvas.dot(dot, x=value, y=base - (place + 0.7) * pitch)
    canvas.line(_BASE, [(canvas.low, base), (canvas.high, base)])
    canvas.skip(room + 4)
    for tick in ticks:
        middle = canvas.top + size.line / 2
        canvas.print_at(number(tick), x=tick, y=middle, color=theme.QUIET)
    canvas.skip(size.line)
    canvas.write(words.say("strip.axis"), quiet=True)
    return canvas.figure()


def sentence(shown: Strip, *, words: Words) -> str:
    """What the chart says, to be read aloud."""
    expected = number(shown.expected, digits=0 if shown.expected >= 1.5 else 1)
    return words.say("strip.say", count=shown.stand_out, expected=expected)


def describe(shown: Strip, *, words: Words) -> str:
    """The whole chart in sentences, for those who do not see it."""
    if not shown.dealings:
        return sentence(shown, words=words)
    ordered = sorted(shown.dealings)
    low, high = (_quantile(ordered, share) for share in _MIDDLE)
    told = words.say("strip.told", low=low, high=high, dealings=len(ordered))
    return f"{sentence(shown, words=words)} {told}"


def table(shown: Strip, *, words: Words) -> list[dict[str, str]]:
    """How many dealings gave each number, and which one is this team's."""
    counted = Counter(shown.dealings)
    numbers = sorted({*counted, shown.stand_out})
    return [
        {
            words.say("strip.axis"): str(value),
            words.say("strip.dealings"): str(counted[value]),
            words.say("strip.team"): words.say("strip.at") if value == shown.stand_out else "",
        }
        for value in numbers
    ]


def dots_of(dealings: Sequence[int]) -> tuple[int, tuple[int, ...]]:
    """How many dealings a dot stands for, and where the dots lie: every so many-th in order."""
    each = max(1, ceil(len(dealings) / MOST_DOTS))
    return each, tuple(sorted(dealings)[each // 2 :: each])


def _mark_the_team(shown: Strip, *, canvas: Canvas, room: float, right: bool, words: Words) -> None:
    """A line down to the axis with this team's number in words beside its head."""
    here = Mark("diamond", words.say("strip.here_key"), color=theme.CHOSEN)
    label = words.say("strip.here", count=shown.stand_out)
    middle = canvas.top + canvas.size.line / 2
    anchor = "right" if right else "left"
    canvas.print_at(label, x=shown.stand_out, y=middle, anchor=anchor, bold=True)
    canvas.skip(canvas.size.line + 14)
    canvas.line(_HERE, [(shown.stand_out, canvas.top), (shown.stand_out, canvas.top + room)])
    canvas.dot(here, x=shown.stand_out, y=canvas.top - 4, hover=label)


def _quantile(ordered: Sequence[int], share: float) -> int:
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]

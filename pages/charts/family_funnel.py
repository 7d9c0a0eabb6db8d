"""How many services are left, condition by condition, surely and at most.

For a family the conditions are what it needs; for lists they are what calls asked.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import plotly.graph_objects as go

from pages.charts import hatching, theme
from pages.charts.canvas import Canvas, Fill, told
from pages.charts.theme import Size
from pages.charts.words import Words

FAMILY = "family_funnel"
"""What is left for a family."""
LISTS = "listing_cascade"
"""What is left of services that were called."""
_GAP = 12


@dataclass(frozen=True, slots=True)
class Step:
    """What is left after one condition, and all before it.

    Attributes:
        label: the condition; of the first step, what it begins with.
        low: services that are known to take the family.
        high: services that may take it: those, and those of which it is not known.
    """

    label: str
    low: int
    high: int


def family_funnel(
    steps: Sequence[Step], *, of: str, words: Words, size: Size = theme.HAND, about: str = FAMILY
) -> go.Figure:
    """A bar for each step: solid as far as is known, strokes as far as may be.

    Args:
        steps: in the order in which the conditions are asked.
        of: whose funnel it is, for the title.
        words: the language.
        size: how large it speaks.
        about: the words it is told in, FAMILY or LISTS.

    Raises:
        ValueError: a step has more sure services than possible ones.
    """
    _check(steps)
    most = max((step.high for step in steps), default=1) or 1
    canvas = Canvas(size=size, low=-0.005 * most, high=1.01 * most)
    sure, maybe = _fills(words, about)
    if any(step.low for step in steps):
        canvas.list_in_key(sure)
    if any(step.high > step.low for step in steps):
        canvas.list_in_key(maybe)
    canvas.write(words.say(f"{about}.title", of=of), bold=True)
    canvas.skip(_GAP / 2)
    for step in steps:
        _draw(step, canvas=canvas, words=words, about=about)
    return hatching.drawn(canvas)


def describe(steps: Sequence[Step], *, of: str, words: Words, about: str = FAMILY) -> str:
    """The whole chart in sentences, for those who do not see it."""
    if not steps:
        return words.say("chart.nothing")
    title = words.say(f"{about}.title", of=of)
    each = (f"{step.label}: {said(step, words=words, about=about)}" for step in steps)
    return told((title, *each))


def table(steps: Sequence[Step], *, words: Words, about: str = FAMILY) -> list[dict[str, str]]:
    """The same as rows of a table, in the same order."""
    return [
        {
            words.say(f"{about}.condition"): step.label,
            words.say(f"{about}.sure"): f"{step.low:,}",
            words.say(f"{about}.most"): f"{step.high:,}",
        }
        for step in steps
    ]


def said(step: Step, *, words: Words, about: str = FAMILY) -> str:
    """How many are left, in words."""
    if not step.high:
        return words.say(f"{about}.nobody")
    kind = "exact" if step.low == step.high else "between" if step.low else "maybe"
    return words.say(f"{about}.{kind}", count=step.high, low=step.low)


def _check(steps: Sequence[Step]) -> None:
    for step in steps:
        if not 0 <= step.low <= step.high:
            raise ValueError(
                f"family_funnel: '{step.label}' has {step.low} to {step.high} services; the first "
                "number is 0 or more and at most the second."
            )


def _fills(words: Words, about: str) -> tuple[Fill, Fill]:
    return (
        hatching.some(words.say(f"{about}.key_sure")),
        hatching.unknown(words.say(f"{about}.key_maybe")),
    )


def _draw(step: Step, *, canvas: Canvas, words: Words, about: str) -> None:
    sure, maybe = _fills(words, about)
    note = said(step, words=words, about=about)
    canvas.write(step.label)
    canvas.write(note, bold=True)
    canvas.skip(3)
    height = canvas.size.bar
    middle = canvas.top + height / 2
    hover = f"{step.label}: {note}"
    if step.low:
        canvas.bar(sure, start=0, end=step.low, y=middle, height=height, hover=hover)
    if step.high > step.low:
        canvas.bar(maybe, start=step.low, end=step.high, y=middle, height=height, hover=hover)
    if not step.high:
        canvas.print_at(
            "0", x=0, y=middle, color=theme.PAPER, ground=hatching.NONE, anchor="left", bold=True
        )
    canvas.skip(height + _GAP)

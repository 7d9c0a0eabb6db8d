"""The parts of readiness: of each, how many statements stand in which way.

Statements are counted, and nothing is averaged; there is no bar for all parts together.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import plotly.graph_objects as go

from pages.charts import theme
from pages.charts.canvas import Canvas, Fill, told
from pages.charts.theme import Size
from pages.charts.words import Words
from scoring.readiness import STANDS, Part, Stand

_COLORS: dict[Stand, str] = {
    "in_place": theme.CHOSEN,
    "under_way": theme.AGREE_INNER,
    "views_differ": theme.DISAGREE_INNER,
    "not_begun": theme.DISAGREE_OUTER,
    "not_known": theme.MIDDLE,
}
_GAP = 12


@dataclass(frozen=True, slots=True)
class PartRow:
    """One bar: what it is called, and the part that it shows."""

    label: str
    part: Part


def parts(rows: Sequence[PartRow], *, words: Words, size: Size = theme.HAND) -> go.Figure:
    """The rows from top to bottom in the order given, each as long as its part has statements.

    Args:
        rows: parts of one round, or of several.
        words: the language.
        size: how large it speaks.
    """
    longest = max((row.part.statements for row in rows), default=1)
    canvas = Canvas(size=size, low=0.0, high=float(longest))
    for stand in STANDS if rows else ():
        canvas.list_in_key(_look(stand, words=words))
    for row in rows:
        canvas.write(row.label)
        middle, start = canvas.top + 2 + size.bar / 2, 0
        for stand in STANDS:
            count = row.part.counts[stand]
            if count:
                look, hover = _look(stand, words=words), f"{look_name(stand, words=words)}: {count}"
                ends = {"start": start, "end": start + count}
                canvas.bar(look, **ends, y=middle, height=size.bar, hover=hover)
                canvas.print_at(
                    str(count),
                    x=start + count / 2,
                    y=middle,
                    color=theme.text_on(look.color),
                    ground=look.color,
                )
            start += count
        canvas.skip(size.bar + _GAP)
    return canvas.figure()


def describe(rows: Sequence[PartRow], *, words: Words) -> str:
    """The whole chart in sentences, for those who do not see it."""
    if not rows:
        return words.say("chart.nothing")
    return told(f"{row.label}: {_counted(row.part, words=words)}" for row in rows)


def table(rows: Sequence[PartRow], *, words: Words) -> list[dict[str, str]]:
    """The same figures as rows of a table, in the same order."""
    return [
        {
            words.say("ready.part"): row.label,
            **{look_name(stand, words=words): str(row.part.counts[stand]) for stand in STANDS},
        }
        for row in rows
    ]


def look_name(stand: Stand, *, words: Words) -> str:
    """What a stand is called."""
    return words.say(f"ready.{stand}")


def _look(stand: Stand, *, words: Words) -> Fill:
    hatched = stand == "not_known"
    return Fill(_COLORS[stand], look_name(stand, words=words), hatched=hatched)


def _counted(part: Part, *, words: Words) -> str:
    counts = ", ".join(
        f"{part.counts[stand]} {look_name(stand, words=words)}"
        for stand in STANDS
        if part.counts[stand]
    )
    return words.say("ready.part_counts", counts=counts, total=part.statements)

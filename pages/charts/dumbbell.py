"""How far apart people are within and between groups: two dots a statement, beside chance."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import plotly.graph_objects as go

from pages.charts import theme
from pages.charts.canvas import Canvas, Fill, Mark, Stroke, nice_ticks, told
from pages.charts.theme import Size
from pages.charts.words import Words, number

Kind = Literal["exact", "averages"]
"""Exact: two people of one group, and of two. Averages: any two people, and averages of groups."""

BAND = "#dcdcdc"
_LINE = Stroke(theme.LINE, 3)
_GRID = Stroke("#c4c4c4", 1)
_GAP = 16


@dataclass(frozen=True, slots=True)
class Gaps:
    """One statement.

    Attributes:
        label: the statement.
        near: how far apart two people of one group are, or any two; None where that is not shown.
        far: how far apart people of two groups, or the averages of two groups, are.
        chance: the middle 95 of 100 random dealings of `far`.
    """

    label: str
    near: float | None
    far: float
    chance: tuple[float, float]

    @property
    def place(self) -> Literal["inside", "above", "below"]:
        """Where `far` lies, seen from the band of chance."""
        low, high = self.chance
        return "below" if self.far < low else "above" if self.far > high else "inside"


def dumbbell(
    rows: Sequence[Gaps], *, kind: Kind, words: Words, size: Size = theme.HAND
) -> go.Figure:
    """The rows from top to bottom in the order given, their words above each pair of dots."""
    ticks = nice_ticks(max((_farthest(row) for row in rows), default=1.0))
    canvas = Canvas(size=size, low=-0.04 * ticks[-1], high=1.04 * ticks[-1])
    _explain(canvas, rows, kind=kind, words=words)
    if rows:
        canvas.write(words.say("dumbbell.axis"), quiet=True)
        _number_the_axis(canvas, ticks)
    for row in rows:
        _draw(row, canvas=canvas, ticks=ticks, kind=kind, words=words)
    if rows:
        _number_the_axis(canvas, ticks)
    return canvas.figure()


def describe(rows: Sequence[Gaps], *, kind: Kind, words: Words) -> str:
    """The whole chart in sentences, for those who do not see it."""
    if not rows:
        return words.say("chart.nothing")
    return told(
        sentence
        for row in rows
        for sentence in (row.label, note_of(row, kind=kind, words=words), _placed(row, words=words))
    )


def table(rows: Sequence[Gaps], *, kind: Kind, words: Words) -> list[dict[str, str]]:
    """The same figures as rows of a table, in the same order."""
    hidden = words.say("table.hidden")
    return [
        {
            words.say("table.statement"): row.label,
            words.say(f"dumbbell.{kind}_near"): hidden if row.near is None else number(row.near),
            words.say(f"dumbbell.{kind}_far"): number(row.far),
            words.say("dumbbell.band"): words.say(f"dumbbell.cell_{row.place}", **_ends(row)),
        }
        for row in rows
    ]


def note_of(row: Gaps, *, kind: Kind, words: Words) -> str:
    """What is printed above a pair of dots."""
    if row.near is None:
        return words.say(f"dumbbell.note_{kind}_alone", far=number(row.far))
    return words.say(f"dumbbell.note_{kind}", near=number(row.near), far=number(row.far))


def _placed(row: Gaps, *, words: Words) -> str:
    return words.say(f"dumbbell.told_{row.place}", **_ends(row))


def _ends(row: Gaps) -> dict[str, str]:
    return {"low": number(row.chance[0]), "high": number(row.chance[1])}


def _farthest(row: Gaps) -> float:
    return max(row.far, row.chance[1], row.near or 0.0)


def _marks(kind: Kind, words: Words) -> tuple[Mark, Mark]:
    return (
        Mark("square", words.say(f"dumbbell.{kind}_near"), color=theme.CHOSEN, part=0.9),
        Mark("circle", words.say(f"dumbbell.{kind}_far")),
    )


def _band(words: Words) -> Fill:
    return Fill(BAND, words.say("dumbbell.band"), soft=True)


def _explain(canvas: Canvas, rows: Sequence[Gaps], *, kind: Kind, words: Words) -> None:
    """The key: every mark there is, the hollow one only where there is one."""
    if not rows:
        return
    near, far = _marks(kind, words)
    known = [near, far] if any(row.near is not None for row in rows) else [far]
    for look in (*known, _band(words)):
        canvas.list_in_key(look)
    if any(row.place == "inside" for row in rows):
        canvas.list_in_key(Mark("circle", words.say("dumbbell.hollow"), hollow=True))


def _draw(row: Gaps, *, canvas: Canvas, ticks: Sequence[float], kind: Kind, words: Words) -> None:
    note = note_of(row, kind=kind, words=words)
    canvas.write(row.label)
    canvas.write(note, bold=True)
    height = canvas.size.bar
    middle = canvas.top + 4 + height / 2
    for tick in ticks:
        canvas.line(_GRID, [(tick, middle - height / 2), (tick, middle + height / 2)])
    low, high = row.chance
    hover = _placed(row, words=words)
    canvas.bar(_band(words), start=low, end=high, y=middle, height=height, hover=hover)
    near, far = _marks(kind, words)
    hollow = row.place == "inside"
    if row.near is not None:
        canvas.line(_LINE, [(row.near, middle), (row.far, middle)])
        drawn = _hollow(near) if hollow and kind == "exact" else near
        canvas.dot(drawn, x=row.near, y=middle, hover=note)
    canvas.dot(_hollow(far) if hollow else far, x=row.far, y=middle, hover=note)
    canvas.skip(height + 4 + _GAP)


def _hollow(mark: Mark) -> Mark:
    return Mark(mark.symbol, hollow=True, color=mark.color, part=mark.part)


def _number_the_axis(canvas: Canvas, ticks: Sequence[float]) -> None:
    for tick in ticks:
        canvas.print_at(
            number(tick), x=tick, y=canvas.top + canvas.size.line / 2, color=theme.QUIET
        )
    canvas.skip(canvas.size.line + 4)

"""Two rounds of the same questions: how far apart people are, always beside where they stand."""

from collections.abc import Sequence
from dataclasses import dataclass

import plotly.graph_objects as go

from pages.charts import theme
from pages.charts.canvas import Canvas, Fill, Mark, Stroke, nice_ticks, told
from pages.charts.theme import Size
from pages.charts.words import Words, number
from surveys.figures import Voice

SOFT = "#cfe6e2"
_WAY = Stroke(theme.LINE, 3)
_RAIL = Stroke("#b0b0b0", 1.5)
_GAP = 12


@dataclass(frozen=True, slots=True)
class Shift:
    """A figure of the earlier round and of this one.

    Attributes:
        before, after: the two.
        difference: where the true difference may lie; None when that cannot be told.
    """

    before: float
    after: float
    difference: tuple[float, float] | None = None

    @property
    def reach(self) -> tuple[float, float] | None:
        """The difference laid off from the earlier figure."""
        if self.difference is None:
            return None
        return self.before + self.difference[0], self.before + self.difference[1]


@dataclass(frozen=True, slots=True)
class Moves:
    """What moved: the gap in scale points and the share on the upper side, never one alone."""

    label: str
    gap: Shift
    side: Shift


def change(
    rows: Sequence[Moves], *, voice: Voice, words: Words, size: Size = theme.HAND
) -> go.Figure:
    """Each row with two panels below each other, the gap above the share."""
    canvas = Canvas(size=size, low=-0.04, high=1.04)
    longest = nice_ticks(max((_reached(row.gap) for row in rows), default=1.0), at_most=4)
    shares = (0.0, 0.25, 0.5, 0.75, 1.0)
    for look in (*_marks(words), _soft(words)) if rows else ():
        canvas.list_in_key(look)
    for row in rows:
        if row.label:
            canvas.write(row.label)
        gap_note, side_note = notes_of(row, voice=voice, words=words)
        gap_numbers = [number(tick) for tick in longest]
        _panel(canvas, row.gap, note=gap_note, ticks=longest, numbers=gap_numbers, words=words)
        side_numbers = [str(_in_100(tick)) for tick in shares]
        _panel(canvas, row.side, note=side_note, ticks=shares, numbers=side_numbers, words=words)
        canvas.skip(_GAP)
    return canvas.figure()


def describe(rows: Sequence[Moves], *, voice: Voice, words: Words) -> str:
    """The whole chart in sentences, for those who do not see it."""
    if not rows:
        return words.say("chart.nothing")
    return told(
        sentence
        for row in rows
        for sentence in (row.label, *notes_of(row, voice=voice, words=words))
    )


def table(rows: Sequence[Moves], *, voice: Voice, words: Words) -> list[dict[str, str]]:
    """The same figures as rows of a table, in the same order."""
    kind = _kind(voice)
    return [
        {
            words.say("table.statement"): row.label,
            words.say("change.gap_head"): _cell(row.gap, in_100=False, words=words),
            words.say(f"change.side_head_{kind}"): _cell(row.side, in_100=True, words=words),
        }
        for row in rows
    ]


def notes_of(row: Moves, *, voice: Voice, words: Words) -> tuple[str, str]:
    """What is printed above each of the two panels."""
    gaps = {"before": _points(row.gap.before), "after": _points(row.gap.after)}
    shares = {"before": _in_100(row.side.before), "after": _in_100(row.side.after)}
    return words.say("change.gap", **gaps), words.say(f"change.side_{_kind(voice)}", **shares)


def _kind(voice: Voice) -> str:
    return voice if voice in ("agreement", "stages") else "plain"


def _points(gap: float) -> str:
    """Changes are small, so they are told more finely than the gaps of one round."""
    return number(gap, digits=2)


def _in_100(share: float) -> int:
    return round(100 * share)


def _cell(shift: Shift, *, in_100: bool, words: Words) -> str:
    def shown(value: float) -> str:
        return str(_in_100(value)) if in_100 else _points(value)

    way = words.say("change.way", before=shown(shift.before), after=shown(shift.after))
    if shift.reach is None:
        return way
    low, high = (shown(max(0.0, end)) for end in shift.reach)
    return f"{way} ({words.say('change.between', low=low, high=high)})"


def _reached(shift: Shift) -> float:
    return max(shift.before, shift.after, *(shift.reach or ()))


def _marks(words: Words) -> tuple[Mark, Mark]:
    return (
        Mark("circle", words.say("change.before"), hollow=True, part=1.4),
        Mark("circle", words.say("change.after")),
    )


def _soft(words: Words) -> Fill:
    return Fill(SOFT, words.say("change.soft"), soft=True)


def _panel(
    canvas: Canvas,
    shift: Shift,
    *,
    note: str,
    ticks: Sequence[float],
    numbers: Sequence[str],
    words: Words,
) -> None:
    """One rail with both dots; the soft bar is cut where the scale ends."""
    canvas.write(note, bold=True)
    size, last = canvas.size, ticks[-1]
    middle = canvas.top + 4 + size.bar / 2
    if shift.reach is not None:
        low, high = (min(max(end / last, 0.0), 1.0) for end in shift.reach)
        canvas.bar(_soft(words), start=low, end=high, y=middle, height=size.bar)
    canvas.line(_RAIL, [(0, middle), (1, middle)])
    for tick, text in zip(ticks, numbers, strict=True):
        canvas.line(_RAIL, [(tick / last, middle - 5), (tick / last, middle + 5)])
        under = middle + size.bar / 2 + 2 + size.line / 2
        canvas.print_at(text, x=tick / last, y=under, color=theme.QUIET)
    canvas.line(_WAY, [(shift.before / last, middle), (shift.after / last, middle)])
    earlier, now = _marks(words)
    canvas.dot(earlier, x=shift.before / last, y=middle, hover=note)
    canvas.dot(now, x=shift.after / last, y=middle, hover=note)
    canvas.skip(size.bar + size.line + _GAP)

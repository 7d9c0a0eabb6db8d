"""Diverging bars of people: one row a statement or a group, each person a block."""

from collections.abc import Sequence
from dataclasses import dataclass

import plotly.graph_objects as go

from pages.charts import theme
from pages.charts.blocks import Run, runs
from pages.charts.drawing import Drawing
from pages.charts.sentences import level_counts, unsure_cell
from pages.charts.theme import Size
from pages.charts.words import Words
from surveys.figures import FigureLike, Look, figure_sentence, full_sentence

_GAP = 18
_LONG_LABEL = 18


@dataclass(frozen=True, slots=True)
class Row:
    """One bar.

    Attributes:
        label: the statement or the group it is about.
        figure: what was released about it; None draws an empty row that says so.
    """

    label: str
    figure: FigureLike | None


@dataclass(frozen=True, slots=True)
class _Place:
    """A row laid out, in pixels from the top of the plot.

    Attributes:
        label: its words in lines.
        note: its figure in words, in lines.
        top, note_top, bar, bottom: where each part starts; for the bar, its middle.
    """

    row: Row
    label: tuple[str, ...]
    note: tuple[str, ...]
    top: float
    note_top: float
    bar: float
    bottom: float


def bars(rows: Sequence[Row], *, look: Look, words: Words, size: Size = theme.HAND) -> go.Figure:
    """The rows from top to bottom in the order given, their words above each bar.

    A figure of which only the average is known gets a dot on a rail as long as the scale; a
    blurred one gets a single cross-hatched block.
    """
    low, high = _extent(rows, look=look)
    drawing = Drawing(look=look, words=words, size=size, span=high - low)
    places = _placed(rows, look=look, words=words, size=size)
    for place in places:
        _draw(place, drawing=drawing, reach=0.92 * high)
    if look.two_sided:
        drawing.add_sides()
    height = places[-1].bottom if places else float(size.line)
    return go.Figure({"data": drawing.traces(), "layout": _layout(drawing, height, low, high)})


def describe(rows: Sequence[Row], *, look: Look, words: Words) -> str:
    """The whole chart in sentences, for those who do not see it."""
    if not rows:
        return words.say("chart.nothing")
    return " ".join(
        f"{_closed(row.label)} {_closed(note_of(row, look=look, words=words))}" for row in rows
    )


def table(
    rows: Sequence[Row], *, look: Look, words: Words, about: str = "table.statement"
) -> list[dict[str, str]]:
    """The same figures as rows of a table, in the same order."""
    return [
        {
            words.say(about): row.label,
            words.say("table.reading"): figure_sentence(row.figure, look=look, words=words),
            **dict(zip(look.labels, level_counts(row.figure, look=look, words=words), strict=True)),
            words.say("table.unsure"): unsure_cell(row.figure, words=words),
        }
        for row in rows
    ]


def note_of(row: Row, *, look: Look, words: Words) -> str:
    """What is printed above a bar: the figure, and how many did not know."""
    return full_sentence(row.figure, look=look, words=words)


def _closed(sentence: str) -> str:
    return sentence if sentence.endswith((".", "?", "!")) else f"{sentence}."


def _placed(rows: Sequence[Row], *, look: Look, words: Words, size: Size) -> tuple[_Place, ...]:
    places: list[_Place] = []
    top = 0.0
    for row in rows:
        label = theme.lines_of(row.label, width=size.characters)
        note = theme.lines_of(note_of(row, look=look, words=words), width=size.characters)
        note_top = top + len(label) * size.line
        bar = note_top + len(note) * size.line + 4 + size.bar / 2
        bottom = bar + size.bar / 2 + _GAP
        places.append(_Place(row, label, note, top, note_top, bar, bottom))
        top = bottom
    return tuple(places)


def _draw(place: _Place, *, drawing: Drawing, reach: float) -> None:
    drawing.add_text(place.label, top=place.top)
    drawing.add_text(place.note, top=place.note_top, bold=True)
    figure = place.row.figure
    if figure is None:
        return
    for run in runs(figure, look=drawing.look):
        drawing.add_run(run, y=place.bar, total=figure.people)
    if _only_average(figure) and figure.mean is not None:
        drawing.add_average(figure.mean, edge=figure.mean_edge, y=place.bar, reach=reach)
    if drawing.look.two_sided:
        drawing.add_center(y=place.bar)


def _only_average(figure: FigureLike | None) -> bool:
    return (
        figure is not None
        and figure.counts is None
        and figure.at_least is None
        and figure.mean is not None
    )


def _extent(rows: Sequence[Row], *, look: Look) -> tuple[float, float]:
    """How far the bars reach, with room on both sides for the names of the sides."""
    every: list[Run] = [
        run for row in rows if row.figure is not None for run in runs(row.figure, look=look)
    ]
    low = min((run.start for run in every), default=0.0)
    high = max((run.end for run in every), default=0.0)
    reach = max(-low, high, 1.0)
    if not look.two_sided:
        return -0.02 * reach, 1.02 * reach
    if any(_only_average(row.figure) for row in rows):
        return -1.02 * reach, 1.02 * reach
    return 1.02 * min(low, -0.4 * reach), 1.02 * max(high, 0.4 * reach)


def _layout(drawing: Drawing, height: float, low: float, high: float) -> dict[str, object]:
    size, look = drawing.size, drawing.look
    columns = 1 if any(len(label) >= _LONG_LABEL for label in look.labels) else 2
    key = -(-drawing.key_entries // columns) * size.key_line
    sides = size.line + 4 if look.two_sided else 0
    layout = theme.base_layout(height=height, top=key + sides + 12, size=size)
    layout["xaxis"]["range"] = [low, high]
    layout["annotations"] = drawing.annotations
    layout["showlegend"] = drawing.key_entries > 0
    layout["legend"] = {
        "orientation": "h", "x": 0, "xanchor": "left", "yref": "container", "y": 1,
        "yanchor": "top", "entrywidthmode": "fraction", "entrywidth": 0.98 / columns,
        "itemclick": False, "itemdoubleclick": False, "font": {"size": size.text - 1},
    }  # fmt: skip
    return layout

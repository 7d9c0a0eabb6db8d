"""How much of each section is known: one bar a section, hatched where nobody knows."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import plotly.graph_objects as go

from pages.charts import theme
from pages.charts.theme import Size

_COLORS = {
    "in_place": "#018571",
    "partly": "#80cdc1",
    "not_in_place": "#a6611a",
    "differ": "#ffffff",
    "stale": "#ffffff",
    "unknown": "#ffffff",
    "not_asked": "#ffffff",
    "not_applicable": "#dcdcdc",
}
_HATCHES = {"differ": "x", "stale": "\\", "unknown": "/", "not_asked": "."}
_DARK = ("#018571", "#a6611a")
_ROOM = 4  # lines of a legend


@dataclass(frozen=True, slots=True)
class KnownRow:
    """One section: its title, and how many items stand in which way."""

    title: str
    counts: Mapping[Any, int]


def known_figure(rows: Sequence[KnownRow], *, names: Mapping[str, str], size: Size) -> go.Figure:
    """A bar for each section, made of the standings of its items.

    Solid is known; hatched is not. No bar is a grade: "not in place" is as much an answer as "in
    place".

    Args:
        rows: from top to bottom; at least one.
        names: of the standings, in the order of drawing.
        size: how large it speaks.
    """
    step = size.bar + size.line * 2
    figure = go.Figure()
    for key, name in names.items():
        counts = [row.counts.get(key, 0) for row in rows]
        if any(counts):
            figure.add_trace(_bar(key, name, counts, rows=rows))
    largest = max(sum(row.counts.values()) for row in rows)
    figure.update_layout(
        barmode="stack",
        height=step * len(rows) + size.line * _ROOM * 2,
        margin={"l": 0, "r": 0, "t": 8, "b": 0, "pad": 0},
        font={"family": theme.FONT, "size": size.text, "color": theme.INK},
        paper_bgcolor=theme.PAPER,
        plot_bgcolor=theme.PAPER,
        legend={"orientation": "h", "y": 0, "yanchor": "top", "x": 0, "traceorder": "normal"},
        annotations=[
            *(_title(row, place, size=size) for place, row in enumerate(rows)),
            *(
                _number(place, start, count, key=key, size=size)
                for place, row in enumerate(rows)
                for key, start, count in _segments(row, names)
            ),
        ],
        xaxis={"visible": False, "range": [0, largest], "fixedrange": True},
        yaxis={
            "visible": False,
            "range": [len(rows) - 0.5, -0.85],
            "fixedrange": True,
        },
    )
    return figure


def _bar(key: str, name: str, counts: Sequence[int], *, rows: Sequence[KnownRow]) -> go.Bar:
    color = _COLORS[key]
    pattern: dict[str, Any] = {"shape": _HATCHES.get(key, ""), "fgcolor": theme.QUIET, "size": 6}
    return go.Bar(
        name=theme.safe(name),
        x=counts,
        y=list(range(len(rows))),
        orientation="h",
        width=0.45,
        marker={"color": color, "pattern": pattern, "line": {"color": theme.LINE, "width": 1}},
        hovertext=[f"{theme.safe(name)}: {count:,}" for count in counts],
        hoverinfo="text",
    )


def _segments(row: KnownRow, names: Mapping[str, str]) -> Iterator[tuple[str, int, int]]:
    """Each part of a bar: what it is, where it begins, and how many."""
    start = 0
    for key in names:
        count = row.counts.get(key, 0)
        if count:
            yield key, start, count
        start += count


def _number(place: int, start: int, count: int, *, key: str, size: Size) -> dict[str, Any]:
    """How many, in the middle of its part; on a hatch it stands on paper."""
    dark = _COLORS[key] in _DARK
    return {
        "x": start + count / 2, "y": place, "showarrow": False, "text": f"{count:,}",
        "borderpad": 1, "bgcolor": theme.PAPER if key in _HATCHES else "rgba(0,0,0,0)",
        "font": {"size": size.text, "color": theme.PAPER if dark else theme.INK},
    }  # fmt: skip


def _title(row: KnownRow, place: int, *, size: Size) -> dict[str, Any]:
    text = row.title if len(row.title) <= size.characters else f"{row.title[: size.characters]}…"
    return {
        "x": 0, "xanchor": "left", "y": place - 0.28, "yanchor": "bottom", "showarrow": False,
        "text": theme.safe(text), "align": "left", "borderpad": 0,
        "font": {"size": size.text, "color": theme.INK},
    }  # fmt: skip

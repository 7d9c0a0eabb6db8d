"""How known and unknown look in every chart of resources: solid, or strokes on paper."""

from typing import Any

import plotly.graph_objects as go

from pages.charts import theme
from pages.charts.canvas import Canvas, Fill

SOME, NONE = theme.CHOSEN, theme.DISAGREE_OUTER
STROKES = {"shape": "/", "bgcolor": theme.PAPER, "fgcolor": theme.QUIET, "size": 6, "solidity": 0.3}
CROSSES = {"shape": "x", "bgcolor": theme.PAPER, "fgcolor": theme.INK, "size": 5, "solidity": 0.35}
EDGE = {"color": theme.LINE, "width": 1}


def some(key: str = "") -> Fill:
    """Known, and there is some of it."""
    return Fill(SOME, key)


def none(key: str = "") -> Fill:
    """Known, and there is none of it."""
    return Fill(NONE, key)


def unknown(key: str = "") -> Fill:
    """Asked, and not known."""
    return Fill(theme.PAPER, key, hatched=True)


def empty(key: str = "") -> Fill:
    """Nobody asked."""
    return Fill(theme.PAPER, key)


def drawn(canvas: Canvas) -> go.Figure:
    """What is on a canvas, with an edge around every bar and strokes dark enough to be seen.

    Words that begin at a place begin there even where their letters arrive after the picture.
    """
    figure = canvas.figure()
    figure.update_traces(marker_line=EDGE, selector={"type": "bar"})
    figure.update_traces(marker_pattern=STROKES, selector=_is_hatched)
    figure.update_annotations(align="left", selector={"xanchor": "left"})
    return figure


def _is_hatched(trace: Any) -> bool:
    return trace.type == "bar" and bool(trace.marker.pattern.shape)

"""A sheet to put words and marks on from top to bottom; it fits a phone, whatever is put on it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import chain
from math import ceil
from typing import Any

import plotly.graph_objects as go

from pages.charts import theme
from pages.charts.theme import Size

_LONG_LABEL = 18
_POWERS = 18  # of ten, that a step may have
_HOVER = "%{hovertext}<extra></extra>"


@dataclass(frozen=True, slots=True)
class Fill:
    """How a bar looks.

    Attributes:
        color: of its ground.
        key: its words in the key; none without.
        hatched: strokes on it.
        soft: without an edge, for a band or an interval.
    """

    color: str
    key: str = ""
    hatched: bool = False
    soft: bool = False


@dataclass(frozen=True, slots=True)
class Mark:
    """How a dot looks.

    Attributes:
        symbol: by its name in Plotly.
        key: its words in the key; none without.
        hollow: only its edge is drawn.
        color: of its edge and, unless it is hollow, its ground.
        part: its height as a part of a letter's.
    """

    symbol: str
    key: str = ""
    hollow: bool = False
    color: str = theme.INK
    part: float = 1.0


@dataclass(frozen=True, slots=True)
class Stroke:
    """How a line looks, in pixels."""

    color: str
    width: float
    dash: str = "solid"


Places = dict[str, list[Any]]


@dataclass
class Canvas:
    """A figure in the making. Down it is measured in pixels, across from `low` to `high`.

    Attributes:
        size: how large it speaks.
        low, high: what its left and right edge stand for.
        top: how far down it is filled.
    """

    size: Size
    low: float
    high: float
    top: float = 0.0
    _annotations: list[dict[str, Any]] = field(default_factory=list)
    _bars: dict[tuple[Fill, float], Places] = field(default_factory=dict)
    _lines: dict[Stroke, Places] = field(default_factory=dict)
    _dots: dict[Mark, Places] = field(default_factory=dict)
    _key: list[Fill | Mark] = field(default_factory=list)

    def write(self, text: str, *, bold: bool = False, quiet: bool = False) -> None:
        """Words from the left edge, in as many lines as they need; what follows goes below."""
        lines = theme.lines_of(text, width=self.size.characters)
        shown = "<br>".join(theme.safe(line) for line in lines)
        self._annotations.append(
            {
                "x": 0, "xref": "paper", "xanchor": "left", "align": "left",
                "y": self.top, "yanchor": "top", "showarrow": False, "borderpad": 0,
                "text": f"<b>{shown}</b>" if bold else shown,
                "font": {"size": self.size.text, "color": theme.QUIET if quiet else theme.INK},
            }
        )  # fmt: skip
        self.top += len(lines) * self.size.line

    def skip(self, pixels: float) -> None:
        """Leave room."""
        self.top += pixels

    def print_at(
        self,
        text: str,
        *,
        x: float,
        y: float,
        color: str = theme.INK,
        ground: str = "",
        anchor: str = "center",
        bold: bool = False,
    ) -> None:
        """One short line whose middle is at a place, on a ground of its own if one is given."""
        shown = theme.safe(text)
        note: dict[str, Any] = {
            "x": x, "y": y, "xanchor": anchor, "yanchor": "middle",
            "showarrow": False, "borderpad": 1,
            "text": f"<b>{shown}</b>" if bold else shown,
            "font": {"size": self.size.text, "color": color},
        }  # fmt: skip
        self._annotations.append({**note, "bgcolor": ground} if ground else note)

    def bar(
        self, fill: Fill, *, start: float, end: float, y: float, height: float, hover: str = ""
    ) -> None:
        """A bar from one place to another, its middle `y` pixels down."""
        self.list_in_key(fill)
        empty: Places = {"base": [], "x": [], "y": [], "hovertext": []}
        places = self._bars.setdefault((fill, height), empty)
        for name, value in (("base", start), ("x", end - start), ("y", y)):
            places[name].append(value)
        places["hovertext"].append(theme.safe(hover))

    def line(self, stroke: Stroke, points: Sequence[tuple[float, float]]) -> None:
        """A line through some points."""
        places = self._lines.setdefault(stroke, {"x": [], "y": []})
        places["x"] += [*(x for x, _ in points), None]
        places["y"] += [*(y for _, y in points), None]

    def dot(self, mark: Mark, *, x: float, y: float, hover: str = "") -> None:
        """A dot."""
        self.list_in_key(mark)
        places = self._dots.setdefault(mark, {"x": [], "y": [], "hovertext": []})
        places["x"].append(x)
        places["y"].append(y)
        places["hovertext"].append(theme.safe(hover))

    def list_in_key(self, look: Fill | Mark) -> None:
        """Say what a look means, once; also one that is not drawn this time."""
        if look.key and look.key not in {known.key for known in self._key}:
            self._key.append(look)

    def figure(self) -> go.Figure:
        """Everything that was put on it, the key above."""
        layout = theme.base_layout(
            height=max(self.top, float(self.size.line)), top=self._key_height(), size=self.size
        )
        layout["xaxis"]["range"] = [self.low, self.high]
        layout["annotations"] = self._annotations
        layout["showlegend"] = bool(self._key)
        layout["legend"] = {
            "orientation": "h", "x": 0, "xanchor": "left", "yref": "container", "y": 1,
            "yanchor": "top", "entrywidthmode": "fraction", "entrywidth": 0.98 / self._columns(),
            "itemclick": False, "itemdoubleclick": False, "font": {"size": self.size.text},
        }  # fmt: skip
        return go.Figure({"data": self._traces(), "layout": layout})

    def _columns(self) -> int:
        return 1 if any(len(look.key) >= _LONG_LABEL for look in self._key) else 2

    def _key_height(self) -> float:
        return ceil(len(self._key) / self._columns()) * self.size.key_line + 12

    def _traces(self) -> list[dict[str, Any]]:
        key = [self._swatch(look) for look in self._key]
        bars = [
            {
                "type": "bar", "orientation": "h", "width": height, "showlegend": False,
                "marker": _bar_marker(fill), "textposition": "none", **_hovering(places),
            }
            for (fill, height), places in self._bars.items()
        ]  # fmt: skip
        lines = [
            {
                "type": "scatter", "mode": "lines", "hoverinfo": "skip", "showlegend": False,
                "line": {"color": stroke.color, "width": stroke.width, "dash": stroke.dash},
                **places,
            }
            for stroke, places in self._lines.items()
        ]  # fmt: skip
        dots = [
            {
                "type": "scatter", "mode": "markers", "showlegend": False, "cliponaxis": False,
                "marker": self._dot_marker(mark), **_hovering(places),
            }
            for mark, places in self._dots.items()
        ]  # fmt: skip
        return [*key, *bars, *lines, *dots]

    def _swatch(self, look: Fill | Mark) -> dict[str, Any]:
        common = {"x": [None], "y": [None], "name": theme.safe(look.key), "showlegend": True}
        if isinstance(look, Fill):
            return {"type": "bar", "marker": _bar_marker(look), **common}
        return {
            "type": "scatter", "mode": "markers", "marker": self._dot_marker(look), **common
        }  # fmt: skip

    def _dot_marker(self, mark: Mark) -> dict[str, Any]:
        return {
            "symbol": mark.symbol, "size": mark.part * self.size.text, "opacity": 1,
            "color": theme.PAPER if mark.hollow else mark.color,
            "line": {"color": mark.color, "width": self.size.text / 6},
        }  # fmt: skip


def nice_ticks(highest: float, *, at_most: int = 5) -> tuple[float, ...]:
    """A few round numbers from 0 to at least `highest`."""
    rounded = (part * 10**power for power in range(_POWERS) for part in (1.0, 2.0, 5.0))
    step = next(step for step in chain((0.5,), rounded) if highest / step <= at_most - 1)
    count = max(1, ceil(highest / step - 1e-9))
    return tuple(step * place for place in range(count + 1))


def closed(sentence: str) -> str:
    """A sentence with a mark at its end."""
    return sentence if sentence.endswith((".", "?", "!")) else f"{sentence}."


def told(sentences: Iterable[str]) -> str:
    """Sentences after one another."""
    return " ".join(closed(sentence) for sentence in sentences if sentence)


def _hovering(places: Places) -> dict[str, Any]:
    if any(places["hovertext"]):
        return {"hovertemplate": _HOVER, **places}
    silent = {name: values for name, values in places.items() if name != "hovertext"}
    return {"hoverinfo": "skip", **silent}


def _bar_marker(fill: Fill) -> dict[str, Any]:
    return {
        "color": fill.color,
        "line": {"color": theme.PAPER, "width": 0 if fill.soft else 1.2},
        "pattern": {
            "shape": "/" if fill.hatched else "",
            "bgcolor": fill.color, "fgcolor": theme.darker(fill.color), "size": 7, "solidity": 0.22,
        },
    }  # fmt: skip

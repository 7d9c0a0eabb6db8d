"""From runs and averages to Plotly traces: few traces, however many rows there are."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from pages.charts import theme
from pages.charts.blocks import ONE_BLOCK_EACH, Run
from pages.charts.theme import Size
from pages.charts.words import Words
from surveys.figures import Look, side_levels

_Kind = tuple[int | None, int | None, bool]


@dataclass
class Drawing:
    """A figure in the making, row by row.

    Attributes:
        look: the scale.
        words: the language.
        size: how large it speaks.
        span: how many people fit from edge to edge.
    """

    look: Look
    words: Words
    size: Size
    span: float
    annotations: list[dict[str, Any]] = field(default_factory=list)
    _blocks: dict[_Kind, dict[str, list[Any]]] = field(
        default_factory=lambda: defaultdict(lambda: {"base": [], "x": [], "y": [], "hovertext": []})
    )
    _rails: dict[str, list[float | None]] = field(default_factory=lambda: {"x": [], "y": []})
    _spans: dict[str, list[float | None]] = field(default_factory=lambda: {"x": [], "y": []})
    _dots: dict[str, list[float]] = field(default_factory=lambda: {"x": [], "y": []})
    _centers: dict[str, list[float | None]] = field(default_factory=lambda: {"x": [], "y": []})

    def add_run(self, run: Run, *, y: float, total: int) -> None:
        """A run of people; each gets a block of their own while there are few of them."""
        apart = not run.blurred and total <= ONE_BLOCK_EACH
        starts = [run.start + person for person in range(run.people)] if apart else [run.start]
        length = 1 if apart else run.people
        blocks = self._blocks[run.level, run.side, run.blurred]
        blocks["base"] += starts
        blocks["x"] += [length] * len(starts)
        blocks["y"] += [y] * len(starts)
        blocks["hovertext"] += [theme.safe(self._hover(run, total=total))] * len(starts)
        self._number(run, y=y, total=total, apart=apart)

    def add_average(self, mean: float, *, edge: str | None, y: float, reach: float) -> None:
        """A rail as long as the scale, a tick for each level, and a dot at the average."""
        ticks = [self._on_rail(value, reach=reach) for value in self.look.printed]
        self._rails["x"] += [*ticks, None]
        self._rails["y"] += [*[y] * len(ticks), None]
        at = self._on_rail(mean, reach=reach)
        self._dots["x"].append(at)
        self._dots["y"].append(y)
        ends = {"at_most": ticks[0], "at_least": ticks[-1]}
        if edge in ends:
            self._spans["x"] += [at, ends[edge], None]
            self._spans["y"] += [y, y, None]

    def add_center(self, *, y: float) -> None:
        """The line between the two sides, on one bar."""
        reach = self.size.bar / 2 + 4
        self._centers["x"] += [0, 0, None]
        self._centers["y"] += [y - reach, y + reach, None]

    def add_text(self, lines: Iterable[str], *, top: float, bold: bool = False) -> None:
        """Lines of words from the left edge, `top` pixels down."""
        text = "<br>".join(theme.safe(line) for line in lines)
        self.annotations.append(
            {
                "x": 0, "xref": "paper", "xanchor": "left", "align": "left",
                "y": top, "yanchor": "top", "showarrow": False, "borderpad": 0,
                "text": f"<b>{text}</b>" if bold else text,
                "font": {"size": self.size.text, "color": theme.INK},
            }
        )  # fmt: skip

    def add_sides(self) -> None:
        """The names of the two sides, left and right of the center line."""
        for side, anchor, shift in (("low", "right", -6), ("high", "left", 6)):
            self.annotations.append(
                {
                    "x": 0, "xanchor": anchor, "xshift": shift,
                    "y": 1, "yref": "paper", "yanchor": "bottom", "showarrow": False,
                    "text": theme.safe(self.words.say(f"chart.{self.look.voice}_{side}")),
                    "font": {"size": self.size.text - 1, "color": theme.QUIET},
                }
            )  # fmt: skip

    @property
    def key_entries(self) -> int:
        """How many entries the key has."""
        return (self.look.levels if self._blocks else 0) + bool(self._dots["x"])

    def traces(self) -> list[dict[str, Any]]:
        """Everything that was added, the key first."""
        blocks = [
            {
                "type": "bar", "orientation": "h", "width": self.size.bar, "showlegend": False,
                "marker": marker(kind, look=self.look), "textposition": "none",
                "hovertemplate": "%{hovertext}<extra></extra>", **places,
            }
            for kind, places in self._blocks.items()
        ]  # fmt: skip
        return [*self._key(), *blocks, *self._lines()]

    def _lines(self) -> list[dict[str, Any]]:
        tick = {"symbol": "line-ns", "size": 9, "line": {"color": theme.LINE, "width": 1.5}}
        dot = {"symbol": "circle", "size": self.size.text, "color": theme.INK, "opacity": 1}
        every = (
            (self._rails, {"mode": "lines+markers", "line": {"color": theme.LINE, "width": 1.5},
                           "marker": tick}),
            (self._spans, {"mode": "lines", "line": {"color": theme.INK, "width": 6}}),
            (self._dots, {"mode": "markers", "marker": dot}),
            (self._centers, {"mode": "lines", "line": {"color": theme.INK, "width": 2.5}}),
        )  # fmt: skip
        common = {"type": "scatter", "hoverinfo": "skip", "showlegend": False}
        return [{**common, **look, **places} for places, look in every if places["x"]]

    def _key(self) -> list[dict[str, Any]]:
        """The legend: a swatch for each level, and the dot where there is one."""
        swatches: list[dict[str, Any]] = []
        if self._blocks:
            levels = range(self.look.levels)
            swatches = [
                {
                    "type": "bar", "x": [None], "y": [None], "showlegend": True,
                    "name": theme.safe(self.look.labels[level]),
                    "marker": marker((level, None, False), look=self.look),
                }
                for level in (reversed(levels) if self.look.is_choice else levels)
            ]  # fmt: skip
        if self._dots["x"]:
            swatches.append(
                {
                    "type": "scatter", "x": [None], "y": [None], "mode": "markers",
                    "name": theme.safe(self.words.say("chart.average_key")), "showlegend": True,
                    "marker": {"symbol": "circle", "size": 13, "color": theme.INK},
                }
            )  # fmt: skip
        return swatches

    def _hover(self, run: Run, *, total: int) -> str:
        if run.blurred:
            return self.words.say("chart.at_least", people=run.people, total=total)
        levels = (
            side_levels(run.side or 0, levels=self.look.levels)
            if run.level is None
            else [run.level]
        )
        label = " / ".join(self.look.labels[level] for level in levels)
        return self.words.say("chart.hover", label=label, people=run.people, total=total)

    def _number(self, run: Run, *, y: float, total: int, apart: bool) -> None:
        """The number of people, printed on a run that is wide enough for it."""
        text = str(run.people)
        if run.blurred:
            text = self.words.say("chart.at_least", people=run.people, total=total)
        elif not self._fits(text, people=run.people) or (apart and run.people == 1):
            return
        fill = marker((run.level, run.side, run.blurred), look=self.look)["color"]
        self.annotations.append(
            {
                "x": run.start + run.people / 2, "y": y, "showarrow": False, "borderpad": 1,
                "text": f"<b>{theme.safe(text)}</b>", "bgcolor": fill,
                "font": {"size": self.size.text - 1, "color": theme.text_on(fill)},
            }
        )  # fmt: skip

    def _fits(self, text: str, *, people: int) -> bool:
        room = people / self.span * self.size.plot
        return room >= 0.62 * self.size.text * len(text) + 4

    def _on_rail(self, value: float, *, reach: float) -> float:
        lowest, highest = min(self.look.printed), max(self.look.printed)
        share = (value - lowest) / (highest - lowest)
        return reach * (2 * share - 1) if self.look.two_sided else reach * share


def colors(look: Look) -> tuple[str, ...]:
    """One color a level: two sides, chosen or not, stages, or shades for options."""
    if look.two_sided:
        return theme.diverging(look.levels)
    if look.is_choice:
        return theme.NOT_CHOSEN, theme.CHOSEN
    return theme.sequential(look.levels)


def marker(kind: _Kind, *, look: Look) -> dict[str, Any]:
    """Color and hatch of a run: strokes on the low side, a cross-hatch on blurred figures."""
    level, side, blurred = kind
    palette = colors(look)
    levels = side_levels(side or 0, levels=look.levels) if level is None else [level]
    color = theme.blended([palette[place] for place in levels]) if levels else theme.MIDDLE
    low = set(side_levels(0, levels=look.levels))
    hatched = look.two_sided and bool(levels) and low.issuperset(levels)
    return {
        "color": color,
        "line": {"color": theme.PAPER, "width": 1.2},
        "pattern": {
            "shape": "x" if blurred else "/" if hatched else "",
            "bgcolor": color, "fgcolor": theme.darker(color), "size": 7, "solidity": 0.22,
        },
    }  # fmt: skip

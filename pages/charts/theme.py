"""Colors, type and sizes that every chart shares; nothing here is red and green, or a grade."""

import html
import re
import textwrap
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

INK = "#1a1a1a"
QUIET = "#4a4a4a"
LINE = "#6b6b6b"
PAPER = "#ffffff"
MIDDLE = "#d4d4d4"
NOT_CHOSEN, CHOSEN = "#dcdcdc", "#01574c"
DISAGREE_OUTER, DISAGREE_INNER = "#a6611a", "#dfc27d"
AGREE_INNER, AGREE_OUTER = "#80cdc1", "#018571"
STAGE_FIRST, STAGE_LAST = "#d5efeb", "#01574c"

FONT = '"Source Sans", "Source Sans Pro", "Source Sans 3", Arial, sans-serif'


@dataclass(frozen=True, slots=True)
class Size:
    """How large a chart speaks.

    Attributes:
        text: height of its letters in pixels.
        characters: in a line of a label.
        line: height of a line.
        bar: height of a bar.
        plot: the narrowest plot it is made for.
    """

    text: int
    characters: int
    line: int
    bar: int
    plot: int

    @property
    def key_line(self) -> float:
        """Height of a line of the key, as Plotly draws it: a line of letters and a gap."""
        return 1.3 * self.text + 5


HAND = Size(text=15, characters=42, line=20, bar=26, plot=316)
"""For phones and desks: a line fits 320 pixels."""
ROOM = Size(text=24, characters=52, line=32, bar=42, plot=640)
"""For a projector, read from the back of the room."""

_BOTTOM = 4

CONFIG: dict[str, Any] = {
    "displayModeBar": True,
    "modeBarButtons": [["toImage"]],
    "displaylogo": False,
    "toImageButtonOptions": {"format": "png", "scale": 2},
    "scrollZoom": False,
    "doubleClick": False,
    "showTips": False,
    "responsive": True,
}
"""How a page should hand a figure to the browser: one button that saves the picture, and the finger
scrolls the page."""


def config(name: str, *, save: str) -> dict[str, Any]:
    """The same for one chart.

    Args:
        name: of the file that the picture is saved as.
        save: what the button is called.
    """
    saved = {**CONFIG["toImageButtonOptions"], "filename": f"common-table-{name}"}
    titles = {"dictionary": {"Download plot as a PNG": save}}
    return {
        **CONFIG, "toImageButtonOptions": saved, "locale": "own", "locales": {"own": titles},
    }  # fmt: skip


def diverging(levels: int) -> tuple[str, ...]:
    """One color a level, brown to teal, with a near white middle when the number is odd.

    Args:
        levels: 2 to 7.

    Raises:
        ValueError: the number is out of that range.

    Source:
        The four classes are BrBG of ColorBrewer (Brewer, 2003).
    """
    _check_levels(levels)
    half = levels // 2
    low = _between(DISAGREE_OUTER, DISAGREE_INNER, steps=half)
    high = _between(AGREE_OUTER, AGREE_INNER, steps=half)[::-1]
    return (*low, *((MIDDLE,) if levels % 2 else ()), *high)


def sequential(levels: int) -> tuple[str, ...]:
    """One color a level, pale to dark teal, for stages that have no two sides."""
    _check_levels(levels)
    return _between(STAGE_FIRST, STAGE_LAST, steps=levels)


def darker(color: str) -> str:
    """A darker tone of a color, for its hatch and its edge."""
    return _mixed(color, "#000000", share=0.25)


def blended(colors: Sequence[str]) -> str:
    """The middle tone of some colors, for people of whom only the side is known."""
    channels = zip(*(_channels(color) for color in colors), strict=True)
    return "#" + "".join(f"{round(sum(parts) / len(parts)):02x}" for parts in channels)


def text_on(color: str) -> str:
    """White where it reads well on a color, otherwise black."""
    return "#ffffff" if contrast("#ffffff", color) >= 4.5 else "#000000"


def contrast(one: str, other: str) -> float:
    """How well two colors can be told apart, from 1 to 21.

    Source:
        Web Content Accessibility Guidelines 2.2, relative luminance and contrast ratio.
    """
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def safe(text: str) -> str:
    """Text that Plotly shows as it is: no tags, no links, no formulas."""
    return html.escape(text, quote=False).replace("$", "&#36;")


def lines_of(text: str, *, width: int = HAND.characters) -> tuple[str, ...]:
    """The text broken into lines of at most `width` characters; an overlong word is cut."""
    return tuple(textwrap.wrap(" ".join(text.split()), width=width)) or ("",)


def base_layout(*, height: float, top: float, size: Size) -> dict[str, Any]:
    """What all figures have in common.

    The vertical axis counts pixels from the top of the plot, so that words and bars keep their
    distance on any screen.

    Args:
        height: of the plot, in pixels.
        top: room above it for the key.
        size: how large the chart speaks.
    """
    hidden = {"visible": False, "fixedrange": True, "zeroline": False, "showgrid": False}
    return {
        "height": round(height + top + _BOTTOM),
        "margin": {"l": 2, "r": 2, "t": top, "b": _BOTTOM, "pad": 0, "autoexpand": False},
        "paper_bgcolor": PAPER,
        "plot_bgcolor": PAPER,
        "font": {"family": FONT, "size": size.text, "color": INK},
        "dragmode": False,
        "barmode": "overlay",
        "bargap": 0,
        "showlegend": False,
        "modebar": {"color": QUIET, "activecolor": INK, "bgcolor": PAPER},
        "hoverlabel": {"font": {"family": FONT, "size": size.text}, "align": "left"},
        "xaxis": dict(hidden),
        "yaxis": {**hidden, "range": [height, 0]},
    }


def _check_levels(levels: int) -> None:
    if not 2 <= levels <= 7:
        raise ValueError(f"colors: a scale has 2 to 7 levels, not {levels}.")


def _between(first: str, last: str, *, steps: int) -> tuple[str, ...]:
    if steps == 1:
        return (first,)
    return tuple(_mixed(first, last, share=step / (steps - 1)) for step in range(steps))


def _mixed(one: str, other: str, *, share: float) -> str:
    channels = zip(_channels(one), _channels(other), strict=True)
    return "#" + "".join(f"{round(a + (b - a) * share):02x}" for a, b in channels)


def _channels(color: str) -> tuple[int, ...]:
    return tuple(int(part, 16) for part in re.findall("..", color.lstrip("#")))


def _luminance(color: str) -> float:
    linear = [
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
        for part in (channel / 255 for channel in _channels(color))
    ]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

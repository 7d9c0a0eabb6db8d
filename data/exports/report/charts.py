"""Charts of a report drawn without a browser: as plain data for the page, and as a picture."""

import json
from collections.abc import Iterator, Sequence
from math import ceil, floor, log10
from pathlib import Path
from typing import Any

import typst

from data.exports.report.document import Bars, Ranges
from data.exports.report.printed import printed
from data.exports.report.words import number

TEMPLATES = Path(__file__).parents[1] / "templates"
FONTS = typst.Fonts(include_system_fonts=False)
PICTURE_DOTS = 200
"""Of an inch of a picture."""

_ONE_BLOCK_EACH = 50
"""Up to this many people each gets a block; beyond it a level is one block."""
_PATTERNS = ("up", "dots", "plain", "down", "cross", "flat", "grid")
_LONGEST_LABEL = 400
_TICKS = 5


def picture(block: Bars | Ranges, *, width: float = 6.5) -> bytes:
    """A chart as a PNG of 200 dots an inch; the same chart always gives the same bytes.

    Its title is not drawn and belongs beside it, like its words in `told`.

    Args:
        block: the chart.
        width: in inches.
    """
    return typst.compile(
        TEMPLATES / "report_chart.typ",
        root=TEMPLATES,
        font_paths=FONTS,
        sys_inputs={"chart": json.dumps(printed(chart_plain(block))), "width": str(width)},
        format="png",
        ppi=PICTURE_DOTS,
    )


def chart_plain(block: Bars | Ranges) -> dict[str, Any]:
    """What is drawn of a chart, as plain lists and tables for the template."""
    return _bars(block) if isinstance(block, Bars) else _ranges(block)


def text_on(color: str) -> str:
    """White where it reads well on a color, otherwise black; six hexadecimal digits.

    Source:
        Web Content Accessibility Guidelines 2.2, relative luminance and contrast ratio.
    """
    return "ffffff" if 1.05 / (_luminance(color) + 0.05) >= 4.5 else "000000"


def _bars(block: Bars) -> dict[str, Any]:
    looks = [
        {
            "name": series.name,
            "color": series.color,
            "pattern": _PATTERNS[place % len(_PATTERNS)],
            "ink": text_on(series.color),
        }
        for place, series in enumerate(block.series)
    ]
    rows = [
        {
            "label": shortened(label),
            "runs": [
                {**look, "people": people}
                for look, series in zip(looks, block.series, strict=True)
                if (people := series.values[place])
            ],
        }
        for place, label in enumerate(block.bars)
    ]
    most = max(block.most, 1)
    return {
        "kind": "bars",
        "key": looks,
        "rows": rows,
        "most": most,
        "each": most <= _ONE_BLOCK_EACH,
    }


def _ranges(block: Ranges) -> dict[str, Any]:
    known = [value for value in (*block.low, *block.middle, *block.high) if value is not None]
    axis = _axis(known)
    rows = [
        {"label": _range_label(label, ends), "low": ends[0], "middle": ends[1], "high": ends[2]}
        for label, *ends in zip(block.rows, block.low, block.middle, block.high, strict=True)
    ]
    return {"kind": "ranges", "rows": rows, "axis": axis, "unit": block.unit}


def _range_label(label: str, ends: Sequence[float | None]) -> str:
    low, middle, high = (None if end is None else number(end, digits=2) for end in ends)
    between = f" ({low}–{high})" if low is not None and high is not None else ""
    return f"{shortened(label)}: {middle or '–'}{between}"


def _axis(known: Sequence[float]) -> dict[str, Any]:
    """From zero, or the lowest there is, to a round number over the highest."""
    lowest, highest = min(0.0, *known, 0.0), max(0.0, *known, 0.0)
    step = _step(max(highest - lowest, 1e-9))
    first, last = floor(lowest / step), max(ceil(highest / step), 1)
    ticks = [
        {"at": place * step, "words": number(place * step, digits=3)}
        for place in range(first, last + 1)
    ]
    return {"low": first * step, "high": last * step, "ticks": ticks}


def _step(span: float) -> float:
    """1, 2 or 5 times a power of ten, so that a few steps make the span."""
    size = 10 ** floor(log10(span / _TICKS))
    return next(size * by for by in (1, 2, 5, 10) if size * by * _TICKS >= span)


def shortened(text: str) -> str:
    """A label as long as it fits beside a bar."""
    return text if len(text) <= _LONGEST_LABEL else f"{text[: _LONGEST_LABEL - 1]}…"


def _luminance(color: str) -> float:
    return sum(
        weight * _linear(part)
        for weight, part in zip((0.2126, 0.7152, 0.0722), _channels(color), strict=True)
    )


def _linear(part: float) -> float:
    return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4


def _channels(color: str) -> Iterator[float]:
    return (int(color[place : place + 2], 16) / 255 for place in (0, 2, 4))

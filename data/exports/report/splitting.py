"""A chart in pieces that each fit on a page of their own."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from data.exports.report.charts import shortened
from data.exports.report.document import Bars, Ranges

_MOST_LINES = 44
"""Of a page, with the key and a heading beside them."""
_CHARACTERS = 95
_BAR = 1.7
"""Lines that a bar takes up, beside its label."""


def split(block: Bars | Ranges) -> tuple[Bars | Ranges, ...]:
    """The chart itself where it fits on a page, otherwise one piece after the other.

    Each piece tells its own rows; one that fits keeps the words it has.
    """
    labels = block.bars if isinstance(block, Bars) else block.rows
    pieces = tuple(_pieces(labels))
    if len(pieces) < 2:
        return (block,)
    if isinstance(block, Bars):
        return tuple(_some_bars(block, piece) for piece in pieces)
    return tuple(_some_rows(block, piece) for piece in pieces)


def _pieces(labels: Sequence[str]) -> Iterator[slice]:
    start, lines = 0, 0.0
    for place, label in enumerate(labels):
        needed = -(-len(shortened(label)) // _CHARACTERS) + _BAR
        if lines and lines + needed > _MOST_LINES:
            yield slice(start, place)
            start, lines = place, 0.0
        lines += needed
    yield slice(start, len(labels))


def _some_bars(block: Bars, piece: slice) -> Bars:
    series = tuple(replace(each, values=each.values[piece]) for each in block.series)
    return replace(
        block, bars=block.bars[piece], series=series, told=_told(block.title, block.bars[piece])
    )


def _some_rows(block: Ranges, piece: slice) -> Ranges:
    return replace(
        block,
        rows=block.rows[piece],
        low=block.low[piece],
        middle=block.middle[piece],
        high=block.high[piece],
        told=_told(block.title, block.rows[piece]),
    )


def _told(title: str, labels: Sequence[str]) -> str:
    return f"{title}: {'; '.join(labels)}."

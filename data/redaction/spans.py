"""Changing a text without losing what was marked in it.

All positions are Unicode code points from 0, and an end is the first one after.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A marked part of a text.

    Attributes:
        start: its first code point.
        end: the one after its last.
        key: whatever tells the marks of a caller apart; it is carried along and never looked at.
    """

    start: int
    end: int
    key: Hashable = None


@dataclass(frozen=True, slots=True)
class Edit:
    """One part of a text that gives way to other words.

    Attributes:
        start: the first code point that goes.
        end: the one after the last that goes; the same as `start` where words are only added.
        replacement: what comes; empty where words are only taken out.
    """

    start: int
    end: int
    replacement: str


@dataclass(frozen=True, slots=True)
class Edited:
    """A text after its edits.

    Attributes:
        text: as it is now.
        spans: those that still hold something, in the order given, at their places now.
        lost: those of which nothing is left, as they were.
    """

    text: str
    spans: tuple[Span, ...]
    lost: tuple[Span, ...]


def replace(text: str, edits: Iterable[Edit], spans: Iterable[Span] = ()) -> Edited:
    """Make edits, and carry marked spans to where their words are now.

    What replaces even one code point of a span belongs to the span; what is added between two code
    points of a span does as well, and what is added at its border does not.

    Args:
        text: before.
        edits: in any order; those that add at the same place keep their order.
        spans: of the text, none of them empty.

    Raises:
        ValueError: an edit or a span reaches outside of the text, two edits overlap, or a span is
            empty; the message names the positions.
    """
    made = sorted(edits, key=lambda edit: (edit.start, edit.end))
    marked = tuple(spans)
    _check(made, marked, length=len(text))
    moving = _Moving(made)
    moved = tuple(Span(moving.start(at.start), moving.end(at.end), at.key) for at in marked)
    return Edited(
        _written(text, made),
        tuple(span for span in moved if span.start < span.end),
        tuple(was for was, now in zip(marked, moved, strict=True) if now.start >= now.end),
    )


def _check(edits: Sequence[Edit], spans: Iterable[Span], *, length: int) -> None:
    for edit in edits:
        if not 0 <= edit.start <= edit.end <= length:
            where = f"an edit from {edit.start} to {edit.end}"
            raise ValueError(f"{where} does not lie in a text of {length} code points.")
    for one, two in pairwise(edits):
        if two.start < one.end:
            both = f"{one.start} to {one.end} and {two.start} to {two.end}"
            raise ValueError(f"two edits overlap, {both}; an edit changes words of its own.")
    for span in spans:
        if not 0 <= span.start < span.end <= length:
            where = f"a span from {span.start} to {span.end}"
            raise ValueError(f"{where} holds nothing of a text of {length} code points.")


def _written(text: str, edits: Sequence[Edit]) -> str:
    pieces: list[str] = []
    at = 0
    for edit in edits:
        pieces += (text[at : edit.start], edit.replacement)
        at = edit.end
    return "".join((*pieces, text[at:]))


class _Moving:
    """Where a border of a span lies after all edits."""

    def __init__(self, edits: Sequence[Edit]) -> None:
        self._starts = [edit.start for edit in edits]
        self._ends = [edit.end for edit in edits]
        grown = [len(edit.replacement) - (edit.end - edit.start) for edit in edits]
        self._grown = [0, *accumulate(grown)]

    def start(self, border: int) -> int:
        """Of a first code point; the start of what replaced it where it went."""
        before = bisect_right(self._ends, border)
        inside = before < len(self._starts) and self._starts[before] <= border
        return (self._starts[before] if inside else border) + self._grown[before]

    def end(self, border: int) -> int:
        """Of the place after a last code point; the end of what replaced it where it went."""
        before = bisect_left(self._starts, border)
        reached = before and self._ends[before - 1] >= border
        return (self._ends[before - 1] if reached else border) + self._grown[before]

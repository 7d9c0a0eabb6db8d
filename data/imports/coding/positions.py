"""Where coded words begin and end, although programs count signs in several ways.

The standard counts code points of the text as it lies in the file. Some programs count a line break
of two signs as one, or one of one sign as two, since they held it so; some count an emoji as two,
as JavaScript and Windows do, or bytes; some count the mark at the start of a text. The text itself
is never changed; places are, and only where the file itself shows how it counts.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import product
from typing import Literal

from data.imports.coding.evidence import Marked, Span, is_clean_end, is_clean_start, is_named

Unit = Literal["points", "utf16", "bytes"]
Break = Literal["as it is", "one", "two"]
_BREAK = "\r\n"
_COUNTS_ONE = ("atlas",)
_LAST_OF_TWO = 0xFFFF


@dataclass(frozen=True, slots=True)
class Counting:
    """A way of counting the signs of a text; the first of each is that of the standard.

    Attributes:
        breaks: what a line break counts.
        unit: what any other sign counts.
        mark: the mark at the start of the text counts, too.
    """

    breaks: Break = "as it is"
    unit: Unit = "points"
    mark: bool = False

    @property
    def is_usual(self) -> bool:
        """Programs are known to count so; other ways are believed only where they are shown."""
        return self.breaks != "two" and self.unit != "bytes"

    @property
    def told(self) -> str:
        """How it differs from the standard, as the end of 'the file counts'."""
        said = (
            (self.breaks == "one", "a line break as one character"),
            (self.breaks == "two", "a line break as two characters"),
            (self.unit == "utf16", "an emoji as two characters"),
            (self.unit == "bytes", "bytes and no characters"),
            (self.mark, "the mark at the start of a text"),
        )
        return " and ".join(words for is_so, words in said if is_so)

    def spans(self, text: str, marked: Sequence[Marked]) -> tuple[Span | None, ...]:
        """The true place of each; None where none is: outside of the text, or inside of a sign."""
        places = self._places(text)
        return tuple(_span(places, each) for each in marked)

    def _places(self, text: str) -> list[int | None]:
        """For each place as it is counted here, the true one."""
        wide = self._width("\N{ZERO WIDTH NO-BREAK SPACE}") if self.mark else 0
        places: list[int | None] = [0] * wide
        before = ""
        for at, sign in enumerate(text):
            if not (self.breaks == "one" and before + sign == _BREAK):
                places += (at, *[None] * (self._width(sign) - 1))
            before = sign
        return [*places, len(text)]

    def _width(self, sign: str) -> int:
        if sign == "\n" and self.breaks == "two":
            return 2
        if self.unit == "bytes":
            return len(sign.encode("utf-8", "surrogatepass"))
        return 2 if self.unit == "utf16" and ord(sign) > _LAST_OF_TWO else 1


STANDARD = Counting()


def ways(text: str, *, mark: bool) -> tuple[Counting, ...]:
    """Every way of counting that makes a difference in a text, that of the standard first.

    Args:
        text: without a mark at its start.
        mark: whether there was one.
    """
    breaks: list[Break] = ["as it is"]
    if _BREAK in text:
        breaks.append("one")
    elif "\n" in text:
        breaks.append("two")
    units: list[Unit] = ["points"]
    if any(ord(sign) > _LAST_OF_TWO for sign in text):
        units.append("utf16")
    if not text.isascii():
        units.append("bytes")
    marks = (False, True) if mark else (False,)
    return tuple(Counting(*each) for each in product(breaks, units, marks))


def by_origin(found: Sequence[Counting], origin: str) -> list[Counting]:
    """Those that the program which wrote a file is known for; all where it is known for none."""
    known = [
        each
        for each in found
        if each.breaks == "one" and any(name in origin.lower() for name in _COUNTS_ONE)
    ]
    return known or list(found)


def named(text: str, marked: Sequence[Marked], spans: Sequence[Span | None]) -> int:
    """At how many places the words are those that the file calls them."""
    return sum(
        span is not None and is_named(text, each, span)
        for each, span in zip(marked, spans, strict=True)
    )


def clean(text: str, spans: Sequence[Span | None]) -> float:
    """Share of beginnings and ends that cut no word; a place outside of the text has none."""
    ends = [
        whole
        for span in spans
        for whole in (
            (is_clean_start(text, span[0]), is_clean_end(text, span[1])) if span else (False, False)
        )
    ]
    return sum(ends) / len(ends) if ends else 0.0


def _span(places: Sequence[int | None], marked: Marked) -> Span | None:
    if not 0 <= marked.start < marked.end < len(places):
        return None
    start, end = places[marked.start], places[marked.end]
    return (start, end) if start is not None and end is not None and start < end else None

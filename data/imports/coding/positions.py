"""Where coded words begin and end, although programs count line breaks in two ways.

A line that ends with a carriage return and a line feed has two code points there. Some programs
count one. The text itself is never changed; places are.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

Counting = Literal["one", "two"]
_BREAK = "\r\n"
_COUNTS_ONE = ("atlas",)


@dataclass(frozen=True, slots=True)
class Marked:
    """Places as a file gives them, and what it calls them: often the first of the words."""

    start: int
    end: int
    name: str = ""


def counting_of(text: str, marked: Sequence[Marked], *, origin: str) -> Counting:
    """How a file counts the line breaks of a text.

    Names that repeat the marked words decide; then the program that wrote the file; then whether
    all places lie within the text. Where nothing tells, a line break has its two code points.

    Args:
        text: as it came.
        marked: all places in it.
        origin: the program, as the file names it.
    """
    if _BREAK not in text:
        return "two"
    places = places_when_one(text)
    as_one = sum(_is_named(text, each, places) for each in marked)
    as_two = sum(_is_named(text, each, range(len(text) + 1)) for each in marked)
    if as_one != as_two:
        return "one" if as_one > as_two else "two"
    fits = all(each.end < len(places) for each in marked)
    return "one" if fits and any(name in origin.lower() for name in _COUNTS_ONE) else "two"


def places_when_one(text: str) -> list[int]:
    """The true place for each place of a count in which a line break is one."""
    places = [
        at for at, sign in enumerate(text) if not (sign == "\n" and text[at - 1 : at] == "\r")
    ]
    return [*places, len(text)]


def _is_named(text: str, marked: Marked, places: Sequence[int]) -> bool:
    """Whether the name of some marked words is how the words at these places begin."""
    name = _plain(marked.name.rstrip("\N{HORIZONTAL ELLIPSIS}. "))
    if not name or not 0 <= marked.start < marked.end < len(places):
        return False
    return _plain(text[places[marked.start] : places[marked.end]]).startswith(name)


def _plain(words: str) -> str:
    return " ".join(words.split())


def inside_text(marked: Marked, places: Sequence[int]) -> bool:
    """Whether a place holds at least one code point of a text."""
    return 0 <= marked.start < marked.end < len(places)

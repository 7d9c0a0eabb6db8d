"""Text on slides: how much fits on one, and where it may be divided."""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

ALOUD_SIGNS = 100
"""Of a line in the box of what is read aloud."""
ALOUD_LINE, ALOUD_EDGE, ALOUD_GAP = 0.36, 0.3, 0.15
"""Inches of such a line, of the edges of the box, and below it."""
SIZE, DENSE = 18, 16
"""Points of letters, and of those of text with headings in it."""

_ROOM = 5.2
"""Inches of a slide below its title."""
_HEIGHT = 1.22 / 72
"""Inches of a line for each point of its letters."""
BETWEEN, BEFORE_HEADING = 6, 14
"""Points below a paragraph, and above a heading."""
_SIGNS = 88 * SIZE
"""Signs of a line, times the points of its letters."""
_LONGEST = 10 * 88


@dataclass(frozen=True, slots=True)
class Line:
    """A paragraph on a slide, or beside it.

    Attributes:
        text: in plain words.
        point: one of a list.
        heading: names the lines up to the next heading.
        spoken: for the speaker's notes, and not on the slide.
    """

    text: str
    point: bool = False
    heading: bool = False
    spoken: bool = False


@dataclass(frozen=True, slots=True)
class Lines:
    """Text as the content of a slide."""

    lines: tuple[Line, ...]

    @property
    def size(self) -> int:
        """Points of its letters."""
        return size_of(self.lines)


def size_of(lines: Sequence[Line]) -> int:
    """Points of the letters of lines that go together."""
    return DENSE if any(each.heading for each in lines) else SIZE


def aloud_height(sentences: Sequence[str]) -> float:
    """Inches that the box of what is read aloud takes, with the gap below it."""
    if not sentences:
        return 0.0
    lines = sum(math.ceil(len(each) / ALOUD_SIGNS) or 1 for each in sentences)
    return ALOUD_EDGE + lines * ALOUD_LINE + ALOUD_GAP


def fitting(lines: Sequence[Line], *, aloud: Sequence[str] = ()) -> list[tuple[Line, ...]]:
    """Lines in pieces that fit on a slide; a very long one is divided between words.

    A sentence that opens a list goes along with its first point, and what stands under a heading
    stays together where one slide can hold it.

    Args:
        lines: in reading order.
        aloud: what the first slide has above them.
    """
    size = size_of(lines)
    pieces: list[list[Line]] = [[]]
    free = _ROOM - aloud_height(aloud)
    parts = [short for each in lines for short in _divided(each)]
    for place, line in enumerate(parts):
        asked = _height(line, size)
        wanted = _section_height(parts[place:], size) if line.heading else asked
        if pieces[-1] and (asked > free or free < wanted <= _ROOM):
            opening = pieces[-1].pop() if _opens(pieces[-1], line) else None
            pieces.append([opening] if opening else [])
            free = _ROOM - (_height(opening, size) if opening else 0.0)
        pieces[-1].append(line)
        free -= asked
    return [tuple(piece) for piece in pieces if piece]


def _height(line: Line, size: int) -> float:
    """Inches that a line takes on its slide."""
    if line.spoken:
        return 0.0
    rows = math.ceil(len(line.text) * size / _SIGNS) or 1
    apart = BETWEEN + (BEFORE_HEADING if line.heading else 0)
    return rows * size * _HEIGHT + apart / 72


def _section_height(lines: Sequence[Line], size: int) -> float:
    """Inches of a heading and all up to the next one."""
    ends = (place for place, each in enumerate(lines) if place and each.heading)
    return sum(_height(each, size) for each in lines[: next(ends, len(lines))])


def _opens(before: Sequence[Line], line: Line) -> bool:
    """The last line before this one opens a list, and is not the only one there."""
    last = before[-1]
    return line.point and len(before) > 1 and not last.point and not last.spoken


def _divided(line: Line) -> Iterator[Line]:
    text = line.text
    while len(text) > _LONGEST and not line.spoken:
        cut = text.rfind(" ", 1, _LONGEST)
        cut = _LONGEST if cut < 0 else cut
        yield replace(line, text=text[:cut])
        text = text[cut:].lstrip()
    yield replace(line, text=text)

"""Reads texts in which what may tell who somebody is stands in marks: `{name:Ximena} came.`"""

import re
from dataclasses import dataclass
from pathlib import Path

_MARK = re.compile(r"\{(\w+):([^{}]+)\}")


@dataclass(frozen=True, slots=True)
class Marked:
    """A text of our own.

    Attributes:
        text: without the marks.
        marks: kind, first code point, and the one after the last.
    """

    text: str
    marks: tuple[tuple[str, int, int], ...]


def marked(line: str) -> Marked:
    """One text, of a line with marks."""
    text, marks, at = "", [], 0
    for found in _MARK.finditer(line):
        text += line[at : found.start()]
        marks.append((found[1], len(text), len(text) + len(found[2])))
        text += found[2]
        at = found.end()
    return Marked(text + line[at:], tuple(marks))


def marked_texts(path: Path) -> list[Marked]:
    """All texts of a file, one a line; empty lines and those with a # are none."""
    lines = path.read_text(encoding="utf-8").splitlines()
    return [marked(line) for line in lines if line.strip() and not line.startswith("#")]

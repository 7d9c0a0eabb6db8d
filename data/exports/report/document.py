"""A report before it is a file: parts made of a few kinds of blocks, in one language.

The writers of DOCX, PPTX and PDF know nothing but this; so all files of one report say the same.
"""

from dataclasses import dataclass, field
from typing import Literal

Voice = Literal["plain", "aloud", "note", "heading"]
"""Text to read, a sentence that a facilitator would read aloud, a remark beside the point, and what
names the blocks up to the next one of its kind."""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of plain words; nothing in it is markup."""

    text: str
    voice: Voice = "plain"


@dataclass(frozen=True, slots=True)
class Bullets:
    """A list without order."""

    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A table with one row of heads; every row has as many cells as there are heads.

    Attributes:
        caption: what the table is about, in one line.
        heads: of the columns; the first column names the row.
        rows: cells as they are read.
    """

    caption: str
    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Series:
    """One color of a chart of stacked bars.

    Attributes:
        name: as in the legend.
        color: six hexadecimal digits, as in "1B4B7A".
        values: people, one for each bar; None where it is not shown.
    """

    name: str
    color: str
    values: tuple[int | None, ...]


@dataclass(frozen=True, slots=True)
class Bars:
    """A chart of horizontal stacked bars of people.

    Attributes:
        title: what the chart shows.
        told: the same in words, for those who do not see it.
        bars: what each bar is of, in reading order (first at the top).
        series: its colors, in the order of the scale.
        most: how many people a full bar is.
    """

    title: str
    told: str
    bars: tuple[str, ...]
    series: tuple[Series, ...]
    most: int


@dataclass(frozen=True, slots=True)
class Ranges:
    """A chart of points with the range each may lie in, on one scale.

    Attributes:
        title, told: as of bars.
        rows: what each point is of, in reading order.
        low, middle, high: of each row, in `unit`; None where it is not known.
        unit: of the scale, in words.
    """

    title: str
    told: str
    rows: tuple[str, ...]
    low: tuple[float | None, ...]
    middle: tuple[float | None, ...]
    high: tuple[float | None, ...]
    unit: str


Block = Paragraph | Bullets | Table | Bars | Ranges


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the report under a heading of its own.

    Attributes:
        key: which part it is, the same in all languages.
        title: its heading.
        blocks: in reading order.
    """

    key: str
    title: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Document:
    """A whole report.

    Attributes:
        title: of the report.
        subtitle: team and round, in one line.
        language: of all its words, as in "en".
        remarks: lines under the title, such as that the team is made up, or a checksum.
        parts: in reading order.
        footer: stands on every page.
    """

    title: str
    subtitle: str
    language: str
    remarks: tuple[str, ...] = ()
    parts: tuple[Part, ...] = field(default=())
    footer: str = ""

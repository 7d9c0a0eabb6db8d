"""What goes on which slide: little text, one picture or table at a time, the rest in the notes."""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from data.exports.report.document import (
    Bars,
    Bullets,
    Document,
    Paragraph,
    Part,
    Ranges,
    Table,
)
from data.exports.report.office import shares
from data.exports.report.office_words import said
from data.exports.report.slide_text import Line, Lines, aloud_height, fitting

SMALL = 240
"""Signs of a remark that still fits under a picture; a longer one goes into the notes."""
TABLE_ROWS = 10
ROW_SIGNS = 120
"""Signs of a row of a table that fit beside each other."""

_SLIDES_OF_A_TABLE = 3
_ROOM, _REMARK = 5.4, 0.6
"""Inches of a slide below its title, and of a remark."""
_CAPTION_SIGNS, _CAPTION_LINE, _CAPTION_EDGE = 95, 0.26, 0.16
_LINE, _EDGES, _ROW = 0.2, 0.07, 0.35
"""Inches of a line of a table, of the edges of a row, and of the least row."""
TO_WRITE_ON = 0.75
"""Inches of a row that is written in by hand."""
_BARS, _LONG_BARS, _LONG = 8, 6, 55
_ALOUD_BESIDE = 260
"""Signs of sentences to read aloud that leave room for a picture below them."""


Content = Bars | Ranges | Table | Lines


@dataclass(frozen=True, slots=True)
class Slide:
    """One slide.

    Attributes:
        title: stands on it and names it for those who do not see it.
        aloud: sentences to read aloud, at the top.
        content: what it shows; None where the sentences are all.
        told: the content in words, for those who do not see it.
        remark: in small letters at the bottom.
        notes: what the speaker reads, a paragraph each.
    """

    title: str
    aloud: tuple[str, ...] = ()
    content: Content | None = None
    told: str = ""
    remark: str = ""
    notes: tuple[str, ...] = ()


def slides(document: Document) -> tuple[Slide, ...]:
    """The slides behind the title slide, in order."""
    words = said(document.language)
    made: list[Slide] = []
    for part in document.parts:
        of_part = _of_part(part, language=document.language)
        if len(of_part) > 1:
            of_part = tuple(
                replace(each, title=f"{each.title} {words['of'].format(number, len(of_part))}")
                for number, each in enumerate(of_part, start=1)
            )
        made += of_part
    return tuple(made)


def _of_part(part: Part, *, language: str) -> tuple[Slide, ...]:
    """The slides of one part; what was said before a picture or table stands beside it."""
    made = _Making(part.title, language)
    for block in part.blocks:
        if isinstance(block, Paragraph):
            made.wait(block)
        elif isinstance(block, Bullets):
            made.wait_all(Line(each, point=True) for each in block.lines)
        elif isinstance(block, Table):
            pieces = _tables(block, room=made.table_room(block))
            if pieces:
                made.add(pieces)
            else:
                told = said(language)["whole_table"]
                made.wait_all((Line(told.format(block.caption, len(block.rows))),))
        else:
            made.add(_charts(block), told=block.told)
    made.end()
    return tuple(made.slides)


class _Making:
    """The slides of a part so far, and its text that none of them holds yet."""

    def __init__(self, title: str, language: str) -> None:
        self.slides: list[Slide] = []
        self._title, self._language = title, language
        self._aloud: tuple[str, ...] = ()
        self._text: tuple[Line, ...] = ()

    @property
    def _is_short(self) -> bool:
        return sum(len(each.text) for each in self._text) <= SMALL

    @property
    def _is_list(self) -> bool:
        return any(each.point or each.heading for each in self._text)

    def table_room(self, table: Table) -> float:
        """Inches that the rows of a table may take on the next slide."""
        room = _ROOM - aloud_height(self._aloud) - caption_height(table.caption)
        return room - _REMARK if self._text and self._is_short else room

    def wait(self, paragraph: Paragraph) -> None:
        """Keep a paragraph for the next slide; a remark on a heading is for the notes."""
        if paragraph.voice == "aloud":
            self._aloud += (paragraph.text,)
        else:
            headed = any(each.heading for each in self._text)
            spoken = headed and not self._text[-1].point and paragraph.voice == "note"
            heading = paragraph.voice == "heading"
            self._text += (Line(paragraph.text, heading=heading, spoken=spoken),)

    def wait_all(self, lines: Iterable[Line]) -> None:
        """Likewise for lines."""
        self._text += tuple(lines)

    def add(self, contents: Sequence[Content], *, told: str = "") -> None:
        """Slides with a chart or table; the first one takes what waits, unless that is a list."""
        if self._is_list:
            self._add_text()
        if sum(map(len, self._aloud)) > _ALOUD_BESIDE:
            self._slide(None)
        for content in contents:
            words = told if len(contents) == 1 else _told(content, language=self._language)
            self._slide(content, told=words)

    def end(self) -> None:
        """What still waits: below the last picture if it is short, or on slides of its own."""
        last = self.slides[-1] if self.slides else None
        below = last is not None and _has_room_below(last)
        if last and below and self._text and self._is_short and not (self._aloud or self._is_list):
            words = tuple(each.text for each in self._text)
            self.slides[-1] = replace(last, remark=" ".join(words), notes=(*last.notes, *words))
            self._text = ()
        if self._text:
            self._add_text()
        if self._aloud:
            self._slide(None)

    def _add_text(self) -> None:
        text, self._text = self._text, ()
        for lines in fitting(text, aloud=self._aloud):
            shown = tuple(each for each in lines if not each.spoken)
            spoken = tuple(each.text for each in lines if each.spoken)
            self._slide(Lines(shown) if shown else None, spoken=spoken)

    def _slide(
        self, content: Content | None, *, told: str = "", spoken: tuple[str, ...] = ()
    ) -> None:
        text = tuple(each.text for each in self._text)
        remark = " ".join(text) if content is not None and self._is_short else ""
        notes = (*self._aloud, *text, *spoken, *((told,) if told else ()))
        self.slides.append(Slide(self._title, self._aloud, content, told, remark, notes))
        self._aloud, self._text = (), ()


def caption_height(caption: str) -> float:
    """Inches that the caption of a table takes."""
    lines = math.ceil(len(caption) / _CAPTION_SIGNS) or 1
    return lines * _CAPTION_LINE + _CAPTION_EDGE


def _has_room_below(slide: Slide) -> bool:
    """Whether a remark fits below what a slide shows; a chart makes room for it."""
    table = slide.content
    if slide.remark or isinstance(table, Lines):
        return False
    if not isinstance(table, Table):
        return True
    rows = sum(_height(table, row) for row in (table.heads, *table.rows))
    return rows + caption_height(table.caption) + aloud_height(slide.aloud) + _REMARK <= _ROOM


def _charts(chart: Bars | Ranges) -> list[Content]:
    """A chart in as many pieces as slides are needed to read it."""
    names = chart.bars if isinstance(chart, Bars) else chart.rows
    most = _LONG_BARS if max(map(len, names), default=0) > _LONG else _BARS
    return [_piece(chart, piece) for piece in _pieces(len(names), most)]


def _piece(chart: Bars | Ranges, piece: slice) -> Bars | Ranges:
    if isinstance(chart, Bars):
        series = tuple(replace(each, values=each.values[piece]) for each in chart.series)
        return replace(chart, bars=chart.bars[piece], series=series)
    return replace(
        chart,
        rows=chart.rows[piece],
        **{name: getattr(chart, name)[piece] for name in ("low", "middle", "high")},
    )


def _pieces(count: int, most: int) -> list[slice]:
    """Slices of nearly the same length, none longer than `most`."""
    pieces = max(1, math.ceil(count / most))
    edges = [round(number * count / pieces) for number in range(pieces + 1)]
    return [slice(low, high) for low, high in pairwise(edges)]


def _tables(table: Table, *, room: float) -> list[Content]:
    """A table in pieces; none for one that would need many slides, which other files have.

    Args:
        room: inches that its rows may take on a slide.
    """
    pieces = _rows_of_slides(table, room=room, most=TABLE_ROWS)
    even = _rows_of_slides(table, room=room, most=math.ceil(len(table.rows) / len(pieces)) or 1)
    chosen = even if len(even) == len(pieces) else pieces
    if len(chosen) > _SLIDES_OF_A_TABLE:
        return []
    return [replace(table, rows=rows) for rows in chosen]


def _rows_of_slides(table: Table, *, room: float, most: int) -> list[tuple[tuple[str, ...], ...]]:
    """The rows of each slide, at most so many, as far as they fit."""
    pieces: list[tuple[tuple[str, ...], ...]] = [()]
    free = room = room - _height(table, table.heads)
    for row in table.rows:
        asked = _height(table, row)
        if pieces[-1] and (asked > free or len(pieces[-1]) == most):
            pieces.append(())
            free = room
        pieces[-1] += (row,)
        free -= asked
    return pieces


def _height(table: Table, row: tuple[str, ...]) -> float:
    """Inches that a row takes."""
    if not any(row):
        return TO_WRITE_ON
    return max(_ROW, _EDGES + _LINE * _lines(table, row))


def _lines(table: Table, row: tuple[str, ...]) -> int:
    """Lines that the longest cell of a row takes."""
    return max(
        math.ceil(len(cell) / max(1, share * ROW_SIGNS)) or 1
        for cell, share in zip(row, shares(table, signs=ROW_SIGNS), strict=True)
    )


def _told(content: Content, *, language: str) -> str:
    """A piece of a chart in words: each bar with its figures."""
    words = said(language)
    if isinstance(content, Bars):
        return f"{content.title}. " + " ".join(
            f"{name}: {_people(content, place, words['not_shown'])}."
            for place, name in enumerate(content.bars)
        )
    if isinstance(content, Ranges):
        return f"{content.title}, {content.unit}. " + " ".join(
            f"{name}: {_range(content, place, language=language)}."
            for place, name in enumerate(content.rows)
        )
    return ""


def _people(chart: Bars, place: int, not_shown: str) -> str:
    shown = [
        f"{each.name} {value}" for each in chart.series if (value := each.values[place]) is not None
    ]
    return ", ".join(shown) or not_shown


def _range(chart: Ranges, place: int, *, language: str) -> str:
    words = said(language)
    middle, low, high = chart.middle[place], chart.low[place], chart.high[place]
    if middle is None:
        return words["not_shown"]
    if low is None or high is None:
        return f"{middle:g}"
    return f"{middle:g} ({words['from_to'].format(f'{low:g}', f'{high:g}')})"

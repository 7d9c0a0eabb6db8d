"""A report as a tagged PDF, written without a browser and without leave to read anything else.

All words arrive in the template as data, so nothing that a person typed is ever read as markup.

Source:
    ISO 14289-1 (PDF/UA-1), as checked by Typst. Letters that its fonts do not have cannot stand in
    such a file; a report with some is tagged in the same way, but does not say that it follows the
    standard.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime
from typing import Any

import typst

from data.exports.report.charts import FONTS, TEMPLATES, chart_plain
from data.exports.report.document import Block, Bullets, Document, Paragraph, Part, Table
from data.exports.report.office import SHORT_HEAD
from data.exports.report.printed import printed
from data.exports.report.splitting import split
from data.exports.report.words import words

_MADE_ON = datetime(2000, 1, 1, tzinfo=UTC)
"""In every file, so that none tells when it was written."""
_OWN_PAGE = ("agree",)
_STANDARD = "ua-1"
_LED_UP_TO = ("chart", "table", "bullets")
_END: dict[str, Any] = {"kind": "end"}
_ROWS_TOGETHER = 12
"""A table of up to so many rows stays on one page."""
_ACROSS, _EDGES, _LETTER = 482.0, 11.0, 4.9
"""Points from edge to edge of a page, around the text of a cell, and for a letter of it."""
_BOLD = 1.2
"""How much wider a bold letter is."""
_SHORT, _LONG, _OVERLONG = 25, 60, 24
"""Letters of a cell that should stay on one line, of one as long as counts, and of a word."""


Heads = tuple[str, ...]


def write_pdf(document: Document) -> bytes:
    """A PDF on US letter; the same document always gives the same bytes."""
    return _compiled(_plain(document))


def _compiled(report: dict[str, Any]) -> bytes:
    options: dict[str, Any] = {
        "root": TEMPLATES,
        "font_paths": FONTS,
        "sys_inputs": {"report": json.dumps(printed(report))},
        "timestamp": _MADE_ON,
        "format": "pdf",
    }
    template = TEMPLATES / "report.typ"
    try:
        return typst.compile(template, pdf_standards=_STANDARD, **options)
    except typst.TypstError:
        return typst.compile(template, **options)


def _plain(document: Document) -> dict[str, Any]:
    """The document as plain lists and tables for the template."""
    say = words(document.language).say
    return {
        "named": document.title,
        "title": document.title,
        "subtitle": document.subtitle,
        "language": document.language,
        "remarks": list(document.remarks),
        "running": document.title,
        "footer": document.footer,
        "page": say("report.page", page="{page}", pages="{pages}"),
        "contents": say("report.contents"),
        "parts": [_part(part) for part in document.parts],
    }


def _part(part: Part) -> dict[str, Any]:
    columns = column_widths(part)
    blocks = [plain for block in part.blocks for plain in _blocks(block, columns)]
    leads = False
    for block, following in reversed([*zip(blocks, [*blocks[1:], _END], strict=True)]):
        aloud = block.get("voice") == "aloud" and following is not _END
        leads = following["kind"] in _LED_UP_TO or (leads and following.get("voice") == "aloud")
        if block["kind"] == "paragraph":
            block["leads"] = leads = leads or aloud
    return {"title": part.title, "own-page": part.key in _OWN_PAGE, "blocks": blocks}


def _blocks(block: Block, columns: Mapping[Heads, list[float]]) -> Iterator[dict[str, Any]]:
    if isinstance(block, Paragraph):
        yield {"kind": "paragraph", "text": block.text, "voice": block.voice}
    elif isinstance(block, Bullets):
        yield {"kind": "bullets", "lines": list(block.lines)}
    elif isinstance(block, Table):
        yield {
            "kind": "table",
            "caption": block.caption,
            "heads": list(block.heads),
            "rows": [list(row) for row in block.rows],
            "widths": columns[block.heads],
            "whole": len(block.rows) <= _ROWS_TOGETHER,
        }
    else:
        for piece in split(block):
            yield {
                "kind": "chart",
                "title": piece.title,
                "told": piece.told,
                "chart": chart_plain(piece),
            }


def column_widths(part: Part) -> dict[Heads, list[float]]:
    """How wide columns are, in points, by their heads: alike in all tables with the same.

    The longest word fits first; what is left goes by the usual length of a cell.
    """
    found: dict[Heads, list[tuple[str, ...]]] = {}
    for block in part.blocks:
        if isinstance(block, Table):
            found.setdefault(block.heads, []).extend(block.rows)
    return {heads: _widths(zip(heads, *rows, strict=True)) for heads, rows in found.items()}


def _widths(columns: Iterable[tuple[str, ...]]) -> list[float]:
    needed = [_needed(column) for column in columns]
    least = sum(low for low, _ in needed)
    wanted = sum(most - low for low, most in needed)
    share = max(_ACROSS - least, 0.0) / wanted if wanted else 0.0
    return [low + share * (most - low) for low, most in needed]


def _needed(column: tuple[str, ...]) -> tuple[float, float]:
    """The least that a column needs, and what it would like to have, in points."""
    told = [cell for cell in column[1:] if cell] or [column[0]]
    longest = max((len(word) for text in column for word in text.split()), default=1)
    head = column[0]
    lines = len(head) * _BOLD if len(head) <= SHORT_HEAD else min(len(head), 40) / 3
    least = max(min(longest, _OVERLONG), lines) * _LETTER + _EDGES
    most = max(map(len, told))
    usual = most if most <= _SHORT else sum(map(len, told)) / len(told)
    return least, max(min(usual, _LONG) * _LETTER + _EDGES, least)

"""What the Word and the PowerPoint writer share: metadata, language, widths, and fixed bytes."""

import io
import zipfile
from collections.abc import Mapping

from data.exports.archive import zipped
from data.exports.elements import HEAD, escaped
from data.exports.report.document import Table

TONGUES = {"en": "en-US", "es": "es-US"}
"""Of each language of ours, the one that a program reads aloud and checks spelling in."""

_PACKAGE = "http://schemas.openxmlformats.org/package/2006/metadata/core-properties"
_EXTENDED = "http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"
_CORE, _APP = "docProps/core.xml", "docProps/app.xml"
_TYPES = "[Content_Types].xml"
_WIDEST = 90
"""Signs of a cell that a column is widened for; a longer one wraps."""
_LONGEST_WORD, _TO_WRITE_ON = 24, 40
SHORT_HEAD = 12
"""Letters of the head of a column that stays on one line."""
_EDGE = 3
"""Signs that the edges of a cell take."""


def repacked(content: bytes, *, title: str, subject: str, language: str) -> bytes:
    """An Office file with our metadata: title and language; no name, no moment, no machine.

    The same parts always make the same bytes.

    Args:
        subject: whose it is and what it is about, in one line.
        language: as in "en".
    """
    core = _core(title, subject, tongue(language))
    own: Mapping[str, bytes] = {_CORE: core.encode(), _APP: _app().encode()}
    with zipfile.ZipFile(io.BytesIO(content)) as container:
        names = sorted(container.namelist(), key=lambda name: (name != _TYPES, name))
        return zipped({name: own.get(name) or container.read(name) for name in names})


def tongue(language: str) -> str:
    """A language of ours as Office writes it."""
    return TONGUES.get(language, language)


def shares(table: Table, *, signs: int) -> tuple[float, ...]:
    """How much of a table's width each column gets; together 1.

    Each column has room for its longest word, as far as that is possible; what is left goes to
    those that have most to say.

    Args:
        signs: how many stand beside each other in a row.
    """
    columns = list(zip(table.heads, *table.rows, strict=True))
    least = [_longest_word(column) for column in columns]
    left = signs - sum(least)
    if left <= 0:
        return tuple(width / sum(least) for width in least)
    wish = [max(0, _wish(column) - width) for column, width in zip(columns, least, strict=True)]
    each = left / max(sum(wish), 1)
    given = [width + each * more for width, more in zip(least, wish, strict=True)]
    return tuple(width / sum(given) for width in given)


def _wish(column: tuple[str, ...]) -> int:
    """Signs that a column would use; a head may stand on three lines."""
    head, *cells = column
    if not any(cells):  # to be written on by hand
        return _TO_WRITE_ON
    return max(min(max(map(len, cells), default=0), _WIDEST), len(head) // 3) + _EDGE


def _longest_word(column: tuple[str, ...]) -> int:
    """What a column cannot do without; a short head counts as one word."""
    head = column[0]
    words = [len(word) for cell in column for word in cell.split()]
    words.append(len(head) if len(head) <= SHORT_HEAD else 0)
    return min(max(words), _LONGEST_WORD) + _EDGE


def _core(title: str, subject: str, spoken: str) -> str:
    return (
        f'{HEAD}<cp:coreProperties xmlns:cp="{_PACKAGE}" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/">'
        f"<dc:title>{escaped(title)}</dc:title>"
        f"<dc:subject>{escaped(subject)}</dc:subject>"
        f"<dc:language>{spoken}</dc:language></cp:coreProperties>"
    )


def _app() -> str:
    return (
        f'{HEAD}<Properties xmlns="{_EXTENDED}"><Application>Common Table</Application>'
        "</Properties>"
    )

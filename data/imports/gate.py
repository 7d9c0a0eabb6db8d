"""The one gate that every file passes before any parser sees it.

Parsers of files take an `Admitted` and nothing else, and only this module makes one. What may be
inside of a table or a questionnaire is the business of whoever reads it; the gate says whether
reading it can do harm.
"""

import csv
import re
from codecs import BOM_UTF16_BE, BOM_UTF16_LE
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import accumulate
from pathlib import Path
from typing import Literal

from data.imports.containers import LARGEST_SUM, check_container
from data.imports.evidence_office import OfficeLook
from data.imports.markup import check_markup
from data.imports.problems import Refused, counting_refusals

Kind = Literal["csv", "yaml", "xlsx", "json", "zip", "txt", "vtt", "srt", "docx"]

_ENDINGS: dict[str, Kind] = {
    ".xlsx": "xlsx",
    ".yaml": "yaml",
    ".yml": "yaml",
    ".json": "json",
    ".zip": "zip",
}
_AS_TEXT = {
    "csv": "save it as CSV UTF-8",
    "yaml": "save it as UTF-8",
    "json": "save it as UTF-8",
    "txt": "save it as plain text in UTF-8",
    "vtt": "save it as UTF-8",
    "srt": "save it as UTF-8",
}
DEEPEST_JSON = 40
"""How far lists and objects may lie inside of one another."""
_JSON_TEXT = re.compile(rb'"[^"\\]*(?:\\.[^"\\]*)*"', re.DOTALL)
_NO_BRACKETS = bytes(sign for sign in range(256) if sign not in b"[]{}")
_STEPS = {ord("["): 1, ord("{"): 1, ord("]"): -1, ord("}"): -1}
_CONTAINER = b"PK\x03\x04"
_OLD_WORKBOOK = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


@dataclass(frozen=True, slots=True)
class Limits:
    """The most that is read.

    Attributes:
        size: in bytes.
        line: characters of the longest line.
        lines: how many there are; a row with a line break inside counts as several.
    """

    size: int
    line: int = 1_000_000
    lines: int = 1_000_000


WORKBOOK = Limits(10_000_000)
csv.field_size_limit(WORKBOOK.line)
"""A cell may be as long as a line; the parser's own bound is shorter, and some pages are longer."""


@dataclass(frozen=True, slots=True)
class Admitted:
    """A file that did pass.

    Attributes:
        name: of the file, for messages.
        kind: what it is, whatever its name says.
        content: its bytes as they came.
        encoding: how its letters are written; empty where it is no text.
    """

    name: str
    kind: Kind
    content: bytes
    encoding: str = ""

    @property
    def text(self) -> str:
        """Its letters, without a mark at the start."""
        return self.content.decode(self.encoding)


def claimed_kind(name: str) -> Kind:
    """What a file says it is, by the ending of its name; a table of text unless it says else."""
    return _ENDINGS.get(Path(name).suffix.lower(), "csv")


@counting_refusals
def admit(
    content: bytes,
    *,
    name: str,
    kind: Kind,
    limits: Limits,
    windows_letters: bool = False,
    old_letters: bool = False,
    wide_letters: bool = False,
) -> Admitted:
    """Let a file in.

    Args:
        content: all of it, or one byte more than may be read.
        name: of the file, for messages; it is never used as a path.
        kind: what the file claims to be.
        limits: the most that is read.
        windows_letters: take a text that is not UTF-8 as Windows text.
        old_letters: take whatever is neither as text of an old Mac, where each byte is a letter.
        wide_letters: take a text of two bytes a letter, which says so at its start.

    Raises:
        Refused: what came and what would be right.
    """
    if len(content) > limits.size:
        raise Refused(name, "it is too large", right=f"at most {limits.size:,} bytes are read")
    if kind == "xlsx":
        _check_workbook(content, name=name)
        return Admitted(name, kind, content)
    if kind == "docx":
        _check_document(content, name=name)
        return Admitted(name, kind, content)
    if kind == "zip":
        parts(content, name=name, limits=limits)
        return Admitted(name, kind, content)
    if wide_letters and is_wide(content):
        _check_inside(_narrow(content, name=name, kind=kind), name=name, kind=kind, limits=limits)
        return Admitted(name, kind, content, "utf-16")
    _check_no_container(content, name=name, kind=kind)
    old = ("cp1252", "mac_roman") if old_letters else ("cp1252",) if windows_letters else ()
    encoding = _encoding(content, name=name, kind=kind, also=old)
    _check_inside(content, name=name, kind=kind, limits=limits)
    return Admitted(name, kind, content, encoding)


def is_wide(content: bytes) -> bool:
    """A text of two bytes a letter that says so at its start, as spreadsheet programs save it."""
    return content.startswith((BOM_UTF16_LE, BOM_UTF16_BE))


@counting_refusals
def parts(content: bytes, *, name: str, limits: Limits) -> Mapping[str, bytes]:
    """What lies in a zip file, unpacked in memory; each part has yet to pass the gate itself.

    Args:
        content: all of it, or one byte more than may be read.
        name: of the file, for messages.
        limits: the most that is read.

    Returns:
        The content of each part under its name, folders left out.

    Raises:
        Refused: what came and what would be right.
    """
    if len(content) > limits.size:
        raise Refused(name, "it is too large", right=f"at most {limits.size:,} bytes are read")
    if not content.startswith(_CONTAINER):
        what = "its name ends in .zip and it is no zip file"
        raise Refused(name, what, right="give it the ending of what it is")
    inside: dict[str, bytes] = {}
    check_container(
        content,
        file=name,
        look=inside.__setitem__,
        largest_part=LARGEST_SUM,
        right=f"zip files of {LARGEST_SUM:,} bytes together, or give them without a zip",
    )
    return inside


def _check_workbook(content: bytes, *, name: str) -> None:
    if content.startswith(_OLD_WORKBOOK):
        what = "it is an old or a locked workbook"
        raise Refused(name, what, right="save it as .xlsx without a password, or as CSV UTF-8")
    if not content.startswith(_CONTAINER):
        what = "its name ends in .xlsx and it is no workbook"
        raise Refused(name, what, right="save it as .xlsx, or give it the ending of what it is")
    check_container(content, file=name, look=lambda part, inside: check_markup(inside, part=part))


def _check_document(content: bytes, *, name: str) -> None:
    right = "save it as .docx without a password, macros and embedded objects, or as plain text"
    if not content.startswith(_CONTAINER):
        old = content.startswith(_OLD_WORKBOOK)
        what = "it is an old or a locked document" if old else "it is no Word document"
        raise Refused(name, what, right=right)
    seen = OfficeLook()

    def look(part: str, inside: bytes) -> None:
        seen(part, inside)
        check_markup(inside, part=part)

    try:
        check_container(content, file=name, look=look)
    except Refused as refused:
        raise Refused(name, refused.what, right=right) from None
    if "word/document.xml" not in seen.seen:
        raise Refused(name, "it is a container and no Word document", right=right)


def _narrow(content: bytes, *, name: str, kind: Kind) -> bytes:
    """The same text as UTF-8, so that its lines can be counted like any other's."""
    try:
        text = content.decode("utf-16")
    except UnicodeDecodeError as error:
        what = f"byte {error.start + 1:,} is no letter of the text that its start announces"
        raise Refused(name, what, right=_AS_TEXT[kind]) from None
    if "\0" in text:
        raise Refused(name, "it holds zero signs, so it is no text", right=_AS_TEXT[kind])
    return text.encode()


def _check_no_container(content: bytes, *, name: str, kind: Kind) -> None:
    if content.startswith((_CONTAINER, _OLD_WORKBOOK)):
        what = "it is a workbook or another container, and its name says that it is text"
        raise Refused(name, what, right=_AS_TEXT[kind])
    if b"\0" in content:
        raise Refused(name, "it holds zero bytes, so it is no text", right=_AS_TEXT[kind])


def _encoding(content: bytes, *, name: str, kind: Kind, also: tuple[str, ...]) -> str:
    what = ""
    for encoding in ("utf-8-sig", *also):
        try:
            content.decode(encoding)
        except UnicodeDecodeError as error:
            line = content[: error.start].count(b"\n") + 1
            what = what or f"byte {error.start + 1:,}, in line {line:,}, is not UTF-8 text"
        else:
            return encoding
    raise Refused(name, what, right=_AS_TEXT[kind])


def _check_inside(content: bytes, *, name: str, kind: Kind, limits: Limits) -> None:
    if kind == "json":
        _check_depth(content, name=name)
    else:
        _check_lines(content, name=name, limits=limits)


def _check_depth(content: bytes, *, name: str) -> None:
    """A parser goes one step deeper for each bracket, so they are counted before it starts."""
    brackets = _JSON_TEXT.sub(b"", content).translate(None, _NO_BRACKETS)
    deepest = max(accumulate(_STEPS[sign] for sign in brackets), default=0)
    if deepest > DEEPEST_JSON:
        what = f"its lists and objects lie {deepest:,} deep inside of one another"
        raise Refused(name, what, right=f"at most {DEEPEST_JSON} are read")


def _check_lines(content: bytes, *, name: str, limits: Limits) -> None:
    """Lines end as in any program: with a line feed, a carriage return, or both."""
    plain = content.replace(b"\r\n", b"\n").replace(b"\r", b"\n")
    lines = plain.count(b"\n") + 1
    if lines > limits.lines:
        what = f"it has {lines:,} lines"
        raise Refused(name, what, right=f"at most {limits.lines:,} are read")
    start = number = 0
    while start <= len(plain):
        number += 1
        end = plain.find(b"\n", start)
        end = len(plain) if end < 0 else end
        if end - start > limits.line:
            what = f"line {number:,} has {end - start:,} bytes"
            raise Refused(name, what, right=f"at most {limits.line:,} are read in one line")
        start = end + 1

"""What a PDF holds that runs or opens by itself, as far as it can be told without a parser.

Looked at are the bytes as they are, with names decoded (`/J#61vaScript`), and each stream that is
deflated, up to bounds. Not seen is what lies in a stream that is packed in another way or twice,
and what a locked PDF keeps under its key; a stream of objects of such a kind is refused as a whole.
"""

import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass

MOST_STREAMS = 20_000
LARGEST_STREAM = 8_000_000
LARGEST_SUM = 64_000_000
_REFERRED = rb"\d+\s+\d+\s+R"
_RUNS: dict[str, bytes] = {
    "JavaScript": b"",
    "JS": rb"(?=\s*(?:[(<]|" + _REFERRED + rb"))",
    "Launch": b"",
    "EmbeddedFile": b"",
    "EmbeddedFiles": b"",
    "RichMedia": b"",
    "XFA": rb"(?=\s*(?:\[|" + _REFERRED + rb"))",
}
"""Names, and what has to follow the short ones, which are also found in pictures by chance."""


def _spelled(name: str) -> bytes:
    """A pattern for a name behind its stroke, each letter plain or escaped (`J#61vaScript`)."""
    letters = (f"(?:{sign}|#(?i:{ord(sign):02x}))" for sign in name)
    return f"{''.join(letters)}(?![A-Za-z0-9#])".encode()


_ANY = re.compile(
    b"/(?:" + b"|".join(b"(%s%s)" % (_spelled(name), then) for name, then in _RUNS.items()) + b")"
)
_OBJECTS, _FILTER, _LOCKED = (
    re.compile(b"/" + _spelled(name)) for name in ("ObjStm", "Filter", "Encrypt")
)
_STREAM = re.compile(rb"(?<!end)stream(?:[ \t]*(?:\r\n|\r|\n))?")
_DEFLATED = 8
_PIECE = 16_000


@dataclass(frozen=True, slots=True)
class _Stream:
    """A stream: the bytes since the one before, and where its own begin."""

    head: bytes
    start: int


def what_runs(content: bytes) -> str | None:
    """What a PDF holds that runs, opens, or cannot be looked into; None where nothing is seen.

    Returns:
        The end of a sentence that begins with "it holds".
    """
    if found := _name_that_runs(content):
        return found
    left = LARGEST_SUM
    for number, stream in enumerate(_streams(content)):
        if number >= MOST_STREAMS:
            return f"more than {MOST_STREAMS:,} streams"
        inside, whole = _inflated(content, stream.start, most=min(LARGEST_STREAM, left))
        left -= len(inside)
        if found := _name_that_runs(inside):
            return found
        if not whole and _OBJECTS.search(stream.head) and _is_packed(stream, content):
            return "objects that are packed so that they cannot be looked into"
    return None


def _name_that_runs(content: bytes) -> str | None:
    found = _ANY.search(content)
    if found is None:
        return None
    name = [*_RUNS][(found.lastindex or 1) - 1]
    return f"something that runs or opens by itself ({name})"


def _streams(content: bytes) -> Iterator[_Stream]:
    before = 0
    for found in _STREAM.finditer(content):
        yield _Stream(content[before : found.start()], found.end())
        before = found.start()


def _is_packed(stream: _Stream, content: bytes) -> bool:
    """A stream that is neither packed nor under a key was looked at as it is."""
    return bool(_FILTER.search(stream.head) or _LOCKED.search(content))


def _inflated(content: bytes, start: int, *, most: int) -> tuple[bytes, bool]:
    """What comes out of a deflated stream, at most so much of it, and whether that is all."""
    inside, machine = bytearray(), zlib.decompressobj()
    if not _opens_deflated(content[start : start + 2]):
        return b"", False
    try:  # in pieces, because what is left over is copied each time
        for place in range(start, len(content), _PIECE):
            if machine.eof or len(inside) >= most:
                break
            piece = content[place : place + _PIECE]
            inside += machine.decompress(piece, most - len(inside))
    except zlib.error:
        return bytes(inside), False
    return bytes(inside), machine.eof


def _opens_deflated(head: bytes) -> bool:
    return len(head) == 2 and head[0] & 0x0F == _DEFLATED and int.from_bytes(head, "big") % 31 == 0

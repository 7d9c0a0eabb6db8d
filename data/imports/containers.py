"""A zip container that somebody gave us: what it says of itself, and what is really in it.

Its parts are read in memory and counted while they grow; none is ever written to a disk.
"""

import stat
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from io import BytesIO
from itertools import pairwise

from data.imports.problems import Refused

MOST_PARTS = 200
LARGEST_PART = 30_000_000
LARGEST_SUM = 60_000_000
MOST_GROWTH = 120
GROWTH_COUNTS_FROM = 100_000
_LONGEST_NAME = 200
_LARGEST_LIST = MOST_PARTS * 600
_PIECE = 64_000

_END = struct.Struct("<4s4H2LH")
_END64 = struct.Struct("<4sQ2H2L4Q")
_WAY64 = struct.Struct("<4sLQL")
_LOCAL = struct.Struct("<4s5H3L2H")
_FULL = (0xFFFF, 0xFFFFFFFF)
_ENCRYPTED = 0x1 | 0x40 | 0x2000
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_BROKEN = (zipfile.BadZipFile, zlib.error, struct.error, OSError, ValueError)
_BROKEN += (EOFError, NotImplementedError, RuntimeError)
_SAVE_AGAIN = "open it in a spreadsheet program and save it again"

Look = Callable[[str, bytes], None]


class NotTaken(ValueError):
    """Why a container, or a part of one, is not taken."""


@dataclass(frozen=True, slots=True)
class _List:
    """Where the list of parts lies and how many it names."""

    parts: int
    size: int
    start: int


def check_container(
    content: bytes,
    *,
    file: str,
    look: Look,
    largest_part: int = LARGEST_PART,
    right: str = _SAVE_AGAIN,
) -> None:
    """Refuse a container that lies about itself, is far larger than it looks, or holds harm.

    Args:
        content: of the file.
        file: its name, for messages.
        look: called with the name and the content of each part; raises `NotTaken` for harm.
        largest_part: in bytes, unpacked; all parts together have at most `LARGEST_SUM`.
        right: what would be right.

    Raises:
        Refused: what came and what would be right.
    """
    try:
        listed = _list(content)
        with zipfile.ZipFile(BytesIO(content)) as container:
            _check_names(container.infolist(), listed=listed, largest=largest_part)
            _check_places(container.infolist(), content=content, end=listed.start)
            _inflate(container, look=look, largest=largest_part)
    except NotTaken as reason:
        raise Refused(file, str(reason), right=right) from None
    except _BROKEN:
        raise Refused(file, "it is a broken container", right=right) from None


def _list(content: bytes) -> _List:
    """Read the end of the container before `zipfile` does, which believes the list's own size."""
    if len(content) < _END.size or content[-_END.size :][:4] != b"PK\x05\x06":
        raise NotTaken("it does not end as a container ends")
    _, disk, first_disk, here, parts, size, start, _ = _END.unpack(content[-_END.size :])
    end = len(content) - _END.size
    listed = _List(parts, size, start)
    if content[max(0, end - _WAY64.size) : end][:4] == b"PK\x06\x07":
        listed, end = _long_list(content, end - _WAY64.size, short=listed)
    elif disk or first_disk or here != parts:
        raise NotTaken("it is a part of a divided container")
    if listed.parts > MOST_PARTS or listed.size > _LARGEST_LIST:
        raise NotTaken(f"it has {listed.parts:,} parts and at most {MOST_PARTS} are read")
    if listed.start + listed.size != end:
        raise NotTaken("something lies before, behind or between its parts")
    return listed


def _long_list(content: bytes, way: int, *, short: _List) -> tuple[_List, int]:
    """The longer form of the end, which may not say anything else than the short one."""
    _, disk, place, disks = _WAY64.unpack(content[way : way + _WAY64.size])
    if disk or disks > 1 or place != way - _END64.size or content[place : place + 4] != b"PK\6\6":
        raise NotTaken("it says two different things about its parts")
    fields = _END64.unpack(content[place : place + _END64.size])
    listed = _List(fields[7], fields[8], fields[9])
    pairs = ((short.parts, listed.parts), (short.size, listed.size), (short.start, listed.start))
    if fields[6] != fields[7] or any(one != two and one not in _FULL for one, two in pairs):
        raise NotTaken("it says two different things about its parts")
    return listed, place


def _check_names(parts: Sequence[zipfile.ZipInfo], *, listed: _List, largest: int) -> None:
    if len(parts) != listed.parts:
        raise NotTaken("it says two different things about its parts")
    seen: set[str] = set()
    for part in parts:
        if reason := _unfit(part, largest=largest):
            raise NotTaken(f"its part '{_shown(part.orig_filename)}' {reason}")
        if part.filename.casefold() in seen:
            raise NotTaken(f"its part '{_shown(part.filename)}' is there twice")
        seen.add(part.filename.casefold())


def _unfit(part: zipfile.ZipInfo, *, largest: int) -> str | None:
    """Why a part may not be there; None if it may."""
    mode = part.external_attr >> 16
    if not _is_plain(part.orig_filename):
        return "has a name that leads elsewhere"
    if part.flag_bits & _ENCRYPTED:
        return "is encrypted"
    if mode and stat.S_IFMT(mode) not in (0, stat.S_IFREG, stat.S_IFDIR):
        return "is a link or a device"
    if part.compress_type not in _METHODS:
        return "is packed in a way that is not read"
    if part.file_size > largest:
        return f"is too large; at most {largest:,} bytes are read"
    return None


def _is_plain(name: str) -> bool:
    """A name of folders and a file, with nothing that some system reads as a way elsewhere."""
    return (
        0 < len(name) <= _LONGEST_NAME
        and name.isprintable()
        and not any(sign in name for sign in "\\:")
        and not name.startswith("/")
        and not {"", ".", ".."} & set(name.removesuffix("/").split("/"))
    )


def _check_places(parts: Iterable[zipfile.ZipInfo], *, content: bytes, end: int) -> None:
    """Parts follow one another: none lies inside of another, none reaches beyond its place."""
    spans: list[tuple[int, int]] = []
    for part in parts:
        head = _LOCAL.unpack_from(content, part.header_offset)
        after = part.header_offset + _LOCAL.size + head[9] + head[10] + part.compress_size
        spans.append((part.header_offset, after))
    spans.sort()
    first, last = (spans[0][0], spans[-1][1]) if spans else (0, end)
    if first != 0 or last > end or any(one[1] > two[0] for one, two in pairwise(spans)):
        raise NotTaken("something lies before, behind or between its parts")


def _inflate(container: zipfile.ZipFile, *, look: Look, largest: int) -> None:
    left = LARGEST_SUM
    for part in container.infolist():
        if part.is_dir():
            continue
        inside = _inflated(container, part, most=min(largest, left))
        left -= len(inside)
        look(part.filename, inside)


def _inflated(container: zipfile.ZipFile, part: zipfile.ZipInfo, *, most: int) -> bytes:
    """The content of a part, given up as soon as it is too much."""
    inside = bytearray()
    with container.open(part) as stream:
        while piece := stream.read(_PIECE):
            inside += piece
            if len(inside) > most:
                raise NotTaken(f"with its part '{part.filename}' it is too large when unpacked")
            grown = len(inside) > MOST_GROWTH * max(part.compress_size, 1)
            if grown and len(inside) > GROWTH_COUNTS_FROM:
                raise NotTaken(f"its part '{part.filename}' grows too much when unpacked")
    return bytes(inside)


def _shown(name: str) -> str:
    plain = "".join(sign if sign.isprintable() else "\N{REPLACEMENT CHARACTER}" for sign in name)
    return plain if len(plain) <= 60 else f"{plain[:57]}..."

"""What lies in the files of a database, read without asking the database."""

import re
import sqlite3
import struct
import subprocess
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

Rows = Mapping[str, list[dict[str, Any]]]
_PAGE = 8192
_SEGMENT = 16 * 1024 * 1024
_RECORD = re.compile(r"tx:\s+(\d+), lsn: (\w+)/(\w+),")


@dataclass(frozen=True)
class Image:
    """The two files of a SQLite database as they lie on the disk."""

    main: bytes
    log: bytes = b""

    @property
    def all(self) -> bytes:
        """Every byte."""
        return self.main + self.log


def image_of(file: Path) -> Image:
    """A copy of the files, as somebody takes who pulls out the disk."""
    log = file.with_name(f"{file.name}-wal")
    return Image(file.read_bytes(), log.read_bytes() if log.exists() else b"")


def states(image: Image) -> Iterator[bytes]:
    """The database after each transaction that its log still holds, the oldest first."""
    pages = dict(enumerate(_split(image.main, _page_size(image.main))))
    if not image.log:
        yield image.main
        return
    size = struct.unpack(">I", image.log[8:12])[0] or 65536
    for start in range(32, len(image.log) - size - 23, size + 24):
        number, commit = struct.unpack(">II", image.log[start : start + 8])
        if image.log[start + 8 : start + 16] != image.log[16:24]:
            break  # frames of an earlier life of the log
        pages[number - 1] = image.log[start + 24 : start + 24 + size]
        if commit:
            yield b"".join(pages[place] for place in range(commit))


def rows_in(state: bytes, tables: Sequence[str]) -> Rows:
    """All rows of some tables in the order in which they are stored, hidden numbers included."""
    plain = state[:18] + b"\x01\x01" + state[20:]  # no log beside it
    with closing(sqlite3.connect(":memory:")) as connection:
        connection.deserialize(plain)
        connection.row_factory = sqlite3.Row
        there = "SELECT name, sql FROM sqlite_master WHERE type = 'table'"
        known = {row["name"]: row["sql"] for row in connection.execute(there)}
        return {
            table: [dict(row) for row in connection.execute(_everything(table, known[table]))]
            if table in known
            else []
            for table in tables
        }


def _everything(table: str, sql: str) -> str:
    hidden = "" if "WITHOUT ROWID" in sql else "rowid AS hidden_number, "
    return f"SELECT {hidden}* FROM {table}"


def _page_size(main: bytes) -> int:
    size = struct.unpack(">H", main[16:18])[0]
    return 65536 if size == 1 else size


def _split(content: bytes, size: int) -> list[bytes]:
    return [content[start : start + size] for start in range(0, len(content), size)]


@dataclass
class WriteAheadLog:
    """PostgreSQL's log between two positions, recycled files included, put in order.

    Attributes:
        content: its bytes without the heads of pages.
        positions: where each page of `content` begins, there and in the server's own count.
    """

    folder: Path
    content: bytes = b""
    positions: list[tuple[int, int]] = field(default_factory=list)

    def place(self, sign: bytes) -> int | None:
        """Where something is first written, in the server's own count; None if nowhere."""
        found = self.content.find(sign)
        if found < 0:
            return None
        begin, position = self.positions[bisect_right(self.positions, (found, 1 << 62)) - 1]
        return position + found - begin


def write_ahead_log(folder: Path, scratch: Path, *, first: int, last: int) -> WriteAheadLog:
    """Read all files by the addresses in their pages, whatever the files are called now.

    Args:
        folder: where the server keeps them; a recycled file has the name of one still to come.
        scratch: takes the files under the names that they had.
    """
    pages: dict[int, bytes] = {}
    for file in folder.iterdir():
        if len(file.name) != 24:
            continue
        for page in _split(file.read_bytes(), _PAGE):
            address = struct.unpack("<Q", page[8:16])[0]
            if (
                address % _PAGE == 0
                and first // _SEGMENT <= address // _SEGMENT <= last // _SEGMENT
            ):
                pages[address] = page
    found = WriteAheadLog(scratch)
    content: list[bytes] = []
    length = 0
    for address, page in sorted(pages.items()):
        if not first - _PAGE < address < last:
            continue  # of other waves
        head = 40 if address % _SEGMENT == 0 else 24
        found.positions.append((length, address + head))
        content.append(page[head:])
        length += len(page) - head
    found.content = b"".join(content)
    _write_segments(pages, scratch)
    return found


def _write_segments(pages: Mapping[int, bytes], scratch: Path) -> None:
    for number in {address // _SEGMENT for address in pages}:
        start = number * _SEGMENT
        whole = b"".join(
            pages.get(at, bytes(_PAGE)) for at in range(start, start + _SEGMENT, _PAGE)
        )
        name = f"00000001{start >> 32:08X}{(start & 0xFFFFFFFF) // _SEGMENT:08X}"
        (scratch / name).write_bytes(whole)


@dataclass(frozen=True)
class Record:
    """One record of the log: where it begins, of which transaction, and its words."""

    position: int
    transaction: int
    words: str


def records(log: WriteAheadLog, reader: Path, *, first: int, last: int) -> list[Record]:
    """What PostgreSQL's own reader of the log makes of it."""
    span = [f"--{name}={at >> 32:X}/{at & 0xFFFFFFFF:X}" for name, at in _span(first, last)]
    said = subprocess.run(
        [reader, f"--path={log.folder}", *span], capture_output=True, text=True, check=False
    )
    found = []
    for line in said.stdout.splitlines():
        known = _RECORD.search(line)
        if known:
            transaction, high, low = known.groups()
            found.append(Record((int(high, 16) << 32) + int(low, 16), int(transaction), line))
    return found


def _span(first: int, last: int) -> tuple[tuple[str, int], ...]:
    return (("start", first), ("end", last))

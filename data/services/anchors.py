"""Anchors: the end of the log of staff as a short text, and the file in which we keep them."""

import os
import re
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

from data.clock import seconds
from data.services.errors import StorageError
from data.settings import settings

_FILE = "audit-anchors.txt"
_HEX = 32  # 128 bits of the hash
_GROUP = 4
_TEXT = re.compile(rf"(?P<number>[0-9]{{1,15}})-(?P<start>[0-9A-F]{{{_HEX}}})")
_BETWEEN = re.compile(r"[-\s]")


class NotAnAnchor(ValueError):
    """A text that no anchor looks like, with one that does."""


@dataclass(frozen=True, slots=True)
class Anchor:
    """How many entries there were, and how the hash of the last began, in hex."""

    number: int
    start: str

    @classmethod
    def of(cls, number: int, whole_hash: bytes) -> "Anchor":
        """The anchor of an entry."""
        return cls(number, whole_hash.hex()[:_HEX].upper())

    def __str__(self) -> str:
        places = range(0, _HEX, _GROUP)
        groups = (self.start[place : place + _GROUP] for place in places)
        return f"{self.number}-{'-'.join(groups)}"


@dataclass(frozen=True, slots=True)
class Kept:
    """A line of the file."""

    day: date
    text: str


def parse(text: str) -> Anchor:
    """Read an anchor as somebody typed it.

    Raises:
        NotAnAnchor: it is none.
    """
    number, _, rest = text.strip().upper().partition("-")
    found = _TEXT.fullmatch(number + "-" + _BETWEEN.sub("", rest))
    if found is None:
        raise NotAnAnchor(
            f"anchor: '{text[:80]}' is none; one looks like {Anchor(12, '0F' * (_HEX // 2))}."
        )
    return Anchor(int(found["number"]), found["start"])


def keep(text: str) -> str:
    """Add an anchor to the file, with the day; on disk when this returns.

    Raises:
        StorageError: the file cannot be written.
    """
    try:
        _append(f"{this_day().isoformat()} {text}\n".encode())
    except OSError as error:
        raise StorageError(
            f"The file of anchors ({_FILE}) could not be written ({error.strerror}). What was done "
            "is done and in the log; make room or give the right to write there."
        ) from error
    return text


def kept() -> tuple[Kept, ...]:
    """All lines of the file, oldest first.

    Raises:
        NotAnAnchor: names a line that is none.
    """
    numbered = enumerate(_lines(), start=1)
    return tuple(_kept(line, number) for number, line in numbered if line.strip())


def last_kept() -> Kept | None:
    """The last line of the file; None where it is no anchor, so that a good one follows it."""
    lines = _lines()
    try:
        return _kept(lines[-1], len(lines)) if lines else None
    except NotAnAnchor:
        return None


def _lines() -> list[str]:
    try:
        return _path().read_text(encoding="utf-8", errors="replace").splitlines()
    except FileNotFoundError:
        return []


def this_day() -> date:
    """The day by UTC, so that a day has 24 hours everywhere."""
    return datetime.fromtimestamp(seconds(), tz=UTC).date()


def _append(line: bytes) -> None:
    path = _path()
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_APPEND, 0o600)
    try:
        size = os.fstat(descriptor).st_size
        if size and os.pread(descriptor, 1, size - 1) != b"\n":
            line = b"\n" + line  # a line that a full disk has cut off stays one by itself
        while line:
            line = line[os.write(descriptor, line) :]
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _kept(line: str, number: int) -> Kept:
    day, _, text = line.strip().partition(" ")
    try:
        return Kept(date.fromisoformat(day), str(parse(text)))
    except ValueError as error:
        raise NotAnAnchor(
            f"{_FILE}, line {number}: this is no day and anchor; remove the line if it was cut off."
        ) from error


def _path() -> Path:
    return settings().home / _FILE

"""The letters of a text whose encoding nobody wrote down.

UTF-8 is tried first, line by line, since files that were pasted together hold lines of both kinds.
What is left is read as Windows text or as text of an old Mac, whichever looks more like words.
"""

import re
from dataclasses import dataclass

from data.imports.gate import is_wide

WINDOWS, MAC = "cp1252", "mac_roman"
_SMALL = frozenset("áéíóúñüçàèêëâôöäïãõåøìòùîûß")
_LARGE = frozenset("ÁÉÍÓÚÑÜÇÀÈÊËÂÔÖÄÏÃÕÅØÌÒÙÎÛ")
_PAIRED = frozenset("“”‘–—…•")
_SIGNS = frozenset("®™°·©§½¼¾¿¡£\u00a0")
_NO_LETTER = "\N{REPLACEMENT CHARACTER}"
_STRANGE = re.compile(rb"[\x80-\xff]")


@dataclass(frozen=True, slots=True)
class Disputed:
    """A line that could be read in more than one way.

    Attributes:
        line: its number, from 1.
        bytes: those that are in dispute, in hexadecimal digits.
        readings: how the surroundings of the first one look, by encoding.
    """

    line: int
    bytes: str
    readings: tuple[tuple[str, str], ...]

    @property
    def shown(self) -> str:
        """The readings in one line."""
        return "; ".join(f"{encoding}: {text}" for encoding, text in self.readings)


@dataclass(frozen=True, slots=True)
class Text:
    """What was read.

    Attributes:
        encoding: what the letters are taken for; two where a file holds lines of both kinds.
        disputed: each line that is no UTF-8.
    """

    text: str
    encoding: str
    disputed: tuple[Disputed, ...] = ()


def read_letters(content: bytes) -> Text:
    """Read a text as its start says, as UTF-8, or else as what its letters look like.

    Args:
        content: of a file that passed the gate, a mark at its start allowed.
    """
    if is_wide(content):
        return Text(content.decode("utf-16"), "utf-16")
    try:
        return Text(content.decode("utf-8-sig"), "utf-8")
    except UnicodeDecodeError:
        lines = content.removeprefix(b"\xef\xbb\xbf").split(b"\n")
    wrong = [number for number, line in enumerate(lines) if not _is_utf8(line)]
    chosen = _likelier([lines[number] for number in wrong])
    among = set(wrong)
    text = "\n".join(
        line.decode(chosen, "replace") if number in among else line.decode("utf-8")
        for number, line in enumerate(lines)
    )
    mixed = any(not line.isascii() for place, line in enumerate(lines) if place not in among)
    return Text(
        text,
        f"utf-8 and {chosen}" if mixed else chosen,
        tuple(_disputed(number + 1, lines[number]) for number in wrong),
    )


def _is_utf8(line: bytes) -> bool:
    try:
        line.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _likelier(lines: list[bytes]) -> str:
    """Windows text unless the other reading looks more like words."""
    return max(
        (WINDOWS, MAC), key=lambda encoding: sum(_likeness(each, encoding) for each in lines)
    )


def _likeness(line: bytes, encoding: str) -> int:
    text = line.decode(encoding, "replace")
    around = f" {text} "
    return sum(
        _fits(letter, before=around[place], after=around[place + 2])
        for place, letter in enumerate(text)
        if letter > "\x7f"
    )


def _fits(letter: str, *, before: str, after: str) -> int:
    """How much a letter looks at home between its neighbours."""
    beside_small = before.islower() or after.islower()
    if letter == _NO_LETTER:
        return -5
    if letter in _SMALL:
        return 2 if before.isalpha() or after.isalpha() else 0
    if letter == "’":
        return 3 if before.isalpha() else 1
    if letter in _PAIRED:
        return 0 if before.isalpha() and after.isalpha() else 2
    if letter in _LARGE:
        return -1 if before.islower() else int(beside_small or before.isupper())
    return 1 if letter in _SIGNS else -1


def _disputed(number: int, line: bytes) -> Disputed:
    first = next(place.start() for place in _STRANGE.finditer(line))
    piece = line[max(0, first - 12) : first + 13]
    return Disputed(
        number,
        b"".join(_STRANGE.findall(line))[:20].hex(" "),
        tuple((each, piece.decode(each, "replace").strip()) for each in (WINDOWS, MAC)),
    )

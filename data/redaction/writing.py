"""The ways in which one string is written in a text: case, accents, a break within a word, plural.

'MARIA', 'María', 'Ma-' at the end of a line with 'ria' on the next, and 'the MARIAS' are ways to
write 'Maria'. Where one of them stands is found; whether it is meant is for whoever asks.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

_SOFT_HYPHEN = "\N{SOFT HYPHEN}"
_APOSTROPHES = str.maketrans({"’": "'", "ʼ": "'"})
_BREAK = re.compile(r"(?<=[^\W\d_])[-‐]\s{0,3}\n\s{0,3}(?=[^\W\d_])")
_HYPHEN = re.compile(r"(?<=[^\W\d_])[-‐](?=[^\W\d_])")
_PLURAL = ("es", "s")


@dataclass(frozen=True, slots=True)
class Flat:
    """A text without what is written in several ways.

    Attributes:
        text: in small letters, without accents, with one blank for several.
        places: of each of its letters in the text that it is of.
    """

    text: str
    places: tuple[int, ...]


def flattened(text: str, *, joined: bool = False) -> Flat:
    """What of a text is the same however it is written.

    Args:
        text: as it is.
        joined: leave hyphens within words out, too, and not only those at the end of a line.
    """
    left_out = {at for found in _BREAK.finditer(text) for at in range(*found.span())}
    if joined:
        left_out |= {found.start() for found in _HYPHEN.finditer(text)}
    letters: list[str] = []
    places: list[int] = []
    for at, sign in enumerate(text):
        if at in left_out or sign == _SOFT_HYPHEN:
            continue
        plain = " " if sign.isspace() else _plain(sign)
        if plain == " " and letters[-1:] == [" "]:
            continue
        letters += plain
        places += [at] * len(plain)
    return Flat("".join(letters), tuple(places))


def written(text: str, string: str, *, plural: bool = False) -> Iterator[tuple[int, int]]:
    """Where a string is written in a text in any way, whatever touches it.

    Args:
        plural: with 'es' or 's' at its end too, if a word ends with that.
    """
    yield from Writings(text).of(string, plural=plural)


class Writings:
    """A text in which many strings are looked for."""

    def __init__(self, text: str) -> None:
        self._text = text
        flats = (flattened(text), flattened(text, joined=True))
        self._flats = tuple(dict.fromkeys(flats))

    def of(self, string: str, *, plural: bool = False) -> Iterator[tuple[int, int]]:
        """Where a string is written, each place once."""
        wanted = flattened(string).text.strip()
        seen: set[tuple[int, int]] = set()
        for flat in self._flats if wanted else ():
            at = flat.text.find(wanted)
            while at >= 0:
                end = at + len(wanted)
                if plural:
                    end += _ending(flat.text, end)
                place = self._place(flat, at, end)
                if place not in seen:
                    seen.add(place)
                    yield place
                at = flat.text.find(wanted, at + 1)

    def _place(self, flat: Flat, at: int, end: int) -> tuple[int, int]:
        stop = flat.places[end - 1] + 1
        while stop < len(self._text) and unicodedata.combining(self._text[stop]):
            stop += 1
        return flat.places[at], stop


def _ending(flat: str, at: int) -> int:
    """How long the plural is that ends a word here; 0 where there is none."""
    for ending in _PLURAL:
        after = at + len(ending)
        if flat.startswith(ending, at) and not flat[after : after + 1].isalnum():
            return len(ending)
    return 0


def _plain(sign: str) -> str:
    apart = unicodedata.normalize("NFKD", sign.translate(_APOSTROPHES).casefold())
    return "".join(each for each in apart if not unicodedata.combining(each))

"""Ordinary words of English and Spanish, and which of them people are called by.

The lists lie beside this file, with where they come from and under which licence.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

_WORD = re.compile(r"[^\W\d_]+(?:['’ʼ][^\W\d_]+)*")
_OWNED = re.compile(r"['’ʼ](?:s|S|d|m|ll|ve|re|LL|VE|RE|D|M)$")
_PLAIN_VOWELS = str.maketrans("áéíóúü", "aeiouu")
_NOT = re.compile(r"(?i)n['’ʼ]t$")


@dataclass(frozen=True, slots=True)
class Word:
    """A word in a text.

    Attributes:
        text: as written, without a possessive or a shortened verb at its end.
        start: its first code point.
        end: the one after its last.
    """

    text: str
    start: int
    end: int

    @property
    def folded(self) -> str:
        """As the lists write it."""
        return self.text.casefold().replace("’", "'").replace("ʼ", "'")


def words(text: str) -> Iterator[Word]:
    """The words of a text in order; digits and signs are no part of any."""
    for found in _WORD.finditer(text):
        said = _OWNED.sub("", found[0])
        yield Word(said, found.start(), found.start() + len(said))


def without_accents(word: str) -> str:
    """For those who type 'corazon'; an ñ stays one, since 'nina' is no 'niña'."""
    return word.translate(_PLAIN_VOWELS)


def is_common(word: Word) -> bool:
    """An ordinary word, and nobody's name."""
    return word.folded in _common() or _NOT.search(word.text) is not None


def is_given(word: Word) -> bool:
    """An ordinary word that is a given name too."""
    return word.folded in _listed("given")


def is_family(word: Word) -> bool:
    """An ordinary word that is a family name, or a rarer given name, too."""
    return word.folded in _listed("family")


def is_ordinary(word: Word) -> bool:
    """An ordinary word, whether or not people are called by it."""
    return is_common(word) or is_given(word) or is_family(word)


@cache
def chosen(name: str) -> frozenset[str]:
    """Words of a short list that was made by hand for this project."""
    path = Path(__file__).parent / "chosen" / f"{name}.txt"
    return frozenset(path.read_text(encoding="utf-8").split())


@cache
def _listed(name: str) -> frozenset[str]:
    path = Path(__file__).with_name(f"{name}.txt")
    return frozenset(path.read_text(encoding="utf-8").split())


@cache
def _common() -> frozenset[str]:
    with_accents = _listed("common")
    names = _listed("given") | _listed("family") | chosen("never_without_accent")
    return with_accents | {without_accents(word) for word in with_accents} - names

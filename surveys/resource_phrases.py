"""Phrases that are looked for in listings, quickly: a text is only read for phrases it may hold.

A phrase is words with a space between. A star takes any ending, a space also takes a hyphen or a
slash but no comma or stop, and a phrase in capitals is an abbreviation, found only in capitals.
"""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

_STEM = 4
_WORD = re.compile(r"[a-z0-9]+")
_WRITTEN = re.compile(r"[A-Za-z0-9]+(?:'[a-z])?\*?")
_BETWEEN = r"[\s/-]+"
_ENDING = "[a-z0-9']*"


@dataclass(frozen=True, slots=True)
class Searched:
    """A text made ready for looking for phrases.

    Attributes:
        text: as it came.
        lowered: in small letters without accents, with "and" for "&".
        stems: the first letters of its words, by which phrases are found.
    """

    text: str
    lowered: str
    stems: frozenset[str]


def searched(text: str) -> Searched:
    """A text made ready for looking for phrases."""
    lowered = text.lower().replace("&", " and ").replace("\u2019", "'")
    if not lowered.isascii():
        apart = unicodedata.normalize("NFKD", lowered)
        lowered = "".join(sign for sign in apart if not unicodedata.combining(sign))
    stems = frozenset(word[:_STEM] for word in _WORD.findall(lowered))
    return Searched(text, lowered, stems)


@dataclass(frozen=True, slots=True)
class Phrase:
    """A phrase that can be looked for.

    Attributes:
        written: as its author wrote it.
        stem: the first letters of its first word.
        stems: those of each word that a text has to have.
        as_it_came: it is an abbreviation, and is looked for in the text as it came.
    """

    written: str
    stem: str
    stems: frozenset[str]
    as_it_came: bool
    pattern: re.Pattern[str] = field(repr=False)

    def within(self, text: Searched) -> str:
        """The words of the text that it was found in; empty if it is not there."""
        if not self.stems <= text.stems:
            return ""
        found = self.pattern.search(text.text if self.as_it_came else text.lowered)
        return " ".join(found.group().split()) if found else ""


def phrase(written: str) -> Phrase:
    """A phrase as its author wrote it, ready to be looked for.

    Raises:
        ValueError: it has other signs, or a first word whose star comes too early to find it by.
    """
    words = written.split(" ")
    if not all(_WRITTEN.fullmatch(word) for word in words):
        raise ValueError(f"phrase '{written}': give words of letters and digits, with one space.")
    first = words[0].lower()
    if not _is_findable(first):
        raise ValueError(
            f"phrase '{written}': the star comes after {len(first) - 1} letters; "
            f"give its first word {_STEM} or more."
        )
    as_it_came = written.isupper() and len(words) == 1
    cased = words if as_it_came else [word.lower() for word in words]
    stem = _stem(first)
    stems = frozenset(_stem(word.lower()) for word in words if _is_findable(word))
    return Phrase(written, stem, stems, as_it_came, _pattern(cased))


def _pattern(words: list[str]) -> re.Pattern[str]:
    """The words in a row, whole; that the first one begins a word is looked at last, for speed."""
    begun = re.escape(words[0].rstrip("*"))
    first = rf"{begun}(?<![A-Za-z0-9]{begun})" + (_ENDING if words[0].endswith("*") else "")
    others = [
        re.escape(word.rstrip("*")) + (_ENDING if word.endswith("*") else "") for word in words[1:]
    ]
    return re.compile(rf"{_BETWEEN.join((first, *others))}\b")


def _stem(word: str) -> str:
    return _WORD.findall(word)[0][:_STEM]


def _is_findable(word: str) -> bool:
    return not word.endswith("*") or len(word) > _STEM


def any_within(phrases: Iterable[Phrase], text: Searched) -> bool:
    """Whether one of the phrases is there."""
    return any(each.within(text) for each in phrases)


def by_stem(phrases: Iterable[tuple[int, Phrase]]) -> Mapping[str, tuple[tuple[int, Phrase], ...]]:
    """Numbered phrases by the stem under which a text may hold them."""
    found: dict[str, list[tuple[int, Phrase]]] = {}
    for number, each in phrases:
        found.setdefault(each.stem, []).append((number, each))
    return {stem: tuple(each) for stem, each in found.items()}

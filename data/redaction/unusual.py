"""Whatever is unusual is proposed: capitals that nothing explains, and words that are not ordinary.

There is no list of names. A name is found because it is written with a capital, or because it is no
ordinary word of English or Spanish; so it makes no difference which language it comes from. A text
without capitals is read by its words alone, and then ordinary words that people are called by are
proposed too.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from data.redaction.kinds import Hit, Kind
from data.redaction.sentences import sentences
from data.redaction.words import Word, chosen, is_common, is_family, is_given, is_ordinary, words

FEWEST_CAPITALS = 0.02
FEWEST_INSIDE = 0.002
MOST_CAPITALS = 0.6
_LONG = 50
_LONG_ENOUGH = 300
_A_FEW = 8
_LETTER_WORDS = frozenset("aeiouy")
_OF_SPEAKER = frozenset({"i", "i'm", "i've", "i'll", "i'd"})
_OPENING = re.compile(r"(?:^|[.!?…:;\n\"“”‘«»¿¡(\[—–•*>]|-\s?|(?<=\s)['’])\s*$")

PUBLIC = chosen("public")
"""Words with a capital that tell nobody apart: days, languages, feasts, medicines, and the like."""
_SHORT = chosen("public_short")
"""Public programmes, courts and medicine, where they are written in capitals or nothing is."""
_WEAK = chosen("weak")


@dataclass(frozen=True, slots=True)
class Capitals:
    """How a text uses capitals.

    Attributes:
        words: how many it has, the speaker's 'I' left out.
        capitals: how many of them begin with one.
        inside: how many of these stand inside of a sentence, abbreviations left out.
        tell: whether capitals are used as in writing, so that a small letter says something, too.
        large: whether a capital says something.
        shouted: there is nothing but capitals.
    """

    words: int
    capitals: int
    inside: int = 0
    tell: bool = False
    large: bool = False
    shouted: bool = False

    @property
    def at_starts_only(self) -> bool:
        """In a long text sentences begin with a capital, and next to nothing else does."""
        return self.words >= _LONG_ENOUGH and self.inside < FEWEST_INSIDE * self.words


@dataclass(frozen=True, slots=True)
class Reading:
    """How a turn is read.

    Attributes:
        large: a capital says something.
        small: a small letter does, so that an ordinary word in small letters is no name.
    """

    large: bool
    small: bool


def capitals(text: str) -> Capitals:
    """How far capitals can be gone by in a text.

    A capital says nothing where there is none, and where nearly every word has one. A small letter
    says nothing either where a text of fifty words or more has almost no capitals; a recording
    written down by a machine is often so. A capital that stands in such a text says the more.
    """
    counted = [word for word in words(text) if word.folded not in _OF_SPEAKER]
    large = [word for word in counted if word.text[0].isupper()]
    if not large:
        return Capitals(len(counted), 0)
    share = len(large) / len(counted)
    few = share < FEWEST_CAPITALS and len(counted) >= _LONG
    all_large = share > MOST_CAPITALS and len(counted) > 3
    shouted = len(large) == len(counted) and all(word.text.isupper() for word in counted)
    starts = {each.start for each in sentences(text)}
    inside = sum(not (word.text.isupper() or _opens(text, word, starts)) for word in large)
    says = not (all_large or shouted)
    return Capitals(len(counted), len(large), inside, says and not few, says, shouted)


def reading(text: str, *, around: Capitals | None) -> Reading:
    """How a turn is read.

    A few words, such as 'I hope so' or 'Ask Will', and a turn of hardly more than names are read
    as the rest of the transcript is. Where the rest has capitals at the start of sentences only, a
    small letter counts only in a turn that has one inside.

    Args:
        text: of the turn.
        around: how the transcript as a whole uses them; None where the text stands alone.
    """
    own = capitals(text)
    whole = around or own
    if whole.at_starts_only:
        return Reading(own.large, own.tell and own.inside > 0)
    hardly_more = own.words < _A_FEW or own.capitals > MOST_CAPITALS * own.words
    as_the_rest = whole.tell and hardly_more and not own.shouted
    return Reading(own.large or as_the_rest, own.tell or as_the_rest)


def unusual(text: str, *, spoken: Sequence[Word], read: Reading) -> Iterator[Hit]:
    """Words that nothing explains.

    Args:
        text: of the turn.
        spoken: its words, as `words` gives them.
        read: what capitals and small letters say in this text.
    """
    starts = {each.start for each in sentences(text)}
    found = False
    last = -2
    for number, word in enumerate(spoken):
        beside = found and last == number - 1
        says = read.large if word.text[0].isupper() else read.small
        kind = _of_cased(text, word, starts=starts) if says else _of_plain(word, beside=beside)
        found = kind is not None
        if kind is not None:
            last = number
            yield Hit(word.start, word.end, frozenset({kind}))


def _of_cased(text: str, word: Word, *, starts: set[int]) -> Kind | None:
    if _is_public(word, tell=True):
        return None
    ordinary = is_ordinary(word)
    if not word.text[0].isupper():
        return None if ordinary else "rare"
    if len(word.text) == 1:
        stands = text[word.end : word.end + 1] == "." or word.folded not in _LETTER_WORDS
        return "capital" if stands or not _opens(text, word, starts) else None
    if not _opens(text, word, starts):
        return "capital"
    if is_given(word) or is_family(word):
        return "either"
    return None if ordinary else "capital"


def _opens(text: str, word: Word, starts: set[int]) -> bool:
    """Whether a word begins a sentence or stands behind a mark, where any word has a capital."""
    before = text[max(0, word.start - 3) : word.start]
    return word.start in starts or bool(_OPENING.search(before))


def _of_plain(word: Word, *, beside: bool) -> Kind | None:
    """In a text where capitals say nothing; a family name counts right after another name."""
    if len(word.text) == 1:
        return "either" if beside and word.folded not in _LETTER_WORDS else None
    if _is_public(word, tell=False) or is_common(word):
        return None
    if is_family(word) or word.folded in _WEAK:
        return "either" if beside else None
    return "either" if is_given(word) else "rare"


def _is_public(word: Word, *, tell: bool) -> bool:
    if word.folded in PUBLIC or word.folded in _OF_SPEAKER:
        return True
    return word.folded in _SHORT and (not tell or word.text.isupper())

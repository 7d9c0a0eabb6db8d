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
MOST_CAPITALS = 0.6
_LONG = 50
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
        tell: whether a capital says something here.
        shouted: there is nothing but capitals.
    """

    words: int
    capitals: int
    tell: bool
    shouted: bool = False


def capitals(text: str) -> Capitals:
    """Whether capitals can be gone by in a text.

    They cannot where there is none, where nearly every word has one, and where a text of fifty
    words or more has almost none; a recording written down by a machine is often so.
    """
    counted = [word for word in words(text) if word.folded not in _OF_SPEAKER]
    large = sum(word.text[0].isupper() for word in counted)
    if not counted:
        return Capitals(0, 0, tell=False)
    share = large / len(counted)
    few = share < FEWEST_CAPITALS and len(counted) >= _LONG
    all_large = share > MOST_CAPITALS and len(counted) > 3
    shouted = large == len(counted) and all(word.text.isupper() for word in counted)
    tell = large > 0 and not (few or all_large or shouted)
    return Capitals(len(counted), large, tell=tell, shouted=shouted)


def capitals_tell(text: str, *, around: bool) -> bool:
    """Whether capitals can be gone by in a turn.

    Args:
        text: of the turn.
        around: whether they can in the transcript as a whole; a few words, such as 'I hope so' or
            'Ask Will', and a turn of hardly more than names are then read as the rest is.
    """
    own = capitals(text)
    if own.tell or not around or own.shouted:
        return own.tell
    return own.words < _A_FEW or own.capitals > MOST_CAPITALS * own.words


def unusual(text: str, *, spoken: Sequence[Word], tell: bool) -> Iterator[Hit]:
    """Words that nothing explains.

    Args:
        text: of the turn.
        spoken: its words, as `words` gives them.
        tell: whether capitals say something in this text.
    """
    starts = {each.start for each in sentences(text)}
    found = False
    last = -2
    for number, word in enumerate(spoken):
        beside = found and last == number - 1
        kind = _of_cased(text, word, starts=starts) if tell else _of_plain(word, beside=beside)
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

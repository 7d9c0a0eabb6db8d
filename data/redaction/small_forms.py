"""Names that are ordinary words, too: in small letters they are a string of their own.

Somebody called Hope makes no name of 'we hope so'; but 'then hope called me' may be hers. So the
word in small letters is asked about beside the name, and a decision on one says nothing of the
other.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

from data.redaction.ages import is_bare
from data.redaction.kinds import Kind, without_placeholders
from data.redaction.words import Word, is_family, is_given, is_ordinary, without_accents, words

SHORTEST = 3
OF_NAMES: frozenset[Kind] = frozenset({"roster", "place", "name", "capital", "either", "rare"})
_SURE: frozenset[Kind] = frozenset({"roster", "name"})
_SMALL = "\0small"


def folded(text: str) -> str:
    """What of a string is the same in any case, with any blanks, and with any apostrophe."""
    return " ".join(text.casefold().replace("’", "'").replace("ʼ", "'").split())


def key_of(text: str) -> str:
    """What tells strings apart on which a person decides: as folded, 'hope' not being 'Hope'."""
    plain = folded(text)
    return plain + _SMALL if is_small(text) else plain


def plain_key(key: str) -> str:
    """The string of a key, as folded."""
    return key.removesuffix(_SMALL)


def is_small(text: str) -> bool:
    """One ordinary word in small letters, and no number."""
    spoken = tuple(words(text))
    return text.islower() and len(spoken) == 1 and is_ordinary(spoken[0]) and not is_bare(text)


def beside_names(
    texts: Sequence[str], names: Mapping[str, Collection[str]]
) -> Iterator[tuple[int, Word]]:
    """Where a word stands in small letters that is a name elsewhere; the number of the text first.

    Args:
        texts: of turns.
        names: what was found, by key, with the kinds for which it was.
    """
    wanted = {without_accents(word) for key, kinds in names.items() for word in _asked(key, kinds)}
    for number, text in enumerate(texts if wanted else ()):
        for word in words(without_placeholders(text)):
            if (
                word.text.islower()
                and without_accents(word.folded) in wanted
                and is_small(word.text)
            ):
                yield number, word


def _asked(key: str, kinds: Collection[str]) -> Iterable[str]:
    """The words of a name that are asked about in small letters, too.

    A word that people are called by is, and any other ordinary one where the contact book or the
    words before it say that it is a name. 'Court' with a capital makes nobody look at each 'court'.
    """
    if OF_NAMES.isdisjoint(kinds):
        return
    parts = tuple(words(plain_key(key)))
    sure = not _SURE.isdisjoint(kinds)
    for part in parts:
        named = is_given(part) or (sure and (is_family(part) or len(parts) == 1))
        if named and len(part.text) >= SHORTEST and is_ordinary(part):
            yield part.folded

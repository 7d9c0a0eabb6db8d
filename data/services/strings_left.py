"""Which decided strings still stand in what is left of a transcript, told by their hashes alone.

A string that was decided on is kept as a keyed hash. When somebody takes their words back, it would
go on telling whoever has the key and guesses a name that the name was said. So only those stay that
stand in words which are still there; what is no more in any words is nothing to ask about again.
"""

import re
from collections.abc import Collection, Iterable, Iterator
from contextlib import suppress

from data import sealed_words
from data.redaction import queue
from data.redaction.small_forms import folded, is_small, key_of
from data.redaction.words import words
from data.services.transcripts import spoken
from data.store import family_words as store
from data.store.versioned import Row

_PIECE = re.compile(r"[^\W_]+|[\W_]")
_MOST_PIECES = 24
"""Words and signs of the longest string that is looked for: a long address, or a long name."""


def left_of(row: Row, *, without: str) -> frozenset[bytes]:
    """The hashes of decided strings that stand in words, or in notes, of others than a seat.

    Args:
        row: of the transcript.
        without: the seat that takes its words back.

    Returns:
        None of them where the key of the session is gone, since nothing can be told any more.
    """
    owner = row["session_id"]
    decided = frozenset(store.strings(row["team_id"], row["id"]))
    if not decided or not sealed_words.opens(owner):
        return frozenset()
    texts = [each.text for each in spoken(row) if each.seat_id != without]
    texts += _notes(row, without)
    asked = {each.text for each in queue.suspects(texts) if is_small(each.text)}
    strings = (string for text in texts for string in _strings(text, asked))
    hashes = sealed_words.blind_all(strings, owner=owner)
    return frozenset(each for each in hashes if each in decided)


def _strings(text: str, asked: Collection[str]) -> Iterator[str]:
    """Everything in a text that may have been decided on, as strings are told apart.

    Args:
        asked: ordinary words that are asked about even now. That another one was asked about would
            tell that somebody is called so.
    """
    alone = (word.text for word in words(text))
    yield from (key_of(each) for each in alone if each in asked or not is_small(each))
    plain = folded(text)
    pieces = [found.span() for found in _PIECE.finditer(plain)]
    for first, (start, stop) in enumerate(pieces):
        if plain[start] != " ":
            after = first + plain[start:stop].isalpha()  # a word alone is told by its key, above
            yield from (plain[start:end] for _, end in pieces[after : first + _MOST_PIECES])


def _notes(row: Row, without: str) -> Iterable[str]:
    for each in store.codings(row["team_id"], (row["id"],)):
        if each["memo"] is not None and each["seat_id"] != without:
            owner = each["seat_id"] or row["session_id"]
            with suppress(sealed_words.WordsGone):
                yield sealed_words.unseal(each["memo"], owner=owner, place=f"memo/{each['id']}")

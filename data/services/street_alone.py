"""A street that is named without the number of the house.

Where a list has only the street, or a text about a hidden service only says in which street it is,
that tells where to look. Streets of one name are many, so this is asked only in the same town, and
only in the words about whoever is at the hidden place.
"""

from collections.abc import Iterable, Sequence
from functools import lru_cache

from data.imports.directory.confidential_marks import is_no_address
from data.services.street_addresses import Street, Word, end_of_name, words_of
from data.services.street_words import KINDS, WAYS, house_number, may_be_one_kind, without_parts


@lru_cache(maxsize=1 << 15)
def street_alone(line: str) -> str:
    """The name of the street of a line without the number of a house, run together; else empty.

    A name of one word counts only where it is said that it is a street.
    """
    if not line or is_no_address(line):
        return ""
    words = [each.folded for each in words_of(without_parts(line))]
    if any(map(house_number, words[:1])):
        return ""
    end = end_of_name(words)
    core = [each for each in words[:end] if each not in WAYS]
    return "".join(core) if len(core) > 1 or (core and end < len(words)) else ""


def without_streets(text: str, streets: Iterable[Street], *, instead: str) -> str:
    """A text with other words in the place of each of these streets, with a number or without."""
    of_name = {each.name: each for each in streets if not each.needs_kind}
    words = words_of(text)
    made: list[str] = []
    done = at = 0
    while at < len(words):
        end = max((_end(words, at, each) for each in of_name.values()), default=0)
        if not end:
            at += 1
            continue
        made += [text[done : words[at].start], instead]
        done = words[end - 1].end
        at = end
    return "".join((*made, text[done:]))


def _end(words: Sequence[Word], start: int, street: Street) -> int:
    """Behind the last word of a street whose name begins at a place; 0 if it does not."""
    at, said = start, ""
    while at < len(words) and len(said) < len(street.name):
        said += words[at].folded
        at += 1
    if said != street.name:
        return 0
    kind = words[at].folded if at < len(words) and words[at].gap.isspace() else ""
    if kind in KINDS and may_be_one_kind(street.kind, kind):
        return at + 1
    is_name = words[start].raw[0].isupper() and not street.kind
    return at if is_name or at - start > 1 else 0

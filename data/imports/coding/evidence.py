"""What a file shows of where its coded words stand beside the numbers: names, and whole words."""

from dataclasses import dataclass

Span = tuple[int, int]
_ALONE = 8
"""A name of so many signs is no chance: where it stands elsewhere in the text, it is meant."""
_LONGEST_WORDS = 15


@dataclass(frozen=True, slots=True)
class Marked:
    """Places as a file gives them, and what it calls them: often the first of the words."""

    start: int
    end: int
    name: str = ""


def is_named(text: str, marked: Marked, span: Span) -> bool:
    """Whether the name of some marked words is how the words at a place begin."""
    name = name_of(marked)
    return bool(name) and _plain(text[span[0] : span[1]]).startswith(name)


def name_of(marked: Marked) -> str:
    """Its name without what shows that it was cut."""
    return _plain(marked.name.rstrip("\N{HORIZONTAL ELLIPSIS}. "))


def is_elsewhere(plain: str, marked: Marked, *, sure: bool) -> bool:
    """Whether a name that does not fit its place repeats words of the text all the same.

    Args:
        plain: the text, as `plain_text` gives it.
        sure: names of this text are known to repeat its words; else only long ones are believed.
    """
    name = name_of(marked)
    return bool(name) and (sure or len(name) >= _ALONE) and name in plain


def plain_text(text: str) -> str:
    """A text as names are compared with it."""
    return _plain(text)


def has_words(text: str) -> bool:
    """Whether the letters of a text stand in words, so that a place can be seen to cut one."""
    words = text.split()
    return bool(words) and sum(map(len, words)) <= _LONGEST_WORDS * len(words)


def is_clean_start(text: str, at: int) -> bool:
    """A word or a mark begins there."""
    return not _cuts(text, at) and not text[at : at + 1].isspace()


def is_clean_end(text: str, at: int) -> bool:
    """No word goes on there."""
    return not _cuts(text, at)


def _cuts(text: str, at: int) -> bool:
    return 0 < at < len(text) and text[at - 1].isalnum() and text[at].isalnum()


def _plain(words: str) -> str:
    return " ".join(words.split())

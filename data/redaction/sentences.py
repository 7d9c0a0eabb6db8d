"""Sentences of a turn: the unit that is coded, shown as context and drawn for the audit."""

import re
from dataclasses import dataclass

_END = re.compile(r"(?<![.!?…])[.!?…]+[\"'”’»)\]]*(?=\s|$)|\n+")
_SHORT = re.compile(
    r"(?:^|[\s(\"'“¿¡])(?:[^\W\d_]|(?:mrs?|ms|mx|dr|dra|sra?|srta|st|jr|prof|lic|ing|rev|sgt|lt|capt"
    r"|ofc|hon|no|nos|num|núm|av|apt|etc|vs|approx|ext|ud|uds|a\.m|p\.m|e\.g|i\.e|u\.s|d\.c)"
    r")\.$",
    re.IGNORECASE,
)
_NEXT = re.compile(r"\s+([^\W\d_]|[\"'“‘¿¡(\[]|\d|$)")
_ENDS_ALL_THE_SAME = re.compile(r"(?:etc|a\.m|p\.m|u\.s|d\.c|jr)\.$", re.IGNORECASE)


@dataclass(frozen=True, slots=True, order=True)
class Sentence:
    """One sentence of a turn.

    Attributes:
        start: its first code point.
        end: the one after its last; blanks around it are outside.
    """

    start: int
    end: int


def sentences(text: str, *, start: int = 0) -> tuple[Sentence, ...]:
    """The sentences of one turn.

    A sentence ends with a full stop, a question or exclamation mark, dots or a line break. A stop
    after a title, an initial or another short form ends none, so that a doctor and his name stay
    together. Every code point that is no blank lies in exactly one sentence.

    Args:
        text: of the turn.
        start: where the turn begins in a longer text; added to all positions.
    """
    found: list[Sentence] = []
    begin = 0
    for mark in _END.finditer(text):
        if not _goes_on(text, begin, mark):
            _keep(found, text, begin, mark.end(), start)
            begin = mark.end()
    _keep(found, text, begin, len(text), start)
    return tuple(found)


def _goes_on(text: str, begin: int, mark: re.Match[str]) -> bool:
    """Whether a stop belongs to a short form and not to the end of a sentence."""
    if not mark[0].startswith(".") or mark[0].startswith(".."):
        return False
    said = text[max(begin, mark.start() - 12) : mark.start() + 1]
    if not _SHORT.search(said) or re.search(r"(?:^|\s)[Iiyeoua]\.$", said):
        return False
    following = _NEXT.match(text, mark.end())
    capital = following is not None and following[1].isupper()
    return not (_ENDS_ALL_THE_SAME.search(said) and capital)


def _keep(found: list[Sentence], text: str, begin: int, end: int, start: int) -> None:
    said = text[begin:end]
    left = begin + len(said) - len(said.lstrip())
    right = begin + len(said.rstrip())
    if left < right:
        found.append(Sentence(start + left, start + right))

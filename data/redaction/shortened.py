"""Whether a text is something that was said with words left out, and nothing else."""

import re
from collections.abc import Iterator, Sequence

from data.redaction.words import without_accents

LEFT_OUT = "…"
"""What stands where words were left out; three dots do, too, in square brackets or without."""
_PIECE = re.compile(r"\[[^\[\]]*\]|…|\.{3,}|[^\W_]+(?:['’][^\W_]+)*")
_MARK = re.compile(r"\[?\s*(?:…|\.{3,})\s*\]?")


def beyond(text: str, said: str) -> str:
    """What in a text is no shortening of what was said; empty where all of it is.

    Words stand as they were said and in that order, with a mark where some between them are left
    out; before the first and after the last word no mark is needed. How words are written and what
    stands between them may differ; what was put in the place of a name is a word like others.

    Returns:
        Words that were not said at all, or else those that do not stand there in a row.
    """
    theirs = [_folded(each) for each in _PIECE.findall(said) if not _MARK.fullmatch(each)]
    known, at, parts = set(theirs), 0, list(_between_marks(text))
    for part in parts:
        folded = [_folded(each) for each in part]
        if unsaid := [each for each in part if _folded(each) not in known]:
            return " ".join(unsaid)
        starts = range(at, len(theirs) - len(part) + 1)
        found = next((n for n in starts if theirs[n : n + len(part)] == folded), None)
        if found is None:
            return " ".join(part)
        at = found + len(part)
    return "" if parts else text


def _between_marks(text: str) -> Iterator[Sequence[str]]:
    """The words of a text, those between two marks together."""
    part: list[str] = []
    for each in _PIECE.findall(text):
        if not _MARK.fullmatch(each):
            part.append(each)
        elif part:
            yield part
            part = []
    if part:
        yield part


def _folded(piece: str) -> str:
    return without_accents(" ".join(piece.casefold().replace("’", "'").split()))

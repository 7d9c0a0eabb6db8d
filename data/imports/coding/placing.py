"""Marked words of one text get their places, or are known to have none: never those of other words.

How a file counts is told by the names of its marks where these repeat the words, then by which way
of counting cuts no words, then by the program that wrote it. Where that leaves more than one way, a
mark has a place only if all of them put it on the same words.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from data.exports.families.words import ORIGIN
from data.imports.coding.evidence import (
    Marked,
    Span,
    has_words,
    is_elsewhere,
    is_named,
    plain_text,
)
from data.imports.coding.positions import STANDARD, Counting, by_origin, clean, named, ways

Why = Literal["outside", "in doubt", "other words", "cut"]
_CLEARLY = 0.25
_FOR_ONE = 0.75
_MOSTLY = 0.75
_HARDLY = 0.34
_ENOUGH = 3
_Read = dict[Counting, tuple[Span | None, ...]]


@dataclass(frozen=True, slots=True)
class Placed:
    """What became of the marks of a text.

    Attributes:
        counting: how the file counts; that of the standard where nothing tells.
        spans: the true place of each mark, or why it has none.
    """

    counting: Counting
    spans: tuple[Span | Why, ...]

    def moved(self, marked: Sequence[Marked]) -> int:
        """How many marks stand at another place than the file says."""
        pairs = zip(self.spans, marked, strict=True)
        return sum(
            span != (each.start, each.end) for span, each in pairs if isinstance(span, tuple)
        )


def place(text: str, marked: Sequence[Marked], *, origin: str, mark: bool) -> Placed:
    """Find the words of each mark.

    Args:
        text: without a mark at its start.
        marked: all marks in it, as the file gives them.
        origin: the program, as the file names it. What we wrote ourselves is taken as it is.
        mark: whether the text had a mark at its start.
    """
    if origin == ORIGIN:
        ours = STANDARD.spans(text, marked)
        return Placed(STANDARD, tuple(each or "outside" for each in ours))
    read = _different({each: each.spans(text, marked) for each in ways(text, mark=mark)})
    left = _left(text, marked, read, origin=origin)
    counting = left[0]
    spans: list[Span | Why] = [
        _agreed([read[each][at] for each in left]) for at in range(len(marked))
    ]
    sure = named(text, marked, read[counting])
    if not sure and _is_hopeless(text, [each for each in spans if isinstance(each, tuple)]):
        return Placed(counting, tuple(_cut(each) for each in spans))
    return Placed(counting, _checked(text, marked, spans, often=sure))


def _different(read: _Read) -> _Read:
    """One way of counting for each outcome, the more usual ones first."""
    ordered = sorted(read, key=lambda each: not each.is_usual)
    kept: _Read = {}
    for each in ordered:
        if read[each] not in kept.values():
            kept[each] = read[each]
    return kept


def _left(text: str, marked: Sequence[Marked], read: _Read, *, origin: str) -> list[Counting]:
    """Ways of counting that may be that of the file; the first is the most likely one."""
    names = {each: named(text, marked, spans) for each, spans in read.items()}
    left = [each for each in read if names[each] == max(names.values())]
    if len(left) > 1 and has_words(text):
        left = _by_words(text, left, read)
    usual = [each for each in left if each.is_usual]
    return by_origin(usual or left, origin)


def _by_words(text: str, left: list[Counting], read: _Read) -> list[Counting]:
    """Those that clearly cut fewer words than others, where they differ."""
    apart = [
        at
        for at, (first, *others) in enumerate(zip(*(read[each] for each in left), strict=True))
        if any(other != first for other in others)
    ]
    shares = {each: clean(text, [read[each][at] for at in apart]) for each in left}
    most = max(shares.values())
    clearly = _CLEARLY if len(apart) > 1 or shares.get(STANDARD) == most else _FOR_ONE
    kept = [each for each in left if most - shares[each] < clearly]
    if STANDARD not in kept and most < _MOSTLY:
        kept = [each for each in left if each in kept or each.is_usual]
    return kept


def _agreed(spans: Sequence[Span | None]) -> Span | Why:
    """The place on which all ways of counting agree."""
    if not any(spans):
        return "outside"
    first = spans[0]
    return first if first is not None and all(each == first for each in spans) else "in doubt"


def _is_hopeless(text: str, spans: Sequence[Span]) -> bool:
    """Most places cut words, so these are not the words that somebody marked."""
    return len(spans) >= _ENOUGH and has_words(text) and clean(text, spans) < _HARDLY


def _cut(span: Span | Why) -> Why:
    return "cut" if isinstance(span, tuple) else span


def _checked(
    text: str, marked: Sequence[Marked], spans: Sequence[Span | Why], *, often: int
) -> tuple[Span | Why, ...]:
    """No place at which the file says that other words stand."""
    plain = plain_text(text)
    sure = 2 * often >= sum(bool(each.name) for each in marked)
    return tuple(
        "other words"
        if isinstance(span, tuple)
        and not is_named(text, each, span)
        and is_elsewhere(plain, each, sure=sure and often > 0)
        else span
        for each, span in zip(marked, spans, strict=True)
    )

"""All that may tell who somebody is in one turn, each place once, with every reason for it."""

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from data.redaction.cues import doing, led_to
from data.redaction.kinds import Hit, without_placeholders
from data.redaction.roster import Roster, normalised
from data.redaction.rules import shaped
from data.redaction.small_letters import places as named_places
from data.redaction.unusual import Capitals, reading, unusual
from data.redaction.words import Word, is_ordinary, words

_PARTICLES = "de|del|da|do|dos|di|la|las|los|van|von|der|den|het|ten|ter|bin|ibn|al|el|y"
_INITIAL = r"[^\W\d_](?![^\W\d_])\.?"
_BETWEEN = re.compile(
    rf"(?:\.?[ \u00a0]{{1,2}}|-|\.)(?:(?:(?:{_PARTICLES})(?= )|{_INITIAL})[ \u00a0]?){{0,3}}",
    re.IGNORECASE,
)
_LONGEST_RUN = 6


class Places:
    """The scan's own directory: agencies, programmes, towns, roads and schools by their names."""

    def __init__(self, names: Iterable[str]) -> None:
        folded = {tuple(normalised(word.text) for word in words(name)) for name in names} - {()}
        self._by_first: dict[str, list[tuple[str, ...]]] = {}
        for name in sorted(folded, key=lambda parts: (-len(parts), parts)):
            self._by_first.setdefault(name[0], []).append(name)

    def found(self, spoken: Sequence[Word], *, tell: bool) -> Iterator[Hit]:
        """Where one of them is said; an ordinary word of one's own counts with a capital only."""
        if not self._by_first:
            return
        plain = [normalised(word.text) for word in spoken]
        at = 0
        while at < len(spoken):
            length = self._length(plain, at)
            if length > 1 or (length and _stands_out(spoken[at], tell=tell)):
                yield Hit(spoken[at].start, spoken[at + length - 1].end, frozenset({"place"}))
            at += max(length, 1)

    def _length(self, plain: Sequence[str], at: int) -> int:
        for name in self._by_first.get(plain[at], ()):
            if tuple(plain[at : at + len(name)]) == name:
                return len(name)
        return 0


def hits(
    text: str, *, roster: Roster | None, places: Places, around: Capitals | None = None
) -> tuple[Hit, ...]:
    """Everything found in a turn; no two places overlap, and they are in order.

    What the shape or the directory tells is kept whole. Single words that stand side by side and
    begin with a capital are one place, so that a full name is one string.

    Args:
        text: of the turn; what was redacted before is passed over.
        roster: of people who were invited.
        places: of the scan's own directory.
        around: how the transcript as a whole uses capitals; None where the text stands alone.
    """
    seen = without_placeholders(text)
    spoken = tuple(words(seen))
    read = reading(seen, around=around)
    by_words = () if read.small else named_places(seen)
    whole = joined([*shaped(seen), *places.found(spoken, tell=read.small), *by_words])
    single = [
        *unusual(seen, spoken=spoken, read=read),
        *led_to(seen, spoken=spoken),
        *doing(seen, spoken=spoken),
        *(_of_roster(spoken, roster, tell=read.small) if roster is not None else ()),
    ]
    outside = _outside(joined(single), whole)
    return tuple(joined([*whole, *_runs(seen, outside)]))


def joined(found: Iterable[Hit]) -> list[Hit]:
    """Places that overlap become one, with all reasons."""
    joined: list[Hit] = []
    for hit in sorted(found, key=lambda each: (each.start, each.end)):
        if joined and hit.start < joined[-1].end:
            last = joined.pop()
            hit = Hit(last.start, max(last.end, hit.end), last.kinds | hit.kinds)  # noqa: PLW2901
        joined.append(hit)
    return joined


def _of_roster(spoken: Iterable[Word], roster: Roster, *, tell: bool) -> Iterator[Hit]:
    for word in spoken:
        if len(word.text) > 1 and word.text in roster and _stands_out(word, tell=tell):
            yield Hit(word.start, word.end, frozenset({"roster"}))


def _stands_out(word: Word, *, tell: bool) -> bool:
    """A name that is an ordinary word counts with a capital, where capitals tell something."""
    return not (tell and is_ordinary(word) and word.text[0].islower())


def _outside(single: Iterable[Hit], whole: Sequence[Hit]) -> list[Hit]:
    """Those that do not lie inside of a larger place."""
    ends = [hit.end for hit in whole]
    kept: list[Hit] = []
    for hit in single:
        number = bisect_left(ends, hit.end)
        if number == len(whole) or whole[number].start > hit.start:
            kept.append(hit)
    return kept


def _runs(text: str, found: Sequence[Hit]) -> list[Hit]:
    run: list[list[Hit]] = [[hit] for hit in found[:1]]
    for one, two in pairwise(found):
        between = _BETWEEN.fullmatch(text, one.end, two.start)
        large = text[one.start].isupper() and text[two.start].isupper()
        if between and large and len(run[-1]) < _LONGEST_RUN:
            run[-1].append(two)
        else:
            run.append([two])
    return [
        Hit(parts[0].start, parts[-1].end, frozenset().union(*(hit.kinds for hit in parts)))
        for parts in run
    ]

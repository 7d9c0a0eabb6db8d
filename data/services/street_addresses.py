"""One address in two spellings: the number of the house and the words of its street.

Units, boxes and floors do not count, directions count only where both have one, and a number may
stand in a range. In doubt two spellings are one address: it is asked only of what must stay hidden.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from data.imports.directory.confidential_marks import is_no_address
from data.services.street_words import (
    KINDS,
    UNIT,
    WAYS,
    folded_word,
    house_number,
    house_numbers,
    may_be_one_kind,
    without_parts,
)

_WORD = re.compile(r"[^\W_]+")
_RANGE = re.compile(r"\s*(?:[-–—/&]|\band\b|\bto\b|\bthrough\b)\s*", re.IGNORECASE)
SEVERAL = re.compile(r"(?<![\d-])\d+\s*(?:[-–—/&]|and|to|through)\s*\d+(?![\d-])", re.IGNORECASE)
"""Two numbers, which may be the first and the last of several houses."""
_NEXT_PIECE = re.compile(r"[,;|\n/]")
_ROADS = frozenset({"highway", "route", "cr"})
_WHOSE = frozenset({"us", "u", "s", "state", "county", "old"})
_WIDEST = 100
"""Houses between the first and the last number of a range."""


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a text.

    Attributes:
        folded: what stands for all its spellings.
        gap: what stands before it.
        start: where it is in the text; end likewise.
    """

    raw: str
    folded: str
    gap: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Street:
    """A house in a street.

    Attributes:
        numbers: of the house; several where the address gives a range.
        name: the words of the street, run together.
        kind: such as lane; empty where it is not said.
        ways: letters of the directions.
        rest: what stands behind, in the same line.
        needs_kind: the name is a direction, which alone tells nothing.
    """

    numbers: frozenset[str]
    name: str
    kind: str = ""
    ways: frozenset[str] = frozenset()
    rest: tuple[str, ...] = ()
    needs_kind: bool = False

    @property
    def spelled(self) -> tuple[tuple[str, str], ...]:
        """Name and kind, and both as one name: "Willow Bend" may be a bend or a road."""
        whole = (self.name + self.kind, "")
        return ((self.name, self.kind), whole) if self.kind else ((self.name, ""),)

    def is_same(self, other: "Street") -> bool:
        """Both are one address as far as anybody can tell."""
        if not self.numbers & other.numbers or are_opposite(self.ways, other.ways):
            return False
        return any(
            ours == theirs and may_be_one_kind(kind, other_kind)
            for ours, kind in self.spelled
            for theirs, other_kind in other.spelled
        )


def are_one_house(
    one: Sequence[Street], other: Sequence[Street], *, by_number: bool = False
) -> bool:
    """What two addresses say may be one house; `by_number` asks only for the number of it."""
    return any(
        bool(ours.numbers & theirs.numbers) if by_number else ours.is_same(theirs)
        for ours in one
        for theirs in other
    )


def are_opposite(one: frozenset[str], other: frozenset[str]) -> bool:
    """Both say a direction, and not the same."""
    return bool(one and other) and not one & other


def words_of(text: str) -> list[Word]:
    """The words of a text in order."""
    found: list[Word] = []
    end = 0
    for each in _WORD.finditer(text):
        gap = text[end : each.start()]
        found.append(Word(each[0], folded_word(each[0]), gap, each.start(), each.end()))
        end = each.end()
    return found


@lru_cache(maxsize=1 << 15)
def streets(*lines: str) -> tuple[Street, ...]:
    """What the lines of an address may say; none where no number of a house is in them."""
    found: list[Street] = []
    for line in lines:
        if is_no_address(line):
            found += [each for each in _in(line.lower()) if each.kind]
        elif line:
            whole = (each for each in _in(line.lower()) if each.kind)
            found += list(_in(without_parts(line))) or list(whole)
    return tuple(found)


def numbers_in(text: str, words: Iterable[str]) -> frozenset[str]:
    """What may be the number of a house in a text, those within a range too.

    Args:
        words: of the text, in small letters.
    """
    found = house_numbers(words)
    if found and SEVERAL.search(text):
        for each in SEVERAL.finditer(text):
            found |= _numbers(words_of(each[0]))
    return found


def is_range(words: Sequence[Word], at: int) -> bool:
    """A number, or a letter, that goes on from the word before: 4711-4713, 4711-B."""
    if not 0 < at < len(words) or not _RANGE.fullmatch(words[at].gap):
        return False
    raw = words[at].raw
    return words[at - 1].raw[0].isdigit() and (raw.isdecimal() or (len(raw) == 1 and raw.isalpha()))


def route(words: Sequence[str]) -> tuple[str, int]:
    """A road that goes by a number, and how many words that takes; "" and 0 for any other."""
    for at, word in enumerate(words[:4]):
        if word in _ROADS or (word in ("road", "us", "s") and at + 1 < len(words)):
            behind = words[at + 1] if at + 1 < len(words) else ""
            qualified = word in _ROADS or word in ("us", "s") or "county" in words[:at]
            if behind.isdecimal() and qualified:
                return f"route{behind}", at + 2
        if word not in _WHOSE and not (len(word) == 2 and word.isalpha() and word not in WAYS):
            break
    return "", 0


def _in(line: str) -> Iterator[Street]:
    words = words_of(line)
    at = 0
    while at < len(words):
        first = at
        at += 1
        if not house_number(words[first].raw):
            continue
        while is_range(words, at):
            at += 1
        numbers = _numbers(words[first:at])
        made = _street(numbers, _piece(words, at))
        if at == len(words):
            made = _turned(numbers, words[:first])
        if made:
            yield made


def _turned(numbers: frozenset[str], before: Sequence[Word]) -> Street | None:
    """A number that stands behind its street; that of a road that goes by it is none."""
    if any(house_number(each.raw) or each.folded in _WHOSE for each in before):
        return None
    made = _street(numbers, before)
    return made if made and made.kind else None


def _numbers(words: Sequence[Word]) -> frozenset[str]:
    said = [number for each in words if (number := house_number(each.raw))]
    found = {*said, "".join(said)}
    if len(said) == 2:
        low, high = map(int, said)
        if low < high <= low + _WIDEST:
            found |= {str(each) for each in range(low, high + 1, 2)}
    return frozenset(found)


def _piece(words: Sequence[Word], at: int) -> Sequence[Word]:
    """The words from here on that stand in the same part of a line."""
    for end in range(at + 1, len(words)):
        if _NEXT_PIECE.search(words[end].gap):
            return words[at:end]
    return words[at:]


def _street(numbers: frozenset[str], words: Sequence[Word]) -> Street | None:
    folded = [each.folded for each in words]
    ahead = next((at for at, each in enumerate(folded) if each not in WAYS), len(folded))
    by_number, taken = route(folded[ahead:])
    if by_number:
        ways = frozenset("".join(folded[:ahead]))
        return Street(numbers, by_number, ways=ways, rest=tuple(folded[ahead + taken :]))
    end = end_of_name(folded)
    kind = folded[end] if end < len(folded) else ""
    behind = folded[end + 1 :] if kind else []
    core = [each for each in folded[:end] if each not in WAYS]
    is_way = not core
    name = "".join(core or folded[:end])
    if not name or (name.isdecimal() and not kind) or (is_way and not kind):
        return None
    ways = [each for each in folded[:end] if each in WAYS and not is_way]
    if kind and behind and behind[0] in WAYS:
        ways.append(behind[0])
    return Street(numbers, name, kind, frozenset("".join(ways)), tuple(behind), is_way)


def end_of_name(folded: Sequence[str]) -> int:
    """Where the kind of the street stands; the end where it is not said.

    Of two such words in a row the first belongs to the name, and so does one that comes first.
    """
    for at, word in enumerate(folded):
        if at and word in KINDS and not KINDS.intersection(folded[at + 1 : at + 2]):
            return at
    return len(folded)


@dataclass(frozen=True, slots=True)
class Hidden:
    """A hidden address, to be found in texts.

    Attributes:
        behind: what may follow it, such as its town, each as folded words.
    """

    street: Street
    behind: tuple[tuple[str, ...], ...]

    def end(self, words: Sequence[Word], at: int) -> int:
        """Behind the last word of this address where its number stands at a place; 0 if not."""
        start = at + 1
        while is_range(words, start):
            start += 1
        if [each.gap for each in words[start : start + 2]] == [" ", "/"]:
            start += 2
        return max(self._end(words, start, *spelled) for spelled in self.street.spelled)

    def _end(self, words: Sequence[Word], start: int, name: str, kind: str) -> int:
        at, ways = self._behind_name(words, start, name)
        at = at and self._behind_kind(words, at, kind)
        if not at:
            return 0
        if at < len(words) and words[at].folded in WAYS and words[at].gap.isspace():
            ways |= frozenset(words[at].folded)
            at += 1
        if are_opposite(ways, self.street.ways):
            return 0
        return self._behind_all(words, at)

    def start(self, words: Sequence[Word], at: int) -> int:
        """Where this address starts if its number stands at a place behind it; else that place."""
        first, said = at - 1, ""
        if not words[at].gap.isspace():
            return at
        if first > 0 and words[first].folded in KINDS:
            if not may_be_one_kind(self.street.kind, words[first].folded):
                return at
            first -= 1
        while first >= 0 and len(said) < len(self.street.name):
            said = words[first].folded + said
            if said == self.street.name and not self.street.needs_kind:
                return first
            first -= 1
        return at

    def _behind_kind(self, words: Sequence[Word], at: int, kind: str) -> int:
        """Behind the kind of the street, if it is said; 0 if this is another street."""
        said = words[at].folded if at < len(words) and words[at].folded in KINDS else ""
        if not said:
            return 0 if self.street.needs_kind else at
        belongs_to_name = kind != said and all(map(_is_surely_kind, words[at : at + 2]))
        if kind and belongs_to_name and len(words) > at + 1:
            return 0
        if may_be_one_kind(kind, said):
            return at + 1
        return 0 if self.street.needs_kind or _is_surely_kind(words[at]) else at

    def _behind_name(
        self, words: Sequence[Word], start: int, name: str
    ) -> tuple[int, frozenset[str]]:
        """Behind the name, and the directions before and in it; 0 if it does not stand there."""
        ways: set[str] = set()
        at, said = start, ""
        if name.startswith("route"):
            while at < len(words) and words[at].folded in WAYS:
                ways |= set(words[at].folded)
                at += 1
            found, taken = route([each.folded for each in words[at : at + 6]])
            if found == name:
                return at + taken, frozenset(ways)
        at = start
        while at < len(words) and len(said) < len(name):
            word = words[at].folded
            if word in WAYS and not self.street.needs_kind:
                ways |= set(word)
            elif name.startswith(said + word):
                said += word
            else:
                return 0, frozenset()
            at += 1
        return (at, frozenset(ways)) if said == name else (0, frozenset())

    def _behind_all(self, words: Sequence[Word], at: int) -> int:
        for group in self.behind:
            if _is_unit(words[at : at + 2]):
                at += 2
            elif at < len(words) and "#" in words[at].gap:
                at += 1
            if group and tuple(each.folded for each in words[at : at + len(group)]) == group:
                at += len(group)
        return at


def _is_unit(words: Sequence[Word]) -> bool:
    """Two words such as "Apt 4"."""
    if len(words) < 2 or not UNIT.fullmatch(words[0].raw.lower()):
        return False
    return len(words[1].raw) == 1 or any(sign.isdigit() for sign in words[1].raw)


def _is_surely_kind(word: Word) -> bool:
    """It says what kind of street it is, and is no other word: "Court", "ct", and not "court"."""
    if word.folded not in KINDS:
        return False
    return word.gap.isspace() and (word.raw[0].isupper() or word.raw.lower() != word.folded)


def without(text: str, hidden: Sequence[Hidden], *, instead: str) -> str:
    """A text with other words in the place of every one of these addresses."""
    words = words_of(text)
    made: list[str] = []
    done = at = 0
    while at < len(words):
        first, end = _found(words, at, hidden)
        if not end or words[first].start < done:
            at += 1
            continue
        made += [text[done : words[first].start], instead]
        done = words[end - 1].end
        if words[end - 1].folded in KINDS and text[done : done + 1] == ".":
            done += 1
        at = end
    return "".join((*made, text[done:]))


def _found(words: Sequence[Word], at: int, hidden: Sequence[Hidden]) -> tuple[int, int]:
    """Where an address starts and ends whose number stands at a place; its end is 0 if none."""
    if not house_number(words[at].raw):
        return at, 0
    behind = at + 1
    while is_range(words, behind):
        behind += 1
    numbers = _numbers(words[at:behind])
    told = [each for each in hidden if numbers & each.street.numbers]
    if not told:
        return at, 0
    end = max(each.end(words, at) for each in told)
    first = at if end else min(each.start(words, at) for each in told)
    return first, end or (at + 1 if first < at else 0)

"""What a person has to decide: each string that may tell who somebody is, once, and everywhere.

Nothing here decides. What is found is proposed with its reasons and a few sentences around it; what
a person decided is carried out at every place, and marks in the text go along.
"""

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Literal

from data.imports.transcripts.turns import Turn
from data.redaction.ages import is_bare
from data.redaction.finding import Places, hits
from data.redaction.kinds import KINDS, Kind, without_placeholders
from data.redaction.roster import Roster
from data.redaction.sentences import Sentence, sentences
from data.redaction.small_forms import OF_NAMES, SHORTEST, beside_names, folded, key_of, plain_key
from data.redaction.spans import Edit, Span, replace
from data.redaction.standing import standing, stands_alone
from data.redaction.unusual import capitals
from data.redaction.words import is_ordinary, words
from data.redaction.writing import Writings

MOST_CONTEXTS = 3
_WIDEST = 240
_APART = re.compile(r"[^\w]+")
Choice = Literal["keep", "replace", "generalise"]
_Found = dict[str, dict[str, Counter[str]]]


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """Where something is said.

    Attributes:
        turn: its number from 0; 0 where one text was given.
        start: the first code point in the turn.
        end: the one after the last.
    """

    turn: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Suspect:
    """One string that a person has to decide on.

    Attributes:
        text: as it is written most often.
        forms: all ways it is written, the most frequent first, and then those that nobody is asked
            about for themselves: 'MARIA' in a sentence of capitals. A decision goes for all.
        kinds: why it is proposed, the more sure reasons first.
        places: all places at which a decision will be carried out, in order.
        contexts: up to three different sentences it is said in, first where it is proposed.
        beside: an ordinary word in small letters that is asked about, everywhere or at some places,
            only since a name is written like it.
    """

    text: str
    forms: tuple[str, ...]
    kinds: tuple[Kind, ...]
    places: tuple[Place, ...]
    contexts: tuple[str, ...]
    beside: bool = False

    @property
    def count(self) -> int:
        """How often it is said."""
        return len(self.places)


@dataclass(frozen=True, slots=True)
class Decision:
    """What a person decided on one string.

    Attributes:
        forms: of the suspect; the ways the string is written.
        choice: leave it, put a placeholder, or put a wider word.
        replacement: what stands there instead; empty where the string is kept.
        only: carry it out at these places of the text alone, as pairs of start and end; everywhere
            where it is None. For a word that is a name here and an ordinary word there.
    """

    forms: tuple[str, ...]
    choice: Choice
    replacement: str = ""
    only: frozenset[tuple[int, int]] | None = None


@dataclass(frozen=True, slots=True)
class Made:
    """One place that was changed.

    Attributes:
        start: of the replacement in the text as it is now.
        end: the one after its last code point.
        decision: its number in the order given.
    """

    start: int
    end: int
    decision: int


@dataclass(frozen=True, slots=True)
class Applied:
    """A text after decisions were carried out.

    Attributes:
        text: as it is now.
        spans: marks that still hold something, at their places now.
        lost: marks of which nothing is left, as they were.
        made: all places that were changed, in order.
    """

    text: str
    spans: tuple[Span, ...]
    lost: tuple[Span, ...]
    made: tuple[Made, ...]


def suspects(
    text_or_turns: str | Sequence[str] | Sequence[Turn],
    *,
    roster: Roster | None = None,
    places: Iterable[str] = (),
    cleared: Collection[str] = (),
) -> tuple[Suspect, ...]:
    """Everything in a transcript that a person has to decide on, what is said most often first.

    Speaker labels are not looked at: they are no text and are mapped to seats. Placeholders of an
    earlier redaction are passed over. The text is only read; nothing else is, but the lists of
    words that came with the product.

    Args:
        text_or_turns: one text, the texts of turns, or turns.
        roster: of people who were invited, if there is one.
        places: names in the scan's own directory: agencies, programmes, towns, roads, schools.
        cleared: strings that somebody decided to keep before; in any case.
    """
    texts = _texts(text_or_turns)
    kept = {folded(text) for text in cleared}
    found, at_found = _found(texts, roster, Places(places), kept)
    small = _small(texts, found, at_found, kept)
    forms = {form: key for key, reasons in found.items() for form in reasons["forms"]}
    forms |= _other_writings(texts, found, taken=forms)
    everywhere = _everywhere(texts, forms)
    units = _Units(texts)
    made = [
        _suspect(
            reasons,
            flagged=at_found[key],
            at=_united(everywhere.get(key, ()), at_found[key]),
            texts=texts,
            units=units,
            beside=key in small or _is_beside(key, everywhere.get(key, ()), at_found[key]),
        )
        for key, reasons in found.items()
    ]
    return tuple(sorted(made, key=lambda each: (-each.count, each.places[0])))


def apply(decisions: Sequence[Decision], text: str, spans: Iterable[Span] = ()) -> Applied:
    """Carry decisions out at every place, the longer strings first, and take marks along.

    A string counts where no letter touches its letters and no digit its digits. A bare number, such
    as 'six', counts only where it is said as an age or another fact, so that six o'clock stays.

    Args:
        decisions: at most one for each string.
        text: the whole transcript, or one turn.
        spans: marks in it.

    Raises:
        ValueError: a string has two decisions, a replacement is missing or is given where a string
            is kept, or a replacement says again what is to go; the message quotes the string.
    """
    _check(decisions)
    numbers = {form: number for number, one in enumerate(decisions) for form in one.forms}
    edits: list[tuple[Edit, int]] = []
    for start, end in standing(text, numbers):
        number = numbers[text[start:end]]
        decision = decisions[number]
        wanted = decision.only is None or (start, end) in decision.only
        if decision.choice != "keep" and wanted:
            edits.append((Edit(start, end, decision.replacement), number))
    edited = replace(text, [edit for edit, _ in edits], spans)
    return Applied(edited.text, edited.spans, edited.lost, tuple(_made(edits)))


class _Units:
    """The sentences of each turn, looked for once."""

    def __init__(self, texts: Sequence[str]) -> None:
        self._of_turn = [sentences(text) for text in texts]
        self._ends = [[each.end for each in units] for units in self._of_turn]

    def around(self, place: Place) -> tuple[Sentence, ...]:
        """Those that a place reaches into."""
        ends = self._ends[place.turn]
        first = bisect_right(ends, place.start)
        return self._of_turn[place.turn][first : bisect_left(ends, place.end) + 1]


def _texts(text_or_turns: str | Sequence[str] | Sequence[Turn]) -> tuple[str, ...]:
    if isinstance(text_or_turns, str):
        return (text_or_turns,)
    return tuple(each if isinstance(each, str) else each.text for each in text_or_turns)


def _found(
    texts: Sequence[str], roster: Roster | None, directory: Places, kept: Collection[str]
) -> tuple[_Found, dict[str, list[Place]]]:
    """What stands out by itself, by key, and where."""
    around = capitals("\n".join(texts))
    found: _Found = {}
    at_found: dict[str, list[Place]] = {}
    for turn, text in enumerate(texts):
        for hit in hits(text, roster=roster, places=directory, around=around):
            said = text[hit.start : hit.end]
            if folded(said) not in kept:
                _add(found, said, hit.kinds)
                at_found.setdefault(key_of(said), []).append(Place(turn, hit.start, hit.end))
    return found, at_found


def _small(
    texts: Sequence[str],
    found: _Found,
    at_found: dict[str, list[Place]],
    kept: Collection[str],
) -> frozenset[str]:
    """Add ordinary words in small letters that are names elsewhere; returns their keys."""
    kinds = {key: frozenset(each["kinds"]) for key, each in found.items()}
    added: set[str] = set()
    for turn, word in beside_names(texts, kinds):
        key = key_of(word.text)
        if key not in kinds and folded(word.text) not in kept:
            _add(found, word.text, ("either",))
            at_found.setdefault(key, []).append(Place(turn, word.start, word.end))
            added.add(key)
    return frozenset(added)


def _add(found: _Found, said: str, kinds: Iterable[Kind]) -> None:
    reasons = found.setdefault(key_of(said), {"forms": Counter(), "kinds": Counter()})
    reasons["forms"][said] += 1
    reasons["kinds"].update(kinds)


def _means_the_name(form: str) -> bool:
    """Whether another way of writing a name is the name; 'hope' in small letters is no Hope."""
    return any(sign.isupper() for sign in form) or not all(map(is_ordinary, words(form)))


def _other_writings(
    texts: Sequence[str], found: Mapping[str, Mapping[str, Counter[str]]], *, taken: Collection[str]
) -> dict[str, str]:
    """Ways in which names are written where nothing flagged them, and whose they are."""
    names = sorted(
        (key for key, each in found.items() if OF_NAMES & set(each["kinds"])),
        key=lambda key: (-len(plain_key(key)), key),
    )
    others: dict[str, str] = {}
    for text in texts:
        writings = Writings(text)
        for key in names:
            plain = plain_key(key)
            if len(plain) < SHORTEST or is_bare(plain):
                continue
            for start, end in writings.of(plain, plural=True):
                form = text[start:end]
                if stands_alone(text, start, end) and form not in taken and _means_the_name(form):
                    others.setdefault(form, key)
    return others


def _suspect(
    reasons: Mapping[str, Counter[str]],
    *,
    flagged: Sequence[Place],
    at: Sequence[Place],
    texts: Sequence[str],
    units: _Units,
    beside: bool,
) -> Suspect:
    found = (form for form, _ in reasons["forms"].most_common())
    said = (texts[place.turn][place.start : place.end] for place in at)
    forms = tuple(dict.fromkeys((*found, *said)))
    return Suspect(
        forms[0],
        forms,
        tuple(kind for kind in KINDS if kind in reasons["kinds"]),
        tuple(at),
        _contexts((*flagged, *at), texts, units),
        beside,
    )


def _is_beside(key: str, at: Iterable[Place], flagged: Iterable[Place]) -> bool:
    """An ordinary word in small letters that stands where nothing tells that it is a name, too."""
    return key != plain_key(key) and not set(at) <= set(flagged)


def _united(one: Iterable[Place], two: Iterable[Place]) -> tuple[Place, ...]:
    return tuple(sorted({*one, *two}))


def _contexts(at: Iterable[Place], texts: Sequence[str], units: _Units) -> tuple[str, ...]:
    seen: dict[str, None] = {}
    for place in at:
        around = units.around(place)
        start, end = around[0].start, around[-1].end
        if end - start > _WIDEST:
            middle = (place.start + place.end) // 2
            start, end = max(start, middle - _WIDEST // 2), min(end, middle + _WIDEST // 2)
        seen[texts[place.turn][start:end]] = None
        if len(seen) == MOST_CONTEXTS:
            break
    return tuple(seen)


def _everywhere(texts: Sequence[str], forms: Mapping[str, str]) -> dict[str, list[Place]]:
    found: dict[str, list[Place]] = {}
    for turn, text in enumerate(texts):
        for start, end in standing(text, forms):
            found.setdefault(forms[text[start:end]], []).append(Place(turn, start, end))
    return found


def _check(decisions: Sequence[Decision]) -> None:
    seen: set[str] = set()
    for decision in decisions:
        if not any(decision.forms):
            raise ValueError("a decision is about no string; it names the forms of one.")
        if twice := seen & set(decision.forms):
            raise ValueError(f"'{min(twice)}' has two decisions; a string has one.")
        seen |= set(decision.forms)
        _check_replacement(decision)
    _check_nothing_comes_back(decisions)


def _check_replacement(decision: Decision) -> None:
    first, kept = decision.forms[0], decision.choice == "keep"
    if kept and decision.replacement:
        raise ValueError(f"'{first}' is kept and has a replacement; it is one or the other.")
    if not kept and not decision.replacement.strip():
        right = "write a placeholder or a wider word"
        raise ValueError(f"nothing would stand in the place of '{first}'; {right}.")


def _check_nothing_comes_back(decisions: Sequence[Decision]) -> None:
    """No replacement may say a string that goes."""
    changed = [decision for decision in decisions if decision.choice != "keep"]
    going = {folded(form) for decision in changed for form in decision.forms}
    telling = {form for form in going if len(form) > 1 and not is_bare(form)}
    for decision in changed:
        words = _APART.sub(" ", folded(without_placeholders(decision.replacement))).split()
        borders = combinations(range(len(words) + 1), 2)
        parts = {" ".join(words[one:two]) for one, two in borders}
        if again := telling & parts:
            raise ValueError(f"the replacement '{decision.replacement}' says '{min(again)}' again.")


def _made(edits: Iterable[tuple[Edit, int]]) -> Iterable[Made]:
    grown = 0
    for edit, number in edits:
        start = edit.start + grown
        yield Made(start, start + len(edit.replacement), number)
        grown += len(edit.replacement) - (edit.end - edit.start)

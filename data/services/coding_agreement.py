"""How far people who coded the same words agree, for those who have finished coding them.

Nobody compares before they have finished themselves, so that what others did leads nobody. Several
transcripts are laid end to end; of words that somebody has not finished, nothing of theirs counts.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from data.family_views import CodingView, TurnView
from data.services.authority import actor
from data.services.coding import applied, codebook, coders, codings
from data.services.coding_settled import Place, Settled, settled
from data.services.family_sessions import sessions
from data.services.teams import permit_within
from data.services.transcripts import transcript_of, turns
from scoring.coders import CodeAgreement, Difference, agenda, code_agreement
from scoring.unitizing import (
    SharedCharacters,
    Unitizing,
    shared_characters,
    unitizing_alpha,
    unitizing_alpha_of_all,
)

CODED = ("redacted", "released")
"""States of a transcript that can be coded."""


@dataclass(frozen=True, slots=True)
class Coded:
    """The words of one session, and who has finished coding them.

    Attributes:
        version: of the words.
        finished: the names of those who have, by the ids of their accounts.
        mine: whoever looks has finished.
    """

    session_id: str
    session_name: str
    transcript_id: str
    version: int
    finished: Mapping[str, str]
    mine: bool


@dataclass(frozen=True, slots=True)
class CodeCompared:
    """Agreement about one code.

    Attributes:
        stretches, shared: of the exact words, among those who have finished all that is compared.
    """

    label: str
    agreement: CodeAgreement
    stretches: Unitizing
    shared: SharedCharacters


@dataclass(frozen=True, slots=True)
class Talk:
    """A sentence to talk about: some gave it a code that others did not.

    Attributes:
        number: of the sentence in its session, from 1.
        code: what it is called; `code_id` is its id.
        instead: codes that the others gave in its place.
        before: how many steps of settling it have been taken back.
    """

    session_name: str
    number: int
    words: str
    place: Place
    code: str
    code_id: str
    given_by: tuple[str, ...]
    not_given_by: tuple[str, ...]
    instead: tuple[str, ...]
    before: int


@dataclass(frozen=True, slots=True)
class Settlement:
    """A sentence of which it was settled whether a code belongs there.

    Attributes:
        number: of the sentence in its session, from 1; 0 where the words are others by now.
        code: what it is called.
    """

    session_name: str
    number: int
    words: str
    code: str
    settled: Settled


@dataclass(frozen=True, slots=True)
class Comparison:
    """What several people did with the same words.

    Attributes:
        coders: their names.
        sentences: that two of them or more have read.
        codes: those that somebody gave, in the order of the codebook.
        talks: what is not settled, in the order in which it helps most.
        settled: what is, in the order of the words.
        stretches: of all codes together.
    """

    coders: tuple[str, ...]
    sentences: int
    codes: tuple[CodeCompared, ...]
    talks: tuple[Talk, ...]
    settled: tuple[Settlement, ...]
    stretches: Unitizing


@dataclass(frozen=True, slots=True)
class _Read:
    """One transcript that is compared, with the codes of people and what they settled."""

    of: Coded
    said: tuple[TurnView, ...]
    found: tuple[CodingView, ...]
    settled: tuple[Settled, ...]


def coded(team_id: str, study_id: str) -> tuple[Coded, ...]:
    """The sessions of a plan whose words can be coded, in their order."""
    permit_within("families.words", team_id=team_id)
    me, told = actor().id, []
    for held in sessions(team_id, study_id):
        found = transcript_of(team_id, held.id)
        if found is not None and found.state in CODED:
            names = coders(team_id, found.id)
            of = (held.id, held.entry.name, found.id, found.version)
            told.append(Coded(*of, names, me in names))
    return tuple(told)


def compare(team_id: str, study_id: str, *, session_id: str = "") -> Comparison | None:
    """What those who have finished did with the same words.

    Args:
        session_id: of one session; empty for all that whoever looks has finished.

    Returns:
        None where fewer than two people have coded any of it. Somebody who finished and put no
        code anywhere has read along, and is not compared.
    """
    read = [
        _read(team_id, each)
        for each in coded(team_id, study_id)
        if each.mine and len(each.finished) > 1 and session_id in ("", each.session_id)
    ]
    active = {each.coder for one in read for each in one.found}
    names = {key: name for one in read for key, name in one.of.finished.items() if key in active}
    by = tuple(sorted(names, key=lambda each: (names[each].casefold(), each)))
    if len(by) < 2:
        return None
    labels = {each.id: each.label for each in codebook(team_id, study_id).codes}
    used = {each.code for one in read for each in one.found}
    codes = [code for code in labels if code in used]
    sentences, tables = _tables(read, by=by, codes=codes)
    spans, end = _spans(read, by=by, codes=codes)
    return Comparison(
        coders=tuple(names[each] for each in by),
        sentences=_compared(tables),
        codes=tuple(
            CodeCompared(
                labels[code],
                code_agreement(tables[code]),
                unitizing_alpha(spans[code], start=0, end=end),
                shared_characters(spans[code], start=0, end=end),
            )
            for code in codes
        ),
        talks=tuple(
            _talks(
                read, sentences, agenda(tables), names=[names[each] for each in by], labels=labels
            )
        ),
        settled=tuple(_settlements(read, sentences, labels)),
        stretches=unitizing_alpha_of_all(spans, start=0, end=end),
    )


_Sentence = tuple[str, int, str, Place]
"""The name of a session, the number of a sentence in it from 1, its words, and where it stands."""


def _read(team_id: str, each: Coded) -> _Read:
    here = (team_id, each.transcript_id)
    own = tuple(one for one in codings(*here) if one.coder in each.finished)
    return _Read(each, turns(*here), own, settled(*here))


def _tables(
    read: Sequence[_Read], *, by: Sequence[str], codes: Sequence[str]
) -> tuple[list[_Sentence], dict[str, list[list[bool | None]]]]:
    """Every sentence, and by code which coder gave it; None where somebody has not finished."""
    sentences: list[_Sentence] = []
    tables: dict[str, list[list[bool | None]]] = {code: [] for code in codes}
    for one in read:
        texts = {turn.number: turn.text for turn in one.said}
        units, given = applied(one.said, one.found, by=by)
        nobody = [[False] * len(by) for _ in units]
        for place, (number, unit) in enumerate(units, start=1):
            words = texts[number][unit.start : unit.end]
            of = Place(one.of.transcript_id, one.of.version, number, unit.start, unit.end)
            sentences.append((one.of.session_name, place, words, of))
        for code in codes:
            for row in given.get(code, nobody):
                tables[code].append(
                    [
                        gave if coder in one.of.finished else None
                        for coder, gave in zip(by, row, strict=True)
                    ]
                )
    return sentences, tables


def _spans(
    read: Sequence[_Read], *, by: Sequence[str], codes: Sequence[str]
) -> tuple[dict[str, list[list[tuple[int, int]]]], int]:
    """By code, the stretches of each coder who has finished everything; and the length of all."""
    whole = [each for each in by if all(each in one.of.finished for one in read)]
    spans: dict[str, list[list[tuple[int, int]]]] = {
        code: [[] for _ in whole] for code in codes
    }  # fmt: skip
    end = 0
    for one in read:
        starts: dict[int, int] = {}
        for turn in one.said:
            starts[turn.number] = end
            end += len(turn.text) + 1
        for each in one.found:
            if each.coder in whole and each.code in spans:
                begin = starts[each.number]
                stretch = (begin + each.start, begin + each.end)
                spans[each.code][whole.index(each.coder)].append(stretch)
    return spans, end


def _compared(tables: Mapping[str, list[list[bool | None]]]) -> int:
    first = next(iter(tables.values()), [])
    return sum(sum(each is not None for each in row) > 1 for row in first)


def _talks(
    read: Sequence[_Read],
    sentences: Sequence[_Sentence],
    differing: Iterable[Difference],
    *,
    names: Sequence[str],
    labels: Mapping[str, str],
) -> Iterable[Talk]:
    """What they differ on and have not settled."""
    steps = {(each.place, each.code): each for one in read for each in one.settled}
    for each in differing:
        session_name, number, words, place = sentences[each.unit]
        known = steps.get((place, each.code))
        if known is None or known.gave is None:
            yield Talk(
                session_name=session_name,
                number=number,
                words=words,
                place=place,
                code=labels[each.code],
                code_id=each.code,
                given_by=tuple(names[coder] for coder in each.given_by),
                not_given_by=tuple(names[coder] for coder in each.not_given_by),
                instead=tuple(labels[code] for code in each.instead),
                before=0 if known is None else len(known.steps),
            )


def _settlements(
    read: Sequence[_Read], sentences: Sequence[_Sentence], labels: Mapping[str, str]
) -> Iterable[Settlement]:
    """What was settled and not taken back."""
    numbers = {place: number for _, number, _, place in sentences}
    for one in read:
        texts = {turn.number: turn.text for turn in one.said}
        for each in one.settled:
            if each.gave is not None:
                place = each.place
                words = texts.get(place.number, "")[place.start : place.end]
                yield Settlement(
                    one.of.session_name,
                    numbers.get(place, 0),
                    words,
                    labels.get(each.code, "a code that is gone"),
                    each,
                )

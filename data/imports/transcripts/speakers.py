"""Who speaks: labels at the start of lines, told apart from sentences with a colon."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from data.imports.transcripts.turns import Turn
from data.redaction.words import is_common, words

LONGEST_LABEL = 48
_REPEATED = 3
_NUMBERS = 2
_TIME = r"\d{1,2}:\d{2}(?::\d{2})?(?:[.,]\d{1,3})?"
_SPAN = rf"{_TIME}(?:\s{{0,3}}(?:-->|[-–—])\s{{0,3}}{_TIME})?"
_BRACKETED = re.compile(rf"[(\[<]\s{{0,3}}{_SPAN}\s{{0,3}}[)\]>]")
_AT_START = re.compile(rf"^\s*{_SPAN}(?=\s|$)[ \t]*(?:[-–—|][ \t]*)?")
_BEFORE_COLON = re.compile(rf"(?<!\s)\s{{0,3}}[-–—,|]?\s{{0,3}}{_TIME}\s{{0,3}}(?=:(?!\d))")
_LABEL = re.compile(rf"^([^:：\n]{{1,{LONGEST_LABEL}}})[:：](?=\s|$|[\"“«¿¡*_])[ \t]*")
_DASHED = re.compile(rf"^([^:：\n]{{1,{LONGEST_LABEL}}}?)(?:\s*[-–—]{{1,2}}\s+|\s*—)(?=\S)")
_HEADING = re.compile(rf"^(\S[^:\n]{{0,{LONGEST_LABEL}}}?)[ \t]+[(\[]?{_TIME}[)\]]?\s*$")
_NUMBER = re.compile(r"\d{1,3}")
_FEW_WORDS = 5
_OF_A_SENTENCE = frozenset(
    {"asked", "dice", "dijo", "goes", "is", "like", "said", "say", "says", "thought", "told", "was"}
)
_CHANGE = re.compile(r"^(?:>>+|[-–—])\s*(?=\S)")
_ROLE = re.compile(
    r"(?:(?:unknown )?speaker|participant|person|parent|respondent|moderator|facilitator"
    r"|interviewer|interviewee|note ?taker|observer|interpreter|seat|male|female|voice|group|all"
    r"|multiple|hablante|orador[a]?|participante|persona|moderador[a]?|facilitador[a]?|entrevistador[a]?"
    r"|entrevistad[oa]|intérprete|asiento|voz|mujer|hombre|todos|todas|grupo|[pfmsqraei])"
    r"[ .#-]?(?:\d{1,3}|[a-z])?(?: ?\([^()]{1,30}\))?",
    re.IGNORECASE,
)
_WORD = re.compile(r"[^\W\d_][\w.'’-]*|\d{1,3}|#\d{1,3}|\([^()]{1,30}\)")
_SMALL = frozenset({"de", "del", "la", "las", "los", "van", "von", "der", "y", "and", "bin", "al"})


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a file, after marks of time were taken out.

    Attributes:
        label: of the speaker where one is at its start; None where it goes on.
        text: what is said.
        opens: whether somebody begins to speak, named or not.
    """

    label: str | None
    text: str
    opens: bool = False


@dataclass(frozen=True, slots=True)
class Spoken:
    """Lines with their labels.

    Attributes:
        lines: in order; an empty one is the border of a paragraph.
        times: how many marks of time were dropped.
        passed_over: how many lines begin with a few words and a colon, or with what may be a name
            and a dash, that were not read as a speaker.
    """

    lines: tuple[Line, ...]
    times: int
    passed_over: int


def labelled(lines: Sequence[str]) -> Spoken:
    """Take labels and marks of time off the start of lines.

    A label ends with a colon, or stands alone before a time. It is a role with a number, in
    capitals, in words that each begin with a capital, or comes up three times or more and is no
    part of a sentence such as 'he said'; or it is the number of a seat, where two lines or more
    begin with one. So all lines of a file are given together.
    """
    plain, times = _without_times(lines)
    often = Counter(found[1].strip().casefold() for line in plain if (found := _LABEL.match(line)))
    if sum(count for label, count in often.items() if _NUMBER.fullmatch(label)) < _NUMBERS:
        often = Counter({k: count for k, count in often.items() if not _NUMBER.fullmatch(k)})
    made = tuple(_line(line, often) for line in plain)
    return Spoken(made, times, sum(line.label is None and _looks_named(line.text) for line in made))


def turns(spoken: Iterable[Line]) -> tuple[tuple[Turn, ...], int]:
    """Lines as turns, and how many pieces were put to the piece before by the same speaker."""
    made: list[tuple[str | None, list[str]]] = []
    joined = 0
    paragraph = False
    for line in spoken:
        if not line.text and line.label is None:
            paragraph = True
            continue
        if not made or _opens(line, made[-1][0], paragraph=paragraph):
            made.append((line.label, [line.text]))
        else:
            pieces = made[-1][1]
            joined += line.label is not None and any(pieces)
            pieces += ("\n" if paragraph and line.label is None else " ", line.text)
        paragraph = False
    said = ((label, "".join(pieces).strip()) for label, pieces in made)
    return tuple(Turn(label, text) for label, text in said if text), joined


def _opens(line: Line, speaker: str | None, *, paragraph: bool) -> bool:
    if line.label is not None:
        return line.label != speaker
    return line.opens or (paragraph and speaker is None)


def _without_times(lines: Iterable[str]) -> tuple[list[str], int]:
    plain: list[str] = []
    times = 0
    for line in lines:
        heading = _HEADING.match(line.strip())
        if heading and is_label(heading[1].strip(" -–—|[]")):
            plain.append(f"{heading[1].strip(' -–—|[]')}:")
            times += 1
            continue
        said = line
        for mark, instead in ((_BRACKETED, ""), (_AT_START, ""), (_BEFORE_COLON, "")):
            said, dropped = mark.subn(instead, said)
            times += dropped
        plain.append(" ".join(said.split()))
    return plain, times


def _line(line: str, often: Counter[str]) -> Line:
    change = _CHANGE.match(line)
    said = line[change.end() :] if change else line
    found = _LABEL.match(said)
    if found is not None:
        label = found[1].strip(" *_#-–—|[]")
        times = often[found[1].strip().casefold()]
        frequent = times >= _REPEATED and _may_name(label)
        numbered = times > 0 and _NUMBER.fullmatch(label) is not None
        if is_label(label) or frequent or numbered:
            return Line(label, said[found.end() :].strip(" *_"), opens=True)
    return Line(None, said, opens=change is not None)


def _may_name(label: str) -> bool:
    """Whether it can be the name of somebody in small letters; 'he said' is none."""
    said = label.casefold().split()
    return 1 <= len(said) <= 2 and _has_letter(label) and said[-1] not in _OF_A_SENTENCE


def _looks_named(text: str) -> bool:
    """Whether a few words and a colon stand first, or a name and a dash, as before what is said."""
    found = _LABEL.match(text)
    if found is not None:
        return len(found[1].split()) <= _FEW_WORDS
    dashed = _DASHED.match(text)
    return dashed is not None and _names(dashed[1])


def _names(label: str) -> bool:
    """A role, or words with a capital that are not all as ordinary as 'Wait' or 'Well'."""
    if len(label.split()) > _FEW_WORDS or not is_label(label):
        return False
    return _ROLE.fullmatch(label) is not None or not all(map(is_common, words(label)))


def is_label(label: str) -> bool:
    """Whether it looks like the name or the role of a speaker, and not like a sentence."""
    words = label.split()
    if not 1 <= len(words) <= 6 or not _has_letter(label) or len(label) > LONGEST_LABEL:
        return False
    if _ROLE.fullmatch(label):
        return True
    inside = re.sub(r"\([^()]*\)", "", label).split()
    if not inside or not all(_WORD.fullmatch(word.strip(",.")) for word in inside):
        return False
    named = [word for word in inside if word.casefold() not in _SMALL]
    return bool(named) and all(word[0].isupper() or not word[0].isalpha() for word in named)


def _has_letter(label: str) -> bool:
    return any(sign.isalpha() for sign in label)

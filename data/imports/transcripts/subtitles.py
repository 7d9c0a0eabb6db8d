"""Subtitles, WebVTT and SubRip: cues with times, of which the words and the voices are kept.

Sources: WebVTT, W3C Candidate Recommendation of 4 April 2019; SubRip as players read it.
"""

import html
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from data.imports.problems import Refused
from data.imports.transcripts.speakers import Line, labelled

_CLOCK = r"(?:\d{1,3}:)?\d{1,2}:\d{2}[.,]\d{1,3}"
_TIMES = re.compile(rf"\s*{_CLOCK}\s*-->\s*{_CLOCK}(?:\s.*)?")
_BLOCKS = re.compile(r"(?:NOTE|STYLE|REGION)(?:\s|$)")
_VOICE = re.compile(r"<v(?:\.[^\s<>]{0,60})?[ \t]{1,9}([^<>\n]{1,200})>", re.IGNORECASE)
_TAG = re.compile(r"</?[a-z0-9.:][^<>]*>|\{\\[^{}]*\}", re.IGNORECASE)
_MOST_SHOWN = 4
_ENOUGH = 600
_TOO_MUCH = 1_200


@dataclass(frozen=True, slots=True)
class Cues:
    """What the cues of a file say.

    Attributes:
        lines: in order.
        times: how many cues there are; each had two times.
        dropped: lines of comments, styles and repetitions.
        marks: tags of styling.
        passed_over: lines that may name a speaker and were read as words.
    """

    lines: tuple[Line, ...]
    times: int
    dropped: int
    marks: int
    passed_over: int


def webvtt(text: str, *, file: str) -> Cues:
    """The cues of a WebVTT file.

    Raises:
        Refused: it does not start with its own name, or a cue has no times; with the line.
    """
    lines = text.split("\n")
    if not re.fullmatch(r"WEBVTT(?:[ \t].*)?", lines[0]):
        what = f"line 1 is '{lines[0][:40]}' and not WEBVTT"
        raise Refused(file, what, right="save it as WebVTT, or give it the ending of what it is")
    first = next((number for number, line in enumerate(lines) if not line.strip()), len(lines))
    kept, dropped = _without_blocks(lines, first)
    return _cues(kept, file=file, dropped=dropped)


def subrip(text: str, *, file: str) -> Cues:
    """The cues of a SubRip file.

    Raises:
        Refused: words stand before the first times, or times are broken; with the line.
    """
    return _cues(text.split("\n"), file=file, dropped=0)


def _without_blocks(lines: Sequence[str], first: int) -> tuple[list[str], int]:
    """Lines from the first empty one on, without comments, styles and regions."""
    kept = [""] * first
    inside = False
    dropped = max(first - 1, 0)
    for number in range(first, len(lines)):
        starts = number == 0 or not lines[number - 1].strip()
        inside = bool(lines[number].strip()) and (
            inside or (starts and _BLOCKS.match(lines[number]) is not None)
        )
        dropped += inside
        kept.append("" if inside else lines[number])
    return kept, dropped


def _cues(lines: Sequence[str], *, file: str, dropped: int) -> Cues:
    spoken: list[list[str]] = []
    for number, line in enumerate(lines):
        if _TIMES.fullmatch(line):
            spoken.append([])
        elif "-->" in line:
            what = f"line {number + 1:,} is '{line.strip()[:60]}'"
            raise Refused(file, what, right="times are written as 00:01:02.000 --> 00:01:05.000")
        elif line.strip() and not _names_cue(lines, number):
            if not spoken:
                what = f"line {number + 1:,} is '{line.strip()[:60]}' and has no times before it"
                raise Refused(file, what, right="each cue starts with its two times")
            spoken[-1].append(line)
    fresh, again = _without_repetitions(spoken)
    marks = sum(len(_TAG.findall(_VOICE.sub("", line))) for cue in fresh for line in cue)
    made, passed_over = _lines(fresh)
    return Cues(made, len(spoken), dropped + again, marks, passed_over)


def _names_cue(lines: Sequence[str], number: int) -> bool:
    """A line right before the times and after an empty line is the number or name of a cue."""
    before = number == 0 or not lines[number - 1].strip()
    after = number + 1 < len(lines) and _TIMES.fullmatch(lines[number + 1]) is not None
    return after and (before or lines[number].strip().isdigit())


def _without_repetitions(cues: Sequence[Sequence[str]]) -> tuple[list[list[str]], int]:
    """Rolling subtitles show each line twice; what the cue before ended with is dropped."""
    fresh: list[list[str]] = []
    again = 0
    shown: list[str] = []
    for cue in cues:
        plain = [_TAG.sub("", line).strip() for line in cue]
        same = next(
            (
                n
                for n in range(min(len(plain), _MOST_SHOWN), 0, -1)
                if plain[:n] == shown[-n:] and all(plain[:n])
            ),
            0,
        )
        same = same if same < len(plain) or len(plain) > 1 else 0
        fresh.append(list(cue[same:]))
        again += same
        shown = plain or shown
    return fresh, again


def _lines(cues: Sequence[Sequence[str]]) -> tuple[tuple[Line, ...], int]:
    """The lines of all cues, and how many were passed over; labels are judged in all together."""
    pieces = [piece for cue in cues for piece in _voices(cue)]
    plain = [piece.split("\n") for piece, voice in pieces if voice is None]
    spoken = labelled([line for lines in plain for line in lines])
    left = iter(spoken.lines)
    read = (
        (Line(voice, piece, opens=True),)
        if voice is not None
        else tuple(islice(left, len(piece.split("\n"))))
        for piece, voice in pieces
    )
    return tuple(_in_parts(read)), spoken.passed_over


def _in_parts(pieces: Iterable[Sequence[Line]]) -> Iterator[Line]:
    """The lines of pieces, with a border between two where nobody is named for long."""
    said = 0
    ended = False
    for lines in pieces:
        if said > _TOO_MUCH or (said > _ENOUGH and ended):
            yield Line(None, "")
            said = 0
        for line in lines:
            said = len(line.text) + (0 if line.opens else said)
            ended = line.text[-1:] in ".?!…"
            yield line


def _voices(cue: Sequence[str]) -> Iterator[tuple[str, str | None]]:
    """Pieces of a cue and whose voice each is."""
    whole = "\n".join(cue)
    pieces = _VOICE.split(whole)
    if plain := _plain(pieces[0]):
        yield plain, None
    for name, piece in zip(pieces[1::2], pieces[2::2], strict=True):
        if said := _plain(piece):
            yield " ".join(said.split()), " ".join(html.unescape(name).split())


def _plain(piece: str) -> str:
    return html.unescape(_TAG.sub("", piece)).replace("\u00a0", " ").strip()

"""A file of a transcript, through the gate and into turns."""

import re
import unicodedata
from collections.abc import Callable
from pathlib import Path

from data.imports.gate import Admitted, Kind, Limits, admit
from data.imports.problems import Refused
from data.imports.transcripts.document import DOCUMENT, document
from data.imports.transcripts.speakers import labelled, turns
from data.imports.transcripts.subtitles import Cues, subrip, webvtt
from data.imports.transcripts.turns import Note, NoteKind, Read, Turn
from data.redaction.unusual import capitals

WRITTEN = Limits(2_000_000, line=200_000, lines=50_000)
MOST_SPEAKERS = 16
MOST_LETTERS = 1_000_000
ENDINGS: dict[str, Kind] = {".txt": "txt", ".docx": "docx", ".vtt": "vtt", ".srt": "srt"}
_RIGHT = "give a text (.txt), a Word document (.docx) or subtitles (.vtt, .srt)"
_UNSEEN = re.compile("[\u00ad\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]")

Counts = dict[NoteKind, int]


def read_transcript(content: bytes, *, name: str) -> Read:
    """The turns of a transcript.

    Letters are those of UTF-8, of UTF-16 with a mark at the start, or else of Windows; accents are
    composed, signs without a width are dropped, and marks of time and styling are.

    Args:
        content: all of the file, or one byte more than may be read.
        name: of the file; its ending says what it is.

    Raises:
        Refused: what came, in which line where there is one, and what would be right.
    """
    kind = ENDINGS.get(Path(name).suffix.lower())
    if kind is None:
        raise Refused(name, "it is none of the kinds that are read", right=_RIGHT)
    limits = DOCUMENT if kind == "docx" else WRITTEN
    admitted = admit(
        content, name=name, kind=kind, limits=limits, windows_letters=True, wide_letters=True
    )
    counts: Counts = {}
    if admitted.encoding == "cp1252":
        counts["windows_letters"] = sum(byte > 127 for byte in content)
    made = _READERS[kind](admitted, counts)
    return _read(made, counts=counts, name=name)


def _of_text(admitted: Admitted, counts: Counts) -> tuple[Turn, ...]:
    return _of_lines(_clean(admitted.text).split("\n"), counts)


def _of_document(admitted: Admitted, counts: Counts) -> tuple[Turn, ...]:
    found = document(admitted)
    counts["tables_read"] = found.rows
    counts["deleted_left_out"] = found.struck
    counts["notes_left_out"] = found.aside
    return _of_lines([_clean(line) for line in found.lines], counts)


def _of_webvtt(admitted: Admitted, counts: Counts) -> tuple[Turn, ...]:
    return _of_cues(webvtt(_clean(admitted.text), file=admitted.name), counts)


def _of_subrip(admitted: Admitted, counts: Counts) -> tuple[Turn, ...]:
    return _of_cues(subrip(_clean(admitted.text), file=admitted.name), counts)


_READERS: dict[Kind, Callable[[Admitted, Counts], tuple[Turn, ...]]] = {
    "txt": _of_text,
    "docx": _of_document,
    "vtt": _of_webvtt,
    "srt": _of_subrip,
}


def _of_lines(lines: list[str], counts: Counts) -> tuple[Turn, ...]:
    spoken = labelled(lines)
    counts["times_dropped"] = spoken.times
    counts["labels_passed_over"] = spoken.passed_over
    made, counts["turns_joined"] = turns(spoken.lines)
    return made


def _of_cues(cues: Cues, counts: Counts) -> tuple[Turn, ...]:
    counts["times_dropped"] = cues.times
    counts["lines_dropped"] = cues.dropped
    counts["marks_dropped"] = cues.marks
    counts["labels_passed_over"] = cues.passed_over
    made, counts["turns_joined"] = turns(cues.lines)
    return made


def _clean(text: str) -> str:
    """One kind of line end, composed accents, and nothing that is not seen."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").replace("\u2028", "\n")
    seen = _UNSEEN.sub("", unicodedata.normalize("NFC", lines))
    return "".join(
        " " if sign != "\n" and unicodedata.category(sign) == "Cc" else sign for sign in seen
    )


def _read(made: tuple[Turn, ...], *, counts: Counts, name: str) -> Read:
    if not made:
        raise Refused(name, "it has no words", right="give a file in which somebody speaks")
    if (letters := sum(len(turn.text) for turn in made)) > MOST_LETTERS:
        right = f"at most {MOST_LETTERS:,} are read; give each session a file of its own"
        raise Refused(name, f"it has {letters:,} letters", right=right)
    speakers = tuple(dict.fromkeys(turn.speaker for turn in made if turn.speaker is not None))
    counts["no_speakers"] = 0 if speakers else 1
    counts["many_speakers"] = len(speakers) if len(speakers) > MOST_SPEAKERS else 0
    said = capitals("\n".join(turn.text for turn in made))
    notes = [Note(kind, count) for kind, count in counts.items() if count]
    if not said.tell or said.at_starts_only:
        notes.append(Note("capitals_say_nothing", said.capitals))
    return Read(made, speakers, tuple(notes))

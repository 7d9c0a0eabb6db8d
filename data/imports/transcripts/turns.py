"""What every transcript comes to, whatever kind of file it was."""

from dataclasses import dataclass
from typing import Literal

NoteKind = Literal[
    "windows_letters",
    "times_dropped",
    "lines_dropped",
    "no_speakers",
    "many_speakers",
    "capitals_say_nothing",
    "marks_dropped",
    "turns_joined",
    "labels_passed_over",
    "tables_read",
    "deleted_left_out",
    "notes_left_out",
]


@dataclass(frozen=True, slots=True)
class Turn:
    """What one person said until somebody else spoke.

    Attributes:
        speaker: the label as written; None where the file names nobody. It is to be mapped to a
            seat and never to be kept.
        text: what was said.
    """

    speaker: str | None
    text: str


@dataclass(frozen=True, slots=True)
class Note:
    """Something a person should know about how a file was read.

    Attributes:
        kind: windows_letters, it was no UTF-8, so look at accented letters; times_dropped, marks of
            time; lines_dropped, headers and comments of subtitles; no_speakers, nobody is named;
            many_speakers, more labels than a group has people; capitals_say_nothing, so names are
            harder to find; marks_dropped, styling; turns_joined, pieces in a row of one speaker;
            labels_passed_over, lines with a colon, or a name and a dash, near their start that were
            not read as a speaker;
            tables_read, rows of tables as turns; deleted_left_out, text that was struck in tracked
            changes; notes_left_out, parts with comments, footnotes, headers and footers.
        count: how often; for capitals_say_nothing the words that have one, for many_speakers the
            labels.
    """

    kind: NoteKind
    count: int


@dataclass(frozen=True, slots=True)
class Read:
    """A transcript.

    Attributes:
        turns: in order; none is empty.
        speakers: all labels, in the order in which they first speak.
        notes: what was dropped or looks odd.
    """

    turns: tuple[Turn, ...]
    speakers: tuple[str, ...]
    notes: tuple[Note, ...]

"""Words as they were read or typed: what was odd about them, and which seat said what."""

import re
from collections import Counter
from collections.abc import Mapping

from data.family_views import SeatView
from data.imports.transcripts.turns import Note, NoteKind, Read
from data.services.transcripts import SaidBy

RAN, OUT = "ran", "out"
"""Who a label stands for besides a seat: whoever ran the session; nobody, so it is left out."""
NOTHING = "Words without a label"
_FIRST = 14
_SPOKEN = re.compile(r"[^\W_]+")
_SEAT = re.compile(r"^[ \t]*(\d{1,3})[ \t]*[:.)\-–][ \t]*(?=\S)", re.MULTILINE)
_RAN = re.compile(r"^[ \t]*[fF][ \t]*[:.)\-–][ \t]*(?=\S)", re.MULTILINE)
_NUMBER = re.compile(r"(?:seat|asiento)\s*#?(\d{1,3})", re.IGNORECASE)
_WHO_RAN = re.compile(r"(?:facilitator|facilitadora?|moderator|moderadora?)", re.IGNORECASE)
_NOTES: Mapping[NoteKind, str] = {
    "windows_letters": "Letters were read as those of Windows ({count}). Look at accented letters.",
    "times_dropped": "{count} marks of time were dropped.",
    "lines_dropped": "{count} lines that are no speech were dropped.",
    "no_speakers": "The file does not say who speaks. All words go to one seat, or to nobody.",
    "many_speakers": "{count} labels were read, more than a group has people. Some are no labels.",
    "capitals_say_nothing": "Capitals say nothing here, so names are harder to find.",
    "marks_dropped": "{count} marks of style were dropped.",
    "turns_joined": "{count} pieces in a row by one speaker were joined.",
    "labels_passed_over": "{count} lines may name a speaker but were read as words. Look.",
    "tables_read": "{count} rows of tables were read as speech.",
    "deleted_left_out": "{count} pieces that were struck out were left out.",
    "notes_left_out": "{count} parts with comments, notes, headers or footers were left out.",
}


def note_said(note: Note) -> str:
    """What a person should know about how the words were read."""
    return _NOTES[note.kind].format(count=f"{note.count:,}")


def with_labels(notes: str) -> str:
    """Notes by seat as a transcript: a line that begins with a number begins what a seat said."""
    return _RAN.sub("Facilitator: ", _SEAT.sub(r"Seat \1: ", notes))


def labels(read: Read) -> tuple[str | None, ...]:
    """Everything that needs a seat; None stands for words without a label."""
    unnamed = (None,) if any(turn.speaker is None for turn in read.turns) else ()
    return (*read.speakers, *unnamed)


def spoken(text: str) -> str:
    """Letters and digits of a text, for the name of a field: what reads names aloud reads escapes.

    A text that has none of them is "this".
    """
    return " ".join(_SPOKEN.findall(text)) or "this"


def beginning(read: Read, label: str | None) -> str:
    """The first words that stand under a label, by which a person knows who it is."""
    words = next(turn.text for turn in read.turns if turn.speaker == label).split()
    return " ".join(words[:_FIRST]) + (" …" if len(words) > _FIRST else "")


def guess(label: str | None, seats: tuple[SeatView, ...]) -> str:
    """Who a label stands for where it says so itself; empty where a person has to say it."""
    found = _NUMBER.fullmatch((label or "").strip())
    if found:
        return next((each.id for each in seats if each.label == int(found[1])), "")
    return RAN if _WHO_RAN.fullmatch((label or "").strip()) else ""


def said_by(read: Read, who: Mapping[str | None, str]) -> tuple[SaidBy, ...]:
    """Turns with seats in the place of labels; what is left out is not among them.

    Args:
        who: label to the id of a seat, or `RAN` or `OUT`.
    """
    kept = [(who[turn.speaker], turn.text) for turn in read.turns if who[turn.speaker] != OUT]
    return tuple(SaidBy(None if each == RAN else each, text) for each, text in kept)


def counted(said: tuple[SaidBy, ...]) -> Mapping[str | None, tuple[int, int]]:
    """Turns and words of each seat."""
    turns = Counter(each.seat_id for each in said)
    words: Counter[str | None] = Counter()
    for each in said:
        words[each.seat_id] += len(each.text.split())
    return {seat: (turns[seat], words[seat]) for seat in turns}

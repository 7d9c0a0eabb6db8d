"""What facilitators write down for a meeting: private, one note for each of its parts.

Only those who run the team read and write them. A consultant helps several teams and may sit in
the room for one agency tomorrow; whoever leads the meeting with a facilitator is given that role.
"""

from dataclasses import dataclass
from datetime import date

from data.clock import today
from data.services import audit_log
from data.services.authority import actor
from data.services.errors import ChangedMeanwhile, NotFound, WaveProblems
from data.services.texts import writing
from data.services.wave_views import load_for
from data.store import meetings as store
from data.views import FieldProblem

__all__ = [
    "LONGEST_NOTE",
    "PARTS",
    "ChangedMeanwhile",
    "NotFound",
    "NoteView",
    "WaveProblems",
    "keep_note",
    "notes",
]

PARTS = ("before", "opening", "agree", "spread", "change", "groups", "prompts", "close")
"""The parts of a meeting in their order; the first is what to see to before it."""
LONGEST_NOTE = 4_000


@dataclass(frozen=True, slots=True)
class NoteView:
    """A note as it stands.

    Attributes:
        version: 0 where nobody has written one yet.
        saved_on: None there.
    """

    part: str
    text: str
    version: int
    saved_by_name: str
    saved_on: date | None


def notes(wave_id: str) -> tuple[NoteView, ...]:
    """A note for each part of a wave's meeting, empty ones too.

    Raises:
        NotAllowed: they are for facilitators of the team.
        NotFound: there is no such wave.
    """
    load_for("meeting.notes", wave_id)
    kept = {row["part"]: row for row in store.notes(wave_id)}
    return tuple(
        NoteView(
            part,
            kept[part]["text"],
            kept[part]["version"],
            kept[part]["saved_by_name"],
            kept[part]["saved_on"],
        )
        if part in kept
        else NoteView(part, "", 0, "", None)
        for part in PARTS
    )


def keep_note(wave_id: str, part: str, text: str, *, based_on: int) -> None:
    """Put a note in the place of the one that was seen; an empty one takes it away.

    Words that are crossed out are gone from the files of the database, too; backups that were
    taken before keep them until those go.

    Args:
        based_on: the version that was on the screen.

    Raises:
        ChangedMeanwhile: somebody has saved this note meanwhile; nothing was written over.
        WaveProblems: it is too long.
        NotFound: there is no such wave or part.
        StorageError: the note is saved, and the files could not be tidied yet.
    """
    record = load_for("meeting.notes", wave_id)
    if part not in PARTS:
        raise NotFound("A meeting has no such part.")
    clean = writing(text).strip()
    if len(clean) > LONGEST_NOTE:
        what = f"The note has {len(clean)} characters."
        raise WaveProblems((FieldProblem(part, what, f"Use at most {LONGEST_NOTE}."),))
    audit_log.record("meeting.note", team_id=record.team_id, about=wave_id, part=part)
    key = {"team_id": record.team_id, "wave_id": wave_id, "part": part}
    values = {"text": clean, "saved_by_name": actor().name, "saved_on": today()}
    before = next((row["text"] for row in store.notes(wave_id) if row["part"] == part), "")
    if not store.keep_note(key, values, based_on=based_on):
        raise ChangedMeanwhile(
            "Somebody has saved this note since you opened it. Yours is not saved; look at both."
        )
    if before not in clean:
        store.rewrite_notes()

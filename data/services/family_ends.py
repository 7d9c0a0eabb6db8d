"""The end of things: what was destroyed, when, how, and proof that the list is whole.

A seat's words end with its key, so that no copy of them opens any more, wherever it lies. Then
their rows go, and the files are written anew without them.
"""

import hashlib
import json
from datetime import date, timedelta
from typing import Any

from data import sealed_words
from data.clock import today
from data.family_views import DestructionView
from data.services import audit_log, contact_rows
from data.services.authority import permit
from data.services.errors import NotFound
from data.services.families import study, study_view
from data.store import contacts as contact_store
from data.store import families as store
from data.store import family_removal as removal
from data.store import family_words as words
from data.store.family_words import Change
from data.store.versioned import Row

_TRIES = 20
_START = "0" * 64


def destructions(team_id: str, study_id: str) -> tuple[DestructionView, ...]:
    """What was destroyed of a plan, oldest first, each entry checked against the one before."""
    study(team_id, study_id)
    permit("families.see", team_id=team_id)
    found: list[DestructionView] = []
    before = _START
    for row in store.destructions(team_id, study_id):
        columns = ("number", "what", "pieces", "how", "done_on")
        own = {name: row[name] for name in columns}
        found.append(DestructionView(**own, sound=row["chain"] == _chain(before, own)))
        before = row["chain"]
    return tuple(found)


def withdraw_seat(team_id: str, study_id: str, seat_id: str) -> None:
    """End everything that a seat said; no step of anybody's, so no name is written down."""
    sealed_words.destroy_keys(seat_id)
    pieces = removal.remove_seat(team_id, seat_id)
    removal.rewrite_words()
    _record(team_id, study_id, what="seat", pieces=pieces, how="key_and_rows")


def withdraw_by_number(team_id: str, session_id: str, label: int) -> None:
    """End everything that a seat said, for somebody who lost their card.

    Raises:
        NotFound: nobody sits on this number.
    """
    permit("families.run", team_id=team_id)
    session = store.session(team_id, session_id)
    rows = store.seats(team_id, (session_id,))
    seat = next((row for row in rows if row["label"] == label), None)
    if session is None or seat is None:
        raise NotFound(f"Nobody sits on number {label} of this session.")
    audit_log.record("families.withdraw", team_id=team_id, about=session_id)
    withdraw_seat(team_id, session["study_id"], seat["id"])


def destroy_contacts(team_id: str, study_id: str) -> int:
    """Destroy the book of contacts of a plan before its time; returns how many were in it."""
    study(team_id, study_id)
    permit("families.contacts", team_id=team_id)
    audit_log.record("families.contacts-destroy", team_id=team_id, about=study_id)
    pieces = contact_rows.destroy(study_id)
    _record(team_id, study_id, what="contacts", pieces=pieces, how="key_and_rows")
    return pieces


def destroy_raw(team_id: str, transcript_id: str, *, study_id: str) -> None:
    """Destroy the words of a transcript as they were said; what was redacted stays."""
    permit("families.words", team_id=team_id)
    row = words.transcript(team_id, transcript_id)
    if row is None:
        raise NotFound("This transcript is not here.")
    audit_log.record("families.raw-destroy", team_id=team_id, about=study_id)
    _destroy_raw(row, study_id)


def run_clocks(day: date | None = None) -> int:
    """Destroy what is due: contacts whose month is over, raw words whose days are over.

    It is run by the program itself, and does nothing when nothing is due.

    Args:
        day: today, unless said otherwise.

    Returns:
        How many pieces were destroyed.
    """
    permit("wave.close")  # the program itself, or whoever holds the machine
    now = day or today()
    count = contact_store.remove_due(now)
    for study_row in store.studies_anywhere():
        plan = study_view(study_row)
        sessions = [row["id"] for row in store.sessions(plan.team_id, plan.id)]
        for row in words.transcripts(plan.team_id, sessions):
            if row["raw_ends_on"] is not None and row["raw_ends_on"] < now:
                _destroy_raw(row, plan.id)
                count += 1
    return count


def raw_ends_on(days: int) -> date:
    """The day on which words as they were said end, counted from now."""
    return today() + timedelta(days=days)


def _destroy_raw(row: Row, study_id: str) -> None:
    team_id, transcript_id = row["team_id"], row["id"]
    seats = store.seats(team_id, (row["session_id"],))
    for each in (row["session_id"], *(seat["id"] for seat in seats)):
        sealed_words.destroy(sealed_words.raw(each))
    pieces = len(words.turns(team_id, transcript_id, "raw"))
    change = Change({"raw_ends_on": None}, turns={"raw": ()})
    if words.change_transcript(team_id, transcript_id, seen=row["version"], change=change):
        removal.rewrite_words()
        _record(team_id, study_id, what="raw", pieces=pieces, how="key_and_rows")


def _record(team_id: str, study_id: str, *, what: str, pieces: int, how: str) -> None:
    for _ in range(_TRIES):
        rows = store.destructions(team_id, study_id)
        before = rows[-1]["chain"] if rows else _START
        own = {
            "number": len(rows) + 1,
            "what": what,
            "pieces": pieces,
            "how": how,
            "done_on": today(),
        }
        key = {"team_id": team_id, "study_id": study_id, "number": own["number"]}
        values = {name: value for name, value in own.items() if name != "number"}
        if store.add_destruction(key, {**values, "chain": _chain(before, own)}):
            return


def _chain(before: str, own: dict[str, Any]) -> str:
    said = {**own, "done_on": own["done_on"].isoformat(), "before": before}
    return hashlib.sha256(json.dumps(said, sort_keys=True).encode()).hexdigest()

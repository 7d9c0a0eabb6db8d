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
from data.family_views import DestructionView, StudyView
from data.redaction.states import STATES, Evidence, after
from data.services import (
    asked_again_rows,
    audit_log,
    card_box,
    contact_ends,
    contact_rows,
    family_deletion,
    family_echoes,
    family_sessions,
    report_keeping,
)
from data.services.authority import permit
from data.services.errors import ChangedMeanwhile, FamilyStateError, NotFound, StorageError
from data.services.families import study, study_view
from data.services.strings_left import left_of
from data.services.teams import permit_within
from data.store import contacts as contact_store
from data.store import families as store
from data.store import family_cards as cards
from data.store import family_removal as removal
from data.store import family_rewriting as rewriting
from data.store import family_words as words
from data.store.family_words import Change
from data.store.versioned import Row

_TRIES = 20
_START = "0" * 64
_EDITED = {each: after(each, "edit", by="", evidence=Evidence("", 0)) for each in STATES}
_GONE = "This transcript is not here."


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
    """End everything that a seat said; no step of anybody's, so no name is written down.

    A transcript that it spoke in goes back to the desk, as after any change of its words, and
    forgets what was decided on strings that nobody else said. What may repeat its words is put
    before people first, and earlier versions of themes and sheets, which nobody can read, lose
    their words. What is stopped half way shows nowhere, and can be done again; the clock does it,
    too.
    """
    family_echoes.put_before_people(team_id, study_id, seat_id)
    sealed_words.destroy_keys(seat_id)
    report_keeping.forget(team_id)
    sessions = [row["id"] for row in store.sessions(team_id, study_id)]
    rewriting.forget_earlier(team_id, study_id, sessions)
    own = [row["session_id"] for row in store.seats(team_id, sessions) if row["id"] == seat_id]
    spoke = words.transcripts(team_id, own)
    left = {row["id"]: left_of(row, without=seat_id) for row in spoke}
    pieces = removal.remove_seat(team_id, seat_id, edited=_EDITED, left=left)
    removal.rewrite_words(outside=True)
    _record(team_id, study_id, what="seat", pieces=pieces, how="key_and_rows")


def withdraw_by_number(team_id: str, session_id: str, label: int) -> None:
    """End everything that a seat said, for somebody who lost their card.

    Raises:
        NotFound: nobody sits on this number.
    """
    permit_within("families.run", team_id=team_id)
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


def destroy_asked_again(team_id: str, study_id: str) -> int:
    """Forget everybody of a plan who may be asked again; returns how many there were."""
    study(team_id, study_id)
    permit("families.contacts", team_id=team_id)
    audit_log.record("families.again-destroy", team_id=team_id, about=study_id)
    pieces = asked_again_rows.destroy(study_id)
    _record(team_id, study_id, what="asked_again", pieces=pieces, how="key_and_rows")
    return pieces


def destroy_raw(team_id: str, transcript_id: str, *, study_id: str) -> None:
    """Destroy the words of a transcript as they were said; what was redacted stays.

    Raises:
        NotFound: the plan has no such transcript.
        FamilyStateError: nothing is redacted yet, so nothing would be left.
        ChangedMeanwhile: others were faster all the time; the words are destroyed, call again.
    """
    permit_within("families.words", team_id=team_id)
    row = words.transcript(team_id, transcript_id)
    held = None if row is None else store.session(team_id, row["session_id"])
    if row is None or held is None or held["study_id"] != study_id:
        raise NotFound(_GONE)
    if not words.turns(team_id, transcript_id, "clean"):
        raise FamilyStateError(
            "Nothing stands in the place of these words yet. Remove the transcript instead."
        )
    audit_log.record("families.raw-destroy", team_id=team_id, about=study_id)
    _destroy_raw(row, study_id)


def run_clocks(day: date | None = None) -> int:
    """Destroy what is due: contacts, words as they were said, everything written of a session.

    What was stopped half way before is gone on with: a seat that was taken back, a team that was
    deleted.

    The program itself does this every day, and nothing where nothing is due. A plan of which
    something cannot be destroyed today keeps nothing of another from being destroyed.

    What was promised to end so many days after a day ends on the day that is so many days later,
    and what has a last day ends on the day after it.

    Args:
        day: today, unless said otherwise.

    Returns:
        How many pieces were destroyed.

    Raises:
        StorageError: something that is due is still there; it is tried again the next time.
        NotAllowed: the program does this, or whoever holds the machine.
    """
    permit("families.clocks")
    now = day or today()
    count, troubles = 0, []
    family_deletion.finish_all()
    for row in store.studies_anywhere():
        try:
            count += _run_clocks_of(study_view(row), now)
        except StorageError as trouble:
            troubles.append(trouble)
    if troubles:
        raise troubles[0]
    return count + contact_store.remove_due(now)


def is_due(begun: date, days: int, now: date) -> bool:
    """Whether so many days after a day are reached; what is due then is gone on that very day."""
    return begun + timedelta(days=days) <= now


def _run_clocks_of(plan: StudyView, now: date) -> int:
    count = sum(
        _run_clocks_of_words(plan, held["id"], now)
        for held in store.sessions(plan.team_id, plan.id)
    )
    contacts = contact_ends.end_contacts(plan, now, _over(plan, now))
    if contacts:
        _record(plan.team_id, plan.id, what="contacts", pieces=contacts, how="rows")
    again = contact_ends.end_asked_again(plan, now)
    if again:
        _record(plan.team_id, plan.id, what="asked_again", pieces=again, how="rows")
    return count + contacts + again + _run_clocks_of_cards(plan, now)


def _over(plan: StudyView, now: date) -> dict[str, date]:
    """Every name of each session whose contacts end, to the day from which their days count.

    That is the day on which it was said to be over, or was opened where nobody ever said so. A name
    that it had before counts as well, unless it is that of another one now.
    """
    held = store.sessions(plan.team_id, plan.id)
    names = {each["name"]: each["id"] for each in held}
    found: dict[str, date] = {}
    for each in held:
        day = ended_on(plan.team_id, each["id"]) or _begun_on(plan.team_id, each["id"])
        if day is None or not is_due(day, plan.settings.contact_days, now):
            continue
        for row in store.session_versions(plan.team_id, each["id"]):
            if names.get(row["name"], each["id"]) == each["id"]:
                found[row["name"]] = min(day, found.get(row["name"], day))
    return found


def _run_clocks_of_cards(plan: StudyView, now: date) -> int:
    """End cards that nobody counted, and totals whose days are over."""
    count, totals = 0, cards.totals(plan.team_id, plan.id)
    if (totals is not None or _cards_are_over(plan, now)) and card_box.end(plan.team_id, plan.id):
        record_cards(plan.team_id, plan.id)  # of totals: the count was stopped half way
        count += 1
    if totals is not None and is_due(totals["saved_on"], plan.settings.redacted_days, now):
        count += cards.remove_totals(plan.team_id, plan.id)
        cards.rewrite_cards()
        _record(plan.team_id, plan.id, what="totals", pieces=1, how="rows")
    return count


def _cards_are_over(plan: StudyView, now: date) -> bool:
    """The last session is over for longer than cards are kept without being counted.

    While another session may come they are kept for as long as notes without names.
    """
    held = store.sessions(plan.team_id, plan.id)
    begun = [day for each in held if (day := _begun_on(plan.team_id, each["id"])) is not None]
    ended = [day for each in held if (day := ended_on(plan.team_id, each["id"])) is not None]
    if begun and is_due(max(begun), plan.settings.redacted_days, now):
        return True
    waits = {"open"} if plan.state == "ended" else {"open", "planned"}
    if not ended or any(each["state"] in waits for each in held):
        return False
    return is_due(max(ended), plan.settings.raw_days, now)


def _run_clocks_of_words(plan: StudyView, session_id: str, now: date) -> int:
    count = 0
    for seat in store.seats(plan.team_id, (session_id,)):
        if sealed_words.stopped_half_way(seat["id"], session_id=session_id):
            withdraw_seat(plan.team_id, plan.id, seat["id"])
            count += 1
    for row in words.transcripts(plan.team_id, (session_id,)):
        if row["raw_ends_on"] is not None and row["raw_ends_on"] < now:
            _destroy_raw(row, plan.id)
            count += 1
    first = words.first_written(plan.team_id, session_id)
    if first is not None and is_due(first, plan.settings.redacted_days, now):
        _destroy_words(plan, session_id)
        count += 1
    return count


def ended_on(team_id: str, session_id: str) -> date | None:
    """The day on which a session was said to be over; None where it is not."""
    rows = store.session_versions(team_id, session_id)
    return min((row["saved_on"] for row in rows if row["state"] == "over"), default=None)


def _begun_on(team_id: str, session_id: str) -> date | None:
    rows = store.session_versions(team_id, session_id)
    return min((row["saved_on"] for row in rows if row["state"] != "planned"), default=None)


def record_cards(team_id: str, study_id: str) -> None:
    """Write down that the cards of a plan were destroyed; how many there were is not told."""
    _record(team_id, study_id, what="cards", pieces=1, how="key_and_rows")


def sound_is_erased(team_id: str, session_id: str, *, seen: int) -> None:
    """Say that no copy of the sound of a session is left, and write it down among what ended.

    Raises:
        FamilyStateError: it is not over, nobody was asked about sound, or it was said before.
        ChangedMeanwhile: somebody else was faster.
    """
    made = family_sessions.say_sound(team_id, session_id, "erased", seen=seen)
    _record(team_id, made.study_id, what="sound", pieces=1, how="by_hand")


def sound_ends_on(plan: StudyView, session_id: str) -> date | None:
    """The last day of the sound of a session that is over, of which nobody has said what became."""
    if plan.settings.recording_mode != "audio":
        return None
    row = store.session(plan.team_id, session_id)
    ended = ended_on(plan.team_id, session_id)
    if row is None or ended is None or row["sound"]:
        return None
    return ended + timedelta(days=plan.settings.audio_days)


def _destroy_raw(row: Row, study_id: str) -> None:
    team_id, transcript_id = row["team_id"], row["id"]
    for each in _owners(team_id, row["session_id"]):
        sealed_words.destroy(sealed_words.raw(each))
    for _ in range(_TRIES):
        now = words.transcript(team_id, transcript_id)
        if now is None:
            return
        pieces = len(words.turns(team_id, transcript_id, "raw"))
        change = Change({"raw_ends_on": None}, turns={"raw": ()})
        if words.change_transcript(team_id, transcript_id, seen=now["version"], change=change):
            removal.rewrite_words()
            _record(team_id, study_id, what="raw", pieces=pieces, how="key_and_rows")
            return
    raise ChangedMeanwhile("Others change this transcript all the time. Try again in a minute.")


def _destroy_words(plan: StudyView, session_id: str) -> None:
    """End everything that was written down of a session; themes as they are now stay."""
    for each in _owners(plan.team_id, session_id):
        sealed_words.destroy_keys(each)
    report_keeping.forget(plan.team_id)
    pieces = removal.remove_words(plan.team_id, session_id)
    rewriting.forget_earlier(plan.team_id, plan.id, ())
    removal.rewrite_words()
    _record(plan.team_id, plan.id, what="words", pieces=pieces, how="key_and_rows")


def _owners(team_id: str, session_id: str) -> tuple[str, ...]:
    """Who has keys in a session: itself, which goes first (see `stopped_half_way`), and seats."""
    return (session_id, *(seat["id"] for seat in store.seats(team_id, (session_id,))))


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

"""The written words of a session on their way from raw to released, with no way around.

Each turn is sealed for the seat that said it, the words as they were said under a key that ends
with them. What stands in the place of a string is decided once for the whole transcript; who
decided, who read and what a sample found are all tied to the words as they are.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from typing import Any

from data import sealed_words
from data.clock import today
from data.family_views import SeatView, TranscriptView, TurnView
from data.redaction.audit import bound
from data.redaction.states import Audit, Evidence, NotYet, Step, after
from data.services import audit_log, report_keeping
from data.services.authority import actor, permit
from data.services.errors import ChangedMeanwhile, FamilyStateError, NotFound
from data.services.families import study
from data.services.family_sessions import seats, session
from data.services.raw_readers import permit_raw, permit_session
from data.services.suspecting import permit_all_names, suspects_in
from data.services.teams import permit_within
from data.store import families as studies_store
from data.store import family_removal as removal
from data.store import family_words as store
from data.store.family_words import Change
from data.store.versioned import Row
from data.tokens import new_id

MOST_TURNS = 5_000
_MOST_NAMED = 5
_GONE = "This transcript is not here."
_MEANWHILE = (
    "Somebody has changed this transcript meanwhile. Nothing of this was saved; look at it again."
)


@dataclass(frozen=True, slots=True)
class SaidBy:
    """A turn with the seat that said it (None: whoever ran the session), and its number if kept."""

    seat_id: str | None
    text: str
    number: int | None = None


def transcript_of(team_id: str, session_id: str) -> TranscriptView | None:
    """The transcript of a session; None where there is none."""
    session(team_id, session_id)
    rows = store.transcripts(team_id, (session_id,))
    return _view(rows[0]) if rows and sealed_words.opens(session_id) else None


def transcript(team_id: str, transcript_id: str) -> TranscriptView:
    """One transcript.

    Raises:
        NotFound: the team has none of this id.
    """
    permit_within("families.words", team_id=team_id)
    return _view(row_of(team_id, transcript_id))


def turns(team_id: str, transcript_id: str) -> tuple[TurnView, ...]:
    """The words of a transcript as they are now.

    Raises:
        NotFound: the team has none of this id.
        NotAllowed: names may be in them, and others were named to read them.
    """
    permit_within("families.words", team_id=team_id)
    row = row_of(team_id, transcript_id)
    permit_raw(row)
    return turns_within(row)


def turns_within(row: Row) -> tuple[TurnView, ...]:
    """The words of a transcript as they are now, for what is reckoned from them and not shown."""
    stage = _stage(row)
    labels = {each.id: each.label for each in seats(row["team_id"], row["session_id"])}
    return tuple(
        TurnView(turn["number"], turn["seat_id"], labels.get(turn["seat_id"]), text)
        for turn, text in _opened(row, stage)
    )


def texts_of(row: Row) -> dict[int, str]:
    """The words of each turn by its number, as far as they open; nothing of them is shown."""
    return {turn["number"]: text for turn, text in _opened(row, _stage(row))}


def add_transcript(team_id: str, session_id: str, said: Sequence[SaidBy]) -> TranscriptView:
    """Keep the words of a session as they were said; no label of a speaker is kept.

    Raises:
        FamilyStateError: there are words of this session already, or too many, or words of a seat
            that is not in it; or the words of this session were destroyed before; or people were
            promised that none are written down.
        NotAllowed: others were named to read what was said there.
    """
    held = session(team_id, session_id)
    permit("families.words", team_id=team_id)
    permit_session(team_id, session_id)
    if study(team_id, held.study_id).settings.recording_mode == "none":
        raise FamilyStateError(
            "People were promised that nobody writes down what they say. Use the summary sheet."
        )
    _check_said(said, seats(team_id, session_id), session_id)
    audit_log.record("families.transcript", team_id=team_id, about=session_id)
    made = new_id()
    of = {"team_id": team_id, "transcript_id": made}
    rows = [
        {**of, "stage": "raw", "number": number, "seat_id": each.seat_id}
        | {"sealed": _sealed(each.text, held.id, made, "raw", number, each.seat_id)}
        for number, each in enumerate(said)
    ]
    saved = {"saved_by": actor().id, "saved_by_name": actor().name, "saved_on": today()}
    row = {"team_id": team_id, "id": made, "session_id": session_id, "version": 1}
    values = {"state": "raw", "evidence": {}, "raw_ends_on": None}
    if not store.add_transcript({**row, **values, **saved}, rows):
        raise FamilyStateError("There are words of this session already. Remove them first.")
    return transcript(team_id, made)


def remove_transcript(team_id: str, transcript_id: str) -> None:
    """Remove a transcript that nothing was released from, for one that was read in wrongly.

    Quotes from it and what its codes put behind themes go with it, and so do made reports. Words as
    they were said get other keys, so that no copy of these can be opened any more.

    Raises:
        FamilyStateError: it was released; then only a withdrawal takes words out of it.
        NotAllowed: names may be in it, and others were named to read it.
    """
    permit_within("families.run", team_id=team_id)
    row = row_of(team_id, transcript_id)
    permit_raw(row)
    if row["state"] == "released":
        raise FamilyStateError("This transcript was released, so it stays. A seat can withdraw.")
    audit_log.record("families.transcript-remove", team_id=team_id, about=row["session_id"])
    store.remove_transcript(team_id, transcript_id)
    report_keeping.forget(team_id)
    for each in (row["session_id"], *_seat_ids(row)):
        sealed_words.renew_raw(each)
    removal.rewrite_words()


def begin(team_id: str, transcript_id: str, *, seen: int) -> TranscriptView:
    """Begin to redact."""
    return _step(team_id, transcript_id, "begin", seen=seen, undecided=0)


def settle(team_id: str, transcript_id: str, *, seen: int) -> TranscriptView:
    """Say that a transcript is redacted; the clock of the words as they were said begins to run.

    Raises:
        FamilyStateError: something is missing; the message says all of it.
        NotAllowed: one may not open the book of contacts, so that one was not asked about all
            names; or others were named to read what was said there.
        ChangedMeanwhile: somebody else was faster.
    """
    permit_within("families.words", team_id=team_id)
    row = row_of(team_id, transcript_id)
    permit_raw(row)
    permit_all_names(team_id)
    found = suspects_in(row, [text for _, text in _opened(row, _stage(row))])
    undecided = sum(not each.decided for each in found)
    waiting = [f"'{each.text}'" for each in found if each.replacement is not None]
    if waiting and not undecided:
        said = ", ".join(waiting[:_MOST_NAMED])
        more = f" and {len(waiting) - _MOST_NAMED:,} more" if waiting[_MOST_NAMED:] else ""
        raise FamilyStateError(f"Decisions that were not carried out yet: {said}{more}.")
    return _step(team_id, transcript_id, "settle", seen=seen, undecided=undecided)


def release(team_id: str, transcript_id: str, *, seen: int) -> TranscriptView:
    """Say that a transcript may be quoted and taken away.

    Raises:
        FamilyStateError: something is missing; the message says all of it.
        ChangedMeanwhile: somebody else was faster.
    """
    permit_within("families.run", team_id=team_id)
    return _step(team_id, transcript_id, "release", seen=seen, undecided=0)


def mark_read(team_id: str, transcript_id: str, *, seen: int) -> TranscriptView:
    """Say that one has read the words as they are now to the end.

    Raises:
        FamilyStateError: no decision was carried out yet.
        NotAllowed: others were named to read what was said there.
        ChangedMeanwhile: somebody else was faster.
    """
    permit_within("families.words", team_id=team_id)
    row = row_of(team_id, transcript_id)
    permit_raw(row)
    if _stage(row) == "raw":
        raise FamilyStateError("Carry out the decisions first; then there is something to read.")
    read = [*row["evidence"].get("read", []), [actor().id, text_hash(row)]]
    return save(row, {"evidence": {**row["evidence"], "read": read}}, seen=seen)


def save(
    row: Row,
    values: Mapping[str, Any],
    *,
    seen: int,
    **more: Any,
) -> TranscriptView:
    """Take a transcript one version on, in the state it is in or back to the desk.

    Raises:
        ChangedMeanwhile: somebody else was faster.
        ValueError: it would be in another state, which only its steps lead to.
    """
    state = values.get("state", row["state"])
    if state != row["state"] and (state != "redacting" or row["state"] == "raw"):
        raise ValueError(f"A transcript that is {row['state']} is made {state} by a step only.")
    return _save(row, values, seen=seen, **more)


def _save(row: Row, values: Mapping[str, Any], *, seen: int, **more: Any) -> TranscriptView:
    change = Change(values, **more)
    if not store.change_transcript(row["team_id"], row["id"], seen=seen, change=change):
        raise ChangedMeanwhile(_MEANWHILE)
    return transcript(row["team_id"], row["id"])


def row_of(team_id: str, transcript_id: str) -> Row:
    """The row of a transcript.

    Raises:
        NotFound: the team has none of this id, or its words have ended.
    """
    row = store.transcript(team_id, transcript_id)
    if row is None or not sealed_words.opens(row["session_id"]):
        raise NotFound(_GONE)
    return row


def text_hash(row: Row) -> str:
    """What tells the words as they are now from all others; nobody can guess words by it."""
    texts = (f"{turn['number']}\0{text}" for turn, text in _opened(row, _stage(row)))
    return sealed_words.blind("\0\0".join(texts), owner=row["session_id"]).hex()


def spoken_by(row: Row, seat_id: str | None) -> Iterable[str]:
    """What a seat (None: whoever ran it) said, as it was said and as it may stay; what opens."""
    for stage in ("raw", "clean"):
        yield from (text for turn, text in _opened(row, stage) if turn["seat_id"] == seat_id)


def spoken(row: Row) -> Iterable[SaidBy]:
    """Every turn as it was said and as it may stay, with who said it; what opens."""
    for stage in ("raw", "clean"):
        for turn, text in _opened(row, stage):
            yield SaidBy(turn["seat_id"], text, turn["number"])


def clean_row(row: Row, number: int, seat_id: str | None, text: str) -> dict[str, Any]:
    """A turn of the words that may stay, sealed for its seat."""
    of = {"team_id": row["team_id"], "transcript_id": row["id"], "stage": "clean"}
    sealed = _sealed(text, row["session_id"], row["id"], "clean", number, seat_id)
    return {**of, "number": number, "seat_id": seat_id, "sealed": sealed}


def _step(
    team_id: str, transcript_id: str, step: Step, *, seen: int, undecided: int
) -> TranscriptView:
    permit_within("families.words", team_id=team_id)
    row = row_of(team_id, transcript_id)
    permit_raw(row)
    try:
        state = after(row["state"], step, by=actor().id, evidence=_evidence(row, undecided))
    except NotYet as missing:
        raise FamilyStateError(" ".join(_said(each) for each in missing.reasons)) from None
    values: dict[str, Any] = {"state": state}
    if step == "settle" and row["raw_ends_on"] is None and _has_raw(row):
        values["raw_ends_on"] = _raw_end(team_id, row)
    audit_log.record(f"families.{step}", team_id=team_id, about=row["session_id"])
    return _save(row, values, seen=seen)


def _said(reason: str) -> str:
    return reason[0].upper() + reason[1:]


def _raw_end(team_id: str, row: Row) -> date:
    """The last day of the words as they were said; they are destroyed on the day after it."""
    plan = study(team_id, session(team_id, row["session_id"]).study_id)
    return today() + timedelta(days=plan.settings.raw_days - 1)


def _evidence(row: Row, undecided: int) -> Evidence:
    kept = row["evidence"]
    sample = kept.get("sample")
    return Evidence(
        text=text_hash(row),
        undecided=undecided,
        decided_by=frozenset(kept.get("decided", ())),
        read=frozenset((who, text) for who, text in kept.get("read", ())),
        audit=None
        if sample is None
        else Audit(
            sample["text"],
            sample["by"],
            bound(sample["sentences"], leaks=sample["leaks"]),
            whole=sample["whole"],
        ),
        again=len(_again(row)),
    )


def _view(row: Row) -> TranscriptView:
    evidence, now = _evidence(row, 0), text_hash(row)
    sample = evidence.audit if evidence.audit and evidence.audit.text == now else None
    columns = ("id", "session_id", "version", "state", "raw_ends_on", "saved_by_name", "saved_on")
    return TranscriptView(
        **{name: row[name] for name in columns},
        stage=_stage(row),
        text_hash=now,
        decided_by=tuple(sorted(evidence.decided_by)),
        read_by=tuple(sorted(who for who, text in evidence.read if text == now)),
        sampled=sample.bound.sentences if sample else 0,
        leaks=sample.bound.leaks if sample else 0,
        whole=sample.whole if sample else False,
        upper=sample.bound.upper if sample else None,
        raw_is_there=_has_raw(row),
        again=_again(row),
    )


def _again(row: Row) -> tuple[int, ...]:
    """Turns to be read again, as far as whoever said them has not taken them back as well."""
    waiting = set(row["evidence"].get("again", ()))
    there = {turn["number"] for turn in store.turns(row["team_id"], row["id"], _stage(row))}
    return tuple(sorted(waiting & there)) if waiting else ()


def _has_raw(row: Row) -> bool:
    return bool(store.turns(row["team_id"], row["id"], "raw"))


def _stage(row: Row) -> str:
    return "clean" if store.turns(row["team_id"], row["id"], "clean") else "raw"


def _seat_ids(row: Row) -> list[str]:
    return [seat["id"] for seat in studies_store.seats(row["team_id"], (row["session_id"],))]


def _opened(row: Row, stage: str) -> Iterable[tuple[Row, str]]:
    """The turns of one stage; those whose key is destroyed are no words any more."""
    opens = cache(sealed_words.opens)
    for turn in store.turns(row["team_id"], row["id"], stage):
        owner = _owner(row["session_id"], stage, turn["seat_id"])
        if not opens(owner) or not opens(turn["seat_id"] or owner):
            continue
        place = _place(row["id"], stage, turn["number"])
        yield turn, sealed_words.unseal(turn["sealed"], owner=owner, place=place)


def _sealed(
    text: str, session_id: str, transcript_id: str, stage: str, number: int, seat_id: str | None
) -> bytes:
    owner = _owner(session_id, stage, seat_id)
    try:
        return sealed_words.seal(text, owner=owner, place=_place(transcript_id, stage, number))
    except sealed_words.WordsGone:
        raise FamilyStateError(
            "The words of this session as they were said were destroyed, so none can be added."
        ) from None


def _owner(session_id: str, stage: str, seat_id: str | None) -> str:
    owner = seat_id or session_id
    return sealed_words.raw(owner) if stage == "raw" else owner


def _place(transcript_id: str, stage: str, number: int) -> str:
    return f"turn/{transcript_id}/{stage}/{number}"


def _check_said(said: Sequence[SaidBy], known: Iterable[SeatView], session_id: str) -> None:
    if not said:
        raise FamilyStateError("There is nothing in this transcript.")
    if len(said) > MOST_TURNS:
        raise FamilyStateError(f"This transcript has {len(said)} turns; {MOST_TURNS} are the most.")
    strangers = {each.seat_id for each in said} - {each.id for each in known} - {None}
    if strangers:
        raise FamilyStateError(
            f"Some words belong to a seat that is not in session {session_id}. Reload the page."
        )

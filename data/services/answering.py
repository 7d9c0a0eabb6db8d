"""Fill in the form, in as many sittings as it takes, and send it once."""

import json
from collections.abc import Mapping
from typing import Any, Literal, get_args

from data.clock import today
from data.keyring import wave_key
from data.sealing import SealBroken, WaveKey, draft_row, seal, seal_draft, unseal_draft
from data.services.authority import RESPONDENT, as_actor
from data.services.editions import edition_of
from data.services.errors import (
    AlreadyReceived,
    AnswersTooLong,
    NotKnown,
    StorageError,
    TooManyGuesses,
    WaveClosed,
)
from data.services.invitations import invitation_of, plain_secret
from data.services.texts import writing
from data.services.wave_views import group_view, load, view
from data.store import ballots as store
from data.store.ballots import Outcome, Sealed
from data.store.invitations import InvitationRecord
from data.store.waves import WaveRecord
from data.tokens import new_row_key
from data.views import Ending, Form, Receipt
from surveys.answers import AnswerError, Sheet, check_answers, longest_sheet
from surveys.instrument import Instrument

__all__ = [
    "AlreadyReceived",
    "AnswerError",
    "AnswersTooLong",
    "Drawer",
    "Ending",
    "Form",
    "NotKnown",
    "Receipt",
    "TooManyGuesses",
    "WaveClosed",
    "end_of_form",
    "keep_answers",
    "keep_draft",
    "open_form",
]

Drawer = Literal["screen", "first", "second"]
"""Where a draft lies: filled in on a screen, or typed from paper for the first or second time.

All drawers of a link are one sealed row with room for three sheets, so no row and no length tells
that somebody types from paper.
"""
_LONGEST = 120_000  # bytes; the fullest form of ours is a tenth of this
_FRAME = 200  # bytes for what stands around a sheet: its group, its language, its place


@as_actor(RESPONDENT)
def open_form(secret: str, *, proven: bool = False, drawer: Drawer = "screen") -> Form:
    """The form of a link or code with whatever was filled in so far. Opening burns nothing.

    Args:
        proven: the browser has brought the proof of this code, so it is no guess.
        drawer: the draft that is wanted.

    Raises:
        NotKnown: no invitation has this link or code.
        AlreadyReceived: its answers are in.
        WaveClosed: the wave takes no more answers.
        TooManyGuesses: too many wrong codes came in this minute, and this one is not proven.
    """
    invitation = _known(secret, proven=proven)
    if invitation.used:
        raise _already_received()
    record = _open_wave(invitation)
    kept = _drafts(secret, record).get(drawer, {})
    return Form(
        edition=edition_of(record),
        wave=view(record),
        group=next(group_view(g) for g in record.groups if g.code == invitation.group_code),
        language=kept.get("language") or record.languages[0],
        draft=kept.get("sheet") or {},
        position=kept.get("position") or 0,
    )


@as_actor(RESPONDENT)
def keep_draft(
    secret: str,
    sheet: Mapping[str, object],
    *,
    language: str,
    position: int,
    proven: bool = False,
    drawer: Drawer = "screen",
) -> None:
    """Keep what is filled in so far; on disk when this returns, readable with the link only.

    Args:
        sheet: as it is; it is checked on sending.
        position: the part they are on, counted from 0.
        proven: as for `open_form`.
        drawer: where it belongs; what lies in the others stays.

    Raises:
        NotKnown, AlreadyReceived, WaveClosed, TooManyGuesses: as `open_form`.
        AnswersTooLong: there is more text than a form can hold.
    """
    invitation = _known(secret, proven=proven)
    record = _open_wave(invitation)
    key = _key(record)
    content = {"sheet": _clean(sheet), "language": language, "position": position}
    _packed(content)  # refuses what is too long
    plain = _bytes(_drafts(secret, record) | {drawer: content})
    own = plain_secret(secret) or secret
    row = draft_row(own, key=key, wave_id=record.id)
    draft = Sealed(
        token_hash=invitation.token_hash,
        wave_id=record.id,
        row=row,
        draft_row=row,
        ciphertext=seal_draft(
            plain,
            secret=own,
            key=key,
            wave_id=record.id,
            room=_FRAME + len(get_args(Drawer)) * _room(record),
        ),
    )
    if _outcome(store.keep_draft(draft, today=today())) == "already_received":
        raise _already_received()


@as_actor(RESPONDENT)
def keep_answers(
    secret: str,
    sheet: Mapping[str, object],
    *,
    language: str | None = None,  # noqa: ARG001 - not kept: in a small team it may tell who
    proven: bool = False,
) -> Receipt:
    """Send the form: check it, seal it, burn the invitation and store it in one step.

    Returns:
        "received" once the answers are on disk, "already_received" when they were before.

    Raises:
        AnswerError: names every value that is no answer; nothing was stored.
        NotKnown, WaveClosed, TooManyGuesses: as `open_form`.
        AnswersTooLong: there is more text than a form can hold.
    """
    invitation = _known(secret, proven=proven)
    if invitation.used:
        return Receipt(status="already_received")
    record = _open_wave(invitation)
    answers = _asked(check_answers(edition_of(record).instrument, _clean(sheet)), record)
    plain = _packed({"group": invitation.group_code, "sheet": answers})
    own = plain_secret(secret) or secret
    ballot = Sealed(
        token_hash=invitation.token_hash,
        wave_id=record.id,
        row=new_row_key(),
        draft_row=draft_row(own, key=_key(record), wave_id=record.id),
        ciphertext=seal(
            plain,
            public_key=record.public_key or b"",
            wave_id=record.id,
            room=_room(record),
        ),
    )
    kept = _outcome(store.keep_ballot(ballot, today=today()))
    return Receipt(status="received" if kept == "kept" else "already_received")


@as_actor(RESPONDENT)
def end_of_form(secret: str, *, proven: bool = False) -> Ending | None:
    """What the form of a link or code says at its end; None after its wave is closed.

    Raises:
        TooManyGuesses: as for `open_form`.
    """
    invitation = invitation_of(secret, proven=proven)
    if invitation is None:
        return None
    record = load(invitation.wave_id)
    whole = edition_of(record)
    outros = {language: whole.wording(language).outro for language in record.languages}
    return Ending(languages=record.languages, demo=record.demo, outros=outros)


def _known(secret: str, *, proven: bool) -> InvitationRecord:
    found = invitation_of(secret, proven=proven)
    if found is None:
        raise NotKnown("This link or code does not work. It may be mistyped, or the wave is over.")
    return found


def _already_received() -> AlreadyReceived:
    return AlreadyReceived("Your answers have been received already. Thank you.")


def _closed() -> WaveClosed:
    return WaveClosed("This wave is closed and takes no more answers.")


def _open_wave(invitation: InvitationRecord) -> WaveRecord:
    record = load(invitation.wave_id)
    if record.state != "open" or record.closes_on < today():
        raise _closed()
    return record


def _outcome(outcome: Outcome) -> Outcome:
    if outcome == "closed":
        raise _closed()
    if outcome == "unknown":
        raise NotKnown("This link or code does not work any more. A newer one has replaced it.")
    return outcome


def _key(record: WaveRecord) -> WaveKey:
    key = wave_key(record.id)
    if key is not None:
        return key
    if load(record.id).state != "open":
        raise _closed()  # it was closed in this moment
    raise StorageError(f"The key of the open wave {record.id} is not in the folder of keys.")


def _drafts(secret: str, record: WaveRecord) -> dict[str, dict[str, Any]]:
    """What lies in each drawer; one that is empty is not there."""
    own, key = plain_secret(secret) or secret, _key(record)
    sealed = store.draft(draft_row(own, key=key, wave_id=record.id))
    if sealed is None:
        return {}
    try:
        kept = json.loads(unseal_draft(sealed, secret=own, key=key, wave_id=record.id))
    except SealBroken:
        return {}  # better an empty form than none
    return {"screen": kept} if "sheet" in kept else kept  # as it was kept before there was paper


def _clean(sheet: Mapping[str, object]) -> dict[str, object]:
    """A copy whose texts any database can hold."""
    return {
        item: writing(value) if isinstance(value, str) else value for item, value in sheet.items()
    }


def _asked(sheet: Sheet, record: WaveRecord) -> Sheet:
    """Without facts that this wave does not ask."""
    asked: Instrument = edition_of(record).instrument
    silent = {fact.id for fact in asked.facts} - set(record.facts)
    return {item: value for item, value in sheet.items() if item not in silent}


def _room(record: WaveRecord) -> int:
    """So much that every sheet of this wave is as long as every other under its seal."""
    return min(_FRAME + longest_sheet(edition_of(record).instrument), _LONGEST)


def _packed(content: Mapping[str, object]) -> bytes:
    plain = _bytes(content)
    if len(plain) > _LONGEST:
        raise AnswersTooLong("This is more text than the form can hold. Please write less.")
    return plain


def _bytes(content: Mapping[str, object]) -> bytes:
    return json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode(errors="replace")

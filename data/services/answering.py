"""Fill in the form, in as many sittings as it takes, and send it once."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import partial
from typing import Any, Literal, get_args

from data.clock import today
from data.keyring import wave_key
from data.sealing import SealBroken, WaveKey, draft_row, seal, seal_draft, unseal_draft
from data.services.authority import RESPONDENT, as_actor
from data.services.editions import edition_of
from data.services.errors import (
    AlreadyReceived,
    AnswersTooLong,
    NotFound,
    NotKnown,
    StorageError,
    TooManyGuesses,
    WaveClosed,
)
from data.services.invitations import found_by, plain_secret
from data.services.texts import writing
from data.services.wave_views import group_view, load, view
from data.store import ballots as store
from data.store.ballots import Asked, Change, Outcome, Sealed
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
    "send_form",
]

Drawer = Literal["screen", "first", "second"]
"""Where a draft lies: filled in on a screen, or typed from paper for the first or second time.

All drawers of a link are one sealed row with room for three sheets, so no row and no length tells
that somebody types from paper.
"""
Drawers = Mapping[str, Mapping[str, Any]]
"""What lies in each drawer that is not empty: its sheet, its language and its position."""
Check = Callable[[Drawers], None]


@dataclass(frozen=True, slots=True)
class Opened(Form):
    """A form with all that sending it needs to know, so that nothing is read for it again.

    Attributes:
        asked: what the link is for, as it was when the form was opened.
    """

    asked: Asked = field(repr=False, compare=False)


_MOST_TABS = 20  # that change a form one after another while it is sent
_LONGEST = 120_000  # bytes; the fullest form of ours is a tenth of this
_FRAME = 200  # bytes for what stands around a sheet: its group, its language, its place


@as_actor(RESPONDENT)
def open_form(secret: str, *, proven: bool = False, drawer: Drawer = "screen") -> Opened:
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
    asked = _asked(secret, proven=proven, draft_row=partial(_draft_row, secret))
    if asked.invitation.used:
        raise _already_received()
    record = _open_wave(asked)
    kept = _place(secret, record).opened(asked.draft).get(drawer, {})
    return Opened(
        edition=edition_of(record),
        wave=view(record),
        group=next(group_view(g) for g in record.groups if g.code == asked.invitation.group_code),
        language=kept.get("language") or record.languages[0],
        draft=kept.get("sheet") or {},
        position=kept.get("position") or 0,
        asked=asked,
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
    form: Opened | None = None,
    unless: Check | None = None,
) -> None:
    """Keep what is filled in so far; on disk when this returns, readable with the link only.

    It is put to what lies there at the moment of writing, so of two at once both find theirs.

    Args:
        sheet: what is new, such as one page, as it is; it is checked on sending. Other answers of
            this drawer stay, and one that was taken away is None.
        position: the part they are on, counted from 0.
        proven, drawer: as for `open_form`.
        form: as `open_form` gave it a moment ago, so that the link is not looked up again.
        unless: is shown what lies in the drawers at the moment of writing; what it raises leaves
            everything as it was.

    Raises:
        NotKnown, AlreadyReceived, WaveClosed, TooManyGuesses: as `open_form`.
        AnswersTooLong: there is more text than a form can hold.
    """
    asked = _asked(secret, proven=proven) if form is None else form.asked
    record = _open_wave(asked)
    place = _place(secret, record)
    content = {"sheet": _clean(sheet), "language": language, "position": position}
    sealed = partial(_put_in, place=place, drawer=drawer, content=content, unless=unless)
    change = Change(asked.invitation.token_hash, record.id, place.row, sealed)
    if _outcome(store.keep_draft(change, today=today())) == "already_received":
        raise _already_received()


@as_actor(RESPONDENT)
def keep_answers(
    secret: str,
    sheet: Mapping[str, object],
    *,
    language: str | None = None,  # noqa: ARG001 - not kept: in a small team it may tell who
    proven: bool = False,
    unless: Check | None = None,
) -> Receipt:
    """Send the form: check it, seal it, burn the invitation and store it in one step.

    Args:
        unless: as for `keep_draft`, where the answers were made from what lies in the drawers.

    Returns:
        "received" once the answers are on disk, "already_received" when they were before.

    Raises:
        AnswerError: names every value that is no answer; nothing was stored.
        NotKnown, WaveClosed, TooManyGuesses: as `open_form`.
        AnswersTooLong: there is more text than a form can hold.
    """
    return _kept(secret, sheet, asked=_asked(secret, proven=proven), unless=unless)


def _kept(
    secret: str, sheet: Mapping[str, object], *, asked: Asked, unless: Check | None
) -> Receipt:
    """What was read before decides nothing: the wave and the link are looked at while writing."""
    invitation = asked.invitation
    if invitation.used:
        return Receipt(status="already_received")
    record = _open_wave(asked)
    answers = _answered(check_answers(edition_of(record).instrument, _clean(sheet)), record)
    plain = _packed({"group": invitation.group_code, "sheet": answers})
    place = _place(secret, record)
    ballot = _ballot(invitation, record, plain, draft_row=place.row)
    check = partial(_look_at, place=place, unless=unless)
    kept = _outcome(store.keep_ballot(ballot, today=today(), unless=check))
    return Receipt(status="received" if kept == "kept" else "already_received")


@as_actor(RESPONDENT)
def send_form(secret: str, form: Opened, *, proven: bool = False) -> Receipt:
    """Send a form as it is kept; a page that another tab keeps in this very moment goes along.

    Args:
        form: as `open_form` gave it a moment ago.

    Returns:
        As `keep_answers`.

    Raises:
        AlreadyReceived: another tab has sent it meanwhile.
        StorageError: other tabs changed it again and again; nothing was sent.
        AnswerError, NotKnown, WaveClosed, TooManyGuesses, AnswersTooLong: as `keep_answers`.
    """
    for _ in range(_MOST_TABS):
        try:
            as_read = partial(_still_as, form.draft)
            return _kept(secret, form.draft, asked=form.asked, unless=as_read)
        except _KeptMeanwhile:
            form = open_form(secret, proven=proven)
    raise StorageError("Another tab keeps changing this form; nothing was sent. Try again.")


@as_actor(RESPONDENT)
def end_of_form(secret: str, *, proven: bool = False) -> Ending | None:
    """What the form of a link or code says at its end; None while its answers are not in.

    Raises:
        NotKnown, WaveClosed, TooManyGuesses: as for `open_form`.
    """
    asked = _asked(secret, proven=proven)
    if not asked.invitation.used:
        _open_wave(asked)
        return None
    record = asked.wave
    return Ending(languages=record.languages, demo=record.demo, outros=_outros(record))


def _outros(record: WaveRecord) -> dict[str, str | None]:
    """By language. The answers are in, so nothing that goes wrong here may hide that."""
    try:
        whole = edition_of(record)
    except (NotFound, StorageError):
        return dict.fromkeys(record.languages)
    return {language: whole.wording(language).outro for language in record.languages}


def _asked(
    secret: str, *, proven: bool, draft_row: Callable[[WaveRecord], bytes | None] | None = None
) -> Asked:
    found = found_by(partial(store.asked, draft_row=draft_row), secret, proven=proven)
    if found is None:
        raise NotKnown("This link or code does not work. It may be mistyped, or the wave is over.")
    return found


def _already_received() -> AlreadyReceived:
    return AlreadyReceived("Your answers have been received already. Thank you.")


def _closed() -> WaveClosed:
    return WaveClosed("This wave is closed and takes no more answers.")


def _open_wave(asked: Asked) -> WaveRecord:
    if not _is_open(asked.wave):
        raise _closed()
    return asked.wave


def _is_open(record: WaveRecord) -> bool:
    return record.state == "open" and record.closes_on >= today()


def _outcome(outcome: Outcome) -> Outcome:
    if outcome == "closed":
        raise _closed()
    if outcome == "unknown":
        raise NotKnown("This link or code does not work any more. A newer one has replaced it.")
    return outcome


def _key_there(record: WaveRecord) -> WaveKey | None:
    try:
        return wave_key(record.id)
    except OSError:
        raise StorageError(f"The key of the open wave {record.id} cannot be read.") from None


def _key(record: WaveRecord) -> WaveKey:
    key = _key_there(record)
    if key is not None:
        return key
    if load(record.id).state != "open":
        raise _closed()  # it was closed in this moment
    raise StorageError(f"The key of the open wave {record.id} is not in the folder of keys.")


@dataclass(frozen=True, slots=True)
class _Place:
    """Where the draft of a link lies, and what opens it."""

    own: str = field(repr=False)
    key: WaveKey = field(repr=False)
    wave_id: str
    row: bytes = field(repr=False)
    room: int

    def opened(self, sealed: bytes | None) -> dict[str, dict[str, Any]]:
        """What lies in each drawer; one that is empty is not there."""
        if sealed is None:
            return {}
        try:
            plain = unseal_draft(sealed, secret=self.own, key=self.key, wave_id=self.wave_id)
        except SealBroken:
            return {}  # better an empty form than none
        kept = json.loads(plain)
        return {"screen": kept} if "sheet" in kept else kept  # as it was before there was paper

    def sealed(self, drawers: Drawers) -> bytes:
        """The row that holds these drawers."""
        plain, own = _bytes(drawers), self.own
        return seal_draft(plain, secret=own, key=self.key, wave_id=self.wave_id, room=self.room)


def _place(secret: str, record: WaveRecord) -> _Place:
    own, key = plain_secret(secret) or secret, _key(record)
    row = draft_row(own, key=key, wave_id=record.id)
    return _Place(own, key, record.id, row, _FRAME + len(get_args(Drawer)) * _room(record))


def _draft_row(secret: str, record: WaveRecord) -> bytes | None:
    """The row in which the draft of a link lies; None once nobody can open it."""
    key = _key_there(record) if _is_open(record) else None
    own = plain_secret(secret) or secret
    return None if key is None else draft_row(own, key=key, wave_id=record.id)


def _put_in(
    before: bytes | None,
    *,
    place: _Place,
    drawer: Drawer,
    content: Mapping[str, Any],
    unless: Check | None,
) -> bytes:
    """A draft with this in one drawer, beside what lies there already."""
    there = place.opened(before)
    if unless is not None:
        unless(there)
    sheet = {**(there.get(drawer, {}).get("sheet") or {}), **content["sheet"]}
    whole = {**content, "sheet": sheet}
    _packed(whole)  # refuses what is too long
    return place.sealed({**there, drawer: whole})


def _look_at(draft: bytes | None, *, place: _Place, unless: Check | None) -> None:
    if unless is not None:
        unless(place.opened(draft))


class _KeptMeanwhile(Exception):
    """What was read is not what lies in the drawer any more."""


def _still_as(read: Mapping[str, object], drawers: Drawers) -> None:
    if (drawers.get("screen", {}).get("sheet") or {}) != read:
        raise _KeptMeanwhile


def _ballot(
    invitation: InvitationRecord, record: WaveRecord, plain: bytes, *, draft_row: bytes
) -> Sealed:
    sealed = seal(plain, public_key=record.public_key or b"", wave_id=record.id, room=_room(record))
    return Sealed(invitation.token_hash, record.id, new_row_key(), draft_row, sealed)


def _clean(sheet: Mapping[str, object]) -> dict[str, object]:
    """A copy whose texts any database can hold."""
    return {
        item: writing(value) if isinstance(value, str) else value for item, value in sheet.items()
    }


def _answered(sheet: Sheet, record: WaveRecord) -> Sheet:
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

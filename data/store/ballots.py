"""Drafts and ballots, as sealed rows; and the one transaction that makes an answer count.

PostgreSQL: the wave is locked against its close (FOR SHARE). What one link does is queued by an
advisory lock and not by a lock on its row, because a row lock would be written into the row.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from sqlalchemy import Connection, bindparam, delete, insert, select, text, update

from data.store import fault_points
from data.store.connections import lock_name, reading, writing
from data.store.invitations import InvitationRecord
from data.store.waves import WaveRecord, record_within, with_team
from data.tables.base import table_of
from data.tables.values import Ballot, Draft, Invitation, Wave

_wave = table_of(Wave)
_invitation = table_of(Invitation)
_ballot = table_of(Ballot)
_draft = table_of(Draft)

_OWN = "invitation_"
_WITH_WAVE = (
    with_team()
    .add_columns(*(column.label(f"{_OWN}{column.name}") for column in _invitation.c))
    .join(_invitation, _invitation.c.wave_id == _wave.c.id)
    .where(_invitation.c.token_hash == bindparam("token_hash"))
)
"""An invitation and its wave in one go; every page that somebody turns begins with it."""

# Built once: to build them for every page took a tenth of its time.
_STATE = (
    select(_wave.c.state, _wave.c.closes_on, _invitation.c.used)
    .outerjoin(
        _invitation,
        (_invitation.c.wave_id == _wave.c.id) & (_invitation.c.token_hash == bindparam("link")),
    )
    .where(_wave.c.id == bindparam("wave"))
    .with_for_update(read=True, of=_wave)
)
_USED = select(_invitation.c.used).where(_invitation.c.token_hash == bindparam("link"))
_USE = (
    update(_invitation)
    .where(_invitation.c.token_hash == bindparam("link"), _invitation.c.used.is_(False))
    .values(used=True)
)
_QUEUE = text("SELECT pg_advisory_xact_lock(:number)")
_DRAFT = select(_draft.c.ciphertext).where(_draft.c.key_hash == bindparam("row"))
_CHANGE_DRAFT = update(_draft).where(_draft.c.key_hash == bindparam("row"))
_TAKE_DRAFT = (
    delete(_draft).where(_draft.c.key_hash == bindparam("row")).returning(_draft.c.ciphertext)
)

Outcome = Literal["kept", "already_received", "closed", "unknown"]


@dataclass(frozen=True, slots=True)
class Sealed:
    """Something sealed that a link wants kept.

    Attributes:
        token_hash: of the invitation.
        row: key of the ballot or draft.
        draft_row: key of the draft that this link may have.
    """

    token_hash: bytes = field(repr=False)
    wave_id: str
    row: bytes = field(repr=False)
    draft_row: bytes = field(repr=False)
    ciphertext: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class Change:
    """What a link wants changed in its draft.

    Attributes:
        token_hash: of the invitation.
        row: key of the draft.
        sealed: makes the draft that is to lie there from the one that does; it is asked while
            nobody else can change that draft, and what it raises leaves everything as it was.
    """

    token_hash: bytes = field(repr=False)
    wave_id: str
    row: bytes = field(repr=False)
    sealed: Callable[[bytes | None], bytes] = field(repr=False)


@dataclass(frozen=True, slots=True)
class Asked:
    """An invitation with its wave and the draft that was asked for, all of one moment."""

    invitation: InvitationRecord
    wave: WaveRecord
    draft: bytes | None = field(repr=False)


def asked(
    token_hash: bytes, *, draft_row: Callable[[WaveRecord], bytes | None] | None = None
) -> Asked | None:
    """What a link or code is for; None where there is none with this fingerprint.

    Args:
        draft_row: names the draft that is wanted, once the wave is known; None asks for none.
    """
    with reading() as connection:
        found = connection.execute(_WITH_WAVE, {"token_hash": token_hash}).mappings().first()
        if found is None:
            return None
        own = {name.removeprefix(_OWN): found[name] for name in found if name.startswith(_OWN)}
        invitation = InvitationRecord(**own)
        rest = {name: found[name] for name in found if not name.startswith(_OWN)}
        wave = record_within(connection, rest)
        row = None if draft_row is None else draft_row(wave)
        kept = None if row is None else connection.execute(_DRAFT, {"row": row}).scalar()
        return Asked(invitation, wave, kept)


def keep_ballot(
    ballot: Sealed, *, today: date, unless: Callable[[bytes | None], None] | None = None
) -> Outcome:
    """Burn the invitation and store the ballot, both or neither; on disk when this returns.

    Args:
        unless: is shown the draft that goes with it, while nobody else can change that; what it
            raises leaves everything as it was.
    """
    with writing() as connection:
        standing = _standing(connection, ballot, today=today)
        if standing != "kept":
            return standing
        if not _burn(connection, ballot.token_hash):
            return _why_not(connection, ballot.token_hash)
        fault_points.hook("answers: invitation burnt")
        row = {"id": ballot.row, "wave_id": ballot.wave_id, "ciphertext": ballot.ciphertext}
        connection.execute(insert(_ballot), row)
        fault_points.hook("answers: ballot stored")
        draft = connection.execute(_TAKE_DRAFT, {"row": ballot.draft_row}).scalar()
        if unless is not None:
            unless(draft)
        fault_points.hook("answers: before commit")
    fault_points.hook("answers: on disk")
    return "kept"


def keep_draft(change: Change, *, today: date) -> Outcome:
    """Put a draft in the place of the one that it is made from, while the link can be used.

    Saves of one link queue for each other: SQLite has one writer, PostgreSQL a lock of the link.
    """
    with writing() as connection:
        standing = _standing(connection, change, today=today)
        if standing != "kept":
            return standing
        before = connection.execute(_DRAFT, {"row": change.row}).scalar()
        values = {"ciphertext": change.sealed(before)}
        if before is None:
            row = {"key_hash": change.row, "wave_id": change.wave_id}
            connection.execute(insert(_draft), row | values)
        else:
            connection.execute(_CHANGE_DRAFT, {"row": change.row} | values)
        return "kept"


def _standing(connection: Connection, asks: Sealed | Change, *, today: date) -> Outcome:
    """Whether a link may be used; its wave stays open until this transaction ends."""
    if connection.dialect.name == "postgresql":
        queue = {"number": lock_name("link", asks.token_hash)}
        connection.execute(_QUEUE, queue)
    row = connection.execute(_STATE, {"wave": asks.wave_id, "link": asks.token_hash}).first()
    if row is None or row.state != "open" or row.closes_on < today:
        return "closed"
    return _outcome(used=row.used)


def _burn(connection: Connection, token_hash: bytes) -> bool:
    return connection.execute(_USE, {"link": token_hash}).rowcount == 1


def _why_not(connection: Connection, token_hash: bytes) -> Outcome:
    return _outcome(used=connection.execute(_USED, {"link": token_hash}).scalar())


def _outcome(*, used: bool | None) -> Outcome:
    if used is None:
        return "unknown"
    return "already_received" if used else "kept"

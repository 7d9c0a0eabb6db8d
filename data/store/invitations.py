"""Invitations, as rows: a fingerprint, a reporting group, and whether it was used."""

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from sqlalchemy import Connection, delete, func, insert, select

from data.store.connections import reading, writing
from data.tables.base import table_of
from data.tables.values import Invitation, ReportingGroup, Wave

_invitation = table_of(Invitation)
_group = table_of(ReportingGroup)
_wave = table_of(Wave)


@dataclass(frozen=True, slots=True)
class InvitationRecord:
    """An invitation that somebody holds."""

    token_hash: bytes = field(repr=False)
    wave_id: str
    group_code: str
    kind: str
    used: bool


@dataclass(frozen=True, slots=True)
class NewSecret:
    """A secret, to be seen once, and the fingerprint that is kept of it."""

    secret: str = field(repr=False)
    token_hash: bytes = field(repr=False)


Made = tuple[tuple[str, str], ...]  # pairs of a group's code and a secret


def fill_seats(wave_id: str, *, kind: str, make: Callable[[], NewSecret]) -> Made | None:
    """A secret for every seat that has none; None when the wave is not open."""
    with writing() as connection:
        if not _lock_open_wave(connection, wave_id):
            return None
        return _fill(connection, wave_id, kind=kind, make=make)


def replace_all(wave_id: str, *, kind: str, make: Callable[[], NewSecret]) -> Made | None:
    """New secrets for all seats, if the wave is open and nobody has answered; else None."""
    with writing() as connection:
        if not _lock_open_wave(connection, wave_id):
            return None
        mine = _invitation.c.wave_id == wave_id
        if connection.execute(select(func.count()).where(mine, _invitation.c.used)).scalar():
            return None
        connection.execute(delete(_invitation).where(mine))
        return _fill(connection, wave_id, kind=kind, make=make)


def invitation(token_hash: bytes) -> InvitationRecord | None:
    """The invitation with this fingerprint."""
    statement = select(_invitation).where(_invitation.c.token_hash == token_hash)
    with reading() as connection:
        row = connection.execute(statement).mappings().first()
    return None if row is None else InvitationRecord(**row)


def has_codes(wave_id: str) -> bool:
    """Whether any invitation of a wave is a code."""
    code = (_invitation.c.wave_id == wave_id) & (_invitation.c.kind == "code")
    statement = select(_invitation.c.kind).where(code).limit(1)
    with reading() as connection:
        return connection.execute(statement).first() is not None


def _lock_open_wave(connection: Connection, wave_id: str) -> bool:
    statement = select(_wave.c.state).where(_wave.c.id == wave_id)
    return connection.execute(statement.with_for_update()).scalar() == "open"


def _fill(
    connection: Connection, wave_id: str, *, kind: str, make: Callable[[], NewSecret]
) -> Made:
    made = [
        (code, make())
        for code, seats in sorted(_empty_seats(connection, wave_id).items())
        for _ in range(seats)
    ]
    rows = [
        {
            "token_hash": new.token_hash,
            "wave_id": wave_id,
            "group_code": code,
            "kind": kind,
            "used": False,
        }
        for code, new in made
    ]
    if rows:  # in the order of the fingerprints, so that rows do not lie as slips do
        connection.execute(insert(_invitation), sorted(rows, key=lambda row: row["token_hash"]))
    return tuple((code, new.secret) for code, new in made)


def _empty_seats(connection: Connection, wave_id: str) -> Mapping[str, int]:
    groups = select(_group.c.code, _group.c.people).where(_group.c.wave_id == wave_id)
    seats = Counter({row.code: row.people for row in connection.execute(groups)})
    issued = select(_invitation.c.group_code, func.count()).where(_invitation.c.wave_id == wave_id)
    for code, taken in connection.execute(issued.group_by(_invitation.c.group_code)):
        seats[code] -= taken
    return +seats

"""Passphrase, sessions and the counters of wrong tries, as rows."""

from collections.abc import Callable
from dataclasses import dataclass, field

from sqlalchemy import Connection, delete, insert, or_, select, update

from data.store.connections import reading, writing
from data.tables.access import Access, StaffSession, WrongCodes
from data.tables.base import table_of

_access = table_of(Access)
_session = table_of(StaffSession)
_wrong = table_of(WrongCodes)


@dataclass(frozen=True, slots=True)
class AccessRecord:
    """What is known about the passphrase.

    Attributes:
        refused_until: in seconds since 1970; until then no try is looked at.
    """

    passphrase: str | None = field(repr=False)
    setup_code: bytes | None = field(repr=False)
    wrong_tries: int
    refused_until: int


def access() -> AccessRecord:
    """The one row."""
    with reading() as connection:
        return _record(connection)


def keep_setup_code(code_hash: bytes) -> bool:
    """Put a code in the place of an earlier one; False when there is a passphrase already."""
    with writing() as connection:
        statement = update(_access).where(_access.c.passphrase.is_(None))
        return connection.execute(statement.values(setup_code=code_hash)).rowcount == 1


def keep_passphrase(passphrase: str, *, code_hash: bytes) -> bool:
    """Set the passphrase if there is none and this is the code; the code is used up."""
    with writing() as connection:
        statement = update(_access).where(
            _access.c.passphrase.is_(None), _access.c.setup_code == code_hash
        )
        values = {"passphrase": passphrase, "setup_code": None}
        clean = {"wrong_tries": 0, "refused_until": 0}
        return connection.execute(statement.values(**values, **clean)).rowcount == 1


def forget_passphrase() -> None:
    """Back to before the first start; everybody is signed out."""
    with writing() as connection:
        connection.execute(delete(_session))
        connection.execute(
            update(_access).values(passphrase=None, setup_code=None, wrong_tries=0, refused_until=0)
        )


def begin_try(now: int, *, pause: Callable[[int], int]) -> AccessRecord:
    """Count a try as wrong before it is looked at, so that many at once gain nothing.

    Returns:
        The row as it was. Where `refused_until` is later than now, the try was not counted and
        must not be looked at.
    """
    with writing() as connection:
        before = _record(connection, lock=True)
        if before.refused_until <= now:
            tries = before.wrong_tries + 1
            values = {"wrong_tries": tries, "refused_until": now + pause(tries)}
            connection.execute(update(_access).values(**values))
        return before


def forgive_tries() -> None:
    """The last try was right."""
    with writing() as connection:
        connection.execute(update(_access).values(wrong_tries=0, refused_until=0))


def add_session(token_hash: bytes, now: int) -> None:
    """Remember a browser that gave the passphrase."""
    with writing() as connection:
        row = {"token_hash": token_hash, "started": now, "seen": now}
        connection.execute(insert(_session).values(row))


def session_times(token_hash: bytes) -> tuple[int, int] | None:
    """When a session started and was last seen, in seconds since 1970."""
    with reading() as connection:
        statement = select(_session.c.started, _session.c.seen)
        row = connection.execute(statement.where(_session.c.token_hash == token_hash)).first()
        return None if row is None else (row.started, row.seen)


def see_session(token_hash: bytes, now: int) -> None:
    """Note that a session is in use."""
    with writing() as connection:
        statement = update(_session).where(_session.c.token_hash == token_hash)
        connection.execute(statement.values(seen=now))


def remove_session(token_hash: bytes) -> None:
    """Sign out."""
    with writing() as connection:
        connection.execute(delete(_session).where(_session.c.token_hash == token_hash))


def remove_old_sessions(*, started_before: int, seen_before: int) -> None:
    """Sweep what has run out."""
    with writing() as connection:
        old = or_(_session.c.started < started_before, _session.c.seen < seen_before)
        connection.execute(delete(_session).where(old))


def count_wrong_code(minute: int) -> None:
    """One more wrong code in this minute, whatever process heard it."""
    with writing() as connection:
        same = _wrong.c.minute == minute
        if connection.execute(update(_wrong).where(same).values(tries=_wrong.c.tries + 1)).rowcount:
            return
        connection.execute(update(_wrong).values(minute=minute, tries=1))


def forget_wrong_codes(minute: int) -> None:
    """Forget when wrong codes came, once their minute is over."""
    old = _wrong.c.minute.not_in((0, minute))
    with reading() as connection:
        if connection.execute(select(_wrong.c.id).where(old)).first() is None:
            return
    with writing() as connection:
        connection.execute(update(_wrong).where(old).values(minute=0, tries=0))


def wrong_codes(minute: int) -> int:
    """How many wrong codes came in this minute."""
    with reading() as connection:
        statement = select(_wrong.c.tries).where(_wrong.c.minute == minute)
        return connection.execute(statement).scalar() or 0


def _record(connection: Connection, *, lock: bool = False) -> AccessRecord:
    statement = select(_access)
    row = connection.execute(statement.with_for_update() if lock else statement).one()
    return AccessRecord(
        passphrase=row.passphrase,
        setup_code=row.setup_code,
        wrong_tries=row.wrong_tries,
        refused_until=row.refused_until,
    )

"""Accounts, sessions and the counters of wrong tries, as rows.

They are looked at before it is known who acts, so each function says itself what it reaches.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlalchemy import Connection, delete, insert, or_, select, update

from data.store.connections import reading, writing
from data.store.scope import EVERYTHING, within
from data.tables.access import Account, Membership, RecoveryCode, SetUp, StaffSession, WrongCodes
from data.tables.base import table_of
from data.tables.people import Team

_set_up = table_of(SetUp)
_account = table_of(Account)
_recovery = table_of(RecoveryCode)
_membership = table_of(Membership)
_team = table_of(Team)
_session = table_of(StaffSession)
_wrong = table_of(WrongCodes)

NOT_CONFIRMED = -1
"""The time step of a second step whose first code has not come yet."""
_FORGIVEN: Mapping[str, Any] = {"wrong_tries": 0, "refused_until": 0}
"""What stands where no wrong try counts any more."""


@dataclass(frozen=True, slots=True)
class AccountRecord:
    """An account as it is stored.

    Attributes:
        refused_until: in seconds since 1970; until then no try is looked at.
    """

    id: str
    name: str
    shown: str
    admin: bool
    starts_teams: bool
    state: str
    passphrase: str | None = field(repr=False)
    code_hash: bytes | None = field(repr=False)
    code_until: int
    totp_secret: bytes | None = field(repr=False)
    totp_step: int
    wrong_tries: int
    refused_until: int
    outside: str | None = field(repr=False)
    made_for: str | None

    @property
    def has_second_step(self) -> bool:
        """A code from a phone is asked for."""
        return self.totp_secret is not None and self.totp_step != NOT_CONFIRMED


@dataclass(frozen=True, slots=True)
class SessionRecord:
    """A session, whose it is, and what that person may do in which team."""

    account: AccountRecord
    stage: str
    started: int
    seen: int
    teams: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Tries:
    """How things stood before a try was counted."""

    refused_until: int
    wrong_tries: int


def keep_setup_code(code_hash: bytes) -> bool:
    """Put a code in the place of an earlier one; False when there is an account already."""
    with writing() as connection:
        if _anybody(connection):
            return False
        connection.execute(update(_set_up).values(code_hash=code_hash, **_FORGIVEN))
        return True


def anybody() -> bool:
    """There is an account; whoever lost the way into the only one gets a new code by a command."""
    with reading() as connection:
        return _anybody(connection)


def begin_set_up(now: int, *, pause: Callable[[int], int]) -> tuple[Tries, bytes | None]:
    """Count a try with the set-up code as wrong before it is looked at.

    Returns:
        How things stood, and what is kept of the code.
    """
    with writing() as connection:
        row = connection.execute(select(_set_up).with_for_update()).one()
        before = Tries(refused_until=row.refused_until, wrong_tries=row.wrong_tries)
        if before.refused_until <= now:
            tries = before.wrong_tries + 1
            values = {"wrong_tries": tries, "refused_until": now + pause(tries)}
            connection.execute(update(_set_up).values(**values))
        return before, row.code_hash


def add_first_account(values: Mapping[str, Any], *, code_hash: bytes, day: date) -> bool:
    """The first account, if there is none yet and this is the code; the code is used up.

    Teams that were made at the machine before anybody could sign in are theirs.
    """
    with within(EVERYTHING), writing() as connection:
        mine = update(_set_up).where(_set_up.c.code_hash == code_hash)
        clean = {"code_hash": None, "wrong_tries": 0, "refused_until": 0}
        if connection.execute(mine.values(**clean)).rowcount != 1 or _anybody(connection):
            return False
        connection.execute(insert(_account).values(**values))
        mine = {"account_id": values["id"], "role": "facilitator", "given_by": values["id"]}
        teams = connection.execute(select(_team.c.id)).scalars().all()
        for team_id in teams:
            role = mine | {"team_id": team_id, "given_on": day}
            connection.execute(insert(_membership).values(**role))
        return True


def account_named(name: str) -> AccountRecord | None:
    """The account with this name for signing in."""
    with reading() as connection:
        return _one(connection, _account.c.name == name)


def account(account_id: str) -> AccountRecord | None:
    """One account."""
    with reading() as connection:
        return _one(connection, _account.c.id == account_id)


def account_from_outside(outside: str) -> AccountRecord | None:
    """The account that belongs to somebody known to the outside sign-in."""
    with reading() as connection:
        return _one(connection, _account.c.outside == outside)


def begin_try(account_id: str, now: int, *, pause: Callable[[int], int]) -> Tries:
    """Count a try as wrong before it is looked at, so that many at once gain nothing.

    Returns:
        How things stood. Where `refused_until` is later than now, the try was not counted and must
        not be looked at.
    """
    with writing() as connection:
        mine = _account.c.id == account_id
        row = connection.execute(select(_account).where(mine).with_for_update()).one()
        before = Tries(refused_until=row.refused_until, wrong_tries=row.wrong_tries)
        if before.refused_until <= now:
            tries = before.wrong_tries + 1
            values = {"wrong_tries": tries, "refused_until": now + pause(tries)}
            connection.execute(update(_account).where(mine).values(**values))
        return before


def forgive_tries(account_id: str) -> None:
    """Everything was right at last."""
    change_account(account_id, _FORGIVEN)


def forgive_one_try(account_id: str) -> None:
    """The last try was right, but another step is to come."""
    with writing() as connection:
        statement = update(_account).where(_account.c.id == account_id, _account.c.wrong_tries > 0)
        fewer = {"wrong_tries": _account.c.wrong_tries - 1, "refused_until": 0}
        connection.execute(statement.values(**fewer))


def change_account(account_id: str, values: Mapping[str, Any]) -> bool:
    """Change what is given of an account."""
    with writing() as connection:
        statement = update(_account).where(_account.c.id == account_id)
        return connection.execute(statement.values(**values)).rowcount == 1


def change_passphrase(account_id: str, encoded: str, *, instead_of: str) -> bool:
    """Another passphrase, and every session of before is over, both or neither.

    Args:
        instead_of: the one that was given; with another one by now, nothing changes: False.
    """
    with writing() as connection:
        mine = (_account.c.id == account_id) & (_account.c.passphrase == instead_of)
        statement = update(_account).where(mine).values(passphrase=encoded)
        if connection.execute(statement).rowcount != 1:
            return False
        connection.execute(delete(_session).where(_session.c.account_id == account_id))
        return True


def redeem(account_id: str, values: Mapping[str, Any], *, code_hash: bytes) -> bool:
    """Use an invitation or a reset up, once; recovery codes and sessions of before are gone."""
    with writing() as connection:
        mine = (_account.c.id == account_id) & (_account.c.code_hash == code_hash)
        statement = update(_account).where(mine, _account.c.state != "disabled")
        if connection.execute(statement.values(**values, code_hash=None)).rowcount != 1:
            return False
        _forget_proofs(connection, account_id)
        return True


def begin_second_step(account_id: str, secret: bytes) -> bool:
    """Keep a secret whose first code has yet to come; False when one has come meanwhile."""
    with writing() as connection:
        none = _account.c.totp_secret.is_(None) | (_account.c.totp_step == NOT_CONFIRMED)
        statement = update(_account).where(_account.c.id == account_id, none)
        values = {"totp_secret": secret, "totp_step": NOT_CONFIRMED}
        return connection.execute(statement.values(**values)).rowcount == 1


def take_step(account_id: str, step: int, *, secret: bytes) -> bool:
    """Use the code of a time step up; False when it, or a later one, was used before.

    Args:
        secret: the sealed one that the code was held against; there may be another by now.
    """
    with writing() as connection:
        return _take_step(connection, account_id, step, secret=secret)


def confirm_second_step(
    account_id: str, step: int, *, secret: bytes, hashes: Iterable[bytes], session: bytes
) -> bool:
    """The first code of a new second step is used up: it counts from now on, all of it or nothing.

    Sessions and recovery codes of before are gone, and wrong tries forgiven.

    Args:
        secret: as in `take_step`.
        hashes: of the new recovery codes.
        session: fingerprint of the token of whoever sets it up.

    Returns:
        False when the code was used before, the secret is another one, or that session has ended.
    """
    with writing() as connection:
        if not _take_step(connection, account_id, step, secret=secret):
            return False
        if not connection.execute(
            delete(_session).where(_session.c.token_hash == session)
        ).rowcount:
            connection.rollback()
            return False
        _forget_proofs(connection, account_id)
        _add_recovery_codes(connection, account_id, hashes)
        connection.execute(update(_account).where(_account.c.id == account_id).values(_FORGIVEN))
        return True


def keep_recovery_codes(account_id: str, hashes: Iterable[bytes]) -> None:
    """New ones in the place of all there were."""
    with writing() as connection:
        connection.execute(delete(_recovery).where(_recovery.c.account_id == account_id))
        _add_recovery_codes(connection, account_id, hashes)


def take_recovery_code(account_id: str, code_hash: bytes) -> bool:
    """Use a recovery code up; False when it is none, or was used before."""
    with writing() as connection:
        mine = (_recovery.c.account_id == account_id) & (_recovery.c.code_hash == code_hash)
        return connection.execute(delete(_recovery).where(mine)).rowcount == 1


def recovery_codes_left(account_id: str) -> int:
    """How many have not been used."""
    with reading() as connection:
        mine = select(_recovery.c.code_hash).where(_recovery.c.account_id == account_id)
        return len(connection.execute(mine).all())


def add_session(token_hash: bytes, *, account_id: str, stage: str, now: int) -> None:
    """Remember a browser that proved something."""
    with writing() as connection:
        row = {"token_hash": token_hash, "account_id": account_id, "stage": stage}
        connection.execute(insert(_session).values(**row, started=now, seen=now))


def session(token_hash: bytes) -> SessionRecord | None:
    """One session with its account and the roles of that person."""
    with within(EVERYTHING), reading() as connection:
        own = select(_session).where(_session.c.token_hash == token_hash)
        row = connection.execute(own).first()
        found = None if row is None else _one(connection, _account.c.id == row.account_id)
        if row is None or found is None:
            return None
        roles = select(_membership.c.team_id, _membership.c.role)
        counts = _membership.c.code_hash.is_(None)  # others are offered only
        mine = connection.execute(roles.where(_membership.c.account_id == found.id, counts))
        teams = {each.team_id: each.role for each in mine}
        times = {"started": row.started, "seen": row.seen}
        return SessionRecord(found, stage=row.stage, teams=teams, **times)


def see_session(token_hash: bytes, now: int) -> None:
    """Note that a session is in use."""
    with writing() as connection:
        statement = update(_session).where(_session.c.token_hash == token_hash)
        connection.execute(statement.values(seen=now))


def sessions_of(account_id: str) -> tuple[tuple[bytes, int, int], ...]:
    """The whole sessions of an account: fingerprint of the token, when it began, when last used."""
    columns = select(_session.c.token_hash, _session.c.started, _session.c.seen)
    mine = (_session.c.account_id == account_id) & (_session.c.stage == "whole")
    with reading() as connection:
        rows = connection.execute(columns.where(mine).order_by(_session.c.started.desc()))
        return tuple((bytes(row.token_hash), row.started, row.seen) for row in rows)


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


def forget_proofs(connection: Connection, account_id: str) -> None:
    """Remove the sessions and recovery codes of an account, in a transaction that does more."""
    _forget_proofs(connection, account_id)


def as_record(row: Mapping[Any, Any]) -> AccountRecord:
    """A row of accounts."""
    return AccountRecord(**row)


def _forget_proofs(connection: Connection, account_id: str) -> None:
    for table in (_session, _recovery):
        connection.execute(delete(table).where(table.c.account_id == account_id))


def _take_step(connection: Connection, account_id: str, step: int, *, secret: bytes) -> bool:
    unused = (_account.c.id == account_id) & (_account.c.totp_step < step)
    statement = update(_account).where(unused, _account.c.totp_secret == secret)
    return connection.execute(statement.values(totp_step=step)).rowcount == 1


def _add_recovery_codes(connection: Connection, account_id: str, hashes: Iterable[bytes]) -> None:
    rows = [{"account_id": account_id, "code_hash": code_hash} for code_hash in sorted(hashes)]
    connection.execute(insert(_recovery), rows)


def _anybody(connection: Connection) -> bool:
    return connection.execute(select(_account.c.id).limit(1)).first() is not None


def _one(connection: Connection, condition: Any) -> AccountRecord | None:
    row = connection.execute(select(_account).where(condition)).mappings().first()
    return None if row is None else as_record(row)

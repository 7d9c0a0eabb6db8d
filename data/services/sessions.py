"""Sessions of those who sign in: looked up on every step, gone when they run out."""

import hashlib
from dataclasses import dataclass, field
from typing import Literal

from data.clock import seconds
from data.services.authority import Actor
from data.store import access as store
from data.store import session_ends
from data.store.access import AccountRecord, SessionRecord
from data.tokens import new_session
from data.views import OwnSession

Stage = Literal["second_step", "enrol", "whole"]

_IDLE = 30 * 60
_ABSOLUTE = 12 * 60 * 60
_HALFWAY = 10 * 60  # for whoever has yet to prove something
_SEEN_EVERY = 60


@dataclass(frozen=True, slots=True)
class Ticket:
    """What a browser holds after it proved something.

    Attributes:
        token: the session's secret; shown to nobody.
        stage: "whole", or what is asked next: a code ("second_step"), or to set that up ("enrol").
    """

    token: str = field(repr=False)
    stage: Stage


@dataclass(frozen=True, slots=True)
class Ending:
    """When a session ends by itself.

    Attributes:
        seconds: until then.
        by_rest: because nobody uses it; any use puts it off.
    """

    seconds: int
    by_rest: bool


def ending(token: str | None) -> Ending | None:
    """When a session ends if nobody uses it; to ask is no use. None where there is none."""
    found = _session(token, in_use=False)
    if found is None:
        return None
    now = seconds()
    at_rest, whole = _IDLE - (now - found.seen), _ABSOLUTE - (now - found.started)
    return Ending(min(at_rest, whole), by_rest=at_rest < whole)


def actor_of(token: str | None, *, in_use: bool = True) -> Actor | None:
    """Who a session belongs to, once everything was proven. Looked up on every call.

    Args:
        in_use: somebody does something; False for what a page does by itself, which must not keep
            a session alive.
    """
    found = _session(token, in_use=in_use)
    if found is None or found.stage != "whole":
        return None
    return _actor(found)


def stage_of(token: str | None) -> Stage | None:
    """How far a session has come; None when there is none, or it has run out."""
    found = _session(token)
    return None if found is None else found.stage  # pyright: ignore[reportReturnType]


def sign_out(token: str | None) -> None:
    """End a session, in every tab that has it."""
    if token:
        store.remove_session(token_hash_of(token))


def ticket(account_id: str, stage: Stage = "whole") -> Ticket:
    """A new session; old ones of anybody that have run out are swept."""
    token, now = new_session(), seconds()
    store.remove_old_sessions(started_before=now - _ABSOLUTE, seen_before=now - _IDLE)
    store.add_session(token_hash_of(token), account_id=account_id, stage=stage, now=now)
    return Ticket(token=token, stage=stage)


def whole_instead(half: str | None, account_id: str) -> Ticket | None:
    """A whole session in the place of a half one; None where that has ended meanwhile."""
    token = new_session()
    hashes = (token_hash_of(half or ""), token_hash_of(token))
    if not session_ends.exchange(*hashes, account_id=account_id, now=seconds()):
        return None
    return Ticket(token=token, stage="whole")


def sessions_of(account_id: str, token: str | None) -> tuple[OwnSession, ...]:
    """Where somebody is signed in, newest first.

    Args:
        token: that of the browser that asks.
    """
    mine, now = token_hash_of(token or ""), seconds()
    return tuple(
        OwnSession(key=_key(token_hash), started=began, seen=seen, is_this=token_hash == mine)
        for token_hash, began, seen in store.sessions_of(account_id)
        if now - seen <= _IDLE and now - began <= _ABSOLUTE
    )


def end_session(account_id: str, key: str) -> bool:
    """End one of somebody's sessions; False when there is none with this key."""
    for token_hash, _, _ in store.sessions_of(account_id):
        if _key(token_hash) == key:
            store.remove_session(token_hash)
            return True
    return False


def account_at(token: str | None, *stages: Stage) -> AccountRecord | None:
    """Whose session this is, if it has come as far as one of these stages."""
    found = _session(token)
    return found.account if found is not None and found.stage in stages else None


def token_hash_of(token: str) -> bytes:
    """What is kept of a session's token."""
    return hashlib.sha256(token.encode(errors="replace")).digest()


def _session(token: str | None, *, in_use: bool = True) -> SessionRecord | None:
    if not token:
        return None
    token_hash, now = token_hash_of(token), seconds()
    found = store.session(token_hash)
    if found is None:
        return None
    longest = _ABSOLUTE if found.stage == "whole" else _HALFWAY
    worn_out = now - found.seen > _IDLE or now - found.started > longest
    if worn_out or found.account.state != "active":
        store.remove_session(token_hash)
        return None
    if in_use and now - found.seen >= _SEEN_EVERY:
        store.see_session(token_hash, now)
    return found


def _actor(found: SessionRecord) -> Actor:
    return Actor(
        id=found.account.id,
        name=found.account.shown,
        kind="person",
        admin=found.account.admin,
        starts_teams=found.account.starts_teams,
        teams=found.teams,  # pyright: ignore[reportArgumentType]
    )


def _key(token_hash: bytes) -> str:
    return token_hash[:8].hex()

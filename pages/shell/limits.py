"""How often one address may try to sign in: thirty times a minute.

Addresses are known by a fingerprint under a key that lives in this process for one day, and are
forgotten after a minute. An office shares one address, so there is room for a dozen people. Whoever
sits at the machine itself is not counted; accounts have limits of their own, which hold everywhere.
"""

import hashlib
import hmac
import secrets
from collections import deque
from ipaddress import ip_address, ip_network

from starlette.requests import Request

from data.clock import seconds
from data.counted import count
from pages.shell.security import is_at_the_machine

_A_MINUTE = 60
_A_DAY = 24 * 60 * 60
_TRIES = 30
_MOST_ADDRESSES = 50_000


class Limits:
    """The tries of the last minute, by fingerprints of addresses."""

    def __init__(self) -> None:
        self._key = secrets.token_bytes(32)
        self._key_until = seconds() + _A_DAY
        self._tries: dict[bytes, deque[int]] = {}

    def too_many(self, address: str) -> bool:
        """Count a try of this address; whether it had its share of this minute before."""
        now = seconds()
        self._forget(now)
        key = hmac.digest(self._key, address.encode(errors="replace"), hashlib.sha256)
        tries = self._tries.setdefault(key, deque(maxlen=_TRIES))
        if len(tries) == _TRIES:
            return True
        tries.append(now)
        return False

    def _forget(self, now: int) -> None:
        if now >= self._key_until:
            self.__init__()
        for key, tries in list(self._tries.items()):
            while tries and tries[0] <= now - _A_MINUTE:
                tries.popleft()
            if not tries:
                del self._tries[key]
        while len(self._tries) > _MOST_ADDRESSES:
            del self._tries[next(iter(self._tries))]


_limits = Limits()


def too_many_tries(request: Request) -> bool:
    """This is one try too many from where it comes; event-loop code only, so nothing is locked."""
    if is_at_the_machine(request.scope):
        return False
    found = _limits.too_many(_address_of(request))
    if found:
        count("hurry")
    return found


def _address_of(request: Request) -> str:
    """As our own proxy says, which puts the address it sees last; else that of the connection."""
    told = request.headers.getlist("x-forwarded-for")
    seen = told[-1].rpartition(",")[2].strip() if told else ""
    return _network(seen or (request.client.host if request.client else ""))


def _network(address: str) -> str:
    """Of the newer kind of addresses, the half that one household or office has."""
    try:
        known = ip_address(address)
    except ValueError:
        return address
    if known.version == 4 or known.ipv4_mapped is not None:
        return str(known)
    return str(ip_network((int(known), 64), strict=False))

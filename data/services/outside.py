"""Signing in with an organization's own sign-in, exchanged at once for a session of ours.

It opens accounts that an administrator made, and makes none. The first time, an account is found by
an e-mail address that the organization vouches for; then it is bound to that person there.
"""

import base64
import hmac
import json
import os
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from data.clock import seconds
from data.counted import count
from data.keyring import pepper
from data.services import outside_provider as provider
from data.services.access import note
from data.services.errors import SignInError
from data.services.outside_provider import NotBelieved, Trip, Unreachable
from data.services.sessions import Ticket, ticket
from data.services.texts import folded, tidy
from data.services.tries import no_way_in
from data.settings import settings
from data.store import access as store
from data.store import outside as binding
from data.store.access import AccountRecord
from data.tokens import new_session

__all__ = ["CARRIED_SECONDS", "Departure", "OutsideError", "arrive", "depart", "is_offered"]

CARRIED_SECONDS = 10 * 60
_NONCE_BYTES = 12
_LONGEST_SUBJECT = 255
_LONGEST_ADDRESS = 120

_TOO_LATE = (
    "This took too long, or it began in another browser. Go back to the sign-in page and begin "
    "again there."
)
_NOT_LET_IN = "Your organization did not let you in. Go back to the sign-in page to try again."
_SILENT = (
    "The sign-in of your organization does not answer now. Try again in a few minutes, or sign in "
    "with your name and passphrase."
)
_ODD = (
    "The sign-in of your organization said something that we do not trust, so nobody was let in. "
    "Go back to the sign-in page to try again. If this comes again, tell whoever runs Common Table."
)
_NO_ADDRESS = (
    "Your organization does not vouch for an e-mail address of yours, so we cannot tell which "
    "account is yours. Ask an administrator."
)


class OutsideError(SignInError):
    """Nobody was let in; the text says why in words of ours."""


_TAKEN = (
    "The account with your address has a passphrase already, so we cannot be sure that it is "
    "yours. Ask an administrator for a reset, or whoever runs Common Table for `common-table "
    "account reset`; then sign in with your organization, without the code."
)


@dataclass(frozen=True, slots=True)
class Departure:
    """The way to the organization's sign-in.

    Attributes:
        address: where the browser goes.
        carried: sealed, for the browser to bring back.
    """

    address: str
    carried: str = field(repr=False)


def is_offered() -> bool:
    """The settings name an organization's sign-in, and it leads back to pages that open."""
    return settings().signs_in_outside


def depart() -> Departure:
    """Begin.

    Raises:
        OutsideError: the organization's sign-in does not answer, or not as it should.
    """
    trip = Trip(state=new_session(), nonce=new_session(), verifier=new_session())
    try:
        return Departure(provider.way_out(settings(), trip), carried=_sealed(trip))
    except Unreachable:
        raise OutsideError(_SILENT) from None
    except NotBelieved:
        raise OutsideError(_ODD) from None


def arrive(carried: str | None, *, state: str, code: str, issuer: str = "") -> Ticket:
    """Whoever comes back with a code gets a session, if they have an account.

    Args:
        carried: what `depart` gave the browser.
        state: as it came back.
        issuer: who sends them, where the provider says so (RFC 9207).

    Returns:
        A session, whole or waiting for our second step, as the settings say.

    Raises:
        OutsideError: says what is the matter and what to do.
    """
    trip = _opened(carried or "")
    if trip is None or not hmac.compare_digest(trip.state.encode(), state.encode(errors="replace")):
        count("way back")
        raise OutsideError(_TOO_LATE)
    if not code or issuer.rstrip("/") not in ("", (settings().oidc_issuer or "").rstrip("/")):
        raise OutsideError(_NOT_LET_IN)
    try:
        claims = provider.claims_for(settings(), trip, code)
        account = _account_of(claims)
    except Unreachable:
        raise OutsideError(_SILENT) from None
    except NotBelieved:
        count("way back")
        raise OutsideError(_ODD) from None
    note(account.id, "sign-in.outside")
    return _ticket(account)


def _ticket(account: AccountRecord) -> Ticket:
    """As after a passphrase; no tries are forgiven, because none was counted."""
    chosen = settings()
    if chosen.oidc_second_step == "provider":
        return ticket(account.id)
    if account.has_second_step:
        return ticket(account.id, "second_step")
    return ticket(account.id, "enrol" if chosen.second_step_needed else "whole")


def _account_of(claims: Mapping[str, Any]) -> AccountRecord:
    known_there = f"{claims['iss']}\n{_subject(claims)}"
    bound = store.account_from_outside(known_there)
    if bound is not None:
        if bound.state != "active":
            no_way_in(bound)
            raise OutsideError(_stranger(bound.shown))
        return bound
    address = _vouched_address(claims)
    found = store.account_named(folded(address))
    if found is not None and found.passphrase is not None:
        no_way_in(found)
        raise OutsideError(_TAKEN)
    if found is None or not binding.bind(found.id, known_there):
        no_way_in(found)
        raise OutsideError(_stranger(address))
    note(found.id, "account.outside")
    return store.account(found.id) or found


def _subject(claims: Mapping[str, Any]) -> str:
    subject = claims["sub"]
    if not isinstance(subject, str) or not 0 < len(subject) <= _LONGEST_SUBJECT:
        raise NotBelieved
    if not subject.isprintable():
        raise NotBelieved
    return subject


def _vouched_address(claims: Mapping[str, Any]) -> str:
    """The e-mail address, where the provider says that it is theirs.

    Only plain letters: names that look alike are one name to us, and two mailboxes to a provider.
    """
    address = claims.get("email")
    if not _is_vouched_for(claims) or not isinstance(address, str) or not address.isascii():
        raise OutsideError(_NO_ADDRESS)
    if not address.isprintable() or not 0 < len(address) <= _LONGEST_ADDRESS:
        raise OutsideError(_NO_ADDRESS)
    return address


def _is_vouched_for(claims: Mapping[str, Any]) -> bool:
    """Entra says nothing of the address; it can say that the owner of its domain was verified."""
    if "email_verified" in claims:
        return claims["email_verified"] is True
    return claims.get("xms_edov") in (True, "1", "true")


def _stranger(name: str) -> str:
    return (
        f"There is no account for {tidy(name)} here that is switched on. Ask an administrator for "
        "one with this address as its name."
    )


def _sealed(trip: Trip) -> str:
    nonce = os.urandom(_NONCE_BYTES)
    content = json.dumps(asdict(trip) | {"until": seconds() + CARRIED_SECONDS}).encode()
    return base64.urlsafe_b64encode(nonce + _cipher().encrypt(nonce, content, None)).decode()


def _opened(carried: str) -> Trip | None:
    """What a browser brings back; None when it is not ours, changed, or too old."""
    try:
        kept = base64.urlsafe_b64decode(carried.encode())
        content = _cipher().decrypt(kept[:_NONCE_BYTES], kept[_NONCE_BYTES:], None)
    except (InvalidTag, ValueError):
        return None
    values = json.loads(content)
    if values.pop("until") < seconds():
        return None
    return Trip(**values)


def _cipher() -> ChaCha20Poly1305:
    made = HKDF(algorithm=SHA256(), length=32, salt=None, info=b"common table outside sign-in")
    return ChaCha20Poly1305(made.derive(pepper()))

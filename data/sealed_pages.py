"""What one page of a form hands on to the next, sealed, so that no server has to remember it.

Whoever fills in the form carries it along in a hidden field and cannot read or change it. Nothing
is stored here; the key follows from the installation's pepper, and every field is equally long
unless somebody writes very much.
"""

import base64
import binascii
import json
import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

from data.clock import seconds
from data.tokens import fingerprint

STEP = 6144
"""Bytes in which a field grows."""
HOURS = 6
"""How long a page may stay open before what it carries does not open any more."""
_NONCE = 12
_LENGTH_BYTES = 4
_MINUTE = 60
_LONGEST = 64 * STEP


class PageGone(LookupError):
    """The page is too old, was made for something else, or was changed."""


@dataclass(frozen=True, slots=True)
class Carried:
    """What a page brought back.

    Attributes:
        state: as it was sealed.
        minutes: how long ago that was, in whole minutes.
    """

    state: Mapping[str, Any] = field(repr=False)
    minutes: int


def seal(state: Mapping[str, Any], *, place: str) -> str:
    """A state as it stands in a hidden field.

    Args:
        state: what JSON can hold.
        place: the form that it belongs to; for any other it does not open.
    """
    plain = json.dumps({"at": _minute(), "state": state}, ensure_ascii=False).encode()
    framed = len(plain).to_bytes(_LENGTH_BYTES) + plain
    padded = framed.ljust(len(framed) + -len(framed) % STEP, b"\0")
    nonce = os.urandom(_NONCE)
    sealed = ChaCha20Poly1305(_key(place)).encrypt(nonce, padded, place.encode())
    return base64.urlsafe_b64encode(nonce + sealed).decode()


def unseal(sealed: str, *, place: str, hours: int = HOURS) -> Carried:
    """What a page brought back.

    Raises:
        PageGone: it was sealed for another form, too long ago, or not by us.
    """
    try:
        whole = base64.b64decode(sealed[:_LONGEST], altchars=b"-_", validate=True)
        padded = ChaCha20Poly1305(_key(place)).decrypt(
            whole[:_NONCE], whole[_NONCE:], place.encode()
        )
    except (InvalidTag, ValueError, binascii.Error):
        raise PageGone("This page is not one of ours, or was changed.") from None
    length = int.from_bytes(padded[:_LENGTH_BYTES])
    found = json.loads(padded[_LENGTH_BYTES : _LENGTH_BYTES + length])
    minutes = _minute() - found["at"]
    if minutes >= hours * 60:
        raise PageGone("This page was open for too long.")
    return Carried(found["state"], minutes)


def _minute() -> int:
    return seconds() // _MINUTE


def _key(place: str) -> bytes:
    return fingerprint(place, purpose="what a page hands on")

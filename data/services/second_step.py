"""The second step of signing in: a code from a phone that changes every half minute (RFC 6238).

The secret is sealed for its account under a key made from the pepper, which no database and no
backup holds. A code is taken once, within a step of its own time.
"""

import base64
import os
from urllib.parse import quote

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.hashes import SHA1, SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.twofactor.hotp import HOTP

from data.keyring import pepper
from data.tokens import fingerprint, new_code, plain_code

RECOVERY_CODES = 10
_ISSUER = "Common Table"
_STEP_SECONDS = 30
_DIGITS = 6
_SECRET_BYTES = 20
_NONCE_BYTES = 12
_RECOVERY_LENGTH = 12


def new_secret() -> bytes:
    """160 random bits."""
    return os.urandom(_SECRET_BYTES)


def sealed(secret: bytes, *, account_id: str) -> bytes:
    """The secret as it may be stored."""
    nonce = os.urandom(_NONCE_BYTES)
    return nonce + _cipher().encrypt(nonce, secret, account_id.encode())


def opened(kept: bytes, *, account_id: str) -> bytes | None:
    """The secret again; None where the pepper is another one than it was sealed under."""
    nonce, body = kept[:_NONCE_BYTES], kept[_NONCE_BYTES:]
    try:
        return _cipher().decrypt(nonce, body, account_id.encode())
    except (InvalidTag, ValueError):  # or nothing that was ever sealed
        return None


def step_of(code: str, *, secret: bytes, now: int) -> int | None:
    """The time step whose code this is: the present one or one beside it; None for none.

    Args:
        code: as typed; spaces do not matter.
        now: in seconds since 1970.
    """
    typed = "".join(code.split())
    if len(typed) != _DIGITS or not (typed.isascii() and typed.isdecimal()):
        return None
    made = HOTP(secret, _DIGITS, SHA1())  # noqa: S303 - what every authenticator app speaks
    present = now // _STEP_SECONDS
    right = [
        step
        for step in (present, present - 1, present + 1)
        if made.generate(step) == typed.encode()
    ]
    return right[0] if right else None


def written(secret: bytes) -> str:
    """The secret as an app wants it typed, in fours."""
    letters = base64.b32encode(secret).decode()
    return " ".join(letters[start : start + 4] for start in range(0, len(letters), 4))


def address(secret: bytes, *, name: str) -> str:
    """The secret as a QR code holds it."""
    letters = base64.b32encode(secret).decode()
    label = quote(f"{_ISSUER}:{name}")
    return f"otpauth://totp/{label}?secret={letters}&issuer={quote(_ISSUER)}"


def new_recovery_codes() -> tuple[str, ...]:
    """Ten codes of 60 bits that stand in for a lost phone, once each."""
    return tuple(new_code(_RECOVERY_LENGTH) for _ in range(RECOVERY_CODES))


def recovery_hash(code: str, *, account_id: str) -> bytes | None:
    """What is kept of a recovery code; None for something that cannot be one."""
    plain = plain_code(code, length=_RECOVERY_LENGTH)
    return None if plain is None else fingerprint(plain, purpose=f"recovery\0{account_id}")


def _cipher() -> ChaCha20Poly1305:
    made = HKDF(algorithm=SHA256(), length=32, salt=None, info=b"common table second step")
    return ChaCha20Poly1305(made.derive(pepper()))

"""Secrets that people carry: links, codes, session tokens; and the fingerprints we keep."""

import hashlib
import hmac
import re
import secrets

from data.keyring import pepper

_CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_MISREAD = str.maketrans({"O": "0", "I": "1", "L": "1"})
_LINK = re.compile(r"[A-Za-z0-9_-]{22}")
_CODE_LENGTH = 9
_EARLIER_LENGTH = 8  # of codes that were drawn by earlier versions


def new_link() -> str:
    """128 random bits as 22 characters."""
    return secrets.token_urlsafe(16)


def new_code(length: int = _CODE_LENGTH) -> str:
    """Random characters that are hard to misread, 5 bits each; nine of them unless told else."""
    return spaced("".join(secrets.choice(_CROCKFORD) for _ in range(length)))


def spaced(signs: str) -> str:
    """A code as people read it aloud: in threes where that comes out even, else in fours."""
    size = 3 if len(signs) % 3 == 0 and len(signs) % 4 else 4
    return "-".join(signs[start : start + size] for start in range(0, len(signs), size))


def new_id() -> str:
    """A name for a team or wave that tells nothing and does not count."""
    return secrets.token_hex(8)


def new_row_key() -> bytes:
    """128 random bits for a row that must not be ordered."""
    return secrets.token_bytes(16)


def new_session() -> str:
    """256 random bits."""
    return secrets.token_urlsafe(32)


def is_link(secret: str) -> bool:
    """It has the form of a personal link's secret."""
    return _LINK.fullmatch(secret) is not None


def plain_code(typed: str, *, length: int | None = None) -> str | None:
    """A code as it is kept, however it was typed; None if it cannot be one.

    Args:
        length: of it; without one it is a code of a slip, new or of an earlier version.
    """
    lengths = (_CODE_LENGTH, _EARLIER_LENGTH) if length is None else (length,)
    signs = re.sub(r"[\s\-‐-―]", "", typed).upper().translate(_MISREAD)
    known = len(signs) in lengths and all(sign in _CROCKFORD for sign in signs)
    return signs if known else None


def fingerprint(secret: str, *, purpose: str, under: bytes | None = None) -> bytes:
    """What we keep of a secret; without the pepper nobody can try codes against it.

    Args:
        under: another pepper than the one that this process works with.
    """
    return hmac.digest(
        pepper() if under is None else under, f"{purpose}\0{secret}".encode(), hashlib.sha256
    )

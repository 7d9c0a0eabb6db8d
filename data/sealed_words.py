"""The only cryptography of words: what somebody said, sealed with a key of its own for each seat.

A seat's key lies in the folder of keys and nowhere else. Once it is destroyed, nothing opens what
that seat said, wherever a copy of it still lies: in the database, its log, or a backup.
"""

import hashlib
import hmac
import os
from collections.abc import Iterable, Iterator, Sequence

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

from data import keyring

_NONCE = 12
_STEP = 64


class WordsGone(LookupError):
    """These words were destroyed with their key, or were changed since they were sealed."""


def new_key(owner: str) -> None:
    """Make the key of a seat, a session or a book of contacts.

    Args:
        owner: its id, which is never used twice.
    """
    keyring.keep_words_key(owner, ChaCha20Poly1305.generate_key())


def make_keys(of: str) -> None:
    """Make both keys of a seat or a session: for what may stay, and for words as they were said."""
    for owner in (of, raw(of)):
        new_key(owner)


def destroy_keys(of: str) -> None:
    """End everything of a seat or a session; nothing happens a second time.

    The key of what may stay goes first: it never goes alone otherwise, so that an end that was
    stopped half way can be told from all else and be gone on with (see `stopped_half_way`).
    """
    for owner in (of, raw(of)):
        destroy(owner)


def forget_order(of: Sequence[str]) -> None:
    """Let the files of the keys of some seats tell no more which seat was taken first."""
    keyring.write_anew([owner for each in of for owner in (each, raw(each))])


def stopped_half_way(seat_id: str, *, session_id: str) -> bool:
    """A seat was taken back and its rows are still there.

    Where the key of the session is gone as well, either its words have ended, or the folder of
    keys is not the one that belongs here; then nothing can be said of a seat.
    """
    return opens(session_id) and not opens(seat_id)


def renew_raw(of: str) -> None:
    """Another key for words as they were said; no copy of what was said before opens with it.

    Nothing happens where there is no such key any more.
    """
    if opens(raw(of)):
        keyring.replace_words_key(raw(of), ChaCha20Poly1305.generate_key())


def raw(of: str) -> str:
    """The owner of the words of a seat or a session as they were said, before any redaction."""
    return f"{of}.raw"


def seal(text: str, *, owner: str, place: str) -> bytes:
    """Words that only the owner's key opens, and only in their own place.

    Raises:
        WordsGone: the owner's key was destroyed.
    """
    nonce = os.urandom(_NONCE)
    plain = text.encode()
    framed = len(plain).to_bytes(4) + plain
    padded = framed.ljust(len(framed) + -len(framed) % _STEP, b"\0")
    return nonce + ChaCha20Poly1305(_key(owner)).encrypt(nonce, padded, _bound(owner, place))


def unseal(sealed: bytes, *, owner: str, place: str) -> str:
    """What was sealed.

    Raises:
        WordsGone: the key was destroyed, or this was sealed for another owner or place.
    """
    try:
        padded = ChaCha20Poly1305(_key(owner)).decrypt(
            sealed[:_NONCE], sealed[_NONCE:], _bound(owner, place)
        )
    except (InvalidTag, ValueError):
        raise WordsGone("These words do not open: they were changed since.") from None
    length = int.from_bytes(padded[:4])
    return padded[4 : 4 + length].decode()


def blind(string: str, *, owner: str) -> bytes:
    """A string as it is kept where it must not be read; the owner's key is needed to try one."""
    return next(blind_all((string,), owner=owner))


def blind_all(strings: Iterable[str], *, owner: str) -> Iterator[bytes]:
    """Strings as `blind` makes them, with the key looked up once.

    Raises:
        WordsGone: the owner's key was destroyed.
    """
    key = _key(owner)
    return (hmac.digest(key, f"string\0{each}".encode(), hashlib.sha256) for each in strings)


def roster_key(owner: str) -> bytes:
    """The key under which names of a book of contacts are compared without being held."""
    return hmac.digest(_key(owner), b"roster", hashlib.sha256)


def opens(owner: str) -> bool:
    """The key of this owner is there."""
    return keyring.words_key(owner) is not None


def destroy(owner: str) -> None:
    """End everything that was sealed for this owner; does nothing when that was done already."""
    keyring.destroy_words_key(owner)


def _key(owner: str) -> bytes:
    found = keyring.words_key(owner)
    if found is None:
        raise WordsGone("These words were destroyed.")
    return found


def _bound(owner: str, place: str) -> bytes:
    return f"common table words/{owner}/{place}".encode()

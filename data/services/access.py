"""Who may see staff screens: whoever gave the one passphrase, until there are accounts."""

import hashlib
import threading
import unicodedata

from cryptography.exceptions import InvalidKey
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

from data.clock import seconds
from data.services.errors import SetUpError, SignInError
from data.store import access as store
from data.tokens import fingerprint, new_code, new_row_key, new_session, plain_code

__all__ = [
    "SHORTEST_PASSPHRASE",
    "SetUpError",
    "SignInError",
    "ensure_setup_code",
    "forget_passphrase",
    "passphrase_is_set",
    "set_passphrase",
    "sign_in",
    "sign_out",
    "signed_in",
]

SHORTEST_PASSPHRASE = 15
_LONGEST_PASSPHRASE = 200
_FEWEST_SIGNS = 5
_CODE_LENGTH = 12

_MEMORY_KIB = 46 * 1024
_ROUNDS = 3
_at_once = threading.BoundedSemaphore(2)  # signing in must not starve those who answer

_IDLE = 30 * 60
_ABSOLUTE = 12 * 60 * 60
_SEEN_EVERY = 60
_FREE_TRIES = 5
_FIRST_PAUSE = 30
_LONGEST_PAUSE = 15 * 60

_COMMON = (
    "123456789",
    "abcdefgh",
    "changeme",
    "commontable",
    "correcthorsebatterystaple",
    "iloveyou",
    "letmein",
    "passphrase",
    "password",
    "qwerty",
    "qwertyuiop",
    "welcome",
)


def ensure_setup_code() -> str | None:
    """A fresh one-time code to print while no passphrase is set; earlier codes stop working."""
    code = new_code(_CODE_LENGTH)
    return code if store.keep_setup_code(_code_hash(code)) else None


def passphrase_is_set() -> bool:
    """Somebody has used the set-up code."""
    return store.access().passphrase is not None


def set_passphrase(code: str, passphrase: str) -> str:
    """Set the passphrase with the one-time code.

    Returns:
        The token of a signed-in session.

    Raises:
        SetUpError: the code is wrong, or the passphrase too short or too common, or there is one.
    """
    if passphrase_is_set():
        raise SetUpError("A passphrase has been set already. Sign in with it.")
    _check_passphrase(passphrase)
    _check_code(code)
    encoded = _encoded(passphrase)
    if not store.keep_passphrase(encoded, code_hash=_code_hash(code)):
        raise SetUpError("This code was used just now. Sign in, or start again for a new code.")
    return _new_session()


def sign_in(passphrase: str) -> str:
    """The token of a new session.

    Raises:
        SignInError: the passphrase is wrong, none is set, or there were too many wrong tries.
    """
    before = store.begin_try(seconds(), pause=_pause)
    _refuse_if_paused(before.refused_until, SignInError)
    if before.passphrase is None:
        store.forgive_tries()
        raise SignInError("No passphrase is set yet. Use the set-up code that the start printed.")
    if not _fits(passphrase, before.passphrase):
        raise SignInError("This is not the passphrase. Check capital letters and spaces.")
    store.forgive_tries()
    return _new_session()


def signed_in(token: str | None) -> bool:
    """This token belongs to a session that has not run out. Looked up on every call."""
    if not token:
        return False
    token_hash, now = _token_hash(token), seconds()
    times = store.session_times(token_hash)
    if times is None:
        return False
    started, seen = times
    if now - seen > _IDLE or now - started > _ABSOLUTE:
        store.remove_session(token_hash)
        return False
    if now - seen >= _SEEN_EVERY:
        store.see_session(token_hash, now)
    return True


def sign_out(token: str | None) -> None:
    """End a session, in every tab that has it."""
    if token:
        store.remove_session(_token_hash(token))


def forget_passphrase() -> None:
    """For whoever holds the machine: sign everybody out and go back to the set-up code."""
    store.forget_passphrase()


def _check_code(code: str) -> None:
    before = store.begin_try(seconds(), pause=_pause)
    _refuse_if_paused(before.refused_until, SetUpError)
    if before.setup_code is None or before.setup_code != _code_hash(code):
        raise SetUpError("This is not the set-up code. It is the one that the last start printed.")


def _check_passphrase(passphrase: str) -> None:
    plain = _plain(passphrase)
    if len(plain) < SHORTEST_PASSPHRASE:
        raise SetUpError(
            f"This passphrase has {len(plain)} characters. Take {SHORTEST_PASSPHRASE} or more; "
            "four or five words work well."
        )
    if len(plain) > _LONGEST_PASSPHRASE:
        raise SetUpError(f"This passphrase is too long. Take at most {_LONGEST_PASSPHRASE}.")
    if _is_common(plain):
        raise SetUpError("Many people would try this passphrase. Take words that only you would.")


def _is_common(plain: str) -> bool:
    rest = "".join(sign for sign in plain.lower() if sign.isalnum())
    if len(set(rest)) < _FEWEST_SIGNS:
        return True
    for known in sorted(_COMMON, key=len, reverse=True):
        rest = rest.replace(known, "")
    return len(rest) < _FEWEST_SIGNS


def _refuse_if_paused(refused_until: int, error: type[SignInError]) -> None:
    left = refused_until - seconds()
    if left > 0:
        minutes = -(-left // 60)
        wait = "a minute" if minutes == 1 else f"{minutes} minutes"
        raise error(f"There were too many wrong tries. Wait {wait}, then try again.")


def _pause(wrong_tries: int) -> int:
    """Seconds for which nobody is let in after so many wrong tries in a row."""
    if wrong_tries < _FREE_TRIES:
        return 0
    doublings = min(wrong_tries - _FREE_TRIES, 10)
    return min(_FIRST_PAUSE * 2**doublings, _LONGEST_PAUSE)


def _encoded(passphrase: str) -> str:
    with _at_once:
        return _argon2(salt=new_row_key()).derive_phc_encoded(_plain(passphrase).encode())


def _fits(passphrase: str, encoded: str) -> bool:
    plain = _plain(passphrase[: _LONGEST_PASSPHRASE + 1])
    try:
        with _at_once:
            Argon2id.verify_phc_encoded(plain.encode(), encoded)
    except InvalidKey:
        return False
    return True


def _argon2(*, salt: bytes) -> Argon2id:
    return Argon2id(salt=salt, length=32, iterations=_ROUNDS, lanes=1, memory_cost=_MEMORY_KIB)


def _plain(passphrase: str) -> str:
    """The same letters however a keyboard composes them."""
    return unicodedata.normalize("NFKC", passphrase).encode(errors="replace").decode()


def _code_hash(code: str) -> bytes:
    plain = plain_code(code, length=_CODE_LENGTH) or ""
    return fingerprint(plain, purpose="set-up")


def _token_hash(token: str) -> bytes:
    return hashlib.sha256(token.encode(errors="replace")).digest()


def _new_session() -> str:
    token, now = new_session(), seconds()
    store.remove_old_sessions(started_before=now - _ABSOLUTE, seen_before=now - _IDLE)
    store.add_session(_token_hash(token), now)
    return token

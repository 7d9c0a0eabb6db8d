"""Passphrases: which ones will do, and how they are kept."""

import threading
import unicodedata

from cryptography.exceptions import InvalidKey
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id
from zxcvbn import zxcvbn

from data.services.errors import SetUpError
from data.tokens import new_row_key

SHORTEST = 15
_LONGEST = 200
_FEWEST_SIGNS = 5
_FEWEST_GUESSES = 10.0  # powers of ten, as zxcvbn estimates them
_LOOKED_AT = 32  # of more signs the time that zxcvbn takes grows without end

MEMORY_KIB = 46 * 1024
"""What one check of a passphrase takes; two run at once at most."""
_ROUNDS = 3
_at_once = threading.BoundedSemaphore(2)  # signing in must not starve those who answer

_COMMON = (
    "123456789",
    "abcdefgh",
    "changeme",
    "commontable",
    "correcthorsebatterystaple",
    "facilitator",
    "iloveyou",
    "letmein",
    "passphrase",
    "password",
    "qwerty",
    "qwertyuiop",
    "welcome",
)


def check_passphrase(passphrase: str, *, name: str = "") -> None:
    """Whether it is long enough, and not one that others would try.

    Raises:
        SetUpError: says what came and what would be right.
    """
    plain = _plain(passphrase)
    if len(plain) < SHORTEST:
        raise SetUpError(
            f"This passphrase has {len(plain)} characters. Take {SHORTEST} or more; "
            "four or five words work well."
        )
    if len(plain) > _LONGEST:
        raise SetUpError(f"This passphrase is too long. Take at most {_LONGEST}.")
    if _is_common(plain, name=name):
        raise SetUpError("Many people would try this passphrase. Take words that only you would.")


def encoded(passphrase: str) -> str:
    """What is kept of a passphrase: Argon2id with its salt and cost."""
    kept = Argon2id(
        salt=new_row_key(), length=32, iterations=_ROUNDS, lanes=1, memory_cost=MEMORY_KIB
    )
    with _at_once:
        return kept.derive_phc_encoded(_plain(passphrase).encode())


def fits(passphrase: str, kept: str | None) -> bool:
    """This passphrase was kept so; takes as long when there is none."""
    plain = _plain(passphrase[: _LONGEST + 1])
    try:
        with _at_once:
            Argon2id.verify_phc_encoded(plain.encode(), kept or _of_nobody())
    except InvalidKey:
        return False
    return kept is not None


def _of_nobody() -> str:
    """A hash at our cost that no passphrase has."""
    return f"$argon2id$v=19$m={MEMORY_KIB},t={_ROUNDS},p=1${'c2FsdCBvZiBub2JvZHk'}${'A' * 43}"


def _is_common(plain: str, *, name: str) -> bool:
    rest = _signs(plain)
    if len(set(rest)) < _FEWEST_SIGNS:
        return True
    words = [*_COMMON, _signs(name)] if _signs(name) else [*_COMMON]
    for known in sorted(words, key=len, reverse=True):
        rest = rest.replace(known, "")
    if len(rest) < _FEWEST_SIGNS:
        return True
    guesses = zxcvbn(plain[:_LOOKED_AT], user_inputs=[name, "common", "table"])["guesses_log10"]
    return float(guesses) < _FEWEST_GUESSES


def _signs(text: str) -> str:
    """Without what is put between words."""
    return "".join(sign for sign in text.lower() if sign.isalnum() or not sign.isascii())


def _plain(passphrase: str) -> str:
    """The same letters however a keyboard composes them."""
    return unicodedata.normalize("NFKC", passphrase).encode(errors="replace").decode()

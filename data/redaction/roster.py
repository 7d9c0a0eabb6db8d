"""Names of people who were invited, checked against a text without being held.

Only fingerprints of single names are kept, made with a key that is destroyed when the redaction is
signed off. Whoever has the key and the fingerprints can try names out; so the two lie apart.
"""

import hashlib
import hmac
import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field

from data.redaction.words import chosen

SHORTEST_KEY = 32
_NAMES = re.compile(r"[^\W\d_]+")
_PARTICLES = chosen("particles")


def normalised(word: str) -> str:
    """A word without case, accents and ligatures, so that Núñez and NUNEZ are the same name."""
    apart = unicodedata.normalize("NFKD", word.casefold())
    return "".join(sign for sign in apart if not unicodedata.combining(sign))


def fingerprint(word: str, *, key: bytes) -> bytes:
    """HMAC-SHA256 of a normalised word, 32 bytes.

    Raises:
        ValueError: the key is shorter than 32 bytes.
    """
    if len(key) < SHORTEST_KEY:
        raise ValueError(f"a key of {len(key)} bytes: at least {SHORTEST_KEY} are needed.")
    return hmac.digest(key, normalised(word).encode(), hashlib.sha256)


def blinded(names: Iterable[str], *, key: bytes) -> frozenset[bytes]:
    """Fingerprints of all single names in full names; particles such as 'de la' are left out.

    Args:
        names: of the contact book, as written there.
        key: 32 random bytes or more.
    """
    words = (word for name in names for word in _NAMES.findall(unicodedata.normalize("NFC", name)))
    return frozenset(
        fingerprint(word, key=key)
        for word in words
        if len(word) > 1 and normalised(word) not in _PARTICLES
    )


@dataclass(frozen=True, slots=True)
class Roster:
    """Answers whether a word is somebody's name; holds no name.

    Attributes:
        fingerprints: as `blinded` made them.
        key: with which they were made; never shown.
    """

    fingerprints: frozenset[bytes] = field(repr=False)
    key: bytes = field(repr=False)

    def __contains__(self, word: str) -> bool:
        return fingerprint(word, key=self.key) in self.fingerprints

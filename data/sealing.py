"""The only cryptography of answers: sealed ballots and drafts that only a link opens.

A ballot is sealed for the wave's public key: an ephemeral X25519 key, HKDF-SHA256, ChaCha20-
Poly1305. A draft is sealed under a key made from the respondent's link and a secret that is kept
with the wave's private key. Both are padded, so that their length says next to nothing.
"""

import os
from dataclasses import dataclass, field

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

STEP = 8192
_VERSION = b"\x01"
_ONCE = bytes(12)  # a ballot's key is used for one message, so its nonce need not vary
_LENGTH_BYTES = 4


class SealBroken(ValueError):
    """This is not a sheet that was sealed for this wave, or not as it was sealed."""


@dataclass(frozen=True, slots=True)
class WaveKey:
    """What opens a wave's ballots and, together with a link, a draft.

    Attributes:
        private: 32 bytes, X25519.
        drafts: 32 random bytes, half of what opens a draft.
    """

    private: bytes = field(repr=False)
    drafts: bytes = field(repr=False)

    @property
    def public(self) -> bytes:
        """What seals a ballot; may be known to all."""
        private = X25519PrivateKey.from_private_bytes(self.private)
        return private.public_key().public_bytes_raw()


def new_wave_key() -> WaveKey:
    """A fresh key for one wave."""
    return WaveKey(private=X25519PrivateKey.generate().private_bytes_raw(), drafts=os.urandom(32))


def seal(plain: bytes, *, public_key: bytes, wave_id: str, room: int = 0) -> bytes:
    """A ballot that only the wave's key opens, in steps of 8 KiB.

    Args:
        room: all that hold this many bytes or fewer come out equally long.
    """
    ephemeral = X25519PrivateKey.generate()
    public = ephemeral.public_key().public_bytes_raw()
    shared = ephemeral.exchange(X25519PublicKey.from_public_bytes(public_key))
    key = _derive(shared, salt=public + public_key, purpose="ballot", wave_id=wave_id)
    sealed = ChaCha20Poly1305(key).encrypt(_ONCE, _padded(plain, room), wave_id.encode())
    return _VERSION + public + sealed


def unseal(ballot: bytes, *, key: WaveKey, wave_id: str) -> bytes:
    """What was sealed.

    Raises:
        SealBroken: the ballot was sealed for another wave or was changed.
    """
    public = ballot[1:33]
    if ballot[:1] != _VERSION or len(public) != 32:
        raise SealBroken(f"wave {wave_id}: a ballot of {len(ballot)} bytes is not one of ours.")
    shared = _shared(public, key=key, wave_id=wave_id)
    secret = _derive(shared, salt=public + key.public, purpose="ballot", wave_id=wave_id)
    return _decrypted(ballot[33:], secret=secret, nonce=_ONCE, wave_id=wave_id)


def draft_row(secret: str, *, key: WaveKey, wave_id: str) -> bytes:
    """The key of a draft's row; without the wave's secret it joins to no invitation."""
    return _derive(secret.encode(), salt=key.drafts, purpose="draft row", wave_id=wave_id)


def seal_draft(plain: bytes, *, secret: str, key: WaveKey, wave_id: str, room: int = 0) -> bytes:
    """A draft that only this link and the wave's key together open; `room` as for a ballot."""
    own = _derive(secret.encode(), salt=key.drafts, purpose="draft", wave_id=wave_id)
    nonce = os.urandom(12)
    return nonce + ChaCha20Poly1305(own).encrypt(nonce, _padded(plain, room), wave_id.encode())


def unseal_draft(draft: bytes, *, secret: str, key: WaveKey, wave_id: str) -> bytes:
    """What was kept.

    Raises:
        SealBroken: the draft belongs to another link or wave, or was changed.
    """
    own = _derive(secret.encode(), salt=key.drafts, purpose="draft", wave_id=wave_id)
    return _decrypted(draft[12:], secret=own, nonce=draft[:12], wave_id=wave_id)


def _shared(public: bytes, *, key: WaveKey, wave_id: str) -> bytes:
    private = X25519PrivateKey.from_private_bytes(key.private)
    try:
        return private.exchange(X25519PublicKey.from_public_bytes(public))
    except ValueError:  # a public key that would make the secret known to all
        raise SealBroken(f"wave {wave_id}: a ballot names a key that nobody uses.") from None


def _derive(material: bytes, *, salt: bytes, purpose: str, wave_id: str) -> bytes:
    info = f"common table/{purpose}/{wave_id}".encode()
    return HKDF(algorithm=SHA256(), length=32, salt=salt, info=info).derive(material)


def _decrypted(sealed: bytes, *, secret: bytes, nonce: bytes, wave_id: str) -> bytes:
    try:
        padded = ChaCha20Poly1305(secret).decrypt(nonce, sealed, wave_id.encode())
    except (InvalidTag, ValueError):
        raise SealBroken(
            f"wave {wave_id}: a sealed sheet does not open with this key; it was sealed with "
            "another one, or changed."
        ) from None
    length = int.from_bytes(padded[:_LENGTH_BYTES])
    return padded[_LENGTH_BYTES : _LENGTH_BYTES + length]


def _padded(plain: bytes, room: int) -> bytes:
    framed = len(plain).to_bytes(_LENGTH_BYTES) + plain
    least = max(len(framed), _LENGTH_BYTES + room)
    return framed.ljust(least + -least % STEP, b"\0")

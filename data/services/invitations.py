"""Issue links and codes, and know them again by their fingerprints."""

import hmac
from collections.abc import Callable
from typing import TypeVar

from data.clock import seconds
from data.counted import count
from data.services import audit_log
from data.services.authority import RESPONDENT, as_actor
from data.services.errors import NotFound, TooManyGuesses, WaveStateError
from data.services.wave_views import load, load_for, view, wrong_state
from data.settings import settings
from data.store import access as guesses
from data.store import invitations as store
from data.store.invitations import InvitationRecord, Made, NewSecret
from data.tokens import fingerprint, is_link, new_code, new_link, plain_code
from data.views import Kind, Seat, Slip

__all__ = [
    "Kind",
    "NotFound",
    "Seat",
    "Slip",
    "TooManyGuesses",
    "WaveStateError",
    "find",
    "has_codes",
    "is_proof",
    "issue",
    "proof_of",
    "reissue_unused",
]

_Found = TypeVar("_Found")
_WRONG_CODES_A_MINUTE = 60
_PURPOSE = "invitation"
_PROOF_PURPOSE = "code that was found right"


def issue(wave_id: str, kind: Kind) -> tuple[Slip, ...]:
    """One slip for each seat that has none yet. They are seen once, here; keep them safe.

    Raises:
        WaveStateError: the wave is not open.
        NotFound: there is no such wave.
    """
    make = _maker(kind)
    record = load_for("invitations.issue", wave_id)
    audit_log.record("invitations.issue", team_id=record.team_id, about=wave_id, kind=kind)
    made = store.fill_seats(wave_id, kind=kind, make=make)
    if made is None:
        raise wrong_state(load(wave_id), needed="open", to="invite people")
    return _slips(wave_id, made)


def reissue_unused(wave_id: str, kind: Kind) -> tuple[Slip, ...]:
    """New slips for all seats; the ones that are out stop working.

    Only until the first answer is in: after that the number of new slips would show how many of
    each group have answered.

    Raises:
        WaveStateError: the wave is not open, or somebody has answered.
        NotFound: there is no such wave.
    """
    make = _maker(kind)
    record = load_for("invitations.replace", wave_id)
    audit_log.record("invitations.replace", team_id=record.team_id, about=wave_id, kind=kind)
    made = store.replace_all(wave_id, kind=kind, make=make)
    if made is None:
        raise _why_not(wave_id)
    return _slips(wave_id, made)


def has_codes(wave_id: str) -> bool:
    """Whether codes to draw from a hat were made for an open wave; not how many, nor for whom.

    Raises:
        NotFound: there is no such wave.
    """
    load_for("wave.see", wave_id)
    return store.has_codes(wave_id)


@as_actor(RESPONDENT)
def find(secret: str, *, proven: bool = False) -> Seat | None:
    """The seat that a link or code is for; looking burns nothing.

    Args:
        proven: the browser has brought the proof of this code, so it is no guess.

    Raises:
        TooManyGuesses: too many wrong codes came in this minute. Links and proven codes are not
            affected.
    """
    found = invitation_of(secret, proven=proven)
    return None if found is None else Seat(wave_id=found.wave_id, key=found.token_hash)


def proof_of(secret: str) -> str:
    """What a browser gets with a code that was found right; nobody can make it up."""
    return fingerprint(plain_secret(secret) or secret, purpose=_PROOF_PURPOSE).hex()


def is_proof(proof: str, *, secret: str) -> bool:
    """This was given out by `proof_of` for the same code."""
    return hmac.compare_digest(proof.encode(), proof_of(secret).encode())


def invitation_of(secret: str, *, proven: bool = False) -> InvitationRecord | None:
    """The invitation of a link or code, for services only.

    Raises:
        TooManyGuesses: too many wrong codes came in this minute, and this one is not proven.
    """
    return found_by(store.invitation, secret, proven=proven)


def found_by(
    look: Callable[[bytes], _Found | None], secret: str, *, proven: bool = False
) -> _Found | None:
    """What a look into the store finds by the fingerprint of a link or code; for services only.

    Raises:
        TooManyGuesses: as `invitation_of`.
    """
    plain = plain_secret(secret)
    if plain is None:
        return None
    found = look(fingerprint(plain, purpose=_PURPOSE))
    if not is_link(plain) and not proven:
        _limit_guesses(found_one=found is not None)
    return found


def plain_secret(secret: str) -> str | None:
    """A link's secret as it is, a code without what people type around it, else None."""
    return secret if is_link(secret) else plain_code(secret)


def _limit_guesses(*, found_one: bool) -> None:
    """Count wrong codes; over the limit nobody learns whether a code was right."""
    minute = seconds() // 60
    if guesses.wrong_codes(minute) >= _WRONG_CODES_A_MINUTE:
        count("wrong codes")
        raise TooManyGuesses("Many wrong codes are coming in. Wait a minute, then try again.")
    if not found_one:
        guesses.count_wrong_code(minute)


def _maker(kind: Kind) -> Callable[[], NewSecret]:
    make = {"link": new_link, "code": new_code}.get(kind)
    if make is None:
        raise ValueError(f"an invitation is a 'link' or a 'code', not '{kind}'.")

    def new_secret() -> NewSecret:
        secret = make()
        plain = plain_secret(secret) or secret
        return NewSecret(secret=secret, token_hash=fingerprint(plain, purpose=_PURPOSE))

    return new_secret


def _slips(wave_id: str, made: Made) -> tuple[Slip, ...]:
    names = {group.code: group.name for group in view(load(wave_id)).groups}
    address = settings().public_url
    return tuple(
        Slip(
            group_code=code,
            group_name=names[code],
            secret=secret,
            url=f"{address}/join/{plain_secret(secret)}",
        )
        for code, secret in made
    )


def _why_not(wave_id: str) -> WaveStateError:
    record = load(wave_id)
    if record.state != "open":
        return wrong_state(record, needed="open", to="invite people")
    return WaveStateError(
        "Somebody has answered already. New slips now would show how many of each group have; "
        "the ones that are out keep working."
    )

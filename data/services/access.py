"""Signing in and out: name and passphrase, a code from a phone, and sessions that run out.

A session is looked up in the database on every step that somebody takes.
"""

from contextlib import suppress
from dataclasses import dataclass, field

from data.clock import seconds, today
from data.services import audit_log, second_step
from data.services.authority import Actor, acting
from data.services.errors import SetUpError, SignInError, StorageError
from data.services.passphrases import SHORTEST, check_passphrase, encoded, fits
from data.services.sessions import (
    Ending,
    Stage,
    Ticket,
    account_at,
    actor_of,
    ending,
    sign_out,
    stage_of,
    ticket,
    token_hash_of,
    whole_instead,
)
from data.services.texts import folded, tidy
from data.services.tries import count_set_up, count_try, no_way_in, set_up_was_wrong, was_wrong
from data.settings import settings
from data.store import access as store
from data.store.access import AccountRecord
from data.tokens import fingerprint, new_code, new_id, plain_code

__all__ = [
    "SHORTEST_PASSPHRASE",
    "Ending",
    "Enrolment",
    "SetUpError",
    "SignInError",
    "Stage",
    "Ticket",
    "actor_of",
    "begin",
    "begin_enrolment",
    "confirm_enrolment",
    "confirm_passphrase",
    "ending",
    "enrolling_takes_passphrase",
    "ensure_setup_code",
    "finish",
    "is_set_up",
    "redeem",
    "set_up",
    "sign_out",
    "stage_of",
]

SHORTEST_PASSPHRASE = SHORTEST
CODE_LENGTH = 12
_LONGEST_NAME = 120
NOTHING_PROVEN: dict[str, object] = {
    "state": "invited",
    "passphrase": None,
    "totp_secret": None,
    "totp_step": 0,
    "wrong_tries": 0,
    "refused_until": 0,
    "outside": None,
    "made_for": None,
}
"""Of an account that waits for its code to be typed."""

_NOT_RIGHT = "The name or the passphrase is not right. Check capital letters and spaces."
_TOO_LONG = "This took too long. Type your name and passphrase again."
_HAS_ONE = "A second step is set up already. Ask an administrator for a reset."
_NO_CODE = "This code does not work. Ask for a new one, or type your name and the code once more."


@dataclass(frozen=True, slots=True)
class Enrolment:
    """What an authenticator app needs, seen once.

    Attributes:
        secret: to type, in fours.
        address: for a QR code.
    """

    secret: str = field(repr=False)
    address: str = field(repr=False)


def ensure_setup_code() -> str | None:
    """A fresh one-time code to print while nobody can sign in; earlier codes stop working."""
    code = new_code(CODE_LENGTH)
    return code if store.keep_setup_code(code_hash(code, account_id="")) else None


def is_set_up() -> bool:
    """Somebody can sign in."""
    return store.anybody()


def set_up(code: str, name: str, passphrase: str) -> Ticket:
    """The first account, with the one-time code: it sees to accounts and may start teams.

    Teams that were made at the machine before, such as the demo team, are theirs.

    Raises:
        SetUpError: the code is wrong, the name or the passphrase will not do, or there is one.
    """
    if is_set_up():
        raise SetUpError("Somebody has set this up already. Sign in.")
    signing = sign_in_name(name)
    check_passphrase(passphrase, name=signing)
    hashed = code_hash(code, account_id="")
    wanted, tries = count_set_up()
    if wanted is None or wanted != hashed:
        set_up_was_wrong(tries)
        raise SetUpError("This is not the set-up code. It is the one that the last start printed.")
    account_id = new_id()
    values = blank_account(account_id, name=signing, shown=tidy(name)) | {
        "admin": True,
        "starts_teams": True,
        "state": "active",
        "passphrase": encoded(passphrase),
    }
    if not store.add_first_account(values, code_hash=hashed, day=today()):
        raise SetUpError("This code was used just now. Sign in, or start again for a new code.")
    note(account_id, "account.first")
    with suppress(StorageError):  # the account is there; the anchor of the day vouches for it
        audit_log.keep_anchor()
    return ticket(account_id)


def begin(name: str, passphrase: str) -> Ticket:
    """The first step of signing in.

    Raises:
        SignInError: name or passphrase is wrong, nobody can sign in, or there were too many tries.
    """
    found = store.account_named(folded(name)[:_LONGEST_NAME])
    if found is None or found.state != "active":
        fits(passphrase, None)
        no_way_in(found)
        raise SignInError(_NOT_RIGHT)
    tries = count_try(found)
    if not fits(passphrase, found.passphrase):
        was_wrong(found, "passphrase", tries=tries)
        raise SignInError(_NOT_RIGHT)
    made = _past_the_first_step(found)
    now = store.account(found.id)
    if now is None or now.passphrase != found.passphrase:  # it was changed in this moment
        sign_out(made.token)
        raise SignInError(_NOT_RIGHT)
    note(found.id, "sign-in" if made.stage == "whole" else "sign-in.first-step")
    return made


def confirm_passphrase(account: AccountRecord, passphrase: str) -> None:
    """Whoever is signed in proves once more that it is they.

    Raises:
        SignInError: the passphrase is wrong, there is none, or there were too many wrong tries.
    """
    if account.passphrase is None:
        raise SignInError("You sign in with your organization, so there is no passphrase here.")
    tries = count_try(account)
    if not fits(passphrase, account.passphrase):
        was_wrong(account, "passphrase once more", tries=tries)
        raise SignInError("This is not your passphrase. Check capital letters and spaces.")
    store.forgive_tries(account.id)


def finish(token: str | None, code: str) -> Ticket:
    """The second step: a code from the phone, or a recovery code, once each.

    Returns:
        A new session; the half one is over.

    Raises:
        SignInError: the code is wrong or used, or the first step is too long ago.
    """
    account = account_at(token, "second_step")
    if account is None:
        raise SignInError(_TOO_LONG)
    tries = count_try(account)
    with_recovery = _is_right(account, code)
    if with_recovery is None:
        was_wrong(account, "code from the phone", tries=tries)
        raise SignInError(
            "This code is not right. Type the six digits that your app shows now; each works once."
        )
    store.forgive_tries(account.id)
    note(account.id, "sign-in.recovery" if with_recovery else "sign-in")
    made = whole_instead(token, account.id)
    if made is None:  # all sessions were ended in this moment
        raise SignInError(_TOO_LONG)
    return made


def enrolling_takes_passphrase(token: str | None) -> bool:
    """Whether whoever sets up a second step now must give the passphrase first, once more.

    Somebody who has just given it, or who signs in with their organization only, need not.

    Raises:
        SignInError: there is no session, or the account has a second step already.
    """
    account = _without_second_step(token)
    return account.passphrase is not None and stage_of(token) == "whole"


def begin_enrolment(token: str | None, passphrase: str = "") -> Enrolment:
    """A fresh secret for an authenticator app; it counts once a first code has come.

    Raises:
        SignInError: there is no session, the account has a second step already, or the passphrase
            is asked for and wrong.
    """
    account = _without_second_step(token)
    if enrolling_takes_passphrase(token):
        confirm_passphrase(account, passphrase)
    secret = second_step.new_secret()
    kept = second_step.sealed(secret, account_id=account.id)
    if not store.begin_second_step(account.id, kept):
        raise SignInError(_HAS_ONE)
    return Enrolment(
        secret=second_step.written(secret),
        address=second_step.address(secret, name=account.shown),
    )


def confirm_enrolment(token: str | None, code: str) -> tuple[Ticket, tuple[str, ...]]:
    """The first code of a new second step.

    Returns:
        A new session, and ten recovery codes that are seen once.

    Raises:
        SignInError: the code is wrong, or nothing was begun.
    """
    account = _somebody(token)
    if account.has_second_step or account.totp_secret is None:
        raise SignInError("Begin again: show the QR code, then type the six digits.")
    tries = count_try(account)
    step = _step(account, code)
    codes = second_step.new_recovery_codes()
    hashes = [second_step.recovery_hash(one, account_id=account.id) for one in codes]
    kept = [each for each in hashes if each is not None]
    secret, session = account.totp_secret, token_hash_of(token or "")
    if step is None or not store.confirm_second_step(
        account.id, step, secret=secret, hashes=kept, session=session
    ):
        was_wrong(account, "first code from the phone", tries=tries)
        raise SignInError(
            "This code is not right. Type the six digits that your app shows now. If they never "
            "fit, the clock of the phone or of this machine is off."
        )
    note(account.id, "account.second-step")
    return ticket(account.id), codes


def redeem(name: str, code: str, passphrase: str) -> Ticket:
    """Use the typed code of an invitation or a reset, and choose a passphrase.

    Raises:
        SetUpError: the code is wrong, used or too old, or the passphrase will not do.
        SignInError: there were too many wrong tries.
    """
    check_passphrase(passphrase, name=folded(name))
    found = store.account_named(folded(name)[:_LONGEST_NAME])
    if found is None or found.state == "disabled":
        no_way_in(found)
        raise SetUpError(_NO_CODE)
    tries = count_try(found)
    hashed = code_hash(code, account_id=found.id)
    if found.code_hash != hashed or found.code_until < seconds():
        was_wrong(found, "code of an invitation", tries=tries)
        raise SetUpError(_NO_CODE)
    values = {"passphrase": encoded(passphrase), "state": "active", "code_until": 0}
    values["made_for"] = None
    clean = {"totp_secret": None, "totp_step": 0, "wrong_tries": 0, "refused_until": 0}
    if not store.redeem(found.id, values | clean, code_hash=hashed):
        raise SetUpError(_NO_CODE)
    note(found.id, "account.redeem")
    return ticket(found.id, "enrol" if settings().second_step_needed else "whole")


def sign_in_name(name: str) -> str:
    """A name for signing in as it is kept.

    Raises:
        SetUpError: it is empty or too long.
    """
    kept = folded(name)
    if not kept:
        raise SetUpError("A name is missing. An e-mail address works well as a name.")
    if len(kept) > _LONGEST_NAME:
        raise SetUpError(f"This name has {len(kept)} characters. Use at most {_LONGEST_NAME}.")
    return kept


def blank_account(account_id: str, *, name: str, shown: str) -> dict[str, object]:
    """Every column of an account that can do nothing yet."""
    known = {"id": account_id, "name": name, "shown": shown, "admin": False, "starts_teams": False}
    return known | {"code_hash": None, "code_until": 0} | NOTHING_PROVEN


def code_hash(code: str, *, account_id: str) -> bytes:
    """What is kept of a set-up, invitation or reset code."""
    plain = plain_code(code, length=CODE_LENGTH) or ""
    return fingerprint(plain, purpose=f"set-up\0{account_id}")


def note(account_id: str, action: str) -> None:
    """An entry of the log by the one who signs in."""
    found = store.account(account_id)
    if found is not None:
        with acting(Actor(id=found.id, name=found.shown, kind="person")):
            audit_log.record(action, about=found.id)


def _past_the_first_step(account: AccountRecord) -> Ticket:
    if account.has_second_step:
        store.forgive_one_try(account.id)
        return ticket(account.id, "second_step")
    store.forgive_tries(account.id)
    return ticket(account.id, "enrol" if settings().second_step_needed else "whole")


def _somebody(token: str | None) -> AccountRecord:
    """Whoever may set up a second step now: it is asked for, or they are in already."""
    found = account_at(token, "enrol", "whole")
    if found is None:
        raise SignInError("This took too long. Sign in again.")
    return found


def _without_second_step(token: str | None) -> AccountRecord:
    account = _somebody(token)
    if account.has_second_step:
        raise SignInError(_HAS_ONE)
    return account


def _is_right(account: AccountRecord, code: str) -> bool | None:
    """False for a code from the phone, True for a recovery code, None for neither."""
    step = _step(account, code)
    if step is not None:
        taken = store.take_step(account.id, step, secret=account.totp_secret or b"")
        return False if taken else None
    hashed = second_step.recovery_hash(code, account_id=account.id)
    if hashed is not None and store.take_recovery_code(account.id, hashed):
        return True
    return None


def _step(account: AccountRecord, code: str) -> int | None:
    secret = second_step.opened(account.totp_secret or b"", account_id=account.id)
    return None if secret is None else second_step.step_of(code, secret=secret, now=seconds())

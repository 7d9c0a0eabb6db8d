"""What somebody does to their own account while they are signed in."""

from data.services import audit_log, second_step, sessions
from data.services.access import confirm_passphrase
from data.services.authority import actor
from data.services.errors import NotAllowed, SignInError
from data.services.passphrases import check_passphrase, encoded
from data.store import access as store
from data.store import session_ends
from data.store.access import AccountRecord
from data.views import OwnAccount, OwnSession

__all__ = [
    "OwnAccount",
    "OwnSession",
    "change_passphrase",
    "end_session",
    "new_recovery_codes",
    "own_account",
    "own_sessions",
    "sign_out_all",
]


def own_account() -> OwnAccount:
    """What one may know of one's own account.

    Raises:
        NotAllowed: whoever acts has no account.
    """
    record = _own()
    return OwnAccount(
        id=record.id,
        name=record.shown,
        has_passphrase=record.passphrase is not None,
        has_second_step=record.has_second_step,
        recovery_codes=store.recovery_codes_left(record.id),
    )


def change_passphrase(old: str, new: str) -> None:
    """Choose another passphrase; every other session of this account ends.

    Raises:
        SignInError: the old one is wrong, or there were too many wrong tries.
        SetUpError: the new one will not do.
    """
    record = _own()
    check_passphrase(new, name=record.name)
    confirm_passphrase(record, old)
    audit_log.record("account.passphrase", about=record.id)
    if not store.change_passphrase(record.id, encoded(new), instead_of=record.passphrase or ""):
        raise SignInError("Somebody changed your passphrase in this moment. Sign in again.")


def new_recovery_codes(passphrase: str) -> tuple[str, ...]:
    """Ten new recovery codes, seen once; those of before stop working.

    Raises:
        SignInError: the passphrase is wrong, or there is no second step to recover.
    """
    record = _own()
    if not record.has_second_step:
        raise SignInError("There is no second step yet, so there is nothing to recover.")
    confirm_passphrase(record, passphrase)
    codes = second_step.new_recovery_codes()
    hashes = (second_step.recovery_hash(code, account_id=record.id) for code in codes)
    audit_log.record("account.recovery-codes", about=record.id)
    store.keep_recovery_codes(record.id, [each for each in hashes if each is not None])
    return codes


def own_sessions(token: str | None) -> tuple[OwnSession, ...]:
    """Where one is signed in, newest first.

    Args:
        token: that of the browser that asks, so that it can be told from the others.
    """
    return sessions.sessions_of(_own().id, token)


def end_session(key: str) -> None:
    """Sign out in one browser; one that is signed out already stays so.

    Args:
        key: as `own_sessions` has it.
    """
    record = _own()
    audit_log.record("account.session-end", about=record.id)
    sessions.end_session(record.id, key)


def sign_out_all() -> None:
    """End every session of one's own, in every browser."""
    record = _own()
    audit_log.record("account.sign-out-all", about=record.id)
    session_ends.remove_sessions_of(record.id)


def _own() -> AccountRecord:
    found = store.account(actor().id)
    if found is None:
        raise NotAllowed("Whoever works at the machine itself has no account.")
    return found

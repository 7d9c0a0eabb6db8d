"""Wrong tries to sign in: they are counted, have to wait longer and longer, and stand in the log.

Of an account that is here each try that was looked at is an entry of its own: after a hundred in a
row it is locked, so they have an end. Tries that were not looked at, because the account has to
wait, are one entry an hour with how many there were. A name that has no account is counted and kept
nowhere, because people type their passphrase into the field of the name. No entry holds a word that
was typed. All of it is written by another thread, so the log adds nothing to the time that an
answer takes; that a try of a known name is counted first may still show in it.
"""

from data.clock import seconds
from data.counted import count
from data.services.authority import PROGRAM
from data.services.errors import SetUpError, SignInError
from data.services.written_later import Happening, write, write_once_an_hour
from data.store import access as store
from data.store.access import AccountRecord
from data.store.audit import Detail

_FREE_TRIES = 5
_FIRST_PAUSE = 30
_LONGEST_PAUSE = 15 * 60
_LOCKED_AT = 100
_FOR_GOOD = 2**31 - 1
_A_DAY = 24 * 60 * 60
_NO_WAY_IN = {
    "active": "a way that this account does not have",
    "invited": "an account that is not set up yet",
    "disabled": "an account that is switched off",
}


def count_try(account: AccountRecord) -> int:
    """Count a try of this account as wrong, before it is looked at.

    Returns:
        How many there are now, this one included.

    Raises:
        SignInError: there were too many wrong ones; this one must not be looked at.
    """
    now = seconds()
    before = store.begin_try(account.id, now, pause=pause)
    if before.refused_until > now:
        write_once_an_hour(_happening("sign-in.unseen", account))
    if before.refused_until >= _FOR_GOOD - _A_DAY:
        raise SignInError(
            "After too many wrong tries this account is locked. An administrator can reset it."
        )
    _refuse_if_paused(before.refused_until, SignInError)
    return before.wrong_tries + 1


def was_wrong(account: AccountRecord, step: str, *, tries: int) -> None:
    """Have it written down that a try that was counted was looked at and wrong.

    Args:
        step: what was wrong, in plain words.
        tries: as `count_try` returned it.
    """
    write(_happening("sign-in.wrong", account, step=step, tries=tries))
    if tries in (_FREE_TRIES, _LOCKED_AT):
        write(_happening("account.paused", account, tries=tries))


def no_way_in(account: AccountRecord | None) -> None:
    """A try with the name of an account that nobody signs in to in this way, or of none at all."""
    if account is None:
        count("unknown name")
    else:
        step = _NO_WAY_IN[account.state]
        write_once_an_hour(_happening("sign-in.wrong", account, step=step))


def count_set_up() -> tuple[bytes | None, int]:
    """Count a try with the set-up code as wrong, before it is looked at.

    Its pauses never lock: nobody could unlock them, and each start replaces the code.

    Returns:
        What is kept of the code, and how many tries there are now, this one included.

    Raises:
        SetUpError: there were too many wrong ones; this one must not be looked at.
    """
    now = seconds()
    before, wanted = store.begin_set_up(now, pause=lambda tries: pause(min(tries, _LOCKED_AT - 1)))
    if before.refused_until > now:
        write_once_an_hour(_happening("sign-in.unseen", None))
    _refuse_if_paused(before.refused_until, SetUpError)
    return wanted, before.wrong_tries + 1


def set_up_was_wrong(tries: int) -> None:
    """Have it written down that the set-up code was wrong."""
    write(_happening("sign-in.wrong", None, step="set-up code", tries=tries))


def pause(wrong_tries: int) -> int:
    """Seconds for which nobody is let in after so many wrong tries in a row."""
    if wrong_tries >= _LOCKED_AT:
        return _FOR_GOOD - seconds()
    if wrong_tries < _FREE_TRIES:
        return 0
    doublings = min(wrong_tries - _FREE_TRIES, 10)
    return min(_FIRST_PAUSE * 2**doublings, _LONGEST_PAUSE)


def _refuse_if_paused(refused_until: int, error: type[SignInError]) -> None:
    left = refused_until - seconds()
    if left > 0:
        minutes = -(-left // 60)
        wait = "a minute" if minutes == 1 else f"{minutes} minutes"
        raise error(f"There were too many wrong tries. Wait {wait}, then try again.")


def _happening(action: str, account: AccountRecord | None, **details: Detail) -> Happening:
    about = "" if account is None else account.id
    told = tuple(details.items())
    return Happening(PROGRAM.id, PROGRAM.name, action, about=about, details=told)

"""Whether the pepper in the folder of keys is the one that the database was used with.

A database says so by a mark, a fingerprint of nothing under that pepper, which lies in its backups
too. So a pepper that was lost, and another that was made in its place, does not go unnoticed.
"""

from data import keyring
from data.services import audit_log, second_step
from data.services.errors import StorageError
from data.settings import settings
from data.store import pepper_marks as store
from data.store.pepper_marks import Resting, SecondStep
from data.tokens import fingerprint

__all__ = ["StorageError", "give_up", "mark", "note", "noted", "sound", "told", "unopened"]

_PURPOSE = "backup"
GONE = ""
"""The mark of no pepper at all."""


def mark() -> str:
    """The mark of the pepper that is in its folder now; empty where there is none. Makes none."""
    there = keyring.pepper_there()
    return GONE if there is None else fingerprint("", purpose=_PURPOSE, under=there).hex()


def note() -> None:
    """Note the mark of the pepper, which is made where there is none, unless something rests on
    another one; then nothing is changed, and `told` says so.
    """
    known, now = store.kept(), mark()
    if known is not None and known == now != GONE:
        return
    resting = store.resting()
    untold = known is None and not resting.second_steps
    if not known and now != GONE and (untold or _any_opens()):
        store.keep(now, instead_of=known)
    elif not resting.anything:
        keyring.pepper()
        store.keep(mark(), instead_of=known)
    elif known is None:
        store.keep(GONE, instead_of=None)


def sound() -> bool:
    """The pepper is the one that the database was used with, as far as that was noted."""
    return store.kept() is None or noted()


def noted() -> bool:
    """The pepper is the one that was noted, as every start does."""
    return store.kept() == mark() != GONE


def told() -> str | None:
    """What is wrong with the pepper, what does not work, and what to do; None if all is well."""
    if sound():
        return None
    file, resting = settings().keys / "pepper", store.resting()
    what = "not there" if mark() == GONE else "another one than this database was used with"
    return (
        f"{file} is {what}, so {_dead(resting)} do not work. Put the kept pepper back and start "
        "again. If it is lost for good: common-table pepper --lost, then let people in with "
        "common-table account reset NAME, and make links and codes anew."
    )


def unopened() -> tuple[SecondStep, ...]:
    """Second steps that do not open with the pepper that is there."""
    if keyring.pepper_there() is None:
        return store.second_steps()
    return tuple(each for each in store.second_steps() if not _opens(each))


def give_up() -> bool:
    """Let the pepper that is there, or a new one, count from now on; the log says so.

    Returns:
        False where the pepper is the right one, and nothing is to be given up.
    """
    if sound():
        return False
    known = store.kept()
    audit_log.record("pepper.lost")
    keyring.pepper()
    return store.keep(mark(), instead_of=known)


def _any_opens() -> bool:
    return any(_opens(each) for each in store.second_steps())


def _opens(each: SecondStep) -> bool:
    return second_step.opened(each.sealed, account_id=each.account_id) is not None


def _dead(resting: Resting) -> str:
    """What does not work with another pepper."""
    numbers = (
        (resting.second_steps, "second steps of signing in"),
        (resting.recovery_codes, "recovery codes"),
        (resting.codes, "codes of accounts and roles"),
        (resting.links, "links and codes of open waves"),
        (resting.plans, "plans of family groups (their cards and books of contacts)"),
    )
    return (
        ", ".join(f"{number} {what}" for number, what in numbers if number)
        or "some links and codes"
    )

"""Binding an account to somebody whom an outside sign-in knows."""

from sqlalchemy import update
from sqlalchemy.exc import IntegrityError

from data.store.connections import writing
from data.tables.access import Account
from data.tables.base import table_of

_account = table_of(Account)


def bind(account_id: str, outside: str) -> bool:
    """From now on this account belongs to them; a typed code that was out for it is used up.

    An account that somebody has a passphrase for is not bound: it may be somebody else's, who took
    the name first.

    Returns:
        False when it has a passphrase, was switched off or bound meanwhile, or they have another.
    """
    untaken = _account.c.passphrase.is_(None) & _account.c.state.in_(("invited", "active"))
    free = _account.c.outside.is_(None) & untaken
    statement = update(_account).where(_account.c.id == account_id, free)
    values = {"outside": outside, "state": "active", "made_for": None}
    values |= {"code_hash": None, "code_until": 0}
    try:
        with writing() as connection:
            return connection.execute(statement.values(**values)).rowcount == 1
    except IntegrityError:
        return False

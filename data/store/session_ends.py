"""Where one session takes the place of another, and where all of an account end.

Both look at the account first, so that they come one after the other: what proves more than before
never outlives the end of all.
"""

from sqlalchemy import Connection, delete, insert, select

from data.store.connections import writing
from data.tables.access import Account, StaffSession
from data.tables.base import table_of

_account = table_of(Account)
_session = table_of(StaffSession)


def exchange(half: bytes, whole: bytes, *, account_id: str, now: int) -> bool:
    """Put a whole session in the place of one that waited for the second step.

    Args:
        half, whole: fingerprints of their tokens.

    Returns:
        False when the half one has ended; then there is no whole one.
    """
    with writing() as connection:
        _lock(connection, account_id)
        mine = (_session.c.token_hash == half) & (_session.c.account_id == account_id)
        if connection.execute(delete(_session).where(mine)).rowcount != 1:
            return False
        row = {"token_hash": whole, "account_id": account_id, "stage": "whole"}
        connection.execute(insert(_session).values(**row, started=now, seen=now))
        return True


def remove_sessions_of(account_id: str) -> None:
    """Sign out everywhere."""
    with writing() as connection:
        _lock(connection, account_id)
        connection.execute(delete(_session).where(_session.c.account_id == account_id))


def _lock(connection: Connection, account_id: str) -> None:
    """Nobody else changes this account until the transaction ends."""
    mine = select(_account.c.id).where(_account.c.id == account_id)
    connection.execute(mine.with_for_update()).all()

"""The front of the store: the engine, transactions, and the newest schema."""

from data.store.connections import StorageError, dispose, engine, is_sqlite, reading, writing
from data.store.schema import differences, downgrade, revision, upgrade

__all__ = [
    "StorageError",
    "differences",
    "dispose",
    "downgrade",
    "engine",
    "is_sqlite",
    "reading",
    "revision",
    "upgrade",
    "writing",
]

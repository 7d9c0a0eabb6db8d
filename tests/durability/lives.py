"""The product on a disk that forgets, from one power cut to the next."""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from functools import partial
from pathlib import Path
from random import Random

import pytest
import sqlalchemy

from data.services.errors import StorageError
from data.settings import settings
from data.store import connections
from data.store import database as store
from tests.durability.driver import driver
from tests.durability.unsynced import Disk

_MOST_PAGES = 1000  # the log is not emptied in the middle of an errand


def live(chance: Random, errand: Callable[[], None], *, within: int) -> bool:
    """Run an errand that a power cut ends, or that is followed by one.

    Args:
        within: the power goes at a step of writing between the first and this one.

    Returns:
        Whether the errand came to its end.
    """
    with _power(chance) as disk:
        disk.cut_after(chance.randint(1, within))
        try:
            errand()
            done = True
        except StorageError:
            assert disk.cut  # nothing else is wrong
            done = False
        if chance.random() < 0.5:
            store.dispose()  # the last one out empties the log, and may be cut off too
    assert sound()
    return done


def steps_of(errand: Callable[[], None]) -> int:
    """How many steps of writing an errand takes at least; all is put back as it was before."""
    store.dispose()
    before = {path: path.read_bytes() for path in _files_at_home()}
    with on_a_disk(Random(0), checkpoint=_MOST_PAGES) as disk:
        errand()
        steps = disk.steps
    for path in _files_at_home():
        path.unlink()
    for path, content in before.items():
        path.write_bytes(content)
    return steps


@contextmanager
def _power(chance: Random) -> Iterator[Disk]:
    """A new disk that holds what the last one left; at the end, what survives on it."""
    with on_a_disk(chance) as disk:
        try:
            yield disk
        finally:
            disk.cut = True
            store.dispose()
        disk.leave_what_survives()


@contextmanager
def on_a_disk(chance: Random, *, checkpoint: int | None = None) -> Iterator[Disk]:
    """The product's own store, engine and all, with a disk that may fail between it and its files.

    It holds what is in the home folder now.

    Args:
        checkpoint: pages in the log after which it is emptied; left to chance where it is not said.
    """
    store.dispose()
    disk = Disk(chance)
    module = driver(disk, checkpoint=checkpoint or chance.choice((5, 20, 100, _MOST_PAGES)))
    with pytest.MonkeyPatch.context() as patch:
        make = partial(sqlalchemy.create_engine, module=module)
        patch.setattr(connections, "create_engine", make)
        try:
            yield disk
        finally:
            store.dispose()
            disk.remove()


def sound() -> bool:
    """The file opens in the ordinary SQLite, and every page and link of it is in order."""
    with closing(sqlite3.connect(database_file())) as connection:
        whole = connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        return whole and not connection.execute("PRAGMA foreign_key_check").fetchall()


def database_file() -> Path:
    """Where the database of the settings is."""
    return settings().home / "common_table.db"


def _files_at_home() -> tuple[Path, ...]:
    return tuple(path for path in settings().home.rglob("*") if path.is_file())

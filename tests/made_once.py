"""What many tests of a file begin with, made once and copied for each of them."""

import copy
import functools
import shutil
import tempfile
from collections.abc import Callable
from typing import ParamSpec, TypeVar

from data.settings import settings
from data.store import contacts
from data.store import database as store

_Given = ParamSpec("_Given")
_Made = TypeVar("_Made")


def made_once(make: Callable[_Given, _Made]) -> Callable[_Given, _Made]:
    """A fixture that fills an empty home; on SQLite the whole home is copied from its first time.

    Args:
        make: takes `database` or `sqlite_database`, depends on nothing else, and returns what can
            be copied too.
    """
    homes: list[tuple[tempfile.TemporaryDirectory[str], _Made]] = []

    @functools.wraps(make)
    def made(*given: _Given.args, **named: _Given.kwargs) -> _Made:
        if not store.is_sqlite():
            return make(*given, **named)
        home = settings().home
        if homes:
            _at_rest()
            shutil.copytree(homes[0][0].name, home, dirs_exist_ok=True)
        else:
            value = make(*given, **named)
            _at_rest()
            homes.append((tempfile.TemporaryDirectory(), value))
            shutil.copytree(home, homes[0][0].name, dirs_exist_ok=True)
        return copy.deepcopy(homes[0][1])

    return made


def _at_rest() -> None:
    """Close both stores, so that nothing of them is still in a log beside them."""
    store.dispose()
    contacts.dispose()

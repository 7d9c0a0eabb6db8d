"""Whose teams the rows of a transaction may belong to.

Outside of any `within` nothing that belongs to a team can be read or written: the guard and, on
PostgreSQL, the database itself refuse.
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass


class OutsideScope(PermissionError):
    """A statement that could reach rows of other teams; nothing was done."""


@dataclass(frozen=True, slots=True)
class Scope:
    """Some teams by id, or all there are."""

    teams: frozenset[str]
    all_teams: bool = False


EVERYTHING = Scope(frozenset(), all_teams=True)
_NOTHING = Scope(frozenset())
_current: ContextVar[Scope] = ContextVar("scope", default=_NOTHING)


def scope() -> Scope:
    """The teams of this thread or task; none at first."""
    return _current.get()


@contextmanager
def within(teams: Iterable[str] | Scope) -> Iterator[None]:
    """Within this block, and in this context only, rows of these teams are there."""
    chosen = teams if isinstance(teams, Scope) else Scope(frozenset(teams))
    token = _current.set(chosen)
    try:
        yield
    finally:
        _current.reset(token)

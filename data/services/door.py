"""Through which door somebody came, for the log: a screen, an address, a command, or none.

It is never the address of a machine or of a browser; those are kept nowhere.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

BY_ITSELF = "by itself"
_door: ContextVar[str] = ContextVar("door", default="")


@contextmanager
def came_by(door: str) -> Iterator[None]:
    """Within this block, and in this context only, this is the door, such as "screen team".

    Args:
        door: made of words of ours; never of what came with a request.
    """
    token = _door.set(door)
    try:
        yield
    finally:
        _door.reset(token)


def door() -> str:
    """The door of the step that is taken; empty where nobody said."""
    return _door.get()

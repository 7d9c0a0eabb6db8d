"""What day and what second it is, in one place, so that a test or the demo team can say so."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, date, datetime

_pretended: ContextVar[date | None] = ContextVar("pretended day", default=None)


def today() -> date:
    """The day in UTC; a wave closes when its last day is over there."""
    return _pretended.get() or datetime.now(tz=UTC).date()


@contextmanager
def at_day(day: date) -> Iterator[None]:
    """Within this block, and in this thread only, it is another day."""
    token = _pretended.set(day)
    try:
        yield
    finally:
        _pretended.reset(token)


def seconds() -> int:
    """Whole seconds since 1970."""
    return int(time.time())

"""What day and what second it is, in one place, so that a test or the demo team can say so."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date, datetime, timedelta, timezone

_pretended: ContextVar[date | None] = ContextVar("pretended day", default=None)
_WHERE_A_DAY_ENDS_LAST = timezone(timedelta(hours=-12))


def today() -> date:
    """The day where it ends last on earth, twelve hours behind UTC.

    So whoever is told "through December 8" can answer until midnight there, wherever they are; and
    from early morning on it is the day that a calendar shows anywhere in the United States.
    """
    return _pretended.get() or datetime.now(tz=_WHERE_A_DAY_ENDS_LAST).date()


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

"""Whether a day can be believed before anything is destroyed by it.

A clock that is wrong for an hour must not end what was to last for months. So where the day goes
ahead by more than a week at once, nothing is destroyed by it until the clock shows a later one. A
machine that was off for long is a day late by that.
"""

import os
import tempfile
from datetime import date
from pathlib import Path

from data.clock import today
from data.settings import settings

FILE = "last-day.txt"
MOST_AT_ONCE = 7
"""So many days the clock may go ahead at once and be believed."""


def believed() -> bool:
    """Whether what is due today may be destroyed; the day is kept for the next time.

    Raises:
        OSError: the day cannot be kept, so the next one could not be told from a wrong one.
    """
    now, (last, doubted) = today(), _kept()
    if last is None or (now - last).days <= MOST_AT_ONCE or (doubted and doubted < now):
        if (last, doubted) != (now, None):
            _keep(now)
        return True
    if doubted is None or now < doubted:
        _keep(last, now)
    return False


def doubted() -> tuple[date, date] | None:
    """The last day that was believed, and the one that is not yet; None where all is well."""
    now, (last, other) = today(), _kept()
    if last is None or other is None or other < now or (now - last).days <= MOST_AT_ONCE:
        return None  # one that was set right since is no reason to doubt
    return last, other


def _kept() -> tuple[date | None, date | None]:
    """Both days of the file; a file that nobody can read is none."""
    try:
        lines = _path().read_text(encoding="utf-8").split()
        last, other = [date.fromisoformat(each) for each in lines[:2]] + [None] * (2 - len(lines))
    except (FileNotFoundError, ValueError):
        return None, None
    return last, other


def _keep(*days: date) -> None:
    path = _path()
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    descriptor, name = tempfile.mkstemp(dir=path.parent, prefix=".last-day-")
    try:
        with os.fdopen(descriptor, "w", encoding="utf-8") as file:
            file.write("".join(f"{day.isoformat()}\n" for day in days))
        Path(name).replace(path)
    except OSError:
        Path(name).unlink(missing_ok=True)
        raise


def _path() -> Path:
    return settings().home / FILE

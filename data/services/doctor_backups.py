"""The check of `doctor` of how long ago the last backup was made, and whether it is still there.

What this program made stands in the list of backups; of copies that people made nothing is known.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from data.clock import today
from data.services import backups_noted
from data.services.backups_noted import Noted
from data.services.findings import Finding, change, days_ago, fine
from data.store import health

MOST_DAYS = 7
_AHEAD = timedelta(days=1)  # backups are named by the day in UTC, which is further on
_MAKE_ONE = "make one: common-table backup FILE (deploy/README.md has that for every night)"


@dataclass(frozen=True, slots=True)
class _Found:
    """A backup that was noted.

    Attributes:
        is_there: None where the program cannot look.
    """

    day: date
    path: Path
    is_there: bool | None

    @property
    def said(self) -> str:
        """With its day and place."""
        told = f"of {self.day}, {days_ago(_days(self.day))}"
        if self.is_there:
            return f"{told}: {self.path}"
        if self.is_there is None:
            return f"{told}, in {self.path}, into which this command cannot look"
        return f"{told}; {self.path} is not there any more, so be sure that a copy is elsewhere"


def last_backup() -> Finding:
    """Made within a week, and after the last close of a wave."""
    known = [each for noted in backups_noted.noted() for each in _made(noted)]
    found = [each for each in known if each.day <= today() + _AHEAD]
    newest = max(found, key=lambda each: (each.day, bool(each.is_there)), default=None)
    if newest is None:
        return _never()
    if _days(newest.day) > MOST_DAYS:
        return change(f"the newest that is noted is {newest.said}; {_MAKE_ONE}.")
    closed = health.last_close()
    if closed is not None and closed > newest.day:
        return change(
            f"the newest that is noted is {newest.said}. A wave was closed since, on or after "
            f"{closed}: of its answers there is no other copy; {_MAKE_ONE}."
        )
    if to_come := [each for each in known if each not in found and each.is_there]:
        return change(
            f"{to_come[0].path} is of {to_come[0].day}, a day that is still to come, so a clock "
            "was wrong when it was made. Nothing ends it in time: remove it, there is a newer one."
        )
    return fine(f"{newest.said}.")


def _never() -> Finding:
    """Nothing is to be copied yet where nobody did anything for days."""
    first = health.first_known()
    if first is not None and _days(datetime.fromtimestamp(first, tz=UTC).date()) > MOST_DAYS:
        return change(f"none is noted here; {_MAKE_ONE}.")
    return fine(f"none is noted here yet; {_MAKE_ONE}.")


def _made(noted: Noted) -> Iterator[_Found]:
    """What became of a line of the list: the backups of a folder, or the one file."""
    try:
        if not noted.is_folder:
            yield _Found(noted.day, noted.path, is_there=noted.path.exists())
            return
        days = [(backups_noted.day_of(path.name), path) for path in noted.path.iterdir()]
    except FileNotFoundError:
        yield _Found(noted.day, noted.path, is_there=False)
    except OSError:
        yield _Found(noted.day, noted.path, is_there=None)
    else:
        there = [_Found(day, path, is_there=True) for day, path in days if day is not None]
        yield from there or [_Found(noted.day, noted.path / "*.backup", is_there=False)]


def _days(day: date) -> int:
    return max(0, (today() - day).days)

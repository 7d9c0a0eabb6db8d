"""Backups of the program that may still hold something that was destroyed, and until when.

What was sealed lies in them without its key. What never was, such as totals and which code lies
where, can be read in them. Contacts and sound are in no backup of the program at all.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from data.family_views import DestructionView
from data.services.authority import permit
from data.services.backups_noted import Backup, StillThere, still_there
from data.services.family_ends import destructions

_IN_NONE = ("contacts", "asked_again", "sound")
_A_DAY = timedelta(days=1)  # days of backups are those of UTC, which begin and end sooner


@dataclass(frozen=True, slots=True)
class Holding:
    """One entry of what was destroyed, and the backups from before that are still there.

    Attributes:
        backups: how many.
        until: the day on which the last of them is to be removed; None where none is left, or
            nobody said a day for one of them.
    """

    entry: DestructionView
    backups: int
    until: date | None


@dataclass(frozen=True, slots=True)
class Copies:
    """What is known of backups.

    Attributes:
        entries: what was destroyed, oldest first.
        overdue: backups that were to be removed before today.
        out_of_sight: places of backups into which the program cannot look now.
    """

    entries: tuple[Holding, ...]
    overdue: int
    out_of_sight: int


def copies(team_id: str, study_id: str, *, day: date) -> Copies:
    """What was destroyed of a plan, each with the backups that may hold it still.

    Args:
        day: today.
    """
    entries = destructions(team_id, study_id)
    permit("families.see", team_id=team_id)
    there = still_there()
    held = tuple(_holding(each, there) for each in entries)
    overdue = sum(each.until is not None and each.until < day for each in there.backups)
    return Copies(held, overdue, there.out_of_sight)


def _holding(entry: DestructionView, there: StillThere) -> Holding:
    found = [] if entry.what in _IN_NONE else list(_before(entry.done_on, there.backups))
    days = [each.until for each in found]
    until = None if None in days else max((each for each in days if each), default=None)
    return Holding(entry, len(found), until)


def _before(day: date, backups: Iterable[Backup]) -> Iterable[Backup]:
    return (each for each in backups if each.made_on <= day + _A_DAY)

"""Checks of the log of what staff did: that it is whole, and that anchors vouch for it."""

from datetime import UTC, date, datetime

from data.services import anchors, audit_log
from data.services.anchors import NotAnAnchor
from data.services.findings import Finding, change, fine
from data.store import audit as store

MOST_DAYS = 3
"""So many days an entry may be without an anchor; the program keeps one a day."""


def whole() -> Finding:
    """Nothing in it was changed, taken out or cut off, as far as can be told here."""
    try:
        found = audit_log.verify(audit_log.kept_anchors())
    except NotAnAnchor as said:
        return change(str(said))
    if found.ok:
        return fine(f"{found.entries} entries, each follows the one before.")
    more = f" (and {len(found.problems) - 1} more)" if found.problems[1:] else ""
    return change(
        f"{found.problems[0].removesuffix('.')}{more}. All of it: common-table audit-log verify. "
        "Either an older backup was restored, and README.md, 'Where data lives', says what to do "
        "then; or somebody changed the log."
    )


def anchored() -> Finding:
    """What was written some days ago is vouched for, so that a change of it would show."""
    last, head = anchors.last_kept(), store.head()
    covered = 0 if last is None else anchors.parse(last.text).number
    newest = "there is none" if last is None else f"the newest is of {last.day}, of entry {covered}"
    if head.number <= covered:
        return fine(f"{newest}; nothing was written since.")
    first = _day_of(covered + 1)
    told = f"{newest}; entry {covered + 1} is of {first}, and {head.number} is the last"
    if (anchors.this_day() - first).days <= MOST_DAYS:
        return fine(f"{told}.")
    return change(
        f"{told}. What no anchor vouches for can be written anew unseen. If the file was taken "
        "away, put back the copy; if not, the program keeps an anchor a day: start it, and see "
        "that it may write audit-anchors.txt."
    )


def _day_of(number: int) -> date:
    """The day of an entry, or of the one before it where it is gone."""
    (record,) = store.page(team_id=None, before=number + 1, limit=1) or store.page(
        team_id=None, before=None, limit=1
    )
    return datetime.fromtimestamp(record.entry.at, tz=UTC).date()

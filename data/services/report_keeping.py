"""How long made reports are kept, and the keys of those that hold words of families.

Whoever takes their words back was promised that no copy of them opens any more. So such a file is
kept sealed; all of a team end with their keys in that moment, those that are still being made too.
"""

import base64
from collections.abc import Collection
from datetime import timedelta

from data import sealed_words
from data.clock import today
from data.store import reports as store
from data.store.scope import EVERYTHING, within

KEEP_DAYS = 7
"""Days for which a file is kept, unless a newer one of the same kind is made before."""
THEMES = "themes"
"""The part of a report that may quote somebody."""

_PLACE = "made report"


def holds_words(parts: Collection[str]) -> bool:
    """A report with these parts may hold words of families."""
    return THEMES in parts


def owner(report_id: str) -> str:
    """Whose key a report is sealed with: its own."""
    return f"report-{report_id}"


def seal(report_id: str, content: bytes) -> bytes:
    """A file that opens as long as its key is there.

    Raises:
        WordsGone: the key was destroyed meanwhile.
    """
    text = base64.b64encode(content).decode()
    return sealed_words.seal(text, owner=owner(report_id), place=_PLACE)


def unseal(report_id: str, content: bytes) -> bytes:
    """The file.

    Raises:
        WordsGone: the key was destroyed.
    """
    text = sealed_words.unseal(content, owner=owner(report_id), place=_PLACE)
    return base64.b64decode(text)


def owners(team_id: str) -> tuple[str, ...]:
    """Whose keys end with a team."""
    return tuple(owner(row["id"]) for row in _sealed(team_id))


def forget(team_id: str) -> None:
    """End every made report of a team that may hold words of families; nothing if there is none."""
    with within(EVERYTHING):  # whoever takes words back holds a card and no role
        rows = _sealed(team_id)
        destroy_keys(rows)
        if rows:
            store.remove(team_id, [row["id"] for row in rows])


def remove_old() -> int:
    """Remove every team's reports whose days are over; how many there were."""
    gone = store.remove_older(today() - timedelta(days=KEEP_DAYS))
    destroy_keys(gone)
    return len(gone)


def destroy_keys(rows: Collection[store.Row]) -> None:
    """End what was sealed in these reports."""
    for row in rows:
        if holds_words(row["parts"]):
            sealed_words.destroy(owner(row["id"]))


def _sealed(team_id: str) -> tuple[store.Row, ...]:
    return tuple(row for row in store.listed(team_id) if holds_words(row["parts"]))

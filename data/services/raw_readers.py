"""Who reads what was said in a session while names may still be in it.

Everybody with that role may, unless the session names some of the plan's list. It does so where
somebody who comes said that one on the list is part of their case: that person is asked to a
session which other people run. Nobody writes down who it is; so the names here are of those who
read, chosen before anybody sits down, and of nobody who may not.
"""

from data.family_views import SessionView
from data.services.authority import actor, refused
from data.services.errors import NotAllowed
from data.services.texts import folded
from data.store import families as store
from data.store.versioned import Row

UNREAD_STATES = ("raw", "redacting")
"""States in which names may still be in the words of a session."""
_NOT_YOURS = (
    "Other people were named to read what was said in this session while names are in it. You can "
    "read it once it is redacted."
)


def reads_raw(held: SessionView) -> bool:
    """Whether the one who acts may read what was said in a session while names may be in it.

    Accounts are known by their names alone. Whoever holds the machine can read whatever is on it.
    """
    return _reads(held.entry.readers)


def may_read(row: Row) -> bool:
    """Whether the one who acts may read the words of a transcript as they are now.

    Args:
        row: of the transcript.
    """
    if row["state"] not in UNREAD_STATES:
        return True
    held = store.session(row["team_id"], row["session_id"])
    return held is None or _reads(held["readers"])


def permit_raw(row: Row) -> None:
    """Go on only for somebody who may read the words of a transcript as they are now.

    Args:
        row: of the transcript.

    Raises:
        NotAllowed: names may be in them, and others were named to read them.
    """
    if row["state"] in UNREAD_STATES:
        permit_session(row["team_id"], row["session_id"])


def permit_session(team_id: str, session_id: str) -> None:
    """Go on only for somebody who may read, or bring in, words of a session with names in them.

    Raises:
        NotAllowed: others were named to read them.
    """
    held = store.session(team_id, session_id)
    if held is not None and not _reads(held["readers"]):
        refused("families.words", team_id=team_id)
        raise NotAllowed(_NOT_YOURS)


def _reads(readers: tuple[str, ...] | list[str]) -> bool:
    me = actor()
    named = {folded(each) for each in readers}
    return not named or me.kind in ("operator", "program") or folded(me.name) in named

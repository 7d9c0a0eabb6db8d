"""Who reads what was said in a session while names may still be in it.

Those whom the plan names may, and of these those whom the session names, where it names some. The
plan's list is what people read before they say yes. A session names some of it where somebody who
comes said that one on the list is part of their case: that person is asked to a session which other
people run. Nobody writes down who it is; so the names here are of those who read, chosen before
anybody sits down, and of nobody who may not. A name of the list is one account: that of this name,
or the one that the plan says.
"""

from collections.abc import Collection

from data.family_views import SessionView, StudyView
from data.services.authority import actor, refused
from data.services.errors import NotAllowed
from data.services.families import study_view
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
    return _reads(held.study_id, held.entry.readers)


def may_read(row: Row) -> bool:
    """Whether the one who acts may read the words of a transcript as they are now.

    Args:
        row: of the transcript.
    """
    if row["state"] not in UNREAD_STATES:
        return True
    held = store.session(row["team_id"], row["session_id"])
    return held is None or _reads(held["study_id"], held["readers"])


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
    if held is not None and not _reads(held["study_id"], held["readers"]):
        refused("families.words", team_id=team_id)
        raise NotAllowed(_NOT_YOURS if held["readers"] else not_listed(actor().name))


def not_listed(name: str) -> str:
    """What is said to somebody whom the plan does not name, and how that is mended.

    Args:
        name: of their account.
    """
    return (
        "People were promised that only those on a list read their words while names are in them, "
        f"and no name of it goes with the account “{name}”. You can read them once they are "
        "redacted. If you are on the list under another name, a facilitator says so in the plan: "
        "How it is run, People, Under which account they sign in."
    )


def accounts_that_read(plan: StudyView, readers: Collection[str] = ()) -> frozenset[str]:
    """The accounts, folded, that read words of a plan while names may be in them.

    Args:
        readers: those whom a session names; everybody of the list where it names none.
    """
    listed = plan.settings.accounts_of(readers or plan.settings.staff_list)
    return frozenset(map(folded, listed))


def _reads(study_id: str, readers: Collection[str]) -> bool:
    me = actor()
    if me.kind in ("operator", "program"):
        return True
    row = store.study_anywhere(study_id)
    return row is not None and folded(me.name) in accounts_that_read(study_view(row), readers)

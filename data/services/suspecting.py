"""What in words may tell who somebody is, and what a person has decided on each string.

In a transcript every string is decided on, one by one. What a team writes itself of a session, its
sheet and themes, is searched in the same way before it is kept.
"""

from collections.abc import Collection, Mapping, Sequence

from data import sealed_words
from data.family_views import SuspectView
from data.redaction import queue
from data.redaction.queue import Suspect
from data.redaction.small_forms import key_of
from data.services import contact_book
from data.services.may_tell import check_looked_at, known_places
from data.store import families as families_store
from data.store import family_words as store
from data.store.versioned import Row


def check_own_words(
    team_id: str, study_id: str, words: str, *, owner: str | None, cleared: Collection[str]
) -> None:
    """Go on only with words in which nothing may tell who somebody is, or somebody looked at it.

    Args:
        words: what a team writes itself.
        owner: a session under whose key names of the contact book are compared; None where there
            is none, and then they are not.
        cleared: strings of which the one who writes says that they tell on nobody.

    Raises:
        MayTell: something is found that is not cleared.
    """
    check_looked_at(telling(team_id, study_id, (words,), owner=owner), cleared)


def check_name(team_id: str, study_id: str, name: str, *, cleared: Collection[str]) -> None:
    """Go on only with a name of a session in which nobody is named, or somebody looked at it.

    Raises:
        MayTell: as of `check_own_words`.
    """
    keys = (row["id"] for row in families_store.sessions(team_id, study_id))
    owner = next((each for each in keys if sealed_words.opens(each)), None)
    check_own_words(team_id, study_id, name, owner=owner, cleared=cleared)


def telling(
    team_id: str, study_id: str, texts: Sequence[str], *, owner: str | None
) -> tuple[Suspect, ...]:
    """What in texts that a team wrote itself may tell who somebody is; nobody is asked here.

    Args:
        owner: as of `check_own_words`.

    Returns:
        Each string with its places; the turn of a place is the number of the text.
    """
    opens = owner is not None and sealed_words.opens(owner)
    roster = contact_book.blind_names(team_id, study_id, owner=owner) if opens and owner else None
    return queue.suspects(texts, roster=roster, places=known_places(team_id))


def suspects_in(row: Row, texts: Sequence[str]) -> tuple[SuspectView, ...]:
    """Every string that a person has to decide on, with what was decided, undecided ones first.

    Args:
        row: of the transcript.
        texts: of its turns, as they are now.
    """
    team_id = row["team_id"]
    held = families_store.session(team_id, row["session_id"])
    study_id = held["study_id"] if held else ""
    roster = contact_book.blind_names(team_id, study_id, owner=row["session_id"])
    found = queue.suspects(texts, roster=roster, places=known_places(team_id))
    decided = store.strings(team_id, row["id"])
    views = (_view(each, row, decided) for each in found)
    return tuple(sorted(views, key=lambda each: each.decided))


def names_searched(team_id: str, study_id: str) -> int:
    """How many names of people who came are looked for in words now; those that ended are not."""
    return contact_book.names_searched(team_id, study_id)


def string_hash(row: Row, text: str) -> bytes:
    """Under what a string of a transcript is kept, so that it is never kept itself."""
    return sealed_words.blind(key_of(text), owner=row["session_id"])


def _view(suspect: Suspect, row: Row, decided: Mapping[bytes, Row]) -> SuspectView:
    said = decided.get(string_hash(row, suspect.text))
    return SuspectView(
        text=suspect.text,
        forms=suspect.forms,
        kinds=suspect.kinds,
        count=suspect.count,
        contexts=suspect.contexts,
        decided=said is not None,
        replacement=None if said is None else said["replacement"],
        beside=suspect.beside,
    )

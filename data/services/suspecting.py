"""What in words may tell who somebody is, and what a person has decided on each string.

In a transcript every string is decided on, one by one. What a team writes itself of a session, its
sheet and themes, is searched in the same way before it is kept.

Names that only the book of contacts knows are among that for those who may open the book, and for
nobody else. That they were asked about one stands in the log of staff, as opening the book does.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager

from data import sealed_words
from data.family_views import SuspectView
from data.redaction import queue
from data.redaction.queue import Suspect
from data.redaction.small_forms import key_of
from data.services import audit_log, contact_book
from data.services.authority import may, refused
from data.services.errors import NotAllowed
from data.services.may_tell import MayTell, check_looked_at, known_places
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
    found = telling(team_id, study_id, (words,), owner=owner)
    with asking_the_book(team_id, study_id):
        check_looked_at(found, cleared)


@contextmanager
def asking_the_book(team_id: str, study_id: str) -> Iterator[None]:
    """Write it down where somebody is asked about a name that somebody in the book has."""
    try:
        yield
    except MayTell as asked:
        if any("roster" in each.kinds for each in asked.found):
            audit_log.record("families.contacts-met", team_id=team_id, about=study_id)
        raise


def known_to_the_book(
    team_id: str, study_id: str, texts: Sequence[str]
) -> tuple[tuple[int, str], ...]:
    """Strings in texts of a team that somebody in the book of contacts is called by.

    Whoever wrote them may not have been asked about these.

    Returns:
        The number of the text and the string, in order; nothing for whoever may not open the book.
    """
    owner = _session_that_opens(team_id, study_id)
    roster = contact_book.blind_names(team_id, study_id, owner=owner) if owner else None
    if roster is None:
        return ()
    found = (each for each in queue.suspects(texts, roster=roster) if "roster" in each.kinds)
    return tuple(sorted({(place.turn, each.text) for each in found for place in each.places}))


def check_name(team_id: str, study_id: str, name: str, *, cleared: Collection[str]) -> None:
    """Go on only with a name of a session in which nobody is named, or somebody looked at it.

    Raises:
        MayTell: as of `check_own_words`.
    """
    owner = _session_that_opens(team_id, study_id)
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

    Strings that only the book of contacts knows are among them for whoever may open it.

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


def permit_all_names(team_id: str) -> None:
    """Go on only for somebody who is asked about names that only the book of contacts knows.

    Raises:
        NotAllowed: one may not open the book.
    """
    if not may("families.contacts", team_id=team_id):
        refused("families.contacts", team_id=team_id)
        raise NotAllowed(
            "Somebody who may open the contact book finishes this: they alone are asked about "
            "names that only the book knows."
        )


def string_hash(row: Row, text: str) -> bytes:
    """Under what a string of a transcript is kept, so that it is never kept itself."""
    return sealed_words.blind(key_of(text), owner=row["session_id"])


def _session_that_opens(team_id: str, study_id: str) -> str | None:
    keys = (row["id"] for row in families_store.sessions(team_id, study_id))
    return next((each for each in keys if sealed_words.opens(each)), None)


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

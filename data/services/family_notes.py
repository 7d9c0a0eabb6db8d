"""Notes that people wrote on codes, as far as they may be in a file that is taken away.

Nobody redacts a note. So one leaves only where nobody waits to read it again, where it repeats
nothing of what stays, and holds nothing that may tell who somebody is, unless a person decided for
its session that the string may stay.
"""

from collections.abc import Collection, Iterable, Sequence

from data.family_views import CodingView, SuspectView
from data.redaction.runs import echoes
from data.services.authority import actor
from data.services.coding import codings
from data.services.errors import FamilyStateError
from data.services.read_again import waits
from data.services.suspecting import string_hash, suspects_in
from data.services.teams import permit_within
from data.services.transcripts import row_of, turns
from data.store import family_words as store
from data.store.versioned import Row

UNREAD, REPEATS, MAY_TELL = "note_unread", "note_repeats", "note_may_tell"


def notes_of(
    team_id: str, transcript_id: str, codings: Iterable[CodingView], *, staying: Sequence[str]
) -> tuple[dict[str, str], dict[str, str]]:
    """Notes on some codes of a transcript.

    Args:
        staying: everything that was said and is not in the file.

    Returns:
        Code to note for those that may leave, and code to a kind of `family_said` for the others.
    """
    row = row_of(team_id, transcript_id)
    written = {each.id: each.memo for each in codings if each.memo}
    telling = _may_tell(row, list(written.values()))
    why: dict[str, str] = {}
    for key, words in written.items():
        if waits(words):
            why[key] = UNREAD
        elif any(echoes(words, each) for each in staying):
            why[key] = REPEATS
        elif telling and _may_tell(row, [words]):
            why[key] = MAY_TELL
    return {key: words for key, words in written.items() if key not in why}, why


def strings_in_notes(team_id: str, transcript_id: str) -> tuple[SuspectView, ...]:
    """Strings for which a note that one may read stays out of files, undecided ones first.

    One that has a replacement was taken out of the words of the session, and stands in a note yet.
    """
    permit_within("families.words", team_id=team_id)
    row = row_of(team_id, transcript_id)
    notes = [each.memo for each in codings(team_id, transcript_id) if each.memo]
    return _telling(row, notes) if notes else ()


def may_stay(team_id: str, transcript_id: str, strings: Collection[str]) -> None:
    """Decide that some strings in notes tell on nobody, so that the notes may leave with them.

    Raises:
        FamilyStateError: a string is in no note, or was taken out of the words; or it stands in the
            words as well and waits for its decision at the desk.
    """
    here = strings_in_notes(team_id, transcript_id)
    row = row_of(team_id, transcript_id)
    open_ones = {each.text for each in here if not each.decided}
    said = suspects_in(row, [turn.text for turn in turns(team_id, transcript_id)])
    at_the_desk = {string_hash(row, each.text) for each in said if not each.decided}
    hashed = {string_hash(row, each): None for each in strings}
    if not set(strings) <= open_ones or not at_the_desk.isdisjoint(hashed):
        raise FamilyStateError(
            "Nothing was decided: this stands in no note any more, or it is decided with the words "
            "of the session. Look at the notes again."
        )
    store.decide(team_id, transcript_id, hashed, by=actor().name)


def _may_tell(row: Row, texts: Sequence[str]) -> bool:
    return bool(texts and _telling(row, texts))


def _telling(row: Row, texts: Sequence[str]) -> tuple[SuspectView, ...]:
    found = suspects_in(row, texts)
    return tuple(each for each in found if not each.decided or each.replacement is not None)

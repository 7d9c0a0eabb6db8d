"""Notes that people wrote on codes, as far as they may be in a file that is taken away.

Nobody redacts a note. So one leaves only where it repeats nothing of what stays, and holds nothing
that may tell who somebody is, unless a person decided for its session that the string may stay.
"""

from collections.abc import Iterable, Sequence

from data.family_views import CodingView
from data.redaction.runs import echoes
from data.services.suspecting import suspects_in
from data.services.transcripts import row_of
from data.store.versioned import Row

REPEATS, MAY_TELL = "note_repeats", "note_may_tell"


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
        if any(echoes(words, each) for each in staying):
            why[key] = REPEATS
        elif telling and _may_tell(row, [words]):
            why[key] = MAY_TELL
    return {key: words for key, words in written.items() if key not in why}, why


def _may_tell(row: Row, texts: Sequence[str]) -> bool:
    found = suspects_in(row, texts) if texts else ()
    return any(not each.decided or each.replacement is not None for each in found)

"""Notes that people wrote on codes, as far as they may be in a file that is taken away.

Nobody redacts a note. So one leaves only where it repeats nothing of what stays, and holds nothing
that may tell who somebody is, unless a person decided for its session that the string may stay.
"""

from collections.abc import Iterable, Mapping, Sequence

from data.family_views import CodingView
from data.redaction.runs import echoes
from data.services.suspecting import suspects_in
from data.services.transcripts import row_of
from data.store.versioned import Row

REPEATS = "notes on codes that may repeat words that are not in it"
MAY_TELL = "notes on codes that may tell who somebody is"
WHY: Mapping[str, str] = {
    REPEATS: "They are written like something that somebody keeps, or that is not released.",
    MAY_TELL: "A string in them was taken out of the words, or nobody has decided on it.",
}


def notes_of(
    team_id: str, transcript_id: str, codings: Iterable[CodingView], *, staying: Sequence[str]
) -> tuple[dict[str, str], dict[str, str]]:
    """Notes on some codes of a transcript.

    Args:
        staying: everything that was said and is not in the file.

    Returns:
        Code to note for those that may leave, and code to why for those that may not.
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

"""Somebody reads what may repeat a person who took their words back, where nobody types it anew.

Notes on codes, evidence and what agencies said of a finding are not written over. So whoever reads
one says that it may stand, or takes it out; until then it is in no file. The same goes for turns of
a transcript, of which only words can be taken out.
"""

from data import sealed_words
from data.family_views import TranscriptView
from data.services import audit_log
from data.services.authority import permit
from data.services.coding import codings
from data.services.errors import NotFound
from data.services.gap_findings import finding
from data.services.raw_readers import permit_raw
from data.services.read_again import read_over, waits
from data.services.teams import permit_within, team
from data.services.transcripts import row_of, save
from data.store import family_removal as removal
from data.store.family_outside import Outside
from data.store.family_rewriting import Rewritten, rewrite_beside
from data.store.versioned import Row

TAKEN_OUT = "[taken out]"
"""What stands where somebody took out what they read."""
_GONE = "Somebody has read this already. Reload the page."


def read_note(team_id: str, transcript_id: str, coding_id: str, *, keeps: bool) -> None:
    """Say of a note on a code that it may stand, or take it out.

    Raises:
        NotFound: there is no such note, one may not see it yet, or it does not wait any more.
    """
    permit_within("families.words", team_id=team_id)
    row = row_of(team_id, transcript_id)
    seen = (each for each in codings(team_id, transcript_id) if each.id == coding_id)
    found = next((each for each in seen if waits(each.memo)), None)
    if found is None:
        raise NotFound(_GONE)
    audit_log.record("families.edit", team_id=team_id, about=row["session_id"])
    owner, words = found.seat_id or row["session_id"], read_over(found.memo)
    kept = keeps and words
    sealed = sealed_words.seal(words, owner=owner, place=f"memo/{coding_id}") if kept else None
    _write(team_id, Rewritten(memos={coding_id: sealed}), keeps=keeps)


def read_turn(team_id: str, transcript_id: str, number: int, *, seen: int) -> TranscriptView:
    """Say of a turn as it now stands that it may stand; words in it are taken out at the desk.

    Raises:
        NotFound: there is no such turn, or it does not wait any more.
        NotAllowed: others were named to read what was said there.
        ChangedMeanwhile: somebody else was faster.
    """
    permit_within("families.words", team_id=team_id)
    row = row_of(team_id, transcript_id)
    permit_raw(row)
    again = row["evidence"].get("again", [])
    if number not in again:
        raise NotFound(_GONE)
    audit_log.record("families.edit", team_id=team_id, about=row["session_id"])
    left = [each for each in again if each != number]
    return save(row, {"evidence": {**row["evidence"], "again": left}}, seen=seen)


def read_evidence(team_id: str, finding_id: str, number: int, *, keeps: bool) -> None:
    """Say of a piece of evidence that it may stand, or take its words and its link out.

    Raises:
        NotFound: there is no such evidence, or it does not wait any more.
    """
    team(team_id)
    permit("resources.run", team_id=team_id)
    found = finding(team_id, finding_id).evidence
    words = next((each.entry.words for each in found if each.number == number), "")
    key = {"finding_id": finding_id, "number": number}
    more = {} if keeps else {"link": ""}
    _read(team_id, "evidence", key, words, more=more, keeps=keeps)


def read_signature(
    team_id: str, finding_id: str, agency_code: str, number: int, *, keeps: bool
) -> None:
    """Say of what an agency said of a finding that it may stand, or take its words out.

    Raises:
        NotFound: there is none, or it does not wait any more.
    """
    team(team_id)
    permit("resources.run", team_id=team_id)
    said = finding(team_id, finding_id).signatures
    mine = (each for each in said if (each.agency_code, each.number) == (agency_code, number))
    words = next((each.words for each in mine), "")
    key = {"finding_id": finding_id, "agency_code": agency_code, "number": number}
    _read(team_id, "signature", key, words, more={}, keeps=keeps)


def _read(team_id: str, kind: Outside, key: Row, words: str, *, more: Row, keeps: bool) -> None:
    if not waits(words):
        raise NotFound(_GONE)
    audit_log.record("resources.find", team_id=team_id, about=key["finding_id"])
    row = {**key, **more, "words": read_over(words) if keeps else TAKEN_OUT}
    _write(team_id, Rewritten(outside={kind: (row,)}), keeps=keeps)


def _write(team_id: str, beside: Rewritten, *, keeps: bool) -> None:
    rewrite_beside(team_id, beside)
    if not keeps:
        removal.rewrite_words(outside=True)

"""What holds words of a seat though nobody sealed it for that seat: themes, the sheet, turns.

Before the words of a seat are destroyed, what may repeat them is put before people: such a theme is
shown to nobody until somebody has read it, such a quote of another seat is read anew, and such an
answer on a sheet, or a note on a code of somebody else, of any session of the plan, begins with a
line that says so. A transcript in which somebody else may say it again goes back to the desk until
each such turn was read; of other sessions that is whoever ran them, since nobody else heard it.
Whether it is theirs, or was said by others as well, only people can tell. Runs of words that are
surely theirs do not wait: they are gone from all of these at once, and it says so there. Where
nothing is written down of a seat alone, nothing can be compared: then everything that was written
of its session may repeat it.
"""

from collections.abc import Callable, Collection, Iterable, Iterator
from contextlib import suppress
from typing import Any

from data import sealed_words
from data.clock import today
from data.redaction.runs import Run, echoes, own_runs, without_runs
from data.redaction.states import Evidence, after
from data.services.echoes_outside import marked_outside
from data.services.errors import ChangedMeanwhile
from data.services.read_again import marked
from data.services.said_again import heard, said_again
from data.services.summaries import sheet_place
from data.services.transcripts import spoken_by
from data.services.words_elsewhere import HELD
from data.store import families as studies_store
from data.store import family_themes as themes_store
from data.store import family_words as store
from data.store.family_rewriting import Rewritten, rewrite_beside
from data.store.versioned import Row

_TRIES = 20


def put_before_people(team_id: str, study_id: str, seat_id: str) -> None:
    """Hold themes and mark answers and notes that may repeat what a seat said; nobody did it.

    Nothing happens where that was done before and only the end of the seat was stopped half way.

    Raises:
        ChangedMeanwhile: others wrote all the time; nothing was marked, call again.
    """
    sessions = [row["id"] for row in studies_store.sessions(team_id, study_id)]
    seats = studies_store.seats(team_id, sessions)
    seat = next((row for row in seats if row["id"] == seat_id), None)
    if seat is None or sealed_words.stopped_half_way(seat_id, session_id=seat["session_id"]):
        return
    here = {row["id"] for row in seats if row["session_id"] == seat["session_id"]}
    for _ in range(_TRIES):
        if rewrite_beside(team_id, _marked(seat, study_id, here, sessions)):
            return
    raise ChangedMeanwhile("Others write in this plan all the time. Try again in a minute.")


def _marked(seat: Row, study_id: str, here: set[str], sessions: Collection[str]) -> Rewritten:
    """Every text that may repeat a seat, as it is to be kept.

    Args:
        here: all seats of the session.
        sessions: all sessions of the plan; where it is known what was said, all are looked at.
    """
    team_id, session_id = seat["team_id"], seat["session_id"]
    written = store.transcripts(team_id, (session_id,))
    said = [text for row in written for text in spoken_by(row, seat["id"])]
    around = tuple(sessions) if said else (session_id,)
    asked = [text for row in written for text in spoken_by(row, None)]
    without = own_runs(said, asked=asked)
    themes = [e for e in themes_store.themes(team_id, study_id) if e["state"] != "removed"]
    if not said:
        themes = list(_of_session(team_id, themes, here))

    def may_repeat(words: str) -> bool:
        return bool(words) and (not said or any(echoes(words, each) for each in said))

    def mark(words: str) -> str:
        return marked(words, without=without) if may_repeat(words) else words

    elsewhere = marked_outside(team_id, study_id, may_repeat, runs=without) if said else Rewritten()
    mine = (row for row in themes if may_repeat(row["words"]))
    here_and_in_themes = Rewritten(
        new_themes=tuple(_held(row, without) for row in mine if _is_new(row, without)),
        new_sheets=tuple(answer for each in around for answer in _answers(team_id, each, mark)),
        memos=dict(_notes(store.transcripts(team_id, around), seat["id"], mark)),
        quotes=dict(_quotes(seat, study_id, may_repeat)) if said else {},
        transcripts=dict(_said_again(seat, around)) if said else {},
    )
    return here_and_in_themes.joined(elsewhere)


def _of_session(team_id: str, themes: Iterable[Row], here: set[str]) -> Iterator[Row]:
    """Themes that somebody of a session stands behind, or nobody at all."""
    found = list(themes)
    behind: dict[str, set[str]] = {row["id"]: set() for row in found}
    for each in themes_store.supports(team_id, list(behind)):
        behind[each["theme_id"]].add(each["seat_id"])
    yield from (row for row in found if not behind[row["id"]] or behind[row["id"]] & here)


def _is_new(row: Row, without: Collection[Run]) -> bool:
    """A theme is not held yet, or words in it were taken back only now."""
    return row["state"] != HELD or without_runs(row["words"], without) != row["words"]


def _held(row: Row, without: Collection[Run]) -> Row:
    fresh = {"saved_by": "", "read_by": "", "read_by_name": ""}
    fresh["words"] = without_runs(row["words"], without)
    return {**row, "version": row["version"] + 1, "state": HELD, **fresh, **_saved()}


def _answers(team_id: str, session_id: str, mark: Callable[[str], str]) -> Iterator[dict[str, Any]]:
    """The next version of each answer that may repeat it, with the line that says so."""
    for row in store.summaries(team_id, session_id):
        question, version = row["question"], row["version"]
        with suppress(sealed_words.WordsGone):
            place = sheet_place(question, version)
            words = sealed_words.unseal(row["sealed"], owner=session_id, place=place)
            if (new := mark(words)) == words:
                continue
            place = sheet_place(question, version + 1)
            sealed = sealed_words.seal(new, owner=session_id, place=place)
            yield {**row, "version": version + 1, "sealed": sealed, **_saved()}


def _notes(
    written: Iterable[Row], seat_id: str, mark: Callable[[str], str]
) -> Iterator[tuple[str, bytes]]:
    """Notes on codes that may repeat it, sealed with that line; those of the seat end with it."""
    for row in written:
        for each in store.codings(row["team_id"], (row["id"],)):
            if each["memo"] is None or each["seat_id"] == seat_id:
                continue
            own = {"owner": each["seat_id"] or row["session_id"], "place": f"memo/{each['id']}"}
            with suppress(sealed_words.WordsGone):
                words = sealed_words.unseal(each["memo"], **own)
                if (new := mark(words)) != words:
                    yield each["id"], sealed_words.seal(new, **own)


def _quotes(
    seat: Row, study_id: str, may_repeat: Callable[[str], bool]
) -> Iterator[tuple[str, Row]]:
    """Quotes of other seats that may repeat it: a second person has to read them anew."""
    themes = [row["id"] for row in themes_store.themes(seat["team_id"], study_id)]
    for row in themes_store.quotes(seat["team_id"], themes):
        if row["seat_id"] == seat["id"]:
            continue
        with suppress(sealed_words.WordsGone):
            place = f"quote/{row['id']}"
            if may_repeat(sealed_words.unseal(row["sealed"], owner=row["seat_id"], place=place)):
                yield row["id"], {"answers": {}, "checked_by": "", "previewed": False}


def _said_again(seat: Row, around: Collection[str]) -> Iterator[tuple[str, Row]]:
    """Transcripts in which others may say it again, back at the desk, with those turns."""

    def is_theirs(seat_id: str) -> bool:
        return seat_id == seat["id"]

    rows = store.transcripts(seat["team_id"], around)
    said = {row["id"]: heard(row, is_theirs) for row in rows}
    for row in rows:
        elsewhere = (each for key, each in said.items() if key != row["id"])
        again = said_again(row, said[row["id"]], elsewhere=elsewhere, is_theirs=is_theirs)
        before = row["evidence"].get("again", [])
        if again.difference(before):
            evidence = {**row["evidence"], "again": sorted({*before, *again})}
            state = after(row["state"], "edit", by="", evidence=Evidence("", 0))
            yield row["id"], {"seen": row["version"], "state": state, "evidence": evidence}


def _saved() -> Row:
    return {"saved_by_name": "", "saved_on": today()}

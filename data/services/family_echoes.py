"""What holds words of a seat though nobody sealed it for that seat: themes and the session's sheet.

Before the words of a seat are destroyed, what may repeat them is put before people: such a theme is
shown to nobody until somebody has read it, and such an answer on the sheet begins with a line that
says so. Whether it is theirs, or was said by others as well, only people can tell.
"""

from collections.abc import Iterable, Iterator
from contextlib import suppress

from data import sealed_words
from data.clock import today
from data.redaction.runs import echoes
from data.services.summaries import sheet_place
from data.services.transcripts import spoken_by
from data.services.words_elsewhere import HELD
from data.store import families as studies_store
from data.store import family_themes as themes_store
from data.store import family_words as store
from data.store.versioned import Row

READ_AGAIN = "[Read this again: somebody took their words back, and some may stand here.]"


def put_before_people(team_id: str, study_id: str, seat_id: str) -> None:
    """Hold themes and mark answers of sheets that may repeat what a seat said; nobody did it."""
    sessions = [row["id"] for row in studies_store.sessions(team_id, study_id)]
    seats = studies_store.seats(team_id, sessions)
    seat = next((row for row in seats if row["id"] == seat_id), None)
    if seat is None:
        return
    here = store.transcripts(team_id, (seat["session_id"],))
    said = [text for row in here for text in spoken_by(row, seat_id)]
    if not said:
        return
    for row in themes_store.themes(team_id, study_id):
        if row["state"] not in ("removed", HELD) and _repeats(row["words"], said):
            key = {"team_id": team_id, "id": row["id"], "version": row["version"] + 1}
            values = {name: value for name, value in row.items() if name not in key}
            themes_store.add_theme(key, {**values, "state": HELD, **_saved()})
    for row, words in _answers(team_id, seat["session_id"]):
        if READ_AGAIN not in words and _repeats(words, said):
            _mark(row, words)


def _answers(team_id: str, session_id: str) -> Iterator[tuple[Row, str]]:
    for row in store.summaries(team_id, session_id):
        place = sheet_place(row["question"], row["version"])
        with suppress(sealed_words.WordsGone):
            yield row, sealed_words.unseal(row["sealed"], owner=session_id, place=place)


def _mark(row: Row, words: str) -> None:
    version, owner = row["version"] + 1, row["session_id"]
    place = sheet_place(row["question"], version)
    sealed = sealed_words.seal(f"{READ_AGAIN}\n{words}", owner=owner, place=place)
    key = {name: row[name] for name in ("team_id", "session_id", "question")}
    store.add_summary({**key, "version": version}, {"sealed": sealed, **_saved()})


def _repeats(words: str, said: Iterable[str]) -> bool:
    return any(echoes(words, each) for each in said)


def _saved() -> Row:
    return {"saved_by_name": "", "saved_on": today()}

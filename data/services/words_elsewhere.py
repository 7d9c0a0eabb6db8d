"""Where else words of a session stand: quotes, notes on codes, its summary sheet, themes.

What is taken out of a transcript is taken out of these in the same step, in older versions too. A
quote is read anew then, and a theme is shown to nobody but those who work with the words until
somebody has read it and saved it again.
"""

from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from data import sealed_words
from data.clock import today
from data.redaction.queue import Applied
from data.services.authority import actor
from data.services.summaries import sheet_place
from data.store import families as studies_store
from data.store import family_themes as themes_store
from data.store import family_words as store
from data.store.family_rewriting import Rewritten
from data.store.versioned import Row

HELD = "held"
"""The state of a theme out of which something was taken, until somebody saves it again."""
Replace = Callable[[str], Applied]


@dataclass(frozen=True, slots=True)
class _Sealed:
    """Words that are kept sealed.

    Attributes:
        key: what names them where they are kept.
        place: what they were sealed for, as owner and place.
    """

    key: Any
    words: str
    place: dict[str, str]


def texts(row: Row) -> Iterator[str]:
    """Everything that was written beside a transcript, in all its versions.

    Args:
        row: of the transcript.
    """
    for found in (_quotes(row), _memos(row), _sheets(row)):
        yield from (each.words for each in found)
    yield from (each["words"] for each in _themes(row))


def rewritten(row: Row, replace: Replace) -> Rewritten:
    """What is to be kept of it, once something is replaced in every text that holds it.

    Args:
        row: of the transcript.
        replace: puts what was decided in its place.
    """
    fresh = {"answers": {}, "checked_by": "", "previewed": False}
    quotes = {
        each.key: {"sealed": sealed, **fresh} for each, sealed in _done(_quotes(row), replace)
    }
    sheets, added = rewritten_sheets(row, replace)
    themes, held = _rewritten_themes(row, replace)
    return Rewritten(
        quotes=quotes,
        memos=rewritten_memos(row, replace),
        sheets=sheets,
        themes=themes,
        new_sheets=added,
        new_themes=held,
    )


def counted(row: Row, replace: Replace) -> dict[str, int]:
    """In how many quotes, notes, answers on the sheet and themes something would be replaced."""
    places = {
        "quote": [(each.key, each.words) for each in _quotes(row)],
        "memo": [(each.key, each.words) for each in _memos(row)],
        "sheet": [(each.key["question"], each.words) for each in _sheets(row)],
        "theme": [(each["id"], each["words"]) for each in _themes(row)],
    }
    return {
        kind: len({key for key, words in said if replace(words).made})
        for kind, said in places.items()
    }


def memo_words(row: Row) -> Iterator[tuple[str, str]]:
    """Notes on the codes of a transcript: the id of the code, and its words."""
    yield from ((each.key, each.words) for each in _memos(row))


def sheet_words(row: Row) -> Iterator[tuple[str, bool]]:
    """All answers on the sheet of a session, and whether each is the one of now.

    Args:
        row: with `team_id` and `session_id`.
    """
    last = {each["question"]: each["version"] for each in _summaries_now(row)}
    for each in _sheets(row):
        yield each.words, each.key["version"] == last[each.key["question"]]


def rewritten_memos(row: Row, replace: Replace) -> dict[str, bytes]:
    """Notes on the codes of a transcript in which something is replaced, sealed, by code."""
    return {each.key: sealed for each, sealed in _done(_memos(row), replace)}


def rewritten_sheets(row: Row, replace: Replace) -> tuple[tuple[Row, ...], tuple[Row, ...]]:
    """Versions that change, and a new one after the newest: whoever types meanwhile sees it.

    Args:
        row: with `team_id` and `session_id`.
    """
    last = {each["question"]: each["version"] for each in _summaries_now(row)}
    changed: list[Row] = []
    added: list[Row] = []
    for each, sealed in _done(_sheets(row), replace):
        changed.append({**each.key, "sealed": sealed})
        question, version = each.key["question"], each.key["version"] + 1
        if version > last[question]:
            owner, place = row["session_id"], sheet_place(question, version)
            words = sealed_words.seal(replace(each.words).text, owner=owner, place=place)
            added.append({**each.key, "version": version, "sealed": words, **_saved()})
    return tuple(changed), tuple(added)


def _rewritten_themes(row: Row, replace: Replace) -> tuple[tuple[Row, ...], tuple[Row, ...]]:
    """The same of themes; the new version is held."""
    changed: list[Row] = []
    held: list[Row] = []
    newest = {each["id"]: each["version"] for each in reversed(_themes(row))}
    for each in _themes(row):
        done = replace(each["words"])
        if not done.made:
            continue
        key = {"id": each["id"], "version": each["version"]}
        changed.append({**key, "words": done.text})
        if each["version"] == newest[each["id"]] and each["state"] != "removed":
            step = {"version": each["version"] + 1, "words": done.text, "state": HELD}
            fresh = {"saved_by": actor().id, "read_by": "", "read_by_name": ""}
            held.append({**each, **step, **fresh, **_saved()})
    return tuple(changed), tuple(held)


def _done(found: Iterable[_Sealed], replace: Replace) -> Iterator[tuple[_Sealed, bytes]]:
    """Those in which something is replaced, sealed anew for their place."""
    for each in found:
        if (done := replace(each.words)).made:
            yield each, sealed_words.seal(done.text, **each.place)


def _quotes(row: Row) -> Iterator[_Sealed]:
    for seat in studies_store.seats(row["team_id"], (row["session_id"],)):
        for quote in themes_store.quotes_of_seat(row["team_id"], seat["id"]):
            place = {"owner": seat["id"], "place": f"quote/{quote['id']}"}
            yield from _opened(quote["id"], quote["sealed"], place)


def _memos(row: Row) -> Iterator[_Sealed]:
    for each in store.codings(row["team_id"], (row["id"],)):
        if each["memo"] is not None:
            owner = each["seat_id"] or row["session_id"]
            place = {"owner": owner, "place": f"memo/{each['id']}"}
            yield from _opened(each["id"], each["memo"], place)


def _sheets(row: Row) -> Iterator[_Sealed]:
    for each in store.summary_versions(row["team_id"], row["session_id"]):
        key = {name: each[name] for name in ("session_id", "question", "version")}
        place = sheet_place(each["question"], each["version"])
        yield from _opened(key, each["sealed"], {"owner": row["session_id"], "place": place})


def _summaries_now(row: Row) -> tuple[Row, ...]:
    return store.summaries(row["team_id"], row["session_id"])


def _themes(row: Row) -> tuple[Row, ...]:
    held = studies_store.session(row["team_id"], row["session_id"])
    return () if held is None else themes_store.theme_versions(row["team_id"], held["study_id"])


def _opened(key: Any, sealed: bytes, place: dict[str, str]) -> Iterator[_Sealed]:
    with suppress(sealed_words.WordsGone):
        yield _Sealed(key, sealed_words.unseal(sealed, **place), place)


def _saved() -> Row:
    return {"saved_by_name": actor().name, "saved_on": today()}

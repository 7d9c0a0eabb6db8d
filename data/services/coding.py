"""Codes on words that were redacted, by several people who do not see each other's first."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from data import sealed_words
from data.clock import today
from data.family_views import CodingView, TurnView
from data.redaction.sentences import Sentence, sentences
from data.services import audit_log, report_keeping
from data.services.authority import actor, permit
from data.services.code_entries import (
    CodeEntry,
    code_problems,
    entry_of,
    looked_at,
    starting_codes,
    tidied,
)
from data.services.errors import ChangedMeanwhile, FamilyProblems, FamilyStateError, NotFound
from data.services.families import study
from data.services.teams import permit_within
from data.services.texts import writing
from data.services.transcripts import row_of, texts_of, transcript, turns, turns_within
from data.store import families as studies_store
from data.store import family_words as store
from data.store.versioned import Row
from data.tokens import new_id
from data.views import FieldProblem

AGREED = store.AGREED
LONGEST_MEMO = 2_000
_MEANWHILE = "The words have changed since they were opened. Nothing was coded; look at them again."
_CODES_MEANWHILE = "Somebody has changed the codes meanwhile. Yours are not saved; look at theirs."


@dataclass(frozen=True, slots=True)
class Counted:
    """Codes that count.

    Attributes:
        against: how many more there are that people settled against after they compared them.
        hidden: how many people have finished whose codes are not among these.
    """

    codings: tuple[CodingView, ...]
    against: int
    hidden: int


@dataclass(frozen=True, slots=True)
class _Seen:
    """Codes that one may see.

    Attributes:
        rows: of single people, and what was settled to belong there.
        settled: everything that was settled, either way or taken back.
        hidden: how many people have finished whose codes one may not see.
    """

    rows: tuple[Row, ...]
    settled: tuple[Row, ...]
    hidden: int


@dataclass(frozen=True, slots=True)
class CodebookView:
    """The codes of a plan; version 0 are the ones that come with Common Table."""

    version: int
    codes: tuple[CodeEntry, ...]


def codebook(team_id: str, study_id: str) -> CodebookView:
    """The codes of a plan as they are now."""
    study(team_id, study_id)
    permit("families.words", team_id=team_id)
    row = studies_store.codebook(team_id, study_id)
    if row is None:
        return CodebookView(0, starting_codes("en"))
    return CodebookView(row["version"], tuple(map(entry_of, row["codes"])))


def save_codebook(
    team_id: str,
    study_id: str,
    codes: Sequence[CodeEntry],
    *,
    seen: int,
    cleared: Collection[str] = (),
) -> CodebookView:
    """Change the codes of a plan; a code that was used stays, whatever it is called.

    Args:
        cleared: strings of which the one who writes says that they tell on nobody.

    Raises:
        MayTell: something in them may tell who somebody is.
        FamilyProblems: all codes that need another look.
        ChangedMeanwhile: somebody else was faster.
    """
    study(team_id, study_id)
    permit("families.words", team_id=team_id)
    clean = [tidied(each) for each in codes]
    problems = [*code_problems(clean), *_gone_problems(team_id, study_id, clean)]
    if problems:
        raise FamilyProblems(tuple(problems))
    now = codebook(team_id, study_id)
    kept = looked_at(team_id, study_id, clean, before=now.codes, cleared=cleared)
    audit_log.record("families.codes", team_id=team_id, about=study_id)
    key = {"team_id": team_id, "study_id": study_id, "version": seen + 1}
    saved = {"saved_by_name": actor().name, "saved_on": today()}
    if not studies_store.add_codebook(key, {"codes": [asdict(each) for each in kept], **saved}):
        raise ChangedMeanwhile(_CODES_MEANWHILE)
    return codebook(team_id, study_id)


def units(said: Iterable[TurnView]) -> dict[int, tuple[Sentence, ...]]:
    """The sentences of each turn, with their places in the turn."""
    return {turn.number: sentences(turn.text) for turn in said}


def codings(team_id: str, transcript_id: str) -> tuple[CodingView, ...]:
    """The codes on a transcript that one may see: one's own, and once one has finished oneself
    those of others who have, and what they agreed on."""
    permit_within("families.words", team_id=team_id)
    row_of(team_id, transcript_id)
    return tuple(_view(row) for row in _within(team_id, transcript_id, machine=False).rows)


def counted(team_id: str, transcript_id: str) -> Counted:
    """The codes on a transcript that count, of those that whoever takes a file may see.

    Whoever holds the machine sees all those of people who have finished. What people settled
    counts, and what they settled against on every sentence that it touches does not.
    """
    seen = _within(team_id, transcript_id, machine=True)
    cut = units(turns_within(row_of(team_id, transcript_id)))
    against = [row for row in seen.settled if _last(row) is False]
    rows = [row for row in seen.rows if _stands(row, cut.get(row["number"], ()), against)]
    return Counted(tuple(map(_view, rows)), len(seen.rows) - len(rows), seen.hidden)


def settled_against(team_id: str, study_id: str) -> frozenset[str]:
    """The codes of people that count no more, since they settled against them after their talk.

    What rests on one of them does not count either, for as long as that is settled.
    """
    sessions = [row["id"] for row in studies_store.sessions(team_id, study_id)]
    gone: set[str] = set()
    for written in store.transcripts(team_id, sessions):
        rows = store.codings(team_id, (written["id"],))
        against = [row for row in rows if row["coder"] == AGREED and _last(row) is False]
        if not against:
            continue
        texts = texts_of(written) if sealed_words.opens(written["session_id"]) else {}
        for row in rows:
            text = texts.get(row["number"])
            cut = (Sentence(row["start"], row["stop"]),) if text is None else sentences(text)
            if row["coder"] != AGREED and not _stands(row, cut, against):
                gone.add(row["id"])
    return frozenset(gone)


def coders(team_id: str, transcript_id: str) -> Mapping[str, str]:
    """Who has finished coding a transcript: id to name."""
    permit_within("families.words", team_id=team_id)
    row_of(team_id, transcript_id)
    rows = store.readings(team_id, (transcript_id,))
    return {row["coder"]: row["coder_name"] for row in rows}


def add_coding(
    team_id: str, transcript_id: str, number: int, start: int, end: int, code: str, *, seen: int
) -> str:
    """Put a code on some words of one turn.

    Args:
        number: of the turn.
        start, end: in code points of the turn, the end exclusive.
        seen: the version of the words on the screen.

    Returns:
        The id of the coding.

    Raises:
        FamilyStateError: the words are not redacted yet, one has finished already, there is no such
            code, or the place is none.
        ChangedMeanwhile: the words are others by now.
    """
    row = codable(team_id, transcript_id)
    turn = next((each for each in turns(team_id, transcript_id) if each.number == number), None)
    if turn is None or not 0 <= start < end <= len(turn.text):
        raise FamilyStateError(f"There are no words from {start} to {end} in turn {number}.")
    check_code(team_id, row, code)
    made = new_id()
    who = {"coder": actor().id, "coder_name": actor().name}
    place = {"number": number, "start": start, "stop": end, "seat_id": turn.seat_id}
    of = {"team_id": team_id, "id": made, "transcript_id": transcript_id}
    own = {"code": code, "memo": None, "settled": [], "category": "", "sector": ""}
    if not store.add_coding({**of, **place, **who, **own}, seen=seen):
        raise ChangedMeanwhile(_MEANWHILE)
    return made


def remove_coding(team_id: str, transcript_id: str, coding_id: str) -> None:
    """Take away one's own code, with quotes taken from it and what it put behind themes.

    Raises:
        NotFound: it is not there, or somebody else's.
    """
    codable(team_id, transcript_id)
    rested = store.remove_coding(team_id, coding_id, coder=actor().id)
    if rested is None:
        raise NotFound("This code is not there any more, or somebody else put it there.")
    if rested:
        report_keeping.forget(team_id)


def save_memo(team_id: str, transcript_id: str, coding_id: str, memo: str) -> None:
    """Write a note on one's own code; an empty one takes it away.

    Raises:
        NotFound: the code is not there, or somebody else's.
        FamilyStateError: the note is too long.
    """
    row = codable(team_id, transcript_id)
    plain = writing(memo).strip()
    if len(plain) > LONGEST_MEMO:
        raise FamilyStateError(f"A note has {LONGEST_MEMO} characters at most.")
    mine = next(
        (each for each in store.codings(team_id, (transcript_id,)) if each["id"] == coding_id),
        None,
    )
    if mine is None:
        raise NotFound("This code is not there any more.")
    owner = mine["seat_id"] or row["session_id"]
    sealed = sealed_words.seal(plain, owner=owner, place=f"memo/{coding_id}") if plain else None
    if not store.change_memo(team_id, coding_id, coder=actor().id, memo=sealed):
        raise NotFound("This code is not there any more, or somebody else put it there.")


def finish(team_id: str, transcript_id: str) -> None:
    """Say that one has coded a transcript to the end; then others' codes are shown."""
    codable(team_id, transcript_id)
    of = {"team_id": team_id, "transcript_id": transcript_id, "coder": actor().id}
    store.finish_reading({**of, "coder_name": actor().name, "saved_on": today()})


def applied(
    said: Iterable[TurnView], found: Sequence[CodingView], *, by: Collection[str]
) -> tuple[tuple[tuple[int, Sentence], ...], dict[str, list[list[bool]]]]:
    """Which coder gave which code to which sentence.

    Args:
        said: the words.
        found: codes on them.
        by: the ids of the coders to compare, in the order of columns.

    Returns:
        The sentences with the numbers of their turns, and for each code that somebody used one row
        per sentence with one entry per coder, as `scoring.coders.code_agreement` takes them.
    """
    rows = [(number, each) for number, own in units(said).items() for each in own]
    used = sorted({each.code for each in found if each.coder in by})
    table: dict[str, list[list[bool]]] = {}
    for code in used:
        mine = [each for each in found if each.code == code]
        table[code] = [
            [
                any(
                    each.coder == coder
                    and each.number == number
                    and each.start < unit.end
                    and unit.start < each.end
                    for each in mine
                )
                for coder in by
            ]
            for number, unit in rows
        ]
    return tuple(rows), table


def codable(team_id: str, transcript_id: str) -> Row:
    """The row of a transcript that one may still code.

    Raises:
        FamilyStateError: its words are not redacted, or one has finished it.
    """
    permit_within("families.words", team_id=team_id)
    row = row_of(team_id, transcript_id)
    if row["state"] not in ("redacted", "released"):
        raise FamilyStateError(
            f"These words are {row['state']}. Codes are for words that are redacted."
        )
    if actor().id in {each["coder"] for each in store.readings(team_id, (transcript_id,))}:
        raise FamilyStateError(
            "You have finished coding this and have seen how others coded it, so it stays."
        )
    return row


def _within(team_id: str, transcript_id: str, *, machine: bool) -> _Seen:
    """Codes that one may see."""
    me = actor()
    finished = {row["coder"] for row in store.readings(team_id, (transcript_id,))}
    all_of_them = me.id in finished or (machine and me.kind == "operator")
    seen = {me.id} | (finished if all_of_them else set())
    rows = store.codings(team_id, (transcript_id,))
    said = {each for each in {row["seat_id"] for row in rows} if each and sealed_words.opens(each)}
    there = [row for row in rows if row["seat_id"] in {None, *said}]
    settled = [row for row in there if row["coder"] == store.AGREED and all_of_them]
    own = [row for row in there if row["coder"] in seen or (row in settled and _last(row))]
    return _Seen(tuple(own), tuple(settled), len(finished - seen))


def _last(row: Row) -> bool | None:
    """What was settled: it belongs there, it does not, or that was taken back."""
    return row["settled"][-1]["gave"]


def _stands(row: Row, cut: Iterable[Sentence], against: Iterable[Row]) -> bool:
    """A code counts on a sentence of its own that nobody settled against."""
    taken = [
        (each["start"], each["stop"])
        for each in against
        if (each["number"], each["code"]) == (row["number"], row["code"])
    ]
    own = [each for each in cut if row["start"] < each.end and each.start < row["stop"]]
    return not taken or not all(
        any(start < each.end and each.start < stop for start, stop in taken) for each in own
    )


def check_code(team_id: str, row: Row, code: str) -> None:
    """Raises FamilyStateError where the plan of a transcript has no such code."""
    held = studies_store.session(team_id, row["session_id"])
    study_id = held["study_id"] if held else ""
    if code not in {each.id for each in codebook(team_id, study_id).codes}:
        raise FamilyStateError("This code is not in the codebook any more. Reload the page.")


def _memo(row: Row) -> str:
    if row["memo"] is None:
        return ""
    held = row["seat_id"]
    owner = held or transcript(row["team_id"], row["transcript_id"]).session_id
    return sealed_words.unseal(row["memo"], owner=owner, place=f"memo/{row['id']}")


def _view(row: Row) -> CodingView:
    columns = ("id", "transcript_id", "number", "seat_id", "start", "code", "coder", "coder_name")
    columns += ("category", "sector")
    own: dict[str, Any] = {name: row[name] for name in columns}
    return CodingView(**own, end=row["stop"], mine=row["coder"] == actor().id, memo=_memo(row))


def _gone_problems(
    team_id: str, study_id: str, codes: Sequence[CodeEntry]
) -> Iterable[FieldProblem]:
    """Codes that words carry and that would be gone."""
    sessions = [row["id"] for row in studies_store.sessions(team_id, study_id)]
    ids = [row["id"] for row in store.transcripts(team_id, sessions)]
    used = {row["code"] for row in store.codings(team_id, ids)}
    kept = {each.id for each in codes}
    for each in codebook(team_id, study_id).codes:
        if each.id in used - kept:
            what = f"'{each.label}' is on some words already."
            yield FieldProblem("codes", what, "Keep it, or take it off those words first.")

"""The redaction desk: what may tell who somebody is, decided once for each string.

Nothing here removes a word by itself. What is found is proposed; a person decides, and what they
decided is carried out at every place, with the codes that lie on the words carried along.
"""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from data.family_views import SuspectView, TranscriptView
from data.redaction import queue
from data.redaction.queue import Decision
from data.redaction.spans import Span
from data.redaction.words import is_ordinary, words
from data.redaction.writing import written
from data.services import (
    audit_log,
    report_keeping,
    transcripts,
    words_elsewhere,
    words_outside,
)
from data.services.authority import actor
from data.services.errors import ChangedMeanwhile, FamilyProblems, FamilyStateError
from data.services.raw_readers import permit_raw
from data.services.suspecting import string_hash, suspects_in
from data.services.teams import permit_within
from data.services.texts import tidy
from data.services.transcripts import clean_row, row_of, save, turns
from data.services.words_outside import OutsideText
from data.store import family_removal as removal
from data.store import family_words as store
from data.store.family_rewriting import Rewritten, rewrite_beside
from data.store.versioned import Row
from data.views import FieldProblem

LONGEST = 60
_Replace = Callable[..., queue.Applied]
_MEANWHILE = "Somebody has changed this meanwhile. Nothing was taken out; look at it again."


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a string stands, before anything is taken out.

    Attributes:
        turns: how many turns of this transcript say it.
        beside: how many texts go along without being asked for, since they are of this session or
            copies of a theme: "quote", "memo", "sheet", "theme" and "copy".
        outside: what changes only where somebody says so.
    """

    turns: int
    beside: Mapping[str, int]
    outside: tuple[OutsideText, ...]


def suspects(team_id: str, transcript_id: str) -> tuple[SuspectView, ...]:
    """Every string that a person has to decide on, with what was decided, undecided ones first."""
    permit_within("families.words", team_id=team_id)
    row = row_of(team_id, transcript_id)
    return suspects_in(row, [turn.text for turn in turns(team_id, transcript_id)])


def decide(team_id: str, transcript_id: str, decided: Mapping[str, str | None]) -> TranscriptView:
    """Decide what becomes of some strings, wherever they stand; it can be decided anew.

    Whoever decides is written down before anything is decided, so that they are no second reader,
    whoever carries it out.

    Args:
        decided: string to what is put in its place; None keeps it.

    Raises:
        FamilyStateError: redaction has not begun, or is over.
        FamilyProblems: something that cannot stand in the place of a string.
        ChangedMeanwhile: somebody else was faster.
    """
    row = _at_the_desk(team_id, transcript_id)
    problems = [
        FieldProblem(text[:20], "Nothing would stand in its place.", "Write a word or two.")
        for text, new in decided.items()
        if new is not None and not 0 < len(tidy(new)) <= LONGEST
    ]
    if problems:
        raise FamilyProblems(tuple(problems))
    hashed = {
        string_hash(row, text): None if new is None else tidy(new) for text, new in decided.items()
    }
    if actor().id not in row["evidence"].get("decided", ()):
        save(row, {"evidence": {**row["evidence"], "decided": _deciders(row)}}, seen=row["version"])
    store.decide(team_id, transcript_id, hashed, by=actor().name)
    return transcripts.transcript(team_id, transcript_id)


def undecide(team_id: str, transcript_id: str, strings: Collection[str]) -> None:
    """Take decisions back that were not carried out yet; the strings wait for one again.

    Raises:
        FamilyStateError: redaction has not begun, or is over.
    """
    row = _at_the_desk(team_id, transcript_id)
    store.undecide(team_id, transcript_id, [string_hash(row, text) for text in strings])


def carry_out(team_id: str, transcript_id: str, *, seen: int) -> TranscriptView:
    """Put what was decided in the place of every string; what is kept is not asked for again.

    Raises:
        FamilyStateError: redaction has not begun or is over, or a string is undecided.
        ChangedMeanwhile: somebody else was faster.
    """
    row = _at_the_desk(team_id, transcript_id)
    found = suspects(team_id, transcript_id)
    undecided = sum(not each.decided for each in found)
    if undecided:
        raise FamilyStateError(f"{undecided} strings are undecided; each needs a decision.")
    decisions = _with_forms_beside(row, found)
    return _carried(row, _replacing(decisions), seen=seen, deciders=_deciders(row))


def standing(team_id: str, transcript_id: str, string: str, replacement: str) -> Standing:
    """Where a string stands that would be taken out; nothing changes.

    Raises:
        FamilyStateError: as `take_out` would.
    """
    permit_within("families.words", team_id=team_id)
    row = row_of(team_id, transcript_id)
    replace = _to_take_out(row, string, replacement)
    said = turns(team_id, transcript_id)
    return Standing(
        turns=sum(bool(replace(turn.text).made) for turn in said),
        beside={
            **words_elsewhere.counted(row, replace),
            "copy": words_outside.copies(row, replace),
        },
        outside=words_outside.found(row, replace),
    )


def take_out(
    team_id: str,
    transcript_id: str,
    string: str,
    replacement: str,
    *,
    seen: int,
    also: Collection[str] = (),
) -> TranscriptView:
    """Put something in the place of a string that nothing flagged, wherever it stands.

    A transcript that was redacted or released and that says it goes back to the desk by that, and
    has to be read anew. Whoever takes something out that others had missed may be the one who
    reads it. After somebody took their words back, the string may stand beside the transcript only.

    Args:
        also: what changes too, by `ref` of `standing().outside`; nothing else of these does.

    Raises:
        FamilyStateError: the string is not there, or decisions were not carried out yet, or what
            is put in its place says it again, or it stands only outside and nothing is named.
        NotAllowed: the one who acts may not change what they named.
        ChangedMeanwhile: somebody else was faster.
    """
    permit_within("families.words", team_id=team_id)
    row = row_of(team_id, transcript_id)
    replace = _to_take_out(row, string, replacement)
    audit_log.record("families.edit", team_id=team_id, about=row["session_id"])
    if any(replace(turn.text).made for turn in turns(team_id, transcript_id)):
        before = row["evidence"].get("decided", [])
        done = _carried(row, replace, seen=seen, deciders=before, also=also)
    else:
        done = _carried_beside(row, replace, seen=seen, also=also)
    removal.rewrite_words(outside=True)
    return done


def _at_the_desk(team_id: str, transcript_id: str) -> Row:
    permit_within("families.words", team_id=team_id)
    row = row_of(team_id, transcript_id)
    permit_raw(row)
    if row["state"] != "redacting":
        raise FamilyStateError(f"This transcript is {row['state']}; decisions are for redacting.")
    return row


def _deciders(row: Row) -> list[str]:
    return sorted({*row["evidence"].get("decided", ()), actor().id})


def _with_forms_beside(row: Row, found: Sequence[SuspectView]) -> list[Decision]:
    """What was decided, also for ways of writing that stand only beside the transcript.

    In small letters an ordinary word is left there, as a person called Hope makes no hope a name;
    where the transcript says it, too, it has a decision of its own.
    """
    said = [turn.text for turn in turns(row["team_id"], row["id"])]
    beside = list(words_elsewhere.texts(row))
    taken = {form for each in found for form in each.forms}
    decisions: list[Decision] = []
    for each in found:
        if each.replacement is None:
            continue
        known = {form.casefold(): form for form in each.forms}.values()
        there = {
            form for text in beside for one in known for form in _written(text, one, plural=True)
        }
        more = {
            form
            for form in there - taken
            if form.casefold() not in each.replacement.casefold() and not _is_plain(form, said)
        }
        taken |= more
        decisions.append(Decision((*each.forms, *sorted(more)), "replace", each.replacement))
    return decisions


def _is_plain(form: str, said: Sequence[str]) -> bool:
    """It stands in the transcript as well, where nothing flagged it, or it is an ordinary word."""
    alone = _replacing([Decision((form,), "replace", "[]")])
    ordinary = form.islower() and all(is_ordinary(word) for word in words(form))
    return ordinary or any(alone(text).made for text in said)


def _to_take_out(row: Row, string: str, replacement: str) -> _Replace:
    """What puts something in the place of a string, in all ways it is written anywhere."""
    team_id, transcript_id = row["team_id"], row["id"]
    plain, instead = tidy(string), tidy(replacement)
    texts = [turn.text for turn in turns(team_id, transcript_id)]
    texts += [*words_elsewhere.texts(row), *words_outside.texts(row)]
    forms = {form for text in texts for form in _written(text, plain)} if plain else set()
    if not forms:
        raise FamilyStateError(
            f"'{plain[:40]}' is nowhere in this transcript, and in nothing that was written of it."
        )
    if not 0 < len(instead) <= LONGEST:
        raise FamilyStateError(f"Write a word or two to put in its place, {LONGEST} signs at most.")
    if not store.turns(team_id, transcript_id, "clean"):
        raise FamilyStateError("Carry out the decisions first; then take out what was missed.")
    replace = _replacing([Decision(tuple(sorted(forms)), "replace", instead)])
    if not any(replace(text).made for text in texts):
        raise FamilyStateError(
            f"'{plain[:40]}' stands only inside other words, or as an ordinary number. Write more "
            "of what is said around it."
        )
    return replace


def _carried(
    row: Row,
    replace: _Replace,
    *,
    seen: int,
    deciders: Sequence[str],
    also: Collection[str] = (),
) -> TranscriptView:
    """Change the words, and take every code on them along."""
    team_id, transcript_id = row["team_id"], row["id"]
    spans = _spans(team_id, transcript_id)
    rows: list[dict[str, Any]] = []
    moved: dict[str, dict[str, int]] = {}
    lost: list[str] = []
    for turn in turns(team_id, transcript_id):
        done = replace(turn.text, spans.get(turn.number, ()))
        rows.append(clean_row(row, turn.number, turn.seat_id, done.text))
        moved |= {str(each.key): {"start": each.start, "stop": each.end} for each in done.spans}
        lost += [str(each.key) for each in done.lost]
    values = {"state": "redacting", "evidence": {**row["evidence"], "decided": [*deciders]}}
    beside = _beside(row, replace, also)
    more = {"moved": moved, "lost": tuple(lost), "beside": beside}
    done = save(row, values, seen=seen, turns={"clean": tuple(rows)}, **more)
    _forget_reports(team_id, beside)
    if lost:
        report_keeping.forget(team_id)
    return done


def _carried_beside(
    row: Row, replace: _Replace, *, seen: int, also: Collection[str]
) -> TranscriptView:
    """Change what was written beside a transcript; its own words are as they were."""
    beside = _beside(row, replace, also)
    if beside.is_nothing:
        raise FamilyStateError(
            "It stands only in what was not written of this session. Say where it is taken out."
        )
    if row["version"] != seen or not rewrite_beside(row["team_id"], beside):
        raise ChangedMeanwhile(_MEANWHILE)
    _forget_reports(row["team_id"], beside)
    return transcripts.transcript(row["team_id"], row["id"])


def _beside(row: Row, replace: _Replace, also: Collection[str]) -> Rewritten:
    """What becomes of all texts beside a transcript; of those outside, what is named."""
    outside = words_outside.rewritten(row, replace, also)
    words_outside.record(row, outside)
    return words_elsewhere.rewritten(row, replace).joined(outside)


def _forget_reports(team_id: str, beside: Rewritten) -> None:
    if beside.quotes or beside.themes or any(beside.outside.values()):
        report_keeping.forget(team_id)


def _replacing(decisions: Sequence[Decision]) -> _Replace:
    """What carries decisions out in a text."""

    def replace(text: str, spans: Iterable[Span] = ()) -> queue.Applied:
        try:
            return queue.apply(decisions, text, spans)
        except ValueError as wrong:
            raise FamilyStateError(f"Nothing was changed: {wrong}") from None

    return replace


def _spans(team_id: str, transcript_id: str) -> dict[int, list[Span]]:
    found: dict[int, list[Span]] = defaultdict(list)
    for each in store.codings(team_id, (transcript_id,)):
        found[each["number"]].append(Span(each["start"], each["stop"], each["id"]))
    return found


def _written(text: str, string: str, *, plural: bool = False) -> Iterable[str]:
    """The ways in which a string is written in a text."""
    yield from (text[start:end] for start, end in written(text, string, plural=plural))

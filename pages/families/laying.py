"""A transcript laid on the coding desk: its turns as one text, and what is done there as steps."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import streamlit as st

from data.family_views import CodingView, TranscriptView, TurnView
from data.services import coding
from data.services.coding import CodeEntry
from data.services.coding_help import say_help
from pages.families.coder.events import Coded, Event, MemoWritten, Removed
from pages.families.coder.sheet import Code, Coding, Sheet, Turn, Unit

_MOST_STEPS = 200


@dataclass(frozen=True, slots=True)
class Laid:
    """What lies on the desk, and where each of its turns is from.

    Attributes:
        numbers: of the turns, in the order in which they lie there.
    """

    sheet: Sheet
    numbers: tuple[int, ...]

    def place(self, start: int, end: int) -> tuple[int, int, int]:
        """The number of a turn, and where in it a passage begins and ends.

        Raises:
            ValueError: no single turn holds the passage.
        """
        at = self.sheet.turn_of(start, end)
        if at is None:
            raise ValueError(f"no single turn holds {start} to {end}.")
        begin = self.sheet.turns[at].start
        return self.numbers[at], start - begin, end - begin


@dataclass(frozen=True, slots=True)
class Step:
    """What would take back something that was done at the desk.

    Attributes:
        kind: "added", "removed" or "memo".
        coding_id: of the coding as it is or was called.
        place: turn, start and end of a coding that was taken away.
        about: the kind of help and of agency that it named.
        memo: the note that was there before.
    """

    kind: str
    coding_id: str
    place: tuple[int, int, int] = (0, 0, 0)
    code: str = ""
    memo: str = ""
    about: tuple[str, str] = ("", "")


def lay(
    found: TranscriptView,
    said: Sequence[TurnView],
    *,
    codes: Sequence[CodeEntry],
    codings: Sequence[CodingView],
    spoken: str,
) -> Laid | None:
    """The sheet of a transcript; None where there are no words on it.

    Args:
        codings: those that whoever looks may see.
        spoken: the language of the session.
    """
    text = ""
    numbers: list[int] = []
    turns: list[Turn] = []
    units: list[Unit] = []
    starts: dict[int, int] = {}
    for turn in said:
        if not turn.text.strip():
            continue
        starts[turn.number] = len(text)
        numbers.append(turn.number)
        turns.append(Turn(seat_said(turn), len(text), len(text) + len(turn.text)))
        cut = coding.units((turn,))[turn.number]
        units += [Unit(len(text) + each.start, len(text) + each.end) for each in cut]
        text += f"{turn.text}\n"
    if not units:
        return None
    known = {each.id for each in codes}
    sheet = Sheet(
        text=text,
        text_hash=found.text_hash,
        version=found.version,
        turns=tuple(turns),
        units=tuple(units),
        codes=tuple(
            Code(each.id, each.label, colour, each.definition) for colour, each in enumerate(codes)
        ),
        codings=tuple(
            _coding(each, starts)
            for each in codings
            if each.code in known and each.number in starts
        ),
        spoken=spoken,
    )
    return Laid(sheet, tuple(numbers))


def seat_said(turn: TurnView) -> str:
    """Who says a turn, as a seat and never as a name."""
    return "Facilitator" if turn.label is None else f"Seat {turn.label}"


def save(team_id: str, found: TranscriptView, laid: Laid, event: Event) -> None:
    """Do what was done at the desk.

    Raises:
        ChangedMeanwhile, FamilyStateError, NotFound: it may not be done; nothing is changed.
    """
    steps = _steps(found.id)
    if isinstance(event, Coded):
        place = laid.place(event.start, event.end)
        made = coding.add_coding(team_id, found.id, *place, event.code, seen=found.version)
        steps.append(Step("added", made))
    elif isinstance(event, Removed):
        old = laid.sheet.coding_by_id[event.coding_id]
        about = _about(team_id, found, old.id)
        coding.remove_coding(team_id, found.id, old.id)
        place = laid.place(old.start, old.end)
        steps.append(Step("removed", old.id, place, old.code, old.memo, about))
    elif isinstance(event, MemoWritten):
        before = laid.sheet.coding_by_id[event.coding_id].memo
        coding.save_memo(team_id, found.id, event.coding_id, event.text)
        steps.append(Step("memo", event.coding_id, memo=before))
    elif steps:
        _undo(team_id, found, steps)
    del steps[:-_MOST_STEPS]


def can_undo(transcript_id: str) -> bool:
    """There is a step that was done here, in this window, and not taken back."""
    return bool(_steps(transcript_id))


def _undo(team_id: str, found: TranscriptView, steps: list[Step]) -> None:
    last = steps[-1]
    if last.kind == "added":
        coding.remove_coding(team_id, found.id, last.coding_id)
    elif last.kind == "memo":
        coding.save_memo(team_id, found.id, last.coding_id, last.memo)
    else:
        made = coding.add_coding(team_id, found.id, *last.place, last.code, seen=found.version)
        if last.memo:
            coding.save_memo(team_id, found.id, made, last.memo)
        if any(last.about):
            category, sector = last.about
            say_help(team_id, found.id, made, category=category, sector=sector)
        names = {last.coding_id: made}
        steps[:] = [replace(each, coding_id=_now(each, names)) for each in steps]
    steps.pop()


def _about(team_id: str, found: TranscriptView, coding_id: str) -> tuple[str, str]:
    """The kind of help and of agency that a coding names; none where it is not there any more."""
    mine = (each for each in coding.codings(team_id, found.id) if each.id == coding_id)
    return next(((each.category, each.sector) for each in mine), ("", ""))


def _now(step: Step, names: Mapping[str, str]) -> str:
    """What a coding is called that was taken away and put back."""
    return names.get(step.coding_id, step.coding_id)


def _steps(transcript_id: str) -> list[Step]:
    """Steps of this window, which open nothing: each is asked of the service again."""
    return st.session_state.setdefault(f"coding steps {transcript_id}", [])


def _coding(each: CodingView, starts: Mapping[int, int]) -> Coding:
    begin = starts[each.number]
    return Coding(each.id, begin + each.start, begin + each.end, each.code, each.mine, each.memo)

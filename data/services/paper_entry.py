"""Type an answer sheet in from paper, twice, then settle what differs by what the paper says.

The code on the sheet is all that it is known by. Both typings are kept as drafts are: sealed,
opened by the code and a secret of the wave together, and destroyed when the sheet is sent or the
wave closes. What is sent goes the way of every other answer and looks like every other answer.

How many sheets were typed once is counted nowhere. Such a number would need a mark that the
database can read, and whoever watched it fall while the number of answers grows would know which
answers came from paper.
"""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Literal, get_args

from data.services import answering
from data.services.answering import Drawers
from data.services.errors import (
    AnswersTooLong,
    NotKnown,
    OtherTyping,
    SheetNotSettled,
    SheetNotTyped,
)
from data.tokens import fingerprint, plain_code
from data.views import Form, Receipt
from surveys.answers import Answer
from surveys.asked import Part, parts_of

__all__ = [
    "AnswersTooLong",
    "Difference",
    "NotKnown",
    "OtherTyping",
    "PaperForm",
    "SheetNotSettled",
    "SheetNotTyped",
    "Typing",
    "differences",
    "finish_first",
    "keep_page",
    "mark_of",
    "open_sheet",
    "parts_typed",
    "send",
    "settled",
    "unlike",
]

Typing = Literal["first", "second"]


@dataclass(frozen=True, slots=True)
class PaperForm:
    """A sheet at the typing that is under way.

    Attributes:
        form: with what was typed of it this time, and nothing of the other time.
        typing: "second" once the first is complete.
        on_screen: somebody has begun to answer on a screen with this code and has not sent it.
    """

    form: Form
    typing: Typing
    on_screen: bool


@dataclass(frozen=True, slots=True)
class Difference:
    """A question for which the two typings do not say the same; None is blank."""

    id: str
    part: int
    first: Answer = field(repr=False)
    second: Answer = field(repr=False)


def open_sheet(code: str, *, proven: bool = False) -> PaperForm:
    """The sheet of a code, at the typing that is under way. Opening burns nothing.

    Args:
        proven: the browser has brought the proof of this code, so it is no guess.

    Raises:
        NotKnown: this is no code, or no invitation has it.
        AlreadyReceived: answers came in with it, from paper or from a screen.
        WaveClosed, TooManyGuesses: as `answering.open_form`.
    """
    if plain_code(code) is None:
        raise NotKnown("A sheet of paper is known by its code of nine letters and numbers.")
    first = answering.open_form(code, proven=proven, drawer="first")
    on_screen = bool(answering.open_form(code, proven=proven).draft)
    if not _is_complete(first):
        return PaperForm(first, "first", on_screen)
    second = answering.open_form(code, proven=proven, drawer="second")
    return PaperForm(second, "second", on_screen)


def keep_page(
    code: str,
    sheet: Mapping[str, object],
    *,
    typing: Typing,
    language: str,
    position: int,
    proven: bool = False,
) -> None:
    """Keep what was typed so far; on disk when this returns.

    Args:
        sheet: what was typed on this page, as it is, with None for what is blank there; what was
            typed on other pages stays. It is checked on sending.
        typing: the one that the page was made for.
        position: the part they are on, counted from 0.

    Raises:
        OtherTyping: the sheet is at the other typing by now; nothing was kept.
        AnswersTooLong: there is more text than a form can hold.
        NotKnown, AlreadyReceived, WaveClosed, TooManyGuesses: as `open_sheet`.
    """
    parts = len(parts_typed(_at(typing, code, proven=proven).form))
    answering.keep_draft(
        code,
        sheet,
        language=language,
        position=min(position, parts - 1),
        proven=proven,
        drawer=typing,
        unless=_still(typing, parts=parts),
    )


def finish_first(code: str, *, proven: bool = False) -> None:
    """The first typing is complete; the sheet waits for its second one.

    Raises:
        OtherTyping, NotKnown, AlreadyReceived, WaveClosed, TooManyGuesses: as `keep_page`.
    """
    form = _at("first", code, proven=proven).form
    parts = len(parts_typed(form))
    answering.keep_draft(
        code,
        {},
        language=form.language,
        position=parts,
        proven=proven,
        drawer="first",
        unless=_still("first", parts=parts),
    )


def differences(code: str, *, proven: bool = False) -> tuple[Difference, ...]:
    """Where the two typings of a sheet differ, in the order of the questions.

    Raises:
        SheetNotTyped: the second typing has not come to all parts; blanks there say nothing.
        OtherTyping, NotKnown, AlreadyReceived, WaveClosed, TooManyGuesses: as `keep_page`.
    """
    second = _typed_twice(code, proven=proven)
    first = answering.open_form(code, proven=proven, drawer="first")
    return unlike(parts_typed(second), first=first.draft, second=second.draft)


def send(
    code: str, chosen: Mapping[str, str], *, seen: str | None = None, proven: bool = False
) -> Receipt:
    """Send a sheet that was typed twice, the way that every answer goes.

    Args:
        chosen: for each question that differs, the typing that says what the paper says.
        seen: the mark of the differences that were looked at, from `mark_of`.

    Raises:
        SheetNotTyped: as `differences`.
        SheetNotSettled: for some question nothing was chosen, or other ones differ by now.
        OtherTyping, NotKnown, WaveClosed, TooManyGuesses: as `keep_page`.
        AlreadyReceived, AnswerError: as `answering.keep_answers`.
    """
    second = _typed_twice(code, proven=proven)
    first = answering.open_form(code, proven=proven, drawer="first")
    parts = parts_typed(second)
    open_ones = unlike(parts, first=first.draft, second=second.draft)
    changed = seen is not None and seen != mark_of(open_ones)
    missing = tuple(one.id for one in open_ones if chosen.get(one.id) not in ("first", "second"))
    if changed or missing:
        raise SheetNotSettled(missing, changed=changed)
    sheet = settled(parts, first=first.draft, second=second.draft, chosen=chosen)
    before = (first.draft, second.draft)
    return answering.keep_answers(code, sheet, proven=proven, unless=_typed_on(before))


def mark_of(found: tuple[Difference, ...]) -> str:
    """By which we know again the very differences that a page has shown."""
    plain = json.dumps([[one.id, one.first, one.second] for one in found])
    return fingerprint(plain, purpose="differences of two typings").hex()[:16]


def parts_typed(form: Form) -> tuple[Part, ...]:
    """The parts of a sheet, as they are printed and as they are typed."""
    return parts_of(form.edition.instrument, facts=form.wave.facts)


def unlike(
    parts: tuple[Part, ...], *, first: Mapping[str, Answer], second: Mapping[str, Answer]
) -> tuple[Difference, ...]:
    """Where two typings differ, part after part.

    A question that was skipped and one that was not reached are both blank. White space does not
    count in words: where a line ends on paper says nothing.

    Args:
        parts: what is asked.
        first: item, open question or fact id to answer; likewise `second`.
    """
    return tuple(
        Difference(asked.id, number, first.get(asked.id), second.get(asked.id))
        for number, part in enumerate(parts, start=1)
        for asked in part.asked
        if _told(first.get(asked.id)) != _told(second.get(asked.id))
    )


def settled(
    parts: tuple[Part, ...],
    *,
    first: Mapping[str, Answer],
    second: Mapping[str, Answer],
    chosen: Mapping[str, str],
) -> dict[str, Answer]:
    """The one sheet that two typings make; every question that is blank was seen and skipped.

    Args:
        parts, first, second: as for `unlike`.
        chosen: "first" for each question that the first typing has right; any other word, and
            none, stands for the second.
    """
    return {
        asked.id: (first if chosen.get(asked.id) == "first" else second).get(asked.id)
        for part in parts
        for asked in part.asked
    }


def _told(answer: Answer) -> object:
    """What an answer says, for comparing; a number and the same number in words are not alike."""
    if isinstance(answer, str):
        return " ".join(answer.split()) or None
    return tuple(answer) if isinstance(answer, list) else answer


def _at(typing: Typing, code: str, *, proven: bool) -> PaperForm:
    opened = open_sheet(code, proven=proven)
    if opened.typing != typing:
        raise _other(opened.typing, typing)
    return opened


def _is_complete(form: Form) -> bool:
    return form.position >= len(parts_typed(form))


def _still(typing: Typing, *, parts: int) -> Callable[[Drawers], None]:
    """Refuses at the moment of writing where somebody else has put the first typing away."""

    def check(drawers: Drawers) -> None:
        position = drawers.get("first", {}).get("position") or 0
        now = "second" if position >= parts else "first"
        if now != typing:
            raise _other(now, typing)

    return check


def _typed_on(before: tuple[Mapping[str, object], ...]) -> Callable[[Drawers], None]:
    """Refuses at the moment of sending where somebody has kept another page meanwhile."""

    def check(drawers: Drawers) -> None:
        now = tuple(drawers.get(each, {}).get("sheet") or {} for each in get_args(Typing))
        if now != before:
            raise SheetNotSettled((), changed=True)

    return check


def _other(now: Typing, typing: Typing) -> OtherTyping:
    return OtherTyping(f"This sheet is at its {now} typing, not at its {typing}.")


def _typed_twice(code: str, *, proven: bool) -> Form:
    """The second typing, once it has come to every question; a page keeps its blanks, too."""
    form = _at("second", code, proven=proven).form
    for number, part in enumerate(parts_typed(form), start=1):
        if any(asked.id not in form.draft for asked in part.asked):
            raise SheetNotTyped(number)
    return form

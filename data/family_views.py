"""Family groups as services hand them out, and as they take them in."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Literal, get_args

from surveys.family_promises import StudySettings

StudyState = Literal["planned", "open", "ended"]
SessionState = Literal["planned", "open", "over"]
Form = Literal["in_person", "online", "phone"]
FORMS: tuple[Form, ...] = get_args(Form)
Status = Literal["new", "invited", "coming", "came", "not_coming"]
STATUSES: tuple[Status, ...] = get_args(Status)

Talk = Literal["not asked", "asked", "arranged"]


@dataclass(frozen=True, slots=True)
class StudyView:
    """A plan of some sessions, and what it promises.

    Attributes:
        state: people can ask to take part while it is open.
        shown_on: the day on which the report was shown to those who took part; None where nobody
            has said so.
    """

    id: str
    team_id: str
    version: int
    name: str
    settings: StudySettings
    state: StudyState
    saved_by_name: str
    saved_on: date
    shown_on: date | None = None


@dataclass(frozen=True, slots=True)
class SessionEntry:
    """A session as it is planned.

    Attributes:
        month: the year and month, "2026-11"; nothing finer is kept.
        language: of the session, a code such as "en".
        readers: those of the plan's list who alone read what was said while names are in it; all of
            the list where there are none.
    """

    name: str
    month: str
    language: str
    form: str
    readers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Counts:
    """What a session cost and who came, as counts.

    Attributes:
        newcomers: how many of those who came had sat in no other session of the plan before.
    """

    came: int | None = None
    paid: int | None = None
    paid_amount: float | None = None
    newcomers: int | None = None


@dataclass(frozen=True, slots=True)
class SessionView:
    """A session.

    Attributes:
        state: seats are taken while it is open; it opens when the notice was read out.
        notice_read_by: who says that it was read out; empty until then.
        pauses: how often the session was paused for an incident. What it was about is not kept.
        sound: what became of the sound; empty where nobody has said so, "none" where none was
            recorded, "erased".
    """

    id: str
    study_id: str
    version: int
    entry: SessionEntry
    state: SessionState
    notice_read_by: str
    counts: Counts
    pauses: int
    saved_by_name: str
    saved_on: date
    sound: str = ""


@dataclass(frozen=True, slots=True)
class SeatEntry:
    """What somebody says when they take a seat.

    Attributes:
        language: in which they read it; nothing of it is kept.
        consent: the ids of the points that were agreed to, one by one; all of them are needed, so
            the version of the plan is all that is kept of it.
        may_record: that sound may be recorded; not asked where nobody records.
    """

    language: str
    consent: tuple[str, ...]
    quote_tier: str
    wants_preview: bool
    may_record: bool | None = None


@dataclass(frozen=True, slots=True)
class SeatView:
    """A seat, known by its number alone; `may_record` is None where it was not asked."""

    id: str
    session_id: str
    label: int
    quote_tier: str
    wants_preview: bool
    may_record: bool | None = None


@dataclass(frozen=True, slots=True)
class Receipt:
    """What somebody takes away from a session: the number of their seat, and five words."""

    session_name: str
    label: int
    card: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class CardQuote:
    """Words of the holder of a card as they would be shown."""

    id: str
    words: str
    scope: str
    previewed: bool


@dataclass(frozen=True, slots=True)
class CardView:
    """What a card opens: one's own seat, and no name.

    Attributes:
        is_written: something of what people say is written down with the number of their seat.
        is_quoted: people may be quoted; otherwise there is nothing to choose of that.
    """

    session_name: str
    label: int
    quote_tier: str
    tiers: tuple[str, ...]
    wants_preview: bool
    quotes: tuple[CardQuote, ...]
    is_written: bool = True
    is_quoted: bool = True


@dataclass(frozen=True, slots=True)
class ContactEntry:
    """What is kept of what somebody writes down to be invited.

    How their words may be used is no part of it: that is asked in the room, and lies there.

    Attributes:
        language: in which to write to them or call them.
        answers: item to what was answered, of the items that go to the book of contacts.
        version: of the plan whose promises were read; every one of them was agreed to.
        ask_again: they may be asked about other ways to help.
    """

    language: str
    answers: Mapping[str, Any]
    version: int
    ask_again: bool = False


@dataclass(frozen=True, slots=True)
class ContactView:
    """Somebody in the book of contacts.

    Attributes:
        session_name: the session they were asked to, by its name; the book knows no other word.
        talk: where a talk alone stands that they asked for.
    """

    id: str
    version: int
    entry: ContactEntry
    status: Status
    session_name: str
    talk: Talk = "not asked"


@dataclass(frozen=True, slots=True)
class AskedAgainView:
    """Somebody who said that they may be asked about other ways to help, after all else is gone.

    Attributes:
        answers: what they are called, and how, where and when it is safe to reach them.
    """

    id: str
    language: str
    answers: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class CardTotals:
    """What may be shown of one question of the cards.

    Attributes:
        question: its id.
        cells: answers with how many gave each; of what stands here no number is below the floor.
    """

    question: str
    cells: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class CardsView:
    """Where the cards of a plan stand.

    Attributes:
        state: "waiting" while sessions may still be held, "empty" where nobody left a card,
            "ready" to be counted, "counted" once they were.
        floor: how many stand behind a total.
        totals: every question, also those of which nothing may be shown; empty before the count.
    """

    state: Literal["waiting", "empty", "ready", "counted"]
    floor: int
    totals: tuple[CardTotals, ...] = ()
    counted_by: str = ""
    counted_on: date | None = None


@dataclass(frozen=True, slots=True)
class DestructionView:
    """That something was destroyed.

    Attributes:
        sound: the entry follows from the one before; False when somebody has changed either.
    """

    number: int
    what: str
    pieces: int
    how: str
    done_on: date
    sound: bool


@dataclass(frozen=True, slots=True)
class TurnView:
    """What one seat said in one go.

    Attributes:
        number: from 0, in the order in which it was said; numbers of withdrawn turns are missing.
        seat_id: None for whoever ran the session.
        label: the number of the seat; None for whoever ran the session.
    """

    number: int
    seat_id: str | None
    label: int | None
    text: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class TranscriptView:
    """Where the written words of a session stand.

    Attributes:
        state: raw, redacting, redacted or released.
        stage: which words there are to work on: "raw" until decisions were carried out.
        text_hash: of the words as they are now; what was read or drawn before an edit has another.
        decided_by, read_by: by account id; those who read the words as they are now.
        sampled, leaks: of the last sample from the words as they are now; 0 where there is none.
        whole: all sentences were in that sample.
        upper: the largest share of sentences with a leak that goes with that sample; None without.
        raw_ends_on: the last day of the words as they were said; None when they have ended or
            the clock does not run yet.
        raw_is_there: the words as they were said are still kept.
        again: the numbers of turns that may repeat somebody who took their words back, and that
            nobody has read since.
    """

    id: str
    session_id: str
    version: int
    state: str
    stage: str
    text_hash: str
    decided_by: tuple[str, ...]
    read_by: tuple[str, ...]
    sampled: int
    leaks: int
    whole: bool
    upper: float | None
    raw_ends_on: date | None
    raw_is_there: bool
    again: tuple[int, ...]
    saved_by_name: str
    saved_on: date


@dataclass(frozen=True, slots=True)
class SuspectView:
    """A string that may tell who somebody is, and what was decided.

    Attributes:
        forms: the ways in which it is written.
        decided: somebody has decided.
        replacement: what stands in its place; None where it is kept or nobody has decided.
        beside: an ordinary word in small letters that is asked about, everywhere or at some places,
            only since a name is written like it.
    """

    text: str
    forms: tuple[str, ...]
    kinds: tuple[str, ...]
    count: int
    contexts: tuple[str, ...]
    decided: bool
    replacement: str | None
    beside: bool = False


@dataclass(frozen=True, slots=True)
class CodingView:
    """A code on some words of a turn.

    Attributes:
        number: of the turn.
        start, end: in code points of the turn, the end exclusive.
        mine: whoever looks put it there.
        category, sector: the kind of help and of agency that the words speak of; empty for none.
    """

    id: str
    transcript_id: str
    number: int
    seat_id: str | None
    start: int
    end: int
    code: str
    coder: str
    coder_name: str
    mine: bool
    memo: str = ""
    category: str = ""
    sector: str = ""


@dataclass(frozen=True, slots=True)
class SummaryView:
    """What a session answered to one question, in the note taker's words."""

    question: str
    version: int
    words: str
    saved_by_name: str
    saved_on: date | None

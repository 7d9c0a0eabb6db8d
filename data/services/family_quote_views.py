"""A quote as it is handed out, with why it may not be shown now."""

from collections.abc import Mapping
from dataclasses import dataclass
from math import inf
from typing import Any

from data import sealed_words
from data.family_views import SeatView
from data.services.family_quote_words import SaidInPlan
from data.services.family_sessions import seat_view
from data.store.versioned import Row
from scoring.quote_gate import Quote, Refusal, WordsState, refusals
from scoring.themes import Themes

READER_QUESTIONS = 3
_TIER = {"inside": "team"}
"""What the words of a consent call "inside the team" is "team" where it is reckoned."""


@dataclass(frozen=True, slots=True)
class QuoteView:
    """Words of a seat under a theme.

    Attributes:
        passage: the turn that it is from as it stands without names; empty where names may be in
            it still.
        refusals: why it may not be shown now; none where it may.
    """

    id: str
    theme_id: str
    seat: SeatView
    words: str
    passage: str
    scope: str
    answers: tuple[str | None, ...]
    proposed_by: str
    checked_by: str
    previewed: bool
    refusals: tuple[Refusal, ...]


@dataclass(frozen=True, slots=True)
class Opened:
    """A quote with what it is compared with.

    Attributes:
        row: of the quote.
        seat: the row of whose words it is.
        words: what it says.
        passage: as of a view.
        state: what the words are beside what was said.
    """

    row: Row
    seat: Row
    words: str
    passage: str
    state: WordsState


def opened(row: Row, seat: Row, coding: Row, said: SaidInPlan) -> Opened:
    """A quote beside what all seats have said."""
    place = f"quote/{row['id']}"
    words = sealed_words.unseal(row["sealed"], owner=row["seat_id"], place=place)
    fault = said.fault(words, coding=coding, scope=row["scope"])
    passage = said.passage(coding) if said.is_redacted(coding) else ""
    return Opened(row, seat, words, passage, "hold" if fault is None else fault.state)


def quote_view(found: Opened, shown: Themes, states: Mapping[str, str], released: int) -> QuoteView:
    """A quote as it stands now.

    Args:
        shown: the themes that may be shown to whoever will see it.
        states: session id to the state of its transcript.
        released: how many other quotes of the seat have their place already.
    """
    row, seat = found.row, found.seat
    given = row["answers"].get("given", [None] * READER_QUESTIONS)
    tier: Any = _TIER.get(seat["quote_tier"], seat["quote_tier"])
    state: Any = states.get(seat["session_id"], "raw")
    held = Quote(
        tier=tier,
        scope=row["scope"],
        transcript=state,
        cell_is_shown=row["theme_id"] in shown.shown,
        other_quotes=released,
        answers=tuple(given),
        preview_is_asked=seat["wants_preview"],
        is_previewed=row["previewed"],
        words=found.state,
    )
    columns = ("id", "theme_id", "scope", "proposed_by", "checked_by", "previewed")
    own = {name: row[name] for name in columns}
    return QuoteView(
        **own,
        seat=seat_view(seat),
        words=found.words,
        passage=found.passage,
        answers=tuple(given),
        refusals=refusals(held),
    )


def order_read(row: Row) -> tuple[float, str]:
    """Quotes in the order in which a second person read them; those that nobody read come last."""
    return row["answers"].get("turn", inf), row["id"]


def opens(seat: Row) -> bool:
    """What a seat said can be read still: neither it nor all words of its session have ended."""
    return sealed_words.opens(seat["session_id"]) and sealed_words.opens(seat["id"])

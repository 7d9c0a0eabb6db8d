"""A quote as it is handed out, with why it may not be shown now."""

from collections.abc import Mapping
from dataclasses import dataclass
from math import inf
from typing import Any

from data import sealed_words
from data.family_views import SeatView
from data.services.family_sessions import seat_view
from data.store.versioned import Row
from scoring.quote_gate import Quote, Refusal, refusals
from scoring.themes import Themes

READER_QUESTIONS = 3
_TIER = {"inside": "team"}
"""What the words of a consent call "inside the team" is "team" where it is reckoned."""


@dataclass(frozen=True, slots=True)
class QuoteView:
    """Words of a seat under a theme.

    Attributes:
        refusals: why it may not be shown now; none where it may.
    """

    id: str
    theme_id: str
    seat: SeatView
    words: str
    scope: str
    answers: tuple[str | None, ...]
    proposed_by: str
    checked_by: str
    previewed: bool
    refusals: tuple[Refusal, ...]


def quote_view(
    row: Row, seat: Row, shown: Themes, states: Mapping[str, str], released: int
) -> QuoteView:
    """A quote as it stands now.

    Args:
        shown: the themes that may be shown to whoever will see it.
        states: session id to the state of its transcript.
        released: how many other quotes of the seat have their place already.
    """
    place = f"quote/{row['id']}"
    words = sealed_words.unseal(row["sealed"], owner=row["seat_id"], place=place)
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
    )
    columns = ("id", "theme_id", "scope", "proposed_by", "checked_by", "previewed")
    own = {name: row[name] for name in columns}
    return QuoteView(
        **own, seat=seat_view(seat), words=words, answers=tuple(given), refusals=refusals(held)
    )


def order_read(row: Row) -> tuple[float, str]:
    """Quotes in the order in which a second person read them; those that nobody read come last."""
    return row["answers"].get("turn", inf), row["id"]


def opens(seat: Row) -> bool:
    """What a seat said can be read still: neither it nor all words of its session have ended."""
    return sealed_words.opens(seat["session_id"]) and sealed_words.opens(seat["id"])

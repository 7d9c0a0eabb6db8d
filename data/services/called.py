"""Which call to a service counts, and what it says of it.

Of several calls the last one counts that found out something. That nobody answered tells nothing:
it is no sign that a service is real, and none that it is not.
"""

from collections.abc import Mapping
from datetime import timedelta

from data.clock import today
from data.resource_views import CallView, FactState, Outcome
from data.store import calls as store
from scoring.listing import USABLE, Listing, before_calls

OLD_AFTER = timedelta(days=365)
QUESTIONS = ("reached", "offers", "payer", "family", "opening")
"""What a call asks, one thing after another."""
_OFFERS: frozenset[Outcome] = frozenset({"as_listed", "different", "moved"})
_NOBODY: frozenset[Outcome] = frozenset({"closed", "wrong_number"})


def all_calls(team_id: str) -> tuple[CallView, ...]:
    """All calls of a team, the oldest first; who may see them is asked elsewhere."""
    names = [name for name in CallView.__dataclass_fields__ if name != "is_old"]
    return tuple(
        CallView(
            **{name: row[name] for name in names},
            is_old=today() - row["called_on"] > OLD_AFTER,
        )
        for row in store.calls(team_id)
    )


def counting(calls: tuple[CallView, ...]) -> Mapping[str, CallView]:
    """The call that counts for each service that was called not too long ago, by listing.

    Args:
        calls: the oldest first.
    """
    found: dict[str, CallView] = {}
    for call in calls:
        if not call.is_old and (call.tells or not _tells(found.get(call.listing_id))):
            found[call.listing_id] = call
    return found


def listings_found_real(calls: tuple[CallView, ...], *, share: float = USABLE) -> Listing:
    """How many listings are real: what is known of other directories, and what calls have found.

    Args:
        calls: the oldest first.
        share: of listings that is believed to be real before any call.
    """
    found = [offers(each.outcome) for each in counting(calls).values()]
    return before_calls(share=share).after(real=found.count("yes"), unreal=found.count("no"))


def offers(outcome: Outcome) -> FactState:
    """Whether a service is there and offers what is listed."""
    if outcome == "no_answer":
        return "unknown"
    return "yes" if outcome in _OFFERS else "no"


def said(call: CallView) -> tuple[FactState, ...]:
    """What a call found, for each of `QUESTIONS`."""
    reached: FactState = "no" if call.outcome in _NOBODY else "yes"
    if not call.tells:
        reached = "unknown"
    answers = (call.takes_payer, call.takes_family, call.has_opening)
    return (reached, offers(call.outcome), *answers)


def _tells(call: CallView | None) -> bool:
    return call is not None and call.tells

"""Taking a seat in a session, and what a receipt card opens: all without a name.

Nothing here is done under anybody's account. The number of a seat is drawn, so it tells nothing
about who came first.
"""

import secrets

from data import sealed_words
from data.family_views import (
    CardQuote,
    CardView,
    Receipt,
    SeatEntry,
    SessionView,
    StudyView,
)
from data.sealed_words import WordsGone
from data.services.authority import RESPONDENT, as_actor
from data.services.cards import card_hash, new_card, words
from data.services.errors import FamilyProblems, FamilyStateError, NotFound
from data.services.families import study_view
from data.services.family_ends import withdraw_seat
from data.services.family_sessions import session_view
from data.store import families as store
from data.store import family_themes as themes
from data.store.versioned import Row
from data.tokens import new_id
from data.views import FieldProblem
from surveys.families_content import families_content
from surveys.family_promises import consent_text, switch_values

NUMBERS = 40
"""Numbers of seats are drawn from 1 to this, which is more than a group ever has.

A number that was given is not given again in its session, though its seat was taken back: notes
that are typed later would stand under somebody else.
"""
_TRIES = 40
_LAST_NUMBER = 999
_NO_CARD = "We do not know these words. Check each word on the card. The order counts."
_NOT_OPEN = "This session is not taking seats right now. Ask the person who runs it."


@as_actor(RESPONDENT)
def open_seats(session_id: str) -> tuple[StudyView, SessionView]:
    """The plan and the session that a sign in the room leads to.

    Raises:
        NotFound: there is none, or it takes no seats now.
    """
    row = store.session_anywhere(session_id)
    plan = None if row is None else store.study_anywhere(row["study_id"])
    if row is None or plan is None or row["state"] != "open":
        raise NotFound(_NOT_OPEN)
    return study_view(plan), session_view(row)


@as_actor(RESPONDENT)
def take_seat(
    session_id: str, entry: SeatEntry, *, version: int, card: str | None = None
) -> Receipt:
    """Take a seat, with a card whose words are shown now and never again.

    Args:
        version: of the plan whose promises were on the screen.
        card: words that were drawn before, with which nobody takes a second seat of the session;
            None draws them now.

    Raises:
        NotFound: the session takes no seats now.
        FamilyProblems: a point was not agreed to, or a choice is none; no seat is taken.
        FamilyStateError: every seat is taken, or the words are those of no card that is free.
    """
    plan, held = open_seats(session_id)
    problems = _problems(plan, entry, version=version)
    if problems:
        raise FamilyProblems(problems)
    card = card or new_card()
    hashed = card_hash(card)
    there = None if hashed is None else store.seat_of_card(hashed)
    if there is not None and there["session_id"] == session_id:
        return Receipt(held.entry.name, there["label"], card)
    if hashed is None or there is not None or not set(card.split()) <= set(words()):
        raise FamilyStateError("These words cannot go with this seat. Load the page anew.")
    seat_id = new_id()
    row = {**_row(plan, entry), "id": seat_id, "session_id": session_id, "card_hash": hashed}
    sealed_words.make_keys(seat_id)
    for number in _numbers(plan.team_id, session_id):
        if store.add_seat({**row, "label": number}, most=plan.settings.group_size):
            return Receipt(held.entry.name, number, card)
        label = _label_of(session_id, hashed)
        if label is not None:  # the same page was sent twice at once
            sealed_words.destroy_keys(seat_id)
            return Receipt(held.entry.name, label, card)
    sealed_words.destroy_keys(seat_id)
    raise FamilyStateError("All seats of this session are taken. Ask the person who runs it.")


@as_actor(RESPONDENT)
def has_seat(session_id: str, card: str) -> bool:
    """Somebody took a seat of this session with this card."""
    return _label_of(session_id, card_hash(card)) is not None


@as_actor(RESPONDENT)
def with_card(card: str) -> CardView:
    """What belongs to the seat of a card.

    Raises:
        NotFound: no seat has this card, or it was taken back.
    """
    seat = _seat(card)
    plan, held = _plan(seat)
    quotes, picked = tuple(_quotes(seat)), switch_values(plan.settings)
    return CardView(
        session_name=held.entry.name,
        label=seat["label"],
        quote_tier=seat["quote_tier"],
        tiers=plan.settings.quote_tiers,
        wants_preview=seat["wants_preview"],
        quotes=quotes,
        is_written=picked["written"] == "yes",
        is_quoted=picked["quotes"] == "yes",
    )


@as_actor(RESPONDENT)
def change_tier(card: str, tier: str) -> None:
    """Say anew how one's words may be used. What is shared less ends at once.

    Raises:
        NotFound: no seat has this card.
        FamilyProblems: there is no such way.
    """
    seat = _seat(card)
    plan, _ = _plan(seat)
    if tier not in plan.settings.quote_tiers:
        raise FamilyProblems((FieldProblem("consent_quote", "missing", ""),))
    store.change_seat(seat["team_id"], seat["id"], quote_tier=tier)


@as_actor(RESPONDENT)
def answer_preview(card: str, quote_id: str, *, agrees: bool) -> None:
    """Say of one quote that it may be shown as it is, or take it back.

    Raises:
        NotFound: no seat has this card, or this is no quote of it.
    """
    seat = _seat(card)
    own = {row["id"] for row in themes.quotes_of_seat(seat["team_id"], seat["id"])}
    if quote_id not in own:
        raise NotFound("This quote was taken back already.")
    if agrees:
        themes.change_quote(seat["team_id"], quote_id, previewed=True)
    else:
        themes.remove_quote(seat["team_id"], quote_id)


@as_actor(RESPONDENT)
def withdraw(card: str) -> None:
    """Take back everything that this seat said, for good; the card opens nothing afterwards.

    Raises:
        NotFound: no seat has this card.
    """
    seat = _seat(card)
    withdraw_seat(seat["team_id"], _plan(seat)[0].id, seat["id"])


def _seat(card: str) -> Row:
    hashed = card_hash(card)
    found = None if hashed is None else store.seat_of_card(hashed)
    if found is None:
        raise NotFound(_NO_CARD)
    return found


def _row(plan: StudyView, entry: SeatEntry) -> Row:
    """What is kept of what somebody said; the promises are those of the plan as it is."""
    return {
        "team_id": plan.team_id,
        "study_version": plan.version,
        "quote_tier": entry.quote_tier,
        "wants_preview": entry.wants_preview and plan.settings.preview,
        "may_record": entry.may_record,
    }


def _label_of(session_id: str, hashed: bytes | None) -> int | None:
    found = None if hashed is None else store.seat_of_card(hashed)
    return found["label"] if found is not None and found["session_id"] == session_id else None


def _plan(seat: Row) -> tuple[StudyView, SessionView]:
    row = store.session_anywhere(seat["session_id"])
    plan = None if row is None else store.study_anywhere(row["study_id"])
    if row is None or plan is None:
        raise NotFound(_NO_CARD)
    return study_view(plan), session_view(row)


def _quotes(seat: Row) -> list[CardQuote]:
    found: list[CardQuote] = []
    for row in themes.quotes_of_seat(seat["team_id"], seat["id"]):
        try:
            place = f"quote/{row['id']}"
            words = sealed_words.unseal(row["sealed"], owner=seat["id"], place=place)
        except WordsGone:
            continue
        found.append(CardQuote(row["id"], words, row["scope"], row["previewed"]))
    return found


def _numbers(team_id: str, session_id: str) -> list[int]:
    """Numbers that were not given yet, in an order that was drawn; small ones while there are any.

    Somebody may take many seats and give them back, so that only others are left.
    """
    taken = store.numbers_given(team_id, session_id)
    for numbers in (range(1, NUMBERS + 1), range(NUMBERS + 1, _LAST_NUMBER + 1)):
        if free := [number for number in numbers if number not in taken]:
            secrets.SystemRandom().shuffle(free)
            return free[:_TRIES]
    return []


def _problems(plan: StudyView, entry: SeatEntry, *, version: int) -> tuple[FieldProblem, ...]:
    asked = {point.id for point in consent_text(plan.settings, entry.language)}
    found = [FieldProblem(each, "not_agreed", "") for each in sorted(asked - set(entry.consent))]
    if version != plan.version:
        found.append(FieldProblem("version", "changed", ""))
    if entry.quote_tier not in plan.settings.quote_tiers:
        found.append(FieldProblem("consent_quote", "missing", ""))
    if entry.language not in families_content().languages:
        found.append(FieldProblem("language", "not_a_choice", ""))
    return tuple(found)

"""A card belongs to one seat, a seat to one card, and nobody sits down without all promises."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest

from data.family_views import Counts, SessionEntry, SessionView
from data.services import cards, families, family_ends, family_sessions, intake, seats
from data.services.errors import FamilyProblems, FamilyStateError, NotFound
from data.settings import settings as here
from data.store import families as store
from tests.data.services.families.groups import (
    Group,
    begun,
    contact,
    held,
    seat_entry,
    settings,
    written,
)

MOST = 8
ALL_TIERS = ["never", "paraphrase", "inside", "public"]


def opened(group: Group, name: str = "One") -> SessionView:
    entry = SessionEntry(name, "2026-11", "en", "in_person")
    made = family_sessions.add_session(group.team_id, group.plan.id, entry)
    return family_sessions.open_session(group.team_id, made.id, notice_read=True, seen=made.version)


@pytest.mark.parametrize(
    "typed",
    [
        lambda card: card,
        lambda card: card.upper(),
        lambda card: card.title().replace(" ", "-"),
        lambda card: f"  {card.replace(' ', ',  ')}\n",
        lambda card: card.replace(" ", "\t"),
        lambda card: card.replace(" ", "\u00a0"),
    ],
)
def test_a_card_opens_however_it_is_typed(
    sqlite_database: str, typed: Callable[[str], str]
) -> None:
    made = begun()
    session = opened(made)
    receipt = seats.take_seat(session.id, seat_entry(made.plan), version=made.plan.version)
    assert seats.with_card(typed(receipt.card)).label == receipt.label


def test_words_that_are_no_card_open_nothing(sqlite_database: str) -> None:
    made = begun()
    session = opened(made)
    receipt = seats.take_seat(session.id, seat_entry(made.plan), version=made.plan.version)
    own = receipt.card.split()
    wrong = (
        *("", "a", " ".join(own[:4]), " ".join([*own, own[0]]), "".join(own)),
        *(" ".join(reversed(own)), " ".join([*own[:4], own[0]]), "x" * 100_000, "\x00" * 5),
    )
    for typed in (each for each in wrong if each != receipt.card):
        for step in (
            lambda typed=typed: seats.with_card(typed),
            lambda typed=typed: seats.change_tier(typed, "never"),
            lambda typed=typed: seats.withdraw(typed),
            lambda typed=typed: seats.answer_preview(typed, "none", agrees=True),
        ):
            with pytest.raises(NotFound):
                step()
    assert seats.with_card(receipt.card).label == receipt.label


def test_what_is_kept_of_a_card_is_none_of_its_words(sqlite_database: str) -> None:
    made = begun()
    session = opened(made)
    receipt = seats.take_seat(session.id, seat_entry(made.plan), version=made.plan.version)
    (row,) = store.seats(made.team_id, (session.id,))
    assert row["card_hash"] == cards.card_hash(receipt.card)
    assert len(row["card_hash"]) == 32
    assert receipt.card not in repr(row)


def test_a_card_never_gets_a_second_seat(database: str) -> None:
    made = begun()
    one, two = opened(made, "One"), opened(made, "Two")
    card = cards.new_card()
    entry, version = seat_entry(made.plan), made.plan.version
    first = seats.take_seat(one.id, entry, version=version, card=card)
    assert seats.take_seat(one.id, entry, version=version, card=card) == first
    with pytest.raises(FamilyStateError, match="cannot go with this seat"):
        seats.take_seat(two.id, entry, version=version, card=card)
    for made_up in ("one two three four five", "abacus", "a b c d e"):
        with pytest.raises(FamilyStateError):
            seats.take_seat(two.id, entry, version=version, card=made_up)
    assert family_sessions.seats(made.team_id, two.id) == ()
    seats.withdraw(card)
    assert family_sessions.seats(made.team_id, one.id) == ()


@pytest.mark.parametrize("same", [False, True])
def test_twenty_at_once_get_seats_of_their_own_and_never_more_than_there_are(
    database: str, same: bool
) -> None:
    made = begun()
    session = opened(made)
    card = cards.new_card() if same else None
    entry, version = seat_entry(made.plan), made.plan.version

    def take(_: int) -> int | None:
        try:
            return seats.take_seat(session.id, entry, version=version, card=card).label
        except FamilyStateError:
            return None

    with ThreadPoolExecutor(20) as pool:
        labels = list(pool.map(take, range(20)))
    sitting = [each.label for each in family_sessions.seats(made.team_id, session.id)]
    if same:
        assert set(labels) == set(sitting)
        assert len(sitting) == 1
    else:
        taken = [each for each in labels if each is not None]
        assert sorted(taken) == sorted(sitting) == sorted(set(taken))
        assert len(taken) == MOST
    assert set(sitting) <= set(range(1, seats.NUMBERS + 1))
    keys = {each.name for each in (here().keys / "words").iterdir()}
    owners = [session.id, *(each.id for each in family_sessions.seats(made.team_id, session.id))]
    assert keys == {f"{each}{end}.key" for each in owners for end in ("", ".raw")}


def test_numbers_are_drawn(sqlite_database: str) -> None:
    made = begun()
    found = [
        tuple(each.label for each in made.receipts[held(made, people=6, name=f"S{n}").id])
        for n in range(4)
    ]
    assert any(each != tuple(sorted(each)) for each in found)  # by chance once in 720 ** 4


def test_nobody_sits_down_without_every_promise_as_it_is_now(sqlite_database: str) -> None:
    made = begun(quote_tiers=["never", "inside"])
    session, entry = opened(made), seat_entry(made.plan)
    wrong = [replace(entry, consent=entry.consent[:n] + entry.consent[n + 1 :]) for n in range(5)]
    wrong += [replace(entry, quote_tier=each) for each in ("public", "paraphrase", "", "all")]
    wrong += [replace(entry, language="Rosalinda Ocampo")]
    for each in wrong:
        with pytest.raises(FamilyProblems):
            seats.take_seat(session.id, each, version=made.plan.version)
    for version in (made.plan.version - 1, made.plan.version + 1, 0):
        with pytest.raises(FamilyProblems):
            seats.take_seat(session.id, entry, version=version)
    assert family_sessions.seats(made.team_id, session.id) == ()
    receipt = seats.take_seat(session.id, entry, version=made.plan.version)
    for tier in ("public", "paraphrase", "", "all"):
        with pytest.raises(FamilyProblems):
            seats.change_tier(receipt.card, tier)
    assert seats.with_card(receipt.card).quote_tier == "inside"


def test_only_what_is_asked_is_kept_of_a_seat(sqlite_database: str) -> None:
    made = begun()
    session, entry = opened(made), seat_entry(made.plan)
    entry = replace(
        entry,
        consent=(*entry.consent, "my name is Rosalinda"),
        language="es",
    )
    seats.take_seat(session.id, entry, version=made.plan.version)
    (row,) = store.seats(made.team_id, (session.id,))
    assert "Rosalinda" not in repr(row)
    assert set(row) == {
        *("team_id", "id", "session_id", "label", "card_hash", "study_version"),
        *("quote_tier", "wants_preview", "may_record"),
    }


def test_a_changed_plan_is_read_anew_by_whoever_wants_to_come(sqlite_database: str) -> None:
    made = begun()
    given = contact(made.plan)
    families.change_study(
        made.team_id, made.plan.id, name="Other", settings=settings(), seen=made.plan.version
    )
    with pytest.raises(FamilyProblems):
        intake.ask_to_come(made.plan.id, given)
    now = intake.open_intake(made.plan.id)
    with pytest.raises(FamilyProblems):
        intake.ask_to_come(made.plan.id, replace(contact(now), language="xx <b>"))


def test_seats_are_taken_while_a_session_is_open_alone(sqlite_database: str) -> None:
    made = begun()
    entry = SessionEntry("One", "2026-11", "en", "in_person")
    planned = family_sessions.add_session(made.team_id, made.plan.id, entry)
    over = held(made, people=1, name="Two")
    for session_id in (planned.id, over.id, "none", ""):
        with pytest.raises(NotFound):
            seats.take_seat(session_id, seat_entry(made.plan), version=made.plan.version)
    with pytest.raises(FamilyStateError):
        family_sessions.open_session(
            made.team_id, planned.id, notice_read=False, seen=planned.version
        )


def test_a_seat_of_another_session_said_nothing_here(sqlite_database: str) -> None:
    made = begun()
    one, two = held(made, people=2, name="One"), held(made, people=2, name="Two")
    made.receipts[one.id], theirs = made.receipts[two.id], made.receipts[one.id]
    strangers = Group(made.team_id, made.plan, receipts={one.id: theirs})
    assert len(strangers.seats(one.id)) == 2
    made.receipts[two.id] = theirs
    with pytest.raises(KeyError):
        made.seats(two.id)
    written(strangers, one)


def test_a_number_of_somebody_who_left_is_given_to_nobody_else(
    database: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = begun()
    session, entry, version = opened(made), seat_entry(made.plan), made.plan.version
    monkeypatch.setattr(seats, "NUMBERS", MOST + 1)
    sat = [seats.take_seat(session.id, entry, version=version) for _ in range(MOST)]
    (last,) = set(range(1, MOST + 2)) - {each.label for each in sat}
    seats.withdraw(sat[0].card)
    assert seats.take_seat(session.id, entry, version=version).label == last
    family_ends.withdraw_by_number(made.team_id, session.id, sat[1].label)
    more = [seats.take_seat(session.id, entry, version=version)]
    seats.withdraw(more[0].card)
    more.append(seats.take_seat(session.id, entry, version=version))
    assert min(each.label for each in more) > MOST + 1
    assert more[0].label != more[1].label
    with pytest.raises(FamilyStateError):
        seats.take_seat(session.id, entry, version=version)


def test_of_whoever_left_only_the_number_is_kept_and_that_until_the_session_is_over(
    database: str,
) -> None:
    made = begun()
    session, entry, version = opened(made), seat_entry(made.plan), made.plan.version
    sat = [seats.take_seat(session.id, entry, version=version) for _ in range(2)]
    seats.withdraw(sat[0].card)
    given = {each.label for each in sat}
    assert store.numbers_given(made.team_id, session.id) == given
    counts = Counts(came=2, paid=2, paid_amount=100.0)
    family_sessions.close_session(made.team_id, session.id, counts, seen=session.version)
    assert store.numbers_given(made.team_id, session.id) == frozenset()

"""Sent twice is sent once, on both databases, also where both come at the same time."""

import threading

from data.family_views import SeatEntry
from data.services import contact_rows, family_sessions, intake, seats
from data.services.cards import new_card
from tests.data.services.families.groups import begun, contact, seat_entry
from tests.pages.respond.families.parents import Parent, opened


def test_sending_twice_keeps_one_contact_on_each_database(database: str) -> None:
    group = begun()
    parent = Parent()
    parent.to_the_last_page(f"/family/{group.plan.id}")
    last = parent.screen.fields() | {"action": ["next"]}
    for _ in range(2):
        assert parent.post(f"/family/{group.plan.id}", last).heading == "Thank you"
    assert len(contact_rows.kept(group.plan.id)) == 1


def test_a_seat_is_taken_once_with_a_card_on_each_database(database: str) -> None:
    group = begun()
    session = opened(group)
    parent = Parent()
    parent.to_the_seat(f"/seat/{session.id}", wants_preview="no")
    last = parent.screen.fields() | {"action": ["next"]}
    parent.post(f"/seat/{session.id}", last)
    first = (parent.card, parent.seat)
    parent.post(f"/seat/{session.id}", last)
    assert (parent.card, parent.seat) == first
    (seat,) = family_sessions.seats(group.team_id, session.id)
    assert seat.label == first[1]


def test_two_at_the_same_time_are_one_contact_and_one_seat(database: str) -> None:
    group = begun()
    session = opened(group)
    given, entry, card = contact(group.plan), seat_entry(group.plan), new_card()
    barrier = threading.Barrier(4)
    labels: list[int] = []

    def send() -> None:
        barrier.wait()
        intake.ask_to_come(group.plan.id, given, once="the same page")
        labels.append(_sit(session.id, entry, group.plan.version, card))

    threads = [threading.Thread(target=send) for _ in range(4)]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    assert len(contact_rows.kept(group.plan.id)) == 1
    (seat,) = family_sessions.seats(group.team_id, session.id)
    assert labels == [seat.label] * 4


def _sit(session_id: str, entry: SeatEntry, version: int, card: str) -> int:
    return seats.take_seat(session_id, entry, version=version, card=card).label

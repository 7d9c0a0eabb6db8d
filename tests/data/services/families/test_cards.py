"""Cards with a few questions: of no seat, counted once for a plan, and shown from enough on."""

import json
import threading
from pathlib import Path

import pytest
from sqlalchemy import text

from data import sealed_words
from data.clock import today
from data.services import card_box, family_cards, family_sessions, seats
from data.services.authority import acting
from data.services.errors import FamilyProblems, FamilyStateError, NotAllowed, NotFound
from data.store import database as store
from tests.data.services.families.cards_given import (
    TRIBE,
    card,
    counted,
    ended,
    filled,
    give,
    in_the_box,
    over,
    sat_down,
    shown,
)
from tests.data.services.families.groups import begun, facilitator, held, seat_entry
from tests.data.services.families.searching import holding
from tests.pages.respond.families.parents import opened

FLOOR = 5


def test_totals_of_enough_are_shown_and_what_few_wrote_is_not(database: str) -> None:
    group = filled()
    counted(group)
    found = family_cards.standing(group.team_id, group.plan.id)
    assert (found.state, found.floor, found.counted_on) == ("counted", FLOOR, today())
    assert shown(group) == {
        "demo_race": {},
        "demo_tribe": {},
        "demo_gender": {},
        "demo_age": {"a26_39": 7, "a40_up": 5},
        "demo_home_language": {"español": 12},
        "demo_child_ages": {"c0_2": 12, "c3_5": 6},
    }
    assert in_the_box(group) == []
    assert not sealed_words.opens(card_box.owner(group.plan.id))


def test_nothing_of_the_cards_is_told_before_the_plan_has_ended(sqlite_database: str) -> None:
    group = begun()
    session = sat_down(group, 6)
    seen = {family_cards.standing(group.team_id, group.plan.id)}
    for number in range(6):
        give(group, session, number)
        seen.add(family_cards.standing(group.team_id, group.plan.id))
    ended(group)
    seen.add(family_cards.standing(group.team_id, group.plan.id))  # a session is open still
    assert len(seen) == 1
    with pytest.raises(FamilyStateError, match="End the plan first"):
        counted(group)
    over(group, session)
    assert family_cards.standing(group.team_id, group.plan.id).state == "ready"


def test_cards_are_counted_once_and_none_comes_afterwards(database: str) -> None:
    group = filled()
    counted(group)
    before = shown(group)
    with pytest.raises(FamilyStateError, match="counted already"):
        counted(group)
    later = sat_down(group, 5, "Three")
    with pytest.raises(NotFound):
        give(group, later, 20)
    with pytest.raises(FamilyStateError, match="counted already"):
        family_cards.type_card(group.team_id, group.plan.id, card(20))
    assert not family_cards.takes_cards(later.id)
    assert shown(group) == before
    assert in_the_box(group) == []
    assert not sealed_words.opens(card_box.owner(group.plan.id))


def test_the_floor_is_the_higher_of_what_was_promised(sqlite_database: str) -> None:
    for changed, floor in (
        ({"card_floor": 7, "public_report": True}, 7),
        ({"card_floor": 5, "people_outside": 8, "public_report": True}, 8),
        (
            {
                "card_floor": 5,
                "people_outside": 8,
                "public_report": False,
                "quote_tiers": ["never", "inside"],
            },
            5,
        ),
    ):
        group = begun(**changed)
        assert family_cards.standing(group.team_id, group.plan.id).floor == floor


def test_a_card_is_equally_long_and_holds_no_seat_no_session_and_no_day(
    database: str, home: Path
) -> None:
    group = begun()
    session = sat_down(group, 8)
    longest = {
        item.id: "ñ" * item.longest for item in card_box.questions() if item.kind == "short_text"
    }
    for number, said in enumerate(({"demo_age": "a18_25"}, longest, card(0))):
        about = {"version": group.plan.version, "once": f"page {number}"}
        family_cards.give_card(session.id, said, **about)
    found = in_the_box(group)
    assert {len(each["sealed"]) for each in found} == {12 + 16 + card_box.LENGTH + 64}
    assert {tuple(sorted(each)) for each in found} == {("id", "sealed", "study_id", "team_id")}
    tied = [session.id, *(each.id for each in family_sessions.seats(group.team_id, session.id))]
    for each in found:
        opens = sealed_words.unseal(
            each["sealed"], owner=card_box.owner(group.plan.id), place=f"card/{each['id']}"
        )
        assert set(json.loads(opens)) <= {item.id for item in card_box.questions()}
        assert not [name for name in tied if name in opens + each["id"]]
    assert holding(TRIBE.encode(), home) == []


def test_sending_twice_is_sending_once_also_at_the_same_time(database: str) -> None:
    group = begun()
    session = sat_down(group, 3)
    barrier = threading.Barrier(4)

    def send() -> None:
        barrier.wait()
        give(group, session, 1)

    threads = [threading.Thread(target=send) for _ in range(4)]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    assert len(in_the_box(group)) == 1
    over(group, session)
    give(group, session, 1)  # the answer was lost, and the session is over meanwhile
    with pytest.raises(NotFound):
        give(group, session, 2)
    assert len(in_the_box(group)) == 1


def test_a_card_for_each_seat_and_not_one_more(sqlite_database: str) -> None:
    group = begun()
    session = sat_down(group, 2)
    for number in range(2):
        give(group, session, number)
    with pytest.raises(FamilyStateError):
        give(group, session, 3)
    assert len(in_the_box(group)) == 2


def test_blank_wrong_and_outdated_cards_are_not_kept(sqlite_database: str) -> None:
    group = begun()
    session = sat_down(group, 4)
    now = group.plan.version
    family_cards.give_card(session.id, {}, version=now, once="a")
    wrong = {"demo_age": "a99", "demo_child_ages": ["c99"], "staff_involved": "yes"}
    family_cards.give_card(session.id, wrong, version=now, once="b")
    with pytest.raises(FamilyProblems):
        family_cards.give_card(session.id, {"demo_race": "x" * 81}, version=now, once="c")
    with pytest.raises(FamilyProblems):
        give(group, session, 1, version=now + 1)
    with pytest.raises(FamilyProblems):
        family_cards.type_card(group.team_id, group.plan.id, {"demo_race": " "})
    assert in_the_box(group) == []


def test_a_card_from_paper_needs_a_session_that_was_held_and_somebody_who_runs_it(
    sqlite_database: str,
) -> None:
    group = begun()
    with pytest.raises(FamilyStateError, match="No session"):
        family_cards.type_card(group.team_id, group.plan.id, card(1))
    held(group, people=1, name="One")
    for number in range(group.plan.settings.group_size):
        family_cards.type_card(group.team_id, group.plan.id, card(number))
    with pytest.raises(FamilyStateError, match="on paper"):
        family_cards.type_card(group.team_id, group.plan.id, card(1))
    ended(group)
    with acting(facilitator(group.team_id, role="member")):
        with pytest.raises(NotAllowed):
            family_cards.type_card(group.team_id, group.plan.id, card(1))
        with pytest.raises(NotAllowed):
            counted(group)


def test_taking_back_a_seat_takes_back_no_card(database: str) -> None:
    group = begun()
    session = opened(group)
    receipt = seats.take_seat(session.id, seat_entry(group.plan), version=group.plan.version)
    give(group, session, 1)
    before = in_the_box(group)
    seats.withdraw(receipt.card)
    assert in_the_box(group) == before


@pytest.mark.postgresql
def test_after_the_close_the_server_does_not_tell_which_card_came_with_which_seat(
    postgresql_database: str,
) -> None:
    group = begun()
    session = opened(group)
    for number in range(6):
        seats.take_seat(session.id, seat_entry(group.plan), version=group.plan.version)
        give(group, session, number)
    over(group, session)
    with store.reading() as connection:
        said = connection.execute(text("SELECT id, xmin::text FROM family_card ORDER BY ctid"))
        found = said.all()
    assert len({row[1] for row in found}) == 1
    assert [row[0] for row in found] == sorted(row[0] for row in found)

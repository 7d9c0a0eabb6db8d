"""The card about oneself: optional, of no seat, kept once, and not before the last button."""

import logging
from pathlib import Path
from typing import Any

import pytest

from data.family_views import Counts, SessionView
from data.services import card_box, families, family_cards, family_sessions, seats
from data.store import family_cards as rows
from surveys.families_content import families_content
from surveys.family_promises import consent_text
from tests.data.services.families.groups import Group, seat_entry
from tests.pages.respond.families.parents import Parent, bytes_at

TYPED = "Chicana and Yakama"


@pytest.fixture
def card(group: Group, session: SessionView) -> str:
    """Where the card is, in a session in which somebody sits."""
    seats.take_seat(session.id, seat_entry(group.plan), version=group.plan.version)
    return f"/seat/{session.id}/card"


def to_the_last(parent: Parent, address: str, **answers: Any) -> None:
    parent.go(address)
    parent.on()
    parent.on(**answers)


def has_cards(group: Group) -> bool:
    return rows.has_cards(group.team_id, group.plan.id)


def test_whoever_has_a_seat_is_led_to_the_card_and_gives_it(
    group: Group, session: SessionView, door: str, parent: Parent
) -> None:
    parent.to_the_seat(door, wants_preview="no")
    parent.on()
    words = parent.card
    parent.go(parent.screen.root.one("main").one("a").get("href"))
    assert parent.heading == "You are all set"
    ways = [each.get("href") for each in parent.screen.root.one("main").all("a")]
    assert ways == [f"/seat/{session.id}/card?language=en", "/card?language=en"]
    to_the_last(parent, ways[0], demo_race=TYPED, demo_age="a26_39", demo_child_ages=("c0_2",))
    for each in (TYPED, "26 to 39", "0 to 2"):
        assert each in parent.screen.text
    assert not has_cards(group)
    screen = parent.on()
    assert screen.heading == "Thank you"
    assert "Your card is in the box" in screen.text
    assert has_cards(group)
    assert parent.answer.headers["clear-site-data"] == '"cache"'
    assert dict(parent.client.cookies) == {}
    for place in parent.went:
        assert words.split()[0] not in place
        assert "Yakama" not in place


def test_it_says_before_anything_is_asked_and_before_sending_that_nobody_can_take_it_back(
    group: Group, card: str, parent: Parent
) -> None:
    screen = parent.go(card)
    promised = {each.id: each.text for each in consent_text(group.plan.settings, "en")}
    assert " ".join(promised["consent_card"].split()) in screen.text
    assert "you cannot change it or take it back" in screen.text
    parent.on()
    parent.on(demo_age="a18_25")
    assert "You cannot take them back." in parent.screen.text


def test_nothing_is_kept_before_the_last_button_and_no_word_lies_open_after_it(
    own_home: Path, group: Group, card: str, parent: Parent
) -> None:
    parent.go(card)
    before = bytes_at(own_home)
    to_the_last(parent, card, demo_race=TYPED)
    assert bytes_at(own_home) == before
    parent.on()
    whole = bytes_at(own_home)
    assert whole != before
    assert b"Yakama" not in whole


def test_every_question_can_be_skipped_and_a_blank_card_is_no_card(
    group: Group, card: str, parent: Parent
) -> None:
    parent.go(card)
    screen = parent.on()
    assert len(card_box.questions()) == 6
    for each in card_box.questions():
        assert f'name="a.{each.id}"' in screen.html
    assert " required" not in screen.html
    to_the_last(parent, card)
    screen = parent.on()
    assert "You left all of it blank" in screen.text
    assert not has_cards(group)


def test_sending_twice_is_sending_once(group: Group, card: str, parent: Parent) -> None:
    to_the_last(parent, card, demo_age="a26_39")
    last = parent.screen.fields() | {"action": ["next"]}
    for _ in range(2):  # there is one seat, so a second card would be refused
        assert parent.post(card, last).heading == "Thank you"
        assert parent.status == 200
    other = Parent()
    to_the_last(other, card, demo_age="a26_39")
    assert other.on().heading == "All cards are in"
    assert other.status == 409


@pytest.mark.parametrize("when", ["over", "none", "counted"])
def test_where_no_card_can_be_given_a_kind_page_says_so(
    when: str, group: Group, session: SessionView, card: str, parent: Parent
) -> None:
    where = "/seat/none/card" if when == "none" else card
    if when == "over":
        family_sessions.close_session(group.team_id, session.id, Counts(), seen=session.version)
    if when == "counted":
        now = family_sessions.close_session(
            group.team_id, session.id, Counts(), seen=session.version
        )
        family_cards.type_card(group.team_id, group.plan.id, {"demo_age": "a18_25"})
        plan = families.move_study(group.team_id, group.plan.id, "ended", seen=group.plan.version)
        family_cards.count_cards(group.team_id, plan.id)
        later = family_sessions.add_session(
            group.team_id, plan.id, type(now.entry)("Later", "2026-12", "en", "in_person")
        )
        later = family_sessions.open_session(
            group.team_id, later.id, notice_read=True, seen=later.version
        )
        done = parent.go(f"/seat/{later.id}/done")
        assert [each.get("href") for each in done.root.one("main").all("a")] == [
            "/card?language=en"
        ]
        where = f"/seat/{later.id}/card"
    screen = parent.go(where)
    assert (parent.status, screen.heading) == (404, "This page is not open right now")


def test_promises_that_were_changed_meanwhile_are_read_again_and_answers_stay(
    group: Group, card: str, parent: Parent
) -> None:
    to_the_last(parent, card, demo_race=TYPED)
    plan = group.plan
    changed = plan.settings.model_copy(update={"card_floor": 9})
    families.change_study(
        group.team_id, plan.id, name=plan.name, settings=changed, seen=plan.version
    )
    screen = parent.on()
    assert parent.status == 409
    assert "9 people" in screen.text
    parent.on()
    assert TYPED in parent.screen.html
    assert not has_cards(group)


def test_a_page_of_another_session_does_not_open_here(
    group: Group, card: str, parent: Parent
) -> None:
    to_the_last(parent, card, demo_race=TYPED)
    last = parent.screen.fields() | {"action": ["next"]}
    other = card.replace("/card", "")
    assert parent.post(other, last).heading == "This page was open for too long"
    assert not has_cards(group)


def test_what_was_written_is_in_no_log(
    card: str, parent: Parent, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    to_the_last(parent, card, demo_race=TYPED, demo_tribe="Yakama Nation")
    parent.on()
    assert "Yakama" not in "\n".join(record.getMessage() for record in caplog.records)


def test_it_is_all_there_in_spanish(group: Group, card: str) -> None:
    parent = Parent(prefers="es")
    said = families_content().words("es")
    screen = parent.go(card)
    assert (screen.language, screen.heading) == ("es", said.sections["demographics"])
    parent.on()
    for item in card_box.questions():
        assert said.items[item.id].text in parent.screen.text
    parent.on(demo_home_language="mixteco")
    assert parent.on().heading == "Gracias"
    assert has_cards(group)

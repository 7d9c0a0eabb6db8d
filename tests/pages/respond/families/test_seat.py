"""Somebody takes a seat in the room: consent once more, a number, and five words, once."""

import logging
from pathlib import Path

import pytest

from data.family_views import Counts, SessionView
from data.services import cards, families, family_sessions, seats
from pages.respond.families import seat as seat_pages
from surveys.families_content import families_content
from surveys.family_promises import consent_text
from tests.data.services.families.groups import Group, begun, seat_entry
from tests.pages.respond.families.parents import Parent, bytes_at, opened


def test_a_seat_is_taken_with_what_was_said_and_its_card_opens_it(
    group: Group, session: SessionView, door: str, parent: Parent
) -> None:
    parent.to_the_seat(door, tier="paraphrase", wants_preview="yes")
    assert family_sessions.seats(group.team_id, session.id) == ()
    screen = parent.on()
    assert screen.heading == "Your seat and your card"
    (seat,) = family_sessions.seats(group.team_id, session.id)
    assert (seat.label, seat.quote_tier, seat.wants_preview) == (parent.seat, "paraphrase", True)
    assert seat.may_record is None
    assert len(parent.card.split()) == cards.WORDS
    assert seats.with_card(parent.card).label == seat.label


def test_nothing_is_stored_before_the_last_button_and_the_words_are_not_stored_at_all(
    own_home: Path, door: str, parent: Parent
) -> None:
    parent.go(door)
    before = bytes_at(own_home)
    parent.to_the_seat(door, wants_preview="no")
    assert bytes_at(own_home) == before
    parent.on()
    whole = bytes_at(own_home)
    assert whole != before
    assert parent.card.encode() not in whole
    assert not [word for word in parent.card.split() if f'"{word}"'.encode() in whole]


def test_the_page_says_what_the_words_are_for_and_that_they_are_shown_once(
    group: Group, door: str, parent: Parent
) -> None:
    parent.to_the_seat(door, wants_preview="no")
    screen = parent.on()
    said = families_content().words("en")
    told = ("Copy these five words now", "They are shown once", said.card["use"], said.card["keep"])
    for each in told:
        assert each in screen.text
    lost = {point.id: point.text for point in consent_text(group.plan.settings, "en")}
    assert lost["consent_lost_card"] in screen.text
    assert "http://127.0.0.1:8501/card" in screen.text


def test_a_reload_of_the_card_takes_no_second_seat_and_shows_the_same_card_for_a_while(
    group: Group,
    session: SessionView,
    door: str,
    parent: Parent,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    parent.to_the_seat(door, wants_preview="no")
    last = parent.screen.fields() | {"action": ["next"]}
    parent.post(door, last)
    first = (parent.card, parent.seat)
    parent.post(door, last)
    assert (parent.card, parent.seat) == first
    monkeypatch.setattr(seat_pages, "SHOWN_FOR", 0)
    screen = parent.post(door, last)
    assert screen.heading == "You have a seat already"
    assert first[0].split()[0] not in screen.html
    assert len(family_sessions.seats(group.team_id, session.id)) == 1


def test_two_people_have_two_seats_and_two_cards(
    group: Group, session: SessionView, door: str
) -> None:
    found: set[tuple[int, str]] = set()
    for _ in range(2):
        parent = Parent()
        parent.to_the_seat(door, wants_preview="no")
        parent.on()
        found.add((parent.seat, parent.card))
    assert len({label for label, _ in found}) == len({card for _, card in found}) == 2
    assert len(family_sessions.seats(group.team_id, session.id)) == 2


def test_the_whole_consent_is_read_again_at_the_door_with_a_box_for_each_point(
    group: Group, door: str, parent: Parent
) -> None:
    parent.go(door)
    parent.on()
    points: list[str] = []
    while parent.heading.startswith("Before you say yes"):
        assert parent.screen.answers() == {}
        points += [each.one("legend").text for each in parent.screen.fieldsets]
        parent.tick_all()
    asked = consent_text(group.plan.settings, "en")
    assert points == [" ".join(point.text.split()) for point in asked]


def test_no_name_and_no_free_text_is_asked_at_the_door(door: str, parent: Parent) -> None:
    parent.go(door)
    seen = [parent.screen]
    seen.append(parent.on())
    while parent.heading.startswith("Before you say yes"):
        seen.append(parent.tick_all())
    seen.append(parent.on(consent_quote="never", wants_preview="no", consent_join="yes"))
    kinds = {each.get("type") for screen in seen for each in screen.root.all("input")}
    assert kinds == {"hidden", "radio", "checkbox"}
    assert seen[-1].heading == "Ready to sit down?"


@pytest.mark.parametrize(("mode", "asks"), [("audio", True), ("notes", False), ("none", False)])
def test_recording_is_asked_about_only_where_the_plan_records(
    mode: str, asks: bool, own_home: Path, parent: Parent
) -> None:
    group = begun(recording_mode=mode)
    session = opened(group)
    parent.go(f"/seat/{session.id}")
    parent.on()
    parent.through_the_consent()
    ids = [each.get("id") for each in parent.screen.fieldsets]
    assert ("q-consent_record" in ids) is asks
    assert ("q-consent_quote" in ids) is (mode != "none")
    if asks:
        choices = {"consent_quote": "never", "wants_preview": "no", "consent_join": "yes"}
        assert parent.on(**choices).fieldset("consent_record").get("class") == "radio wrong"
        parent.on(**choices, consent_record="no")
        parent.on()
        (seat,) = family_sessions.seats(group.team_id, session.id)
        assert seat.may_record is False


def test_how_words_may_be_used_goes_from_not_at_all_and_none_is_chosen(
    door: str, parent: Parent
) -> None:
    parent.go(door)
    parent.on()
    screen = parent.through_the_consent()
    offered = [each.get("value") for each in screen.fieldset("consent_quote").all("input")]
    assert offered == ["never", "paraphrase", "inside", "public"]
    assert screen.answers() == {}
    assert parent.on().fieldset("consent_quote").get("class") == "radio wrong"
    assert parent.status == 422


def test_a_preview_is_offered_only_where_the_plan_has_one(own_home: Path, parent: Parent) -> None:
    session = opened(begun(preview=False))
    parent.go(f"/seat/{session.id}")
    parent.on()
    parent.through_the_consent()
    ids = [each.get("id") for each in parent.screen.fieldsets]
    assert ids == ["q-consent_quote", "q-consent_join"]


@pytest.mark.parametrize("when", ["over", "none"])
def test_a_session_that_takes_no_seats_is_a_kind_page(
    when: str, group: Group, session: SessionView, parent: Parent
) -> None:
    if when == "over":
        family_sessions.close_session(group.team_id, session.id, Counts(), seen=session.version)
    screen = parent.go(f"/seat/{session.id if when == 'over' else 'none'}")
    assert (parent.status, screen.heading) == (404, "This page is not open right now")


def test_a_room_that_is_full_says_so(own_home: Path, parent: Parent) -> None:
    group = begun(group_size=5)
    session = opened(group)
    for _ in range(5):
        seats.take_seat(session.id, seat_entry(group.plan), version=group.plan.version)
    parent.to_the_seat(f"/seat/{session.id}", wants_preview="no")
    assert parent.on().heading == "All seats are taken"
    assert parent.status == 409
    assert len(family_sessions.seats(group.team_id, session.id)) == 5


def test_promises_that_were_changed_meanwhile_are_read_again(
    group: Group, session: SessionView, door: str, parent: Parent
) -> None:
    parent.to_the_seat(door, wants_preview="no")
    plan = group.plan
    changed = plan.settings.model_copy(update={"redacted_days": 365})
    families.change_study(
        group.team_id, plan.id, name=plan.name, settings=changed, seen=plan.version
    )
    screen = parent.on()
    assert parent.status == 409
    assert screen.heading.startswith("Before you say yes")
    assert screen.answers() == {}
    assert family_sessions.seats(group.team_id, session.id) == ()


def test_the_card_is_in_no_address_no_cookie_and_no_log_and_the_end_forgets_it(
    door: str, parent: Parent, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    parent.to_the_seat(door, wants_preview="no")
    card = parent.on() and parent.card
    link = parent.screen.root.one("main").one("a").get("href")
    screen = parent.go(link)
    assert screen.heading == "You are all set"
    assert parent.answer.headers["clear-site-data"] == '"cache"'
    assert dict(parent.client.cookies) == {}
    logged = "\n".join(record.getMessage() for record in caplog.records)
    for place in (logged, screen.html, "\n".join(parent.went)):
        assert card not in place
        assert card.replace(" ", "+") not in place


def test_it_is_all_there_in_spanish(group: Group, door: str) -> None:
    parent = Parent(prefers="es")
    parent.to_the_seat(door, wants_preview="no")
    assert parent.screen.language == "es"
    assert parent.on().heading == "Su asiento y su tarjeta"
    said = families_content().words("es")
    assert said.card["use"] in parent.screen.text

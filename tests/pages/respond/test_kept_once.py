"""From the link to the thanks: what is kept is what was clicked, and it is kept once."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from data.services import answering, invitations, waves
from tests.pages.respond.opening import Seats, open_wave
from tests.pages.respond.questionnaires import edition, instrument
from tests.pages.respond.visiting import CLICKED, KEPT, Visitor, fill_in


def test_every_kind_of_item_is_kept_as_it_was_clicked(own_seats: Seats, visitor: Visitor) -> None:
    visitor.begin(own_seats.take())
    fill_in(visitor, CLICKED)
    visitor.press()
    assert visitor.screen.heading == "Thank you"
    assert own_seats.new_sheets() == [KEPT]


def test_the_way_through_the_form_does_not_change_what_is_kept(
    own_seats: Seats, visitor: Visitor
) -> None:
    """Backwards, in another language, in two sittings, with detours and corrections."""
    secret = own_seats.take()
    visitor.begin(secret)
    fill_in(visitor, dict.fromkeys(CLICKED, ()))
    visitor.go("/answer/part/2")
    visitor.press("language:es", **{item: CLICKED[item] for item in ("share", "years")})
    other = Visitor(prefers="es")
    other.join(secret)
    other.press("begin")
    for number in (4, 3, 2, 1):
        other.go(f"/answer/part/{number}")
        here = {field.get("id").removeprefix("q-") for field in other.screen.fieldsets}
        other.press("back", **{item: CLICKED[item] for item in CLICKED if item in here})
        assert other.status == 200
    other.go("/answer/check")
    other.press()
    assert other.screen.heading == "Gracias"
    assert own_seats.new_sheets() == [KEPT]


def test_every_question_may_be_left_blank(own_seats: Seats, visitor: Visitor) -> None:
    visitor.begin(own_seats.take())
    visitor.send_all()
    assert own_seats.new_sheets() == [dict.fromkeys(KEPT, None)]


def test_a_link_that_was_used_is_thanked_whichever_way_it_comes_again(
    own_seats: Seats, visitor: Visitor
) -> None:
    secret = own_seats.take()
    second_tab = Visitor()
    second_tab.begin(secret)
    visitor.begin(secret)
    visitor.press("next", form="1")
    check_page = visitor.to_the_check().fields()
    visitor.press()
    assert visitor.screen.heading == "Thank you"

    def is_thanked(each: Visitor) -> None:
        assert each.status == 200
        assert each.screen.heading == "Thank you"
        assert "already received" in each.screen.text

    visitor.go(visitor.path)  # a reload of the last page
    is_thanked(visitor)
    visitor.join(secret)
    is_thanked(visitor)
    Visitor().join(secret)
    is_thanked(visitor)
    second_tab.press("next", form="0")
    is_thanked(second_tab)
    again = Visitor()
    again.client.cookies.set("table", secret)
    again.post("/answer/send", check_page)
    is_thanked(again)
    assert [sheet["form"] for sheet in own_seats.new_sheets()] == [1]
    assert waves.progress(own_seats.wave.id).answered == 1


def test_a_form_that_is_sent_three_times_at_once_is_kept_once_and_thanked_three_times(
    own_seats: Seats,
) -> None:
    secret = own_seats.take()
    visitors = [Visitor() for _ in range(3)]
    for each in visitors:
        each.begin(secret)
        each.go("/answer/check")
    with ThreadPoolExecutor(len(visitors)) as threads:
        screens = list(threads.map(lambda each: each.press(), visitors))
    assert [screen.heading for screen in screens] == ["Thank you"] * 3
    assert len(own_seats.new_sheets()) == 1


def test_sending_again_after_the_answer_got_lost_is_thanked(
    own_seats: Seats, visitor: Visitor
) -> None:
    secret = own_seats.take()
    visitor.begin(secret)
    visitor.press("next", form="1")
    visitor.to_the_check()
    answering.keep_answers(secret, answering.open_form(secret).draft)
    visitor.press()
    assert visitor.screen.heading == "Thank you"
    assert len(own_seats.new_sheets()) == 1


def test_a_wave_that_has_closed_says_so_plainly(own_seats: Seats, visitor: Visitor) -> None:
    secret, other = own_seats.take(), own_seats.take()
    visitor.begin(secret)
    late = Visitor()
    late.begin(other)
    waves.close_wave(own_seats.wave.id)
    visitor.press("next", form="1")
    assert (visitor.status, visitor.path) == (404, "/answer/unknown")
    assert "the survey is over" in visitor.screen.text
    late.join(other)
    assert (late.status, late.path) == (404, "/answer/unknown")


def test_a_link_whose_place_was_taken_by_a_newer_one_says_so(
    own_seats: Seats, visitor: Visitor
) -> None:
    secret = own_seats.take()
    visitor.begin(secret)
    invitations.reissue_unused(own_seats.wave.id, "link")
    visitor.press("next", form="1")
    assert visitor.status == 404
    assert "a newer one may have taken its place" in visitor.screen.text


def test_too_many_wrong_codes_hold_up_codes_for_a_minute_and_lose_nothing(
    own_seats: Seats, visitor: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    by_code = open_wave(edition(instrument(name="with_codes")), kind="code")
    monkeypatch.setattr(invitations, "seconds", lambda: 600)
    visitor.post("/code", {"code": by_code.take()})
    visitor.press("begin")
    guesser = Visitor()
    for _ in range(60):
        guesser.post("/code", {"code": "7K3M-Q2XD"})
        assert guesser.status == 422
    guesser.post("/code", {"code": "7K3M-Q2XD"})
    assert guesser.screen.heading == "Please wait a minute"
    visitor.press("next", form="1", main="dk")
    assert visitor.status == 429
    right_code = by_code.take()
    late = Visitor()
    late.join(right_code)
    assert (late.status, late.path) == (429, "/answer")
    linked = Visitor()
    assert linked.join(own_seats.take()).heading == "Every kind (en)"

    monkeypatch.setattr(invitations, "seconds", lambda: 660)
    visitor.press()
    assert visitor.path == "/answer/part/2"
    assert visitor.go("/answer/part/1").answers() == {"form": ["1"], "main": ["dk"]}
    assert late.go(next(late.screen.root.all("main")).one("a").get("href")).heading == (
        "Every kind (en)"
    )

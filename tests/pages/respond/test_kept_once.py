"""From the link to the thanks: what is kept is what was clicked, and it is kept once."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date

import pytest

from data.services import answering, editions, invitations, waves
from data.services.errors import NotFound
from pages.respond import visitor as visiting
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

    visitor.go(str(visitor.answer.url))  # a reload of the last page
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


@pytest.fixture
def by_code(own_seats: Seats) -> Seats:
    """A wave whose seats have codes."""
    return open_wave(edition(instrument(name="with_codes")), kind="code")


def guess_for_a_minute(monkeypatch: pytest.MonkeyPatch, *, minute: int = 10) -> None:
    """So many wrong codes that nobody is told any more whether one is right."""
    monkeypatch.setattr(invitations, "seconds", lambda: minute * 60)
    guesser = Visitor()
    for _ in range(60):
        guesser.post("/code", {"code": "7K3M-Q2XD"})
        assert guesser.status == 422
    guesser.post("/code", {"code": "7K3M-Q2XD"})
    assert guesser.screen.heading == "Please wait a minute"


def test_too_many_wrong_codes_hold_up_who_comes_new_for_a_minute_and_no_link(
    own_seats: Seats, by_code: Seats, monkeypatch: pytest.MonkeyPatch
) -> None:
    guess_for_a_minute(monkeypatch)
    late, typing = Visitor(), Visitor()
    late.join(by_code.take())
    assert (late.status, late.path) == (429, "/answer")
    typing.post("/code", {"code": by_code.take()})
    assert typing.status == 429
    assert Visitor().join(own_seats.take()).heading == "Every kind (en)"
    monkeypatch.setattr(invitations, "seconds", lambda: 660)
    assert late.go(next(late.screen.root.all("main")).one("a").get("href")).heading == (
        "Every kind (en)"
    )
    guess_for_a_minute(monkeypatch, minute=11)
    late.press("begin")
    assert late.path == "/answer/part/1"  # its code was found right in between


@pytest.mark.parametrize("way", ["typed", "scanned"])
def test_whoever_has_come_in_with_a_code_goes_on_and_sends_while_wrong_codes_come_in(
    by_code: Seats, visitor: Visitor, monkeypatch: pytest.MonkeyPatch, way: str
) -> None:
    code = by_code.take()
    if way == "typed":
        visitor.post("/code", {"code": code.lower()})
    else:
        visitor.join(code.replace("-", ""))
    visitor.press("begin")
    guess_for_a_minute(monkeypatch)
    visitor.press("next", form="1", main="dk")
    assert visitor.path == "/answer/part/2"
    visitor.join(code)  # scanned once more
    assert visitor.screen.heading == "Every kind (en)"
    visitor.post("/code", {"code": code})
    assert visitor.screen.heading == "Every kind (en)"
    visitor.press("begin")
    visitor.send_all()
    assert visitor.path == "/answer/thanks"
    assert visitor.screen.heading == "Thank you"
    assert [sheet["form"] for sheet in by_code.new_sheets()] == [1]


@pytest.mark.parametrize("proof", ["", ".", f".{'0' * 64}", "another's"])
def test_a_code_without_its_own_proof_stays_a_guess(
    by_code: Seats, visitor: Visitor, monkeypatch: pytest.MonkeyPatch, proof: str
) -> None:
    code, other = (by_code.take().replace("-", "") for _ in range(2))
    if proof == "another's":
        proof = f".{invitations.proof_of(other)}"
    guess_for_a_minute(monkeypatch)
    visitor.client.cookies.set("table", code + proof)
    for path in ("/answer", "/answer/part/1", "/answer/thanks"):
        assert visitor.go(path).heading == "Please wait a minute"
        assert visitor.status == 429
    visitor.join(code)
    assert visitor.status == 429


def test_the_last_page_thanks_nobody_of_whom_it_does_not_know(
    own_seats: Seats, visitor: Visitor
) -> None:
    for cookie in (None, "A" * 22, "7K3MQ2XD", "nonsense"):
        stranger = Visitor()
        if cookie:
            stranger.client.cookies.set("table", cookie)
        for receipt in ("", "?receipt=", f"?receipt={'0' * 32}", "?receipt=%F0%9F%8D%8E"):
            assert stranger.go(f"/answer/thanks{receipt}").heading == "Did you send your answers?"
            assert "If you did, they were received." in stranger.screen.text
            assert "have been received" not in stranger.screen.text


def test_the_last_page_says_that_a_survey_is_closed_to_whoever_did_not_send_in_time(
    own_seats: Seats, visitor: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    visitor.begin(own_seats.take())
    monkeypatch.setattr(answering, "today", lambda: date(2100, 1, 1))
    assert visitor.go("/answer/thanks").heading == "This survey is closed"
    late = Visitor()
    late.client.cookies.set("table", own_seats.take())
    monkeypatch.undo()
    waves.close_wave(own_seats.wave.id)
    assert late.go("/answer/thanks").heading == "Did you send your answers?"


def test_who_sent_is_thanked_again_for_an_hour_at_least_and_then_asked(
    own_seats: Seats, visitor: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(visiting, "seconds", lambda: 3600 * 500_000)
    visitor.begin(own_seats.take())
    visitor.send_all()
    last = str(visitor.answer.url)
    waves.close_wave(own_seats.wave.id)
    for later in (0, 7199):
        monkeypatch.setattr(visiting, "seconds", lambda passed=later: 3600 * 500_000 + passed)
        assert visitor.go(last).heading == "Thank you"
    monkeypatch.setattr(visiting, "seconds", lambda: 3600 * 500_002)
    assert visitor.go(last).heading == "Did you send your answers?"


def test_the_last_address_is_the_same_for_all_who_send_in_an_hour(own_seats: Seats) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(visiting, "seconds", lambda: 3600 * 500_000)
        sent = [Visitor() for _ in range(2)]
        for each in sent:
            each.begin(own_seats.take())
            each.send_all()
    assert len({str(each.answer.url) for each in sent}) == 1


def test_the_last_page_says_the_words_that_were_frozen_when_the_wave_opened(
    own_seats: Seats, visitor: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    def gone(*_: object) -> None:
        raise NotFound("A newer version has taken its place.")

    monkeypatch.setattr(editions, "edition", gone)
    visitor.begin(own_seats.take())
    visitor.send_all()
    assert "See you at the table." in visitor.screen.text

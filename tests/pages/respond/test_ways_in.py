"""Links and codes, right and wrong; and pages that are not there any more."""

from collections.abc import Callable
from datetime import date

import pytest

from data.services import answering
from tests.pages.respond.opening import Seats
from tests.pages.respond.questionnaires import edition
from tests.pages.respond.visiting import Visitor


@pytest.mark.parametrize("secret", ["A" * 22, "short", "a%20b", "x" * 500, "%F0%9F%8D%8E"])
def test_a_link_that_we_do_not_know_gets_a_plain_page_at_an_address_without_it(
    one_home: object, visitor: Visitor, secret: str
) -> None:
    screen = visitor.join(secret)
    assert (visitor.status, visitor.path) == (404, "/answer/unknown")
    assert screen.heading == "This link does not work"
    assert next(screen.form.all("label")).text == "The 9 letters and numbers on your slip"


def test_a_link_that_we_do_not_know_leaves_a_form_that_is_open_alone(
    seats: Seats, visitor: Visitor
) -> None:
    visitor.begin(seats.take())
    visitor.press("next", form="1")
    visitor.join("A" * 22)
    assert visitor.go("/answer/part/1").answers() == {"form": ["1"]}


@pytest.mark.parametrize("around", ["{}.", "{})", "{}>,", "%20{}", "{}%E2%80%9D"])
def test_what_a_message_puts_around_a_link_is_no_part_of_it(
    seats: Seats, visitor: Visitor, around: str
) -> None:
    assert visitor.join(around.format(seats.take())).heading == "Every kind (en)"


@pytest.mark.parametrize(
    "typed",
    [
        "{0}-{1}-{2}",
        "{0}{1}{2}",
        " {0} {1} {2} ",
        "{0}\u2013{1}\u2013{2}",  # what a phone makes of a dash
        "{0}\u2014{1}\u2014{2}\u00a0",
    ],
)
def test_a_code_is_known_however_it_is_typed(
    one_home: Callable[..., Seats], visitor: Visitor, typed: str
) -> None:
    seats = one_home(edition(), kind="code")
    parts = seats.take().split("-")
    visitor.go("/code")
    visitor.post("/code", {"code": typed.format(*parts).lower()})
    assert visitor.screen.heading == "Every kind (en)"
    assert "Your code lets you answer once." in visitor.screen.text
    visitor.press("begin")
    visitor.press("next", form="1")
    visitor.send_all()
    assert visitor.screen.heading == "Thank you"


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("7K3M-Q2XD", "We don't know this code."),
        ("7K3M", "We don't know this code."),
        ("<b>\"'", "We don't know this code."),
        ("", "Type the code from your slip."),
        ("   ", "Type the code from your slip."),
    ],
)
def test_a_wrong_code_says_what_to_look_at_and_stays_in_its_field(
    one_home: object, visitor: Visitor, typed: str, said: str
) -> None:
    visitor.go("/code?language=en")
    screen = visitor.post("/code?language=en", {"code": typed})
    assert visitor.status == 422
    assert said in screen.text
    assert screen.title.startswith("Please check: ")
    field = next(each for each in screen.form.all("input") if each.get("name") == "code")
    assert field.get("value") == typed.strip()
    assert field.get("aria-invalid") == "true"
    assert "code-error" in field.get("aria-describedby").split()
    assert "autofocus" in field.attributes


@pytest.mark.parametrize("path", ["/answer/check", "/answer/part/1", "/answer"])
def test_going_back_after_sending_shows_thanks_and_no_answers(
    seats: Seats, visitor: Visitor, path: str
) -> None:
    visitor.begin(seats.take())
    visitor.press("next", form="1")
    visitor.send_all()
    screen = visitor.go(path)
    assert visitor.status == 200
    assert "they were received. Thank you!" in screen.text
    assert screen.fieldsets == []


def test_a_resend_without_the_link_claims_nothing_that_is_not_so(
    seats: Seats, visitor: Visitor
) -> None:
    visitor.begin(seats.take())
    fields = visitor.to_the_check().fields()
    stranger = Visitor()
    stranger.post("/answer/send", fields)
    assert stranger.screen.heading == "Did you send your answers?"
    assert "If you did, they were received. Thank you!" in stranger.screen.text
    assert "open your link again" in stranger.screen.text
    assert seats.new_sheets() == []


def test_the_last_page_is_only_for_those_who_sent(seats: Seats, visitor: Visitor) -> None:
    visitor.begin(seats.take())
    visitor.go("/answer/thanks")
    assert visitor.path == "/answer"
    assert visitor.screen.heading == "Every kind (en)"


def test_after_the_last_day_nothing_is_taken(
    seats: Seats, visitor: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    secret = seats.take()
    visitor.begin(secret)
    monkeypatch.setattr(answering, "today", lambda: date(2100, 1, 1))
    visitor.press("next", form="1")
    assert visitor.status == 410
    assert visitor.screen.heading == "This survey is closed"
    assert visitor.join(secret).heading == "This survey is closed"

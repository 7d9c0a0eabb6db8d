"""When something goes wrong on our side, nobody loses an answer and nobody sees why."""

from collections.abc import Callable

import pytest

from data.services import answering
from data.services.errors import AnswersTooLong, StorageError
from pages.respond import posts
from tests.pages.respond.opening import Seats
from tests.pages.respond.visiting import Visitor

FAULTS = (StorageError("down"), RuntimeError("the sheet was {'form': 1}"))


def failing(error: Exception) -> Callable[..., None]:
    def fail(*_: object, **__: object) -> None:
        raise error

    return fail


def test_answers_that_could_not_be_kept_stay_on_the_page(
    seats: Seats, visitor: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    visitor.begin(seats.take())
    with monkeypatch.context() as broken:
        broken.setattr(answering, "keep_draft", failing(StorageError("down")))
        visitor.press("next", form="1", main="dk")
    screen = visitor.screen
    assert visitor.status == 503
    assert "not saved yet" in screen.text
    assert screen.title.startswith("Please check: ")
    assert screen.answers() == {"form": ["1"], "main": ["dk"]}
    visitor.press("next")
    assert visitor.path == "/answer/part/2"
    assert visitor.go("/answer/part/1").answers() == {"form": ["1"], "main": ["dk"]}


def test_more_text_than_a_form_can_hold_stays_on_the_page(
    seats: Seats, visitor: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    visitor.begin(seats.take())
    visitor.go("/answer/part/3")
    monkeypatch.setattr(answering, "keep_draft", failing(AnswersTooLong("too long")))
    visitor.press("next", wish="a long story")
    assert visitor.status == 413
    assert "Please write less." in visitor.screen.text
    assert visitor.screen.answers() == {"wish": ["a long story"]}


def test_answers_sent_while_the_database_is_away_can_be_sent_again_from_where_one_is(
    seats: Seats, visitor: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    visitor.begin(seats.take())
    visitor.go("/answer/part/2")
    with monkeypatch.context() as broken:
        broken.setattr(answering, "open_form", failing(StorageError("down")))
        visitor.press("next", causes=("one", "two"), own_words='A "quoted"\nline & more')
    assert visitor.status == 503
    assert visitor.screen.heading == "Something went wrong on our side"
    visitor.press()
    assert visitor.path == "/answer/part/3"
    kept = visitor.go("/answer/part/2").answers()
    assert kept == {"causes": ["one", "two"], "own_words": ['A "quoted"\nline & more']}


@pytest.mark.parametrize("path", ["/answer", "/answer/part/2", "/answer/check"])
def test_a_page_that_did_not_come_is_asked_for_again(
    seats: Seats, visitor: Visitor, monkeypatch: pytest.MonkeyPatch, path: str
) -> None:
    visitor.begin(seats.take())
    with monkeypatch.context() as broken:
        broken.setattr(answering, "open_form", failing(StorageError("down")))
        screen = visitor.go(path)
    assert visitor.status == 503
    assert screen.root.one("main").one("a").get("href") == path
    assert visitor.go(path).heading != screen.heading


def test_a_link_opened_while_the_database_is_away_opens_when_it_is_back(
    seats: Seats, visitor: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as broken:
        broken.setattr("pages.respond.routes.invitations.find", failing(StorageError("down")))
        broken.setattr(answering, "open_form", failing(StorageError("down")))
        visitor.join(seats.take())
    assert (visitor.status, visitor.path) == (503, "/answer")
    assert visitor.go("/answer").heading == "Every kind (en)"


@pytest.mark.parametrize("fault", FAULTS, ids=["database", "unforeseen"])
def test_sending_fails_without_burning_the_link(
    seats: Seats, visitor: Visitor, monkeypatch: pytest.MonkeyPatch, fault: Exception
) -> None:
    visitor.begin(seats.take())
    visitor.press("next", form="1")
    visitor.to_the_check()
    with monkeypatch.context() as broken:
        broken.setattr(answering, "send_form", failing(fault))
        visitor.press()
    assert visitor.status in (500, 503)
    assert "It is not your fault." in visitor.screen.text
    visitor.go("/answer/check")
    visitor.press()
    assert visitor.screen.heading == "Thank you"
    assert [sheet["form"] for sheet in seats.new_sheets()] == [1]


def test_thanks_are_said_even_when_the_database_goes_away_right_after_the_receipt(
    seats: Seats, visitor: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    visitor.begin(seats.take())
    visitor.to_the_check()
    keep = answering.send_form

    def keep_and_fall(*given: object, **named: object) -> object:
        receipt = keep(*given, **named)  # pyright: ignore[reportArgumentType]
        monkeypatch.setattr(answering, "open_form", failing(StorageError("down")))
        return receipt

    monkeypatch.setattr(answering, "send_form", keep_and_fall)
    visitor.press()
    assert visitor.status == 200
    assert visitor.screen.heading == "Thank you"


def test_without_a_receipt_nobody_is_thanked_while_the_database_is_away(
    seats: Seats, visitor: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    visitor.begin(seats.take())
    with monkeypatch.context() as broken:
        broken.setattr(answering, "open_form", failing(StorageError("down")))
        visitor.go("/answer/thanks")
    assert visitor.status == 503
    assert visitor.screen.heading == "Something went wrong on our side"
    assert visitor.go("/answer/part/1").heading == "Part 1 of 4"


def test_what_nobody_foresaw_is_told_plainly_and_logged_without_its_words(
    seats: Seats,
    visitor: Visitor,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    visitor.begin(seats.take())
    monkeypatch.setattr(answering, "keep_draft", failing(RuntimeError("she wrote: canary-5")))
    visitor.press("next", form="1")
    assert visitor.status == 500
    assert visitor.screen.heading == "Something went wrong on our side"
    assert "canary-5" not in visitor.answer.text
    assert "RuntimeError" in caplog.text
    assert "canary-5" not in caplog.text
    monkeypatch.undo()
    visitor.press()
    assert visitor.go("/answer/part/1").answers() == {"form": ["1"]}


def test_a_page_of_one_link_is_never_saved_under_another_that_was_opened_in_the_same_browser(
    seats: Seats, visitor: Visitor
) -> None:
    first, second = seats.take(), seats.take()
    visitor.begin(first)
    visitor.press("next", form="1")
    page_of_first = visitor.screen.fields()
    visitor.begin(second)
    visitor.press("next", form="0")
    visitor.post("/answer/part/2", page_of_first | {"a.share": ["40"], "action": "next"})
    assert visitor.status == 409
    assert visitor.screen.heading == "Another link is open in this browser"
    assert [link.get("href") for link in visitor.screen.root.one("main").all("a")] == []
    assert answering.open_form(first).draft["form"] == 1
    assert answering.open_form(second).draft["form"] == 0
    assert "share" not in answering.open_form(first).draft
    assert "share" not in answering.open_form(second).draft
    visitor.post("/answer/send", page_of_first)
    assert visitor.status == 409
    assert seats.new_sheets() == []


def test_a_post_that_is_larger_than_any_of_ours_is_refused(seats: Seats, visitor: Visitor) -> None:
    secret = seats.take()
    visitor.begin(secret)
    fields = visitor.screen.fields()
    visitor.post("/answer/part/1", fields | {"a.form": "1", "more": "x" * posts.LARGEST_POST})
    assert visitor.status == 413
    assert "Please write less." in visitor.screen.text
    assert answering.open_form(secret).draft == {}

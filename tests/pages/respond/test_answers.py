"""Each kind of item can be answered, corrected and cleared; an error says what is right."""

from typing import Any

import pytest

from tests.pages.respond.opening import Seats
from tests.pages.respond.visiting import KEPT, Visitor, fill_in

ERRORS = [
    ("causes", ("one", "two", "three"), ("no more than 2", "you chose 3")),
    ("ways", ("one",), ("at least 2", "you chose 1")),
    ("ways", ("one", "two", "dk"), ("one (en)", "dk (en)", "only one")),
    ("ways", ("dk", "skip"), ("dk (en)", "skip (en)", "only one")),
    ("share", "101", ("0 to 100", "“101”")),
    ("share", "a third", ("0 to 100", "“a third”")),
    ("share", "12.5", ("0 to 100", "“12.5”")),
    ("share", "٣", ("0 to 100", "“٣”")),
    ("share", "9" * 5000, ("0 to 100", f"“{'9' * 20}”")),
    ("share", ("40", "dk"), ("“40”", "dk (en)", "only one")),
    ("years", "-6", ("-5 to 60", "“-6”")),
    ("years", "5%", ("-5 to 60", "“5%”")),
    ("own_words", "x" * 41, ("41 characters", "40 fit")),
    ("form", "2", ("not one of the answers",)),
    ("first", "one", ("not one of the answers",)),
]


@pytest.mark.parametrize(
    ("item", "clicked", "kept"),
    [
        ("form", (), None),
        ("main", "dk", "dk"),
        ("first", "dk", "dk"),
        ("causes", "two", ["two"]),
        ("causes", (), None),
        ("ways", "skip", "skip"),
        ("ways", ("two", "four"), ["two", "four"]),
        ("share", "0", 0),
        ("share", "100%", 100),
        ("share", ("", "skip"), "skip"),
        ("share", ("", "dk"), "dk"),
        ("years", "60", 60),
        ("years", " ", None),
        ("own_words", "\u200b\u200e", None),
        ("own_words", "0", "0"),
        ("own_words", "x" * 40, "x" * 40),
        ("tenure", (), None),
        ("tenure", "short", "short"),
    ],
)
def test_each_way_to_answer_an_item_is_kept(
    seats: Seats, visitor: Visitor, item: str, clicked: Any, kept: Any
) -> None:
    visitor.begin(seats.take())
    fill_in(visitor, {item: clicked})
    visitor.press()
    (sheet,) = seats.new_sheets()
    assert sheet == dict.fromkeys(KEPT, None) | {item: kept}


def test_an_answer_can_be_corrected_and_taken_back(seats: Seats, visitor: Visitor) -> None:
    visitor.begin(seats.take())
    visitor.press("next", form="0", main="2", code="dk")
    visitor.press("next", causes=("one", "two"), share="10", own_words="no")
    visitor.go("/answer/part/1")
    visitor.press("clear:form", main="1")
    assert visitor.answer.history[-1].headers["location"] == "/answer/part/1#q-form"
    assert visitor.screen.answers() == {"main": ["1"], "code": ["dk"]}
    visitor.press("next")
    visitor.press("next", causes=(), share="", own_words="")
    visitor.send_all()
    assert seats.new_sheets() == [dict.fromkeys(KEPT, None) | {"main": 1, "code": "dk"}]


def test_a_page_that_was_never_reached_is_told_from_one_that_was_skipped(
    seats: Seats, visitor: Visitor
) -> None:
    visitor.begin(seats.take())
    visitor.press("next", form="1")
    visitor.go("/answer/check")
    assert "0 of 6 answered" in visitor.screen.text
    visitor.press()
    (sheet,) = seats.new_sheets()
    assert set(sheet) == {"form", "main", "code", "language", "page", "action"}


@pytest.mark.parametrize(("item", "came", "said"), ERRORS)
def test_an_error_names_what_came_and_what_would_be_right_and_loses_nothing(
    seats: Seats, visitor: Visitor, item: str, came: Any, said: tuple[str, ...]
) -> None:
    visitor.begin(seats.take())
    number = 1 if item == "form" else 2
    visitor.go(f"/answer/part/{number}")
    beside = {"main": "1"} if number == 1 else {"first": "0", "years": "7"}
    beside.pop(item, None)
    visitor.press("next", **beside, **{item: came})
    screen = visitor.screen
    assert visitor.status == 422
    assert screen.title.startswith("Please check: Part ")
    message = next(each for each in screen.fieldset(item).all("p") if each.get("class") == "error")
    for words in said:
        assert words in message.text
    summary = next(each for each in screen.root.all("div") if "summary" in each.get("class"))
    assert "autofocus" in summary.attributes
    (link,) = summary.all("a")
    target = link.get("href").removeprefix("#")
    assert target in {each.get("id") for each in screen.fieldset(item).all()} | {f"q-{item}"}
    shown = screen.answers()
    assert {name: values for name, values in shown.items() if name != item} == {
        name: [value] for name, value in beside.items()
    }
    if item not in ("form", "first"):
        assert shown[item] == ([came] if isinstance(came, str) else list(came))
    visitor.go(f"/answer/part/{number}")
    assert visitor.screen.answers() == {name: [value] for name, value in beside.items()}


def test_an_error_stays_until_it_is_put_right_and_is_told_in_the_language_that_was_asked_for(
    seats: Seats, visitor: Visitor
) -> None:
    visitor.begin(seats.take())
    visitor.press("next")
    visitor.press("back", share="300")
    assert "Give a whole number from 0 to 100" in visitor.screen.text
    visitor.press("language:es")
    assert visitor.screen.language == "es"
    assert "Usted escribió «300»." in visitor.screen.text
    assert visitor.screen.answers() == {"share": ["300"]}
    visitor.press("back", share="30")
    assert visitor.screen.heading == "Parte 1 de 4"
    assert visitor.go("/answer/part/2").answers() == {"share": ["30"]}


def test_an_answer_that_is_wrong_can_be_taken_back_with_one_button(
    seats: Seats, visitor: Visitor
) -> None:
    visitor.begin(seats.take())
    visitor.press("next", form="7")
    assert visitor.status == 422
    visitor.press("clear:form", form="7", main="1")
    assert visitor.status == 200
    assert visitor.screen.answers() == {"main": ["1"]}

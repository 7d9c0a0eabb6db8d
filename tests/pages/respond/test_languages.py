"""The language of the form: chosen, kept, and never at the cost of an answer."""

from collections.abc import Callable

import pytest

from tests.pages.respond.opening import Seats
from tests.pages.respond.questionnaires import edition, instrument
from tests.pages.respond.visiting import KEPT, Visitor


def test_answers_outlive_a_change_of_language_on_every_page(seats: Seats, visitor: Visitor) -> None:
    secret = seats.take()
    visitor.join(secret)
    assert visitor.press("language:es").language == "es"
    visitor.press("begin")
    assert visitor.press("language:en", form="1").answers() == {"form": ["1"]}
    assert visitor.screen.language == "en"
    visitor.press("language:es", main="2")
    visitor.to_the_check()
    assert visitor.press("language:en").heading == "Look over your answers"
    assert "2 of 6 answered" in visitor.screen.text
    assert visitor.press("language:es").heading == "Revise sus respuestas"
    later = Visitor(prefers="en")
    assert later.join(secret).language == "es"
    later.go("/answer/check")
    later.press()
    assert seats.new_sheets() == [dict.fromkeys(KEPT, None) | {"form": 1, "main": 2}]


@pytest.mark.parametrize(
    ("prefers", "language"),
    [
        ("es-419,es;q=0.9,en;q=0.8", "es"),
        ("fr-FR,fr;q=0.9,es;q=0.5", "es"),
        ("en-US,es", "en"),
        ("de", "en"),
        ("", "en"),
    ],
)
def test_the_form_opens_in_the_language_that_the_browser_prefers(
    seats: Seats, prefers: str, language: str
) -> None:
    visitor = Visitor(prefers=prefers)
    assert visitor.join(seats.take()).language == language
    assert visitor.press("begin").language == language


def test_a_language_of_which_we_have_no_words_of_our_own_can_be_answered(
    one_home: Callable[..., Seats], visitor: Visitor
) -> None:
    french = edition(instrument(name="three_languages"), languages=("en", "es", "fr-CA"))
    seats = one_home(french, languages=("en", "fr-CA"))
    visitor.join(seats.take())
    visitor.press("language:fr-CA")
    visitor.press("begin")
    screen = visitor.screen
    assert screen.language == "en"
    assert screen.fieldset("form").one("legend").get("lang") == "fr-CA"
    assert screen.fieldset("form").one("legend").text == "form (fr-CA)"
    assert {span.get("lang") for span in screen.fieldset("form").all("span")} == {"fr-CA"}
    visitor.press("next", form="1")
    visitor.send_all()
    assert "See you at the table. (fr-CA)" in visitor.screen.text


def test_a_wave_in_one_language_offers_no_other(
    one_home: Callable[..., Seats], visitor: Visitor
) -> None:
    seats = one_home(edition(), languages=("es",))
    assert visitor.join(seats.take()).language == "es"
    assert "English" not in visitor.screen.text
    visitor.press("language:en")
    assert visitor.screen.language == "es"


def test_the_language_of_the_page_for_codes_is_that_of_the_form(
    one_home: Callable[..., Seats], visitor: Visitor
) -> None:
    seats = one_home(edition(), kind="code")
    visitor.go("/code?language=es")
    screen = visitor.post(visitor.screen.form.get("action"), {"code": seats.take()})
    assert screen.language == "es"


@pytest.mark.parametrize(
    "path",
    ["/code", "/answer", "/answer/check", "/answer/already", "/answer/closed", "/join/nobody"],
)
def test_a_page_that_belongs_to_no_form_can_be_read_in_either_language(
    one_home: object, visitor: Visitor, path: str
) -> None:
    english = visitor.go(path)
    switch = {link.text: link.get("href") for link in english.root.one("header").all("a")}
    spanish = visitor.go(switch["Español"])
    assert (english.language, spanish.language) == ("en", "es")
    assert spanish.heading != english.heading
    assert visitor.go(switch["English"]).heading == english.heading

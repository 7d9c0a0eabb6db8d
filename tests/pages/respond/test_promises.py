"""The page of promises: for everybody, in plain words, and true for the settings in force."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from data.services.promises import LIMITS, promises, sentences
from data.settings import Settings, settings
from tests.pages.respond import test_for_everyone as everyone
from tests.pages.respond import test_words as plain
from tests.pages.respond.opening import Seats
from tests.pages.respond.visiting import Visitor
from tests.pages.respond.walking import LOCALES
from tests.running import RunningApp

PUBLIC = "https://table.example.org"
READ = {
    language: {f"{part}.{key}": sentence for part in said for key, sentence in said[part].items()}
    for language in ("en", "es")
    for said in [sentences(language)]
}
GRADES = {"en": plain.english_grade, "es": plain.spanish_grade}
in_each_language = pytest.mark.parametrize("language", ["en", "es"])
CHECKS: tuple[Callable[..., None], ...] = (
    plain.test_no_sentence_is_longer_than_a_breath,
    plain.test_quotation_marks_are_those_of_print_and_come_in_pairs,
    plain.test_words_are_about_people_and_blame_nobody,
    plain.test_nothing_is_promised_that_nobody_can_keep,
)


@in_each_language
@pytest.mark.parametrize("check", CHECKS)
def test_its_words_keep_the_rules_for_words(check: Callable[..., None], language: str) -> None:
    check(READ[language])


@in_each_language
def test_its_words_can_be_read_with_eight_years_of_school(language: str) -> None:
    long = [each for each in plain.read_aloud(READ[language]) if len(each.split()) >= 10]
    grade = GRADES[language]
    assert {each: grade(each) for each in long if grade(each) > 8} == {}
    assert grade(" ".join(long)) <= 6


def test_its_spanish_says_usted_and_is_all_there(monkeypatch: pytest.MonkeyPatch) -> None:
    assert READ["en"].keys() == READ["es"].keys()
    assert [key for key in READ["en"] if READ["en"][key] == READ["es"][key]] == []
    monkeypatch.setattr(plain, "SPANISH", READ["es"])
    plain.test_spanish_says_usted()
    plain.test_spanish_opens_every_mark_that_it_closes()


@in_each_language
def test_everybody_can_read_it_without_a_link_and_it_leaves_nothing_behind(
    home: object, language: str
) -> None:
    visitor = Visitor(prefers=language)
    screen = visitor.go("/promises")
    assert visitor.status == 200
    assert screen.language == language
    assert "set-cookie" not in visitor.answer.headers
    assert visitor.answer.headers["cache-control"] == "no-store"
    assert not list(screen.root.all("script", "form", "img"))
    assert screen.heading == plain.words(language).say("promises_title")
    every = [promise.key for promise in promises(settings())]
    shown = [*(f"promise.{key}" for key in every), *(f"limit.{key}" for key in LIMITS)]
    assert [key for key in shown if READ[language][key] not in screen.text] == []
    other = "es" if language == "en" else "en"
    assert visitor.go(f"/promises?language={other}").language == other


@pytest.mark.parametrize(
    ("values", "wrong"),
    [
        ({}, ["two_proofs.second_step", "two_walls.database_url"]),
        ({"SECOND_STEP": "always"}, ["two_walls.database_url"]),
        ({"PUBLIC_URL": PUBLIC}, ["two_walls.database_url"]),
        (
            {"PUBLIC_URL": "http://table.example.org"},
            ["on_the_way.public_url", "two_walls.database_url"],
        ),
    ],
    ids=str,
)
def test_it_says_which_promise_the_settings_break_and_why(
    home: object, values: dict[str, str], wrong: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in values.items():
        monkeypatch.setenv(f"COMMON_TABLE_{name}", value)
    settings.cache_clear()
    screen = Visitor(address=settings().public_url).go("/promises")
    told = [each for each in screen.root.all("li") if each.get("class") == "broken"]
    assert len(told) == len(wrong)
    for key, each in zip(wrong, told, strict=True):
        promise, _, setting = key.partition(".")
        assert each.text.startswith(f"Not kept: {READ['en'][f'promise.{promise}']}")
        assert READ["en"][f"broken.{key}"] in each.text
        assert each.text.endswith(f"COMMON_TABLE_{setting.upper()}")


def test_where_every_promise_holds_nothing_is_said_to_be_broken(
    home: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    best = Settings(settings().home, "postgresql+psycopg:///table", PUBLIC)
    monkeypatch.setattr("pages.respond.promising.in_force", lambda: promises(best))
    screen = Visitor().go("/promises")
    assert not [each for each in screen.root.all("li") if each.get("class") == "broken"]
    assert "What does not hold on this site" not in screen.text


def test_what_cannot_be_told_now_is_not_said_to_be_broken_or_kept(
    home: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    silent = Settings(settings().home, "postgresql+psycopg:///table", PUBLIC)
    found = promises(silent, role_passes_walls=None)
    monkeypatch.setattr("pages.respond.promising.in_force", lambda: found)
    screen = Visitor().go("/promises")
    (told,) = [each for each in screen.root.all("li") if each.get("class") == "broken"]
    assert told.text.startswith(f"We cannot tell now: {READ['en']['promise.two_walls']}")


@in_each_language
def test_it_is_one_click_from_the_code_and_from_the_form(seats: Seats, language: str) -> None:
    visitor = Visitor(prefers=language)
    for screen in (visitor.go("/code"), visitor.join(seats.take())):
        ways = {each.get("href") for each in screen.root.all("a")}
        assert f"/promises?language={language}" in ways


@pytest.mark.parametrize(
    ("address", "shown"),
    [("http://127.0.0.1:8501", True), (PUBLIC, True), ("http://table.example.org", False)],
)
def test_staff_who_come_to_the_page_for_codes_find_their_way_where_it_opens(
    home: object, address: str, shown: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COMMON_TABLE_PUBLIC_URL", address)
    settings.cache_clear()
    screen = Visitor(address=address).go("/code")
    ways = {each.get("href"): each.text for each in screen.root.all("a")}
    assert ways.get("/sign-in") == ("For facilitators: sign in" if shown else None)


@pytest.mark.long
@pytest.mark.browser
@pytest.mark.parametrize("scheme", ["light", "dark"])
@in_each_language
def test_everybody_can_use_it_on_a_phone_and_on_a_desk(
    shared_app: RunningApp, new_desk: Callable[..., Page], scheme: str, language: str
) -> None:
    page = new_desk(locale=LOCALES[language], color_scheme=scheme)
    page.goto(f"{shared_app.address}/promises")
    assert everyone.axe_violations(page) == []
    for width, height in everyone.SIZES:
        page.set_viewport_size({"width": width, "height": height})
        assert page.evaluate(everyone.TOO_WIDE) == []
        assert page.evaluate(everyone.SMALL_TARGETS, 44) == []
    assert re.findall("COMMON_TABLE_SECOND_STEP", page.locator(".not-kept").inner_text())

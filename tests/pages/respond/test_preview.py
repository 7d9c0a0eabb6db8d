"""What staff look at before they invite anybody is what members will see."""

from dataclasses import replace
from datetime import date

import pytest

from data.views import Form
from pages.respond.preview import preview, preview_wave
from pages.respond.values import parts_asked
from surveys.instrument import Edition
from surveys.library import shipped
from tests.pages.respond import questionnaires
from tests.pages.respond.rendered import check_html, form_of, part_screens, welcome_html
from tests.pages.respond.screens import Element, Screen

PATH = "/preview/t1/values_open/0.1.0"
EDITIONS = {edition.instrument.id: edition for edition in (*shipped(), questionnaires.edition())}

every_edition = pytest.mark.parametrize("edition", EDITIONS.values(), ids=EDITIONS)
every_language = pytest.mark.parametrize("language", ["en", "es"])


def look(edition: Edition, part: int, language: str = "en") -> Screen:
    answer = preview(edition, language=language, part=part, path=PATH, closes_on=date(2026, 9, 30))
    assert answer.status_code == 200
    assert answer.headers["cache-control"] == "no-store"
    return Screen(bytes(answer.body).decode())


def plain(element: Element) -> object:
    """An element as it is shown, without the button that only somebody who answers has."""
    inside = [
        each if isinstance(each, str) else plain(each)
        for each in element.inside
        if isinstance(each, str) or each.get("class") != "clear"
    ]
    words = [each for each in inside if not isinstance(each, str) or each.strip()]
    return element.tag, element.attributes, words


@every_edition
@every_language
def test_the_pages_are_those_that_members_see(edition: Edition, language: str) -> None:
    form = form_of(edition, language)
    asked = [fact.id for fact in edition.instrument.facts if fact.use == "whole_group_only"]
    for number, member in enumerate(part_screens(form), start=1):
        shown = look(edition, number, language)
        assert shown.heading == member.heading
        assert shown.title == member.title
        for fieldset in shown.fieldsets:
            item = fieldset.get("id").removeprefix("q-")
            assert plain(fieldset) == plain(member.fieldset(item))
        expected = [each.get("id") for each in member.fieldsets]
        if number == len(parts_asked(form)):
            expected = [each for each in expected if each.removeprefix("q-") in asked]
        assert [each.get("id") for each in shown.fieldsets] == expected


@every_edition
@every_language
def test_the_first_page_and_the_last_are_those_that_members_see(
    edition: Edition, language: str
) -> None:
    form = form_of(edition, language)
    promises = next(Screen(welcome_html(form)).root.all("section")).text
    shown = look(edition, 0, language)
    smallest = str(edition.instrument.smallest_group)
    assert next(shown.root.all("section")).text == promises.replace(" 6 ", f" {smallest} ")
    last = look(edition, len(parts_asked(form)) + 1, language)
    assert last.heading == Screen(check_html(form)).heading


@every_edition
def test_one_can_walk_through_it_both_ways_and_save_nothing(edition: Edition) -> None:
    last = len(parts_asked(form_of(edition))) + 1
    for number in range(last + 1):
        screen = look(edition, number)
        assert list(screen.root.all("form")) == []
        assert "Preview of the questionnaire. Each survey sets its own languages" in screen.text
        assert "what members see" not in screen.text
        links = {link.get("href") for link in screen.root.all("a")}
        wanted = {number - 1, number + 1} & set(range(1, last + 1))
        if number < last:
            assert {f"{PATH}/{each}?language=en" for each in wanted} <= links
        else:
            assert {f"{PATH}/{each}?language=en" for each in range(1, last)} <= links
        assert f"{PATH}/{number}?language=es" in links
        assert all(link.startswith((PATH, "#")) for link in links)


def wave_look(form: Form, part: int) -> Screen:
    answer = preview_wave(
        form.edition, form.wave, language=form.language, part=part, path="/preview/wave/w1"
    )
    assert answer.headers["cache-control"] == "no-store"
    return Screen(bytes(answer.body).decode())


def without_buttons(screen: Screen) -> list[object]:
    """The main part of a page as it reads, without what only somebody who answers can press."""
    shown = [each for each in screen.root.one("main").inside if not isinstance(each, str)]
    return [plain(each) for each in shown if each.tag != "form" and each.get("class") != "turn"]


@pytest.mark.parametrize("asked", [(), ("tenure",)], ids=["no facts", "a fact"])
@every_language
def test_the_preview_of_a_wave_has_its_own_day_group_size_languages_and_facts(
    language: str, asked: tuple[str, ...]
) -> None:
    form = form_of(questionnaires.edition(), language)
    form = replace(form, wave=replace(form.wave, facts=asked, languages=(language,)))
    first = wave_look(form, 0)
    assert without_buttons(first) == without_buttons(Screen(welcome_html(form)))
    assert "Courts and legal partners (3 agencies, 12 people)" in first.text
    assert list(first.root.one("header").all("a")) == []  # one language, so nothing to choose
    for number, member in enumerate(part_screens(form), start=1):
        shown = wave_look(form, number)
        assert shown.heading == member.heading
        assert [plain(each) for each in shown.fieldsets] == [
            plain(each) for each in member.fieldsets
        ]
    assert wave_look(form, 99).heading == Screen(check_html(form)).heading
    if language == "en":
        assert "Preview: this is what members see. Nothing is saved." in first.text


def test_a_draft_whose_team_is_too_small_for_a_group_can_be_looked_at() -> None:
    form = form_of(questionnaires.edition())
    alone = replace(form, wave=replace(form.wave, groups=()))
    assert "the group that your facilitator sees" in wave_look(alone, 0).text


def test_a_number_beyond_the_ends_shows_the_end() -> None:
    edition = questionnaires.edition()
    assert look(edition, -3).heading == look(edition, 0).heading
    assert look(edition, 99).heading == "Look over your answers"


def test_the_group_is_named_in_words_of_the_language() -> None:
    edition = questionnaires.edition()
    assert "the group that your facilitator sees" in look(edition, 0, "en").text
    assert "el grupo que ve su facilitador" in look(edition, 0, "es").text

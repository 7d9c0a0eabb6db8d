"""What stands on the pages of a form, for every instrument that comes with Common Table."""

from collections import Counter
from random import Random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pages.respond.reading import read_page
from pages.respond.rendering import HERE, style_sheet
from pages.respond.values import parts_asked
from surveys.answers import check_answers
from surveys.instrument import (
    ChooseItem,
    Edition,
    Fact,
    Item,
    NumberItem,
    PercentItem,
    ScaleItem,
    SingleChoiceItem,
    TextItem,
)
from surveys.library import shipped
from tests.pages.respond import questionnaires
from tests.pages.respond.rendered import (
    all_answered,
    check_html,
    every_html,
    form_of,
    part_html,
    part_screens,
    welcome_html,
)
from tests.pages.respond.screens import Element, Screen

LARGEST = 15 * 1024
EVERY_KIND = questionnaires.edition()
EDITIONS = {edition.instrument.id: edition for edition in (*shipped(), EVERY_KIND)}
BOTH = ["en", "es"]

every_edition = pytest.mark.parametrize("edition", EDITIONS.values(), ids=EDITIONS)
every_language = pytest.mark.parametrize("language", BOTH)


def inputs(element: Element) -> list[Element]:
    return list(element.all("input", "textarea"))


@every_edition
@every_language
def test_no_page_is_larger_than_15_kilobytes(edition: Edition, language: str) -> None:
    form = form_of(edition, language, all_answered(edition))
    sizes = [len(html.encode()) for html in every_html(form)]
    assert max(sizes) <= LARGEST, sizes


def test_the_style_sheet_is_no_larger_either() -> None:
    assert len(style_sheet().body) <= LARGEST


@every_edition
@every_language
def test_no_page_has_or_needs_a_script_an_image_or_anything_from_elsewhere(
    edition: Edition, language: str
) -> None:
    for html in every_html(form_of(edition, language, all_answered(edition))):
        screen = Screen(html)
        elements = list(screen.root.all())
        assert not {element.tag for element in elements} & {"script", "img", "iframe", "object"}
        for element in elements:
            assert not [name for name in element.attributes if name.startswith("on")]
            assert "style" not in element.attributes
            for name in ("href", "src", "action", "formaction"):
                assert not element.get(name).startswith(("http", "//", "javascript"))
    assert "url(" not in (HERE / "style.css").read_text(encoding="utf-8")


@every_edition
@every_language
def test_there_is_one_statement_a_fieldset_and_never_a_grid(
    edition: Edition, language: str
) -> None:
    form = form_of(edition, language)
    for part, screen in zip(parts_asked(form), part_screens(form), strict=True):
        assert [each.get("id") for each in screen.fieldsets] == [
            f"q-{each.id}" for each in part.asked
        ]
        for asked, fieldset in zip(part.asked, screen.fieldsets, strict=True):
            (legend,) = fieldset.all("legend")
            assert legend.text
            assert {each.get("name") for each in inputs(fieldset)} == {f"a.{asked.id}"}
        assert not list(screen.root.all("table"))


@every_edition
def test_there_are_about_nine_statements_a_page(edition: Edition) -> None:
    parts = parts_asked(form_of(edition))
    counts = [len(part.asked) for part in parts if part.kind == "items"]
    assert 6 <= min(counts) <= max(counts) <= 9
    assert max(counts) - min(counts) <= 1


@every_edition
@every_language
def test_every_field_has_a_label_and_no_two_parts_of_a_page_share_a_name(
    edition: Edition, language: str
) -> None:
    for html in every_html(form_of(edition, language, all_answered(edition))):
        screen = Screen(html)
        elements = list(screen.root.all())
        ids = Counter(element.get("id") for element in elements if element.get("id"))
        assert [name for name, times in ids.items() if times > 1] == []
        wrapped = {id(each) for label in screen.root.all("label") for each in inputs(label)}
        named = {label.get("for") for label in screen.root.all("label")}
        for each in inputs(screen.root):
            if each.get("type") != "hidden":
                assert id(each) in wrapped or each.get("id") in named
        for element in elements:
            for told in element.get("aria-describedby").split():
                assert told in ids
            if element.get("form"):
                assert element.get("form") in ids


@every_edition
def test_nothing_has_to_be_answered(edition: Edition) -> None:
    for screen in part_screens(form_of(edition)):
        for element in screen.root.all("input", "textarea"):
            assert not {"required", "aria-required"} & set(element.attributes)
            assert "checked" not in element.attributes
        assert "novalidate" in screen.form.attributes


@every_edition
@every_language
def test_facts_come_last_and_one_that_the_roster_tells_is_not_asked(
    edition: Edition, language: str
) -> None:
    form = form_of(edition, language)
    kinds = [part.kind for part in parts_asked(form)]
    assert kinds[-1] == "facts"
    assert kinds == sorted(kinds, key=["items", "open", "facts"].index)
    asked = {each.id for each in parts_asked(form)[-1].asked}
    assert asked == {fact.id for fact in edition.instrument.facts if fact.source == "respondent"}
    last = list(part_screens(form))[-1]
    assert {"en": "You may skip them.", "es": "Puede dejarlas en blanco."}[language] in last.text


@every_edition
def test_ways_not_to_answer_come_last_with_a_gap_before_them(edition: Edition) -> None:
    form = form_of(edition)
    seen = 0
    for part, screen in zip(parts_asked(form), part_screens(form), strict=True):
        for asked, fieldset in zip(part.asked, screen.fieldsets, strict=True):
            codes = () if isinstance(asked, Fact) else edition.instrument.no_answer_codes(asked)
            choices = [each for each in fieldset.all("label") if each.get("class")]
            values = [next(each.all("input")).get("value") for each in choices]
            assert values[len(values) - len(codes) :] == list(codes)
            apart = [
                value
                for value, each in zip(values, choices, strict=True)
                if "apart" in each.get("class")
            ]
            if asked.id == "action":  # a scale that wants them in one row with its points
                assert apart == []
            else:
                assert apart == list(codes[:1])
                seen += len(apart)
    assert seen


@every_edition
@every_language
def test_before_the_first_question_it_says_what_it_takes_and_what_becomes_of_it(
    edition: Edition, language: str
) -> None:
    text = Screen(welcome_html(form_of(edition, language))).text
    minutes = edition.instrument.minutes
    told = {
        "en": (
            f"about {minutes} minutes",
            "counted in: Courts and legal partners (3 agencies, 12 people)",
            "through September 30, 2026",
            "You may leave any question blank.",
            "What is stored Your answers, under a seal, and the group above. Not your name",
            "Then the links, the codes and the key to the seal are destroyed.",
            "Who sees what While the survey is open, our screens show everyone only how many",
            "Whoever keeps the list of links or codes can check which ones were used",
            "Until you send, they can open what you saved.",
            "groups of 6 or more",
            "What we cannot promise",
            "Whoever runs the server could misuse it while the survey is open.",
            "Your link lets you answer once.",
        ),
        "es": (
            f"unos {minutes} minutos",
            "se contarán en: Courts and legal partners (3 agencies, 12 people)",
            "hasta el 30 de septiembre de 2026",
            "Puede dejar en blanco cualquier pregunta.",
            "Qué se guarda Sus respuestas, selladas, y el grupo de arriba.",
            "Después se destruyen los enlaces, los códigos y la llave del sello.",
            "Quién ve qué Mientras la encuesta está abierta, nuestras pantallas muestran a todos",
            "Quien guarde la lista de enlaces o códigos puede ver cuáles se usaron",
            "Hasta que envíe sus respuestas, puede abrir lo que usted guardó.",
            "grupos de 6 o más",
            "Lo que no podemos prometer",
            "Quien maneja el servidor podría abusar de él mientras la encuesta está abierta.",
            "Su enlace le permite contestar una vez.",
        ),
    }
    for words in told[language]:
        assert words in text
    for never in ("completely anonymous", "100", "totalmente anónim", "HIPAA"):
        assert never not in text


def test_what_is_said_of_words_is_said_where_words_are_asked_for() -> None:
    sentence = "Only the facilitator sees what you write in your own words"
    asks = {
        name: sentence in Screen(welcome_html(form_of(edition))).text
        for name, edition in EDITIONS.items()
    }
    assert asks == {
        "values_open": True,
        "capacity_open": False,
        "peer_readiness_open": False,
        "every_kind": True,
    }


def test_who_comes_with_a_code_is_told_about_codes() -> None:
    text = Screen(welcome_html(form_of(EVERY_KIND), by="code")).text
    assert "If you drew it from a hat, nobody knows which one is yours." in text
    assert "Your link lets" not in text


def test_who_comes_back_is_told_that_nothing_was_lost() -> None:
    def button(form: Any) -> str:
        return list(Screen(welcome_html(form)).form.all("button"))[-1].text

    assert button(form_of(EVERY_KIND)) == "Begin"
    assert button(form_of(EVERY_KIND, draft={"form": None})) == "Go on where I stopped"


@every_edition
@every_language
def test_heading_and_title_say_where_one_is(edition: Edition, language: str) -> None:
    form = form_of(edition, language)
    parts = parts_asked(form)
    place, titles = {
        "en": ("Part {} of {}", {"open": ": In your own words", "facts": ": About you"}),
        "es": ("Parte {} de {}", {"open": ": En sus propias palabras", "facts": ": Sobre usted"}),
    }[language]
    for number, (part, screen) in enumerate(zip(parts, part_screens(form), strict=True), start=1):
        heading = place.format(number, len(parts)) + titles.get(part.kind, "")
        assert screen.heading == heading
        assert screen.title == f"{heading} – {edition.wording(language).title}"
        assert screen.language == language


def test_every_page_but_the_first_has_a_way_back() -> None:
    form = form_of(EVERY_KIND)
    first, *others = part_screens(form)
    back = [[each.text for each in screen.form.all("button")].count("Back") for screen in others]
    assert set(back) == {1}
    assert "Back" not in [each.text for each in first.form.all("button")]
    change = [link.get("href") for link in Screen(check_html(form)).root.one("main").all("a")]
    assert change == [f"/answer/part/{number}" for number in range(1, len(others) + 2)]


def test_the_first_button_of_the_form_is_the_one_that_goes_on() -> None:
    """It is the one that the Enter key presses, wherever in the form one is."""
    for screen in part_screens(form_of(EVERY_KIND)):
        buttons = [each for each in screen.root.all("button") if each.get("form") == "form"]
        assert buttons[0].get("value") == "next"
        assert buttons[0].get("aria-hidden") == "true"
        assert buttons[0].get("tabindex") == "-1"


def test_what_the_points_of_a_scale_stand_for_is_said_once_a_page_and_open_at_first() -> None:
    capacity = EDITIONS["capacity_open"]
    for number, screen in enumerate(part_screens(form_of(capacity)), start=1):
        told = list(screen.root.all("details"))
        if screen.heading.endswith("About you"):
            assert told == []
            continue
        assert [each.text for each in told[0].all("dt")] == [
            "Not started",
            "Planning",
            "In some places",
            "In most places",
            "Part of how we work",
        ]
        assert ("open" in told[0].attributes) == (number == 1)


def test_a_made_up_team_is_said_to_be_made_up_on_every_page() -> None:
    for html in every_html(form_of(EVERY_KIND)):
        assert "Made-up team: this is only for trying things out." in Screen(html).text


def test_a_field_for_words_says_what_does_not_belong_there() -> None:
    form = form_of(EVERY_KIND)
    for screen in part_screens(form):
        asks = bool(list(screen.root.all("textarea")))
        assert ("If a child is in danger, do not write it here: call 911." in screen.text) == asks
        for area in screen.root.all("textarea"):
            fieldset = screen.fieldset(area.get("name").removeprefix("a."))
            assert "Do not name a person or a family." in fieldset.text


def random_answer(asked: Item | Fact, edition: Edition, chance: Random) -> Any:
    if isinstance(asked, Fact):
        return chance.choice((None, *asked.options))
    codes = edition.instrument.no_answer_codes(asked)
    if codes and chance.random() < 0.2:
        return chance.choice(codes)
    if chance.random() < 0.2:
        return None
    if isinstance(asked, ScaleItem):
        return chance.randrange(edition.instrument.scale_of(asked).levels)
    if isinstance(asked, SingleChoiceItem):
        return chance.randrange(len(asked.options))
    if isinstance(asked, ChooseItem):
        many = chance.randint(max(1, asked.at_least), asked.at_most)
        chosen = chance.sample(asked.options, many)
        return [each for each in asked.options if each in chosen]
    if isinstance(asked, PercentItem | NumberItem):
        return chance.randint(asked.minimum, asked.maximum)
    assert isinstance(asked, TextItem)
    return "".join(chance.choices("ab\n<&\"'¿ñ{}%", k=chance.randint(1, 40))).strip() or None


@given(seed=st.integers(0, 2**32), language=st.sampled_from(BOTH))
@settings(max_examples=40, deadline=None)
def test_whatever_is_on_a_sheet_comes_back_from_its_pages_unchanged(
    seed: int, language: str
) -> None:
    chance = Random(seed)
    edition = chance.choice(list(EDITIONS.values()))
    parts = parts_asked(form_of(edition))
    asked = [each for part in parts for each in part.asked]
    sheet = {each.id: random_answer(each, edition, chance) for each in asked}
    assert check_answers(edition.instrument, sheet) == sheet
    form = form_of(edition, language, sheet)
    for number, part in enumerate(parts, start=1):
        fields = Screen(part_html(form, number)).fields()
        read = read_page(edition, part, fields, language=language)
        assert read.wrong == {}
        assert read.answers == {each.id: sheet[each.id] for each in part.asked}

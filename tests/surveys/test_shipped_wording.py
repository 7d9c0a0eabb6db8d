"""The words respect the people they are about and the people who read them."""

import re
from collections.abc import Iterator
from typing import Any

import pytest

from surveys.instrument import Wording
from surveys.library import shipped, shipped_edition

WORDINGS = [
    pytest.param(wording, id=f"{edition.instrument.id}-{language}")
    for edition in shipped()
    for language, wording in edition.wordings.items()
]
ENGLISH = [pytest.param(each.wording("en"), id=each.instrument.id) for each in shipped()]
SPANISH = [pytest.param(each.wording("es"), id=each.instrument.id) for each in shipped()]

STIGMA = {
    "en": r"addicts?|addicted|abus(e|er|ers|ed|ing)|junkies?|alcoholics?|drunks?|clean|dirty|"
    r"users?|habit|relaps(e|es|ed|ing)|non-?compliant|unfit|crack bab(y|ies)|drug of choice|"
    r"failed treatment|frequent flyers?|ex-addict|recovering addict|drug-seeking|perpetrators?",
    "es": r"adict[oa]s?|drogadict[oa]s?|drogadicción|toxicóman[oa]s?|abus(o|ar|a|an|ador|adora|"
    r"adores)|alcohólic[oa]s?|borrach[oa]s?|limpi[oa]s?|suci[oa]s?|reca(ída|ídas|er|yó)|"
    r"vicios?|vicios[oa]s?|yonquis?|consumidor(es|a|as)?|no apt[oa]s?|incapaces",
}
INFORMAL = (
    r"tú|tu|tus|ti|te|contigo|tuy[oa]s?|vos|eres|tienes|puedes|quieres|debes|sabes|crees|piensas|"
    r"estás|has|haces|vas|ves|dices|usa tu|contesta|piensa en|elige|responde|recuerda|"
    r"necesitas|trabajas|llevas|vives|conoces|sientes"
)


def texts(plain: Any, path: str = "") -> Iterator[tuple[str, str]]:
    """Every text that is read by people, with its place."""
    if isinstance(plain, str):
        yield path, plain
    elif isinstance(plain, dict):
        for key, inside in plain.items():
            yield from texts(inside, f"{path}.{key}" if path else key)


def spoken(wording: Wording) -> dict[str, str]:
    """All texts of a wording by their place."""
    plain = wording.model_dump(exclude={"language", "translation"})
    return dict(texts(plain))


def found(pattern: str, wording: Wording) -> dict[str, str]:
    """Where a word stands that should not."""
    whole = re.compile(rf"\b({pattern})\b", re.IGNORECASE)
    return {place: text for place, text in spoken(wording).items() if whole.search(text)}


@pytest.mark.parametrize("edition", shipped(), ids=lambda edition: edition.instrument.id)
def test_every_text_is_there_in_both_languages(edition: Any) -> None:
    assert edition.languages == ("en", "es")
    english, spanish = (spoken(edition.wording(language)) for language in ("en", "es"))
    assert english.keys() == spanish.keys()
    assert all(text.strip() for text in (*english.values(), *spanish.values()))


@pytest.mark.parametrize("edition", shipped(), ids=lambda edition: edition.instrument.id)
def test_no_text_was_left_in_the_other_language(edition: Any) -> None:
    english, spanish = (spoken(edition.wording(language)) for language in ("en", "es"))
    same = {place for place, text in english.items() if text == spanish[place]}
    assert {place for place in same if not place.endswith("options.no")} == set()


@pytest.mark.parametrize("edition", shipped(), ids=lambda edition: edition.instrument.id)
def test_a_first_translation_says_so(edition: Any) -> None:
    assert edition.wording("en").translation == "reviewed"
    assert edition.wording("es").translation == "first"


@pytest.mark.parametrize("edition", shipped(), ids=lambda edition: edition.instrument.id)
def test_each_says_that_it_has_not_been_validated(edition: Any) -> None:
    assert "has not been validated" in edition.wording("en").note
    assert "no ha sido validado" in edition.wording("es").note


@pytest.mark.parametrize("wording", WORDINGS)
def test_no_word_makes_a_person_into_a_condition(wording: Wording) -> None:
    assert found(STIGMA[wording.language], wording) == {}


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Addicts can parent."),
        ("en", "A clean test."),
        ("en", "Substance abuse harms."),
        ("es", "El abuso de drogas."),
        ("es", "Una persona adicta."),
        ("es", "Lleva dos años limpio."),
    ],
)
def test_the_search_for_such_words_finds_them(language: str, text: str) -> None:
    wording = Wording(language=language, title="T", intro=text)
    assert found(STIGMA[language], wording) == {"intro": text}


@pytest.mark.parametrize("wording", SPANISH)
def test_the_spanish_says_usted_throughout(wording: Wording) -> None:
    assert found(INFORMAL, wording) == {}


@pytest.mark.parametrize("text", ["¿Qué piensas?", "Di lo que tú ves.", "Piensa en tu equipo."])
def test_the_search_for_informal_words_finds_them(text: str) -> None:
    assert found(INFORMAL, Wording(language="es", title="T", intro=text)) == {"intro": text}


@pytest.mark.parametrize("wording", SPANISH)
def test_spanish_questions_and_cries_open_and_close(wording: Wording) -> None:
    for place, text in spoken(wording).items():
        for opening, closing in (("¿", "?"), ("¡", "!")):
            assert text.count(opening) == text.count(closing), f"{place}: {text}"


@pytest.mark.parametrize("wording", ENGLISH)
def test_english_holds_no_sign_of_another_alphabet(wording: Wording) -> None:
    assert all(text.isascii() for text in spoken(wording).values())


@pytest.mark.parametrize("wording", WORDINGS)
def test_every_statement_is_one_whole_sentence_with_its_stop(wording: Wording) -> None:
    for item_id, item in wording.items.items():
        assert item.text[0].isupper() or item.text[0] == "¿", item_id
        assert item.text.endswith("."), item_id
        assert re.search(r"[.?!] ", item.text) is None, item_id


@pytest.mark.parametrize("wording", WORDINGS)
def test_no_text_has_a_slip_of_the_keyboard(wording: Wording) -> None:
    for place, text in spoken(wording).items():
        assert re.search(r"  |\s[.,;:?!]|\.\.|,,|\n", text) is None, f"{place}: {text}"
        assert re.search(r"\b(\w+) \1\b", text, re.IGNORECASE) is None, f"{place}: {text}"


def test_no_statement_of_values_is_a_denial() -> None:
    items = shipped_edition("values_open").wording("en").items
    denial = re.compile(r"\b(no|not|never|none|nobody|cannot|without)\b|n't\b", re.IGNORECASE)
    assert {item_id for item_id, item in items.items() if denial.search(item.text)} == set()


@pytest.mark.parametrize("wording", WORDINGS)
def test_no_two_statements_are_the_same(wording: Wording) -> None:
    statements = [item.text for item in wording.items.values()]
    assert len(set(statements)) == len(statements)

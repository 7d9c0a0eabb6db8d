"""The checklist of a scan: what is shipped."""

import re
import tomllib
from collections import Counter

import pytest
import yaml

from surveys.checklist import CONFIDENCES, KNOWN, STATUSES, ChecklistEdition, ChecklistItem
from surveys.checklists import (
    SHIPPED,
    checksum,
    from_json,
    shipped_checklist,
    shipped_checklists,
    to_json,
)
from surveys.library import shipped
from surveys.sectors import SECTORS
from tests.conftest import shared_folder
from tests.surveys.reading_level import grade
from tests.surveys.test_shipped_wording import INFORMAL, STIGMA

SCAN = shipped_checklist("scan_open")
PARTS = ("text", "evidence", "why")


def said(edition: ChecklistEdition, language: str) -> dict[str, str]:
    """All texts of one language by their place."""
    wording = edition.wording(language)
    items = {
        f"{item_id}.{part}": getattr(words, part)
        for item_id, words in wording.items.items()
        for part in PARTS
    }
    return {"title": wording.title, "intro": wording.intro, **wording.sections, **items}


def stopped(text: str) -> str:
    """A text with a stop at its end, so that a list of words counts as a sentence."""
    return text if text.endswith(".") else f"{text}."


def test_the_scan_asks_sixty_three_things_in_nine_sections() -> None:
    checklist = SCAN.checklist
    assert len(checklist.items) == 63
    assert len(checklist.sections) == 9
    assert {item.section for item in checklist.items} == set(checklist.sections)


def test_every_drafted_item_is_asked_in_its_section_and_order() -> None:
    path = shared_folder("content") / "scan.yaml"
    draft = yaml.safe_load(path.read_text(encoding="utf-8"))
    assert [(item.id, item.section) for item in SCAN.checklist.items] == [
        (item["id"], item["section"]) for item in draft["items"]
    ]
    assert list(SCAN.checklist.sections) == [each["id"] for each in draft["sections"]]


def test_every_sector_has_something_that_it_would_know() -> None:
    asked = {sector for item in SCAN.checklist.items for sector in item.who_knows}
    assert asked == {sector.id for sector in SECTORS}


def test_one_item_tells_about_each_model_of_support_and_no_other_does() -> None:
    models = {item.id: item.model for item in SCAN.checklist.items if item.model}
    assert models == {
        "model_substance_specialists": "specialists",
        "model_recovery_coaches": "coaches",
    }


def test_weights_tell_some_items_from_others() -> None:
    weights = Counter(item.weight for item in SCAN.checklist.items)
    assert set(weights) == {1, 2, 3}
    assert weights[3] <= 21


def test_answers_of_unknown_and_of_no_area_say_nothing_of_how_things_are() -> None:
    assert set(STATUSES) - set(KNOWN) == {"unknown", "not_our_area"}
    assert STATUSES[:3] == KNOWN[:3] == ("in_place", "partly", "not_in_place")
    assert CONFIDENCES == ("seen_the_document", "told_by_someone_who_knows", "best_guess")


def test_an_answer_lasts_eighteen_months_and_a_share_takes_six_known_of_ten() -> None:
    assert SCAN.checklist.stale_after_months == 18
    assert SCAN.checklist.hidden_under == 0.6
    assert not SCAN.checklist.validated


def test_an_item_is_found_by_its_id_and_a_wrong_one_is_named() -> None:
    assert SCAN.checklist.item("info_protocol").section == "information_consent"
    with pytest.raises(KeyError, match="scan_open has no item 'nothing'"):
        SCAN.checklist.item("nothing")


def test_an_unknown_checklist_is_told_with_those_there_are() -> None:
    with pytest.raises(LookupError, match="there is no 'nothing'; give one of scan_open"):
        shipped_checklist("nothing")


def test_checklists_are_read_once_and_are_no_questionnaires() -> None:
    assert shipped_checklists() is shipped_checklists()
    assert "scan_open" not in {edition.instrument.id for edition in shipped()}


def test_a_language_that_is_not_there_falls_back_to_the_first() -> None:
    assert SCAN.languages == ("en", "es")
    assert SCAN.wording("es").language == "es"
    assert SCAN.wording("fr").language == "en"


def test_every_text_is_there_in_both_languages_and_in_its_own() -> None:
    english, spanish = said(SCAN, "en"), said(SCAN, "es")
    assert english.keys() == spanish.keys()
    assert len(english) == 2 + 9 + 3 * 63
    assert {place for place, text in english.items() if text == spanish[place]} == set()
    assert SCAN.wording("es").translation == "first"


def test_nobody_needs_more_than_eight_years_of_school_for_it() -> None:
    wording = SCAN.wording("en")
    for part in PARTS:
        texts = [stopped(getattr(words, part)) for words in wording.items.values()]
        assert grade(texts) <= 8, part
    assert grade([wording.intro]) <= 8
    assert grade([stopped(title) for title in wording.sections.values()]) <= 8


def test_no_sentence_of_it_asks_for_more_than_twelve() -> None:
    titles = {"title", *SCAN.checklist.sections}
    for place, text in said(SCAN, "en").items():
        if place in titles:
            continue
        for sentence in re.split(r"(?<=\.) ", stopped(text)):
            assert grade([sentence]) <= 12, f"{place}: {sentence}"


def test_no_statement_is_long() -> None:
    english = SCAN.wording("en").items.values()
    assert max(len(words.text.split()) for words in english) <= 20


@pytest.mark.parametrize("language", ["en", "es"])
def test_every_statement_is_one_whole_sentence_with_its_stop(language: str) -> None:
    for item_id, words in SCAN.wording(language).items.items():
        assert words.text[0].isupper(), item_id
        assert words.text.endswith("."), item_id
        assert re.search(r"[.?!] ", words.text) is None, item_id
        assert words.why.endswith("."), item_id
        assert not words.evidence.endswith("."), item_id


@pytest.mark.parametrize("language", ["en", "es"])
def test_no_two_statements_are_the_same(language: str) -> None:
    statements = [words.text for words in SCAN.wording(language).items.values()]
    assert len(set(statements)) == 63


@pytest.mark.parametrize("language", ["en", "es"])
def test_no_word_makes_a_person_into_a_condition(language: str) -> None:
    unwanted = re.compile(rf"\b({STIGMA[language]})\b", re.IGNORECASE)
    assert {
        place: text for place, text in said(SCAN, language).items() if unwanted.search(text)
    } == {}


def test_the_spanish_says_usted_throughout() -> None:
    informal = re.compile(rf"\b({INFORMAL})\b", re.IGNORECASE)
    assert {place: text for place, text in said(SCAN, "es").items() if informal.search(text)} == {}


@pytest.mark.parametrize("language", ["en", "es"])
def test_no_text_has_a_slip_of_the_keyboard(language: str) -> None:
    for place, text in said(SCAN, language).items():
        assert re.search(r"  |\s[.,;:?!]|\.\.|,,|\n", text) is None, f"{place}: {text}"
        assert re.search(r"\b(\w+) \1\b", text, re.IGNORECASE) is None, f"{place}: {text}"


@pytest.mark.parametrize(
    ("language", "sayings"),
    [
        (
            "en",
            [
                "only what it would know",
                "they cost nothing",
                "under your agency's name",
                "not anonymous",
                "Do not write about a person or a family",
                "has not been validated",
            ],
        ),
        (
            "es",
            [
                "solo a lo que puede saber",
                "no cuestan nada",
                "el nombre de su agencia",
                "no es anónimo",
                "No escriba sobre una persona ni sobre una familia",
                "no ha sido validada",
            ],
        ),
    ],
)
def test_the_introduction_says_whose_answers_they_are_and_what_costs_nothing(
    language: str, sayings: list[str]
) -> None:
    intro = SCAN.wording(language).intro
    assert [saying for saying in sayings if saying not in intro] == []


def test_what_is_shipped_is_what_was_released_under_its_number() -> None:
    released = SHIPPED / "scan_open" / "released.toml"
    checksums = tomllib.loads(released.read_text(encoding="utf-8"))["checksums"]
    assert checksums[SCAN.checklist.version] == checksum(SCAN)


def test_a_frozen_checklist_comes_back_as_it_was() -> None:
    again = from_json(to_json(SCAN))
    assert again == SCAN
    assert checksum(again) == checksum(SCAN)
    with pytest.raises(ValueError, match="checklist"):
        from_json("{}")


def test_a_text_that_was_frozen_does_not_hang_on_the_order_of_languages() -> None:
    turned = ChecklistEdition(
        checklist=SCAN.checklist, wordings=dict(reversed(SCAN.wordings.items()))
    )
    assert to_json(turned) == to_json(SCAN)


def test_a_field_that_a_later_program_adds_leaves_the_checksum_as_it_was() -> None:
    class Later(ChecklistItem):
        audience: str = "everybody"

    items = tuple(Later.model_validate(item.model_dump()) for item in SCAN.checklist.items)
    checklist = SCAN.checklist.model_copy(update={"items": items})
    assert checksum(SCAN.model_copy(update={"checklist": checklist})) == checksum(SCAN)

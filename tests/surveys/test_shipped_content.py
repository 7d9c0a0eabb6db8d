"""The questionnaires say what was drafted for them, word for word."""

from collections.abc import Mapping
from typing import Any

import pytest
import yaml

from surveys.instrument import Edition, ItemWording, ScaleItem
from surveys.library import shipped_edition
from tests.conftest import shared_folder

DRAFTS = {
    "values_open": "cvi.yaml",
    "capacity_open": "capacity.yaml",
    "peer_readiness_open": "peer_program_readiness.yaml",
}


@pytest.fixture(params=DRAFTS)
def edition(request: pytest.FixtureRequest) -> Edition:
    """Each shipped questionnaire in turn."""
    return shipped_edition(request.param)


@pytest.fixture
def draft(edition: Edition) -> dict[str, Any]:
    """What was drafted for it."""
    path = shared_folder("content") / DRAFTS[edition.instrument.id]
    return yaml.safe_load(path.read_text(encoding="utf-8"))


def said(text: str | Mapping[str, str] | None) -> dict[str, str]:
    """A drafted text by language; a plain one is English."""
    return {"en": text} if isinstance(text, str) else dict(text or {})


def test_the_items_stand_in_the_drafted_order_and_way(
    edition: Edition, draft: dict[str, Any]
) -> None:
    drafted = {item["id"]: item for item in draft["items"]}
    order = draft.get("order") or list(drafted)
    items = [item for item in edition.instrument.items if isinstance(item, ScaleItem)]
    assert [item.id for item in items] == order
    for item in items:
        wanted = drafted[item.id]
        assert item.section == wanted["domain"]
        assert item.reverse == wanted.get("reverse", False)
        assert item.scored == wanted.get("scored", True)
        assert item.gate == wanted.get("gate", False)
        assert item.part == wanted.get("part")


def test_every_drafted_statement_and_its_help_is_there_word_for_word(
    edition: Edition, draft: dict[str, Any]
) -> None:
    for item in draft["items"]:
        for language, wording in edition.wordings.items():
            _same(wording.items[item["id"]].text, said(item["text"]), language)
            _same(wording.items[item["id"]].help, said(item.get("help")), language)


def test_title_introduction_and_sections_are_the_drafted_ones(
    edition: Edition, draft: dict[str, Any]
) -> None:
    assert list(edition.instrument.sections) == [domain["id"] for domain in draft["domains"]]
    for language, wording in edition.wordings.items():
        _same(wording.title, said(draft["title"]), language)
        _same(wording.intro, said(draft["intro"]), language)
        for domain in draft["domains"]:
            _same(wording.sections[domain["id"]].title, said(domain["title"]), language)
            _same(wording.sections[domain["id"]].pole, said(domain.get("pole")), language)


def test_the_scale_is_the_drafted_one(edition: Edition, draft: dict[str, Any]) -> None:
    (scale,) = edition.instrument.scales
    drafted = draft["scale"]
    assert scale.id == drafted["id"]
    assert [(point.value, point.id) for point in scale.points] == [
        (point["value"], point["id"]) for point in drafted["points"]
    ]
    assert list(scale.no_answer) == [each["code"] for each in drafted["no_answer"]]
    for language, wording in edition.wordings.items():
        words = wording.scales[scale.id]
        for point in drafted["points"]:
            _same(words.points[point["id"]].label, said(point["label"]), language)
            _same(words.points[point["id"]].anchor, said(point.get("anchor")), language)
        for each in drafted["no_answer"]:
            _same(words.no_answer[each["code"]], said(each["label"]), language)


def test_facts_and_open_questions_of_the_values_inventory_are_the_drafted_ones() -> None:
    path = shared_folder("content") / "cvi.yaml"
    draft = yaml.safe_load(path.read_text(encoding="utf-8"))
    edition = shipped_edition("values_open")
    questions = {each["id"]: each for each in draft["open_questions"]}
    facts = {each["id"]: each for each in draft["facts"]["questions"]}
    del facts["fact_place"]  # its options would be those of one team
    assert [each.id for each in edition.instrument.open_questions] == list(questions)
    assert [each.id for each in edition.instrument.facts] == list(facts)
    for language, wording in edition.wordings.items():
        for each_id, asked in questions.items():
            _same_question(wording.open_questions[each_id], asked, language)
        for each_id, asked in facts.items():
            _same_question(wording.facts[each_id], asked, language)


def _same_question(words: ItemWording, drafted: dict[str, Any], language: str) -> None:
    _same(words.text, said(drafted["text"]), language)
    _same(words.help, said(drafted.get("help")), language)
    options = {each["id"]: each["label"][language] for each in drafted.get("options", [])}
    assert words.options == options


def _same(text: str | None, drafted: dict[str, str], language: str) -> None:
    if language in drafted:
        assert text == drafted[language]

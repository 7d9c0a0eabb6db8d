"""The words of a discussion guide: whole in both languages, asking for what people have seen."""

import re
from string import Formatter

import pytest

import surveys.guide_words
from surveys.guide_words import FOLDER, REASONS, GuideWords, guide_words
from surveys.library import shipped_edition
from surveys.problems import InstrumentProblems
from tests.surveys.reading_level import grade
from tests.surveys.test_shipped_wording import INFORMAL, STIGMA, texts

LANGUAGES = ("en", "es")
ENGLISH, SPANISH = (guide_words(language) for language in LANGUAGES)
BLAME = {
    "en": r"why (do|did|don't|didn't|does|can't)|fault|blame|wrong|fail\w*|resist\w*|problem\w*"
    r"|explain yourself|justify|defend|agency|agencies",
    "es": r"por qué (no|hizo|hace)|culpa\w*|error\w*|fall[aóo]\w*|resist\w*|problema\w*"
    r"|justifi\w*|defend\w*|defiend\w*|agencias?",
}


def said(words: GuideWords) -> dict[str, str]:
    """Every text by its place; questions in lists by their number."""
    plain = words.model_dump(exclude={"language"})
    for reason in plain["reasons"].values():
        reason["questions"] = dict(enumerate(reason["questions"]))
    return dict(texts(_named(plain)))


def _named(plain: object) -> object:
    if isinstance(plain, dict):
        return {str(key): _named(inside) for key, inside in plain.items()}
    return plain


def questions(words: GuideWords) -> list[str]:
    asked = [each for reason in words.reasons.values() for each in reason.questions]
    return asked + [each for domain in words.domains.values() for each in domain.values()]


def blanks(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name}


def test_both_languages_say_the_same_things_with_the_same_blanks() -> None:
    english, spanish = said(ENGLISH), said(SPANISH)
    assert english.keys() == spanish.keys()
    assert {place: blanks(text) for place, text in english.items()} == {
        place: blanks(text) for place, text in spanish.items()
    }
    assert not set(english.values()) & set(spanish.values()) - {"{statement}"}


def test_every_file_in_the_folder_is_one_of_the_languages() -> None:
    assert {path.stem for path in FOLDER.glob("*.yaml")} == set(LANGUAGES)


@pytest.mark.parametrize("words", [ENGLISH, SPANISH], ids=LANGUAGES)
def test_every_reason_and_every_domain_of_the_values_inventory_has_its_question(
    words: GuideWords,
) -> None:
    assert set(words.reasons) == set(REASONS)
    assert set(words.domains) == {"values_open"}
    sections = shipped_edition("values_open").instrument.sections
    assert tuple(words.domains["values_open"]) == sections


@pytest.mark.parametrize("words", [ENGLISH, SPANISH], ids=LANGUAGES)
def test_questions_ask_one_open_thing_and_blame_nobody(words: GuideWords) -> None:
    asked = questions(words)
    assert len(asked) == len(set(asked))
    for question in asked:
        assert question.endswith("?")
        assert not re.search(rf"\b({BLAME[words.language]})\b", question, re.IGNORECASE), question


@pytest.mark.parametrize("words", [ENGLISH, SPANISH], ids=LANGUAGES)
def test_no_word_stigmatizes(words: GuideWords) -> None:
    whole = re.compile(rf"\b({STIGMA[words.language]})\b", re.IGNORECASE)
    assert [text for text in said(words).values() if whole.search(text)] == []


def test_spanish_speaks_to_people_formally() -> None:
    informal = re.compile(rf"\b({INFORMAL})\b", re.IGNORECASE)
    assert [text for text in said(SPANISH).values() if informal.search(text)] == []


def test_english_can_be_read_by_nearly_everybody() -> None:
    assert grade(questions(ENGLISH)) < 7
    sentences = [text for text in said(ENGLISH).values() if text.endswith((".", "?"))]
    assert grade(re.sub(r"\{\w+\}", "5", text) for text in sentences) < 8


def test_a_question_of_the_domain_stands_between_those_of_the_reason() -> None:
    own = ENGLISH.domains["values_open"]["court"]
    first, last = ENGLISH.reasons["split"].questions
    assert ENGLISH.questions("split", instrument="values_open", section="court") == (
        *(first, own, last),
    )
    assert ENGLISH.questions("split", instrument="own", section="court") == (first, last)


@pytest.mark.parametrize("language", ["xx", "../en", ""])
def test_another_language_is_told_in_english(language: str) -> None:
    assert guide_words(language) is ENGLISH


def test_a_damaged_file_is_refused_with_its_line(tmp_path, monkeypatch) -> None:
    content = (FOLDER / "en.yaml").read_text(encoding="utf-8").replace("warning:", "warnings:")
    (tmp_path / "fr.yaml").write_text(content, encoding="utf-8")
    monkeypatch.setattr(surveys.guide_words, "FOLDER", tmp_path)
    with pytest.raises(InstrumentProblems, match=r"fr\.yaml"):
        guide_words("fr")
    guide_words.cache_clear()


def test_the_wording_goes_out_with_its_license() -> None:
    assert "Creative Commons" in (FOLDER / "LICENSE").read_text(encoding="utf-8")

"""Whoever is asked can read what is asked of them, and what they are promised.

English is measured by Flesch-Kincaid and Spanish by Crawford, as everywhere in the product.
"""

import re
from collections.abc import Callable

import pytest

from surveys.family_promises import consent_text
from tests.pages.respond.test_words import spanish_grade
from tests.surveys.families import LANGUAGES, STUDIES, said, stopped
from tests.surveys.reading_level import grade

STAFF = (
    "codes",
    "limits",
    "dimensions",
    "legal_bases",
    "codebook_rules",
    "run_sheet",
    "valence",
    "advice",
)
"""What only staff reads; measured as a whole."""

NAMES = ("title", "group", "session", "incident_title", "card_title", "consent_title")
"""A few words that are a name and no sentence."""

LONG_ENOUGH = 8


def english_grade(text: str) -> float:
    """Of one text."""
    return grade([text])


GRADES: dict[str, Callable[[str], float]] = {"en": english_grade, "es": spanish_grade}
in_each_language = pytest.mark.parametrize("language", LANGUAGES)


def for_parents(language: str) -> dict[str, str]:
    """Every text that a parent reads or hears, by its place."""
    return {
        place: stopped(text)
        for place, text in said(language).items()
        if place.split(".")[0] not in (*STAFF, *NAMES) and not place.endswith((".do", "staff_note"))
    }


@in_each_language
def test_every_text_for_parents_asks_for_eight_years_of_school_at_most(language: str) -> None:
    measured = {
        place: GRADES[language](text)
        for place, text in for_parents(language).items()
        if len(text.split()) >= LONG_ENOUGH
    }
    assert len(measured) > 100
    assert {place: level for place, level in measured.items() if level > 8} == {}


@in_each_language
def test_short_texts_for_parents_are_as_easy_taken_together(language: str) -> None:
    short = [text for text in for_parents(language).values() if len(text.split()) < LONG_ENOUGH]
    assert len(short) > 60
    assert GRADES[language](" ".join(short)) <= 8


@in_each_language
@pytest.mark.parametrize("part", STAFF)
def test_what_staff_reads_is_as_easy_taken_together(language: str, part: str) -> None:
    read = [stopped(text) for place, text in said(language).items() if place.split(".")[0] == part]
    assert read
    assert GRADES[language](" ".join(read)) <= 8


@in_each_language
@pytest.mark.parametrize("chosen", STUDIES)
def test_a_consent_with_its_blanks_filled_is_as_easy(language: str, chosen: str) -> None:
    for point in consent_text(STUDIES[chosen], language):
        assert GRADES[language](point.text) <= 8, point


@in_each_language
def test_no_sentence_for_parents_is_longer_than_a_breath(language: str) -> None:
    for place, text in for_parents(language).items():
        for sentence in re.split(r"(?<=[.?!:;]) ", text):
            assert len(sentence.split()) <= 25, f"{place}: {sentence}"

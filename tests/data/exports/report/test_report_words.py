"""The sentences of the report: the same in both languages, on screens, and easy to hear."""

import string

import pytest

from data.exports.report.gather import KEYS, titles
from data.exports.report.words import LANGUAGES, in_100, number, words
from pages.charts import words as screen
from tests.surveys.reading_level import grade

ALOUD = (
    *("results.response_say", "results.agree_say", "results.agree_say_stages"),
    *("results.agree_none", "results.spread_say", "results.spread_say_stages"),
    *("results.spread_none", "results.agree_small", "results.spread_small", "change.closer"),
    *("change.further", "change.moved", "change.no_clear_change", "strip.say", "together.say"),
    *("together.means_below_01", "together.means_05_to_20", "together.means_above_20"),
    *("doing.say", "doing.lines_none", "limits.say", "scan.say", "gaps.say", "themes.say"),
    *("ready.lowest", "ready.lowest_perhaps", "ready.lowest_alike", "ready.all_there"),
    *("ready.gates_say", "ready.change"),
)
"""Those that somebody reads to the table."""
ON_SCREENS_ONLY = {
    *("ready.title", "ready.part_counts", "ready.in_round", "ready.over"),
    *("ready.seen_as", "ready.seen_apart", "ready.seen_between", "ready.nothing"),
    *("ready.gates_unmet", "ready.gates_not_known", "ready.gates_met"),
}
"""Of readiness: rounds over time, and lists of gates where the report has a table."""


def blanks(sentence: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(sentence) if name}


def test_both_languages_say_the_same_things_with_the_same_blanks() -> None:
    english, spanish = (words(language).sentences for language in ("en", "es"))
    assert english.keys() == spanish.keys()
    assert {key: blanks(said) for key, said in english.items()} == {
        key: blanks(said) for key, said in spanish.items()
    }
    assert all(said.strip() for said in (*english.values(), *spanish.values()))


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_the_screen_says_as_well_is_told_in_the_same_words(language: str) -> None:
    here, there = words(language).sentences, screen.words(language).sentences
    shared = here.keys() & there.keys()
    assert len(shared) > 100
    assert {key: here[key] for key in shared} == {key: there[key] for key in shared}


@pytest.mark.parametrize("language", LANGUAGES)
def test_of_readiness_the_report_says_nothing_that_the_screen_does_not(language: str) -> None:
    here, there = words(language).sentences, screen.words(language).sentences
    told = {key for key in here if key.startswith("ready.")}
    assert told == {key for key in there if key.startswith("ready.")} - ON_SCREENS_ONLY
    assert here["part.readiness"] == there["ready.title"]
    if language == "en":  # of one gate as of several; Spanish has a word for each
        for state in ("unmet", "not_known", "met"):
            assert here[f"readiness.gate_{state}"] == there[f"ready.gates_{state}"]
    assert here["readiness.stage_head"] in there["ready.seen_as"]
    assert here["readiness.stage_between"] in there["ready.seen_between"]


def test_a_language_that_we_do_not_speak_is_english() -> None:
    assert words("fr") is not words("es")
    assert words("fr").sentences == words("en").sentences
    assert words("../../etc/passwd").language == "en"


def test_what_is_read_aloud_needs_no_more_than_eight_years_of_school() -> None:
    said = words("en")
    filled = [
        said.sentences[key].format(**dict.fromkeys(blanks(said.sentences[key]), "12"))
        for key in ALOUD
    ]
    assert grade(filled) <= 8


def test_the_words_are_about_people_first() -> None:
    never = ("addict", "abuser", "abuse", "clean", "dirty", "relapse", "significant", "divisive")
    for language in LANGUAGES:
        text = " ".join(words(language).sentences.values()).casefold()
        assert [word for word in never if word in text.split()] == []


def test_one_of_something_is_told_in_the_singular() -> None:
    said = words("en")
    assert said.say("results.left_out_few", count=1).startswith("1 statement is ")
    assert said.say("results.left_out_few", count=3).startswith("3 statements are ")


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_part_has_a_heading_of_its_own(language: str) -> None:
    assert tuple(titles(language)) == KEYS
    assert len(set(titles(language).values())) == len(KEYS)


@pytest.mark.parametrize(
    ("value", "digits", "told"),
    [(3.0, 1, "3"), (3.46, 1, "3.5"), (0.9604, 2, "0.96"), (20, 0, "20")],
)
def test_numbers_are_written_as_on_the_screen(value: float, digits: int, told: str) -> None:
    assert number(value, digits=digits) == screen.number(value, digits=digits) == told
    assert in_100(0.825) == "82"

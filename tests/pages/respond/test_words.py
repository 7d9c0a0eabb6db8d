"""Words for respondents: complete in both languages, plain, polite, and never about a diagnosis."""

import re
import string
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path

import pytest

from pages.parts.words import LANGUAGES, language_name, words, written_date

ROOT = Path(__file__).resolve().parents[3]
ENGLISH, SPANISH = words("en").sentences, words("es").sentences
NOT_SENTENCES = {"months", "date", "product", "title_error"}
LONG_ENOUGH = 8
"""From so many words on a text is measured by itself, shorter ones taken together."""

both = pytest.mark.parametrize("sentences", [ENGLISH, SPANISH], ids=["en", "es"])
every_key = pytest.mark.parametrize("key", sorted(ENGLISH))


def blanks(sentence: str) -> list[str]:
    return sorted(name for _, name, _, _ in string.Formatter().parse(sentence) if name)


def read_aloud(sentences: Mapping[str, str]) -> list[str]:
    """Whole sentences, with a short word in each blank."""
    spoken = [
        re.sub(r"\{\w+\}", "five", sentence)
        for key, sentence in sentences.items()
        if key not in NOT_SENTENCES
    ]
    return [each if each[-1] in ".!?:" else f"{each}." for each in spoken]


def counts(text: str) -> tuple[int, int, list[str]]:
    """Sentences, and words with their vowel groups counted."""
    found = re.findall(r"[a-záéíóúüñ']+", text.lower())
    return len(re.findall(r"[.!?:;]+(?=\s|$)", text)), len(found), found


def english_syllables(word: str) -> int:
    groups = len(re.findall(r"[aeiouy]+", word))
    silent = word.endswith("e") and not word.endswith("le") and groups > 1
    return max(1, groups - silent)


def spanish_syllables(word: str) -> int:
    """Vowel groups, where an accented i or u and two strong vowels in a row part."""
    parted = re.sub(r"([íú])", r"-\1-", word)
    parted = re.sub(r"([aeoáéó])(?=[aeoáéó])", r"\1-", parted)
    return max(1, len(re.findall(r"[aeiouáéíóúü]+", parted)))


def english_grade(text: str) -> float:
    """Flesch-Kincaid (1975)."""
    sentences, many, found = counts(text)
    syllables = sum(english_syllables(word) for word in found)
    return 0.39 * many / sentences + 11.8 * syllables / many - 15.59


def spanish_grade(text: str) -> float:
    """Crawford (1984), for primary school texts in Spanish."""
    sentences, many, found = counts(text)
    syllables = sum(spanish_syllables(word) for word in found)
    return -0.205 * 100 * sentences / many + 0.049 * 100 * syllables / many - 3.407


def test_both_languages_have_every_sentence() -> None:
    assert ENGLISH.keys() == SPANISH.keys()


@every_key
def test_both_languages_fill_the_same_blanks(key: str) -> None:
    assert blanks(ENGLISH[key]) == blanks(SPANISH[key])


@every_key
def test_no_sentence_is_left_in_the_other_language(key: str) -> None:
    if key != "product":
        assert ENGLISH[key] != SPANISH[key]


def test_every_sentence_is_used() -> None:
    """By its key, or as the title or second sentence of a message that is."""
    files = [*(ROOT / "pages/respond").rglob("*.py"), *(ROOT / "pages/respond").rglob("*.html")]
    files.append(ROOT / "pages/parts/words.py")
    used = set(re.findall(r"[\"'](\w+)[\"']", "".join(path.read_text("utf-8") for path in files)))
    stems = {key: re.sub(r"_(title|more)$", "", key) for key in ENGLISH}
    assert [key for key, stem in stems.items() if not {key, stem} & used] == []


def test_the_measures_of_plain_words_give_what_was_counted_by_hand() -> None:
    text = "The cat sat on the mat. It was a happy little animal."
    assert counts(text)[:2] == (2, 12)
    assert [english_syllables(word) for word in ("the", "happy", "little", "animal", "time")] == [
        1,
        2,
        2,
        3,
        1,
    ]
    words_of_one = ("qué", "dio", "más")
    assert {spanish_syllables(word) for word in words_of_one} == {1}
    assert [spanish_syllables(word) for word in ("vacía", "leer", "encuesta", "día", "país")] == [
        3,
        2,
        3,
        2,
        2,
    ]
    assert english_grade(text) == pytest.approx(0.39 * 6 + 11.8 * 16 / 12 - 15.59)


@pytest.mark.parametrize(
    ("sentences", "grade"), [(ENGLISH, english_grade), (SPANISH, spanish_grade)], ids=["en", "es"]
)
def test_words_can_be_read_with_eight_years_of_school(
    sentences: Mapping[str, str], grade: Callable[[str], float]
) -> None:
    spoken = read_aloud(sentences)
    long = [each for each in spoken if len(each.split()) >= LONG_ENOUGH]
    short = [each for each in spoken if len(each.split()) < LONG_ENOUGH]
    assert len(long) > 25
    assert {each: grade(each) for each in long if grade(each) > 8} == {}
    assert grade(" ".join(long)) <= 6
    assert len(short) > 25
    assert grade(" ".join(short)) <= 6


@both
def test_no_sentence_is_longer_than_a_breath(sentences: Mapping[str, str]) -> None:
    for each in read_aloud(sentences):
        for sentence in re.split(r"[.!?:;]\s", each):
            assert len(sentence.split()) <= 25, sentence


def test_spanish_says_usted() -> None:
    informal = re.compile(
        r"\b(tú|tus?|te|ti|contigo|tuy[oa]s?|puedes|tienes|quieres|debes|has|eres|estás)\b|"
        r"(^|[.:;,¡¿]\s*)(elige|abre|escribe|pulsa|copia|revisa|espera|deja|marca|haz|llama)\b",
        re.IGNORECASE,
    )
    assert informal.search("Elige una.")
    assert informal.search("Guarda tu código.")
    for key, sentence in SPANISH.items():
        assert not informal.search(sentence), key


def test_spanish_opens_every_mark_that_it_closes() -> None:
    for key, sentence in SPANISH.items():
        for opening, closing in ("¿?", "¡!", "«»"):
            assert sentence.count(opening) == sentence.count(closing), key


@both
def test_quotation_marks_are_those_of_print_and_come_in_pairs(sentences: Mapping[str, str]) -> None:
    for key, sentence in sentences.items():
        assert '"' not in sentence, key
        assert sentence.count("“") == sentence.count("”"), key


@both
def test_words_are_about_people_and_blame_nobody(sentences: Mapping[str, str]) -> None:
    said = " ".join(sentences.values()).casefold()
    shunned = (
        "addict",
        "abuser",
        "clean",
        "dirty",
        "junkie",
        "invalid",
        "illegal",
        "required",
        "failed",
        "your error",
        "you must",
        "your mistake",
        "submit",
        "user",
        "respondent",
        "adicto",
        "drogadicto",
        "vicio",
        "inválid",
        "obligatori",
        "su error",
        "debe ",
        "encuestado",
        "usuario",
    )
    assert [word for word in shunned if word in said] == []


@both
def test_nothing_is_promised_that_nobody_can_keep(sentences: Mapping[str, str]) -> None:
    said = " ".join(sentences.values()).casefold()
    never = (
        "anonym",
        "anónim",
        "100 %",
        "secure",
        "hipaa",
        "confidential",
        "confidencial",
        "never",
    )
    assert [word for word in never if word in said] == []


def test_a_day_is_written_as_people_write_it() -> None:
    assert written_date(date(2026, 12, 1), "en") == "December 1, 2026"
    assert written_date(date(2026, 1, 31), "es") == "31 de enero de 2026"
    assert written_date(date(2026, 1, 31), "fr") == "January 31, 2026"


@both
def test_every_month_has_a_name(sentences: Mapping[str, str]) -> None:
    assert len(set(sentences["months"].split("|"))) == 12


def test_a_language_is_called_what_it_calls_itself() -> None:
    assert {code: language_name(code) for code in LANGUAGES} == {"en": "English", "es": "Español"}
    assert language_name("fr-CA") == "fr-CA"


@pytest.mark.parametrize("language", ["fr", "", "../../secrets", "EN"])
def test_where_we_have_no_words_we_say_it_in_english(language: str) -> None:
    assert words(language).language == "en"

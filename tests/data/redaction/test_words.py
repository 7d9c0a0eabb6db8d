"""The lists of words: small, in order, of two languages, and without names."""

from pathlib import Path

import pytest

from data.redaction import words as lists
from data.redaction.words import is_common, is_family, is_given, words

FOLDER = Path(lists.__file__).parent
LISTED = {
    name: (FOLDER / f"{name}.txt").read_text(encoding="utf-8").splitlines()
    for name in ("common", "given", "family")
}
# U.S. Census Bureau, Frequently Occurring Names of 1990: the most frequent of each list, without
# those that are everyday words; and names that are frequent today.
NAMES = """
    james john robert michael william david richard charles joseph thomas christopher daniel paul
    donald george kenneth steven edward brian ronald anthony kevin jason matthew gary timothy jose
    larry jeffrey scott eric stephen andrew raymond gregory joshua jerry dennis patrick peter
    mary patricia linda barbara elizabeth jennifer maria susan margaret dorothy lisa nancy karen
    betty helen sandra donna ruth sharon michelle laura sarah kimberly deborah jessica shirley
    cynthia angela melissa brenda amy anna rebecca virginia kathleen pamela martha debra amanda
    smith johnson williams jones davis garcia rodriguez wilson martinez anderson taylor hernandez
    moore martin jackson thompson lopez gonzalez harris clark lewis robinson perez
    olivia emma ava mia sofia camila isabella aaliyah nevaeh khloe liam noah mateo santiago jayden
    aiden jaxon kayden mohammed fatima nguyen priya wei dmitri oleksandr kwame ximena guadalupe
    alejandra lupita jesus jose ines yesenia
"""


def one(text: str) -> lists.Word:
    (word,) = words(text)
    return word


def test_the_lists_are_in_order_without_doubles_and_in_small_letters() -> None:
    for name, listed in LISTED.items():
        assert listed == sorted(set(listed)), name
        assert all(word == word.lower() and word.isalpha() for word in listed), name


def test_no_word_is_in_two_lists() -> None:
    assert not set(LISTED["common"]) & {*LISTED["given"], *LISTED["family"]}
    assert not set(LISTED["given"]) & set(LISTED["family"])


def test_together_they_are_under_300_kb() -> None:
    assert sum((FOLDER / f"{name}.txt").stat().st_size for name in LISTED) < 300_000


@pytest.mark.parametrize("name", NAMES.split())
def test_a_frequent_name_is_no_ordinary_word(name: str) -> None:
    assert not is_common(one(name))


@pytest.mark.parametrize(
    "word",
    [
        "mother",
        "waited",
        "relapse",
        "caseworker",
        "didn't",
        "CAN'T",
        "court's",
        "hijos",
        "esperé",
        "corazón",
        "corazon",
    ],
)
def test_everyday_words_are_ordinary_however_they_are_written(word: str) -> None:
    assert is_common(one(word))


@pytest.mark.parametrize("name", ["Nina", "nina", "Lucia", "mia"])
def test_a_name_is_no_ordinary_word_that_lost_its_accent(name: str) -> None:
    assert not is_common(one(name))


def test_words_that_are_names_too_are_known_as_such() -> None:
    assert all(is_given(one(word)) for word in ("grace", "Hope", "paz", "LUZ", "Ángel"))
    assert all(is_family(one(word)) for word in ("baker", "young", "castillo"))


def test_a_word_is_without_its_possessive_and_at_its_place() -> None:
    (one_, two, three) = words("Ana’s 3 D'Andre can't")
    assert (one_.text, one_.start, one_.end) == ("Ana", 0, 3)
    assert (two.text, three.text) == ("D'Andre", "can't")


def test_where_the_lists_come_from_and_under_which_licence_lies_beside_them() -> None:
    said = (FOLDER / "LICENSE").read_text(encoding="utf-8")
    for wanted in ("wordfreq 3.1.1", "CC BY-SA 4.0", "SCOWL", "Census", "SUBTLEX"):
        assert wanted in said

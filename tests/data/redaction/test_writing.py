"""A name is found however it is written, and an ordinary word is left an ordinary word."""

import unicodedata

import pytest

from data.redaction.queue import Decision, apply, suspects
from data.redaction.writing import flattened, written


def said(text: str, string: str, *, plural: bool = False) -> list[str]:
    return [text[start:end] for start, end in written(text, string, plural=plural)]


@pytest.mark.parametrize(
    ("text", "string", "found"),
    [
        ("MARIA, maria and Maria's", "Maria", ["MARIA", "maria", "Maria"]),
        ("María. MARÍA'S", "Maria", ["María", "MARÍA"]),
        ("Nunez or NÚÑEZ", "Núñez", ["Nunez", "NÚÑEZ"]),
        (unicodedata.normalize("NFD", "So María left"), "MARIA", ["Mari\u0301a"]),
        ("Ma-\n  ria and Ma\u00adria and Ma-ria", "Maria", ["Ma-\n  ria", "Ma\u00adria", "Ma-ria"]),
        ("Rosalinda\n Gomez", "rosalinda gomez", ["Rosalinda\n Gomez"]),
        ("O’BRIEN", "O'Brien", ["O’BRIEN"]),
        ("Groß and GROSS", "Gross", ["Groß", "GROSS"]),
        ("Maria-Elena", "Elena", ["Elena"]),
        ("nobody", "", []),
        ("nobody", "  ", []),
    ],
)
def test_every_way_of_writing_is_found(text: str, string: str, found: list[str]) -> None:
    assert sorted(said(text, string)) == sorted(found)


def test_a_plural_ends_a_word() -> None:
    assert said("the Gomezes, the MARIAS, a Marias's", "Gomez", plural=True) == ["Gomezes"]
    assert said("the MARIAS and Mariasol", "Maria", plural=True) == ["MARIAS", "Maria"]


def test_places_are_those_of_the_text_as_it_is() -> None:
    text = "İs\u00ad  ﬁne, Straße"
    flat = flattened(text)
    assert len(flat.text) == len(flat.places)
    assert said(text, "fine") == ["ﬁne"]
    assert said(text, "strasse") == ["Straße"]


def carried_out(*turns: str) -> list[str]:
    """What the turns are once every name is replaced; words in small letters have their own say."""
    decisions = [
        Decision(each.forms, "replace", f"[{each.text.upper()[0]}]")
        for each in suspects(turns)
        if not each.beside
    ]
    return [apply(decisions, turn).text for turn in turns]


ASKED = "My son Chance came home. We met Banks, and Banks knew."


@pytest.mark.parametrize(
    ("turn", "left"),
    [
        ("I TOLD THEM THAT CHANCE IS FINE", "I TOLD THEM THAT [C] IS FINE"),
        ("AND THEN BANKS SAID NO TO THAT", "AND THEN [B] SAID NO TO THAT"),
        ("THE CHANCES' CAR WAS THERE, AND BANKS'S", "THE [C]' CAR WAS THERE, AND [B]'S"),
        ("That was when Chan-\nce left.", "That was when [C] left."),
        (
            "I never had a chance, and no banks either.",
            "I never had a chance, and no banks either.",
        ),
    ],
)
def test_a_name_goes_in_capitals_and_broken_too_and_an_ordinary_word_stays(
    turn: str, left: str
) -> None:
    assert carried_out(ASKED, turn)[1] == left


def test_what_goes_without_being_flagged_is_shown_as_a_form_with_its_places() -> None:
    turns = (ASKED, "AND THEN BANKS SAID NO TO THAT")
    found = {each.text: each for each in suspects(turns)}
    assert found["Banks"].forms == ("Banks", "BANKS")
    assert found["Banks"].count == 3
    assert turns[1] in found["Banks"].contexts
    assert len(found) == 2


def test_a_writing_that_is_asked_about_for_itself_keeps_its_own_decision() -> None:
    found = {each.text: each.forms for each in suspects("So Maria left. Then María came.")}
    assert found == {"Maria": ("Maria",), "María": ("María",)}


def test_a_number_and_two_letters_are_no_names_that_are_written_otherwise() -> None:
    turns = ("She turned six. So Al left.", "IT WAS SIX, AND THE MAN AL LEFT")
    forms = {form for each in suspects(turns) for form in each.forms}
    assert "SIX" not in forms

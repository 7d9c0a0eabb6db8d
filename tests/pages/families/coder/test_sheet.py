"""What may lie on the coding desk."""

import re

import pytest

from pages.families.coder.sheet import Code, Coding, Sheet, Turn, Unit

TEXT = "A: One. Two. \nB: Three."
TURNS = (Turn("A", 3, 13), Turn("B", 17, 23))
UNITS = (Unit(3, 7), Unit(8, 12), Unit(17, 23))
CODES = (Code("x", "X", 0),)


def laid(**other) -> Sheet:
    given = {"text": TEXT, "text_hash": "h", "version": 1, "turns": TURNS, "units": UNITS}
    return Sheet(**(given | {"codes": CODES} | other))


def test_every_passage_is_found_in_the_turn_that_holds_it_whole_or_in_none():
    sheet = laid()
    for start in range(-2, len(TEXT) + 2):
        for end in range(-2, len(TEXT) + 2):
            holds = [
                number
                for number, turn in enumerate(TURNS)
                if start < end and turn.start <= start and end <= turn.end
            ]
            assert sheet.turn_of(start, end) == (holds[0] if holds else None)


def test_sentences_are_those_of_their_turn():
    assert [laid().units_of(turn) for turn in (0, 1)] == [(0, 1), (2,)]


def test_a_sentence_knows_the_codings_that_touch_it_and_no_neighbours():
    spans = [(start, end) for start in range(3, 13) for end in range(start + 1, 13)]
    codings = tuple(Coding(f"{a}-{b}", a, b, "x", mine=True) for a, b in spans)
    for number, unit in enumerate(UNITS):
        touched = {each.id for each in laid(codings=codings).on_unit(number)}
        sharing = {
            f"{a}-{b}" for a, b in spans if set(range(a, b)) & set(range(unit.start, unit.end))
        }
        assert touched == sharing


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ({"turns": (), "units": ()}, "this transcript has no sentence"),
        ({"turns": (Turn("A", 3, 13), Turn("B", 12, 23))}, "turn 2 goes from 12 to 23"),
        ({"turns": (Turn("A", 3, 13), Turn("B", 17, 24))}, "by 23"),
        ({"units": (*UNITS[:2], Unit(17, 17))}, "sentence 3 goes from 17 to 17"),
        ({"units": (UNITS[0], Unit(8, 20))}, "sentence 2 (8 to 20) lies in no single turn"),
        ({"units": (UNITS[0], UNITS[2])}, "words from 7 to 13 of turn 'A' are in no sentence"),
        ({"codings": (Coding("c", 3, 7, "y", mine=True),)}, "'c' has the unknown code 'y'"),
        ({"codings": (Coding("c", 8, 19, "x", mine=True),)}, "'c' (8 to 19) lies in no single"),
    ],
)
def test_a_sheet_that_cannot_be_is_refused_with_the_place(wrong, told):
    with pytest.raises(ValueError, match=re.escape(told)):
        laid(**wrong)

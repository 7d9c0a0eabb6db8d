"""Sentences: where they end, and that no word is outside of them or in two."""

import random

import pytest

from data.redaction.sentences import Sentence, sentences


def said(text: str) -> list[str]:
    return [text[each.start : each.end] for each in sentences(text)]


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("", []),
        (" \n ", []),
        ("no end", ["no end"]),
        ("One. Two? Three! Four", ["One.", "Two?", "Three!", "Four"]),
        ("one. two. three.", ["one.", "two.", "three."]),
        ("I saw Dr. Osei. She helped.", ["I saw Dr. Osei.", "She helped."]),
        ("Vi a la Sra. Peña. ¿Y tú?", ["Vi a la Sra. Peña.", "¿Y tú?"]),
        ("J. R. Adams came. OK.", ["J. R. Adams came.", "OK."]),
        ("It was 3.5 miles. Far.", ["It was 3.5 miles.", "Far."]),
        ('Well... I left. "Go!" he said.', ["Well...", "I left.", '"Go!"', "he said."]),
        ("At 9 a.m. They came at 9 a.m. sharp.", ["At 9 a.m.", "They came at 9 a.m. sharp."]),
        ("line one\nline two", ["line one", "line two"]),
        ("So did I. Then we left.", ["So did I.", "Then we left."]),
        ("¡Ay! ¿Quién? Nadie…  Nadie.", ["¡Ay!", "¿Quién?", "Nadie…", "Nadie."]),
        ("mail a.b@c.org please. Yes", ["mail a.b@c.org please.", "Yes"]),
    ],
)
def test_a_sentence_ends_where_a_reader_would_end_it(text: str, parts: list[str]) -> None:
    assert said(text) == parts


def test_places_are_code_points_counted_from_where_the_turn_begins() -> None:
    assert sentences("👩‍👧 sí. No.", start=100) == (Sentence(100, 107), Sentence(108, 111))


def test_every_letter_lies_in_exactly_one_sentence() -> None:
    chance = random.Random(4)
    for _ in range(2_000):
        text = "".join(chance.choices('ab Dr.?!…\n"😀ñ1', k=chance.randint(0, 60)))
        places = [at for each in sentences(text) for at in range(each.start, each.end)]
        assert places == sorted(set(places))
        assert {at for at, sign in enumerate(text) if not sign.isspace()} <= set(places)

"""How much comes to a person's eyes, on a set of our own with names from many languages."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from data.redaction.finding import Places, hits
from data.redaction.queue import suspects
from tests.data.redaction.marked import Marked, marked, marked_texts

TEXTS = marked_texts(Path(__file__).with_name("invented.txt"))


def touched(texts: Sequence[Marked], kind: str) -> float:
    seen = []
    for each in texts:
        places = [(hit.start, hit.end) for hit in hits(each.text, roster=None, places=Places(()))]
        seen += [
            any(one < end and start < two for one, two in places)
            for of, start, end in each.marks
            if of == kind
        ]
    assert seen
    return sum(seen) / len(seen)


def lowered(texts: Sequence[Marked]) -> list[Marked]:
    return [Marked(each.text.lower(), each.marks) for each in texts]


def again_in_small_letters(each: Marked) -> list[bool]:
    """Whether each name is proposed in small letters, where all else is written as it was."""
    text = each.text
    names = [(start, end) for kind, start, end in each.marks if kind == "name"]
    names = [(start, end) for start, end in names if text[start:end] != text[start:end].lower()]
    for start, end in names:
        text = text[:start] + text[start:end].lower() + text[end:]
    places = [place for found in suspects([each.text, text]) for place in found.places]
    return [
        any(place.turn == 1 and place.start < end and start < place.end for place in places)
        for start, end in names
    ]


def test_marks_are_read_where_they_stand() -> None:
    assert marked("My {name:Ana} is {age:4}.") == Marked(
        "My Ana is 4.", (("name", 3, 6), ("age", 10, 11))
    )


def test_the_set_has_enough_texts_of_each_sort() -> None:
    names = [
        each.text[start:end] for each in TEXTS for kind, start, end in each.marks if kind == "name"
    ]
    assert len(TEXTS) >= 80
    assert len(names) >= 100
    assert sum(name == name.lower() for name in names) >= 30
    assert sum(any(sign in each.text for sign in "ñáéíóú¿") for each in TEXTS) >= 20


def test_of_100_names_97_or_more_are_proposed() -> None:
    assert touched(TEXTS, "name") >= 0.97


def test_of_100_names_97_or_more_are_proposed_when_all_capitals_are_gone() -> None:
    assert touched(lowered(TEXTS), "name") >= 0.97


def test_of_100_names_97_or_more_are_proposed_where_they_are_said_again_in_small_letters() -> None:
    seen = [found for each in TEXTS if each.marks for found in again_in_small_letters(each)]
    assert len(seen) >= 60
    assert sum(seen) / len(seen) >= 0.97


@pytest.mark.parametrize("kind", ["place", "contact", "number", "date", "age"])
def test_of_100_other_places_95_or_more_are_proposed(kind: str) -> None:
    assert touched(TEXTS, kind) >= 0.95


@pytest.mark.parametrize("kind", ["place", "contact", "number", "date", "age"])
def test_of_100_other_places_95_or_more_are_proposed_when_all_capitals_are_gone(kind: str) -> None:
    assert touched(lowered(TEXTS), kind) >= 0.95


def test_where_there_is_nothing_to_find_nothing_is_proposed() -> None:
    nothing = [each.text for each in TEXTS if not each.marks]
    assert len(nothing) == 4
    assert [hits(text, roster=None, places=Places(())) for text in nothing] == [()] * 4

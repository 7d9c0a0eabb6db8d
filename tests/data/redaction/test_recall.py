"""How much comes to a person's eyes, on a set of our own with names from many languages."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from data.redaction.finding import Places, hits
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

"""Codes after each session: the dots stand where the words say."""

import pytest

from pages.charts.saturation import After, describe, saturation_curve
from pages.charts.words import Words, words
from scoring.saturation import saturation

SESSIONS = ({"wait", "ride"}, {"wait", "cost", "kin"}, {"wait", "ride", "kin"})


def steps() -> list[After]:
    found = saturation(SESSIONS)
    names = ("One", "Two <b>", "Three")
    return [After(*each) for each in zip(names, found.new, found.seen, found.twice, strict=True)]


def test_every_session_has_two_dots_where_its_codes_are_counted(english: Words) -> None:
    seen = [len(set().union(*SESSIONS[: end + 1])) for end in range(3)]
    twice = [
        sum(sum(code in one for one in SESSIONS[: end + 1]) > 1 for code in set().union(*SESSIONS))
        for end in range(3)
    ]
    dots = [
        list(trace.x)
        for trace in saturation_curve(steps(), words=english).data
        if trace.mode == "markers" and trace.hovertext
    ]
    assert sorted(dots) == sorted([seen, twice])


@pytest.mark.parametrize(
    ("language", "first"),
    [
        ("en", "One: 2 new codes; 2 so far, 0 in two or more"),
        ("es", "One: 2 códigos nuevos; 2 hasta ahora, 0 en dos o más"),
    ],
)
def test_the_same_is_told_in_words(language: str, first: str) -> None:
    lines = describe(steps(), words=words(language)).splitlines()
    assert lines[0] == first
    assert len(lines) == 3


def test_words_on_it_are_no_markup_and_nothing_is_told_as_nothing(english: Words) -> None:
    shown = [note.text for note in saturation_curve(steps(), words=english).layout.annotations]
    assert any("Two &lt;b&gt;" in text for text in shown)
    assert describe([], words=english) == "No session is coded yet."
    (note,) = saturation_curve([], words=english).layout.annotations
    assert note.text == "No session is coded yet."

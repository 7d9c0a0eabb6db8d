"""Figures in words and colors: for every kind of figure what the results screen says and shows.

The sentences are the same functions; the words are read twice, once in each room.
"""

from collections.abc import Iterator
from itertools import product

import pytest

from data.exports.report.colors import blended, colors
from data.exports.report.words import words
from pages.charts import bars, theme
from pages.charts import words as screen
from pages.charts.drawing import colors as screen_colors
from scoring.release import AtLeast, Figure
from surveys.figures import Look, figure_sentence, full_sentence

VOICES = ("agreement", "plain", "stages", "options")


def every_figure(levels: int) -> Iterator[Figure]:
    """All that the door can say of a few people, and some things that it never says."""
    for counts in product(range(4), repeat=levels):
        yield Figure(people=sum(counts), counts=counts, no_answer=sum(counts) % 3)
    for index in range(levels):
        yield Figure(people=12, at_least=AtLeast("level", index, 10), no_answer_at_most=2)
    for index in (0, 1, 2) if levels % 2 else (0, 2):
        yield Figure(people=12, at_least=AtLeast("side", index, 10), no_answer=1)
    for low, middle, high in product((0, 2, 5), (0, 2, 5) if levels % 2 else (0,), (0, 2, 5)):
        yield Figure(people=low + middle + high, sides=(low, middle, high))
    for edge in (None, "exact", "rounded", "at_most", "at_least"):
        yield Figure(people=7, mean=2.5, mean_edge=edge)  # type: ignore[arg-type]
    yield Figure(people=7)
    yield Figure(people=1)


@pytest.mark.parametrize("language", ["en", "es"])
@pytest.mark.parametrize("voice", VOICES)
@pytest.mark.parametrize("levels", [2, 3, 4, 5])
def test_every_figure_is_told_as_on_the_screen(levels: int, voice: str, language: str) -> None:
    labels = tuple(f"level {level}" for level in range(levels))
    printed = tuple(range(1, levels + 1))
    look = Look(labels, printed, voice)  # type: ignore[arg-type]
    said, screen_said = words(language), screen.words(language)
    told = 0
    for figure in every_figure(levels):
        expected = figure_sentence(figure, look=look, words=screen_said)
        assert figure_sentence(figure, look=look, words=said) == expected
        row = bars.Row("", figure)
        whole = bars.note_of(row, look=look, words=screen_said)
        assert full_sentence(figure, look=look, words=said) == whole
        told += 1
    assert told > 15
    assert full_sentence(None, look=look, words=said) == screen_said.say("figure.not_shown")


@pytest.mark.parametrize("voice", VOICES)
@pytest.mark.parametrize("levels", range(2, 8))
def test_colors_are_those_of_the_screen(levels: int, voice: str) -> None:
    labels = ("",) * levels
    look = Look(labels, tuple(range(levels)), voice)  # type: ignore[arg-type]
    assert tuple(f"#{color}" for color in colors(look)) == screen_colors(look)
    assert f"#{blended(colors(look))}" == theme.blended(screen_colors(look))

"""Small figures to draw, shaped like released ones."""

from dataclasses import dataclass

import pytest

from pages.charts.words import Words, words
from surveys.figures import Look


@dataclass(frozen=True)
class Blurred:
    kind: str
    index: int
    people: int


@dataclass(frozen=True)
class Drawn:
    people: int
    counts: tuple[int, ...] | None = None
    at_least: Blurred | None = None
    sides: tuple[int, int, int] | None = None
    mean: float | None = None
    mean_edge: str | None = None
    no_answer: int | None = 0
    no_answer_at_most: int | None = None


@pytest.fixture
def english() -> Words:
    return words("en")


@pytest.fixture
def four_points() -> Look:
    labels = ("Strongly disagree", "Disagree", "Agree", "Strongly agree")
    return Look(labels=labels, printed=(1, 2, 3, 4), voice="agreement")


@pytest.fixture
def five_points() -> Look:
    labels = ("Strongly disagree", "Disagree", "Neither", "Agree", "Strongly agree")
    return Look(labels=labels, printed=(1, 2, 3, 4, 5), voice="agreement")


@pytest.fixture
def stages() -> Look:
    labels = ("Not started", "Planning", "In some places", "In most places", "How we work")
    return Look(labels=labels, printed=(0, 1, 2, 3, 4), voice="stages")


@pytest.fixture
def drawn() -> type[Drawn]:
    return Drawn


@pytest.fixture
def blurred() -> type[Blurred]:
    return Blurred

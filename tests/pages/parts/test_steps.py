"""A step is taken, or the screen says why not and goes nowhere."""

import pytest

from data.services.errors import (
    CannotClose,
    ChangedMeanwhile,
    NotAllowed,
    NotFound,
    ResourceProblems,
    ScanStateError,
    TeamProblems,
)
from data.views import FieldProblem
from pages.parts import steps
from pages.parts.days import day_in

PROBLEM = FieldProblem("name", "The name is empty.", "Write one.")


class Told:
    """What a screen said, in order."""

    def __init__(self, patch: pytest.MonkeyPatch) -> None:
        self.said: list[str] = []
        patch.setattr(steps, "show_refusal", lambda error: self.said.append(f"refused: {error}"))
        patch.setattr(steps, "say_later", lambda sentence: self.said.append(f"later: {sentence}"))
        patch.setattr(steps, "show_problems", self._problems)

    def take(self, step, **options) -> None:
        """Take a step that would go on and forget what was typed."""
        steps.take_step(
            step,
            go=lambda made: self.said.append(f"go: {made}"),
            then=lambda: self.said.append("forgotten"),
            **options,
        )

    def _problems(self, problems: TeamProblems, *, undone: str) -> None:
        self.said.append(f"{undone} {problems}")


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch) -> Told:
    return Told(monkeypatch)


def raising(error: Exception):
    def step() -> None:
        raise error

    return step


def test_what_is_done_is_forgotten_said_and_left_in_this_order(told):
    told.take(lambda: "team 7", told="The team is made.")
    assert told.said == ["forgotten", "later: The team is made.", "go: team 7"]


def test_where_there_is_nothing_to_say_nothing_is_said(told):
    told.take(lambda: 7, told="")
    assert told.said == ["forgotten", "go: 7"]


@pytest.mark.parametrize("kind", [ChangedMeanwhile, NotAllowed, NotFound, ScanStateError])
def test_a_refusal_is_told_in_its_own_words_and_nothing_is_forgotten(told, kind):
    told.take(raising(kind("Somebody was first.")))
    assert told.said == ["refused: Somebody was first."]


def test_what_is_no_day_is_told_like_any_refusal(told):
    told.take(lambda: day_in("soon", label="Day"))
    assert told.said[0].startswith("refused: Day: “soon” came.")


def test_problems_are_told_with_how_things_stand(told):
    told.take(raising(ResourceProblems((PROBLEM,))), undone="The wave is not open yet.")
    assert told.said == [f"The wave is not open yet. {PROBLEM}"]


def test_what_no_screen_can_answer_for_goes_on_up(told):
    with pytest.raises(CannotClose, match="The key is gone"):
        told.take(raising(CannotClose("The key is gone.")))
    assert told.said == []

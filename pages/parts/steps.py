"""How a screen takes a step: it is taken, or it says why not, with what was typed still there."""

from collections.abc import Callable
from typing import TypeVar

from data.services.errors import (
    AccountError,
    ChangedMeanwhile,
    EditConflict,
    FamilyStateError,
    NotAllowed,
    NotFound,
    ScanStateError,
    TeamProblems,
    WaveStateError,
)
from data.services.families import PromisesBroken
from data.services.may_tell import MayTell
from pages.parts.days import NotADay
from pages.parts.frame import say_later, show_problems, show_refusal

Made = TypeVar("Made")
REFUSALS = (
    *(AccountError, ChangedMeanwhile, EditConflict, FamilyStateError, NotADay, NotAllowed),
    *(NotFound, PromisesBroken, ScanStateError, WaveStateError),
)
"""What a service says instead of taking a step; each is shown in its own words."""


def take_step(
    step: Callable[[], Made],
    *,
    go: Callable[[Made], None],
    told: str = "Saved.",
    then: Callable[[], None] | None = None,
    undone: str = "Nothing was saved yet.",
) -> None:
    """Take a step and go on; or say why not, with what was typed still in its fields.

    Args:
        step: what to do.
        go: where to, with what came of it.
        told: what the next screen says; nothing where it is empty.
        then: what is to be forgotten once it is done.
        undone: how things stand where something has to be looked at again.

    Raises:
        MayTell: something that was typed may tell who somebody is.
    """
    try:
        made = step()
    except MayTell:
        raise  # the screen asks whether somebody has looked at it
    except REFUSALS as refused:
        show_refusal(refused)
        return
    except TeamProblems as problems:
        show_problems(problems, undone=undone)
        return
    if then is not None:
        then()
    if told:
        say_later(told)
    go(made)

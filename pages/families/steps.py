"""How every screen about family groups takes a step: it is taken, or it says why not."""

from collections.abc import Callable
from typing import TypeVar

from data.services.errors import ChangedMeanwhile, FamilyProblems, FamilyStateError, NotFound
from data.services.families import PromisesBroken
from pages.parts.frame import say_later, show_problems, show_refusal

Made = TypeVar("Made")


def take_step(
    step: Callable[[], Made],
    *,
    go: Callable[[Made], None],
    told: str = "Saved.",
    then: Callable[[], None] | None = None,
) -> None:
    """Take a step and go on; or say why not, with what was typed still in its fields.

    Args:
        step: what to do.
        go: where to, with what came of it.
        told: what the next screen says.
        then: what is to be forgotten once it is done.
    """
    try:
        made = step()
    except (PromisesBroken, ChangedMeanwhile, FamilyStateError, NotFound) as refused:
        show_refusal(refused)
        return
    except FamilyProblems as problems:
        show_problems(problems)
        return
    if then is not None:
        then()
    say_later(told)
    go(made)

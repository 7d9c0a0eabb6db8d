"""What is wrong with a file that somebody gave us."""

from collections.abc import Callable, Sequence
from contextvars import ContextVar
from functools import wraps
from typing import ParamSpec, TypeVar

from data.counted import count

_Given = ParamSpec("_Given")
_Let = TypeVar("_Let")
_at_a_gate: ContextVar[bool] = ContextVar("at a gate", default=False)


class InputProblems(ValueError):
    """Everything that is wrong with a file; one line each, which may be shown as it is."""

    def __init__(self, problems: Sequence[str]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(self.problems))


class Refused(InputProblems):
    """A file that is not taken at all.

    Attributes:
        what: came.
        right: what would be right.
    """

    def __init__(self, file: str, what: str, *, right: str) -> None:
        self.what = what
        self.right = right
        super().__init__([f"{file}: {what}; {right}."])


def counting_refusals(look: Callable[_Given, _Let]) -> Callable[_Given, _Let]:
    """A function that lets files in or refuses them; what it refuses is counted, once."""

    @wraps(look)
    def looking(*arguments: _Given.args, **options: _Given.kwargs) -> _Let:
        outermost = not _at_a_gate.get()
        token = _at_a_gate.set(True)
        try:
            return look(*arguments, **options)
        except Refused:
            if outermost:
                count("file")
            raise
        finally:
            _at_a_gate.reset(token)

    return looking

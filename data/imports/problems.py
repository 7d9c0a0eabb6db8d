"""What is wrong with a file that somebody gave us."""

from collections.abc import Sequence


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

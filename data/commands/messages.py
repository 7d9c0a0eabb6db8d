"""How commands speak: results on standard output, problems on standard error, a line each."""

import sys
from collections.abc import Iterable


def complain(problems: Iterable[object]) -> int:
    """Say what is wrong; the exit status for that."""
    for problem in problems:
        print(_line(problem), file=sys.stderr)
    return 1


def remark(sentences: Iterable[object]) -> None:
    """Say what is worth knowing, beside the result."""
    for sentence in sentences:
        print(f"note: {_line(sentence)}", file=sys.stderr)


def _line(problem: object) -> str:
    return " ".join(str(problem).split())

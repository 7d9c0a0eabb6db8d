"""How commands speak: results on standard output, problems on standard error, a line each."""

import os
import sys
from collections.abc import Iterable
from contextlib import suppress
from typing import TextIO


def say(sentence: object) -> None:
    """A result for a person to read."""
    print(_line(sentence))


def complain(problems: Iterable[object]) -> int:
    """Say what is wrong; the exit status for that."""
    for problem in problems:
        _tell(_line(problem))
    return 1


def refused(error: OSError, *, where: object) -> int:
    """Say what the system would not do and where; the exit status for that."""
    return complain([f"{error.filename or where}: {error.strerror or 'it cannot be used'}."])


def remark(sentences: Iterable[object]) -> None:
    """Say what is worth knowing, beside the result."""
    for sentence in sentences:
        _tell(f"note: {_line(sentence)}")


def stop_writing(stream: TextIO) -> None:
    """Let nothing that still waits be written to a stream that is gone when the process ends."""
    with suppress(OSError):  # it is no file of the system
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())


def _tell(line: str) -> None:
    if sys.stderr is None:
        return
    try:
        print(line, file=sys.stderr, flush=True)
    except OSError:  # nobody is listening; the exit status says the rest
        stop_writing(sys.stderr)


def _line(problem: object) -> str:
    """One line, and nothing in it that a terminal would obey."""
    line = " ".join(str(problem).split())
    return "".join(sign if sign.isprintable() else "\N{REPLACEMENT CHARACTER}" for sign in line)

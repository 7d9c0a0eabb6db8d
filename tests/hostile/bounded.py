"""Read files in processes that may take little memory and little time.

One process waits for names of files; for each it splits off another one, which is bounded by the
system and reads a single file, as the product would.
"""

import json
import os
import resource
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from data.imports.problems import InputProblems
from data.imports.questionnaires import read_questionnaire
from data.imports.responses import read_responses
from surveys.problems import InstrumentProblems

MOST_MEMORY = 150_000_000
"""What reading one file may take beyond what the program takes without any, in bytes."""

MOST_SECONDS = 10
"""Of the processor. What it takes really is far less; this is where a hung reader ends."""

AS_INSTALLED = {"OPENPYXL_DEFUSEDXML": "False"}
"""The tests bring a slower parser along, which openpyxl takes where it is; people have it not."""

ROOT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True)
class Reading:
    """How reading a file went.

    Attributes:
        said: what was refused, None if the file was taken.
        ended: by itself; otherwise by the system, or by an error that nobody expected.
        memory: bytes beyond those of the waiting process, at most.
        seconds: of the processor.
    """

    said: str | None
    ended: bool
    memory: int
    seconds: float


class Reader:
    """The parent's side of the waiting process."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self._process = process

    def read(self, path: Path, *, name: str, questionnaire: bool) -> Reading:
        """Have a file read; `name` is what it is called where it came from."""
        asked = {"path": str(path), "name": name, "questionnaire": questionnaire}
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(json.dumps(asked) + "\n")
        self._process.stdin.flush()
        return Reading(**json.loads(self._process.stdout.readline()))


@contextmanager
def bounded_reader() -> Iterator[Reader]:
    """A process that reads files for us."""
    with subprocess.Popen(
        [sys.executable, "-m", "tests.hostile.bounded"],
        cwd=ROOT,
        env=os.environ | AS_INSTALLED,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        yield Reader(process)
        assert process.stdin is not None
        process.stdin.close()


def outcome(path: Path, *, name: str, questionnaire: bool) -> str | None:
    """What is said of a file that is not taken, None for one that is."""
    try:
        if questionnaire:
            content = path.read_bytes()
            read_questionnaire(content, name, owner="A", permission="B", expires=None)
        else:
            read_responses(path)
    except (InputProblems, InstrumentProblems) as told:
        return str(told)[:2000]
    return None


def _split_off(asked: dict[str, object]) -> Reading:
    before = pages(1) * resource.getpagesize()
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reading)
        _bound()
        said = outcome(Path(str(asked["path"])), name=str(asked["name"]),
                       questionnaire=bool(asked["questionnaire"]))  # fmt: skip
        os.write(writing, json.dumps([said]).encode())
        os._exit(0)
    os.close(writing)
    with os.fdopen(reading, "rb") as pipe:
        answer = pipe.read()
    _, status, used = os.wait4(child, 0)
    return Reading(
        said=json.loads(answer)[0] if answer else None,
        ended=bool(answer) and status == 0,
        memory=used.ru_maxrss * 1024 - before,
        seconds=round(used.ru_utime + used.ru_stime, 3),
    )


def _bound() -> None:
    now = pages(0) * resource.getpagesize()
    resource.setrlimit(resource.RLIMIT_AS, (now + MOST_MEMORY, now + MOST_MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (MOST_SECONDS, MOST_SECONDS))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))  # nothing is ever written


def pages(which: int) -> int:
    """Of this process: all that it asked for (0), or what it really has (1)."""
    return int(Path("/proc/self/statm").read_text(encoding="ascii").split()[which])


def main() -> None:
    """Answer one line for each line."""
    for line in sys.stdin:
        sys.stdout.write(json.dumps(vars(_split_off(json.loads(line)))) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()

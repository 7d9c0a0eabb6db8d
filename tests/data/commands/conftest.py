"""The command line in this process, and files for it to read."""

import csv
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest

from data.cli import main

EXAMPLES = Path(__file__).resolve().parents[1] / "examples"


@dataclass(frozen=True)
class Outcome:
    """What a command left: its exit status, standard output, and lines of standard error."""

    status: int
    out: bytes
    said: list[str]

    @property
    def problems(self) -> list[str]:
        """The lines that are no notes."""
        return [line for line in self.said if not line.startswith("note: ")]

    @property
    def text(self) -> str:
        return self.out.decode("utf-8")


Run = Callable[..., Outcome]
Write = Callable[..., Path]


@pytest.fixture
def run(home: Path, tmp_path: Path, capsysbinary: pytest.CaptureFixture[bytes], monkeypatch) -> Run:
    """Run a command in a folder of its own."""
    monkeypatch.chdir(tmp_path)

    def run(*words: object) -> Outcome:
        capsysbinary.readouterr()
        status = main([str(word) for word in words])
        captured = capsysbinary.readouterr()
        return Outcome(status, captured.out, captured.err.decode("utf-8").splitlines())

    return run


@pytest.fixture
def leadership() -> Path:
    """Eleven statements, LEAD01 to LEAD11, on a scale from 1 to 5."""
    return EXAMPLES / "leadership"


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Write a CSV file of names and rows."""

    def write(
        columns: Sequence[str], rows: Iterable[Sequence[object]], *, name: str = "responses.csv"
    ) -> Path:
        path = tmp_path / name
        with path.open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file)
            writer.writerow(columns)
            writer.writerows(rows)
        return path

    return write


@pytest.fixture
def answers(write: Write) -> Path:
    """Two groups of twelve people who answered two statements."""
    rows = [
        (group, 1 + (person + step) % 5, 1 + person % 4)
        for step, group in enumerate(("Court", "Clinic"))
        for person in range(12)
    ]
    return write(("agency", "LEAD01", "LEAD02"), rows)

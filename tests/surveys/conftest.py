"""A questionnaire with an item of every kind, as its author has it: a folder of files."""

import shutil
from dataclasses import dataclass
from pathlib import Path

import pytest

from surveys.instrument import Edition
from surveys.library import check_folder, load_folder
from surveys.licensed import read_licensed
from surveys.problems import InstrumentProblems

HERE = Path(__file__).parent


@dataclass(frozen=True)
class Folder:
    """An instrument's folder that a test may spoil."""

    path: Path

    def change(self, file: str, old: str, new: str) -> None:
        """Put other text in the place of the one occurrence of some text."""
        text = self.read(file)
        assert text.count(old) == 1, f"{file} holds {old!r} {text.count(old)} times"
        self.write(file, text.replace(old, new))

    def add(self, file: str, text: str) -> None:
        """Put more lines at the end of a file."""
        self.write(file, self.read(file) + text)

    def read(self, file: str) -> str:
        """What a file holds."""
        return (self.path / file).read_text(encoding="utf-8")

    def write(self, file: str, text: str) -> None:
        """Let a file hold this."""
        (self.path / file).write_text(text, encoding="utf-8")

    def problems(self) -> list[str]:
        """What its author is told, line by line."""
        return [str(problem) for problem in check_folder(self.path)]


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    """A sound copy of the questionnaire with every kind of item."""
    return Folder(shutil.copytree(HERE / "every_kind", tmp_path / "every_kind"))


@pytest.fixture(scope="session")
def every_kind() -> Edition:
    """The questionnaire with every kind of item, read."""
    return load_folder(HERE / "every_kind")


@pytest.fixture(scope="session")
def licensed() -> Path:
    """The folder with one licensed edition, as a table and as YAML."""
    return HERE / "licensed"


@pytest.fixture(scope="session")
def table(licensed: Path) -> str:
    """The licensed edition as a table."""
    return (licensed / "county.csv").read_text(encoding="utf-8")


@pytest.fixture(scope="session")
def plain(licensed: Path) -> str:
    """The licensed edition as YAML."""
    return (licensed / "county.yaml").read_text(encoding="utf-8")


def told(content: str | bytes, name: str) -> list[str]:
    """The problems of a licensed file, line by line, with nothing behind them."""
    given = content if isinstance(content, bytes) else content.encode()
    with pytest.raises(InstrumentProblems, match=r"^I0") as raised:
        read_licensed(given, name, owner="A", permission="B", expires=None)
    assert raised.value.__cause__ is raised.value.__context__ is None
    return str(raised.value).splitlines()

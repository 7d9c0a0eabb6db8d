"""Find and load what comes with Common Table for family groups: a folder of files."""

from functools import cache
from pathlib import Path

from pydantic import Field

from surveys.families_checks import of_structure
from surveys.families_parts import FamiliesStructure
from surveys.families_word_checks import between, of_words
from surveys.families_words import FamiliesWording
from surveys.instrument import Frozen, Identifier
from surveys.problems import InstrumentProblems, Problem, Source, problem
from surveys.resource_map import read_file

FOLDER = Path(__file__).parent / "families"
STRUCTURE = "structure.yaml"


class FamiliesContent(Frozen):
    """Family groups with their words."""

    structure: FamiliesStructure
    wordings: dict[Identifier, FamiliesWording] = Field(min_length=1)

    @property
    def languages(self) -> tuple[str, ...]:
        """The languages it is there in, in the order of its files."""
        return tuple(self.wordings)

    def words(self, language: str) -> FamiliesWording:
        """The words in this language, or in the first one there is."""
        return self.wordings.get(language) or next(iter(self.wordings.values()))


def load_families(folder: Path) -> FamiliesContent:
    """What a folder holds of family groups.

    Raises:
        InstrumentProblems: everything that is wrong with its files.
    """
    if not (folder / STRUCTURE).is_file():
        what = f"there is no {STRUCTURE}"
        raise InstrumentProblems([problem("I001", STRUCTURE, where="the folder", what=what)])
    source, taken = read_file(folder / STRUCTURE, FamiliesStructure)
    if taken.model is None or taken.problems:
        raise InstrumentProblems(taken.problems)
    structure = taken.model
    wordings, unread = _wordings(folder)
    problems = [*of_structure(structure, source), *unread]
    for wording, words_source in wordings.values():
        problems += of_words(structure, wording, words_source)
    if wordings:
        problems += between(structure, wordings)
    elif not unread:
        what = f"no language is there beside {STRUCTURE}"
        problems.append(problem("I033", "en.yaml", where="the folder", what=what))
    if problems:
        raise InstrumentProblems(problems)
    words = {language: wording for language, (wording, _) in wordings.items()}
    return FamiliesContent(structure=structure, wordings=words)


@cache
def families_content() -> FamiliesContent:
    """What comes with Common Table for family groups; read once.

    Raises:
        InstrumentProblems: its files were damaged; with everything that is wrong with them.
    """
    return load_families(FOLDER)


def _wordings(folder: Path) -> tuple[dict[str, tuple[FamiliesWording, Source]], list[Problem]]:
    wordings: dict[str, tuple[FamiliesWording, Source]] = {}
    problems: list[Problem] = []
    for path in sorted(folder.glob("*.yaml")):
        if path.name == STRUCTURE:
            continue
        source, taken = read_file(path, FamiliesWording)
        problems += taken.problems
        if taken.model:
            wordings[path.stem] = (taken.model, source)
    return wordings, problems

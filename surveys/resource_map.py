"""Find and load the map of resources that comes with Common Table: a folder of files."""

from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

from surveys.misfits import Model, StandIns, Taken, take
from surveys.problems import InstrumentProblems, Problem, Source, problem
from surveys.resource_checks import of_map, of_words
from surveys.resource_parts import ResourceMap
from surveys.resource_words import ResourceEdition, ResourceWording
from surveys.yaml_reader import read_yaml_file

FOLDER = Path(__file__).parent / "resources" / "resources_open"
STRUCTURE = "resources.yaml"

_NOTHING: dict[str, Any] = {}


def load_resources(folder: Path) -> ResourceEdition:
    """The map of resources in a folder, with its words.

    Raises:
        InstrumentProblems: everything that is wrong with its files.
    """
    if not (folder / STRUCTURE).is_file():
        what = f"there is no {STRUCTURE}"
        raise InstrumentProblems([problem("I001", STRUCTURE, where="the folder", what=what)])
    source, structure = read_file(folder / STRUCTURE, ResourceMap)
    if structure.model is None or structure.problems:
        raise InstrumentProblems(structure.problems)
    problems = [*of_map(structure.model, source)]
    wordings: dict[str, ResourceWording] = {}
    for path in sorted(folder.glob("*.yaml")):
        if path.name == STRUCTURE:
            continue
        source, taken = read_file(path, ResourceWording)
        problems += _of_language(structure.model, source, taken)
        if taken.model:
            wordings[taken.model.language] = taken.model
    if not wordings and not problems:
        what = f"no language is there beside {STRUCTURE}"
        problems.append(problem("I033", "en.yaml", where="the folder", what=what))
    if problems:
        raise InstrumentProblems(problems)
    return ResourceEdition(map=structure.model, wordings=wordings)


@cache
def resource_edition() -> ResourceEdition:
    """The map of resources that comes with Common Table, with its words.

    Raises:
        InstrumentProblems: its files were damaged; with everything that is wrong with them.
    """
    return load_resources(FOLDER)


def resource_map() -> ResourceMap:
    """The map of resources that comes with Common Table; read once."""
    return resource_edition().map


def resource_words(language: str) -> ResourceWording:
    """The words of the map in this language, or in English."""
    return resource_edition().wording(language)


def read_file(path: Path, model: type[Model]) -> tuple[Source, Taken[Model]]:
    """One file of the folder as a model, with what is wrong with it."""
    source = Source(path.name, read_yaml_file(path))
    return source, take(model, source, StandIns(fields=_NOTHING, parts={}))


def _of_language(
    resources: ResourceMap, source: Source, taken: Taken[ResourceWording]
) -> Iterator[Problem]:
    yield from taken.problems
    if taken.model:
        yield from of_words(resources, taken.model, source)

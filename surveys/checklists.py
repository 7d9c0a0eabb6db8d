"""Find, load and freeze checklists: a folder with checklist.yaml and one file a language."""

import hashlib
import json
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

from pydantic import BaseModel

from surveys.checklist import Checklist, ChecklistEdition, ChecklistWording
from surveys.checklist_checks import (
    Words,
    checklist_stand_ins,
    of_checklist,
    of_words,
    wording_stand_ins,
)
from surveys.misfits import Model, StandIns, Taken, take
from surveys.problems import InstrumentProblems, Problem, Source, problem
from surveys.publish import changed_problems
from surveys.yaml_reader import Reading, read_yaml_file

SHIPPED = Path(__file__).parent / "scans"
STRUCTURE = "checklist.yaml"


def load_checklist(folder: Path) -> ChecklistEdition:
    """The checklist in a folder, with its words.

    Raises:
        InstrumentProblems: everything that is wrong with its files.
    """
    edition, problems = _read_folder(folder)
    if problems or edition is None:
        raise InstrumentProblems(problems)
    return edition


def checklist_problems(folder: Path) -> tuple[Problem, ...]:
    """Everything that is wrong with the files of a folder, nothing if it can be used."""
    return _read_folder(folder)[1]


@cache
def shipped_checklists() -> tuple[ChecklistEdition, ...]:
    """The checklists that come with Common Table, by id."""
    folders = sorted(path.parent for path in SHIPPED.glob(f"*/{STRUCTURE}"))
    return tuple(load_checklist(folder) for folder in folders)


def shipped_checklist(checklist_id: str) -> ChecklistEdition:
    """One of the checklists that come with Common Table.

    Raises:
        LookupError: there is none of this id.
    """
    for edition in shipped_checklists():
        if edition.checklist.id == checklist_id:
            return edition
    known = ", ".join(edition.checklist.id for edition in shipped_checklists())
    raise LookupError(f"shipped checklists: there is no '{checklist_id}'; give one of {known}.")


def to_json(edition: ChecklistEdition) -> str:
    """Structure and words as the one text that a scan keeps and the checksum is taken of.

    A field that has its usual value is not written, so that a field of a later version of the
    program changes nothing about what was written before.
    """
    written = {
        "checklist": _plain(edition.checklist),
        "wordings": {language: _plain(words) for language, words in edition.wordings.items()},
    }
    return json.dumps(written, sort_keys=True, ensure_ascii=False, separators=(",", ":"))


def from_json(text: str) -> ChecklistEdition:
    """The checklist that `to_json` wrote; its languages are in the order of their names.

    Raises:
        ValueError: the text is no checklist.
    """
    return ChecklistEdition.model_validate_json(text)


def checksum(edition: ChecklistEdition) -> str:
    """SHA-256 over structure and words, as 64 hexadecimal digits."""
    return hashlib.sha256(to_json(edition).encode()).hexdigest()


def _plain(model: BaseModel) -> dict[str, Any]:
    return model.model_dump(mode="json", exclude_defaults=True)


def _read_folder(folder: Path) -> tuple[ChecklistEdition | None, tuple[Problem, ...]]:
    source, structure = _read_structure(folder)
    languages = [
        _read(path, ChecklistWording, wording_stand_ins())
        for path in sorted(folder.glob("*.yaml"))
        if path.name != STRUCTURE
    ]
    problems = [*structure.problems]
    if checklist := structure.model:
        problems += of_checklist(checklist, source, unread=structure.unread)
    problems.sort(key=lambda each: each.line)
    for each, taken in languages:
        problems += sorted(_of_language(structure, each, taken), key=lambda each: each.line)
    if not languages:
        what = f"no language is there beside {STRUCTURE}"
        problems.append(problem("I033", "en.yaml", where="the folder", what=what))
    edition = None if problems else _edition(structure, [taken for _, taken in languages])
    return edition, (*problems, *_released(edition, folder))


def _of_language(
    structure: Taken[Checklist], source: Source, taken: Taken[ChecklistWording]
) -> Iterator[Problem]:
    yield from taken.problems
    if taken.model and structure.model:
        words = Words(taken.model, source, taken.unread)
        yield from of_words(structure.model, words, unasked=structure.unread)


def _edition(
    structure: Taken[Checklist], languages: list[Taken[ChecklistWording]]
) -> ChecklistEdition | None:
    wordings = {each.model.language: each.model for each in languages if each.model}
    checklist = structure.model
    return ChecklistEdition(checklist=checklist, wordings=wordings) if checklist else None


def _released(edition: ChecklistEdition | None, folder: Path) -> tuple[Problem, ...]:
    checklist = edition.checklist if edition else None
    return changed_problems(
        folder,
        name=checklist.id if checklist else "",
        version=checklist.version if checklist else "",
        found=checksum(edition) if edition else "",
        remedy="give the changed checklist a new version",
    )


def _read_structure(folder: Path) -> tuple[Source, Taken[Checklist]]:
    path = folder / STRUCTURE
    if path.is_file():
        return _read(path, Checklist, checklist_stand_ins())
    missing = problem("I001", STRUCTURE, where="the folder", what=f"there is no {STRUCTURE}")
    return Source(STRUCTURE, Reading()), Taken(None, frozenset(), (missing,))


def _read(path: Path, model: type[Model], stand_ins: StandIns) -> tuple[Source, Taken[Model]]:
    source = Source(path.name, read_yaml_file(path))
    return source, take(model, source, stand_ins)

"""Find, load and save instruments: a folder with instrument.yaml and one file a language."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Generic

import yaml

from surveys import consistency
from surveys.instrument import Edition, Instrument, Wording
from surveys.misfits import (
    Model,
    StandIns,
    Taken,
    instrument_stand_ins,
    take,
    wording_stand_ins,
)
from surveys.problems import InstrumentProblems, Problem, Source, problem
from surveys.publish import plain, released_problems
from surveys.wording_checks import Words, of_languages, of_wording
from surveys.yaml_reader import Reading, read_yaml_file

SHIPPED = Path(__file__).parent / "instruments"
STRUCTURE = "instrument.yaml"


def load_folder(folder: Path) -> Edition:
    """The instrument in a folder, with its words.

    Raises:
        InstrumentProblems: everything that is wrong with its files.
    """
    edition, problems = _read_folder(folder)
    if problems or edition is None:
        raise InstrumentProblems(problems)
    return edition


def check_folder(folder: Path) -> tuple[Problem, ...]:
    """Everything that is wrong with the files of a folder, nothing if it can be used."""
    return _read_folder(folder)[1]


@cache
def shipped() -> tuple[Edition, ...]:
    """The instruments that come with Common Table: values first, then by id."""
    folders = sorted(path.parent for path in SHIPPED.glob(f"*/{STRUCTURE}"))
    editions = [load_folder(folder) for folder in folders]
    return tuple(sorted(editions, key=lambda edition: edition.instrument.kind != "values"))


def shipped_edition(instrument_id: str, version: str | None = None) -> Edition:
    """One of the instruments that come with Common Table.

    Raises:
        LookupError: there is none of this id and version.
    """
    for edition in shipped():
        instrument = edition.instrument
        if instrument.id == instrument_id and version in (None, instrument.version):
            return edition
    known = ", ".join(f"{each.instrument.id} {each.instrument.version}" for each in shipped())
    wanted = f"{instrument_id} {version}" if version else instrument_id
    raise LookupError(f"There is no instrument '{wanted}'. There are: {known}.")


def save_folder(edition: Edition, folder: Path) -> None:
    """Write an instrument as a folder that a person can edit.

    Raises:
        FileExistsError: the folder holds something already.
    """
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise FileExistsError(f"{folder} holds something already; name a new folder.")
    folder.mkdir(parents=True, exist_ok=True)
    _write(folder / STRUCTURE, edition.instrument)
    for language, wording in edition.wordings.items():
        _write(folder / f"{language}.yaml", wording)


def _write(path: Path, model: Instrument | Wording) -> None:
    text = yaml.safe_dump(plain(model), sort_keys=False, allow_unicode=True, width=100)
    path.write_text(text, encoding="utf-8")


@dataclass(frozen=True, slots=True)
class _File(Generic[Model]):
    source: Source
    taken: Taken[Model]


def _read_folder(folder: Path) -> tuple[Edition | None, tuple[Problem, ...]]:
    structure = _read_structure(folder)
    languages = [
        _read(path, Wording, wording_stand_ins())
        for path in sorted(folder.glob("*.yaml"))
        if path.name != STRUCTURE
    ]
    problems = _of_structure(structure)
    problems += _of_languages(structure, languages)
    if not languages:
        what = f"no language is there beside {STRUCTURE}"
        problems.append(problem("I033", "en.yaml", where="the folder", what=what))
    edition = None if problems else _edition(structure, languages)
    problems += released_problems(edition, folder)
    return edition, tuple(problems)


def _edition(structure: _File[Instrument], languages: list[_File[Wording]]) -> Edition | None:
    wordings = {
        each.taken.model.language: each.taken.model for each in languages if each.taken.model
    }
    instrument = structure.taken.model
    return Edition(instrument=instrument, wordings=wordings) if instrument else None


def _read_structure(folder: Path) -> _File[Instrument]:
    path = folder / STRUCTURE
    if path.is_file():
        return _read(path, Instrument, instrument_stand_ins())
    missing = problem("I001", STRUCTURE, where="the folder", what=f"there is no {STRUCTURE}")
    return _File(Source(STRUCTURE, Reading()), Taken(None, frozenset(), (missing,)))


def _read(path: Path, model: type[Model], stand_ins: StandIns) -> _File[Model]:
    source = Source(path.name, read_yaml_file(path))
    return _File(source, take(model, source, stand_ins))


def _of_structure(structure: _File[Instrument]) -> list[Problem]:
    problems = list(structure.taken.problems)
    if instrument := structure.taken.model:
        unread = structure.taken.unread
        problems += consistency.of_instrument(instrument, structure.source, unread=unread)
    return sorted(problems, key=_line)


def _of_languages(
    structure: _File[Instrument], languages: list[_File[Wording]]
) -> Iterator[Problem]:
    """Problems of the words, file by file, each from its first line to its last."""
    taken = [
        Words(each.taken.model, each.source, each.taken.unread)
        for each in languages
        if each.taken.model
    ]
    between = list(of_languages(taken))
    for each in languages:
        problems = [*each.taken.problems, *(one for one in between if one.file == each.source.file)]
        for words in (one for one in taken if one.source is each.source):
            problems += _of_words(structure.taken, words)
        yield from sorted(problems, key=_line)


def _of_words(structure: Taken[Instrument], words: Words) -> Iterator[Problem]:
    source, language = words.source, words.wording.language
    if "language" not in words.unread and source.file != f"{language}.yaml":
        what = f"it says its language is '{language}'"
        yield source.problem("I032", ("language",), what=what)
    if structure.model:
        yield from of_wording(structure.model, words, unasked=structure.unread)


def _line(each: Problem) -> int:
    return each.line

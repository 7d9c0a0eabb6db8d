"""Find, load and save instruments: a folder with instrument.yaml and one file a language."""

from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from pydantic import ValidationError

from surveys import consistency
from surveys.instrument import Edition, Instrument, Wording
from surveys.problems import InstrumentProblems, Problem, of_faults, of_validation, problem
from surveys.publish import released_problems
from surveys.yaml_reader import Reading, read_yaml

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
    """The instruments that come with Common Table, by id."""
    folders = sorted(path.parent for path in SHIPPED.glob(f"*/{STRUCTURE}"))
    return tuple(load_folder(folder) for folder in folders)


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
    plain = model.model_dump(mode="json", exclude_defaults=True)
    if isinstance(model, Instrument):
        for dumped, item in zip(plain["items"], model.items, strict=True):
            dumped["kind"] = item.kind
    text = yaml.safe_dump(plain, sort_keys=False, allow_unicode=True, width=100)
    path.write_text(text, encoding="utf-8")


def _read_folder(folder: Path) -> tuple[Edition | None, tuple[Problem, ...]]:
    problems: list[Problem] = []
    structure = folder / STRUCTURE
    if not structure.is_file():
        missing = problem("I001", STRUCTURE, where=str(folder), what=f"{STRUCTURE} is not there")
        return None, (missing,)
    instrument = _read(structure, Instrument, problems)
    wordings = dict(_read_wordings(folder, problems))
    if not any(path.name != STRUCTURE for path in folder.glob("*.yaml")):
        problems.append(problem("I033", STRUCTURE, where=str(folder), what="no language is there"))
    if not isinstance(instrument, Instrument):
        return None, tuple(problems)
    problems.extend(consistency.of_instrument(instrument, STRUCTURE))
    for language, wording in wordings.items():
        problems.extend(consistency.of_wording(instrument, wording, f"{language}.yaml"))
    if problems:
        return None, tuple(problems)
    edition = Edition(instrument=instrument, wordings=wordings)
    return edition, released_problems(edition, folder)


def _read_wordings(folder: Path, problems: list[Problem]) -> Iterator[tuple[str, Wording]]:
    for path in sorted(folder.glob("*.yaml")):
        if path.name == STRUCTURE:
            continue
        wording = _read(path, Wording, problems)
        if isinstance(wording, Wording):
            if wording.language != path.stem:
                what = f"it says its language is '{wording.language}'"
                problems.append(problem("I032", path.name, where="language", what=what))
            yield path.stem, wording


def _read(
    path: Path, model: type[Instrument] | type[Wording], problems: list[Problem]
) -> Instrument | Wording | None:
    reading = _reading(path)
    if reading.faults:
        problems.extend(of_faults(path.name, reading.faults))
        return None
    try:
        return model.model_validate(_table(reading.value))
    except ValidationError as error:
        problems.extend(of_validation(path.name, reading, error))
        return None


def _reading(path: Path) -> Reading:
    return read_yaml(path.read_bytes().decode("utf-8", errors="replace"))


def _table(value: Any) -> Any:
    return {} if value is None else value

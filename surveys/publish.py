"""A released version never changes: its checksum is written down when it is released."""

import hashlib
import json
import re
import tomllib
from pathlib import Path
from typing import Any, cast

from surveys.instrument import Edition, Instrument, Wording
from surveys.problems import Problem, problem

RELEASED = "released.toml"

_VERSION = re.compile(r"[0-9]+\.[0-9]+\.[0-9]+")
_CHECKSUM = re.compile(r"[0-9a-f]{64}")


def plain(model: Instrument | Wording) -> dict[str, Any]:
    """The fields of a file, without those that have their usual value.

    So a field that is new in a later version of the program, and has its usual value, changes
    nothing about what was written before.
    """
    written = model.model_dump(mode="json", exclude_defaults=True)
    if isinstance(model, Instrument):
        for item, asked in zip(written["items"], model.items, strict=True):
            item["kind"] = asked.kind
    return written


def canonical(edition: Edition) -> str:
    """Structure and words as the one text that the checksum is taken of; JSON."""
    written = {
        "instrument": plain(edition.instrument),
        "wordings": {language: plain(words) for language, words in edition.wordings.items()},
    }
    return json.dumps(written, sort_keys=True, ensure_ascii=False, separators=(",", ":"))


def checksum(edition: Edition) -> str:
    """SHA-256 over structure and words, as 64 hexadecimal digits."""
    return hashlib.sha256(canonical(edition).encode()).hexdigest()


def released_problems(edition: Edition | None, folder: Path) -> tuple[Problem, ...]:
    """Whether the version in a folder is still what was released under its number.

    Args:
        edition: what is in the folder; None if it cannot be used, then only the list is checked.
        folder: of the instrument.
    """
    version, found = (edition.instrument.version, checksum(edition)) if edition else ("", "")
    name = edition.instrument.id if edition else ""
    return changed_problems(folder, name=name, version=version, found=found)


def changed_problems(
    folder: Path, *, name: str, version: str, found: str, remedy: str = ""
) -> tuple[Problem, ...]:
    """Whether a checksum is still the one that was written down for a version.

    Args:
        folder: holds the list of released versions, if there is one.
        name: what is released, to be named in the problem.
        version: of what is in the folder; one that is not in the list has no problem.
        found: the checksum of what is in the folder.
        remedy: what to do, if it is not a questionnaire.
    """
    file = folder / RELEASED
    if not file.is_file():
        return ()
    released = _released(file)
    if released is None:
        what = "it does not list versions with their checksums"
        return (problem("I041", RELEASED, where="the file", what=what),)
    if released.get(version, found) == found:
        return ()
    what = f"version {version} was released with other content"
    return (problem("I040", RELEASED, where=name, what=what, remedy=remedy),)


def _released(file: Path) -> dict[str, str] | None:
    """Version to checksum, or None where the file says something else."""
    try:
        plain = tomllib.loads(file.read_text(encoding="utf-8"))
    except (UnicodeDecodeError, tomllib.TOMLDecodeError):
        return None
    checksums = plain.get("checksums")
    listed = cast("dict[str, object]", checksums) if isinstance(checksums, dict) else None
    if listed is None or not all(_fits(*line) for line in listed.items()):
        return None
    return {version: str(known) for version, known in listed.items()}


def _fits(version: str, known: object) -> bool:
    numbers = _VERSION.fullmatch(version) is not None
    return numbers and isinstance(known, str) and _CHECKSUM.fullmatch(known) is not None

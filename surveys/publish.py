"""A released version never changes: its checksum is written down when it is released."""

import hashlib
import json
import tomllib
from pathlib import Path

from surveys.instrument import Edition
from surveys.problems import Problem, problem

RELEASED = "released.toml"


def checksum(edition: Edition) -> str:
    """SHA-256 over structure and words, as 64 hexadecimal digits."""
    plain = edition.model_dump(mode="json")
    canonical = json.dumps(plain, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()


def released_problems(edition: Edition, folder: Path) -> tuple[Problem, ...]:
    """Whether the version in a folder is still what was released under its number."""
    file = folder / RELEASED
    if not file.is_file():
        return ()
    released = tomllib.loads(file.read_text(encoding="utf-8")).get("checksums", {})
    version = edition.instrument.version
    known = released.get(version)
    if known is None or known == checksum(edition):
        return ()
    what = f"version {version} was released with other content"
    return (problem("I040", RELEASED, where=edition.instrument.id, what=what),)

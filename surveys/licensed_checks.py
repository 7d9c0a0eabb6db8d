"""What must hold inside the file of a licensed edition."""

from collections.abc import Iterator

from surveys import consistency
from surveys.licensed_edition import SCALE, instrument_of, languages_of, scale_of, spoken
from surveys.licensed_file import LicensedFile, LicensedScaleItem
from surveys.problems import Problem, Source
from surveys.yaml_reader import Path


def of_structure(
    file: LicensedFile, source: Source, *, unread: frozenset[str]
) -> Iterator[Problem]:
    """Problems of the scale and the items."""
    instrument = instrument_of(file)
    if file.scale is not None and SCALE not in unread:
        yield from consistency.of_scale(scale_of(file.scale), source, (SCALE,))
    if file.scale is None and any(isinstance(item, LicensedScaleItem) for item in file.items):
        yield source.problem("I010", (SCALE,), what="is missing")
    yield from consistency.of_ids(instrument, source)
    yield from consistency.of_items(instrument, source, unread=unread | {"scales"})


def of_texts(file: LicensedFile, source: Source, *, unread: frozenset[str]) -> Iterator[Problem]:
    """Texts that are missing in some language of the file."""
    languages = languages_of(file)
    if not languages and not unread:
        yield source.problem("I033", ("title",), what="no language is there")
    for path, texts in spoken(file):
        missing = [language for language in languages if language not in texts]
        if missing and _was_read(file, path, unread):
            shown = " and ".join(source.quoted(language) for language in missing)
            yield source.problem("I030", path, what=f"has no text in {shown}")


def _was_read(file: LicensedFile, path: Path, unread: frozenset[str]) -> bool:
    if path[0] == "items" and isinstance(path[1], int):
        return file.items[path[1]].id not in unread
    return path[0] not in unread

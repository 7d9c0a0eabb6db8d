"""What must hold inside a checklist, and between a checklist and its words."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from surveys.checklist import Checklist, ChecklistWording
from surveys.misfits import StandIns
from surveys.problems import Problem, Source
from surveys.sectors import SECTORS
from surveys.yaml_reader import Path

_SECTORS = tuple(sector.id for sector in SECTORS)


def checklist_stand_ins() -> StandIns:
    """For the structure of a checklist."""
    item: dict[str, Any] = {"section": "unread", "who_knows": [_SECTORS[0]]}
    needed = {"id": "unread", "version": "0.0.0", "license": "unread", "minutes": 1}
    usual = {"validated": False, "stale_after_months": 18, "hidden_under": 0.6}
    lists: dict[str, Any] = {"sections": [], "items": [item | {"id": "unread_items"}]}
    return StandIns(
        fields=needed | usual | lists,
        parts={"items": lambda free: item | {"id": free}, "sections": lambda free: free},
    )


def wording_stand_ins() -> StandIns:
    """For the words of a checklist in one language."""
    needed = {"language": "und", "translation": "first", "title": "unread", "intro": "unread"}
    tables: tuple[str, ...] = ("sections", "items")
    return StandIns(fields=needed | {table: {} for table in tables}, parts=dict.fromkeys(tables))


def of_checklist(
    checklist: Checklist, source: Source, *, unread: frozenset[str] = frozenset()
) -> Iterator[Problem]:
    """Problems of the structure.

    Args:
        checklist: the structure; what stands in for a part that was not read has no problems.
        source: its file.
        unread: what of the file could not be read.
    """
    yield from _once([item.id for item in checklist.items], source, "items")
    yield from _once(checklist.sections, source, "sections")
    for place, item in enumerate(checklist.items):
        path: Path = ("items", place)
        if item.id in unread:
            continue
        if "sections" not in unread and item.section not in checklist.sections:
            what = f"{source.quoted(item.section)} is unknown"
            yield source.problem("I021", (*path, "section"), what=what)
        yield from _sectors(item.who_knows, source, (*path, "who_knows"))


def of_words(
    checklist: Checklist, words: "Words", *, unasked: frozenset[str] = frozenset()
) -> Iterator[Problem]:
    """Words that are missing, and words for something that is not asked.

    Args:
        checklist: the structure.
        words: one language.
        unasked: what of the structure could not be read.
    """
    wording, source = words.wording, words.source
    if "language" not in words.unread and source.file != f"{wording.language}.yaml":
        what = f"it says its language is '{wording.language}'"
        yield source.problem("I032", ("language",), what=what)
    items = [item.id for item in checklist.items]
    tables: dict[str, tuple[Iterable[str], Mapping[str, object]]] = {
        "sections": (checklist.sections, wording.sections),
        "items": (items, wording.items),
    }
    silent = words.unread | unasked
    for table, (wanted, given) in tables.items():
        if table in silent:
            continue
        for each in (each for each in wanted if each not in given and each not in silent):
            yield source.problem("I030", (table, each), what="has no text")
        for each in (each for each in given if each not in wanted and each not in silent):
            yield source.problem("I031", (table, each), what="is not in checklist.yaml")


@dataclass(frozen=True, slots=True)
class Words:
    """The words of one language as they were read.

    Attributes:
        wording: the words.
        source: their file.
        unread: what of that file could not be read.
    """

    wording: ChecklistWording
    source: Source
    unread: frozenset[str] = frozenset()


def _sectors(names: Sequence[str], source: Source, path: Path) -> Iterator[Problem]:
    for name in names:
        if name not in _SECTORS:
            what = f"{source.quoted(name)} is no sector"
            remedy = f"give one of {', '.join(_SECTORS)}"
            yield source.problem("I012", path, what=what, remedy=remedy)
        elif names.count(name) > 1:
            what = f"{source.quoted(name)} is listed {names.count(name)} times"
            yield source.problem("I012", path, what=what, remedy="list each sector once")
            return


def _once(ids: Sequence[str], source: Source, table: str) -> Iterator[Problem]:
    places: dict[str, list[Path]] = {}
    for place, each in enumerate(ids):
        places.setdefault(each, []).append((table, place))
    for paths in places.values():
        if len(paths) > 1:
            yield source.twice(paths)

"""The same things found again in a file that gave them new ids, as some programs do each time.

Codes are the same by id, else by the names that lead to them; texts by id, else by their letters;
codings by id, else by text, place, code and coder.
"""

from collections.abc import Callable, Hashable, Iterable, Mapping
from dataclasses import replace
from typing import TypeVar

from data.coded_project import Case, CodedProject, Coder, Coding, Source, paths

_Thing = TypeVar("_Thing", Coder, Case, Coding)


def with_known_ids(came: CodedProject, known: CodedProject) -> CodedProject:
    """The project that came, with the ids under which its things are known already.

    Args:
        came: as it was read.
        known: as it was before.
    """
    codes = _codes(came, known)
    coders = _same(came.coders, known.coders, by=lambda each: each.name)
    sources = _sources(came, known)
    cases = _same(came.cases, known.cases, by=lambda each: each.name)
    before = {each.id: each for each in known.sources}
    return replace(
        came,
        codes=tuple(
            replace(each, id=codes[each.id], parent=codes[each.parent] if each.parent else None)
            for each in came.codes
        ),
        coders=tuple(replace(each, id=coders[each.id]) for each in came.coders),
        sources=tuple(
            _source(each, sources[each.id], before.get(sources[each.id]), codes, coders)
            for each in came.sources
        ),
        cases=tuple(
            replace(each, id=cases[each.id], sources=tuple(sources[one] for one in each.sources))
            for each in came.cases
        ),
        matrix=None,
    )


def _codes(came: CodedProject, known: CodedProject) -> dict[str, str]:
    ours = {names: code for code, names in reversed(paths(known.codes).items())}
    theirs = paths(came.codes)
    return _mapping(theirs, set(ours.values()), {code: ours.get(theirs[code]) for code in theirs})


def _sources(came: CodedProject, known: CodedProject) -> dict[str, str]:
    by_letters: dict[Hashable, str] = {each.sha256: each.id for each in reversed(known.sources)}
    found = {each.id: by_letters.get(each.sha256) for each in came.sources}
    return _mapping(found, {each.id for each in known.sources}, found)


def _same(
    came: Iterable[_Thing], known: Iterable[_Thing], *, by: Callable[[_Thing], Hashable]
) -> dict[str, str]:
    before = tuple(known)
    ours = {by(each): each.id for each in reversed(before)}
    found = {each.id: ours.get(by(each)) for each in came}
    return _mapping(found, {each.id for each in before}, found)


def _mapping(
    came: Iterable[str], known: set[str], found: Mapping[str, str | None]
) -> dict[str, str]:
    """The known id of each thing; an id that is known stays, and none is given twice."""
    taken = {each for each in came if each in known}
    mapping: dict[str, str] = {}
    for each in came:
        wanted = found[each]
        if each in known or wanted is None or wanted in taken:
            mapping[each] = each
        else:
            mapping[each] = wanted
            taken.add(wanted)
    return mapping


def _source(
    each: Source, own: str, before: Source | None, codes: dict[str, str], coders: dict[str, str]
) -> Source:
    codings = tuple(
        replace(one, code=codes[one.code], coder=coders[one.coder]) for one in each.codings
    )
    known = before.codings if before and before.sha256 == each.sha256 else ()
    ids = _same(codings, known, by=lambda one: (one.start, one.end, one.code, one.coder))
    return replace(each, id=own, codings=tuple(replace(one, id=ids[one.id]) for one in codings))

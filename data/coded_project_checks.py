"""What can be wrong with a coded project, told without a word of what people said."""

from __future__ import annotations

import hashlib
import math
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from data.coded_project import (
        Case,
        Code,
        CodedProject,
        CodeMatrix,
        Coder,
        Coding,
        Source,
        Value,
        Withheld,
    )

DEEPEST_CODE = 95
"""How many levels a codebook may have."""
_COLOUR = re.compile(r"#[0-9A-Fa-f]{6}")
_MARK_AT_START = "\N{ZERO WIDTH NO-BREAK SPACE}"
_UNFIT = re.compile("[\0\ud800-\udfff]")


def checksum(text: str) -> str:
    """The SHA-256 of a text in UTF-8; half characters count too, so that any text has one."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def problems(project: CodedProject) -> Iterator[str]:
    """Each contradiction: where, what came, and what would be right."""
    if not project.id or not project.name.strip():
        yield "project: it has no id or no name; give both."
    yield from _twice("code", (each.id for each in project.codes))
    yield from _twice("coder", (each.id for each in project.coders))
    yield from _twice("source", (each.id for each in project.sources))
    yield from _twice("session", (each.id for each in project.cases))
    yield from _of_codes(project.codes)
    yield from _of_coders(project.coders)
    yield from _of_sources(project)
    yield from _of_cases(project.cases, sources={each.id for each in project.sources})
    yield from _of_matrix(project.matrix, project=project)
    yield from _of_withheld(project.withheld)


def _twice(kind: str, ids: Iterable[str]) -> Iterator[str]:
    counted = Counter(ids)
    if "" in counted:
        yield f"{kind}: one has no id; give each an id."
    for each, count in counted.items():
        if count > 1:
            yield f"{kind} '{each}': {count} have this id; give each its own."


def _of_codes(codes: Sequence[Code]) -> Iterator[str]:
    parents = {each.id: each.parent for each in codes}
    for code in codes:
        where = f"code '{code.id}'"
        if not code.name.strip():
            yield f"{where}: it has no name; give it one."
        if code.colour and not _COLOUR.fullmatch(code.colour):
            yield f"{where}: '{code.colour}' is no colour; write it as #1f77b4."
        if code.parent is not None and code.parent not in parents:
            yield f"{where}: its parent '{code.parent}' is no code of this project."
        elif _depth(code.id, parents) > DEEPEST_CODE:
            yield f"{where}: it lies below itself, or more than {DEEPEST_CODE} levels deep."


def _depth(code: str, parents: dict[str, str | None]) -> int:
    depth, above = 1, parents.get(code)
    while above is not None and depth <= DEEPEST_CODE:
        depth, above = depth + 1, parents.get(above)
    return depth


def _of_coders(coders: Iterable[Coder]) -> Iterator[str]:
    for coder in coders:
        if not coder.name.strip():
            yield f"coder '{coder.id}': no name came; give one such as 'coder_a'."
        if "@" in coder.name:
            yield f"coder '{coder.id}': an address came; give a name such as 'coder_a'."


def _of_sources(project: CodedProject) -> Iterator[str]:
    codes = {each.id: each for each in project.codes}
    coders = {each.id for each in project.coders}
    for source in project.sources:
        where = f"source '{source.id}'"
        if not source.name.strip():
            yield f"{where}: it has no name; give it one."
        if _UNFIT.search(source.text):
            yield f"{where}: its text holds zero characters or half characters; take them out."
        if source.text.startswith(_MARK_AT_START):
            yield f"{where}: its text begins with a byte order mark; take it out, others do too."
        if source.sha256 != checksum(source.text):
            yield f"{where}: its text is not the one that was coded; its checksum differs."
        for coding in source.codings:
            yield from _of_coding(coding, source=source, codes=codes, coders=coders)
    yield from _twice("coding", (each.id for one in project.sources for each in one.codings))


def _of_coding(
    coding: Coding, *, source: Source, codes: dict[str, Code], coders: set[str]
) -> Iterator[str]:
    where = f"coding '{coding.id}' of source '{source.id}'"
    if not 0 <= coding.start < coding.end <= len(source.text):
        yield (
            f"{where}: it takes {coding.start} to {coding.end} of {len(source.text)} characters; "
            "its start is below its end, and its end is in the text."
        )
    if coding.code not in codes:
        yield f"{where}: its code '{coding.code}' is no code of this project."
    elif not codes[coding.code].is_codable:
        yield f"{where}: its code '{coding.code}' is a heading; nothing is coded with it."
    if coding.coder not in coders:
        yield f"{where}: its coder '{coding.coder}' is no coder of this project."
    if coding.made_on is not None and coding.made_on.tzinfo is None:
        yield f"{where}: its time has no zone; give it one, such as UTC."


def _of_cases(cases: Iterable[Case], *, sources: set[str]) -> Iterator[str]:
    for case in cases:
        where = f"session '{case.id}'"
        if not case.name.strip():
            yield f"{where}: it has no name; give it one."
        for source in case.sources:
            if source not in sources:
                yield f"{where}: its text '{source}' is no source of this project."
        yield from _twice(f"{where}, variable", (each.name for each in case.variables))
        for each in case.variables:
            yield from _of_value(each.value, where=f"{where}, variable '{each.name}'")


def _of_value(value: Value, *, where: str) -> Iterator[str]:
    if isinstance(value, float) and not math.isfinite(value):
        yield f"{where}: it is no number; leave it out."
    if isinstance(value, datetime) and value.tzinfo is None:
        yield f"{where}: its time has no zone; give it one, such as UTC."


def _of_matrix(matrix: CodeMatrix | None, *, project: CodedProject) -> Iterator[str]:
    if matrix is None:
        return
    known = {each.id for each in project.cases}
    for case in matrix.cases:
        if case not in known:
            yield f"matrix: its session '{case}' is no session of this project."
    codes = {each.id for each in project.codes}
    for code, cells in matrix.cells.items():
        if code not in codes:
            yield f"matrix: its code '{code}' is no code of this project."
        if len(cells) != len(matrix.cases):
            wanted = len(matrix.cases)
            yield f"matrix: code '{code}' has {len(cells)} cells for {wanted} sessions."


def _of_withheld(withheld: Iterable[Withheld]) -> Iterator[str]:
    for each in withheld:
        if not each.what.strip() or not each.why.strip() or each.count < 0:
            yield "withheld: one lacks what it is, why it is left out, or a count of 0 or more."

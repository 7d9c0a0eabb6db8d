"""What Taguette opens: a codebook as a table, and a whole project as its own kind of database.

It opens no file of the REFI-QDA standard. It knows one kind of name for a code, which this writes
as the names that lead to it with a slash between them.
"""

import re
from collections import Counter
from collections.abc import Iterator
from itertools import groupby

from data.coded_project import CodedProject, Coding, Source, Withheld, paths
from data.exports.elements import marked
from data.exports.families.positions import byte_positions
from data.exports.families.words import about_lines, description
from data.exports.resources.rows import write_rows
from data.store.taguette_file import (
    TaguetteDocument,
    TaguetteHighlight,
    TaguetteProject,
    TaguetteTag,
    write_taguette_file,
)

STEP = "/"
INSTEAD_OF_STEP = "\N{FRACTION SLASH}"
LONGEST_NAME = 50
LONGEST_PATH = 200
LONGEST_DESCRIPTION = 100_000
HEADERS = ("tag", "description", "about_this_file")
_UNFIT = re.compile("[\x01-\x08\x0b\x0e-\x1f]")


def write_taguette_codebook(project: CodedProject) -> bytes:
    """A table with a row for each code; a column that Taguette skips says what was left out.

    Names that a spreadsheet program would take for a formula have an apostrophe before them. The
    same content always gives the same bytes.
    """
    told = " ".join(about_lines(project, *_not_in_a_codebook(project)))
    tags = tag_paths(project)
    described = {each.id: description(each, project.language) for each in project.codes}
    return write_rows(HEADERS, [(path, described[code], told) for code, path in tags.items()])


def write_taguette(project: CodedProject) -> bytes:
    """A database that Taguette opens; its description says what it cannot hold.

    The same content always gives the same bytes.
    """
    tags = tag_paths(project)
    numbers = {code: number for number, code in enumerate(tags, start=1)}
    described = {each.id: description(each, project.language) for each in project.codes}
    told = "\n".join(about_lines(project, *_not_in_a_project(project)))
    return write_taguette_file(
        TaguetteProject(
            _named(project.name),
            told[:LONGEST_DESCRIPTION],
            project.as_of.isoformat(),
            tuple(
                TaguetteTag(numbers[code], path, described[code][:LONGEST_DESCRIPTION])
                for code, path in tags.items()
            ),
            tuple(_documents(project, numbers=numbers)),
        )
    )


def tag_paths(project: CodedProject) -> dict[str, str]:
    """The one name that Taguette gives a code, under its id; no name is there twice."""
    taken: Counter[str] = Counter()
    found: dict[str, str] = {}
    for code, names in paths(project.codes).items():
        plain = STEP.join(_one_step(name) for name in names)[-LONGEST_PATH:]
        path, turn = plain, 1
        while taken[path]:
            turn += 1
            path = f"{plain[: LONGEST_PATH - 8]} ({turn})"
        taken[path] += 1
        found[code] = path
    return found


def _one_step(name: str) -> str:
    return " ".join(name.replace(STEP, INSTEAD_OF_STEP).split())


def _named(name: str) -> str:
    plain = " ".join(name.split())
    return plain if len(plain) <= LONGEST_NAME else f"{plain[: LONGEST_NAME - 3]}..."


def _documents(project: CodedProject, *, numbers: dict[str, int]) -> Iterator[TaguetteDocument]:
    used = 0
    for number, source in enumerate(project.sources, start=1):
        highlights = tuple(_highlights(source, numbers=numbers, used=used))
        used += len(highlights)
        content, name = as_markup(source.text), f"text{number}.txt"
        yield TaguetteDocument(number, _named(source.name), name, "", content, highlights)


def _highlights(
    source: Source, *, numbers: dict[str, int], used: int
) -> Iterator[TaguetteHighlight]:
    place = byte_positions(source.text)
    ordered = sorted(source.codings, key=lambda each: (each.start, each.end))
    spans = groupby(ordered, key=lambda each: (each.start, each.end))
    for number, ((start, end), codings) in enumerate(spans, start=used + 1):
        tags = tuple(sorted({numbers[each.code] for each in codings}))
        snippet = as_markup(source.text[start:end])
        yield TaguetteHighlight(number, place[start], place[end], snippet, tags)


def as_markup(text: str) -> str:
    """A text as paragraphs, one for each line; its bytes without the marks are those of the text.

    A control character that Taguette refuses becomes a space, which has one byte as well.
    """
    lines = _UNFIT.sub(" ", text).split("\n")
    written = (f"<p>{marked(line)}</p>" for line in lines)
    return "\n".join(written)


def _not_in_a_codebook(project: CodedProject) -> Iterator[Withheld]:
    if colours := sum(bool(each.colour) for each in project.codes):
        yield Withheld("colours of codes", colours, "Taguette has no colours.")
    if headings := sum(not each.is_codable for each in project.codes):
        why = "In Taguette every code can be used."
        yield Withheld("marks of codes that are only headings", headings, why)


def _not_in_a_project(project: CodedProject) -> Iterator[Withheld]:
    codings = [each for source in project.sources for each in source.codings]
    yield from _not_in_a_codebook(project)
    if codings:
        yield Withheld("names of coders", len(project.coders), "Taguette does not keep who coded.")
    if memos := sum(bool(each.memo) for each in codings):
        yield Withheld("memos", memos, "Taguette has no memos on coded words.")
    if doubled := sum(_doubled(source.codings) for source in project.sources):
        why = "the same words have the same code from more than one person, and it is kept once."
        yield Withheld("codings", doubled, why)
    if project.cases:
        yield Withheld("sessions and facts about them", len(project.cases), "Taguette has none.")


def _doubled(codings: tuple[Coding, ...]) -> int:
    return len(codings) - len({(each.start, each.end, each.code) for each in codings})

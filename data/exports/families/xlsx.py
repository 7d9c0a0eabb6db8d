"""Codebook, code by session, codings without words, and what was left out: a workbook of values."""

from collections.abc import Iterator, Sequence

from data.coded_project import (
    Case,
    CodedProject,
    CodesBeside,
    Coding,
    Source,
    Value,
    Withheld,
    paths,
)
from data.exports.cells import Cell
from data.exports.families.words import about_lines
from data.exports.families.workbook_words import WORDS, Words
from data.exports.sheets import write_workbook
from data.exports.table import Table


def write_xlsx(project: CodedProject, *, with_words: bool = False) -> bytes:
    """A workbook whose cells are all values. The same content always gives the same bytes.

    Args:
        project: that is taken away.
        with_words: whether the coded words stand beside their places.

    A code that the sheet of codes by session tells no number of has no row of that session either.
    """
    say, few = WORDS[project.language], tuple(_few(project))
    told = say["with_words" if with_words else "without_words"].format(codings=say["codings"])
    read_me = (project.name, *about_lines(project, *few), told)
    tables = (
        codebook_table(project),
        *((_matrix_table(project),) if project.matrix else ()),
        *(_beside_table(each, project) for each in project.beside),
        _sessions_table(project),
        _codings_table(project, with_words=with_words),
        _withheld_table((*project.withheld, *few), say),
    )
    of = {"title": project.name, "day": project.as_of, "read_me": read_me}
    return write_workbook(tables, **of, read_me_title=say["read_me"])


def codebook_table(project: CodedProject) -> Table:
    """Each code with its definition and when to use it."""
    names, say = paths(project.codes), WORDS[project.language]
    codes = {each.id: each for each in project.codes}
    rows = (
        (
            *(" / ".join(above), codes[code].definition, codes[code].include),
            *(codes[code].exclude, say["yes" if codes[code].is_codable else "no"]),
            *(codes[code].colour, code),
        )
        for code, above in names.items()
    )
    keys = ("code", "definition", "use_when", "do_not_use_when", "codable", "colour", "code_id")
    headers = tuple(say[each] for each in keys)
    return Table(say["codebook"], headers, tuple(rows), (40, 60, 40, 40, 10, 10, 38))


def _matrix_table(project: CodedProject) -> Table:
    matrix, names = project.matrix, {each.id: each.name for each in project.cases}
    say = WORDS[project.language]
    if matrix is None:
        raise ValueError("matrix: none came.")
    below = (
        (" / ".join(above), *matrix.cells[code])
        for code, above in paths(project.codes).items()
        if code in matrix.cells
    )
    first = (say["called"], *(names[case] for case in matrix.cases))
    places = (f"{say['session']}_{place}" for place, _ in enumerate(matrix.cases, start=1))
    headers = (say["code"], *places)
    rows = (first, *below)
    return Table(say["matrix"], headers, rows, (40, *(14 for _ in matrix.cases)))


def _beside_table(beside: CodesBeside, project: CodedProject) -> Table:
    """Which codes go with what, as a mark and never as a number."""
    say = WORDS[project.language]
    columns = [each for each in beside.columns if any(each in one for one in beside.told.values())]
    below = (
        (" / ".join(above), *(beside.floor if one in told else say["not_told"] for one in columns))
        for code, above in paths(project.codes).items()
        for told in [beside.told.get(code, ())]
    )
    headers = (say["code"], *(f"{say['kind']}_{place}" for place in range(1, len(columns) + 1)))
    rows = ((say["called"], *columns), *below) if columns else ((say["none_told"],),)
    return Table(
        say["beside"].format(what=beside.what), headers, rows, (40, *(16 for _ in columns))
    )


def _sessions_table(project: CodedProject) -> Table:
    say = WORDS[project.language]
    rows = tuple(
        (case.name, len(case.sources), *told)
        for case in project.cases
        for told in _facts(case, say)
    )
    headers = tuple(say[each] for each in ("session", "texts", "fact", "value"))
    return Table(say["sessions"], headers, rows, (30, 8, 30, 30))


def _facts(case: Case, say: Words) -> list[tuple[Cell, Cell]]:
    told = [(say.get(each.name, each.name), _cell(each.value, say)) for each in case.variables]
    return [*told] or [(None, None)]


def _cell(value: Value, say: Words) -> Cell:
    if isinstance(value, bool):
        return say["yes" if value else "no"]
    return value if isinstance(value, str | int | float) else value.isoformat()


def _codings_table(project: CodedProject, *, with_words: bool) -> Table:
    names, coders, say = paths(project.codes), project.coder_names(), WORDS[project.language]
    rows = tuple(
        (
            *(source.name, each.start, each.end, " / ".join(names[each.code])),
            *(coders[each.coder], each.made_on.date().isoformat() if each.made_on else None),
            *(each.memo or None, *((source.words(each),) if with_words else ())),
        )
        for source in project.sources
        for each in _told(project, source)
    )
    keys = ("text", "first_character", "end", "code", "coder", "day", "memo")
    headers = tuple(say[each] for each in (*keys, *(("words",) if with_words else ())))
    return Table(say["codings"], headers, rows, (30, 14, 10, 40, 16, 12, 60, 80))


def _told(project: CodedProject, source: Source) -> list[Coding]:
    """The codings of a text of whose code a number is told, in the order of the text."""
    shown = {code for session, code in _numbers(project) if source.id in session}
    mine = (each for each in source.codings if each.code in shown)
    return sorted(mine, key=lambda one: (one.start, one.end, one.id))


def _numbers(project: CodedProject) -> Iterator[tuple[tuple[str, ...], str]]:
    """The texts of a session with a code that so many people spoke of that their number is told."""
    if (matrix := project.matrix) is None:
        return
    texts = {each.id: each.sources for each in project.cases}
    for code, cells in matrix.cells.items():
        for session, cell in zip(matrix.cases, cells, strict=True):
            if isinstance(cell, int):
                yield texts[session], code


def _few(project: CodedProject) -> Iterator[Withheld]:
    """How many cells tell no number. How many rows stand behind them is not told: it is one."""
    say, told = WORDS[project.language], sum(1 for _ in _numbers(project))
    count = len(project.codes) * len(project.cases) - told
    if count and (project.matrix or any(each.codings for each in project.sources)):
        yield Withheld(say["few"].format(codings=say["codings"]), count, say["few_why"])
    for each in project.beside:
        told = sum(map(len, each.told.values()))
        what = say["cells"].format(sheet=say["beside"].format(what=each.what))
        why = say["cells_why"].format(floor=each.floor)
        yield Withheld(what, len(project.codes) * len(each.columns) - told, why)


def _withheld_table(withheld: Sequence[Withheld], say: Words) -> Table:
    rows = tuple((each.what, each.count, each.why) for each in withheld)
    none: tuple[Cell, ...] = (say["nothing"], 0, say["nothing_why"])
    headers = tuple(say[each] for each in ("what", "how_many", "why"))
    return Table(say["withheld"], headers, rows or (none,), (40, 10, 90))

"""Codebook, code by session, codings without words, and what was left out: a workbook of values."""

from data.coded_project import CodedProject, Value, paths
from data.exports.cells import Cell
from data.exports.families.words import about_lines
from data.exports.sheets import write_workbook
from data.exports.table import Table

WITHOUT_WORDS = (
    "The sheet Codings holds places in texts and no words: whoever may read the texts finds them."
)
WITH_WORDS = "The sheet Codings holds what people said. Keep it where the texts are kept."


def write_xlsx(project: CodedProject, *, with_words: bool = False) -> bytes:
    """A workbook whose cells are all values. The same content always gives the same bytes.

    Args:
        project: that is taken away.
        with_words: whether the coded words stand beside their places.
    """
    read_me = (project.name, *about_lines(project), WITH_WORDS if with_words else WITHOUT_WORDS)
    tables = (
        codebook_table(project),
        *((_matrix_table(project),) if project.matrix else ()),
        _sessions_table(project),
        _codings_table(project, with_words=with_words),
        _withheld_table(project),
    )
    return write_workbook(tables, title=project.name, day=project.as_of, read_me=read_me)


def codebook_table(project: CodedProject) -> Table:
    """Each code with its definition and when to use it."""
    names = paths(project.codes)
    codes = {each.id: each for each in project.codes}
    rows = (
        (
            *(" / ".join(above), codes[code].definition, codes[code].include),
            *(codes[code].exclude, "yes" if codes[code].is_codable else "no", codes[code].colour),
            code,
        )
        for code, above in names.items()
    )
    headers = ("code", "definition", "use_when", "do_not_use_when", "codable", "colour", "code_id")
    return Table("Codebook", headers, tuple(rows), (40, 60, 40, 40, 10, 10, 38))


def _matrix_table(project: CodedProject) -> Table:
    matrix, names = project.matrix, {each.id: each.name for each in project.cases}
    if matrix is None:
        raise ValueError("matrix: none came.")
    below = (
        (" / ".join(above), *matrix.cells[code])
        for code, above in paths(project.codes).items()
        if code in matrix.cells
    )
    first = ("called", *(names[case] for case in matrix.cases))
    headers = ("code", *(f"session_{place}" for place, _ in enumerate(matrix.cases, start=1)))
    rows = (first, *below)
    return Table("Code by session", headers, rows, (40, *(14 for _ in matrix.cases)))


def _sessions_table(project: CodedProject) -> Table:
    rows = tuple(
        (case.name, len(case.sources), *told)
        for case in project.cases
        for told in [(each.name, _cell(each.value)) for each in case.variables] or [(None, None)]
    )
    return Table("Sessions", ("session", "texts", "fact", "value"), rows, (30, 8, 30, 30))


def _cell(value: Value) -> Cell:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return value if isinstance(value, str | int | float) else value.isoformat()


def _codings_table(project: CodedProject, *, with_words: bool) -> Table:
    names, coders = paths(project.codes), project.coder_names()
    rows = tuple(
        (
            *(source.name, each.start, each.end, " / ".join(names[each.code])),
            *(coders[each.coder], each.made_on.date().isoformat() if each.made_on else None),
            *((source.words(each), each.memo or None) if with_words else ()),
        )
        for source in project.sources
        for each in sorted(source.codings, key=lambda one: (one.start, one.end, one.id))
    )
    more = ("words", "memo") if with_words else ()
    headers = ("text", "first_character", "end", "code", "coder", "day", *more)
    return Table("Codings", headers, rows, (30, 14, 10, 40, 16, 12, 80, 60))


def _withheld_table(project: CodedProject) -> Table:
    rows = tuple((each.what, each.count, each.why) for each in project.withheld)
    none: tuple[Cell, ...] = ("nothing", 0, "Nothing was left out.")
    return Table("Left out", ("what", "how_many", "why"), rows or (none,), (40, 10, 90))

"""What was noticed in the files of each list: how often, and where."""

from collections.abc import Iterator

from data.exports.cells import Cell
from data.exports.resources.rows import ABOUT, about_cells, write_rows
from data.exports.resources.words import day
from data.resource_views import ImportView
from data.services.noticing import of_report
from data.services.resource_files import ResourceExport

FILE = "What was noticed in the files"
_HEADERS = (
    *("list", "brought_in_on", "severity", "code", "in_words", "how_many"),
    *("in_file", "line", "column", "what_came", "what_would_be_right"),
)


def write_noticed(content: ResourceExport) -> bytes:
    """Of the newest file of each list a row for each kind of problem, and below it where it is."""
    rows = [row for each in newest(content) for row in _rows(content, each)]
    none = ("nothing was noticed",) * len(_HEADERS)
    return write_rows(
        (*ABOUT, *_HEADERS), rows or [(*about_cells(content, row="about", file=FILE), *none)]
    )


def newest(content: ResourceExport) -> Iterator[ImportView]:
    """The last import of each list; they come with the newest first."""
    seen: set[str] = set()
    for each in content.imports:
        if each.source not in seen:
            seen.add(each.source)
            yield each


def _rows(content: ResourceExport, made: ImportView) -> Iterator[tuple[Cell, ...]]:
    for kind in of_report(made.report):
        said = (made.source, day(made.saved_on), kind.severity, kind.code, kind.title, kind.count)
        more = kind.count - len(kind.examples)
        left = f"{more} more are counted here and not told one by one" if more else "all are told"
        whole = about_cells(content, row="kind", file=FILE)
        yield (*whole, *said, "all files", 0, "all columns", left, kind.right)
        for each in kind.examples:
            where = (each.file, each.row, each.column or "the whole row", each.came or "nothing")
            yield (*about_cells(content, row="place", file=FILE), *said, *where, each.right)

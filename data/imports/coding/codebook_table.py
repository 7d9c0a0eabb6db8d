"""A codebook as Taguette writes it: a table with a name and a description in each row."""

import csv
import io

from data.coded_project import Code
from data.exports.families.taguette import INSTEAD_OF_STEP, STEP
from data.exports.safe import opens_formula
from data.imports.coding.codebook import described
from data.imports.coding.losses import Ids, Losses
from data.imports.gate import Admitted
from data.imports.problems import Refused

_NAMES = ("tag", "name", "path")
_TOLD = ("description", "about_this_file")
_QUOTES = 'put one " before a cell and one after it, and write "" for a " inside'
_RIGHT = "give a table with a column named tag, name or path"


def read_codebook_table(file: Admitted, *, losses: Losses) -> tuple[Code, ...]:
    """The codes of a table; a name with a slash lies below the name before it, where that is there.

    Args:
        file: that passed the gate.
        losses: told of what is not kept.

    Raises:
        Refused: there is no column of names, or more than one; or a quote is not in order, and
            then the message tells its line.
    """
    rows = _rows(file)
    head = [cell.strip().lower() for cell in rows[0]] if rows else []
    named = [head.index(name) for name in _NAMES if name in head]
    if len(named) != 1:
        raise Refused(file.name, "its first row names no column of codes, or several", right=_RIGHT)
    _check_columns(head, losses=losses)
    told = head.index(_TOLD[0]) if _TOLD[0] in head else None
    found: list[tuple[str, str]] = []
    for row in rows[1:]:
        path = _cell(row, named[0])
        if path:
            found.append((path, _cell(row, told)))
        elif any(row):
            losses.lost("rows", where="table", why="they name no code.")
    return codes_of_paths(found, losses=losses)


def codes_of_paths(tags: list[tuple[str, str]], *, losses: Losses) -> tuple[Code, ...]:
    """Codes made of paths and descriptions; ids are made of the paths.

    Args:
        tags: such as ("Waiting/Housing", "how long it takes").
        losses: told of what is not kept.
    """
    ids = Ids(losses, what="code", where="codes")
    own: dict[str, str] = {}
    for path, _ in tags:
        if path in own:
            losses.lost(
                "codes", where="codes", why="the same name is there twice; the first counts."
            )
        else:
            own[path] = ids.one(None, path)
    done: set[str] = set()
    codes: list[Code] = []
    for path, text in tags:
        if path in done:
            continue
        done.add(path)
        parent, name = _above(path, own)
        definition, include, exclude = described(text)
        codes.append(
            Code(
                own[path],
                name.replace(INSTEAD_OF_STEP, STEP) or "(no name)",
                parent=own[parent] if parent else None,
                definition=definition,
                include=include,
                exclude=exclude,
            )
        )
    return tuple(codes)


def _rows(file: Admitted) -> list[list[str]]:
    """The rows of a table; a quote that stays open would make one code of all below it."""
    reader = csv.reader(io.StringIO(file.text, newline=""), strict=True)
    rows: list[list[str]] = []
    begins = 1
    try:
        for row in reader:
            rows.append(row)
            begins = reader.line_num + 1
    except csv.Error:
        line = io.StringIO(file.text, newline=None).readlines()[begins - 1].strip()
        what = (
            f"on line {begins} a quote is opened and not closed at the end of its cell: {line[:60]}"
        )
        raise Refused(file.name, what, right=_QUOTES) from None
    return rows


def _above(path: str, known: dict[str, str]) -> tuple[str, str]:
    """The longest path above one that is a code itself, and what is left as its name."""
    at = path.rfind(STEP)
    while at > 0:
        if path[:at] in known:
            return path[:at], path[at + 1 :]
        at = path.rfind(STEP, 0, at)
    return "", path


def _cell(row: list[str], column: int | None) -> str:
    """A cell without the apostrophe that keeps a spreadsheet from taking it for a formula."""
    text = row[column].strip() if column is not None and column < len(row) else ""
    return text[1:] if text.startswith("'") and opens_formula(text[1:]) else text


def _check_columns(head: list[str], *, losses: Losses) -> None:
    others = [name for name in head if name and name not in (*_NAMES, *_TOLD)]
    why = "only names and descriptions of codes are read."
    losses.lost("columns", where="table", why=why, count=len(others))

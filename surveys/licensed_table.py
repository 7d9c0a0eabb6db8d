"""The file of a licensed edition as a table: rows of CSV to the fields that YAML would have.

The columns are type, id, language, text, and where wanted reverse, scored, domain, at_most,
at_least, minimum, maximum, bands, longest. The first rows describe the edition: type `edition`
(id; text: version), `title`, `intro` (text), `point` (id: the printed value), `no_answer` (id: the
code). Items follow with their type, and the options of an item right after it as type `option`. An
item in a second language has a row of its own.
"""

import csv
import io
import itertools
from collections.abc import Iterator
from typing import Any, cast

from surveys.yaml_reader import LARGEST, NO_SIGN, Fault, Path, Reading

NEEDED = ("type", "id", "language", "text")
ITEM_TYPES = ("scale", "single_choice", "choose", "percent", "number", "text")
_OTHER_TYPES = ("edition", "title", "intro", "point", "no_answer", "option")
_LONGEST_CELL = 131_072
_NUMBERS = ("at_most", "at_least", "minimum", "maximum", "longest")
_CLAIMS = {
    **dict.fromkeys(("1", "true", "yes", "x", "reverse", "scored"), True),
    **dict.fromkeys(("0", "false", "no"), False),
}


def read_table(content: bytes) -> Reading:
    """Read a table, each place known by its row; a table without its columns has no value."""
    if len(content) > LARGEST:
        return _refused("I006", f"it has more than {LARGEST:,} bytes")
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        what = f"byte {error.start + 1} of the file is not UTF-8 text"
        row = content[: error.start].count(b"\n") + 1
        return _refused("I051", what, row=row, remedy="save it as CSV in UTF-8")
    if sign := NO_SIGN.search(text.replace("\r", "\n")):
        row = text[: sign.start()].count("\n") + 1
        return _refused("I051", "it holds a sign that no text has", row=row)
    table = _Table()
    try:
        return table.read(text.replace("\r\n", "\n").replace("\r", "\n"))
    except csv.Error:
        return _refused("I051", "a cell is never closed, or far too long", row=table.row + 1)


def _refused(code: str, what: str, *, row: int = 1, remedy: str = "") -> Reading:
    return Reading(faults=(Fault(code, row, what, remedy=remedy),))


def _rows(text: str) -> Iterator[list[str]]:
    first = text.partition("\n")[0]
    mark = max(",;\t", key=first.count)
    for row in csv.reader(io.StringIO(text), delimiter=mark):
        if any(len(cell) > _LONGEST_CELL for cell in row):
            raise csv.Error("a cell is too long")
        yield [cell.strip() for cell in row]


class _Table:
    """Fields that grow row by row, their rows written down."""

    def __init__(self) -> None:
        self.row = 0
        self._plain: dict[str, Any] = {}
        self._lines: dict[Path, int] = {(): 1}
        self._faults: list[Fault] = []
        self._item: Path | None = None

    def read(self, text: str) -> Reading:
        """Every row of a table."""
        columns: list[str] = []
        for self.row, cells in enumerate(_rows(text), start=1):
            if not columns:
                columns = [cell.lower() for cell in cells]
                missing = [name for name in NEEDED if name not in columns]
                if missing:
                    return _refused("I051", f"there is no column {', '.join(missing)}")
            elif any(cells[len(columns) :]):
                what = f"it has {len(cells)} cells and the first row has {len(columns)}"
                self._fault(what, "", remedy='put a text with a comma in quotes, such as "a, b"')
            elif any(cells):
                self._add(dict(itertools.zip_longest(columns, cells[: len(columns)], fillvalue="")))
        if not columns:
            return _refused("I051", "there is no row")
        return Reading(self._plain, self._lines, tuple(self._faults))

    def _add(self, cells: dict[str, str]) -> None:
        kind = cells["type"].lower()
        if kind == "edition":
            self._set((), "id", cells["id"])
            if cells["text"]:
                self._set((), "version", cells["text"])
        elif kind in ("title", "intro"):
            self._say((kind,), cells)
        elif kind in ("point", "no_answer"):
            table, key = ("points", "value") if kind == "point" else (kind, "code")
            name = _number(cells["id"]) if kind == "point" else cells["id"]
            self._say((*self._named(("scale", table), key, name), "label"), cells)
        elif kind == "option":
            self._option(cells)
        elif kind in ITEM_TYPES:
            self._add_item(kind, cells)
        else:
            wanted = f"use one of {', '.join((*_OTHER_TYPES, *ITEM_TYPES))}"
            what = "is not a type we know" if kind else "the type is missing"
            self._fault(what, cells["type"], remedy=wanted)

    def _add_item(self, kind: str, cells: dict[str, str]) -> None:
        self._item = self._named(("items",), "id", cells["id"])
        self._set(self._item, "type", kind)
        self._say((*self._item, "text"), cells)
        for name, value in _details(cells):
            self._set(self._item, name, value)

    def _option(self, cells: dict[str, str]) -> None:
        if self._item is None:
            remedy = "put it below the item that it belongs to"
            self._fault("is an option before any item", cells["id"], remedy=remedy)
            return
        option = self._named((*self._item, "options"), "id", cells["id"])
        self._say((*option, "label"), cells)

    def _named(self, path: Path, key: str, name: object) -> Path:
        """The place of the part of this name, made where it is new: languages join there."""
        parts = self._inside(path, made=[])
        for place, part in enumerate(parts):
            if part[key] == name != "":
                return (*path, place)
        made: Path = (*path, len(parts))
        parts.append({key: name})
        self._lines[made] = self._lines[(*made, key)] = self.row
        return made

    def _say(self, path: Path, cells: dict[str, str]) -> None:
        self._set(path, cells["language"] or "en", cells["text"])

    def _set(self, path: Path, name: str, value: object) -> None:
        table = self._inside(path, made={})
        place = (*path, name)
        said = path[-1:] in (("text",), ("label",), ("title",), ("intro",))
        if name in table and (said or table[name] != value):
            what = f"is given twice in '{name}'" if said else f"is given with another {name}"
            both = f"(rows {self._lines[place]} and {self.row})"
            self._fault(f"{what} {both}", self._name_of(path), code="I020")
            return
        table[name] = value
        self._lines.setdefault(place, self.row)

    def _name_of(self, path: Path) -> str:
        """The id of the innermost part around a place."""
        depths = range(len(path), 0, -1)
        parts = [path[:depth] for depth in depths if isinstance(path[depth - 1], int)]
        if not parts:
            return str(path[0]) if path else "edition"
        part: dict[str, Any] = self._inside(parts[0], made={})
        return str(next(part[key] for key in ("id", "value", "code") if key in part))

    def _inside(self, path: Path, *, made: Any) -> Any:
        """The table or list at a place, made with all around it where it is new."""
        value: Any = self._plain
        for depth, part in enumerate(path):
            self._lines.setdefault(path[: depth + 1], self.row)
            if isinstance(part, int):
                value = value[part]
                continue
            last = depth == len(path) - 1
            value = cast("dict[str, Any]", value).setdefault(part, made if last else {})
        return value

    def _fault(self, what: str, name: str, *, code: str = "I051", remedy: str = "") -> None:
        self._faults.append(Fault(code, self.row, what, name, remedy))


def _details(cells: dict[str, str]) -> Iterator[tuple[str, object]]:
    if cells.get("domain"):
        yield "domain", cells["domain"]
    for name in ("reverse", "scored"):
        if text := cells.get(name, ""):
            yield name, _CLAIMS.get(text.lower(), text)
    for name in _NUMBERS:
        if text := cells.get(name, ""):
            yield name, _number(text)
    if text := cells.get("bands", ""):
        yield "bands", [_number(each) for each in text.split()]


def _number(text: str) -> int | str:
    digits = text.removeprefix("-")
    return int(text) if digits.isascii() and digits.isdigit() and len(digits) < 19 else text

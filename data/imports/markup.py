"""The XML parts of a workbook or document, looked through once before anything is made of them."""

import re
from collections.abc import Mapping
from xml.parsers import expat

from data.imports.containers import NotTaken

LAST_ROW = 20_000
MOST_CELLS = 120_000
MOST_TAGS = 40_000
_MOST_TAGS_OF_DATA = {
    "xl/worksheets/": 600_000,
    "xl/sharedstrings.xml": 400_000,
    "word/document.xml": 600_000,
}
DEEPEST = 100
_SHEET = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_ROW_MARK = f"{_SHEET} row"
_CELL_MARK = f"{_SHEET} c"
_VALUE_MARK = f"{_SHEET} v"
_FORMULA_MARK = f"{_SHEET} f"
_CELL = re.compile(r"[A-Z]{1,2}([0-9]{1,5})")
_XML_ENDINGS = (".xml", ".rels", ".vml")


def check_markup(content: bytes, *, part: str) -> None:
    """Refuse a part that is no plain XML, or that would be far more than it looks.

    Args:
        content: of the part; whatever opens like XML is looked at, whatever its name.
        part: its name, for messages.

    Raises:
        NotTaken: what came.
    """
    named = part.lower().endswith(_XML_ENDINGS)
    if not named and not _opens_like_markup(content):
        return
    of_data = (most for of, most in _MOST_TAGS_OF_DATA.items() if part.lower().startswith(of))
    most = next(of_data, MOST_TAGS)
    if content.count(b"<") > most:
        raise NotTaken(f"its part '{part}' has more than {most:,} marks")
    _Looking(part).through(content)


def _opens_like_markup(content: bytes) -> bool:
    start = content[:64].replace(b"\0", b"").lstrip(b"\xef\xbb\xbf\xfe\xff \t\r\n")
    return start.startswith(b"<")


class _Looking:
    """One way through a part; expat calls it for each mark."""

    def __init__(self, part: str) -> None:
        self._part = part
        self._depth = 0
        self._rows = 0
        self._cells = 0
        self._cell = ""
        self._written = False
        self._formula = False
        self._parser = expat.ParserCreate(namespace_separator=" ")

    def through(self, content: bytes) -> None:
        """To the end of the part.

        Raises:
            NotTaken: what came.
        """
        parser = self._parser
        parser.StartDoctypeDeclHandler = self._doctype
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        try:
            parser.Parse(content, True)  # noqa: FBT003 - expat takes no name here
        except (expat.ExpatError, ValueError, LookupError) as error:
            if isinstance(error, NotTaken):
                raise
            raise NotTaken(f"its part '{self._part}' is no XML") from None

    def _doctype(self, *_: object) -> None:
        raise NotTaken(f"its part '{self._part}' defines its own entities or document type")

    def _start(self, name: str, attributes: Mapping[str, str]) -> None:
        self._depth += 1
        if self._depth > DEEPEST:
            raise NotTaken(f"its part '{self._part}' goes deeper than {DEEPEST} levels")
        if name == _CELL_MARK:
            self._start_cell(attributes.get("r", ""))
            self._written = attributes.get("t") == "str"
        elif name == _VALUE_MARK:
            self._start_value()
        elif name == _ROW_MARK:
            self._start_row(attributes.get("r", ""))
        elif name == _FORMULA_MARK:
            self._formula = bool(self._cell)

    def _start_value(self) -> None:
        if self._written:  # a text may be an empty one
            self._formula = False
        elif self._formula:
            self._parser.CharacterDataHandler = self._result

    def _result(self, _text: str) -> None:
        self._formula = False

    def _start_row(self, place: str) -> None:
        self._rows += 1
        if self._rows > LAST_ROW or (place and not _is_row(place)):
            named = place[:20] or f"{self._rows:,}"
            raise NotTaken(f"it has a row {named} and rows are read up to {LAST_ROW:,}")

    def _start_cell(self, place: str) -> None:
        if place and not _is_cell(place):
            far = f"cells are read up to ZZ{LAST_ROW}"
            raise NotTaken(f"it has a cell {place[:20]} and {far}")
        self._cells += 1
        if self._cells > MOST_CELLS:
            raise NotTaken(f"one of its sheets has more than {MOST_CELLS:,} cells")
        self._cell = place or "without a place"
        self._formula = False

    def _end(self, name: str) -> None:
        self._depth -= 1
        if name != _CELL_MARK:
            return
        if self._formula:
            told = f"its part '{self._part}' has a formula without a result in cell {self._cell}"
            raise NotTaken(told)
        self._cell = ""
        self._parser.CharacterDataHandler = None


def _is_cell(place: str) -> bool:
    found = _CELL.fullmatch(place)
    return found is not None and _is_row(found[1])


def _is_row(place: str) -> bool:
    return place.isascii() and place.isdigit() and len(place) <= 5 and 1 <= int(place) <= LAST_ROW

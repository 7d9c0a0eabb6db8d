"""The words of a Word document, line by line; what was struck or noted at the side stays out.

Source: ECMA-376, Office Open XML, part 1, 17 (WordprocessingML).
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from xml.parsers import expat

from data.imports.gate import Admitted, Limits, parts
from data.imports.problems import Refused
from data.imports.transcripts.speakers import is_label

DOCUMENT = Limits(10_000_000)
_SPACES = (
    "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "http://purl.oclc.org/ooxml/wordprocessingml/main",
)
_FALLBACK = "http://schemas.openxmlformats.org/markup-compatibility/2006 Fallback"
_OUT = frozenset({"del", "moveFrom", "instrText", "delText", "delInstrText"})
_SIGNS = {"tab": " ", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}
_ASIDE = re.compile(r"word/(?:comments|footnotes|endnotes|header\d*|footer\d*)\.xml")
_ONLY_TIME = re.compile(r"[(\[]?\s*\d{1,2}:\d{2}(?::\d{2})?(?:[.,]\d{1,3})?\s*[)\]]?")


@dataclass(frozen=True, slots=True)
class Document:
    """What a document says.

    Attributes:
        lines: paragraphs and rows of tables; an empty line lies between paragraphs.
        rows: how many rows of tables there were.
        struck: places that tracked changes took out.
        aside: parts with comments, notes, headers or footers.
    """

    lines: tuple[str, ...]
    rows: int
    struck: int
    aside: int


def document(admitted: Admitted) -> Document:
    """The words of a document that passed the gate.

    Raises:
        Refused: its text cannot be read.
    """
    inside = parts(admitted.content, name=admitted.name, limits=DOCUMENT)
    walk = _Walk()
    try:
        walk.through(inside["word/document.xml"])
    except expat.ExpatError:
        right = "open it in Word and save it again, or save it as plain text"
        raise Refused(admitted.name, "its text is damaged", right=right) from None
    aside = sum(_ASIDE.fullmatch(part) is not None for part in inside)
    return Document(tuple(walk.lines), walk.rows, walk.struck, aside)


@dataclass(slots=True)
class _Walk:
    """One way through the text; expat calls it for each mark."""

    lines: list[str] = field(default_factory=list)
    rows: int = 0
    struck: int = 0
    _paragraphs: list[list[str]] = field(default_factory=list)
    _rows: list[list[list[str]]] = field(default_factory=list)
    _out: int = 0
    _in_text: bool = False

    def through(self, content: bytes) -> None:
        """To the end."""
        parser = expat.ParserCreate(namespace_separator=" ")
        parser.buffer_text = True
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._text
        parser.Parse(content, True)  # noqa: FBT003 - expat takes no name here

    def _start(self, name: str, _attributes: Mapping[str, str]) -> None:
        space, _, plain = name.rpartition(" ")
        if self._out or name == _FALLBACK or (space in _SPACES and plain in _OUT):
            self.struck += not self._out and plain in ("del", "moveFrom")
            self._out += 1
        elif space not in _SPACES:
            return
        elif plain == "p":
            self._paragraphs.append([])
        elif plain == "tr":
            self._rows.append([])
        elif plain == "tc" and self._rows:
            self._rows[-1].append([])
        elif plain == "t":
            self._in_text = True
        elif plain in _SIGNS:
            self._add(_SIGNS[plain])

    def _end(self, name: str) -> None:
        space, _, plain = name.rpartition(" ")
        if self._out:
            self._out -= 1
        elif space not in _SPACES:
            return
        elif plain == "t":
            self._in_text = False
        elif plain == "p":
            self._paragraph("".join(self._paragraphs.pop()))
        elif plain == "tr":
            self._row(["\n".join(cell).strip() for cell in self._rows.pop()])

    def _text(self, said: str) -> None:
        if self._in_text and not self._out:
            self._add(said)

    def _add(self, said: str) -> None:
        if self._paragraphs:
            self._paragraphs[-1].append(said)

    def _paragraph(self, said: str) -> None:
        if self._rows and self._rows[-1]:
            self._rows[-1][-1].append(said)
        else:
            self.lines += [*said.split("\n"), ""]

    def _row(self, cells: list[str]) -> None:
        said = [cell for cell in cells if cell and not _ONLY_TIME.fullmatch(cell)]
        if not said:
            return
        self.rows += 1
        label = said[0].rstrip(":").strip()
        if len(said) == 2 and is_label(label):
            said = [f"{label}: {said[1]}"]
        for cell in said:
            if self._rows and self._rows[-1]:
                self._rows[-1][-1].append(cell)
            else:
                self.lines += [*cell.split("\n"), ""]

"""Words of a marked up document, and where bytes of it come to lie in the plain text.

Taguette counts bytes of UTF-8 over the letters of a document without its marks. Paragraphs that
follow one another without a break between them get one, so that they can be read; places move
with it.
"""

from bisect import bisect_right
from dataclasses import dataclass
from html.parser import HTMLParser

_BLOCKS = frozenset(
    (
        *("p", "br", "div", "blockquote", "pre", "h1", "h2", "h3", "h4", "h5", "h6", "caption"),
        *("ul", "ol", "li", "dl", "dt", "dd", "table", "thead", "tbody", "tr", "th", "td"),
    )
)
_SKIPPED = frozenset(("script", "style", "title", "head", "template"))
_MARK_AT_START = "\N{ZERO WIDTH NO-BREAK SPACE}"
_SPACES = " \t\r\n\f"


@dataclass(frozen=True, slots=True)
class Document:
    """A text and its places.

    Attributes:
        text: its letters, with a line break wherever a paragraph ends.
        places: for each piece of it, in order: the first byte as Taguette counts, and the first
            code point in `text`.
        pieces: the letters of each piece, in UTF-8.
    """

    text: str
    places: tuple[tuple[int, int], ...]
    pieces: tuple[bytes, ...]

    def start(self, byte: int) -> int | None:
        """The code point at which a passage begins; None where there is none."""
        at = bisect_right(self.places, (byte, len(self.text) + 1)) - 1
        return self._within(at, byte)

    def end(self, byte: int) -> int | None:
        """The code point at which a passage that ends at a byte is over; None where there is none.

        It is over in the piece that holds the byte before, so no added line break belongs to it.
        """
        at = bisect_right(self.places, (byte - 1, len(self.text) + 1)) - 1
        return self._within(at, byte)

    def _within(self, at: int, byte: int) -> int | None:
        if at < 0:
            return None
        first_byte, first = self.places[at]
        piece = self.pieces[at]
        if not 0 <= byte - first_byte <= len(piece):
            return None
        try:
            return first + len(piece[: byte - first_byte].decode("utf-8", "surrogatepass"))
        except UnicodeDecodeError:
            return None


def read_document(markup: str) -> Document:
    """The words of a document; its marks, and whatever they point at, are dropped."""
    reader = _Reader()
    reader.feed(markup.lstrip(_SPACES))
    reader.close()
    return reader.document()


class _Reader(HTMLParser):
    """Collects letters, and opens a new piece wherever a line break is added."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self._pieces: list[bytes] = []
        self._places: list[tuple[int, int]] = []
        self._parts: list[str] = []
        self._bytes = self._length = 0
        self._last = ""
        self._wants_break = False
        self._skipping = 0

    def handle_starttag(self, tag: str, attrs: object) -> None:  # noqa: ARG002 - as HTMLParser calls it
        self._skipping += tag in _SKIPPED
        self._wants_break |= tag in _BLOCKS

    def handle_endtag(self, tag: str) -> None:
        self._skipping = max(0, self._skipping - (tag in _SKIPPED))
        self._wants_break |= tag in _BLOCKS

    def handle_data(self, data: str) -> None:
        if self._skipping:
            return
        if not self._length:  # marks at the start are counted, and are no letters
            plain = data.lstrip(_MARK_AT_START)
            self._bytes += (len(data) - len(plain)) * len(_MARK_AT_START.encode())
            data = plain
        if not data:
            return
        if self._wants_break and self._length and self._last != "\n" and data[0] != "\n":
            self._parts.append("\n")
            self._length += 1
        self._wants_break = False
        self._places.append((self._bytes, self._length))
        self._pieces.append(data.encode("utf-8", "surrogatepass"))
        self._parts.append(data)
        self._length += len(data)
        self._bytes += len(self._pieces[-1])
        self._last = data[-1]

    def document(self) -> Document:
        """Everything that was collected."""
        return Document("".join(self._parts), tuple(self._places), tuple(self._pieces))

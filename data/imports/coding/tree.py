"""An XML file as plain nodes, read by names without spaces; what could do harm ends the reading.

No document type and so no entity is ever read, nothing is fetched, and depth and size have ends.

Programs write the name space of the standard in more than one way, so names count without it.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from xml.parsers import expat

from data.exports.families.identity import as_guid
from data.imports.containers import NotTaken
from data.imports.markup import DEEPEST

MOST_MARKS = 300_000


@dataclass(slots=True, eq=False)
class Node:
    """One element.

    Attributes:
        name: without its name space.
        space: its name space.
        attributes: by their names without name spaces.
        children: elements inside, in their order.
        text: all letters directly inside.
    """

    name: str
    space: str
    attributes: dict[str, str]
    children: "list[Node]" = field(default_factory=list)
    text: str = ""

    def get(self, name: str) -> str:
        """An attribute; empty where it is not there."""
        return self.attributes.get(name, "")

    def all(self, *names: str) -> "Iterator[Node]":
        """The children of these names."""
        return (each for each in self.children if each.name in names)

    def first(self, name: str) -> "Node | None":
        """The first child of a name."""
        return next(self.all(name), None)

    def inside(self, name: str) -> "tuple[Node, ...]":
        """What lies inside of the first child of a name."""
        found = self.first(name)
        return tuple(found.children) if found else ()

    def said(self, name: str) -> str:
        """The letters of the first child of a name, without space around them."""
        found = self.first(name)
        return found.text.strip() if found else ""


def id_of(given: str) -> str | None:
    """An id as it is compared: a UUID without braces and in small letters, or what is there.

    Some programs write ids that are no UUIDs; they serve as well.
    """
    return as_guid(given) or given.strip() or None


def read_tree(content: bytes, *, part: str) -> Node:
    """The root of an XML file.

    Args:
        content: of the file.
        part: its name, for messages.

    Raises:
        NotTaken: it is no plain XML: it defines entities or a document type, goes too deep, or is
            far more than it looks.
    """
    if content.count(b"<") > MOST_MARKS:
        raise NotTaken(f"its part '{part}' has more than {MOST_MARKS:,} marks")
    return _Growing(part).grown(content)


class _Growing:
    """One way through a file; expat calls it for each mark."""

    def __init__(self, part: str) -> None:
        self._part = part
        self._open: list[Node] = []
        self._letters: list[list[str]] = []
        self._root: Node | None = None

    def grown(self, content: bytes) -> Node:
        parser = expat.ParserCreate(namespace_separator=" ")
        parser.buffer_text = True
        parser.StartDoctypeDeclHandler = self._doctype
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._said
        try:
            parser.Parse(content, True)  # noqa: FBT003 - expat takes no name here
        except (expat.ExpatError, ValueError, LookupError) as error:
            if isinstance(error, NotTaken):
                raise
            raise NotTaken(f"its part '{self._part}' is no XML") from None
        if self._root is None:
            raise NotTaken(f"its part '{self._part}' is no XML")
        return self._root

    def _doctype(self, *_: object) -> None:
        raise NotTaken(f"its part '{self._part}' defines its own entities or document type")

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        if len(self._open) >= DEEPEST:
            raise NotTaken(f"its part '{self._part}' goes deeper than {DEEPEST} levels")
        space, _, plain = name.rpartition(" ")
        values = {key.rpartition(" ")[2]: value for key, value in attributes.items()}
        node = Node(plain, space, values)
        if self._open:
            self._open[-1].children.append(node)
        else:
            self._root = node
        self._open.append(node)
        self._letters.append([])

    def _said(self, letters: str) -> None:
        self._letters[-1].append(letters)

    def _end(self, _name: str) -> None:
        self._open.pop().text = "".join(self._letters.pop())

"""YAML as we take it: plain values only, every place known by its line.

No aliases, no tags, no key twice, no depth or size that is only meant to hurt. `yes` and `no` stay
words; only `true` and `false` are claims.
"""

import re
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path as FilePath
from typing import Any, cast

import yaml
from yaml.composer import Composer
from yaml.events import AliasEvent, ScalarEvent
from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

LARGEST = 1_000_000
DEEPEST = 40
MOST_PLACES = 30_000
"""Texts, lists and tables of one document; each costs far more time than a letter does."""
Path = tuple[str | int, ...]

_WHOLE = re.compile(r"[-+]?(0|[1-9][0-9]{0,17})")
_DECIMAL = re.compile(r"[-+]?[0-9]{1,18}\.[0-9]{1,18}")
NO_SIGN = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff]")
_PLAIN_WORDS = {
    "mapping values are not allowed": "a colon is within a text; put quotes around it",
    "could not find expected ':'": "a key has no colon behind it",
    "cannot start any token": "a tab or a sign such as @ begins a text; put quotes around it",
    "expected <block end>": "it is not indented like its neighbors",
    "expected ',' or": "a bracket is never closed, or a text within needs quotes",
    "unexpected end of stream": "a quotation mark is never closed",
    "but found another document": "a second document begins",
    "unknown escape character": "a backslash stands in double quotes; use single quotes",
}
_UNREADABLE = (yaml.YAMLError, ValueError, OverflowError)
_WORDS = {"true": True, "false": False, "null": None, "~": None, "": None}


@dataclass(frozen=True, slots=True)
class Fault:
    """Something that we do not take.

    Attributes:
        code: one of the catalogue of problems.
        line: of the file, or the row of a table.
        what: is wrong.
        name: of what is wrong, as it stands in the file; quoted only where a file may be quoted.
        remedy: if there is a closer one than that of the catalogue.
    """

    code: str
    line: int
    what: str
    name: str = ""
    remedy: str = ""


@dataclass(frozen=True, slots=True)
class Reading:
    """A document, the line of every place in it, and what was wrong with it."""

    value: Any = None
    lines: dict[Path, int] = field(default_factory=dict[Path, int])
    faults: tuple[Fault, ...] = ()

    def line(self, path: Path) -> int:
        """The line of a place, or of the nearest one that contains it."""
        while path and path not in self.lines:
            path = path[:-1]
        return self.lines.get(path, 1)


def read_yaml(content: str | bytes) -> Reading:
    """Read one document; a document with faults comes back without a value.

    Args:
        content: text, or bytes that must be UTF-8; at most `LARGEST` of either.
    """
    if len(content) > LARGEST:
        unit = "characters" if isinstance(content, str) else "bytes"
        return _refused("I006", 1, f"it has more than {LARGEST:,} {unit}")
    try:
        text = content if isinstance(content, str) else content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        what = f"byte {error.start + 1} of the file is not UTF-8 text"
        return _refused("I002", line, what, remedy="save the file as UTF-8")
    return _read(text)


def read_yaml_file(path: FilePath) -> Reading:
    """Read a file of a folder on this machine, as `read_yaml` does but some eight times as fast.

    libyaml reads it. What that does not take, PyYAML reads again and finds why; so does a text with
    a tab, which libyaml lets stand where it only looks like spaces. What people send is read by
    PyYAML alone.

    Raises:
        OSError: the file cannot be opened.
    """
    with path.open("rb") as file:
        content = file.read(LARGEST + 1)
    if len(content) <= LARGEST and b"\t" not in content:
        with suppress(*_UNREADABLE):
            return _composed(_Quick, content.decode("utf-8-sig"), [])
    return read_yaml(content)


def _refused(code: str, line: int, what: str, *, remedy: str = "") -> Reading:
    return Reading(faults=(Fault(code, line, what, remedy=remedy),))


def _read(text: str) -> Reading:
    faults: list[Fault] = []
    try:
        return _composed(_Patient, text, faults)
    except _UNREADABLE as error:
        return Reading(faults=_in_order([*faults, _unreadable(text, error)]))


def _composed(composing: "type[_Quick | _Patient]", text: str, faults: list[Fault]) -> Reading:
    node = composing(text, faults).document()
    building = _Building(faults)
    value: Any = building.value(node, ()) if node is not None else None
    return Reading(None if faults else value, building.lines, _in_order(faults))


def _in_order(faults: Iterable[Fault]) -> tuple[Fault, ...]:
    return tuple(sorted(faults, key=lambda fault: fault.line))


def _unreadable(text: str, error: Exception) -> Fault:
    if isinstance(error, _TooMuch):
        return Fault("I006", error.line, error.what)
    if isinstance(error, yaml.reader.ReaderError):
        line = text[: error.position].count("\n") + 1
        return Fault("I002", line, "it holds a sign that no text file has")
    if isinstance(error, yaml.MarkedYAMLError):
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        known = (words for part, words in _PLAIN_WORDS.items() if part in str(error.problem))
        return Fault("I002", line, next(known, "something is here that YAML does not know"))
    # such as "\\UFFFFFFFF": PyYAML lets what Python says of it through
    return Fault("I002", 1, "it holds an escape or a number that is too large")


class _TooMuch(yaml.YAMLError):
    def __init__(self, line: int, what: str) -> None:
        super().__init__()
        self.line = line
        self.what = what


_Fastest: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
"""libyaml, or PyYAML alone where it was built without."""


class _Composing(Composer):
    """Nodes of a document; an alias becomes an empty text, so that all faults are found."""

    _faults: list[Fault]
    _depth = 0
    _places = 0

    def document(self) -> Node | None:
        """The one document."""
        try:
            return self.get_single_node()
        finally:
            cast("Any", self).dispose()

    def compose_node(self, parent: Node | None, index: Any) -> Node | None:
        """Called for each node by PyYAML."""
        events = cast("Any", self)
        event = events.peek_event()
        start, end = event.start_mark, event.end_mark
        line = start.line + 1
        self._places += 1
        if self._places > MOST_PLACES:
            raise _TooMuch(line, f"it has more than {MOST_PLACES:,} texts, lists and tables")
        if event.anchor is not None:
            self._faults.append(Fault("I004", line, "is named to be used twice", event.anchor))
        if isinstance(event, AliasEvent):
            events.get_event()
            return ScalarNode("", "", start, end)
        if event.tag is not None:
            self._faults.append(Fault("I005", line, "is a tag", event.tag))
        event.anchor = event.tag = None
        if self._depth == DEEPEST and not isinstance(event, ScalarEvent):
            raise _TooMuch(line, f"it goes deeper than {DEEPEST} levels")
        self._depth += 1
        node = super().compose_node(parent, index)
        self._depth -= 1
        return node


class _Patient(_Composing, yaml.SafeLoader):
    """Read by PyYAML."""

    def __init__(self, text: str, faults: list[Fault]) -> None:
        yaml.SafeLoader.__init__(self, text)
        self._faults = faults


class _Quick(_Composing, _Fastest):
    """Read by libyaml, composed by PyYAML, so that every node passes the limits."""

    def __init__(self, text: str, faults: list[Fault]) -> None:
        _Fastest.__init__(self, text)
        Composer.__init__(self)
        self._faults = faults


class _Building:
    """Plain values from nodes."""

    def __init__(self, faults: list[Fault]) -> None:
        self.lines: dict[Path, int] = {}
        self._faults = faults

    def value(self, node: Node, path: Path) -> Any:
        """The value of a node, its places written down."""
        self.lines.setdefault(path, node.start_mark.line + 1)
        if isinstance(node, SequenceNode):
            return [self.value(each, (*path, place)) for place, each in enumerate(node.value)]
        if isinstance(node, MappingNode):
            return self._mapping(node, path)
        if NO_SIGN.search(str(node.value)):
            line = node.start_mark.line + 1
            self._faults.append(Fault("I002", line, "it holds a sign that no text has"))
        return _scalar(node)

    def _mapping(self, node: MappingNode, path: Path) -> dict[str, Any]:
        found: dict[str, Any] = {}
        for key_node, value_node in node.value:
            line = key_node.start_mark.line + 1
            if fault := self._unfit(key_node, path, found):
                self._faults.append(fault)
                continue
            key = str(key_node.value)
            self.lines[(*path, key)] = line
            found[key] = self.value(value_node, (*path, key))
        return found

    def _unfit(self, node: Node, path: Path, found: dict[str, Any]) -> Fault | None:
        """Why a key cannot be taken."""
        line = node.start_mark.line + 1
        if not isinstance(node, ScalarNode):
            return Fault("I002", line, "a key is a list or a table")
        key = str(node.value)
        if key == "<<" and not node.style:
            return Fault("I004", line, "merges one table into another", key)
        if NO_SIGN.search(key):
            return Fault("I002", line, "it holds a sign that no text has")
        if key in found:
            both = f"(lines {self.lines[(*path, key)]} and {line})"
            return Fault("I003", line, f"is there twice {both}", key)
        return None


def _scalar(node: Node) -> Any:
    text = str(node.value)
    if isinstance(node, ScalarNode) and node.style:
        return text
    if text in _WORDS:
        return _WORDS[text]
    if _WHOLE.fullmatch(text):
        return int(text)
    return float(text) if _DECIMAL.fullmatch(text) else text

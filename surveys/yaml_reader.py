"""YAML as we take it: plain values only, every place known by its line.

No aliases, no tags, no key twice, no depth or size that is only meant to hurt. `yes` and `no` stay
words; only `true` and `false` are claims.
"""

import re
from dataclasses import dataclass, field
from typing import Any

import yaml
from yaml.events import AliasEvent, MappingStartEvent, NodeEvent, ScalarEvent, SequenceStartEvent
from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

LARGEST = 1_000_000
DEEPEST = 40
Path = tuple[str | int, ...]

_WHOLE = re.compile(r"[-+]?(0|[1-9][0-9]*)")
_DECIMAL = re.compile(r"[-+]?[0-9]+\.[0-9]+")
_WORDS = {"true": True, "false": False, "null": None, "~": None, "": None}


@dataclass(frozen=True, slots=True)
class Fault:
    """Something that our YAML does not allow; `code` is one of the catalogue of problems."""

    code: str
    line: int
    what: str


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


def read_yaml(text: str) -> Reading:
    """Read one document; a document with faults comes back without a value."""
    if len(text) > LARGEST:
        return Reading(faults=(Fault("I006", 1, f"it has {len(text)} characters"),))
    try:
        faults = _forbidden(text)
        node: Node | None = None
        if not faults:
            node = yaml.compose(text, Loader=yaml.SafeLoader)
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        return Reading(faults=(Fault("I002", line, error.problem or "it cannot be read"),))
    except yaml.YAMLError:
        return Reading(faults=(Fault("I002", 1, "it holds signs that no text file has"),))
    lines: dict[Path, int] = {}
    value = _value(node, (), lines, faults) if node is not None else None
    return Reading(value=None if faults else value, lines=lines, faults=tuple(faults))


def _forbidden(text: str) -> list[Fault]:
    faults: list[Fault] = []
    depth = 0
    for event in yaml.parse(text, Loader=yaml.SafeLoader):
        line = event.start_mark.line + 1 if event.start_mark else 1
        if isinstance(event, AliasEvent) or (isinstance(event, NodeEvent) and event.anchor):
            faults.append(Fault("I004", line, f"'{event.anchor}' is named to be used twice"))
        if tag := _tag(event):
            faults.append(Fault("I005", line, f"the tag '{tag}'"))
        if isinstance(event, MappingStartEvent | SequenceStartEvent):
            depth += 1
            if depth > DEEPEST:
                return [*faults, Fault("I006", line, f"it goes deeper than {DEEPEST} levels")]
        elif isinstance(event, yaml.MappingEndEvent | yaml.SequenceEndEvent):
            depth -= 1
    return faults


def _tag(event: Any) -> str | None:
    tagged = isinstance(event, ScalarEvent | MappingStartEvent | SequenceStartEvent)
    return event.tag if tagged else None


def _value(node: Node, path: Path, lines: dict[Path, int], faults: list[Fault]) -> Any:
    lines.setdefault(path, node.start_mark.line + 1)
    if isinstance(node, SequenceNode):
        return [
            _value(each, (*path, place), lines, faults) for place, each in enumerate(node.value)
        ]
    if isinstance(node, MappingNode):
        return _mapping(node, path, lines, faults)
    return _scalar(node)


def _mapping(
    node: MappingNode, path: Path, lines: dict[Path, int], faults: list[Fault]
) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for key_node, value_node in node.value:
        line = key_node.start_mark.line + 1
        if not isinstance(key_node, ScalarNode):
            faults.append(Fault("I002", line, "a key is a list or a table"))
            continue
        key = str(key_node.value)
        if key in found:
            first = lines[(*path, key)]
            faults.append(Fault("I003", line, f"'{key}' is there twice (lines {first} and {line})"))
            continue
        lines[(*path, key)] = line
        found[key] = _value(value_node, (*path, key), lines, faults)
    return found


def _scalar(node: Node) -> Any:
    text = str(node.value)
    if isinstance(node, ScalarNode) and node.style is not None:
        return text
    if text in _WORDS:
        return _WORDS[text]
    if _WHOLE.fullmatch(text):
        return int(text)
    return float(text) if _DECIMAL.fullmatch(text) else text

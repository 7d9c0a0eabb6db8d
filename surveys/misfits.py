"""What does not fit the models, said to the author of the file, and the rest read all the same.

A file with one bad item still has its other items checked: the bad one is set aside, so that all
problems of a file are told at once.
"""

import copy
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Generic, TypeVar, cast

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from surveys.problems import Problem, Source, inner
from surveys.yaml_reader import Path

Model = TypeVar("Model", bound=BaseModel)
Stub = Callable[[str], Any]

KINDS = frozenset({"scale", "single_choice", "choose", "percent", "number", "text"})
ID = "an id starts with a letter and takes up to 64 letters, digits and _"
_PATTERNS = {
    r"^[A-Za-z][A-Za-z0-9_]{0,63}$": ID,
    r"^[a-z][a-z0-9_]{0,15}$": "a code takes up to 16 small letters, digits and _, such as dk",
    r"^[0-9]{1,6}\.[0-9]{1,6}\.[0-9]{1,6}$": "give three numbers such as 1.0.0",
    r"^[a-z]{2,3}(-[A-Z]{2})?$": "give a language such as en, es or es-MX",
}
_WANTED = {
    "int": "give a whole number",
    "bool": "give true or false",
    "string": "give a text; put quotes around a number that is meant as words",
    "date": "give a date such as 2027-06-30",
    "tuple": "give a list",
    "dict": "give a table of fields",
    "model": "give a table of fields",
}
_LIMITS = {
    "greater_than_equal": "give a number from {ge} up",
    "less_than_equal": "give a number up to {le}",
    "too_short": "list {min_length} or more",
    "too_long": "list {max_length} at most",
    "string_too_long": "stay under {max_length} characters",
    "literal_error": "give {expected}",
    "enum": "give {expected}",
}


@dataclass(frozen=True, slots=True)
class Taken(Generic[Model]):
    """What could be read of a file.

    Attributes:
        model: the file, with a stand-in for each part that was set aside; None if nothing is left.
        unread: the ids of those parts, about which nothing more can be said; the name of a list
            or table too, if there may be more in it than is known.
        problems: what was wrong with them.
    """

    model: Model | None
    unread: frozenset[str]
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class StandIns:
    """What takes the place of a part that does not fit.

    Attributes:
        fields: top-level field to a value that fits.
        parts: top-level list or table to the stand-in for one of its parts, made from a free id;
            None where the part can just be left out.
    """

    fields: Mapping[str, Any]
    parts: Mapping[str, Stub | None]


def take(model: type[Model], source: Source, stand_ins: StandIns) -> Taken[Model]:
    """Read a file as a model, and as much of it as possible if some of it does not fit."""
    faults = tuple(source.faults())
    if faults and source.reading.value is None:
        return Taken(None, frozenset(), faults)
    plain: object = {} if source.reading.value is None else source.reading.value
    try:
        return Taken(model.model_validate(plain), frozenset(), faults)
    except ValidationError as error:
        wrong = [each for each in error.errors(include_url=False) if not _follows(each)]
    problems = (*faults, *(_problem(source, each) for each in wrong))
    if not isinstance(plain, dict) or not plain:
        return Taken(None, frozenset(), problems)
    rest = _Rest(copy.deepcopy(cast("dict[str, Any]", plain)), stand_ins)
    rest_is_left = [rest.set_aside(_path(each), each["type"]) for each in wrong]
    try:
        left = model.model_validate(rest.plain) if all(rest_is_left) else None
    except ValidationError:
        left = None
    return Taken(left, frozenset(rest.unread) if left else frozenset(), problems)


class _Rest:
    """A file from which the parts that do not fit are set aside one after the other."""

    def __init__(self, plain: dict[str, Any], stand_ins: StandIns) -> None:
        self.plain = plain
        self.unread: set[str] = set()
        self._stand_ins = stand_ins

    def set_aside(self, path: Path, kind: str) -> bool:
        """Whether the file can be read without this place."""
        if kind == "extra_forbidden" and (kept := self._parent(path)) is not None:
            kept.pop(path[-1], None)
            return True
        top = str(path[0]) if path else ""
        if len(path) > 1 and top in self._stand_ins.parts:
            return self._part(top, path[1])
        if top in self._stand_ins.fields:
            self.plain[top] = copy.deepcopy(self._stand_ins.fields[top])
            self.unread |= {top, f"unread_{top}"}
            return True
        return False

    def _part(self, top: str, key: str | int) -> bool:
        inside = self.plain[top]
        stub = self._stand_ins.parts[top]
        if isinstance(inside, dict):
            cast("dict[Any, Any]", inside).pop(key, None)
            self.unread.add(str(key))
        elif isinstance(inside, list) and isinstance(key, int) and stub is not None:
            parts = cast("list[Any]", inside)
            given = _given_id(parts[key])
            free = given if _is_id(given) else f"unread_{top}_{key}"
            parts[key] = stub(free)
            self.unread |= {given, free} if free == given else {given, free, top}
        else:
            return False
        return True

    def _parent(self, path: Path) -> dict[Any, Any] | None:
        inside: object = self.plain
        for part in path[:-1]:
            inside = inner(inside, part)
        return cast("dict[Any, Any]", inside) if isinstance(inside, dict) else None


def _given_id(part: object) -> str:
    if isinstance(part, dict):
        return str(cast("dict[str, Any]", part).get("id", ""))
    return part if isinstance(part, str) else ""


def _is_id(text: str) -> bool:
    return text.isascii() and text.isidentifier() and text[0].isalpha() and len(text) <= 64


def _follows(error: ErrorDetails) -> bool:
    """A list is called too short only because its parts were not taken."""
    given = cast("list[Any]", error["input"]) if isinstance(error["input"], list) else []
    return error["type"] == "too_short" and len(given) >= error.get("ctx", {}).get("min_length", 0)


def _path(error: ErrorDetails) -> Path:
    """The place in the file: pydantic puts the kind of an item after its number."""
    path = error["loc"]
    if len(path) > 2 and path[0] == "items" and isinstance(path[1], int) and path[2] in KINDS:
        path = (*path[:2], *path[3:])
    return path[:-1] if path and path[-1] == "[key]" else path


def _problem(source: Source, error: ErrorDetails) -> Problem:
    path, kind, context = _path(error), error["type"], error.get("ctx", {})
    if kind.startswith("union_tag"):
        path = (*path, str(context.get("discriminator", "kind")).strip("'"))
    if kind in ("missing", "union_tag_not_found"):
        return source.problem("I010", path, what="is missing")
    if kind == "extra_forbidden":
        return source.problem("I011", path, what="is not a field we know")
    if kind == "union_tag_invalid":
        came = f"{source.quoted(str(context.get('tag')))} came"
        wanted = f"give one of {context.get('expected_tags', '')}".replace("'", "")
        return source.problem("I012", path, what=came, remedy=wanted)
    what = f"{source.shown(error['input'])} came"
    return source.problem("I012", path, what=what, remedy=_remedy(error))


def _remedy(error: ErrorDetails) -> str:
    kind, context = error["type"], error.get("ctx", {})
    if kind == "string_pattern_mismatch":
        return _PATTERNS.get(str(context.get("pattern")), "")
    if kind == "string_too_short":
        return "write the text"
    if kind in _LIMITS:
        return _LIMITS[kind].format(**context)
    return _WANTED.get(kind.split("_", maxsplit=1)[0], "")


def instrument_stand_ins() -> StandIns:
    """For the structure of an instrument."""
    return StandIns(
        fields={
            "id": "unread",
            "version": "0.0.0",
            "kind": "other",
            "edition": "unread",
            "minutes": 1,
            "license": "unread",
            "validated": False,
            "scales": [],
            "sections": [],
            "items": [{"kind": "text", "id": "unread_items"}],
            "open_questions": [],
            "facts": [],
            "smallest_group": 5,
            "owner": None,
            "permission": None,
            "expires": None,
            "wording_may_be_exported": True,
        },
        parts={
            "items": lambda free: {"kind": "text", "id": free},
            "open_questions": lambda free: {"id": free},
            "sections": lambda free: free,
            "scales": lambda free: {"id": free, "points": _TWO},
            "facts": lambda free: {"id": free, "use": "whole_group_only", "options": ["a", "b"]},
        },
    )


_TWO: list[dict[str, Any]] = [{"value": 0, "id": "a"}, {"value": 1, "id": "b"}]


def wording_stand_ins() -> StandIns:
    """For the words of an instrument in one language."""
    tables = ("scales", "sections", "items", "open_questions", "facts")
    tables += ("broad_groups", "parts", "prompts")
    texts = dict.fromkeys(("outro", "note", "facts_note"))
    needed = {"language": "und", "translation": "first", "title": "unread", "intro": "unread"}
    return StandIns(
        fields=needed | texts | {table: {} for table in tables},
        parts=dict.fromkeys(tables),
    )

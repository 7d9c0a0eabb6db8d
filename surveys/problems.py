"""Everything that can be wrong with the files of an instrument, each with a code.

A problem says where, what came, and what would be right. All problems of a folder are found at
once, so that its author reads the list once.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal, cast

from surveys.yaml_reader import DEEPEST, LARGEST, Path, Reading

CATALOGUE: dict[str, tuple[str, str]] = {
    "I001": ("a file is missing", "add the file"),
    "I002": ("the file is not YAML", "correct the line"),
    "I003": ("a key is there twice", "give one of them another name or remove it"),
    "I004": ("an anchor or alias", "write the text out in both places"),
    "I005": ("a tag", "remove it; plain text, numbers, lists and tables are enough"),
    "I006": ("too large or too deep", f"stay under {LARGEST:,} characters and {DEEPEST} levels"),
    "I010": ("a field is missing", "add it"),
    "I011": ("an unknown field", "remove it or correct its name"),
    "I012": ("a value that does not fit", "give a value of this kind"),
    "I020": ("an id is used twice", "give one of them another id"),
    "I021": ("an unknown section", "add it to 'sections' or correct its name"),
    "I022": ("an unknown scale", "add it to 'scales' or correct its name"),
    "I023": ("scale points out of order", "list the points from the lowest value to the highest"),
    "I024": ("a midpoint that cannot be", "an even number of points has none: 'midpoint: false'"),
    "I025": ("bands that do not cover", "start with the minimum and rise up to the maximum"),
    "I026": ("a choice nobody can make", "ask for at most as many options as there are"),
    "I027": ("a no-answer code that is an option", "give the code another name"),
    "I028": ("broad groups that do not fit", "name the broad group of each option, and no other"),
    "I030": ("words are missing", "add the text in this language"),
    "I031": ("words for nothing", "remove them or correct the id"),
    "I032": ("the language of a file", "name the file after its language, such as es.yaml"),
    "I033": ("no words at all", "add a file such as en.yaml"),
    "I040": ("a released version was changed", "give the changed questionnaire a new version"),
    "I041": (
        "the list of released versions cannot be read",
        'under [checksums], write one line for each version: "1.0.0" = "its checksum"',
    ),
    "I050": ("the license of an edition", "give the owner, the permission and a date to come"),
    "I051": (
        "a table that cannot be read",
        "save it as CSV with the columns type, id, language, text",
    ),
}


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing wrong with one place of one file; `line` is 0 where there is none to name."""

    code: str
    file: str
    where: str
    what: str
    remedy: str
    line: int = 0

    def __str__(self) -> str:
        line = f"{self.code} {self.file}: {self.where}: {self.what}; {self.remedy}."
        return " ".join(line.split())


class InstrumentProblems(ValueError):
    """The files do not make an instrument; `problems` has every reason."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(str(problem) for problem in self.problems))


def problem(code: str, file: str, *, where: str, what: str, remedy: str = "") -> Problem:
    """A problem with the remedy of the catalogue, or a closer one."""
    return Problem(code, file, where, what, remedy or CATALOGUE[code][1])


@dataclass(frozen=True, slots=True)
class Source:
    """A file that was read, so that a problem can name the line of a place, or the row.

    Attributes:
        file: its name.
        reading: what stands in it.
        unit: how its places are counted.
        quotes: what stands in it may be quoted; the wording of somebody else may not, and then
            only what looks like an id is.
    """

    file: str
    reading: Reading
    unit: Literal["line", "row"] = "line"
    quotes: bool = True

    def problem(self, code: str, path: Path, *, what: str, remedy: str = "") -> Problem:
        """A problem at a place, with its line and with the name that an author knows it by."""
        name = self.named(path)
        if not self.reading.lines:
            return problem(code, self.file, where=name, what=what, remedy=remedy)
        line = self.reading.line(path)
        where = f"{self.unit} {line}, {name}"
        return replace(problem(code, self.file, where=where, what=what, remedy=remedy), line=line)

    def twice(self, paths: Sequence[Path]) -> Problem:
        """The problem of one id at several places, told at the second one."""
        lines = [str(self.reading.line(path)) for path in paths]
        shown = f" ({self.unit}s {', '.join(lines[:-1])} and {lines[-1]})"
        what = f"is listed {_TIMES.get(len(paths), f'{len(paths)} times')}"
        return self.problem("I020", paths[1], what=what + (shown if self.reading.lines else ""))

    def faults(self) -> Iterator[Problem]:
        """What the reader did not take, as problems."""
        for fault in self.reading.faults:
            where = f"{self.unit} {fault.line}"
            what = f"{self.quoted(fault.name)} {fault.what}" if fault.name else fault.what
            made = problem(fault.code, self.file, where=where, what=what, remedy=fault.remedy)
            yield replace(made, line=fault.line)

    def shown(self, value: object) -> str:
        """What came, as far as it may be quoted."""
        if value is None or value == "":
            return "nothing"
        if isinstance(value, dict | list):
            many = len(cast("list[Any]", value))
            return f"a {'table' if isinstance(value, dict) else 'list'} of {many}"
        return self.quoted(value) if isinstance(value, str) else str(value)

    def quoted(self, text: str) -> str:
        """A text of the file in quotation marks, shortened, or only its length."""
        if not self._is_quotable(text):
            return f"a text of {len(text)} characters"
        return (
            f"'{text}'" if len(text) <= _LONGEST_QUOTED else f"'{text[: _LONGEST_QUOTED - 3]}...'"
        )

    def named(self, path: Path) -> str:
        """A place as its author knows it: ("items", 3, "text") is "item 'housing', text"."""
        value: object = self.reading.value
        names: list[str] = []
        kind = ""
        for part in path:
            value = inner(value, part)
            if kind:
                names[-1] = f"{_SINGULAR[kind]} {self._id_of(value, part)}"
            else:
                names.append(self._plain_name(part))
            kind = str(part) if part in _SINGULAR and not kind else ""
        return ", ".join(names) or "the file"

    def _plain_name(self, part: str | int) -> str:
        text = str(part)
        return text if _LIKE_AN_ID.fullmatch(text) else self.quoted(text)

    def _id_of(self, value: object, part: str | int) -> str:
        if isinstance(part, str):
            return self.quoted(part)
        table = cast("dict[str, object]", value) if isinstance(value, dict) else {"id": value}
        known = table.get("id", table.get("value", table.get("code")))
        usable = isinstance(known, str | int) and self._is_quotable(str(known))
        return self.quoted(str(known)) if usable else str(part + 1)

    def _is_quotable(self, text: str) -> bool:
        return bool(text) and (self.quotes or _LIKE_AN_ID.fullmatch(text) is not None)


_LONGEST_QUOTED = 64
_LIKE_AN_ID = re.compile(r"[A-Za-z0-9_.-]{1,64}")
_TIMES = {2: "twice", 3: "three times"}
_SINGULAR = {
    "items": "item",
    "scales": "scale",
    "sections": "section",
    "facts": "fact",
    "open_questions": "open question",
    "points": "point",
    "no_answer": "no-answer code",
    "options": "option",
    "parts": "part",
    "prompts": "prompt",
    "broad": "broad group of",
    "broad_groups": "broad group",
}


def inner(value: object, part: str | int) -> object:
    """What stands at one step of a path, None where the step leads nowhere."""
    if isinstance(value, dict):
        return cast("dict[Any, object]", value).get(part)
    if isinstance(value, list) and isinstance(part, int):
        inside = cast("list[object]", value)
        return inside[part] if part < len(inside) else None
    return None

"""Everything that can be wrong with the files of an instrument, each with a code.

A problem says where, what came, and what would be right. All problems of a folder are found at
once, so that its author reads the list once.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from pydantic import ValidationError

from surveys.yaml_reader import DEEPEST, LARGEST, Fault, Reading

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
    "I024": ("a midpoint that is not said", "an odd number of points needs 'midpoint: true'"),
    "I025": ("bands that do not cover", "start with the minimum and rise up to the maximum"),
    "I026": ("a choice nobody can make", "ask for at most as many options as there are"),
    "I027": ("a no-answer code that is an option", "give the code another name"),
    "I030": ("words are missing", "add the text in this language"),
    "I031": ("words for nothing", "remove them or correct the id"),
    "I032": ("the language of a file", "name the file after its language, such as es.yaml"),
    "I033": ("no words at all", "add a file such as en.yaml"),
    "I040": ("a released version was changed", "give the changed questionnaire a new version"),
    "I050": ("the licence of an edition", "give the owner, the permission and a date to come"),
    "I051": ("a table that cannot be read", "save it as CSV with the columns of the example"),
}


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing wrong with one place of one file."""

    code: str
    file: str
    where: str
    what: str
    remedy: str

    def __str__(self) -> str:
        return f"{self.code} {self.file}: {self.where}: {self.what}; {self.remedy}."


class InstrumentProblems(ValueError):
    """The files do not make an instrument; `problems` has every reason."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(str(problem) for problem in self.problems))


def problem(code: str, file: str, *, where: str, what: str, remedy: str = "") -> Problem:
    """A problem with the remedy of the catalogue, or a closer one."""
    return Problem(code, file, where, what, remedy or CATALOGUE[code][1])


def of_faults(file: str, faults: Iterable[Fault]) -> Iterator[Problem]:
    """What the YAML reader did not take, as problems."""
    for fault in faults:
        yield problem(fault.code, file, where=f"line {fault.line}", what=fault.what)


def of_validation(file: str, reading: Reading, error: ValidationError) -> Iterator[Problem]:
    """What the models did not take, as problems with their lines."""
    for each in error.errors(include_url=False):
        path = tuple(part for part in each["loc"] if part not in _KINDS)
        place = ".".join(_named(reading.value, path)) or "the file"
        where = f"line {reading.line(path)}, {place}"
        if each["type"] == "missing":
            yield problem("I010", file, where=where, what="is missing")
        elif each["type"] == "extra_forbidden":
            yield problem("I011", file, where=where, what="is not a field we know")
        else:
            yield problem("I012", file, where=where, what=_what_came(each["input"], each["msg"]))


_KINDS = frozenset({"scale", "single_choice", "choose", "percent", "number", "text"}) - {"text"}


def _what_came(value: object, message: str) -> str:
    shown = f"'{value}'" if isinstance(value, str) else str(value)
    if len(shown) > 60:
        shown = f"{shown[:57]}..."
    return f"{shown} came, but: {message[0].lower()}{message[1:]}"


def _named(value: object, path: tuple[str | int, ...]) -> list[str]:
    """The path with ids in the place of numbers, as an author knows them."""
    names: list[str] = []
    for part in path:
        inner: object = None
        if isinstance(value, dict):
            inner = value.get(part)  # pyright: ignore[reportUnknownVariableType, reportUnknownMemberType]
        elif isinstance(value, list) and isinstance(part, int) and part < len(value):  # pyright: ignore[reportUnknownArgumentType]
            inner = value[part]  # pyright: ignore[reportUnknownVariableType]
        known = inner.get("id") if isinstance(inner, dict) and isinstance(part, int) else None  # pyright: ignore[reportUnknownVariableType, reportUnknownMemberType]
        names.append(str(known or part))  # pyright: ignore[reportUnknownArgumentType]
        value = inner  # pyright: ignore[reportUnknownVariableType]
    return names

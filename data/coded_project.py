"""What was said in groups and how it was coded, as plain values: what services give to exports.

Nothing here knows a database. A position counts Unicode code points from 0, and an end is the
first code point that no longer belongs, so `text[start:end]` are the words that were coded.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from data.coded_project_checks import checksum, problems

Value = str | bool | int | float | date | datetime
"""What a session is described with."""


class ProjectProblems(ValueError):
    """Everything that is wrong with a project, one line each; none repeats what people said.

    Attributes:
        problems: in the order in which they were found.
    """

    def __init__(self, problems: Iterable[str]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(self.problems))


@dataclass(frozen=True, slots=True)
class Withheld:
    """Something that is not in what people take away.

    Attributes:
        what: such as "quotes".
        count: how many; 0 or more.
        why: in a sentence that a reader outside of the team understands.
    """

    what: str
    count: int
    why: str


@dataclass(frozen=True, slots=True)
class Code:
    """A code of the codebook.

    Attributes:
        id: never changes; a UUID stays the same in every file that other programs read.
        name: as people see it.
        parent: the id of the code above; None at the top.
        definition: what it means.
        include: when to use it.
        exclude: when not to.
        colour: such as #1f77b4; empty for none.
        is_codable: whether words can be coded with it; a heading of codes is not.
    """

    id: str
    name: str
    parent: str | None = None
    definition: str = ""
    include: str = ""
    exclude: str = ""
    colour: str = ""
    is_codable: bool = True


@dataclass(frozen=True, slots=True)
class Coder:
    """Who coded, under a name that was chosen for it, such as "coder_a"; never an address."""

    id: str
    name: str


@dataclass(frozen=True, slots=True)
class Coding:
    """One code on some words.

    Attributes:
        id: never changes.
        start: the first code point, from 0.
        end: the first code point that no longer belongs; more than `start`.
        code: its id.
        coder: the id of who did it.
        memo: a note about it.
        made_on: with a zone; None where it is not told.
    """

    id: str
    start: int
    end: int
    code: str
    coder: str
    memo: str = ""
    made_on: datetime | None = None


@dataclass(frozen=True, slots=True)
class Source:
    """One text.

    Attributes:
        id: never changes.
        name: as people see it.
        text: all of it.
        codings: on this very text.
        sha256: of the text in UTF-8; where it is given it must be right, so that nobody takes
            codings away with a text that they were not made on.
    """

    id: str
    name: str
    text: str
    codings: tuple[Coding, ...] = ()
    sha256: str = ""

    def __post_init__(self) -> None:
        if not self.sha256:
            object.__setattr__(self, "sha256", checksum(self.text))

    def words(self, coding: Coding) -> str:
        """What was coded."""
        return self.text[coding.start : coding.end]


@dataclass(frozen=True, slots=True)
class Variable:
    """A fact about a session."""

    name: str
    value: Value


@dataclass(frozen=True, slots=True)
class Case:
    """A session.

    Attributes:
        id: never changes.
        name: as people see it.
        sources: the ids of its texts.
        variables: facts about it, each name once.
    """

    id: str
    name: str
    sources: tuple[str, ...] = ()
    variables: tuple[Variable, ...] = ()


@dataclass(frozen=True, slots=True)
class CodeMatrix:
    """How often each code was used in each session, as it may be shown.

    Attributes:
        cases: the ids of sessions, one for each column.
        cells: for each code id, one cell for each session: a number, or words such as
            "fewer than 3" where a number may not be shown.
    """

    cases: tuple[str, ...]
    cells: Mapping[str, tuple[int | str, ...]]


@dataclass(frozen=True, slots=True)
class CodesBeside:
    """With which codes enough people spoke of something, such as a kind of help.

    Attributes:
        what: the kind of thing, such as "kind of help".
        floor: what it takes, such as "at least 3 people in 2 sessions".
        columns: the things, as people see them.
        told: by code id, the columns of which that may be told; a code that is not here has none.
    """

    what: str
    floor: str
    columns: tuple[str, ...]
    told: Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class CodedProject:
    """Everything that goes into a file for another program.

    Attributes:
        id: of the team's study; ids of files that other programs read are made from it.
        name: as people see it.
        as_of: the day of the last change, so that what did not change gives the same file again.
        codes: parents and children in the order in which they are shown.
        coders: everybody whose codings are here.
        sources: the texts.
        cases: the sessions.
        matrix: code by session; None where it was not asked for.
        about: what a reader must know first, line by line.
        withheld: what was left out, and why.
        beside: codes by other things than sessions.
        language: of what is not people's own words: "en" or "es".

    Raises:
        ProjectProblems: it contradicts itself.
    """

    id: str
    name: str
    as_of: date
    codes: tuple[Code, ...] = ()
    coders: tuple[Coder, ...] = ()
    sources: tuple[Source, ...] = ()
    cases: tuple[Case, ...] = ()
    matrix: CodeMatrix | None = None
    about: tuple[str, ...] = ()
    withheld: tuple[Withheld, ...] = ()
    beside: tuple[CodesBeside, ...] = ()
    language: Literal["en", "es"] = "en"

    def __post_init__(self) -> None:
        if found := tuple(problems(self)):
            raise ProjectProblems(found)

    def coder_names(self) -> dict[str, str]:
        """The name of each coder under its id."""
        return {each.id: each.name for each in self.coders}


def paths(codes: Iterable[Code]) -> dict[str, tuple[str, ...]]:
    """The names that lead to each code, from the top, under its id; parents before children."""
    below: dict[str | None, list[Code]] = {}
    for code in codes:
        below.setdefault(code.parent, []).append(code)
    return {code.id: names for code, names in _walk(below, parent=None, above=())}


def _walk(
    below: Mapping[str | None, list[Code]], *, parent: str | None, above: tuple[str, ...]
) -> Iterator[tuple[Code, tuple[str, ...]]]:
    for code in below.get(parent, ()):
        names = (*above, code.name)
        yield code, names
        yield from _walk(below, parent=code.id, above=names)

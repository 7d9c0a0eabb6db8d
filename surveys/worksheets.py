"""Two sheets that a team fills in together: who does what, and what is shared with whom.

They are for staff, in English, and begin with a proposal that the team changes. Neither is legal
advice.
"""

from functools import cache
from pathlib import Path
from typing import Any, Literal, get_args

from pydantic import Field

from surveys.checklist import Model as SupportModelId
from surveys.instrument import Frozen, Identifier, Language, Text, Version
from surveys.misfits import Model, StandIns, take
from surveys.problems import InstrumentProblems, Source
from surveys.yaml_reader import read_yaml_file

FOLDER = Path(__file__).parent / "scans" / "worksheets"

RoleAnswer = Literal["yes", "no", "depends", "to_agree"]
ROLE_ANSWERS: tuple[RoleAnswer, ...] = get_args(RoleAnswer)

Topic = Literal["training", "supervision", "confidentiality", "boundaries", "funding"]
TOPICS: tuple[Topic, ...] = get_args(Topic)

Option = Literal["yes", "no", "not_sure"]
OPTIONS: tuple[Option, ...] = get_args(Option)

Area = Literal["part2", "hipaa", "mandated_reporting"]
AREAS: tuple[Area, ...] = get_args(Area)

Column = Literal["what", "sender", "receivers", "how", "how_often", "consent"]
COLUMNS: tuple[Column, ...] = get_args(Column)


class Sheet(Frozen):
    """What both sheets have: whose words they are, and what they say of themselves.

    Attributes:
        english_only: that the sheet is for staff and is there in English alone.
        not_legal_advice: that a lawyer looks at what the team agrees.
    """

    id: Identifier
    version: Version
    language: Language
    license: str
    title: Text
    intro: Text
    english_only: Text
    not_legal_advice: Text


class Role(Frozen):
    """Somebody who works with parents; `model` if the role is one of the two support models."""

    id: Identifier
    name: Text
    model: SupportModelId | None = None


class SupportModel(Frozen):
    """One of the two ways to support recovery that are often taken for each other.

    Attributes:
        summary: a short paragraph that tells it from the other.
        differs: what each of the five topics comes to in it.
    """

    id: SupportModelId
    name: Text
    summary: Text
    differs: dict[Topic, Text]


class RoleCell(Frozen):
    """Whether a role does a task, as a start; where it depends, the note says on what."""

    answer: RoleAnswer
    note: Text | None = None


class Task(Frozen):
    """Something that is done with or for parents, and a first answer for each role by its id."""

    id: Identifier
    text: Text
    roles: dict[Identifier, RoleCell]


class RoleComparison(Sheet):
    """Roles beside tasks; `answers` has the words of the four answers."""

    answers: dict[RoleAnswer, Text]
    roles: tuple[Role, ...] = Field(min_length=2)
    models: tuple[SupportModel, ...] = Field(min_length=2)
    tasks: tuple[Task, ...] = Field(min_length=1)


class SharingRow(Frozen):
    """One kind of information: who tells whom, how, and under which consent.

    Attributes:
        sender, receivers: sectors, of `surveys.sectors`.
        checks: the ids of the checks to make before it is shared.
    """

    id: Identifier
    what: Text
    sender: Identifier
    receivers: tuple[Identifier, ...] = Field(min_length=1)
    how: Text
    how_often: Text
    consent: Text
    checks: tuple[Identifier, ...] = ()


class SharingCheck(Frozen):
    """A question to ask before something is shared, and what follows from each answer."""

    id: Identifier
    area: Area
    question: Text
    why: Text
    follows: dict[Option, Text]


class InformationSharing(Sheet):
    """What is shared, in rows, and what is checked first.

    Attributes:
        options: the words of the three answers to a check.
        areas: the names of the three bodies of law.
        columns: the headings of a row.
    """

    options: dict[Option, Text]
    areas: dict[Area, Text]
    columns: dict[Column, Text]
    rows: tuple[SharingRow, ...] = Field(min_length=1)
    checks: tuple[SharingCheck, ...] = Field(min_length=1)

    def check(self, check_id: str) -> SharingCheck:
        """The check of this id.

        Raises:
            KeyError: there is none.
        """
        for check in self.checks:
            if check.id == check_id:
                return check
        raise KeyError(f"{self.id} has no check '{check_id}'")


@cache
def role_comparison() -> RoleComparison:
    """The sheet that sets the work of peers beside that of others, with first answers.

    Raises:
        InstrumentProblems: its file was damaged; with everything that is wrong with it.
    """
    return _read("role_comparison.en.yaml", RoleComparison)


@cache
def information_sharing() -> InformationSharing:
    """The sheet for a protocol of what is shared, with rows to start from and checks.

    Raises:
        InstrumentProblems: its file was damaged; with everything that is wrong with it.
    """
    return _read("information_sharing.en.yaml", InformationSharing)


def _read(name: str, model: type[Model]) -> Model:
    source = Source(name, read_yaml_file(FOLDER / name))
    nothing: dict[str, Any] = {}
    taken = take(model, source, StandIns(fields=nothing, parts={}))
    if taken.problems or taken.model is None:
        raise InstrumentProblems(taken.problems)
    return taken.model

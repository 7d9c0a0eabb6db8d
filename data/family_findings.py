"""What a team found in its groups, as plain values: what services give to exports.

Whether something may be shown was decided before: what stands here is shown.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Literal

from data.coded_project import ProjectProblems, Withheld

Seen = Literal["hidden", "agreed", "unvoiced", "working"]
"""What agencies see of a service beside what families met, one corner of four."""
Language = Literal["en", "es"]


@dataclass(frozen=True, slots=True)
class ReleasedQuote:
    """Words of a person that may be shown.

    Attributes:
        text: as it is shown.
        said_in: where, as coarse as it was agreed, such as "a group of parents".
        is_changed: whether it differs from what was said, so that a reader is told.
    """

    text: str
    said_in: str = ""
    is_changed: bool = False


@dataclass(frozen=True, slots=True)
class SeenBeside:
    """A service as agencies see it, beside what families met; never a share of families.

    Attributes:
        service: as people see it.
        seen: which of the four it is.
        told: one sentence about it; empty where there is nothing to add.
    """

    service: str
    seen: Seen
    told: str = ""


@dataclass(frozen=True, slots=True)
class FoundTheme:
    """A sentence that people agreed on.

    Attributes:
        statement: the sentence.
        spread: in how many sessions and by how many people, in words that may be shown.
        services: what it is about.
        gap: what stands in the way, in words; empty where it is about none.
        values: statements of the values questionnaire that it stands beside.
        beside: services as agencies see them.
        quotes: released ones; a theme without one is an ordinary thing.
    """

    statement: str
    spread: str
    services: tuple[str, ...] = ()
    gap: str = ""
    values: tuple[str, ...] = ()
    beside: tuple[SeenBeside, ...] = ()
    quotes: tuple[ReleasedQuote, ...] = ()


@dataclass(frozen=True, slots=True)
class CardsTold:
    """What may be told of one question of the cards.

    Attributes:
        question: in words.
        lines: an answer and how many gave it, each; never empty.
    """

    question: str
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Inside:
    """What is said of findings that stay with the team.

    Attributes:
        not_over: a session with people or words is not over; they can still take them back.
        until: the last day on which words of sessions that are over can be taken back; None where
            that is over.
    """

    not_over: bool = False
    until: date | None = None


@dataclass(frozen=True, slots=True)
class FamilyFindings:
    """A report.

    Attributes:
        title: of the report.
        team: whose it is.
        as_of: the day of the last change, so that what did not change gives the same file again.
        language: of the headings; what people wrote is in theirs.
        about: how it was done and what was promised, a paragraph each.
        themes: in the order in which they are told.
        cards: who was in the room, in totals; empty where nothing may be told.
        withheld: what was left out, and why.
        made_up: whether the team does not exist.
        inside: what is said because they stay with the team; None where they are for everybody.
        questions_to: whom those who took part can ask, and how.

    Raises:
        ProjectProblems: something has no words.
    """

    title: str
    team: str
    as_of: date
    language: Language = "en"
    about: tuple[str, ...] = ()
    themes: tuple[FoundTheme, ...] = ()
    cards: tuple[CardsTold, ...] = ()
    withheld: tuple[Withheld, ...] = ()
    made_up: bool = False
    inside: Inside | None = None
    questions_to: str = ""

    def __post_init__(self) -> None:
        if found := tuple(_problems(self)):
            raise ProjectProblems(found)


def _problems(findings: FamilyFindings) -> Iterator[str]:
    if not findings.title.strip():
        yield "findings: they have no title; give one."
    for number, theme in enumerate(findings.themes, start=1):
        if not theme.statement.strip() or not theme.spread.strip():
            yield f"theme {number}: it has no sentence, or does not say how far it was heard."
        if any(not quote.text.strip() for quote in theme.quotes):
            yield f"theme {number}: a quote has no words; leave it out."
    for each in findings.withheld:
        if not each.what.strip() or not each.why.strip() or each.count < 0:
            yield "withheld: one lacks what it is, why it is left out, or a count of 0 or more."

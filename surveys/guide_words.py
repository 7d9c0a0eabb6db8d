"""What a discussion guide says: why a statement is worth talking about, and what to ask about it.

The questions ask what people have seen and done. None asks anybody to defend an answer, and none is
about an agency.
"""

from functools import cache
from pathlib import Path
from typing import Any, Literal, get_args

from pydantic import Field

from surveys.instrument import Frozen, Identifier, Language, Text
from surveys.misfits import StandIns, take
from surveys.problems import InstrumentProblems, Source
from surveys.yaml_reader import read_yaml_file

FOLDER = Path(__file__).parent / "guides"
USUAL = "en"

Reason = Literal["shared", "split", "unsure", "moved", "groups", "chosen"]
REASONS: tuple[Reason, ...] = get_args(Reason)
"""Why a statement is in a guide, in the order of the talk; "chosen" is by hand."""

FigureKey = Literal[
    "agree",
    "agree_middle",
    "halves",
    "halves_middle",
    "at_least_agree",
    "at_least_disagree",
    "at_least",
    "people",
    "unsure",
    "gap",
]
ChanceKey = Literal[
    "sample_agree",
    "sample_halves",
    "clear",
    "possible",
    "expected",
    "inside",
    "moved_agree",
    "moved_halves",
    "moved_expected",
]


class ReasonWords(Frozen):
    """What a reason is called, what it means, and what to ask; the first question fits always."""

    title: Text
    why: Text
    questions: tuple[Text, ...] = Field(min_length=1)


class GuideWords(Frozen):
    """All words of a guide in one language.

    Attributes:
        intro: how to use the guide, for whoever leads the talk.
        warning: stands beside every place for notes.
        stages: what common ground means on questions in stages: more than half on one of them, or
            two thirds on one and the next.
        figures, chance: sentences with blanks, for what was found and what chance would do.
        lines: how a statement that a team shares, or turns down together, becomes a principle.
        domains: questions by instrument and section.
    """

    language: Language
    intro: Text
    warning: Text
    reasons: dict[Reason, ReasonWords]
    stages: dict[Literal["same", "next"], Text]
    figures: dict[FigureKey, Text]
    chance: dict[ChanceKey, Text]
    lines: dict[Literal["upper", "lower"], Text]
    domains: dict[Identifier, dict[Identifier, Text]] = Field(default_factory=dict)

    def questions(self, reason: Reason, *, instrument: str, section: str) -> tuple[str, ...]:
        """What to ask: what fits the reason, and what fits the domain where there is something."""
        own = self.domains.get(instrument, {}).get(section)
        asked = self.reasons[reason].questions
        return asked if own is None else (asked[0], own, *asked[1:])


@cache
def guide_words(language: str) -> GuideWords:
    """The words in a language, or in English where we have none.

    Raises:
        InstrumentProblems: the file was damaged; with everything that is wrong with it.
    """
    name = f"{language}.yaml"
    path = FOLDER / name
    if not language.isalpha() or not path.is_file():
        return guide_words(USUAL)
    source = Source(name, read_yaml_file(path))
    nothing: dict[str, Any] = {}
    taken = take(GuideWords, source, StandIns(fields=nothing, parts={}))
    if taken.problems or taken.model is None:
        raise InstrumentProblems(taken.problems)
    return taken.model

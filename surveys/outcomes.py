"""The indicators of shared results: what is counted, over whom, and the federal figure beside it.

They are for staff, in English. A federal figure is context; nothing here is a pass mark.
"""

from functools import cache
from pathlib import Path
from typing import Any, Literal, get_args

from pydantic import Field

from surveys.instrument import Frozen, Identifier, Language, Text, Version
from surveys.misfits import StandIns, take
from surveys.problems import InstrumentProblems, Source
from surveys.yaml_reader import LARGEST, read_yaml

FILE = Path(__file__).parent / "baselines" / "five_rs" / "outcomes.yaml"

Statistic = Literal[
    "percent",
    "rate_per_1000",
    "rate_per_1000_days",
    "rate_per_100000_days",
    "median_days",
    "survival_median_days",
]
STATISTICS: tuple[Statistic, ...] = get_args(Statistic)
MEDIANS: tuple[Statistic, ...] = ("median_days", "survival_median_days")
"""Those that come as a number of days, and how many people are behind it."""

Direction = Literal["up", "down", "context_only"]


class OutcomeGroup(Frozen):
    """One of the five Rs, or what stands beside them."""

    id: Identifier
    title: Text


class Federal(Frozen):
    """The federal figure of whole states.

    Attributes:
        value: in the unit of the indicator's statistic.
        periods: the federal data periods.
        cite, definition_cite: ids of citations.
        adjusted_for: what the figure is risk-adjusted for; a local rate is not.
    """

    indicator: Text
    value: float
    periods: Text
    cite: Identifier
    definition_cite: Identifier
    adjusted_for: tuple[Text, ...] = Field(min_length=1)


class Context(Frozen):
    """A raw national figure in words, with where it is from."""

    text: Text
    cites: tuple[Identifier, ...] = Field(min_length=1)


class Indicator(Frozen):
    """One shared result.

    Attributes:
        numerator, denominator: what is counted, and over whom; of a median, what is measured and
            whose middle it is.
        period: over which time, and how long people are followed.
        follow_up_months: how long ago the last of the period must be.
        direction: which way families would wish it to go.
    """

    id: Identifier
    group: Identifier
    title: Text
    definition: Text
    statistic: Statistic
    numerator: Text
    denominator: Text
    period: Text
    sources: tuple[Text, ...] = Field(min_length=1)
    direction: Direction
    follow_up_months: int = 0
    federal: Federal | None = None
    context: Context | None = None
    note: Text | None = None

    @property
    def is_median(self) -> bool:
        """It comes as days and people, not as two counts."""
        return self.statistic in MEDIANS


class Outcomes(Frozen):
    """All indicators; `rules` say how to read them, `citations` where figures are from."""

    id: Identifier
    version: Version
    language: Language
    license: str
    title: Text
    rules: tuple[Text, ...]
    groups: tuple[OutcomeGroup, ...]
    citations: dict[Identifier, Text]
    indicators: tuple[Indicator, ...] = Field(min_length=1)

    def indicator(self, indicator_id: str) -> Indicator:
        """The indicator of this id.

        Raises:
            KeyError: there is none.
        """
        for indicator in self.indicators:
            if indicator.id == indicator_id:
                return indicator
        raise KeyError(f"{self.id} has no indicator '{indicator_id}'")


@cache
def five_rs() -> Outcomes:
    """The indicators that come with Common Table.

    Raises:
        InstrumentProblems: the file was damaged; with everything that is wrong with it.
    """
    with FILE.open("rb") as file:
        source = Source(FILE.name, read_yaml(file.read(LARGEST + 1)))
    nothing: dict[str, Any] = {}
    taken = take(Outcomes, source, StandIns(fields=nothing, parts={}))
    if taken.problems or taken.model is None:
        raise InstrumentProblems(taken.problems)
    return taken.model

"""The indicators of a baseline: what is counted, over what, and what is known of it elsewhere.

They are for staff, in English. Federal figures are context: no indicator holds a target, and
nothing here says that a number passes or fails.
"""

from functools import cache
from pathlib import Path
from typing import Any, Literal, get_args

from pydantic import Field

from surveys.instrument import Frozen, Identifier, Language, Text, Version
from surveys.misfits import StandIns, take
from surveys.problems import InstrumentProblems, Source
from surveys.yaml_reader import read_yaml_file

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
MEDIANS: frozenset[Statistic] = frozenset(("median_days", "survival_median_days"))

Direction = Literal["up", "down", "context_only"]
DIRECTIONS: tuple[Direction, ...] = get_args(Direction)

Unit = Literal["percent", "per_1000_days", "per_100000_days"]


class IndicatorGroup(Frozen):
    """One of the five Rs, or the group of those that only give context."""

    id: Identifier
    title: Text


class FederalValue(Frozen):
    """The national performance that the federal government has set out for states.

    Attributes:
        indicator: its federal name.
        national_value: in `unit`; adjusted for risk, which a local count is not.
        data_periods: the federal names of the periods it was taken from.
        risk_adjusted_by: what it was adjusted for.
        citations: keys of `Outcomes.citations`.
    """

    indicator: Text
    national_value: float = Field(gt=0)
    unit: Unit
    data_periods: Text
    risk_adjusted_by: tuple[Text, ...] = Field(min_length=1)
    citations: tuple[Identifier, ...] = Field(min_length=1)


class ContextValue(Frozen):
    """A raw figure of the nation, in words with its counts and period."""

    text: Text
    citations: tuple[Identifier, ...] = Field(min_length=1)


class Indicator(Frozen):
    """One thing to count.

    Attributes:
        statistic: what is made of the counts; for the medians the median itself is entered.
        numerator: what is counted above the line; for medians, what the median is of.
        denominator: what is counted below the line; for medians, who stands behind it.
        follow_up_days: how long those who came last in the period must have been followed.
        sources: where an agency may find the counts.
        direction: which way is hoped for; "context_only" where neither is.
    """

    id: Identifier
    group: Identifier
    title: Text
    definition: Text
    statistic: Statistic
    numerator: Text
    denominator: Text
    period: Text
    follow_up_days: int = Field(ge=0, le=1100)
    sources: tuple[Text, ...] = Field(min_length=1)
    direction: Direction
    federal: FederalValue | None = None
    context: ContextValue | None = None
    note: Text | None = None

    @property
    def is_median(self) -> bool:
        """A median is entered, and no numerator."""
        return self.statistic in MEDIANS


class Outcomes(Frozen):
    """The indicators in groups, with the rules for using them.

    Attributes:
        context_only: why no number is graded.
        citations: the source of each federal figure, by key.
    """

    id: Identifier
    version: Version
    language: Language
    license: str
    title: Text
    intro: Text
    english_only: Text
    context_only: Text
    use_rules: tuple[Text, ...] = Field(min_length=1)
    groups: tuple[IndicatorGroup, ...] = Field(min_length=1)
    citations: dict[Identifier, Text]
    indicators: tuple[Indicator, ...] = Field(min_length=1)

    def find(self, indicator_id: str) -> Indicator | None:
        """The indicator of this id; None if there is none."""
        return next((each for each in self.indicators if each.id == indicator_id), None)

    def indicator(self, indicator_id: str) -> Indicator:
        """The indicator of this id.

        Raises:
            KeyError: there is none.
        """
        found = self.find(indicator_id)
        if found is None:
            raise KeyError(f"{self.id} has no indicator '{indicator_id}'")
        return found

    def of_group(self, group_id: str) -> tuple[Indicator, ...]:
        """The indicators of a group, in their order."""
        return tuple(each for each in self.indicators if each.group == group_id)


@cache
def five_rs() -> Outcomes:
    """The baseline of the five Rs.

    Raises:
        InstrumentProblems: its file was damaged; with everything that is wrong with it.
    """
    source = Source(FILE.name, read_yaml_file(FILE))
    nothing: dict[str, Any] = {}
    taken = take(Outcomes, source, StandIns(fields=nothing, parts={}))
    if taken.problems or taken.model is None:
        raise InstrumentProblems(taken.problems)
    return taken.model

"""What two counts of a baseline come to, how sure that is, and when the counts stand alone."""

from dataclasses import dataclass
from typing import Literal

from scoring.intervals import wilson
from scoring.poisson import garwood

Statistic = Literal[
    "percent",
    "rate_per_1000",
    "rate_per_1000_days",
    "rate_per_100000_days",
    "median_days",
    "survival_median_days",
]

FEWEST_PEOPLE = 20
FEWEST_DAYS = FEWEST_PEOPLE * 365
"""Of rates by the day: as many days as twenty children spend in a year. Nobody enters how many
children stand behind days in care, so the days are what the same rule can be asked of."""

_OF_PEOPLE = {"percent": 100, "rate_per_1000": 1_000}
_OF_DAYS = {"rate_per_1000_days": 1_000, "rate_per_100000_days": 100_000}
_MEDIANS = ("median_days", "survival_median_days")


@dataclass(frozen=True, slots=True)
class LocalFigure:
    """A raw local figure with the counts behind it; nothing in it is adjusted or filled in.

    Attributes:
        value: in the unit of its statistic: percent from 0 to 100, events for each 1,000 children
            or for each 1,000 or 100,000 days, or days; None where it is not told.
        low, high: the 95 percent interval in the same unit; None where the value is, and for
            medians, which come without the days they were taken from.
        numerator: as counted; None for medians.
        denominator: people, or days, as counted.
        counts_only: there are too few people or days for a rate or a median to mean much.
    """

    value: float | None
    low: float | None
    high: float | None
    numerator: int | None
    denominator: int | None
    counts_only: bool


def figure(
    statistic: Statistic,
    *,
    numerator: int | None = None,
    denominator: int | None = None,
    median: float | None = None,
) -> LocalFigure:
    """What the counts of one indicator come to.

    Args:
        statistic: what is made of them.
        numerator: people or events above the line; None for medians.
        denominator: people or days below the line; for medians, people behind the median.
        median: in days; None for all others.

    Returns:
        A LocalFigure. Under `FEWEST_PEOPLE` people, or `FEWEST_DAYS` days, only its counts are
        told. A count that is missing is not filled in: then there is no value.

    Raises:
        ValueError: a count or the median is negative, or there are more people above the line
            than below it.

    Source:
        Wilson (1927) for shares of people; Garwood (1936) for events over days.
    """
    _check(statistic, numerator, denominator, median)
    few = denominator is not None and denominator < _fewest(statistic)
    value = low = high = None
    if denominator is not None and not few:
        if statistic in _MEDIANS:
            value = median
        elif numerator is not None:
            value, low, high = _rate(statistic, numerator, denominator)
    return LocalFigure(value, low, high, numerator, denominator, counts_only=few)


def _rate(statistic: Statistic, numerator: int, denominator: int) -> tuple[float, float, float]:
    if statistic in _OF_PEOPLE:
        each = _OF_PEOPLE[statistic]
        share = wilson(numerator, denominator)
        return each * numerator / denominator, each * share.low, each * share.high
    each = _OF_DAYS[statistic]
    events = garwood(numerator)
    return (
        each * numerator / denominator,
        each * events.low / denominator,
        each * events.high / denominator,
    )


def _fewest(statistic: Statistic) -> int:
    return FEWEST_DAYS if statistic in _OF_DAYS else FEWEST_PEOPLE


def _check(
    statistic: Statistic, numerator: int | None, denominator: int | None, median: float | None
) -> None:
    for name, given in (("numerator", numerator), ("denominator", denominator), ("median", median)):
        if given is not None and not given >= 0:
            raise ValueError(f"figure takes a {name} of 0 or more, not {given}.")
    if numerator is None or denominator is None or statistic not in _OF_PEOPLE:
        return
    if numerator > denominator:
        raise ValueError(f"{statistic} takes 0 to {denominator} people, not {numerator}.")

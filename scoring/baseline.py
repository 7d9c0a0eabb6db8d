"""A local result from its counts: the rate with its interval, or the counts alone."""

from dataclasses import dataclass

from scipy.special import gammaincinv  # pyright: ignore[reportMissingTypeStubs]

from scoring.intervals import wilson

FEWEST = 20
"""Fewer people than this behind a rate: the counts are shown and no rate."""

_PER = {
    "percent": 100,
    "rate_per_1000": 1_000,
    "rate_per_1000_days": 1_000,
    "rate_per_100000_days": 100_000,
}
_OF_DAYS = ("rate_per_1000_days", "rate_per_100000_days")
_FEWEST_DAYS = 20 * 365
_MEDIANS = ("median_days", "survival_median_days")


@dataclass(frozen=True, slots=True)
class LocalFigure:
    """One result of a team, and what stands behind it.

    Attributes:
        value: in the unit of the statistic; None where only counts may be shown.
        low, high: the 95 percent interval; None where there is none, as of a median.
        numerator: events, or None of a median.
        denominator: people, or days in care.
        counts_only: too few people are behind it for a rate.
    """

    value: float | None
    low: float | None
    high: float | None
    numerator: int | None
    denominator: int
    counts_only: bool


def local_rate(
    statistic: str, numerator: int, denominator: int, *, level: float = 0.95
) -> LocalFigure:
    """A rate, raw and local.

    Args:
        statistic: "percent", "rate_per_1000" (of children), "rate_per_1000_days" or
            "rate_per_100000_days" (in care).
        numerator: how often it happened; of people, at most the denominator.
        denominator: people, or days in care.

    Returns:
        The rate with its interval: Wilson's for shares of people, the exact one of a Poisson count
        for days. Under 20 people, or under the days that 20 children spend in care in a year,
        there are counts only.

    Raises:
        ValueError: a count is negative, there is nobody, or more than everybody.

    Source:
        Wilson (1927), JASA 22:209; Garwood (1936), Biometrika 28:437.
    """
    if statistic not in _PER:
        raise ValueError(f"local_rate takes {', '.join(_PER)}, not {statistic}.")
    if numerator < 0 or denominator < 1:
        raise ValueError(f"local_rate: {numerator} of {denominator} cannot be counted.")
    of_days = statistic in _OF_DAYS
    if not of_days and numerator > denominator:
        raise ValueError(f"local_rate: {numerator} of {denominator} people is more than all.")
    if denominator < (_FEWEST_DAYS if of_days else FEWEST):
        return LocalFigure(None, None, None, numerator, denominator, counts_only=True)
    per = _PER[statistic]
    if of_days:
        low, high = _garwood(numerator, level=level)
        ends = (per * low / denominator, per * high / denominator)
    else:
        interval = wilson(numerator, denominator, level=level)
        ends = (per * interval.low, per * interval.high)
    value = per * numerator / denominator
    return LocalFigure(value, *ends, numerator, denominator, counts_only=False)


def local_median(statistic: str, days: float, people: int) -> LocalFigure:
    """A median number of days, as it was entered, with how many people are behind it.

    Raises:
        ValueError: the days are negative or there is nobody.
    """
    if statistic not in _MEDIANS:
        raise ValueError(f"local_median takes {', '.join(_MEDIANS)}, not {statistic}.")
    if days < 0 or people < 1:
        raise ValueError(f"local_median: {days} days of {people} people cannot be.")
    few = people < FEWEST
    return LocalFigure(None if few else days, None, None, None, people, counts_only=few)


def _garwood(events: int, *, level: float) -> tuple[float, float]:
    """The exact interval of a Poisson count."""
    tail = (1 - level) / 2
    low = float(gammaincinv(events, tail)) if events else 0.0
    return low, float(gammaincinv(events + 1, 1 - tail))

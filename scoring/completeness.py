# pyright: basic
"""How many services two lists miss, judged by how far they overlap; SciPy's types given here."""

import math
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from scipy.special import gammaln

from scoring.amounts import NOT_KNOWN


@dataclass(frozen=True, slots=True)
class Completeness:
    """How many services there are, found or not.

    Attributes:
        services: that there are; nan where a list is empty, which says nothing of what it misses.
        error: standard error of that.
        low, high: where the number of services lies; high is inf where no service is on both lists.
        found: on either list.
        overlap: on both lists; with few of them the number of services is worth little.
    """

    services: float
    error: float
    low: float
    high: float
    found: int
    overlap: int

    @property
    def share(self) -> float:
        """The share of services that were found; nan where nobody knows how many there are."""
        return self.found / self.services


def completeness(first: int, second: int, *, both: int, level: float = 0.95) -> Completeness:
    """How many services there are, from two lists that were made without each other.

    Lists that copy from each other overlap more, and then there are more services than this says.

    Args:
        first, second: services on each list.
        both: services that are on both.
        level: of confidence, between 0 and 1.

    Returns:
        Completeness; its interval never ends below what was found, and is exact: it holds the
        truth at least as often as it says.

    Raises:
        ValueError: a number is negative, more are on both than on either, or the level is not
            between 0 and 1.

    Source:
        Chapman (1951), University of California Publications in Statistics 1:131; its error is that
        of Seber (1970), Biometrics 26:13; its interval holds every number of services under which
        neither so few nor so many on both lists would be rare.
    """
    most = min(first, second)
    if not 0 <= both <= most:
        raise ValueError(f"completeness takes 0 to {most} services on both lists, not {both}.")
    if not 0 < level < 1:
        raise ValueError(f"level takes a share between 0 and 1, not {level}.")
    found = first + second - both
    if not most:
        return Completeness(NOT_KNOWN, NOT_KNOWN, NOT_KNOWN, NOT_KNOWN, found, both)
    product = (first + 1) * (second + 1)
    variance = product * (first - both) * (second - both) / ((both + 1) ** 2 * (both + 2))
    low, high = _interval(first, second, both=both, tail=(1 - level) / 2)
    return Completeness(
        services=product / (both + 1) - 1,
        error=math.sqrt(variance),
        low=low,
        high=high,
        found=found,
        overlap=both,
    )


def _interval(first: int, second: int, *, both: int, tail: float) -> tuple[float, float]:
    """The fewest and the most services that go with such an overlap."""

    def so_few(services: int) -> float:
        return _chances(first, second, services=services)[: both + 1].sum()

    def so_many(services: int) -> float:
        return _chances(first, second, services=services)[both:].sum()

    found = first + second - both
    # so many on both lists have a chance of at most first * second / services
    end = max(found, int(first * second / tail)) + 1
    low = _first(lambda services: so_few(services) > tail, start=found, end=end)
    if not both:
        return float(low), math.inf
    return float(low), float(_first(lambda each: so_many(each) <= tail, start=found, end=end) - 1)


def _chances(first: int, second: int, *, services: int) -> np.ndarray:
    """How likely 0, 1, 2, ... services are on both lists: the hypergeometric distribution."""
    both = np.arange(min(first, second) + 1)
    missed = services - first - second + both
    possible = missed >= 0
    both, missed = both[possible], missed[possible]
    ways = gammaln(np.array([first, second, services - first, services - second]) + 1).sum()
    ways -= gammaln(services + 1)
    parts = (both, first - both, second - both, missed)
    chances = np.zeros(len(possible))
    chances[possible] = np.exp(ways - sum(gammaln(part + 1) for part in parts))
    return chances


def _first(holds: Callable[[int], bool], *, start: int, end: int) -> int:
    """The first number from start to end for which it holds; it goes on holding after that."""
    while start < end:
        middle = (start + end) // 2
        if holds(middle):
            end = middle
        else:
            start = middle + 1
    return start

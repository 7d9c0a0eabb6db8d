# pyright: basic
"""How many of the services in a directory are real; SciPy has no types, so they are given here."""

import math
from dataclasses import dataclass

from scipy.special import betaincinv

from scoring.amounts import NOT_KNOWN
from scoring.intervals import Interval

USABLE = 0.83
WEIGHT = 20.0
"""How often what ten directories list was usable, as if 20 calls of our own had found so: Riley,
Brouwer & Jonas (2024), Drug and Alcohol Dependence Reports 12:100249."""


@dataclass(frozen=True, slots=True)
class Listing:
    """What is known of how many listings are real, as a beta distribution.

    Attributes:
        real, unreal: its two parameters; calls that found a listing real or not, and what was
            believed before any of them, as if it had been calls too.
        calls: that were really made.
    """

    real: float
    unreal: float
    calls: int

    @property
    def share(self) -> float:
        """The share of listings that are real, on average."""
        return self.real / (self.real + self.unreal)

    def interval(self, *, level: float = 0.95) -> Interval:
        """Where the share lies with this probability, as much above as below; people are calls."""
        tail = _tail(level)
        low = float(betaincinv(self.real, self.unreal, tail))
        return Interval(low, float(betaincinv(self.real, self.unreal, 1 - tail)), self.calls)

    def after(self, *, real: int, unreal: int) -> "Listing":
        """What is known after so many more calls.

        Raises:
            ValueError: a number of calls is negative.
        """
        if real < 0 or unreal < 0:
            raise ValueError(f"after takes 0 or more calls, not {min(real, unreal)}.")
        calls = self.calls + real + unreal
        return Listing(self.real + real, self.unreal + unreal, calls)


def before_calls(*, share: float = USABLE, weight: float = WEIGHT) -> Listing:
    """What is believed of listings before anybody called.

    Args:
        share: of listings that are believed to be real, between 0 and 1.
        weight: how many calls that belief is worth, above 0.

    Raises:
        ValueError: the share is not between 0 and 1, or the weight not above 0.
    """
    if not 0 < share < 1:
        raise ValueError(f"before_calls takes a share between 0 and 1, not {share}.")
    if not 0 < weight < math.inf:
        raise ValueError(f"before_calls takes a weight above 0, not {weight}.")
    return Listing(share * weight, (1 - share) * weight, 0)


def jeffreys(real: int, calls: int, *, level: float = 0.95) -> Interval:
    """Where the share of real listings lies, judged by calls alone.

    Args:
        real: calls that found the listing real.
        calls: that were made.
        level: of confidence, between 0 and 1.

    Returns:
        Shares from 0 to 1, with the calls as people; the low end is 0 where none was real, the high
        one 1 where all were; nan when nobody called.

    Raises:
        ValueError: more were real than were called, or fewer than 0, or the level is not between 0
            and 1.

    Source:
        Brown, Cai & DasGupta (2001), Statistical Science 16:101.
    """
    if not 0 <= real <= calls:
        raise ValueError(f"jeffreys takes 0 to {calls} real listings, not {real}.")
    tail = _tail(level)
    if not calls:
        return Interval(NOT_KNOWN, NOT_KNOWN, 0)
    real_part, unreal_part = real + 0.5, calls - real + 0.5
    low = float(betaincinv(real_part, unreal_part, tail)) if real else 0.0
    high = float(betaincinv(real_part, unreal_part, 1 - tail)) if real < calls else 1.0
    return Interval(low, high, calls)


def _tail(level: float) -> float:
    if not 0 < level < 1:
        raise ValueError(f"level takes a share between 0 and 1, not {level}.")
    return (1 - level) / 2

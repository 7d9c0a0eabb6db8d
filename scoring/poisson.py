# pyright: basic
"""How sure a count of events is; SciPy has no types, so they are given here."""

from dataclasses import dataclass

from scipy.special import gammaincinv


@dataclass(frozen=True, slots=True)
class Events:
    """From `low` to `high` events, where `events` were counted."""

    low: float
    high: float
    events: int


def garwood(events: int, *, level: float = 0.95) -> Events:
    """How many events there may be on average in a time in which so many were counted.

    Args:
        events: that were counted.
        level: of confidence, between 0 and 1.

    Returns:
        Events; the low end is 0 where none was counted.

    Raises:
        ValueError: the count is negative, or the level is not between 0 and 1.

    Source:
        Garwood (1936), Biometrika 28:437: half the chi-square quantiles with 2k and 2k + 2 degrees
        of freedom, which are those of gamma distributions with the shapes k and k + 1.
    """
    if events < 0:
        raise ValueError(f"garwood takes 0 or more events, not {events}.")
    if not 0 < level < 1:
        raise ValueError(f"level takes a share between 0 and 1, not {level}.")
    tail = (1 - level) / 2
    low = float(gammaincinv(events, tail)) if events else 0.0
    return Events(low, float(gammaincinv(events + 1, 1 - tail)), events)

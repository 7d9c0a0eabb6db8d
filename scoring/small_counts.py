"""What of two counts may be shown outside of the team, so that small ones cannot be worked out.

A count of 1 to 10 is hidden, and so is whatever gives it away: with 200 children below the line and
195 above it, five are neither. So where what is left over is 1 to 10, the count above the line is
hidden as well, and with it the rate and its interval.

What is told depends on nothing but the counts, and every hidden count of 1 to 10 keeps at least
ten values that would look the same. That is proved for one entry by itself. Entries of one
indicator that are parts of each other, such as all children and those of one county, can be
subtracted; nothing here protects them, so they are not to leave the team together.
"""

from dataclasses import dataclass
from typing import Literal

SMALLEST_SHOWN = 11

Hidden = Literal["1 to 10", "all but 1 to 10", "hidden"]


@dataclass(frozen=True, slots=True)
class Shared:
    """What may be shown of two counts.

    Attributes:
        numerator: the count; or "1 to 10"; or "all but 1 to 10" of the denominator; or "hidden"
            where saying which would give it away; None where there is none.
        denominator: the count, "1 to 10", or None where there is none.
        rate: a rate, its interval, or a median may be shown beside them.
    """

    numerator: int | Hidden | None
    denominator: int | Hidden | None
    rate: bool


def shared(numerator: int | None, denominator: int | None, *, part_of_whole: bool = True) -> Shared:
    """What may be shown of two counts to people outside of the team.

    Args:
        numerator: people or events; None where only a median was entered.
        denominator: people or days; None where it is not known.
        part_of_whole: those above the line are some of those below it; False for events over days.

    Returns:
        Shared; zero is shown, since nobody is in it.

    Raises:
        ValueError: a count is negative, or more people are above the line than below it.
    """
    _check(numerator, denominator, part_of_whole=part_of_whole)
    if denominator is not None and is_small(denominator):
        return Shared(None if numerator is None else "hidden", "1 to 10", rate=False)
    if numerator is None:
        return Shared(None, denominator, rate=True)
    told = _above(numerator, denominator if part_of_whole else None)
    return Shared(told, denominator, rate=isinstance(told, int))


def is_small(count: int) -> bool:
    """The count is from 1 to 10."""
    return 0 < count < SMALLEST_SHOWN


def _above(numerator: int, whole: int | None) -> int | Hidden:
    """What is told of the count above the line.

    With a whole of 11 to 20 a count that is neither none nor all is small, or leaves a small rest,
    or both; saying which would leave too few values, such as one for 11 of 12.
    """
    few = is_small(numerator)
    few_left = whole is not None and is_small(whole - numerator)
    if whole is not None and whole < 2 * SMALLEST_SHOWN - 1 and (few or few_left):
        return "hidden"
    if few:
        return "1 to 10"
    return "all but 1 to 10" if few_left else numerator


def _check(numerator: int | None, denominator: int | None, *, part_of_whole: bool) -> None:
    for name, count in (("numerator", numerator), ("denominator", denominator)):
        if count is not None and count < 0:
            raise ValueError(f"shared takes a {name} of 0 or more, not {count}.")
    if numerator is None or denominator is None or not part_of_whole:
        return
    if numerator > denominator:
        raise ValueError(f"shared takes 0 to {denominator} people, not {numerator}.")

"""From what a list says to an open door: where calls to its services got stuck.

A call asks one thing after another: is there anybody, do they offer it, do they take the payer, do
they take this family, do they have a place. What a call could not find out is neither a yes nor a
no, and is in no share.
"""

from dataclasses import dataclass

from numpy.typing import ArrayLike

from scoring.acceptance import funnel
from scoring.intervals import Interval
from scoring.listing import jeffreys


@dataclass(frozen=True, slots=True)
class CascadeStep:
    """How many services that were called came through one question and all before it.

    Attributes:
        yes: came through for sure.
        no: did not, here or before.
        unknown: nobody could tell, here or before.
        interval: where the share of those that come through lies, judged by the yes and the no
            alone; nan where there is neither.
    """

    yes: int
    no: int
    unknown: int
    interval: Interval

    @property
    def told(self) -> int:
        """How many were told one way or the other."""
        return self.yes + self.no


def cascade(said: ArrayLike) -> tuple[CascadeStep, ...]:
    """How many of the services that were called are left, question by question.

    Args:
        said: what each call found, in the order of the questions; states, shape (services,
            questions).

    Returns:
        A step for each question; a service that was lost at one of them is lost at all later ones.

    Raises:
        ValueError: there is no such state, or said is no table.

    Source:
        Jeffreys intervals as in Brown, Cai & DasGupta (2001), Statistical Science 16:101.
    """
    found = funnel(said)
    return tuple(
        CascadeStep(
            yes=left.low,
            no=found.services - left.high,
            unknown=left.high - left.low,
            interval=jeffreys(left.low, left.low + found.services - left.high),
        )
        for left in found.steps[1:]
    )

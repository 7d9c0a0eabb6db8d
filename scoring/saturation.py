"""Whether more sessions would still tell something new: codes that each of them added."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from math import comb

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

_UNKNOWN = float("nan")


@dataclass(frozen=True, slots=True)
class Saturation:
    """Codes by session; all of shape (sessions,).

    Attributes:
        new: codes that no earlier session had, in the order in which sessions were held.
        seen: codes after each session, in that order.
        twice: those of them that two sessions or more had.
        seen_on_average: codes after so many sessions, over all orders of them.
        twice_on_average: the same of codes that two sessions or more had.
        share: of all codes that some session had, those that two or more had; nan when there are
            none. It says how much of what was heard was heard again.
    """

    new: tuple[int, ...]
    seen: tuple[int, ...]
    twice: tuple[int, ...]
    seen_on_average: Floats
    twice_on_average: Floats
    share: float

    @property
    def new_on_average(self) -> Floats:
        """Codes that the first, second, ... session adds, over all orders of them."""
        return np.diff(self.seen_on_average, prepend=0.0)


def saturation(sessions: Sequence[Collection[str]]) -> Saturation:
    """How many new codes each session added, as they were held and in any order.

    As they were held a curve flattens early if a rich session happened to come first. Over all
    orders it does not depend on that; no order is drawn, the average is exact.

    Args:
        sessions: the codes that each used, in the order in which they were held.

    Returns:
        Saturation.

    Source:
        Colwell, Mao & Chang (2004), Ecology 85:2717, sample-based rarefaction.
    """
    codes = sorted({code for session in sessions for code in session})
    used = np.array([[code in session for code in codes] for session in sessions], dtype=np.int64)
    used = used.reshape(len(sessions), len(codes))
    often: list[int] = used.sum(axis=0).tolist()
    seen, twice = ((used.cumsum(axis=0) >= fewest).sum(axis=1) for fewest in (1, 2))
    return Saturation(
        new=tuple(np.diff(seen, prepend=0).tolist()),
        seen=tuple(seen.tolist()),
        twice=tuple(twice.tolist()),
        seen_on_average=_average(often, sessions=len(sessions), fewest=1),
        twice_on_average=_average(often, sessions=len(sessions), fewest=2),
        share=sum(each > 1 for each in often) / len(codes) if codes else _UNKNOWN,
    )


def _average(times: Sequence[int], *, sessions: int, fewest: int) -> Floats:
    """Codes in so many of the first 1, 2, ... sessions or more, over all orders of them.

    Args:
        times: in how many sessions each code was used.
        sessions: how many there were.
        fewest: 1 or 2.
    """
    return np.array(
        [
            sum(1 - _rarer(each, first=first, sessions=sessions, than=fewest) for each in times)
            for first in range(1, sessions + 1)
        ],
        dtype=np.float64,
    )


def _rarer(times: int, *, first: int, sessions: int, than: int) -> float:
    """The share of orders in which the first sessions hold fewer than so many of a code's."""
    orders = sum(
        comb(times, used) * comb(sessions - times, first - used)
        for used in range(min(than, first + 1))
    )
    return orders / comb(sessions, first)

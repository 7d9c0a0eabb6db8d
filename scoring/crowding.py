"""What it costs families to be served when each goes where way and crowding together are least.

Crowded sites send families on to sites farther away until nobody would do better elsewhere. What is
told is a cost: lower is better, and it never says whether there is enough.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from scoring.amounts import NOT_KNOWN, Counts, Floats, amounts, of_width
from scoring.sphere import Pairs

_ROUNDS = 2_000
_CLOSE = 1e-9


@dataclass(frozen=True, slots=True)
class Crowding:
    """Way and crowding, when nobody would do better elsewhere.

    Attributes:
        cost: of a family of each place, shape (places,): its way in units of `even` miles, and how
            crowded the sites are where families go, in units of `usual`; what the next family would
            meet where nobody is in need; inf with no site in reach that has anything; nan where
            need or coordinates are not known.
        families: that go to each site, shape (sites,).
        usual: families for each that can be served, which counts as a crowding of 1; nan where
            there is nobody, or nothing.
        off: the most that any family could still save by going elsewhere; nearly 0.
        not_stated: sites whose supply is not known; nobody goes there, so costs are at most these.
    """

    cost: Floats
    families: Floats
    usual: float
    off: float
    not_stated: int


def crowding(
    near: Pairs, *, need: ArrayLike, supply: ArrayLike, even: float, usual: float | None = None
) -> Crowding:
    """The rational agent access model, brought to its balance.

    The balance is the least of a convex sum (Beckmann), so there is one, and it is found by letting
    each place spread its families best while all others stay, again and again.

    Args:
        near: of `sphere.pairs`; nobody goes farther than its reach.
        need: families a year, shape (places,); nan where unknown.
        supply: families that each site can serve a year, shape (sites,); nan where unknown.
        even: miles that are as bad as the usual crowding, above 0.
        usual: families for each that can be served; None for that of all places and sites that
            have each other in reach.

    Raises:
        ValueError: a number is negative, there is not one for each place or site, or `even` or
            `usual` is not above 0.

    Source:
        Saxon & Snow (2020), Annals of the American Association of Geographers 110:205; Beckmann,
        McGuire & Winsten (1956), Studies in the Economics of Transportation, for the balance.
    """
    if not even > 0 or not (usual is None or usual > 0):
        raise ValueError(f"crowding takes miles and a crowding above 0, not {even} and {usual}.")
    wanted = of_width(amounts(need, name="need"), width=near.places, name="need", what="places")
    offered = of_width(
        amounts(supply, name="supply"), width=near.sites, name="supply", what="sites"
    )
    stated, known = np.nan_to_num(offered), ~np.isnan(wanted)
    known[near.unplaced_places] = False
    ways = _Ways(near, np.where(known, wanted, 0.0), stated, even=even, usual=usual)
    ways.balance()
    cost = np.where(known, ways.cost(), NOT_KNOWN)
    silent = int(np.isnan(offered).sum())
    return Crowding(cost, ways.families, ways.usual, ways.off(), silent)


class _Ways:
    """Every way that families can go, by place, and how many go each."""

    def __init__(
        self, near: Pairs, need: Floats, supply: Floats, *, even: float, usual: float | None
    ) -> None:
        open_ = supply[near.site] > 0
        self.place, self.site = near.place[open_], near.site[open_]
        self.travel = near.miles[open_] / even
        self.need, self.places = need, near.places
        self.usual = _usual(self.place, self.site, need, supply) if usual is None else usual
        self.room = supply * (1.0 if np.isnan(self.usual) else self.usual)
        self.going = np.zeros(len(self.place))
        self.families = np.zeros(near.sites)
        self.begins = np.searchsorted(self.place, np.arange(near.places + 1))

    def balance(self) -> None:
        for _ in range(_ROUNDS):
            for place in np.flatnonzero(self.need):
                self._spread(slice(self.begins[place], self.begins[place + 1]), self.need[place])
            if self.off() < _CLOSE:
                return

    def _spread(self, own: slice, need: float) -> None:
        """Fill the cheapest sites of one place up to one level, while all others stay."""
        site = self.site[own]
        if not len(site):
            return
        others = self.families[site] - self.going[own]
        room = self.room[site]
        empty = self.travel[own] + np.maximum(others, 0.0) / room
        order = np.argsort(empty, kind="stable")
        levels = (need + np.cumsum((room * empty)[order])) / np.cumsum(room[order])
        level = levels[np.count_nonzero(levels > empty[order]) - 1]
        going = room * np.maximum(level - empty, 0.0)
        self.families[site] = np.maximum(others, 0.0) + going
        self.going[own] = going

    def _each(self) -> Floats:
        return self.travel + self.families[self.site] / self.room[self.site]

    def cost(self) -> Floats:
        """The mean of a place's families, or the least where it has none."""
        each, found = self._each(), np.full(self.places, np.inf)
        np.minimum.at(found, self.place, each)
        paid = np.bincount(self.place, weights=each * self.going, minlength=self.places)
        going = np.bincount(self.place, weights=self.going, minlength=self.places)
        np.divide(paid, going, out=found, where=going > 0)
        return found

    def off(self) -> float:
        """The most that a family could save: the dearest way that is gone, less the least."""
        each, least = self._each(), np.full(self.places, np.inf)
        np.minimum.at(least, self.place, each)
        gone = self.going > 0
        return float((each - least[self.place])[gone].max(initial=0.0))


def _usual(place: Counts, site: Counts, need: Floats, supply: Floats) -> float:
    """Families for each that can be served, over all that have each other in reach."""
    families, room = need[np.unique(place)].sum(), supply[np.unique(site)].sum()
    return float(families / room) if families and room else NOT_KNOWN

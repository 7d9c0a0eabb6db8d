# pyright: basic
"""How much each site counts for each place in its reach, and sums over it; SciPy has no types."""

import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import ArrayLike
from scipy.sparse import csr_array

from scoring.amounts import Counts, Floats
from scoring.sphere import Pairs

Decay = Callable[..., Floats]
"""Weights from 0 to 1 of miles, shape (pairs,), given the miles that are `within` reach."""

ZONES = (1.0, 0.68, 0.22)
CLOSEST = 5.0
"""Miles within which gravity pulls alike: families are counted in the middle of their county, and
at no distance at all gravity has no end."""


def flat(miles: Floats, *, within: float) -> Floats:
    """Whoever is in reach counts in full; the weights of 2SFCA.

    Source:
        Luo & Wang (2003), Environment and Planning B 30:865.
    """
    return (miles <= within).astype(np.float64)


def zones(miles: Floats, *, within: float, weights: tuple[float, ...] = ZONES) -> Floats:
    """Zones of equal width count less from the inside out; the weights of E2SFCA.

    Args:
        miles: shape (pairs,).
        within: where the outermost zone ends; an edge belongs to the zone inside of it.
        weights: of the zones, from the inside out.

    Source:
        Luo & Qi (2009), Health & Place 15:1100.
    """
    zone = np.zeros(len(miles), dtype=np.intp)
    for edge in within * np.arange(1, len(weights) + 1) / len(weights):
        zone += ~(miles <= edge)
    return np.array([*weights, 0.0]).take(zone)


def gaussian(miles: Floats, *, within: float) -> Floats:
    """Weights fall from 1 where the site is to 0 at the end of its reach.

    Source:
        Dai (2010), Health & Place 16:1038.
    """
    end = np.exp(-0.5)
    far = np.divide(miles, within, out=np.zeros_like(miles), where=miles > 0)
    return np.where(far <= 1, (np.exp(-0.5 * far**2) - end) / (1 - end), 0.0)


def gravity(miles: Floats, *, within: float, closest: float = CLOSEST) -> Floats:
    """Weights fall as distance grows: half as much at twice the miles.

    Args:
        miles: shape (pairs,).
        within: where reach ends; models of gravity have no end, and this one has.
        closest: miles within which all weigh 1.

    Source:
        Hansen (1959), Journal of the American Institute of Planners 25:73; shared among those who
        are in reach: Joseph & Bantock (1982), Social Science & Medicine 16:85. The power of
        distance is 1 here; published ones go from about 0.6 to 2.
    """
    return np.where(miles <= within, closest / np.maximum(miles, closest), 0.0)


@dataclass(frozen=True, slots=True)
class Reach:
    """Weights of every place and site that are in reach of each other.

    Attributes:
        weights: a sparse array of SciPy, shape (places, sites), without pairs that weigh nothing.
        places, sites: how many there are in all.
        unplaced_places, unplaced_sites: those without coordinates.
    """

    weights: Any
    places: int
    sites: int
    unplaced_places: Counts
    unplaced_sites: Counts

    def at_sites(self, of_places: Floats) -> Floats:
        """Weighted sums over the places in reach of each site.

        Args:
            of_places: no nan; shape (..., places).

        Returns:
            Shape (..., sites).
        """
        return _summed(self.weights.T, of_places)

    def at_places(self, of_sites: Floats) -> Floats:
        """Weighted sums over the sites in reach of each place.

        Args:
            of_sites: no nan; shape (..., sites).

        Returns:
            Shape (..., places).
        """
        return _summed(self.weights, of_sites)

    def count_at_places(self, of_sites: ArrayLike) -> Counts:
        """How many of the marked sites are in reach of each place, at any weight.

        Args:
            of_sites: booleans, shape (..., sites).

        Returns:
            Shape (..., places).
        """
        marked = np.asarray(of_sites, dtype=np.float64)
        if not marked.any():
            return np.zeros((*marked.shape[:-1], self.places), dtype=np.int64)
        once = self.weights.sign()
        return np.rint(_summed(once, marked)).astype(np.int64)


def reach(found: Pairs, *, decay: Decay = zones) -> Reach:
    """Weigh places and sites that are in reach of each other.

    Args:
        found: of `sphere.pairs`, in its order.
        decay: `zones`, `flat`, `gaussian`, `gravity`, or one like them.

    Raises:
        ValueError: a weight is negative, or not a number.
    """
    weights = np.asarray(decay(found.miles, within=found.within), dtype=np.float64)
    wrong = weights[~((weights >= 0) & (weights < np.inf))]
    if wrong.size:
        raise ValueError(f"decay gives weights of 0 or more, not {wrong[0]:g}.")
    place, site = found.place, found.site
    counted = weights > 0
    if not counted.all():
        place, site, weights = place[counted], site[counted], weights[counted]
    shape = (found.places, found.sites)
    begins = np.concatenate([[0], np.cumsum(np.bincount(place, minlength=found.places))])
    return Reach(
        csr_array((weights, site, begins), shape=shape),
        *shape,
        found.unplaced_places.copy(),
        found.unplaced_sites.copy(),
    )


def _summed(weights: Any, values: Floats) -> Floats:
    if values.ndim == 1:
        return weights @ values
    rows = values.reshape(math.prod(values.shape[:-1]), values.shape[-1])
    summed = np.ascontiguousarray((weights @ rows.T).T)
    return summed.reshape(*values.shape[:-1], weights.shape[0])

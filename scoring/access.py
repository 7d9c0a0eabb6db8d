"""How much help families can reach, when those who live around a site share it.

Two steps: each site divides what it has among the need in its reach, and each place adds up what it
gets from all sites in its reach. A place with nothing in reach gets 0, a site with nobody in reach
gives nothing to anybody, and neither makes anything infinite.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from scoring.amounts import NOT_KNOWN, Counts, Floats, amounts, of_width
from scoring.reach import Decay, Reach, reach, zones
from scoring.sphere import pairs


@dataclass(frozen=True, slots=True)
class Access:
    """What a family in need gets in each place; "..." stands for categories, or draws, or nothing.

    Attributes:
        per_family: families that can be served a year for each in need, shape (..., places); 0
            with nothing in reach; nan where the place's need or coordinates are not known. Summed
            up with the need as weights it is `used`.
        ratio: the same as each site gives it, shape (..., sites); 0 with nobody in reach.
        used: supply of sites with need in reach, shape (...).
        unused: supply of sites without, shape (...).
        not_stated: sites whose supply is not known, shape (...); they count as nothing above.
        not_stated_in_reach: how many of them are in reach of each place, shape (..., places);
            where there are some, a family gets this much or more.
        left_out: places whose need or coordinates are not known, shape (places,).
    """

    per_family: Floats
    ratio: Floats
    used: Floats
    unused: Floats
    not_stated: Counts
    not_stated_in_reach: Counts
    left_out: Counts


@dataclass(frozen=True, slots=True)
class AddedSite:
    """What one more site would change.

    Attributes:
        change: of what a family in need gets, shape (places,); nan where that is not known.
        ratio: what the site has for each family in its reach; 0 when nobody is.
        need: families in its reach, near or far.
        places: that would get more.
    """

    change: Floats
    ratio: float
    need: float
    places: int


def access(within: Reach, *, need: ArrayLike, supply: ArrayLike) -> Access:
    """Two-step floating catchment areas; with weights that fall with distance the enhanced ones.

    Args:
        within: of `reach.reach`; its decay makes this 2SFCA (`flat`) or E2SFCA.
        need: families a year, shape (places,) or (..., places); nan where unknown.
        supply: families that each site can serve a year, shape (sites,) or (..., sites); nan where
            unknown, 0 where it does not serve this need.

    Returns:
        Access; the shapes before the last axis are those of need and supply together.

    Raises:
        ValueError: a number is negative, or there is not one for each place or site.

    Source:
        Luo & Wang (2003), Environment and Planning B 30:865; Luo & Qi (2009), Health & Place
        15:1100.
    """
    wanted = of_width(amounts(need, name="need"), width=within.places, name="need", what="places")
    offered = amounts(supply, name="supply")
    of_width(offered, width=within.sites, name="supply", what="sites")
    unknown = np.isnan(wanted)
    unknown[..., within.unplaced_places] = True
    silent = np.isnan(offered)
    demand = within.at_sites(np.where(unknown, 0.0, wanted))
    stated = np.where(silent, 0.0, offered)
    ratio = np.zeros(np.broadcast_shapes(demand.shape, stated.shape))
    np.divide(stated, demand, out=ratio, where=demand > 0)
    per_family = within.at_places(ratio)
    per_family[np.broadcast_to(unknown, per_family.shape)] = NOT_KNOWN
    used = np.where(demand > 0, stated, 0.0).sum(axis=-1)
    return Access(
        per_family=per_family,
        ratio=ratio,
        used=used,
        unused=stated.sum(axis=-1) - used,
        not_stated=silent.sum(axis=-1),
        not_stated_in_reach=within.count_at_places(silent),
        left_out=np.flatnonzero(unknown.any(axis=tuple(range(unknown.ndim - 1)))),
    )


def added_site(
    places: ArrayLike,
    site: ArrayLike,
    *,
    need: ArrayLike,
    supply: float,
    within: float,
    decay: Decay = zones,
) -> AddedSite:
    """What one more site would change, without computing anything of the others again.

    Sites divide what they have among the need around them, and not among each other. So what a new
    one gives comes on top of what there is, and nothing else moves.

    Args:
        places: latitude and longitude in degrees, shape (places, 2); nan where unknown.
        site: latitude and longitude of the new one.
        need: families a year, shape (places,); nan where unknown.
        supply: families that the new site could serve a year.
        within: miles that are in its reach.
        decay: the weights that the other sites were given.

    Returns:
        An AddedSite; add its change to `Access.per_family`.

    Raises:
        ValueError: the supply or the coordinates of the site are not known, a number is negative,
            or there is not one for each place.
    """
    if np.isnan(supply):
        raise ValueError("added_site takes the supply of the new site, not nan.")
    found = pairs(places, np.reshape(np.asarray(site, dtype=np.float64), (1, -1)), within=within)
    if len(found.unplaced_sites):
        raise ValueError("added_site takes the latitude and longitude of the new site, not nan.")
    near = reach(found, decay=decay)
    alone = access(near, need=need, supply=[supply])
    known = ~np.isnan(alone.per_family)
    wanted = np.where(known, amounts(need, name="need"), 0.0)
    reached = near.count_at_places([True]) > 0
    return AddedSite(
        change=alone.per_family,
        ratio=float(alone.ratio[0]),
        need=float(wanted[reached].sum()),
        places=int((alone.per_family[known] > 0).sum()),
    )
